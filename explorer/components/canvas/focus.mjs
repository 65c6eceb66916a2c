/** What is looked at (hovered, walked to, selected), and so what stands out and what steps back. */

export class Focus {
  constructor() {
    /** @type {string|null} under the pointer, or walked to by the keyboard */
    this.node = null;
    /** @type {string|null} */
    this.edge = null;
    /** @type {Set<string>} selected entities */
    this.picked = new Set();
    /** @type {string|null} selected relation */
    this.pickedEdge = null;
    /** @type {Set<string>} the entities that are looked at themselves */
    this.hearts = new Set();
    /** @type {Set<string>} their neighbours */
    this.near = new Set();
    this.dimming = true;
    /** @type {Set<string>} relations that stand out */
    this.edges = new Set();
  }

  /**
   * @param {Iterable<{id: string, source: string, target: string}>} edges the drawn ones
   * @param {boolean} dimming whether the rest steps back; in a very large picture that costs more than it shows
   */
  compute(edges, dimming = true) {
    this.dimming = dimming;
    this.hearts = new Set(this.picked);
    if (this.node) this.hearts.add(this.node);
    this.near = new Set();
    this.edges = new Set();
    for (const edge of edges) {
      const ends = [edge.source, edge.target];
      const looked = edge.id === this.edge || edge.id === this.pickedEdge;
      if (!looked && !ends.some((id) => this.hearts.has(id))) continue;
      this.edges.add(edge.id);
      ends.forEach((id) => this.near.add(id));
    }
  }

  get active() {
    return this.hearts.size > 0 || this.edges.size > 0;
  }

  dims(id) {
    return this.dimming && this.active && !this.hearts.has(id) && !this.near.has(id);
  }

  dimsEdge(id) {
    return this.dimming && this.active && !this.edges.has(id);
  }
}
