/** Keeps boxes (a disc with its label) apart from each other and off lines that are not theirs. */

/**
 * Pushes overlapping boxes apart along the shorter way. A node with `still: true` is not moved.
 * @param {{x: number, y: number, w: number, h: number, still?: boolean}[]} nodes
 * @param {number} gap px between boxes
 * @param {number} share of the overlap to remove, 0..1
 * @returns {boolean} whether any overlapped
 */
export function separate(nodes, gap, share) {
  let touched = false;
  const order = nodes.length > 60 ? [...nodes].sort((a, b) => a.x - b.x) : nodes;
  const widest = order === nodes ? Infinity : Math.max(...nodes.map((node) => node.w)) + gap;
  for (let i = 0; i < order.length; i++) {
    for (let j = i + 1; j < order.length; j++) {
      const [a, b] = [order[i], order[j]];
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      // Sorted by x: boxes further right cannot overlap. The sort is stale by small moves only.
      if (dx > widest + 40) break;
      if (a.still && b.still) continue;
      const over = { x: (a.w + b.w) / 2 + gap - Math.abs(dx), y: (a.h + b.h) / 2 + gap - Math.abs(dy) };
      if (over.x <= 0 || over.y <= 0) continue;
      touched = true;
      const axis = over.x < over.y ? "x" : "y";
      const sign = (axis === "x" ? dx : dy) < 0 ? -1 : 1;
      const move = over[axis] * share * sign;
      if (a.still) b[axis] += move;
      else if (b.still) a[axis] -= move;
      else {
        a[axis] -= move / 2;
        b[axis] += move / 2;
      }
    }
  }
  return touched;
}

/** Pushes a box off the lines it does not belong to, so that no relation seems to end at a bystander. */
export function leaveLines(nodes, pairs, gap) {
  for (const { source: a, target: b } of pairs) {
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const length2 = dx * dx + dy * dy || 1;
    for (const node of nodes) {
      if (node === a || node === b || node.still) continue;
      const t = ((node.x - a.x) * dx + (node.y - a.y) * dy) / length2;
      if (t < 0.06 || t > 0.94) continue;
      const [px, py] = [node.x - (a.x + t * dx), node.y - (a.y + t * dy)];
      const distance = Math.hypot(px, py) || 1e-6;
      const wanted = node.h / 2 + gap;
      if (distance >= wanted) continue;
      const push = ((wanted - distance) / distance) * 0.16;
      node.x += px * push; node.y += py * push;
      for (const end of [a, b]) {
        if (end.still) continue;
        end.x -= px * push * 0.25; end.y -= py * push * 0.25;
      }
    }
  }
}
