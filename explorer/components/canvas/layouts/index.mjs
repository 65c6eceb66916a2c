/** Chooses a layout by name and size; positions come back in px with y pointing down. */

import { force } from "./force.mjs";
import { hierarchical } from "./hierarchical.mjs";
import { large } from "./large.mjs";
import { circular, concentric } from "./rings.mjs";

/**
 * @typedef {{id: string, type: string, size: number, rank: number, w: number, h: number, drop: number, degree: number}} Item
 *   size: radius, px; w and h: disc and label together, px; drop: how far the middle of both is below that of the disc, px
 * @typedef {{id: string, source: string, target: string}} Link
 */

export const NAMES = ["force", "concentric", "hierarchical", "circular"];
// Above this many, forces that keep labels apart cost more than they show.
const LARGE = 500;
// Up to this many, a layout takes no longer than a frame or two.
const QUICK = { force: 70, hierarchical: 70, concentric: 300, circular: 300 };

/** Whether the page may compute it by itself without standing still. */
export function immediate(name, order) {
  return order <= (QUICK[name] ?? QUICK.force);
}

/**
 * The same entities and relations give the same picture, in whatever order they come.
 * @param {string} name one of NAMES
 * @param {Item[]} items
 * @param {Link[]} links
 * @param {{width: number, height: number, rtl: boolean, signal?: AbortSignal, progress?: (share: number, so?: Map<string, {x: number, y: number}>) => void}} room
 * @returns {Map<string, {x: number, y: number}>|Promise<Map<string, {x: number, y: number}>>}
 */
export function arranged(name, items, links, room) {
  const nodes = [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
  const edges = [...links].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (name === "concentric") return concentric(nodes, edges, room);
  if (name === "circular") return circular(nodes, edges, room);
  if (name === "hierarchical") return hierarchical(nodes, edges, room);
  return nodes.length > LARGE ? large(nodes, edges, room) : force(nodes, edges, room);
}
