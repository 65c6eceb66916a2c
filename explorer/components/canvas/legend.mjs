/** The legend: explains types, statuses and the rules of colour and size, counts what is drawn, and shows or hides a kind on click. */

import { fill, h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";
import { sample, swatch, typeIcon } from "../shared/marks.mjs";
import { numbers } from "../shared/words.mjs";
import { computed } from "./figures.mjs";
import { colourWord, sizeWord } from "./styling.mjs";

// More kinds than these are told by their number.
const MOST = 8;

export class Legend {
  /**
   * @param {HTMLElement} root
   * @param {{change: (what: string, change: () => void) => void}} on change: another kind is to be shown or hidden
   */
  constructor(root, on) {
    this.on = on;
    this.root = root;
    /** @type {Set<string>} "type:Person", "status:disputed": kinds that are not shown */
    this.off = new Set();
    /** @type {boolean|null} null: open where there is room */
    this.open = null;
    this.element = h("div", { class: "wasl-legend" });
    root.append(this.element);
  }

  hides(kind, name) {
    return this.off.has(`${kind}:${name}`);
  }

  /** Whether the entry of the rule of colour that an entity falls under is hidden. */
  hidesClass(node) {
    const color = this.shown.styling.rules.color;
    if (color === "type" || !this.off.size) return false;
    return this.off.has(`${color}:${this.shown.styling.classOf(node).key}`);
  }

  /** @param {{nodes: any[], edges: any[], look: import("./look.mjs").Look, t: import("../shared/words.mjs").Words, lang: string, total: number|null, atLeast?: boolean, styling: import("./styling.mjs").Styling}} shown all that is drawn, before the legend hides any; total: of relations, where not all are drawn; atLeast: there may be more */
  update(shown) {
    this.shown = shown;
    const { nodes, edges, look, t, lang, total, atLeast, styling } = shown;
    const { color, size } = styling.rules;
    const number = numbers(lang);
    const room = this.root.clientWidth - (this.root.hasAttribute("data-wide") ? 660 : this.root.dataset.panel ? 420 : 0);
    const open = this.open ?? (room > 720 && this.root.clientHeight > 500);
    const types = counted(nodes, "type", Object.keys(look.types));
    const statuses = counted(edges, "status", Object.keys(look.statuses));
    const fold = h("button", { class: "fold", type: "button", "aria-expanded": String(open), title: t(open ? "legendHide" : "legendShow"), onclick: () => { this.open = !open; this.update(shown); } },
      icon("layers", { size: 14 }), t("legend"), h("span", { class: "wasl-count" }, `${t("entitiesCount", { n: nodes.length })} · ${total ? t(atLeast ? "truncatedAtLeast" : "truncated", { shown: edges.length, total }) : t("relationsCount", { n: edges.length })}`), icon(open ? "chevron-down" : lang === "ar" ? "chevron-left" : "chevron-right", { size: 14 }));
    const key = (kind, name, label, n, mark) => {
      const shown = !this.hides(kind, name);
      // Where colour tells something else, types are told by their icons alone: nothing that is drawn may lie under the legend.
      const brief = kind === "type" && color !== "type";
      return h("button", { class: "key", type: "button", title: brief ? label : null, "aria-label": brief ? `${label} ${number.format(n)}` : null, "aria-pressed": String(shown), onclick: () => this.#toggle(kind, name), "data-key": `${kind}:${name}` },
        mark, brief ? null : h("span", { class: "name" }, label), h("span", { class: "n wasl-count" }, number.format(n)));
    };
    const box = open && (types.length || statuses.length) ? h("div", { class: "box", role: "group", "aria-label": t("legend") },
      h("div", { class: "keys" },
        types.map(([name, n]) => key("type", name, look.type(name).label, n, color === "type" ? typeIcon(look, name, 15) : icon(look.type(name).icon, { size: 15 }))),
        this.off.size ? h("button", { class: "key", type: "button", onclick: () => this.#reset() }, icon("eye", { size: 14 }), t("legendReset")) : null),
      color === "type" ? null : this.#classes(nodes, key),
      statuses.length ? h("div", { class: "keys" },
        statuses.map(([name, n]) => key("status", name, look.status(name).label, n, sample(look, name))),
        styling.rules.group ? h("span", { class: "width" }, sample(look, "mixed"), look.status("mixed").label) : null,
        h("span", { class: "width" }, widths(look), t("legendWidth")),
        h("span", { class: "width", title: t(computed(size) ? "hintDrawn" : size === "sources" ? "hintSum" : "hintGraph") }, icon("circle-dot", { size: 13 }), t("legendSize", { name: t(sizeWord(size)) }))) : null) : null;
    const focused = /** @type {HTMLElement|null} */ (document.activeElement)?.dataset?.key;
    fill(this.element, box, fold);
    if (focused && this.element.isConnected) /** @type {HTMLElement|null} */ (this.element.querySelector(`[data-key="${CSS.escape(focused)}"]`))?.focus();
  }

  /** What the rule of colour tells apart. */
  #classes(nodes, key) {
    const { styling, t } = this.shown;
    const { color } = styling.rules;
    const all = styling.classes(nodes);
    const few = all.length > MOST ? all.slice(0, MOST - 1) : all;
    const rest = all.slice(few.length);
    return h("div", { class: "keys", "data-rule": color },
      h("span", { class: "width", title: t(hint(color)) }, t(colourWord(color)), icon("info", { size: 12 })),
      few.map((one) => key(color, one.key, one.label, one.n, swatch(one.fill, 13))),
      rest.length ? h("span", { class: "width" }, t("legendMore", { n: rest.length })) : null);
  }

  /** The room beside a panel has changed. */
  fitRoom() {
    if (this.shown) this.update(this.shown);
  }

  #toggle(kind, name) {
    const { look, t } = this.shown;
    const key = `${kind}:${name}`;
    const own = this.shown.styling.classes(this.shown.nodes).find((one) => one.key === name);
    const label = kind === "type" ? look.type(name).label : kind === "status" ? look.status(name).label : (own?.label ?? name);
    this.on.change(t(this.off.has(key) ? "actShowKind" : "actHideKind", { name: label }), () => { if (!this.off.delete(key)) this.off.add(key); });
  }

  #reset() {
    this.on.change(this.shown.t("legendReset"), () => this.off.clear());
  }
}

/** Where the rule of colour has its word from. */
function hint(color) {
  return { community: "hintCommunity", country: "hintCountry", dispute: "hintDispute", confidence: "hintConfidence", seen: "hintSeen" }[color] ?? "hintGraph";
}

function counted(things, field, order) {
  const counts = new Map();
  for (const thing of things) counts.set(thing[field], (counts.get(thing[field]) ?? 0) + 1);
  const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...counts].sort((a, b) => place(a[0]) - place(b[0]));
}

function widths(look) {
  return h("svg", { viewBox: "0 0 30 12", width: 30, height: 12, class: "wasl-icon", "aria-hidden": "true" }, h("path", { d: "M1 5.4 29 3.4V8.6L1 6.6z", fill: look.line("asserted") }));
}
