/** What part of the plane is in view: the frame around discs and labels, with room kept for what lies above the canvas. */

/** px that search, tools, legend and an open panel take from each side @param {{legend: number, search: boolean, panel: number}} above the legend's height and the panel's width in px, and whether there is a search box */
export function margins({ width, height }, rtl, { legend, search, panel }) {
  const small = width < 640;
  const start = small ? 54 : 62;
  const end = (small ? 12 : 30) + (small ? 0 : Math.min(panel, width * 0.62));
  return { top: search ? 60 : 16, bottom: Math.min(legend + 26, height * 0.3), left: rtl ? end : start, right: rtl ? start : end };
}

/**
 * Around the discs and labels of these, y up.
 * @param {Iterable<import("./ink.mjs").Item>} items
 * @param {Map<string, {x: number, y: number}>} positions
 * @param {number} k px of the screen for one unit of the plane: discs and labels keep their size on the screen
 * @returns {{x0: number, x1: number, y0: number, y1: number}|null} null for none
 */
function bounds(items, positions, k) {
  let box = null;
  for (const item of items) {
    const p = positions.get(item.id);
    if (!p) continue;
    const [x0, x1, y0, y1] = [p.x - item.w / 2 / k, p.x + item.w / 2 / k, p.y - (item.h - item.size) / k, p.y + (item.size + 4) / k];
    box = box ? { x0: Math.min(box.x0, x0), x1: Math.max(box.x1, x1), y0: Math.min(box.y0, y0), y1: Math.max(box.y1, y1) } : { x0, x1, y0, y1 };
  }
  return box;
}

// A handful of entities is not blown up to fill the window.
const MOST = 1.2;
const LEAST = 0.02;

/**
 * The part of the plane that shows these with their labels inside the margins.
 * @param {Iterable<import("./ink.mjs").Item>} items
 * @param {Map<string, {x: number, y: number}>} positions
 * @param {{width: number, height: number}} room px
 * @param {{top: number, bottom: number, left: number, right: number}} margin px
 * @returns {{x: [number, number], y: [number, number]}|null} in the proportions of the room; null for no items
 */
export function framing(items, positions, room, margin) {
  const all = [...items];
  const [w, h] = [Math.max(80, room.width - margin.left - margin.right), Math.max(80, room.height - margin.top - margin.bottom)];
  const fits = (scale) => {
    const box = /** @type {any} */ (bounds(all, positions, scale));
    return (box.x1 - box.x0) * scale <= w && (box.y1 - box.y0) * scale <= h;
  };
  if (!bounds(all, positions, 1)) return null;
  // Discs and labels do not shrink with the plane: the largest scale that fits is found by halving.
  let [low, high] = [LEAST, MOST];
  if (fits(high)) low = high;
  for (let round = 0; round < 20 && high - low > 1e-4; round++) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  const k = low;
  const box = /** @type {any} */ (bounds(all, positions, k));
  const left = (box.x0 + box.x1) / 2 - (w / 2 + margin.left) / k;
  const bottom = (box.y0 + box.y1) / 2 - (h / 2 + margin.bottom) / k;
  return { x: [left, left + room.width / k], y: [bottom, bottom + room.height / k] };
}
