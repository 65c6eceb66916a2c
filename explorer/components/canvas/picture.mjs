/** What is known and what of it is drawn, and how news from Python joins what the user has done; drawing is left to the stage. */

/**
 * @typedef {import("../shared/types.mjs").NodeData} NodeData
 * @typedef {import("../shared/types.mjs").EdgeData} EdgeData
 */

const ECHOES = 12;

export class Picture {
  constructor() {
    /** @type {Map<string, NodeData>} */
    this.nodes = new Map();
    /** @type {Map<string, EdgeData>} */
    this.edges = new Map();
    /** @type {Set<string>} ids of the entities that are drawn */
    this.drawn = new Set();
    /** grows with every change of what is drawn */
    this.version = 0;
    /** @type {Set<string>} ids of the relations that are drawn where both ends are */
    this.lines = new Set();
    /** @type {Set<string>} taken away by the user */
    this.hidden = new Set();
    /** @type {{nodes: Set<string>, edges: Set<string>}|null} what Python sent last */
    this.received = null;
    /** @type {Set<string>[]} what Python was told lately */
    this.told = [];
  }

  /**
   * Takes a drawing from Python. What it adds or drops, compared with the drawing before it, is added or
   * dropped here; what the user did since stays. A drawing that only says back what Python was told changes
   * nothing that is drawn, even when the user has gone on since then.
   * @param {{nodes: NodeData[], edges: EdgeData[]}} drawing
   * @returns {boolean} whether the drawn set or any relation changed
   */
  receive(drawing) {
    const ids = new Set(drawing.nodes.map((node) => node.id));
    const edgeIds = new Set(drawing.edges.map((edge) => edge.id));
    const before = this.received;
    // Each is said back once: the same set again later is a wish of Python's, as when a person goes back.
    const at = this.told.findIndex((set) => same(set, ids));
    const echo = at >= 0;
    if (echo) this.told.splice(0, at + 1);
    let changed = this.learn(drawing);
    if (!before) {
      this.drawn = new Set(ids);
      this.lines = new Set(edgeIds);
      changed = true;
    } else if (!echo || same(ids, before.nodes)) {
      for (const id of ids) if (!before.nodes.has(id) && !this.drawn.has(id)) changed = Boolean(this.drawn.add(id));
      for (const id of before.nodes) if (!ids.has(id)) changed = this.drawn.delete(id) || changed;
      for (const id of edgeIds) if (!this.lines.has(id)) changed = Boolean(this.lines.add(id));
      for (const id of before.edges) if (!edgeIds.has(id)) changed = this.lines.delete(id) || changed;
    }
    this.received = { nodes: ids, edges: edgeIds };
    if (changed) this.version++;
    return changed;
  }

  /** Keeps what an answer says about entities and relations, without drawing more. @returns {boolean} whether a drawn thing differs */
  learn({ nodes, edges }) {
    let changed = false;
    for (const node of nodes) {
      const known = this.nodes.get(node.id);
      if (!known || known.label !== node.label || known.type !== node.type || known.degree !== node.degree) changed = true;
      this.nodes.set(node.id, known ? { ...known, ...node } : node);
    }
    for (const edge of edges) {
      const known = this.edges.get(edge.id);
      if (!known || known.status !== edge.status || known.label !== edge.label || known.sources !== edge.sources) changed = true;
      this.edges.set(edge.id, edge);
    }
    return changed;
  }

  /** @param {Iterable<string>} ids known ones; others are passed over @param {Iterable<string>} lines relations to be drawn among them */
  show(ids, lines = []) {
    this.version++;
    for (const line of lines) this.lines.add(line);
    for (const id of ids) {
      if (!this.nodes.has(id)) continue;
      this.drawn.add(id);
      this.hidden.delete(id);
    }
  }

  /** @param {Iterable<string>} ids */
  hide(ids) {
    this.version++;
    for (const id of ids) if (this.drawn.delete(id)) this.hidden.add(id);
  }

  /** Draws exactly these (those that are still known). @param {string[]} ids @param {string[]} lines */
  restore(ids, lines) {
    this.version++;
    this.lines = new Set(lines);
    const wanted = new Set(ids.filter((id) => this.nodes.has(id)));
    for (const id of this.drawn) if (!wanted.has(id)) this.hidden.add(id);
    for (const id of wanted) this.hidden.delete(id);
    this.drawn = wanted;
  }

  /** @returns {EdgeData[]} relations with both ends drawn */
  drawnEdges() {
    const out = [];
    for (const id of this.lines) {
      const edge = this.edges.get(id);
      if (edge && this.drawn.has(edge.source) && this.drawn.has(edge.target)) out.push(edge);
    }
    return out;
  }

  /** @returns {Set<string>} drawn entities one relation away */
  neighbours(id) {
    const out = new Set();
    for (const edge of this.drawnEdges()) {
      if (edge.source === id) out.add(edge.target);
      if (edge.target === id) out.add(edge.source);
    }
    return out;
  }

  /** Notes what Python is being told, to know its echo. @returns {{drawn: string[], hidden: string[]}} */
  report() {
    // What Python has sent last, with nothing under way, it does not send again.
    if (this.told.length || !this.received || !same(this.received.nodes, this.drawn)) this.told.push(new Set(this.drawn));
    if (this.told.length > ECHOES) this.told.shift();
    return { drawn: [...this.drawn], hidden: [...this.hidden] };
  }
}

function same(a, b) {
  if (a.size !== b.size) return false;
  for (const id of a) if (!b.has(id)) return false;
  return true;
}
