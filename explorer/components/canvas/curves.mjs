/** The way of each relation's line between its ends: bent a little, fanned out where several join a pair, a loop on one entity. */

/** @typedef {{x: number, y: number}} Point */

const BOW = 0.07;
// How far the lines of one pair are apart in the middle, in units of the plane; never so flat that they touch, never a half circle.
const FAN = { apart: 46, least: 0.13, most: 0.5 };

/**
 * Which lines join the same pair or lie on one entity: only these need more than the usual bend.
 * @param {{source: string, target: string}[]} edges
 * @returns {number[][]} places in `edges`
 */
export function bundles(edges) {
  const groups = new Map();
  edges.forEach(({ source, target }, i) => {
    const pair = source < target ? `${source}\n${target}` : `${target}\n${source}`;
    const group = groups.get(pair);
    if (group) group.push(i);
    else groups.set(pair, [i]);
  });
  return [...groups.values()].filter(([first, second]) => second !== undefined || edges[first].source === edges[first].target);
}

/**
 * How far each line bends, as a share of its length: the control point lies so far to the left of source to target.
 * Lines of one pair are fanned out symmetrically; loops on one entity get 1, 2, … instead.
 * @param {{source: string, target: string}[]} edges
 * @param {number[][]} groups their bundles
 * @param {(id: string) => Point} at where an entity stands
 * @param {boolean} straight whether a line alone is drawn straight
 * @returns {Float32Array} in the order of the edges
 */
export function bends(edges, groups, at, straight) {
  const out = new Float32Array(edges.length).fill(straight ? 0 : BOW);
  for (const group of groups) {
    const { source, target } = edges[group[0]];
    if (source === target) {
      group.forEach((i, n) => { out[i] = n + 1; });
      continue;
    }
    const [a, b] = [at(source), at(target)];
    const step = Math.min(FAN.most, Math.max(FAN.least, FAN.apart / Math.max(1, Math.hypot(a.x - b.x, a.y - b.y))), 1.6 / (group.length - 1));
    // To the left of one direction is to the right of the other.
    group.forEach((i, n) => { out[i] = (n - (group.length - 1) / 2) * 2 * step * (edges[i].source === source ? 1 : -1); });
  }
  return out;
}

/**
 * The four control points of a line in px, from its ends in px. The shader of `lines.mjs` draws the same curve.
 * @param {Point} a @param {Point} b @param {number} bend @param {boolean} loop @param {number} radius of the entity, px
 * @returns {[Point, Point, Point, Point]}
 */
export function cubic(a, b, bend, loop, radius) {
  if (loop) {
    const k = radius + 4 + 13 * bend;
    return [a, { x: a.x - 1.5 * k, y: a.y - 2 * k }, { x: a.x + 1.5 * k, y: a.y - 2 * k }, b];
  }
  const c = control(a, b, bend);
  const third = (p) => ({ x: p.x + (2 / 3) * (c.x - p.x), y: p.y + (2 / 3) * (c.y - p.y) });
  return [a, third(a), third(b), b];
}

/** The control point of a bent line; y points down, so left of the way is at (dy, -dx). @returns {Point} */
export function control(a, b, bend) {
  return { x: (a.x + b.x) / 2 + (b.y - a.y) * bend, y: (a.y + b.y) / 2 - (b.x - a.x) * bend };
}

/** A point of a cubic curve, t from 0 to 1. @returns {Point} */
export function on([a, b, c, d], t) {
  const u = 1 - t;
  const [p, q, r, s] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return { x: p * a.x + q * b.x + r * c.x + s * d.x, y: p * a.y + q * b.y + r * c.y + s * d.y };
}

/** The distance in px of a point from a cubic curve. */
export function distance(curve, point, steps = 14) {
  let best = Infinity;
  let before = curve[0];
  for (let i = 1; i <= steps; i++) {
    const now = on(curve, i / steps);
    const [dx, dy] = [now.x - before.x, now.y - before.y];
    const t = Math.max(0, Math.min(1, ((point.x - before.x) * dx + (point.y - before.y) * dy) / (dx * dx + dy * dy || 1)));
    best = Math.min(best, Math.hypot(point.x - before.x - t * dx, point.y - before.y - t * dy));
    before = now;
  }
  return best;
}
