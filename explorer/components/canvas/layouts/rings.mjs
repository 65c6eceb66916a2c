/** The circular and the concentric layout. */

import { separate } from "./boxes.mjs";

/** One ellipse, entities of a type side by side, radius by the room that labels need. */
export function circular(items, _links, { width, height }) {
  const order = [...items].sort((a, b) => a.type.localeCompare(b.type) || b.degree - a.degree || a.id.localeCompare(b.id));
  const aspect = Math.min(2, Math.max(0.6, width / height));
  const around = order.reduce((sum, item) => sum + Math.max(item.h + 14, item.w * 0.55), 0);
  const radius = Math.max(120, around / (Math.PI * (1 + aspect)));
  const nodes = order.map((item, i) => {
    const angle = (2 * Math.PI * i) / order.length - Math.PI / 2;
    return { ...item, x: aspect * radius * Math.cos(angle), y: radius * Math.sin(angle) };
  });
  for (let i = 0; i < 60; i++) if (!separate(nodes, 6, 0.5)) break;
  return new Map(nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
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
