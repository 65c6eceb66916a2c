/** What part of the plane is in view: the frame around discs and labels, with room kept for what lies above the canvas. */

/** px that search, tools and legend take from each side */
export function margins({ width, height }, rtl) {
  const small = width < 640;
  const start = small ? 54 : 62;
  const end = small ? 12 : 26;
  return { top: 58, bottom: small ? 52 : Math.min(84, height * 0.14), left: rtl ? end : start, right: rtl ? start : end };
}

/** Around the discs and labels of these, y up. @returns {{x0: number, x1: number, y0: number, y1: number}|null} null for none */
export function bounds(items, positions) {
  let box = null;
  for (const item of items) {
    const p = positions.get(item.id);
    if (!p) continue;
    const [x0, x1, y0, y1] = [p.x - item.w / 2, p.x + item.w / 2, p.y - (item.h - item.size), p.y + item.size + 4];
    box = box ? { x0: Math.min(box.x0, x0), x1: Math.max(box.x1, x1), y0: Math.min(box.y0, y0), y1: Math.max(box.y1, y1) } : { x0, x1, y0, y1 };
  }
  return box;
}

/**
 * The part of the plane that shows a box inside the margins.
 * @param {{x0: number, x1: number, y0: number, y1: number}} box
 * @param {{width: number, height: number}} room px
 * @param {{top: number, bottom: number, left: number, right: number}} margin px
 * @returns {{x: [number, number], y: [number, number]}} in the proportions of the room
 */
export function framing(box, room, margin) {
  const [w, h] = [Math.max(80, room.width - margin.left - margin.right), Math.max(80, room.height - margin.top - margin.bottom)];
  // A handful of entities is not blown up to fill the window.
  const k = Math.min(w / Math.max(1, box.x1 - box.x0), h / Math.max(1, box.y1 - box.y0), 1.2);
  const left = (box.x0 + box.x1) / 2 - (w / 2 + margin.left) / k;
  const bottom = (box.y0 + box.y1) / 2 - (h / 2 + margin.bottom) / k;
  return { x: [left, left + room.width / k], y: [bottom, bottom + room.height / k] };
}
