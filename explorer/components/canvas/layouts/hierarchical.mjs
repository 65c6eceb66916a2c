/** The hierarchical layout: from who acts to what is acted upon, in reading direction; by dagre, or plainer for many. */

import dagre from "@dagrejs/dagre";
import { separate } from "./boxes.mjs";

// dagre's time grows faster than the square of what it lays out.
const DAGRE_MOST = 90;
const GAP = { across: 16, along: 70 };

export function hierarchical(items, links, room) {
  const wide = room.width / room.height > 0.9;
  const nodes = items.length <= DAGRE_MOST ? byDagre(items, links, wide, room.rtl) : layered(items, links, wide, room.rtl);
  for (let i = 0; i < 60; i++) if (!separate(nodes, 8, 0.5)) break;
  return new Map(nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
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
