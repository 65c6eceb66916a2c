/** A short message over the canvas, with at most one thing to do. */

import { fill, h } from "../shared/dom.mjs";

export class Note {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.element = h("div", { class: "wasl-note", hidden: true, role: "status" });
    root.append(this.element);
  }

  /** @param {string} text @param {{label: string, act: () => void}|null} [action] @param {number} [stays] ms; 0 = until it is taken away */
  show(text, action = null, stays = 6000) {
    clearTimeout(this.timer);
    fill(this.element, h("span", {}, text), action ? h("button", { type: "button", onclick: () => { this.hide(); action.act(); } }, action.label) : null);
    this.element.hidden = false;
    if (stays) this.timer = setTimeout(() => this.hide(), stays);
  }

  hide() {
    clearTimeout(this.timer);
    this.element.hidden = true;
  }
}
