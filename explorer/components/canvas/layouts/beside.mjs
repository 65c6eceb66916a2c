/** Places new entities beside those they came from, without moving any that is there. */

import { forceLink, forceManyBody, forceSimulation } from "d3-force";
import { leaveLines, separate } from "./boxes.mjs";

/**
 * @param {import("./index.mjs").Item[]} fresh
 * @param {(import("./index.mjs").Item & {x: number, y: number})[]} there
 * @param {import("./index.mjs").Link[]} links among all of them
 * @returns {Map<string, {x: number, y: number}>} of the fresh ones only
 */
export function beside(fresh, there, links) {
  const still = there.map((item) => ({ ...item, fx: item.x, fy: item.y, still: true }));
  const by = new Map(still.map((node) => [node.id, node]));
  const near = new Map();
  for (const { source, target } of links) {
    near.set(source, [...(near.get(source) ?? []), target]);
    near.set(target, [...(near.get(target) ?? []), source]);
  }
  const middle = centre(still);
  const waiting = [...fresh].sort((a, b) => (a.id < b.id ? -1 : 1));
  const placed = [];
  // Those with a drawn neighbour first, then those that hang on them.
  while (waiting.length) {
    let index = waiting.findIndex((item) => (near.get(item.id) ?? []).some((id) => by.has(id)));
    if (index < 0) index = 0;
    const [item] = waiting.splice(index, 1);
    const anchors = (near.get(item.id) ?? []).map((id) => by.get(id)).filter(Boolean);
    const spot = anchors.length ? besideAnchor(anchors, middle, placed.length) : outside(still, placed.length, middle);
    const node = { ...item, ...spot };
    placed.push(node);
    by.set(item.id, node);
  }
  settle(placed, still, links, by);
  return new Map(placed.map((node) => [node.id, { x: node.x, y: node.y }]));
}

const GOLDEN = Math.PI * (3 - Math.sqrt(5));

function besideAnchor(anchors, middle, n) {
  const [sx, sy] = anchors.reduce(([x, y], a) => [x + a.x / anchors.length, y + a.y / anchors.length], [0, 0]);
  const outward = Math.atan2(sy - middle.y, sx - middle.x || 1e-6);
  const angle = outward + (n % 2 ? 1 : -1) * Math.ceil(n / 2) * 0.5 + n * 1e-3;
  const distance = 105 + 26 * Math.floor(n / 9);
  return { x: sx + distance * Math.cos(angle), y: sy + distance * Math.sin(angle) };
}

function outside(still, n, middle) {
  const far = still.reduce((most, node) => Math.max(most, Math.hypot(node.x - middle.x, node.y - middle.y)), 0);
  return { x: middle.x + (far + 90) * Math.cos(n * GOLDEN), y: middle.y + (far + 90) * Math.sin(n * GOLDEN) };
}

function centre(nodes) {
  if (!nodes.length) return { x: 0, y: 0 };
  return { x: nodes.reduce((sum, node) => sum + node.x, 0) / nodes.length, y: nodes.reduce((sum, node) => sum + node.y, 0) / nodes.length };
}

function settle(placed, still, links, by) {
  if (!placed.length) return;
  const fresh = new Set(placed.map((node) => node.id));
  const pairs = links
    .filter(({ source, target }) => source !== target && (fresh.has(source) || fresh.has(target)) && by.has(source) && by.has(target))
    .map(({ source, target }) => ({ source: by.get(source), target: by.get(target) }));
  const around = new Set(nearby(still, placed));
  for (const { source, target } of pairs) for (const end of [source, target]) if (!fresh.has(end.id)) around.add(end);
  const all = [...around, ...placed];
  forceSimulation(all)
    .stop()
    .force("link", forceLink(pairs).distance(112).strength(0.25))
    .force("charge", forceManyBody().strength(-260).distanceMax(420))
    .force("box", (alpha) => separate(all, 10, 0.4 + 0.4 * (1 - alpha)))
    .tick(180);
  for (let i = 0; i < 60 && all.length < 400; i++) {
    leaveLines(all, pairs, 8);
    separate(all, 10, 0.6);
  }
  for (let i = 0; i < 80; i++) if (!separate(all, 8, 1)) break;
}

/** Only what stands near can push; in a large picture the rest would cost time for nothing. */
function nearby(still, placed) {
  if (still.length < 400) return still;
  const [x0, x1] = [Math.min(...placed.map((n) => n.x)) - 500, Math.max(...placed.map((n) => n.x)) + 500];
  const [y0, y1] = [Math.min(...placed.map((n) => n.y)) - 500, Math.max(...placed.map((n) => n.y)) + 500];
  return still.filter((n) => n.x > x0 && n.x < x1 && n.y > y0 && n.y < y1);
}
