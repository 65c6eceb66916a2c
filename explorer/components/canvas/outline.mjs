/** The list beside the canvas for screen readers: what is drawn, in step with the selection. */

import { fill, h } from "../shared/dom.mjs";

const MOST = 400;
// A longer list is written when the picture has been seen.
const SHORT = 300;

export class Outline {
  /** @param {HTMLElement} root @param {{node: (id: string) => void, edge: (id: string) => void}} on */
  constructor(root, on) {
    this.on = on;
    this.element = h("div", { class: "wasl-quiet", role: "region" });
    root.append(this.element);
  }

  /** @param {{items: any[], edges: any[], nodeOf: (id: string) => any, groups: Map<string, any>, look: any, t: any}} shown */
  update(shown) {
    clearTimeout(this.later);
    if (shown.items.length + shown.edges.length <= SHORT) this.#write(shown);
    else this.later = setTimeout(() => this.#write(shown), 60);
  }

  #write({ items, edges, nodeOf, groups, look, t }) {
    this.element.setAttribute("aria-label", t("outline"));
    const button = (kind, id, text) => h("button", { type: "button", tabindex: "-1", [`data-${kind}`]: id, onclick: () => this.on[kind](id) }, text);
    const order = [...items].sort((a, b) => b.rank - a.rank);
    fill(this.element,
      h("h3", {}, t("entitiesCount", { n: items.length })),
      h("ul", {}, order.slice(0, MOST).map((item) => h("li", {}, button("node", item.id, groups.has(item.id) ? `${t("groupOf", { n: groups.get(item.id).members.length })}: ${item.label}` : `${look.type(item.type).label}: ${item.label}`)))),
      h("h3", {}, t("relationsCount", { n: edges.length })),
      h("ul", {}, edges.slice(0, MOST).map((edge) => h("li", {}, button("edge", edge.id, `${t("edgeReads", { subject: nodeOf(edge.source).label, relation: edge.label, object: nodeOf(edge.target).label })} (${look.status(edge.status).label})`)))));
    if (this.focus) this.mark(this.focus);
  }

  /** @param {import("./focus.mjs").Focus} focus */
  mark(focus) {
    this.focus = focus;
    for (const button of this.element.querySelectorAll("[aria-current]")) button.removeAttribute("aria-current");
    const now = [...focus.picked].slice(0, MOST).map((id) => `[data-node="${CSS.escape(id)}"]`);
    if (focus.pickedEdge) now.push(`[data-edge="${CSS.escape(focus.pickedEdge)}"]`);
    for (const selector of now) this.element.querySelector(selector)?.setAttribute("aria-current", "true");
  }
}
