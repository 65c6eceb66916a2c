/** The circular and the concentric layout. */

import { separate } from "./boxes.mjs";

/**
 * One ellipse, entities of a type side by side, as large as their labels need; where the room has no place for it,
 * as large as the room (or as their discs need), and the lesser labels give way.
 */
export function circular(items, _links, { width, height }) {
  const order = [...items].sort((a, b) => a.type.localeCompare(b.type) || b.degree - a.degree || a.id.localeCompare(b.id));
  const aspect = Math.min(2, Math.max(0.6, width / height));
  const radiusFor = (each) => order.reduce((sum, item) => sum + each(item), 0) / (Math.PI * (1 + aspect));
  const needed = Math.max(120, radiusFor((item) => Math.max(item.h + 14, item.w * 0.55)));
  const room = Math.min(height / 2, width / 2 / aspect) - 46;
  const tight = needed > room;
  const radius = tight ? Math.max(room, radiusFor((item) => 2 * item.size + 12)) : needed;
  const nodes = along(order.length, aspect, radius).map((place, i) => {
    const item = order[i];
    return tight ? { ...item, w: 2 * item.size + 6, h: 2 * item.size + 6, drop: 0, ...place } : { ...item, ...place };
  });
  for (let i = 0; i < 60; i++) if (!separate(nodes, 6, 0.5)) break;
  return new Map(nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
}

/** Places on an ellipse, equally far from each other along it, from the top on. */
function along(count, aspect, radius) {
  const steps = 720;
  const at = (i) => ({ x: aspect * radius * Math.sin((2 * Math.PI * i) / steps), y: -radius * Math.cos((2 * Math.PI * i) / steps) });
  const run = [0];
  for (let i = 1; i <= steps; i++) run.push(run[i - 1] + Math.hypot(at(i).x - at(i - 1).x, at(i).y - at(i - 1).y));
  let i = 0;
  return Array.from({ length: count }, (_one, n) => {
    while (i < steps && run[i] < (run[steps] * n) / count) i++;
    return at(i);
  });
}

/** The most connected in the middle, the others on rings around it; each ring holds what fits on it. */
export function concentric(items, _links, { width, height }) {
  const order = [...items].sort((a, b) => b.degree - a.degree || a.id.localeCompare(b.id));
  const aspect = Math.min(1.8, Math.max(0.7, width / height));
  const nodes = [];
  let ring = 0;
  for (let i = 0; i < order.length; ring++) {
    const radius = ring * 118;
    const fits = ring === 0 ? 1 : Math.max(5, Math.floor((Math.PI * radius * (1 + aspect)) / 150));
    const part = order.slice(i, i + fits);
    part.forEach((item, j) => {
      const angle = (2 * Math.PI * j) / part.length + ring * 0.45 - Math.PI / 2;
      nodes.push({ ...item, x: aspect * radius * Math.cos(angle), y: radius * Math.sin(angle) });
    });
    i += part.length;
  }
  for (let i = 0; i < 80; i++) if (!separate(nodes, 8, 0.5)) break;
  return new Map(nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
}
