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

  hit(box) {
    return this.#each(box, (cell) => this.cells.get(cell)?.some((o) => box.x < o.x + o.w && box.x + box.w > o.x && box.y < o.y + o.h && box.y + box.h > o.y) ?? false);
  }
}
