/** A first guess at a large graph's shape from the distances to a few entities (Brandes and Pich 2006, "Eigensolver methods for progressive multidimensional scaling"). */

const PIVOTS = 24;
const ROUNDS = 30;

/**
 * Two coordinates for each place 0 … order - 1, about as far apart as the number of links between them, times `unit`.
 * @param {number[][]} near the neighbours of each
 * @param {number} unit px for one link
 * @returns {{x: Float64Array, y: Float64Array}}
 */
export function unfolded(near, unit) {
  const order = near.length;
  const k = Math.min(PIVOTS, order);
  const columns = [];
  const least = new Float64Array(order).fill(Infinity);
  let pivot = near.reduce((best, own, i) => (own.length > near[best].length ? i : best), 0);
  for (let p = 0; p < k; p++) {
    const far = distances(near, pivot);
    columns.push(far);
    let next = 0;
    for (let i = 0; i < order; i++) {
      least[i] = Math.min(least[i], far[i]);
      if (least[i] > least[next]) next = i;
    }
    pivot = next;
  }
  centred(columns, order);
  const [first, second] = axes(columns, order);
  const along = (axis) => {
    const out = new Float64Array(order);
    for (let i = 0; i < order; i++) for (let p = 0; p < k; p++) out[i] += columns[p][i] * axis[p];
    const most = out.reduce((sum, value) => sum + value * value, 0);
    const scale = (unit * Math.sqrt(order)) / Math.sqrt(most / order || 1) / 2;
    return out.map((value, i) => value * scale + jitter(i) * unit);
  };
  return { x: along(first), y: along(second) };
}

/** How many links each is away; those that nothing joins are put beyond the farthest. */
function distances(near, from) {
  const far = new Float64Array(near.length).fill(-1);
  const queue = [from];
  far[from] = 0;
  let most = 0;
  for (const one of queue) {
    most = far[one];
    for (const other of near[one]) {
      if (far[other] >= 0) continue;
      far[other] = far[one] + 1;
      queue.push(other);
    }
  }
  return far.map((value) => (value < 0 ? most + 2 : value));
}

/** Squares the distances and takes away the means of rows and columns. */
function centred(columns, order) {
  const rows = new Float64Array(order);
  let whole = 0;
  for (const column of columns) {
    for (let i = 0; i < order; i++) {
      column[i] *= -0.5 * column[i];
      rows[i] += column[i] / columns.length;
    }
  }
  for (const column of columns) whole += column.reduce((sum, value) => sum + value, 0) / order / columns.length;
  for (const column of columns) {
    const mean = column.reduce((sum, value) => sum + value, 0) / order;
    for (let i = 0; i < order; i++) column[i] += whole - mean - rows[i];
  }
}

/** The two main axes, by the power method on the small square of the columns. */
function axes(columns, order) {
  const k = columns.length;
  const square = columns.map((a) => columns.map((b) => { let sum = 0; for (let i = 0; i < order; i++) sum += a[i] * b[i]; return sum; }));
  const found = [];
  for (let n = 0; n < 2; n++) {
    let axis = Array.from({ length: k }, (_one, p) => Math.cos(p * (n + 1) + n));
    for (let round = 0; round < ROUNDS; round++) {
      axis = square.map((row) => row.reduce((sum, value, p) => sum + value * axis[p], 0));
      for (const other of found) {
        const share = axis.reduce((sum, value, p) => sum + value * other[p], 0);
        axis = axis.map((value, p) => value - share * other[p]);
      }
      const length = Math.hypot(...axis) || 1;
      axis = axis.map((value) => value / length);
    }
    found.push(axis);
  }
  return found;
}

/** Between -1 and 1, the same for the same place: twins must not lie on one another. */
function jitter(i) {
  const value = Math.sin((i + 1) * 12.9898) * 43758.5453;
  return (value - Math.floor(value)) * 2 - 1;
}
