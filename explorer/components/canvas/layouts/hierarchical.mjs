/** The hierarchical layout: from who acts to what is acted upon, in reading direction; by dagre. */

import dagre from "@dagrejs/dagre";
import { separate } from "./boxes.mjs";

export function hierarchical(items, links, { width, height, rtl }) {
  const wide = width / height > 0.9;
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: wide ? (rtl ? "RL" : "LR") : "TB", nodesep: 16, ranksep: wide ? 70 : 48, ranker: items.length > 300 ? "longest-path" : "network-simplex" });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const item of items) graph.setNode(item.id, { width: item.w, height: item.h });
  for (const { id, source, target } of links) if (source !== target) graph.setEdge(source, target, {}, id);
  dagre.layout(graph);
  const nodes = items.map((item) => ({ ...item, x: graph.node(item.id).x, y: graph.node(item.id).y }));
  for (let i = 0; i < 80; i++) if (!separate(nodes, 8, 0.5)) break;
  return new Map(nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
}
