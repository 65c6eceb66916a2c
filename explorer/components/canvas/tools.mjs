/** The rail of buttons: undo, redo, zoom, fit, layout, colours and groups, download. */

import { fill, h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";
import { NAMES } from "./layouts/index.mjs";
import { COLOURS, GROUPS, SIZES, colourWord, groupWord, sizeWord } from "./styling.mjs";

const LAYOUT_ICONS = { force: "waypoints", concentric: "target", hierarchical: "workflow", circular: "circle-dashed" };

/** The key of a layout's name among the words. */
export function layoutWord(name) {
  return `layout${name[0].toUpperCase()}${name.slice(1)}`;
}

export class Tools {
  /** @param {HTMLElement} root @param {{act: (what: string, choice?: string) => void, steps: () => {what: string, done: boolean}[]}} on */
  constructor(root, on) {
    this.root = root;
    this.on = on;
    this.buttons = {};
    const button = (name, sign) => (this.buttons[name] = h("button", { type: "button", "data-tool": name, onclick: () => this.#press(name) }, icon(sign, { size: 17 })));
    this.element = h("div", { class: "wasl-tools", role: "toolbar", "aria-orientation": "vertical" },
      h("div", {}, button("undo", "undo-2"), button("redo", "redo-2"), button("history", "rotate-ccw-clock")),
      h("div", {}, button("zoomIn", "plus"), button("zoomOut", "minus"), button("fit", "scan")),
      h("div", {}, button("layout", "waypoints"), button("style", "palette"), button("download", "download")));
    for (const name of ["layout", "style", "download", "history"]) this.buttons[name].setAttribute("aria-haspopup", "menu");
    root.append(this.element);
    document.addEventListener("pointerdown", (event) => { if (this.menu && !this.menu.contains(/** @type {Node} */ (event.target)) && !this.element.contains(/** @type {Node} */ (event.target))) this.#closeMenu(); }, true);
  }

  /** @param {{rules: import("./styling.mjs").Rules, t: any, layout: string, rtl: boolean, undo: string|null, redo: string|null}} state undo and redo: what they would do, in words */
  update({ rules, t, layout, rtl, undo, redo }) {
    this.t = t;
    this.layout = layout;
    this.rules = rules;
    this.rtl = rtl;
    this.element.setAttribute("aria-label", t("tools"));
    const titles = { undo: undo ? t("undoOf", { what: undo }) : t("undo"), redo: redo ? t("redoOf", { what: redo }) : t("redo"), layout: `${t("layout")}: ${t(layoutWord(layout))}` };
    for (const [name, button] of Object.entries(this.buttons)) {
      const title = titles[name] ?? t(name);
      button.title = title;
      button.setAttribute("aria-label", title);
    }
    this.buttons.undo.disabled = !undo;
    this.buttons.redo.disabled = !redo;
    this.buttons.history.disabled = !undo && !redo;
    fill(this.buttons.layout, icon(LAYOUT_ICONS[layout] ?? "waypoints", { size: 17 }));
  }

  #press(name) {
    if (name === "layout") this.#openMenu(name, NAMES.map((one) => ({ id: one, label: this.t(layoutWord(one)), sign: LAYOUT_ICONS[one], checked: one === this.layout })));
    else if (name === "style") this.#openMenu(name, this.#styles());
    else if (name === "download") this.#openMenu(name, [{ id: "png", label: this.t("downloadPng"), sign: "image" }, { id: "svg", label: this.t("downloadSvg"), sign: "file-code" }]);
    else if (name === "history") this.#openMenu(name, this.#steps());
    else this.on.act(name);
  }

  /** The newest first; where the picture stands now is checked. */
  #steps() {
    const steps = this.on.steps();
    const now = steps.filter((step) => step.done).length;
    const all = [this.t("historyStart"), ...steps.map((step) => step.what)];
    return all.map((label, at) => ({ id: String(at), label, sign: at > now ? "redo-2" : at === now ? "check" : "undo-2", checked: at === now })).reverse();
  }

  #styles() {
    const { t, rules } = this;
    const hints = { community: "hintCommunity", country: "hintCountry", betweenness: "hintDrawn", pagerank: "hintDrawn", degree: "hintGraph", sources: "hintSum", dispute: "hintDispute", confidence: "hintConfidence", seen: "hintSeen" };
    const part = (what, names, word, now) => names.map((name) => ({ id: `${what}:${name}`, label: t(word(name)), sign: name === now ? "check" : "", checked: name === now, hint: hints[name] ? t(hints[name]) : "" }));
    return [
      { heading: t("colourBy") }, ...part("color", COLOURS, colourWord, rules.color),
      { heading: t("sizeBy") }, ...part("size", SIZES, sizeWord, rules.size),
      { heading: t("groupBy") }, ...part("group", ["", ...GROUPS], groupWord, rules.group && !rules.opened.length ? rules.group : rules.group ? null : ""),
    ];
  }

  #openMenu(name, choices) {
    const again = this.menu?.dataset.of === name;
    this.#closeMenu();
    if (again) return;
    const button = this.buttons[name];
    this.menu = h("div", { class: "wasl-menu", role: "menu", "data-of": name, "aria-label": this.t(name), onkeydown: (event) => this.#menuKey(event, button) },
      choices.map(({ id, label, sign, checked, hint, heading }) => heading ? h("div", { class: "heading", role: "presentation" }, heading) : h("button", { type: "button", role: checked === undefined ? "menuitem" : "menuitemradio", "aria-checked": checked === undefined ? null : String(checked), title: hint || null, "data-choice": id, onclick: () => { this.#closeMenu(); button.focus(); this.on.act(name, id); } }, sign ? icon(sign, { size: 16 }) : h("span", { class: "wasl-blank" }), label)));
    this.root.append(this.menu);
    const [own, box] = [button.getBoundingClientRect(), this.root.getBoundingClientRect()];
    const bottom = Math.max(8, Math.min(box.bottom - own.bottom, box.height - this.menu.offsetHeight - 8));
    this.menu.style.bottom = `${bottom}px`;
    this.menu.style[this.rtl ? "right" : "left"] = `${this.rtl ? box.right - own.left + 8 : own.right - box.left + 8}px`;
    /** @type {HTMLElement} */ (this.menu.querySelector('[aria-checked="true"]') ?? this.menu.querySelector("button")).focus();
  }

  #menuKey(event, button) {
    event.stopPropagation();
    const all = [...this.menu.querySelectorAll("button")];
    const at = all.indexOf(document.activeElement);
    if (event.key === "Escape") {
      this.#closeMenu();
      button.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") /** @type {HTMLElement} */ (all[(at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]).focus();
    else return;
    event.preventDefault();
  }

  #closeMenu() {
    this.menu?.remove();
    this.menu = null;
  }
}
