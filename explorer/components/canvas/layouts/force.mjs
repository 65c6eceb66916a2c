/** The layout of small and middle graphs: forces, with discs and labels kept apart; deterministic. */

import { forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { leaveLines, separate } from "./boxes.mjs";

const MOST = 2.2;
// Below this many, a second run with a better guess of the scale costs little.
const SMALL = 90;

/**
 * Fills a window of the given proportions. Where the graph needs more room than the window has, boxes are
 * enlarged by the scale at which it will be shown, so that they stay apart on the screen.
 * @param {import("./index.mjs").Item[]} items
 * @param {import("./index.mjs").Link[]} links
 * @param {{width: number, height: number}} room px
 * @returns {Map<string, {x: number, y: number}>} y points down
 */
export function force(items, links, room) {
  const needed = items.reduce((sum, item) => sum + (item.w + 12) * (item.h + 12), 0);
  // Boxes fill at most about a third of a picture with room for its lines.
  let scale = Math.min(MOST, Math.max(1, Math.sqrt((needed * 2.6) / (room.width * room.height))));
  let placed = run(items, links, room, scale);
  const shown = Math.min(1, fitting(placed, room));
  if (shown * scale < 0.9 && scale < MOST && items.length <= SMALL) {
    scale = Math.min(MOST, scale * Math.min(1.6, 0.97 / (shown * scale)));
    placed = run(items, links, room, scale);
  }
  return new Map(filling(placed, room).map((one) => [one.id, { x: one.x, y: one.y }]));
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
  const nodes = items.map((item) => ({ ...item, w: item.w * scale, h: item.h * scale, x: undefined, y: undefined }));
  const pairs = distinct(nodes, links);
  const aspect = Math.min(2.6, Math.max(0.5, width / height));
  const room = Math.sqrt((width * height) / Math.max(1, nodes.length));
  const reach = Math.min(150, Math.max(84, room * 0.72)) * Math.sqrt(scale);
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

function boxes(nodes, gap) {
  return (alpha) => separate(nodes, gap, 0.6 * Math.min(1, alpha * 4 + 0.2));
}

/** One link for each pair, however many relations join it; loops pull nothing. */
function distinct(nodes, links) {
  const by = new Map(nodes.map((node) => [node.id, node]));
  const seen = new Map();
  for (const { source, target } of links) {
    if (source === target) continue;
    const key = source < target ? `${source}\n${target}` : `${target}\n${source}`;
    if (!seen.has(key)) seen.set(key, { source: by.get(source), target: by.get(target) });
  }
  return [...seen.values()];
}

function fitting(nodes, { width, height }) {
  const { x0, x1, y0, y1 } = extent(nodes);
  return Math.min(width / Math.max(1, x1 - x0), height / Math.max(1, y1 - y0));
}

function extent(nodes) {
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y, w, h } of nodes) {
    x0 = Math.min(x0, x - w / 2); x1 = Math.max(x1, x + w / 2);
    y0 = Math.min(y0, y - h / 2); y1 = Math.max(y1, y + h / 2);
  }
  return { x0, x1, y0, y1 };
}
