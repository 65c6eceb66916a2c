/** The hierarchical layout: from who acts to what is acted upon, in reading direction; by dagre, or plainer for many. */

import dagre from "@dagrejs/dagre";
import { separate } from "./boxes.mjs";

// dagre's time grows faster than the square of what it lays out.
const DAGRE_MOST = 90;
const GAP = { across: 16, along: 70 };

/**
 * Along the longer side of the room, else across it, whichever fits with its labels; where neither does, the discs
 * alone are laid out and pressed into the room, and the lesser labels give way.
 */
export function hierarchical(items, links, room) {
  const wide = room.width / room.height > 0.9;
  const build = items.length <= DAGRE_MOST ? byDagre : layered;
  let best = null;
  for (const way of [wide, !wide]) {
    const nodes = build(items, links, way, room.rtl);
    for (let i = 0; i < 60; i++) if (!separate(nodes, 8, 0.5)) break;
    const shown = fit(nodes, room);
    if (!best || shown > best.shown) best = { nodes, shown };
    if (shown >= 0.9) break;
  }
  const nodes = best.shown >= 0.9 ? best.nodes : pressed(items, links, room, build);
  return new Map(nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
}

/** Discs without their labels, in the room's own px where they fit. */
function pressed(items, links, room, build) {
  const discs = items.map((item) => ({ ...item, w: 2 * item.size + 8, h: 2 * item.size + 8, drop: 0 }));
  const both = [true, false].map((way) => build(discs, links, way, room.rtl));
  const nodes = both.sort((a, b) => fit(b, room) - fit(a, room))[0];
  const { x0, x1, y0, y1 } = box(nodes);
  const [kx, ky] = [Math.min(1, room.width / (x1 - x0)), Math.min(1, room.height / (y1 - y0))];
  for (const node of nodes) {
    node.x *= kx;
    node.y *= ky;
  }
  for (let i = 0; i < 120; i++) if (!separate(nodes, 3, 0.7)) break;
  return nodes;
}

function fit(nodes, { width, height }) {
  const { x0, x1, y0, y1 } = box(nodes);
  return Math.min(width / Math.max(1, x1 - x0), height / Math.max(1, y1 - y0));
}

function box(nodes) {
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y, w, h, drop } of nodes) {
    x0 = Math.min(x0, x - w / 2); x1 = Math.max(x1, x + w / 2);
    y0 = Math.min(y0, y + drop - h / 2); y1 = Math.max(y1, y + drop + h / 2);
  }
  return { x0, x1, y0, y1 };
}

function byDagre(items, links, wide, rtl) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: wide ? (rtl ? "RL" : "LR") : "TB", nodesep: GAP.across, ranksep: wide ? GAP.along : 48, ranker: items.length > 60 ? "longest-path" : "network-simplex" });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const item of items) graph.setNode(item.id, { width: item.w, height: item.h });
  for (const { id, source, target } of links) if (source !== target) graph.setEdge(source, target, {}, id);
  dagre.layout(graph);
  return items.map((item) => ({ ...item, x: graph.node(item.id).x, y: graph.node(item.id).y }));
}

/** Layers by the longest way from a beginning, each ordered by where its neighbours stand. */
function layered(items, links, wide, rtl) {
  const out = new Map(items.map((item) => [item.id, []]));
  const near = new Map(items.map((item) => [item.id, []]));
  for (const { source, target } of links) {
    if (source === target) continue;
    out.get(source).push(target);
    near.get(source).push(target);
    near.get(target).push(source);
  }
  const layers = [];
  for (const [id, depth] of depths(items, out)) (layers[depth] ??= []).push(id);
  const place = new Map();
  for (const layer of layers) layer.forEach((id, i) => place.set(id, i - layer.length / 2));
  for (let sweep = 0; sweep < 6; sweep++) {
    for (const layer of layers) {
      const mean = new Map(layer.map((id) => [id, near.get(id).reduce((sum, other) => sum + place.get(other), 0) / Math.max(1, near.get(id).length)]));
      layer.sort((a, b) => mean.get(a) - mean.get(b) || (a < b ? -1 : 1));
      layer.forEach((id, i) => place.set(id, i - layer.length / 2));
    }
  }
  const by = new Map(items.map((item) => [item.id, item]));
  const depth = Math.max(...items.map((item) => (wide ? item.w : item.h))) + GAP.along;
  const breadth = Math.max(...items.map((item) => (wide ? item.h : item.w))) + GAP.across;
  const sign = wide && rtl ? -1 : 1;
  return layers.flatMap((layer, rank) => layer.map((id) => ({ ...by.get(id), x: wide ? sign * rank * depth : place.get(id) * breadth, y: wide ? place.get(id) * breadth : rank * depth })));
}

/** The longest way to each from a beginning; a relation that would close a circle does not count. */
function depths(items, out) {
  const depth = new Map();
  const state = new Map();
  const order = [];
  for (const { id: root } of items) {
    if (state.has(root)) continue;
    const stack = [[root, 0]];
    state.set(root, "open");
    while (stack.length) {
      const top = /** @type {[string, number]} */ (stack.at(-1));
      const next = out.get(top[0])[top[1]++];
      if (next === undefined) {
        order.push(top[0]);
        state.set(top[0], "done");
        stack.pop();
      } else if (!state.has(next)) {
        state.set(next, "open");
        stack.push([next, 0]);
      }
    }
  }
  order.reverse();
  const rank = new Map(order.map((id, i) => [id, i]));
  for (const id of order) {
    const own = depth.get(id) ?? 0;
    depth.set(id, own);
    for (const next of out.get(id)) if (rank.get(next) > rank.get(id)) depth.set(next, Math.max(depth.get(next) ?? 0, own + 1));
  }
  return depth;
}
