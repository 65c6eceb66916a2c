/** The layout of small and middle graphs: forces, with discs and labels kept apart; deterministic. Large ones are left to `large.mjs`. */

import { forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { leaveLines, separate } from "./boxes.mjs";
import { components, packed } from "./packing.mjs";

const MOST = 2.2;
// Below this many, a second run with a better guess of the scale costs little.
const SMALL = 90;
// Boxes with their labels fill at most this share of a picture with room for its lines.
const FULL = 1 / 2.6;

/**
 * Fills a window of the given proportions. Where the labels of all need more room than the window has,
 * the lesser ones give up theirs, and what hangs together is laid out apart from the rest.
 * @param {import("./index.mjs").Item[]} items
 * @param {import("./index.mjs").Link[]} links
 * @param {{width: number, height: number}} room px
 * @returns {Map<string, {x: number, y: number}>} y points down
 */
export function force(items, links, room) {
  const needed = items.reduce((sum, item) => sum + (item.w + 12) * (item.h + 12), 0);
  const nodes = needed > room.width * room.height * FULL ? crowded(items, links, room) : roomy(items, links, room);
  return new Map(nodes.map((one) => [one.id, { x: one.x, y: one.y }]));
}

/** Every label has its room; the picture may be larger than the window and is then shown smaller. */
function roomy(items, links, room) {
  let scale = 1;
  let placed = run(items, links, room, scale);
  const shown = Math.min(1, fitting(placed, room));
  if (shown < 0.9 && items.length <= SMALL) {
    scale = Math.min(MOST, Math.min(1.6, 0.97 / shown));
    placed = run(items, links, room, scale);
  }
  return filling(placed, room);
}

/** The picture is made in the px of the window: the largest part in the middle, the others packed around it. */
function crowded(items, links, room) {
  const boxes = budgeted(items, room);
  const [main, ...others] = components(boxes, links);
  const blocks = others.map((part) => block(part, links));
  const area = (nodes) => nodes.reduce((sum, { w, h }) => sum + (w + 14) * (h + 14), 0);
  const rest = blocks.reduce((sum, { w, h }) => sum + (w + 10) * (h + 10), 0);
  const spread = run(main, links, room, 1);
  let best = null;
  // The part in the middle gives way until the others have room around it.
  for (let share = Math.min(1, Math.max(0.5, 1 - (rest * 1.05) / (room.width * room.height))), turn = 0; turn < 4; share *= 0.88, turn++) {
    const inner = { width: room.width * Math.sqrt(share), height: room.height * Math.sqrt(share) };
    const middle = fitted(spread, main, links, inner);
    const nodes = blocks.length ? packed(middle, blocks, links, room) : middle;
    const shown = fitting(nodes, room);
    if (!best || shown > best.shown) best = { nodes, shown };
    if (shown >= 0.97 || area(main) > inner.width * inner.height) break;
  }
  return best?.nodes ?? spread;
}

/** Boxes that fit into the room together: the most connected keep their labels, the others are discs. */
function budgeted(items, { width, height }) {
  let left = width * height * 0.36 - items.reduce((sum, { size }) => sum + (2 * size + 12) ** 2, 0);
  const order = [...items].sort((a, b) => b.rank - a.rank || b.degree - a.degree || (a.id < b.id ? -1 : 1));
  const named = new Set();
  for (const item of order) {
    left -= (item.w + 12) * (item.h + 12) - (2 * item.size + 12) ** 2;
    if (left < 0) break;
    named.add(item.id);
  }
  return items.map((item) => (named.has(item.id) ? item : { ...item, w: 2 * item.size + 4, h: 2 * item.size + 4, drop: 0 }));
}

/** A small part by itself, its boxes close together, around (0, 0). */
function block(part, links) {
  const ids = new Set(part.map(({ id }) => id));
  const side = (part.length < 4 ? 60 : 74) * Math.sqrt(part.length);
  const nodes = part.length === 1 ? [{ ...part[0], x: 0, y: 0 }] : run(part, links.filter(({ source, target }) => ids.has(source) && ids.has(target)), { width: side, height: side }, 1);
  const { x0, x1, y0, y1 } = extent(nodes);
  const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return { nodes: nodes.map((node) => ({ ...node, x: node.x - cx, y: node.y - cy })), w: x1 - x0, h: y1 - y0 };
}

/** Stretches a picture to its room and takes the boxes apart there. */
function fitted(placed, items, links, { width, height }) {
  const { x0, x1, y0, y1 } = middles(placed);
  const wide = Math.max(...items.map(({ w }) => w)) / 2;
  const [kx, ky] = [Math.max(1, width - 2 * wide) / Math.max(1, x1 - x0), Math.max(1, height - 70) / Math.max(1, y1 - y0)];
  const [sx, sy] = [Math.min(kx, ky * 1.9, 1.6), Math.min(ky, kx * 1.9, 1.6)];
  const nodes = placed.map((node) => ({ ...node, x: (node.x - (x0 + x1) / 2) * sx, y: (node.y - (y0 + y1) / 2) * sy }));
  const pairs = distinct(nodes, links);
  const rounds = Math.min(90, Math.ceil(1.2e6 / (pairs.length * nodes.length + 1)));
  for (let i = 0; i < rounds; i++) {
    leaveLines(nodes, pairs, 5);
    separate(nodes, 9, 0.5);
    for (const node of nodes) {
      node.x = Math.min(width / 2 - node.w / 2, Math.max(node.w / 2 - width / 2, node.x));
      node.y = Math.min(height / 2 - node.h / 2 - node.drop, Math.max(node.h / 2 - height / 2 - node.drop, node.y));
    }
  }
  for (let i = 0; i < 60; i++) if (!separate(nodes, 7, 1)) break;
  return nodes;
}

/** Spreads a picture along the side on which its room has space left; spreading brings nothing nearer to anything. */
function filling(nodes, room) {
  const box = extent(nodes);
  const shown = Math.min(1, fitting(nodes, room));
  const grow = (size, whole) => Math.min(2, Math.max(1, (whole * 0.97) / Math.max(1, size * shown)));
  const [kx, ky] = [grow(box.x1 - box.x0, room.width), grow(box.y1 - box.y0, room.height)];
  if (nodes.length < 8) return nodes;
  return nodes.map((node) => ({ ...node, x: node.x * kx, y: node.y * ky }));
}

function run(items, links, { width, height }, scale) {
  const nodes = items.map((item) => ({ ...item, w: item.w * scale, h: item.h * scale, drop: item.drop * scale, x: undefined, y: undefined }));
  const pairs = distinct(nodes, links);
  const aspect = Math.min(2.6, Math.max(0.5, width / height));
  const room = Math.sqrt((width * height) / Math.max(1, nodes.length));
  const reach = Math.min(150, Math.max(nodes.length < 4 ? 62 : 84, room * 0.72)) * Math.sqrt(scale);
  const simulation = forceSimulation(nodes)
    .stop()
    .force("link", forceLink(pairs).distance((l) => reach + 5 * Math.min(l.source.degree, l.target.degree, 12)).strength((l) => 0.85 / Math.min(l.source.degree || 1, l.target.degree || 1)))
    .force("charge", forceManyBody().strength((d) => -(reach * 5.2) - 60 * Math.min(d.degree, 30)).distanceMax(reach * 9))
    .force("x", forceX(0).strength(0.04 / Math.sqrt(aspect)))
    .force("y", forceY(0).strength(0.04 * aspect ** 1.35))
    .force("box", boxes(nodes, 10));
  const rounds = nodes.length > 220 ? 120 : nodes.length > SMALL ? 180 : 280;
  simulation.alphaDecay(1 - 0.001 ** (1 / rounds)).tick(rounds);
  // What lines and boxes cost together is kept about the same for any size.
  const polish = Math.min(120, Math.ceil(1.2e6 / (pairs.length * nodes.length + 1)));
  for (let i = 0; i < polish; i++) {
    leaveLines(nodes, pairs, 8 * scale);
    separate(nodes, 10, 0.5);
  }
  for (let i = 0; i < 60; i++) if (!separate(nodes, 8, 1)) break;
  return nodes;
}

/** In a larger graph not in every round: while it still unfolds, boxes only have to be loosened. */
function boxes(nodes, gap) {
  const every = nodes.length > SMALL ? 3 : 1;
  let round = 0;
  return (alpha) => {
    if (round++ % every === 0) separate(nodes, gap, 0.6 * Math.min(1, alpha * 4 + 0.2));
  };
}

/** One link for each pair of these, however many relations join it; loops pull nothing. */
function distinct(nodes, links) {
  const by = new Map(nodes.map((node) => [node.id, node]));
  const seen = new Map();
  for (const { source, target } of links) {
    if (source === target || !by.has(source) || !by.has(target)) continue;
    const key = source < target ? `${source}\n${target}` : `${target}\n${source}`;
    if (!seen.has(key)) seen.set(key, { source: by.get(source), target: by.get(target) });
  }
  return [...seen.values()];
}

function fitting(nodes, { width, height }) {
  const { x0, x1, y0, y1 } = extent(nodes);
  return Math.min(width / Math.max(1, x1 - x0), height / Math.max(1, y1 - y0));
}

function middles(nodes) {
  return extent(nodes.map(({ x, y }) => ({ x, y, w: 0, h: 0, drop: 0 })));
}

function extent(nodes) {
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y, w, h, drop } of nodes) {
    x0 = Math.min(x0, x - w / 2); x1 = Math.max(x1, x + w / 2);
    y0 = Math.min(y0, y + drop - h / 2); y1 = Math.max(y1, y + drop + h / 2);
  }
  return { x0, x1, y0, y1 };
}
