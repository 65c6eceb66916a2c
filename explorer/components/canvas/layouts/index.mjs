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
const SMALL = 500;

/** Whether `arranged` needs no waiting. */
export function immediate(name, order) {
  return name !== "force" || order <= SMALL;
}

/**
 * The same entities and relations give the same picture, in whatever order they come.
 * @param {string} name one of NAMES
 * @param {Item[]} items
 * @param {Link[]} links
 * @param {{width: number, height: number, rtl: boolean, signal?: AbortSignal, progress?: (share: number) => void}} room
 * @returns {Map<string, {x: number, y: number}>|Promise<Map<string, {x: number, y: number}>>}
 */
export function arranged(name, items, links, room) {
  const nodes = [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
  const edges = [...links].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (!immediate(name, nodes.length)) return large(nodes, edges, room);
  if (name === "concentric") return concentric(nodes, edges, room);
  if (name === "circular") return circular(nodes, edges, room);
  if (name === "hierarchical") return hierarchical(nodes, edges, room);
  return force(nodes, edges, room);
}
