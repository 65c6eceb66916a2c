/** The list beside the canvas for screen readers: what is drawn, in step with the selection. */

import { fill, h } from "../shared/dom.mjs";

const MOST = 400;

export class Outline {
  /** @param {HTMLElement} root @param {{node: (id: string) => void, edge: (id: string) => void}} on */
  constructor(root, on) {
    this.on = on;
    this.element = h("div", { class: "wasl-quiet", role: "region" });
    root.append(this.element);
  }

  /** @param {{items: any[], edges: any[], nodeOf: (id: string) => any, groups: Map<string, any>, look: any, t: any}} shown */
  update({ items, edges, nodeOf, groups, look, t }) {
    this.element.setAttribute("aria-label", t("outline"));
    const button = (kind, id, text) => h("button", { type: "button", tabindex: "-1", [`data-${kind}`]: id, onclick: () => this.on[kind](id) }, text);
    const order = [...items].sort((a, b) => b.rank - a.rank);
    fill(this.element,
      h("h3", {}, t("entitiesCount", { n: items.length })),
      h("ul", {}, order.slice(0, MOST).map((item) => h("li", {}, button("node", item.id, groups.has(item.id) ? `${t("groupOf", { n: groups.get(item.id).members.length })}: ${item.label}` : `${look.type(item.type).label}: ${item.label}`)))),
      h("h3", {}, t("relationsCount", { n: edges.length })),
      h("ul", {}, edges.slice(0, MOST).map((edge) => h("li", {}, button("edge", edge.id, `${t("edgeReads", { subject: nodeOf(edge.source).label, relation: edge.label, object: nodeOf(edge.target).label })} (${look.status(edge.status).label})`)))));
  }

  /** @param {import("./focus.mjs").Focus} focus */
  mark(focus) {
    for (const button of this.element.querySelectorAll("button")) {
      const on = button.dataset.node ? focus.picked.has(button.dataset.node) : focus.pickedEdge === button.dataset.edge;
      if (on) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }
}
