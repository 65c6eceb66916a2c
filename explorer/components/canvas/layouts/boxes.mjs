/** Keeps boxes (a disc with its label) apart from each other and off lines that are not theirs. */

/**
 * Pushes overlapping boxes apart along the shorter way. A node with `still: true` is not moved.
 * @param {{x: number, y: number, w: number, h: number, drop?: number, still?: boolean}[]} nodes
 * @param {number} gap px between boxes
 * @param {number} share of the overlap to remove, 0..1
 * @returns {boolean} whether any overlapped
 */
export function separate(nodes, gap, share) {
  let touched = false;
  const order = nodes.length > 60 ? [...nodes].sort((a, b) => a.x - b.x) : nodes;
  const sorted = order !== nodes;
  const widest = sorted ? order.reduce((most, node) => Math.max(most, node.w), 0) + gap : Infinity;
  for (let i = 0; i < order.length; i++) {
    const a = order[i];
    for (let j = i + 1; j < order.length; j++) {
      const b = order[j];
      const dx = b.x - a.x;
      // Sorted by x: boxes further right cannot overlap. The sort is stale by small moves only.
      if (dx > widest + 40) break;
      const overX = (a.w + b.w) / 2 + gap - Math.abs(dx);
      if (overX <= 0) continue;
      // A box hangs below its disc by `drop`: its label is there.
      const dy = b.y + (b.drop ?? 0) - a.y - (a.drop ?? 0);
      const overY = (a.h + b.h) / 2 + gap - Math.abs(dy);
      if (overY <= 0 || (a.still && b.still)) continue;
      touched = true;
      const [half, other] = a.still ? [0, 1] : b.still ? [1, 0] : [0.5, 0.5];
      if (overX < overY) {
        const move = overX * share * (dx < 0 ? -1 : 1);
        a.x -= move * half;
        b.x += move * other;
      } else {
        const move = overY * share * (dy < 0 ? -1 : 1);
        a.y -= move * half;
        b.y += move * other;
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
      const y = node.y + (node.drop ?? 0);
      const t = ((node.x - a.x) * dx + (y - a.y) * dy) / length2;
      if (t < 0.06 || t > 0.94) continue;
      const [px, py] = [node.x - (a.x + t * dx), y - (a.y + t * dy)];
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
