/** The layout of large graphs: unfolded by distances, refined by ForceAtlas2 in slices, so that it can be stopped; same input, same picture. */

import { UndirectedGraph } from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import { unfolded } from "./unfolded.mjs";

// ms between two looks at a layout that is being computed; drawing a very large one takes its time from the layout.
const LOOK = { usual: 500, large: 3000 };

/** How many rounds: fewer as the graph grows, because each costs more and changes less. */
function rounds(order) {
  return order > 5000 ? 40 : order > 1000 ? 60 : 120;
}

/** Starts from the shape that distances give; the generator of random numbers has no part in it. */
export function prepared(items, links) {
  const graph = new UndirectedGraph();
  const place = new Map(items.map(({ id }, i) => [id, i]));
  const near = items.map(() => []);
  for (const { source, target } of links) {
    if (source === target) continue;
    near[place.get(source)].push(place.get(target));
    near[place.get(target)].push(place.get(source));
  }
  const { x, y } = unfolded(near, 30);
  items.forEach((item, i) => graph.addNode(item.id, { x: x[i], y: y[i], size: Math.max(item.w, item.h) / 2 }));
  for (const { source, target } of links) {
    if (source === target) continue;
    if (graph.hasEdge(source, target)) graph.updateEdgeAttribute(source, target, "weight", (w) => w + 1);
    else graph.addEdge(source, target, { weight: 1 });
  }
  return graph;
}

/**
 * @param {import("./index.mjs").Item[]} items
 * @param {import("./index.mjs").Link[]} links
 * @param {{width?: number, height?: number, signal?: AbortSignal, progress?: (share: number, so?: Map<string, {x: number, y: number}>) => void}} [options] aborting keeps what was reached; progress now and then also tells where all stand so far
 * @returns {Promise<Map<string, {x: number, y: number}>>}
 */
export async function large(items, links, { width = 1, height = 1, signal, progress } = {}) {
  const graph = prepared(items, links);
  const settings = { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: graph.order > 600, gravity: 0.6, scalingRatio: 14, slowDown: 4 };
  const all = rounds(graph.order);
  const slice = graph.order > 3000 ? 2 : 6;
  let looked = performance.now();
  progress?.(0, spread(graph, width / height));
  for (let done = 0; done < all && !signal?.aborted; done += slice) {
    forceAtlas2.assign(graph, { iterations: Math.min(slice, all - done), settings });
    const look = performance.now() - looked > (graph.order > 3000 ? LOOK.large : LOOK.usual);
    progress?.(Math.min(1, (done + slice) / all), look ? spread(graph, width / height) : undefined);
    if (look) looked = performance.now();
    await new Promise((next) => setTimeout(next));
  }
  return spread(graph, width / height);
}

/** Scales so that neighbours have room for their discs (the median link is 70 px long), and to the proportions of the room. */
function spread(graph, wanted) {
  const lengths = [];
  graph.forEachEdge((_e, _a, _s, _t, a, b) => lengths.push(Math.hypot(a.x - b.x, a.y - b.y)));
  lengths.sort((a, b) => a - b);
  const scale = lengths.length ? 70 / Math.max(1e-6, lengths[lengths.length >> 1]) : 1;
  const [xs, ys] = [graph.mapNodes((_id, a) => a.x), graph.mapNodes((_id, a) => a.y)];
  const range = (values) => values.reduce((most, v) => Math.max(most, v), -Infinity) - values.reduce((least, v) => Math.min(least, v), Infinity);
  const stretch = Math.min(1.8, Math.max(0.6, (wanted * range(ys)) / Math.max(1, range(xs))));
  return new Map(graph.mapNodes((id, a) => [id, { x: a.x * scale * stretch, y: a.y * scale }]));
}
