/** The article's own network beside its text: what is pointed at or chosen there is so here, and the other way round. */

import { Network } from "../canvas/network.mjs";
import { h } from "../shared/dom.mjs";

export class Own {
  /**
   * @param {{hover: (entity: string|null, relation: string|null) => void, entity: (id: string) => void, relation: (id: string) => void, nothing: () => void}} on
   */
  constructor(on) {
    this.element = h("div", { class: "own" });
    this.network = new Network();
    const { inspector, selection } = this.network;
    // Its profiles and evidence are the reader's own lists: what is chosen is told to them, and no panel covers the picture.
    Object.assign(inspector, {
      node: (id) => { if (!this.quiet) on.entity(id); },
      edge: (id) => { if (!this.quiet) on.relation(id); },
      close: () => { if (!this.quiet) on.nothing(); },
      other: () => {},
    });
    const look = selection.look.bind(selection);
    selection.look = (node, edge) => {
      // The stage follows the pointer wherever it is on the page; out there, the text says what is pointed at.
      if (!this.quiet && !this.inside && !this.element.contains(document.activeElement)) return;
      look(node, edge);
      if (!this.quiet) on.hover(node, edge);
    };
    this.inside = false;
    this.element.addEventListener("pointerenter", () => { this.inside = true; });
    this.element.addEventListener("pointerleave", () => {
      if (this.network.ready) selection.look(null, null);
      this.inside = false;
    });
    this.quiet = false;
  }

  /** @param {any} data a Reading @param {Set<string>|null} only relations to be drawn; null: all */
  update(data, only = null) {
    const { network } = data;
    const edges = only ? network.edges.filter((edge) => only.has(edge.id)) : network.edges;
    const ends = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
    const nodes = only ? network.nodes.filter((node) => ends.has(node.id)) : network.nodes;
    // The more there is to be told apart, the more of the window it takes.
    this.element.style.setProperty("--own", nodes.length > 16 ? "50cqh" : nodes.length > 8 ? "42cqh" : "36cqh");
    this.network.attach(this.element);
    this.#quietly(() => this.network.update({ ...network, nodes, edges, totals: { entities: nodes.length, relations: edges.length }, lang: data.lang, theme: data.theme, types: data.types, statuses: data.statuses, families: {}, words: data.words, api: null, height: 320 }, {}));
  }

  /** Points at what the reader points at. @param {string|null} entity @param {string|null} relation */
  point(entity, relation) {
    if (!this.network.ready) return;
    const { shownItems, shownEdges, selection } = this.network;
    const there = { node: entity && shownItems.has(entity) ? entity : null, edge: relation && shownEdges.has(relation) ? relation : null };
    this.#quietly(() => selection.look(there.node, there.edge));
  }

  /** Chooses what the reader has chosen. @param {string|null} entity @param {string|null} relation */
  choose(entity, relation) {
    if (!this.network.ready) return;
    const { shownItems, shownEdges, selection } = this.network;
    this.#quietly(() => {
      if (relation && shownEdges.has(relation)) selection.pickEdge(relation, null, { quiet: true });
      else if (entity && shownItems.has(entity)) selection.pick([entity], { quiet: true });
      else selection.letGo();
    });
  }

  /** The element has another size: the picture is laid out for it. */
  fit() {
    if (!this.network.ready) return;
    this.network.resized();
    this.network.placement.anew();
    this.network.changes.arrange(this.network.layout, { quiet: true });
  }

  #quietly(act) {
    const before = this.quiet;
    this.quiet = true;
    try {
      act();
    } finally {
      this.quiet = before;
    }
  }

  destroy() {
    this.network.destroy();
  }
}
