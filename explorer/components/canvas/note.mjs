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
    const [said, button] = this.element.children;
    // A message that goes on keeps its button: it must not slip away from under the pointer.
    const goesOn = !this.element.hidden && action && button?.textContent === action.label;
    this.action = action;
    if (goesOn) said.textContent = text;
    else fill(this.element, h("span", {}, text), action ? h("button", { type: "button", onclick: () => { const { act } = /** @type {any} */ (this.action); this.hide(); act(); } }, action.label) : null);
    this.element.hidden = false;
    if (stays) this.timer = setTimeout(() => this.hide(), stays);
  }

  hide() {
    clearTimeout(this.timer);
    this.element.hidden = true;
  }
}
