/** The inspector's frame: title, way back, close; its content is left to profile and evidence. */

import { fill, h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";

/** @typedef {{kind: string, id: string}} Subject */

export class Panel {
  /** @param {HTMLElement} root @param {{closed: () => void, show: (subject: Subject) => void, roomChanged: () => void}} on */
  constructor(root, on) {
    this.root = root;
    this.on = on;
    /** @type {Subject|null} */
    this.subject = null;
    /** @type {Subject[]} where "back" leads */
    this.trail = [];
    this.element = h("aside", { class: "wasl-panel", hidden: true, tabindex: "-1" });
    this.element.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") this.on.closed();
    });
    this.element.addEventListener("keyup", (event) => event.stopPropagation());
    root.append(this.element);
  }

  update({ t, rtl }) {
    Object.assign(this, { t, rtl });
  }

  /** Opens for a subject; what was shown before is where "back" leads. @returns {AbortSignal} of what is asked for it */
  open(subject, { back = false } = {}) {
    if (this.subject && !back && (this.subject.id !== subject.id || this.subject.kind !== subject.kind)) this.trail.push(this.subject);
    if (this.trail.length > 30) this.trail.shift();
    this.subject = subject;
    this.asking?.abort();
    this.asking = new AbortController();
    this.element.hidden = false;
    this.root.dataset.panel = subject.kind;
    return this.asking.signal;
  }

  /** @param {{badge?: Node|null, title: any, kind?: any, wide?: boolean}} head @param {...any} body */
  draw({ badge, title, kind, wide = false }, ...body) {
    const { t } = this;
    const back = this.trail.length
      ? h("button", { type: "button", class: "corner", "aria-label": t("back"), title: t("back"), onclick: () => this.#back() }, icon(this.rtl ? "arrow-right" : "arrow-left", { size: 17 }))
      : null;
    this.root.toggleAttribute("data-wide", wide);
    this.on.roomChanged();
    const scroll = h("div", { class: "body" }, body);
    fill(this.element,
      h("div", { class: "wasl-grab" }),
      h("header", {}, badge ?? null, h("div", { class: "title" }, h("h2", {}, h("bdi", {}, title)), kind ? h("div", { class: "kind" }, kind) : null), back,
        h("button", { type: "button", class: "corner", "aria-label": t("close"), title: t("close"), onclick: () => this.on.closed() }, icon("x", { size: 17 }))),
      scroll);
    return scroll;
  }

  /** Closes and forgets the way back. */
  close() {
    this.asking?.abort();
    this.subject = null;
    this.trail = [];
    this.element.hidden = true;
    delete this.root.dataset.panel;
    this.root.removeAttribute("data-wide");
    this.on.roomChanged();
  }

  #back() {
    const subject = this.trail.pop();
    if (!subject) return;
    this.subject = null;
    this.on.show(subject);
  }
}
