/** Selecting by a line drawn around entities: Shift and drag. */

import { h } from "../shared/dom.mjs";

export class Lasso {
  /** @param {HTMLElement} root @param {HTMLElement} stage @param {(inside: (point: {x: number, y: number}) => boolean) => void} picked told what lies inside, in px of the stage */
  constructor(root, stage, picked) {
    this.ended = -Infinity;
    const line = h("path", {});
    const frame = h("svg", { class: "wasl-lasso", "aria-hidden": "true" }, line);
    frame.toggleAttribute("hidden", true);
    root.append(frame);
    /** @type {{x: number, y: number}[]} */
    let way = [];
    const at = (event) => {
      const box = stage.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const move = (event) => {
      const [now, last] = [at(event), /** @type {any} */ (way.at(-1))];
      if (Math.hypot(now.x - last.x, now.y - last.y) < 3) return;
      way.push(now);
      frame.toggleAttribute("hidden", false);
      line.setAttribute("d", `M${way.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`);
    };
    const up = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      const around = shape(way);
      way = [];
      // A click with Shift is not a lasso.
      if (frame.hasAttribute("hidden")) return;
      frame.toggleAttribute("hidden", true);
      this.ended = performance.now();
      picked((point) => within(point, around));
    };
    // Caught on the way down: sigma listens to pointer events on the stage and would pan.
    root.addEventListener("pointerdown", (event) => {
      if (!event.shiftKey || !stage.contains(/** @type {Node} */ (event.target))) return;
      way = [at(event)];
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", up);
      event.stopPropagation();
      event.preventDefault();
    }, true);
  }

  /** Whether a click is the end of a lasso just drawn. */
  get justEnded() {
    return performance.now() - this.ended < 400;
  }
}

/** A line that encloses hardly anything means the box between its ends. */
function shape(way) {
  if (way.length < 2) return way;
  const area = Math.abs(way.reduce((sum, a, i) => { const b = way[(i + 1) % way.length]; return sum + a.x * b.y - b.x * a.y; }, 0)) / 2;
  const [a, b] = [way[0], way[way.length - 1]];
  const straight = Math.hypot(a.x - b.x, a.y - b.y);
  return area > straight * straight * 0.08 ? way : [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];
}

/** Whether a point lies inside a closed line, by the even-odd rule. */
function within({ x, y }, around) {
  let inside = false;
  around.forEach((a, i) => {
    const b = around[(i + 1) % around.length];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  });
  return inside;
}
