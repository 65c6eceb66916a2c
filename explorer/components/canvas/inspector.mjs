/** Asks for what the panel shows and says in words when it cannot be had. */

import { h } from "../shared/dom.mjs";
import { evidence, fact } from "./evidence.mjs";
import { expansions } from "./relations.mjs";
import { Panel } from "./panel.mjs";
import { actions, drawnProfile, head, profile } from "./profile.mjs";

export class Inspector {
  /** @param {import("./network.mjs").Network} network */
  constructor(network) {
    this.network = network;
    /** @type {Map<string, () => void>} how to show again what is neither entity nor relation */
    this.shown = new Map();
    this.panel = new Panel(network.root, {
      closed: () => {
        network.selection.letGo();
        network.stageElement.focus({ preventScroll: true });
      },
      roomChanged: () => network.roomChanged(),
      show: ({ kind, id }) => {
        if (kind === "node") network.selection.pick([id]);
        else if (kind === "edge") network.selection.pickEdge(id);
        else this.shown.get(`${kind} ${id}`)?.();
      },
    });
  }

  /** Other words or colours: what is open is asked for anew. */
  update() {
    this.panel.update(this.network);
    const { subject } = this.panel;
    if (!subject || !this.network.ready) return;
    if (subject.kind === "node") this.node(subject.id);
    else if (subject.kind === "edge") this.edge(subject.id);
    else this.shown.get(`${subject.kind} ${subject.id}`)?.();
  }

  /** The graph changed: what is shown of it is asked again, and stays where it was read. */
  async renew() {
    const { subject, element } = this.panel;
    if (!subject || !this.network.changes.api || !["node", "edge"].includes(subject.kind)) return;
    const top = element.querySelector(".body")?.scrollTop ?? 0;
    await (subject.kind === "node" ? this.node(subject.id) : this.edge(subject.id));
    const body = element.querySelector(".body");
    if (body && this.panel.subject?.id === subject.id) body.scrollTop = top;
  }

  /** The picture changed: the numbers beside the buttons follow. */
  refresh() {
    const { subject } = this.panel;
    const old = this.panel.element.querySelector("[data-act]")?.closest("section");
    const node = subject?.kind === "node" ? this.network.picture.nodes.get(subject.id) : null;
    if (old && node) old.replaceWith(actions(node, this.context(), { drawn: this.network.changes.drawnRelations(node.id), total: this.total ?? node.degree }));
    const families = this.panel.element.querySelector(".wasl-expansions");
    if (!families || !node || !this.families) return;
    const fresh = expansions(this.families, node, this.context());
    fresh.open = families.open;
    families.replaceWith(fresh);
  }

  /** Shows what is neither an entity nor a relation, under a name of its own, to which "back" leads too. @param {(signal: AbortSignal) => void} draw */
  other(kind, id, draw) {
    const again = () => draw(this.panel.open({ kind, id }));
    this.shown.set(`${kind} ${id}`, again);
    again();
  }

  close() {
    this.panel.close();
  }

  context() {
    const { network } = this;
    return {
      look: network.look, t: network.t, lang: network.lang, rtl: network.rtl, canExpand: Boolean(network.changes.api), canOpen: Boolean(network.on.open),
      drawn: (id) => network.picture.drawn.has(id),
      pinned: (id) => network.placement.pinned.has(id),
      drawnOf: (id, family, outgoing) => network.changes.drawnRelations(id, { family, direction: outgoing ? "out" : "in" }),
      canCollapse: (id) => network.changes.hanging(id).length > 0,
      expand: (id, only) => network.changes.expand(id, only),
      node: (id, data) => {
        if (data) network.picture.nodes.set(id, { ...network.picture.nodes.get(id), ...data });
        network.selection.pick([id]);
      },
      edge: (id, data) => network.selection.pickEdge(id, data),
      open: (article, claim) => network.open({ article, claim }),
      canCorrect: Boolean(network.on.open && network.changes.api),
      correct: (claim) => network.open({ correct: claim }),
      act: (what, id) => {
        if (what === "expand") network.changes.expand(id);
        else if (what === "add") network.changes.add(network.picture.nodes.get(id));
        else network.changes[what]([id]);
      },
    };
  }

  /** @param {string} id */
  async node(id) {
    const { network } = this;
    const signal = this.panel.open({ kind: "node", id });
    const known = network.picture.nodes.get(id);
    const context = this.context();
    this.total = known?.degree;
    this.families = null;
    if (!network.changes.api) {
      if (known) this.panel.draw(head(known, context), drawnProfile(known, network.picture.drawnEdges(), network.picture.nodes, network.data.families, context));
      return;
    }
    const title = known ? head(known, context) : { title: network.t("profile") };
    this.panel.draw(title, h("div", { class: "wasl-loading" }, network.t("loading")));
    try {
      const answer = await network.changes.question("profile", [["entity", id]], { signal });
      if (signal.aborted) return;
      this.families = answer.families;
      this.total = answer.totals?.relations ?? answer.entity.degree;
      network.picture.learn({ nodes: [own(answer.entity)], edges: [] });
      this.panel.draw(head(answer.entity, context, answer.entity.mentions), profile(answer, context, { drawn: network.changes.drawnRelations(id) }));
    } catch (error) {
      if (!signal.aborted) this.#failed(title, error, () => this.node(id), known ? drawnProfile(known, network.picture.drawnEdges(), network.picture.nodes, network.data.families, context) : null);
    }
  }

  /** @param {string} id @param {any} [data] of a relation that is not drawn */
  async edge(id, data = null) {
    const { network } = this;
    const { picture, t } = network;
    const signal = this.panel.open({ kind: "edge", id });
    const context = this.context();
    const relation = picture.edges.get(id) ?? data;
    const ends = relation?.source ? [picture.nodes.get(relation.source), picture.nodes.get(relation.target)] : [];
    const known = relation && ends[0] && ends[1] ? fact({ relation, subject: ends[0], object: ends[1] }, context) : null;
    const title = { title: t("evidence") };
    if (!network.changes.api) {
      this.panel.draw(title, known, h("p", {}, t("noApi")));
      return;
    }
    this.panel.draw(title, known, h("div", { class: "wasl-loading" }, t("loading")));
    try {
      const answer = await network.changes.question("evidence", [["relation", id]], { signal });
      if (signal.aborted) return;
      for (const node of [answer.subject, answer.object]) if (!picture.nodes.has(node.id)) picture.nodes.set(node.id, node);
      this.panel.draw({ ...title, wide: answer.items.some((item) => !item.supports) }, evidence(answer, context));
    } catch (error) {
      if (!signal.aborted) this.#failed(title, error, () => this.edge(id, data), known);
    }
  }

  #failed(title, error, again, rest) {
    const { t } = this.network;
    this.panel.draw(title, h("div", { class: "wasl-error", role: "alert" }, h("p", {}, this.network.inWords(error)), h("button", { type: "button", class: "wasl-button", onclick: again }, t("retry"))), rest);
  }
}

/** Of a profile's entity, only what every drawing says of it. */
function own({ id, type, label, alt, degree }) {
  return { id, type, label, alt, degree };
}
