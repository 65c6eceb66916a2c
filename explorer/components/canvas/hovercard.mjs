/** The card beside the pointer: what is under it, from what is already here, without asking anyone. */

import { direction } from "../shared/direction.mjs";
import { spanText } from "../shared/dates.mjs";
import { fill, h } from "../shared/dom.mjs";
import { badge, statusMark, swatch, typeIcon } from "../shared/marks.mjs";
import { numbers } from "../shared/words.mjs";

export class HoverCard {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.element = h("div", { class: "wasl-card", hidden: true, role: "status", "aria-live": "off" });
    root.append(this.element);
  }

  /** @param {{x: number, y: number}} at @param {any} node as `nodeOf` gives it @param {{network: any, drawn: number}} more */
  node(at, node, { network, drawn }) {
    const { look, t, styling } = network;
    if (node.group) return this.#group(at, node, network);
    const type = look.type(node.type);
    const counts = drawn < node.degree ? t("truncated", { shown: drawn, total: node.degree }) : t("relationsCount", { n: node.degree });
    this.#show(at, badge(look, node.type), h("div", {},
      h("div", { class: "name", dir: direction(node.label) }, node.label),
      node.alt && node.alt !== node.label ? h("div", { class: "more", dir: direction(node.alt) }, node.alt) : null,
      h("div", { class: "more line" }, h("span", {}, type.label), h("span", {}, counts)),
      styling.rules.color === "type" ? null : h("div", { class: "more line" }, swatch(styling.classOf(node).fill), h("bdi", {}, styling.classOf(node).label)),
      styling.sizeText(node) ? h("div", { class: "more" }, styling.sizeText(node)) : null));
    return undefined;
  }

  #group(at, { label, group }, { look, t, lang, picture }) {
    const kinds = new Map();
    for (const id of group.members) kinds.set(picture.nodes.get(id)?.type, (kinds.get(picture.nodes.get(id)?.type) ?? 0) + 1);
    this.#show(at, null, h("div", {},
      h("div", { class: "name", dir: direction(label) }, label),
      h("div", { class: "more line" }, h("span", {}, t("groupOf", { n: group.members.length })), h("span", {}, t("groupInner", { n: group.inner.length }))),
      h("div", { class: "more line" }, [...kinds].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([type, n]) => h("span", {}, typeIcon(look, type, 13), " ", numbers(lang).format(n)))),
      h("div", { class: "more" }, t("groupOpenHint"))));
  }

  edge(at, edge, { subject, object, look, t, lang }) {
    if (edge.relations) {
      this.#show(at, null, h("div", {},
        h("div", { class: "name" }, t("bundleBetween", { one: `\u2068${subject.label}\u2069`, other: `\u2068${object.label}\u2069` })),
        h("div", { class: "more line" }, h("span", {}, edge.label), h("span", {}, t("sourcesAtLeast", { n: edge.sources }))),
        Object.entries(edge.statuses).sort((a, b) => b[1] - a[1]).map(([name, n]) => h("div", { class: "line" }, statusMark(look, name), h("span", { class: "more" }, numbers(lang).format(n))))));
      return;
    }
    const when = spanText(edge.from, edge.to, t, lang);
    this.#show(at, null, h("div", {},
      h("div", { class: "name" }, t("edgeReads", { subject: `\u2068${subject.label}\u2069`, relation: `\u2068${edge.label}\u2069`, object: `\u2068${object.label}\u2069` })),
      h("div", { class: "line" }, statusMark(look, edge.status), h("span", { class: "more" }, t("sourcesCount", { n: edge.sources }))),
      edge.quantity || edge.role || when ? h("div", { class: "more line" }, [edge.quantity, edge.role, when].filter(Boolean).map((text) => h("bdi", {}, text))) : null));
  }

  hide() {
    this.element.hidden = true;
  }

  #show(at, ...parts) {
    fill(this.element, ...parts);
    this.element.hidden = false;
    const [W, H] = [this.root.clientWidth, this.root.clientHeight];
    const { offsetWidth: w, offsetHeight: height } = this.element;
    const x = at.x + 18 + w > W - 8 ? Math.max(8, at.x - w - 18) : at.x + 18;
    const y = at.y + 18 + height > H - 8 ? Math.max(8, at.y - height - 14) : at.y + 18;
    this.element.style.left = `${x}px`;
    this.element.style.top = `${y}px`;
  }
}
