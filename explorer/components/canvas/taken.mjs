/** Which boxes of the viewport are taken, in a grid of cells, so that a question costs little. */

const CELL = 64;

export class Taken {
  constructor() {
    this.cells = new Map();
  }

  #each({ x, y, w, h }, visit) {
    for (let i = Math.floor(x / CELL); i <= Math.floor((x + w) / CELL); i++) {
      for (let j = Math.floor(y / CELL); j <= Math.floor((y + h) / CELL); j++) if (visit(i * 8192 + j)) return true;
    }
    return false;
  }

  add(box) {
    this.#each(box, (cell) => {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
      return false;
    });
  }

  /** How many lie under it. */
  hits(box) {
    const under = new Set();
    this.#each(box, (cell) => {
      for (const o of this.cells.get(cell) ?? []) if (overlap(box, o)) under.add(o);
      return false;
    });
    return under.size;
  }

  hit(box) {
    return this.#each(box, (cell) => this.cells.get(cell)?.some((o) => overlap(box, o)) ?? false);
  }
}

function overlap(a, b) {
  return a.x < b.x + b.w && a.x + a.w > b.x && a.y < b.y + b.h && a.y + a.h > b.y;
}
