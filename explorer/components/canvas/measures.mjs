/** Communities and centrality of what is drawn: the same entities and relations give the same numbers; when they are asked for is left to figures.mjs. */

import { DirectedGraph, UndirectedGraph } from "graphology";
import louvain from "graphology-communities-louvain";
import betweenness from "graphology-metrics/centrality/betweenness.js";
import pagerank from "graphology-metrics/centrality/pagerank.js";

export const MEASURES = ["community", "betweenness", "pagerank"];

/**
 * What one measure says of each entity.
 * `community` (Louvain, parallel relations count): the id of its most connected member, which stands for it.
 * `betweenness` (undirected, by hops, 0..1) and `pagerank` (along the relations, damping 0.85): a number.
 * @param {string} name one of MEASURES
 * @param {string[]} ids
 * @param {{source: string, target: string}[]} links among them
 * @returns {Map<string, string|number>}
 */
export function measured(name, ids, links) {
  const order = [...ids].sort();
  const graph = name === "pagerank" ? new DirectedGraph() : new UndirectedGraph();
  for (const id of order) graph.addNode(id);
  const pairs = links.filter(({ source, target }) => source !== target && graph.hasNode(source) && graph.hasNode(target));
  pairs.sort((a, b) => compared(a.source, b.source) || compared(a.target, b.target));
  for (const { source, target } of pairs) graph.updateEdge(source, target, (own) => ({ weight: (own.weight ?? 0) + 1 }));
  if (name === "community") return named(graph, graph.size ? louvain(graph, { rng: chance() }) : {});
  if (name === "betweenness") return new Map(Object.entries(betweenness(graph, { getEdgeWeight: null })));
  return new Map(Object.entries(order.length ? pagerank(graph, { maxIterations: 1000, tolerance: 1e-6 }) : {}));
}

/** Numbers of communities depend on the order of the work; their heart does not. */
function named(graph, found) {
  const hearts = new Map();
  graph.forEachNode((id) => {
    const own = found[id] ?? id;
    const best = hearts.get(own);
    if (best === undefined || graph.degree(id) > graph.degree(best)) hearts.set(own, id);
  });
  return new Map(graph.mapNodes((id) => [id, hearts.get(found[id] ?? id)]));
}

function compared(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Random numbers that are the same at every call (mulberry32). */
function chance(seed = 11) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
