/** A dashboard: cards on twelve columns that renew themselves; what a card shows is left to cards.mjs. */

import { fill, h } from "../shared/dom.mjs";
import { timeText } from "../shared/dates.mjs";
import { fonts } from "../shared/fonts.mjs";
import { icon } from "../shared/icons.mjs";
import { refreshing } from "../shared/refresh.mjs";
import { styles } from "../shared/styles.mjs";
import { numbers, words } from "../shared/words.mjs";
import { Look } from "../canvas/look.mjs";
import { Card } from "./cards.mjs";

export class Board {
  /** @param {Element} parent */
  constructor(parent) {
    styles();
    fonts();
    this.root = h("section", { class: "wasl wasl-board", "data-wasl": "dashboard" });
    this.title = h("h2");
    this.every = h("span", { class: "wasl-time", "data-state": "still", hidden: true });
    this.time = h("span", { class: "wasl-time", role: "status" });
    this.full = h("button", { type: "button", class: "wasl-button", onclick: () => this.#toggleFull() });
    this.end = h("div", { class: "wasl-ended", role: "alert", hidden: true });
    this.grid = h("div", { class: "grid" });
    this.root.append(h("header", {}, this.title, this.every, this.time, this.full), this.end, this.grid);
    this.root.addEventListener("keydown", (event) => { if (event.key === "Escape" && this.presenting) this.#present(false); });
    document.addEventListener("fullscreenchange", () => this.#drawFull());
    parent.append(this.root);
    /** @type {Map<string, Card>} */
    this.cards = new Map();
    /** @type {(() => void)|null} */
    this.stop = null;
  }

  /** @param {any} data a dashboard @param {string|null} dataUrl where its news are; null = it gets none by itself */
  update(data, dataUrl = data.dataUrl ?? null) {
    const before = this.data;
    this.draw(data);
    const source = JSON.stringify([dataUrl, data.refresh]);
    if (source !== this.source) {
      this.source = source;
      this.stop?.();
      this.stop = dataUrl && data.refresh ? refreshing(dataUrl, data.refresh, {
        news: (fresh) => this.draw({ ...fresh, presenter: this.data.presenter, theme: this.data.theme, dataUrl }),
        failed: () => this.#state("stale"),
        ended: () => this.#ended(),
      }) : null;
    }
    if (Boolean(data.presenter) !== Boolean(before?.presenter)) this.#present(Boolean(data.presenter));
  }

  /** @param {any} data */
  draw(data) {
    const dressed = this.data && this.data.lang === data.lang && this.data.theme === data.theme;
    this.data = data;
    const rtl = data.lang === "ar";
    Object.assign(this.root, { dir: data.dir ?? (rtl ? "rtl" : "ltr"), lang: data.lang });
    this.root.dataset.theme = data.theme === "dark" ? "dark" : "light";
    this.t = words(data.words, data.lang);
    this.look = new Look(this.root, data);
    fill(this.title, h("bdi", {}, data.title ?? ""));
    this.every.hidden = !data.refresh;
    if (data.refresh) this.every.textContent = this.t("refreshEvery", { n: data.refresh });
    this.#state("fresh");
    this.#drawFull();
    const wanted = new Set(data.cards.map((card) => card.id));
    for (const [id, card] of this.cards) if (!wanted.has(id)) { card.remove(); this.cards.delete(id); }
    data.cards.forEach((card, i) => {
      let one = this.cards.get(card.id);
      if (!one || one.kind !== card.kind) {
        one?.remove();
        one = new Card(card.kind);
        this.cards.set(card.id, one);
      }
      if (this.grid.children[i] !== one.root) this.grid.insertBefore(one.root, this.grid.children[i] ?? null);
      one.update(card, { look: this.look, t: this.t, lang: data.lang, number: numbers(data.lang), data, force: !dressed });
    });
  }

  #state(state) {
    const time = timeText(this.data.asOf, this.data.lang);
    this.time.dataset.state = state;
    this.time.textContent = this.t(state === "stale" ? "stale" : "asOf", { time });
  }

  #ended() {
    this.time.dataset.state = "ended";
    this.end.hidden = false;
    fill(this.end, h("strong", {}, this.t("ended")), h("span", {}, this.t("endedHint")));
  }

  get presenting() {
    return this.root.matches(":popover-open");
  }

  /** Presenting covers the whole window; the top layer is above whatever the page puts around the component. */
  #present(on) {
    if (on && !this.presenting) {
      this.root.popover = "manual";
      this.root.showPopover();
      this.full.focus({ preventScroll: true });
    } else if (!on && this.presenting) {
      if (document.fullscreenElement) document.exitFullscreen();
      this.root.hidePopover();
      this.root.popover = null;
    }
    this.#drawFull();
  }

  #toggleFull() {
    if (this.presenting) this.#present(false);
    else {
      this.#present(true);
      // Asks the browser for the screen itself; where it refuses, covering the window has to do.
      document.documentElement.requestFullscreen?.().catch(() => undefined);
    }
  }

  #drawFull() {
    if (!this.t) return;
    fill(this.full, icon(this.presenting ? "minimize" : "maximize", { size: 15 }), this.t(this.presenting ? "fullScreenExit" : "fullScreen"));
  }

  destroy() {
    this.stop?.();
    for (const card of this.cards.values()) card.remove();
    this.root.remove();
  }
}
