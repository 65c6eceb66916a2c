/** Entities folded into groups: one node for many, one line for all relations between two; where groups stand is computed here too. Which entity belongs to which group is left to styling.mjs. */

import { forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { separate } from "./layouts/boxes.mjs";

const MARK = "group:";

/** @typedef {{id: string, by: string, key: string, members: string[], inner: string[]}} Group members: entities; inner: relations among them */
/** @typedef {{id: string, source: string, target: string, status: string, sources: number, relations: string[], statuses: Record<string, number>, label: string, type: string, family: string}} Bundle
 *   sources: of the best sourced relation, since one source may stand behind several; status: that of all, or "mixed" */

/** @param {string} by @param {string} key */
export function groupId(by, key) {
  return `${MARK}${by}:${key}`;
}

export function isGroup(id) {
  return id.startsWith(MARK);
}

/**
 * @param {string[]} ids what is seen
 * @param {any[]} edges relations among them
 * @param {{by: string, opened: string[], keyOf: (id: string) => string}} rule one alone is no group; `opened` stay apart
 * @returns {{single: string[], groups: Map<string, Group>, edges: Map<string, any>}} edges: plain ones and Bundles, by id
 */
export function folded(ids, edges, { by, opened, keyOf }) {
  const apart = new Set(opened);
  const byKey = new Map();
  for (const id of ids) {
    const key = keyOf(id);
    if (apart.has(key)) continue;
    if (!byKey.has(key)) byKey.set(key, []);
    byKey.get(key).push(id);
  }
  const groups = new Map();
  const home = new Map();
  for (const [key, members] of byKey) {
    if (members.length < 2) continue;
    const id = groupId(by, key);
    groups.set(id, { id, by, key, members: members.sort(), inner: [] });
    for (const member of members) home.set(member, id);
  }
  const bundles = new Map();
  const out = new Map();
  for (const edge of edges) {
    const [source, target] = [home.get(edge.source) ?? edge.source, home.get(edge.target) ?? edge.target];
    if (source === target && groups.has(source)) groups.get(source).inner.push(edge.id);
    else if (source === edge.source && target === edge.target) out.set(edge.id, edge);
    else {
      const pair = source < target ? `${source}\n${target}` : `${target}\n${source}`;
      if (!bundles.has(pair)) bundles.set(pair, []);
      bundles.get(pair).push({ edge, source, target });
    }
  }
  for (const [pair, own] of bundles) {
    if (own.length === 1) {
      // One alone is still itself, only from or to a group.
      out.set(own[0].edge.id, { ...own[0].edge, source: own[0].source, target: own[0].target });
      continue;
    }
    const bundle = bundled(`${MARK}${pair.replace("\n", " ")}`, own);
    out.set(bundle.id, bundle);
  }
  return { single: ids.filter((id) => !home.has(id)), groups, edges: out };
}

/** One line for several relations, in the direction of most of them. */
function bundled(id, own) {
  const first = own[0];
  const along = own.filter(({ source }) => source === first.source).length;
  const [source, target] = along * 2 >= own.length ? [first.source, first.target] : [first.target, first.source];
  const statuses = {};
  for (const { edge } of own) statuses[edge.status] = (statuses[edge.status] ?? 0) + 1;
  const names = Object.keys(statuses);
  return {
    id, source, target, statuses, status: names.length === 1 ? names[0] : "mixed", sources: Math.max(...own.map(({ edge }) => edge.sources)),
    relations: own.map(({ edge }) => edge.id), label: "", type: "", family: own.every(({ edge }) => edge.family === first.edge.family) ? first.edge.family : "",
  };
}

/**
 * Places for groups that have none: near the middle of their members, apart from each other; nothing else is moved.
 * @param {{id: string, members: string[], w: number, h: number, drop: number}[]} fresh
 * @param {{id: string, x: number, y: number, w: number, h: number, drop: number}[]} there what stands already, y down
 * @param {{source: string, target: string}[]} links
 * @param {(id: string) => {x: number, y: number}|undefined} at where a member stands, y down
 * @returns {Map<string, {x: number, y: number}>} y down
 */
export function placedGroups(fresh, there, links, at) {
  const nodes = fresh.map((item) => {
    const all = item.members.map(at).filter(Boolean);
    const mean = (axis) => all.reduce((sum, /** @type {any} */ p) => sum + p[axis], 0) / Math.max(1, all.length);
    const [x, y] = [mean("x"), mean("y")];
    return { ...item, x, y, cx: x, cy: y };
  });
  const still = there.map((item) => ({ ...item, fx: item.x, fy: item.y, still: true }));
  const by = new Map([...nodes, ...still].map((node) => [node.id, node]));
  const pairs = links.filter(({ source, target }) => by.has(source) && by.has(target) && !(/** @type {any} */ (by.get(source)).still && /** @type {any} */ (by.get(target)).still)).map(({ source, target }) => ({ source: by.get(source), target: by.get(target) }));
  const all = /** @type {any[]} */ ([...nodes, ...still]);
  forceSimulation(all)
    .stop()
    .force("link", forceLink(/** @type {any} */ (pairs)).distance(210).strength(0.06))
    .force("charge", forceManyBody().strength((/** @type {any} */ one) => (one.still ? -60 : -1600)).distanceMax(700))
    .force("x", forceX((/** @type {any} */ one) => one.cx ?? one.x).strength(0.12))
    .force("y", forceY((/** @type {any} */ one) => one.cy ?? one.y).strength(0.12))
    .tick(160);
  for (let i = 0; i < 160; i++) if (!separate(all, 14, 0.7)) break;
  return new Map(nodes.map(({ id, x, y }) => [id, { x, y }]));
}
