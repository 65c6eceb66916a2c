/** The canvas by keyboard: arrows walk to the nearest entity that way, Enter selects, + - 0 zoom, Escape lets go. */

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {HTMLElement} stage
 * @param {{points: () => {id: string, x: number, y: number}[], here: () => string|null, walk: (id: string) => void,
 *   act: (what: "enter"|"zoomIn"|"zoomOut"|"fit"|"escape"|"undo"|"redo"|"hide"|"expand"|"pin"|"ungroup", more: boolean) => void}} on
 */
export function keyboard(stage, on) {
  stage.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    const meta = event.ctrlKey || event.metaKey;
    if (way && !meta) walk(way, on);
    else if (meta && event.key.toLowerCase() === "z") on.act(event.shiftKey ? "redo" : "undo", false);
    else if (meta && event.key.toLowerCase() === "y") on.act("redo", false);
    else if (meta || event.altKey) return;
    else if (event.key === "Enter" || event.key === " ") on.act("enter", event.shiftKey);
    else if (event.key === "+" || event.key === "=") on.act("zoomIn", false);
    else if (event.key === "-") on.act("zoomOut", false);
    else if (event.key === "0") on.act("fit", false);
    else if (event.key === "Escape") on.act("escape", false);
    else if (event.key === "Delete") on.act("hide", false);
    else if (event.key === "p" || event.key === "P") on.act("pin", false);
    else if (event.key === "u" || event.key === "U") on.act("ungroup", false);
    else if (event.key === "e" || event.key === "E") on.act("expand", false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function walk([wx, wy], on) {
  const points = on.points();
  const here = points.find((point) => point.id === on.here());
  if (!here) {
    if (points.length) on.walk(points[0].id);
    return;
  }
  let best = null;
  for (const point of points) {
    if (point === here) continue;
    const [dx, dy] = [point.x - here.x, point.y - here.y];
    const along = dx * wx + dy * wy;
    if (along <= 4) continue;
    const cost = along + 2.2 * Math.abs(dx * wy + dy * wx);
    if (!best || cost < best.cost) best = { id: point.id, cost };
  }
  if (best) on.walk(best.id);
}
