/** Packs the small parts of a graph around its largest one, in rings of the room's proportions. */

const CELL = 12;
const GAP = 10;

/**
 * What hangs together, the largest first.
 * @param {import("./index.mjs").Item[]} items
 * @param {import("./index.mjs").Link[]} links
 * @returns {import("./index.mjs").Item[][]}
 */
export function components(items, links) {
  const near = new Map(items.map(({ id }) => [id, []]));
  for (const { source, target } of links) {
    near.get(source)?.push(target);
    near.get(target)?.push(source);
  }
  const by = new Map(items.map((item) => [item.id, item]));
  const seen = new Set();
  const parts = [];
  for (const { id } of items) {
    if (seen.has(id)) continue;
    const part = [id];
    seen.add(id);
    for (const one of part) {
      for (const other of near.get(one)) if (!seen.has(other) && by.has(other)) part.push(seen.add(other) && other);
    }
    parts.push(part.sort().map((one) => by.get(one)));
  }
  return parts.sort((a, b) => b.length - a.length || (a[0].id < b[0].id ? -1 : 1));
}

/**
 * Puts each block where it is free and nearest to the middle.
 * @param {{id: string, x: number, y: number, w: number, h: number, drop: number}[]} middle stays where it is, around (0, 0)
 * @param {{nodes: any[], w: number, h: number}[]} blocks each around (0, 0), the largest first
 * @param {import("./index.mjs").Link[]} links
 * @param {{width: number, height: number}} room px
 * @returns {any[]} all nodes
 */
export function packed(middle, blocks, links, { width, height }) {
  const reach = 1.6;
  const grid = new Grid(width * reach, height * reach);
  for (const { x, y, w, h, drop } of middle) grid.fill(x - w / 2 - GAP, y + drop - h / 2 - GAP, w + 2 * GAP, h + 2 * GAP);
  const by = new Map(middle.map((node) => [node.id, node]));
  for (const { source, target } of links) if (by.has(source) && by.has(target)) grid.line(by.get(source), by.get(target));
  const cells = grid.middles();
  const out = [...middle];
  for (const { nodes, w, h } of blocks) {
    const spot = grid.free(cells, w, h, width / height);
    for (const node of nodes) out.push({ ...node, x: node.x + spot.x, y: node.y + spot.y });
    grid.fill(spot.x - w / 2 - GAP, spot.y - h / 2 - GAP, w + 2 * GAP, h + 2 * GAP);
  }
  return out;
}

/** Cells of the plane around (0, 0), each taken or free. */
class Grid {
  constructor(width, height) {
    this.columns = Math.ceil(width / CELL);
    this.rows = Math.ceil(height / CELL);
    this.left = (-this.columns * CELL) / 2;
    this.top = (-this.rows * CELL) / 2;
    this.taken = new Uint8Array(this.columns * this.rows);
  }

  fill(x, y, w, h) {
    const [i0, i1] = [Math.max(0, Math.floor((x - this.left) / CELL)), Math.min(this.columns - 1, Math.floor((x + w - this.left) / CELL))];
    const [j0, j1] = [Math.max(0, Math.floor((y - this.top) / CELL)), Math.min(this.rows - 1, Math.floor((y + h - this.top) / CELL))];
    for (let j = j0; j <= j1; j++) this.taken.fill(1, j * this.columns + i0, Math.max(j * this.columns + i0, j * this.columns + i1 + 1));
  }

  line(a, b) {
    const steps = Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / (CELL / 2));
    for (let i = 0; i <= steps; i++) this.fill(a.x + ((b.x - a.x) * i) / steps, a.y + ((b.y - a.y) * i) / steps, 0, 0);
  }

  /** The middles of all cells. */
  middles() {
    const cells = [];
    for (let j = 0; j < this.rows; j++) {
      for (let i = 0; i < this.columns; i++) cells.push({ i, j, x: this.left + (i + 0.5) * CELL, y: this.top + (j + 0.5) * CELL });
    }
    return cells;
  }

  /** The middle of the place for a box that enlarges the picture least, in the proportions of the room; below everything where there is none. */
  free(cells, w, h, aspect) {
    const sums = this.#sums();
    const { columns } = this;
    const [across, down] = [Math.ceil(w / CELL / 2), Math.ceil(h / CELL / 2)];
    let best = null;
    for (const cell of cells) {
      const { i, j } = cell;
      if (i < across || j < down || i + across >= columns || j + down >= this.rows) continue;
      // By its outer corner, so that a wide block does not stick out where a narrow one fits.
      const [x, y] = [Math.abs(cell.x) + w / 2, (Math.abs(cell.y) + h / 2) * aspect];
      const rank = Math.max(x, y) + 0.05 * Math.min(x, y);
      if (best && rank >= best.rank) continue;
      const [a, b, c, d] = [(j - down) * (columns + 1) + i - across, (j - down) * (columns + 1) + i + across + 1, (j + down + 1) * (columns + 1) + i - across, (j + down + 1) * (columns + 1) + i + across + 1];
      if (sums[d] - sums[b] - sums[c] + sums[a] === 0) best = { rank, x: cell.x, y: cell.y };
    }
    return best ?? { x: 0, y: (this.rows * CELL) / 2 + h };
  }

  /** How many cells above and left of each corner are taken. */
  #sums() {
    const wide = this.columns + 1;
    const sums = new Int32Array(wide * (this.rows + 1));
    for (let j = 0; j < this.rows; j++) {
      let row = 0;
      for (let i = 0; i < this.columns; i++) {
        row += this.taken[j * this.columns + i];
        sums[(j + 1) * wide + i + 1] = sums[j * wide + i + 1] + row;
      }
    }
    return sums;
  }
}
