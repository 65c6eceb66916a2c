/** The search box with suggestions: one entity by any of its names; what choosing does is left to the network. */

import { direction } from "../shared/direction.mjs";
import { fill, h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";
import { badge } from "../shared/marks.mjs";
import { numbers } from "../shared/words.mjs";

const WAIT = 110;
// px that the examples need.
const ROOM = 190;
let count = 0;

export class SearchBox {
  /**
   * @param {HTMLElement} root
   * @param {{suggest: (text: string, signal: AbortSignal, exact: boolean) => Promise<any[]>, choose: (hit: any) => void, drawn: (id: string) => boolean, failed: (error: Error) => string, sentences: (text: string) => void}} on
   */
  constructor(root, on) {
    this.on = on;
    this.hits = [];
    this.at = -1;
    this.listId = `wasl-hits-${++count}`;
    this.input = h("input", { type: "search", role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": this.listId, autocomplete: "off", spellcheck: "false", dir: "auto", enterkeyhint: "search" });
    this.clear = h("button", { type: "button", class: "corner", hidden: true, onclick: () => this.#close(true) }, icon("x", { size: 15 }));
    this.list = h("div", { class: "list", role: "listbox", id: this.listId, hidden: true });
    this.say = h("div", { class: "wasl-quiet", role: "status", "aria-live": "polite" });
    this.exact = false;
    this.foot = h("div", { class: "foot" });
    this.drop = h("div", { class: "drop", hidden: true }, this.list, this.foot);
    this.element = h("div", { class: "wasl-search" }, h("div", { class: "field" }, icon("search", { size: 17 }), this.input, this.clear), this.drop, this.say);
    root.append(this.element);
    new ResizeObserver(() => this.#hint()).observe(this.input);
    this.input.addEventListener("input", () => this.#later());
    this.input.addEventListener("focus", () => { if (this.hits.length && this.input.value.trim()) this.#open(); });
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.element.addEventListener("focusout", (event) => { if (!this.element.contains(/** @type {Node} */ (event.relatedTarget))) this.#hide(); });
    // Streamlit listens to single keys ("r", "c") on the page.
    this.element.addEventListener("keyup", (event) => event.stopPropagation());
  }

  update({ t, look, lang, rtl, data }) {
    Object.assign(this, { t, look, lang, rtl, sentences: Boolean(data?.api) });
    if (!this.input.value) this.input.dir = rtl ? "rtl" : "ltr";
    this.#hint();
    this.input.setAttribute("aria-label", t("search"));
    this.clear.setAttribute("aria-label", t("clear"));
    this.list.setAttribute("aria-label", t("search"));
  }

  /** Names in three scripts as examples, where they are not cut: half of them says nothing, and in the wrong order. */
  #hint() {
    if (this.t) this.input.placeholder = this.input.clientWidth < ROOM ? this.t("search") : `${this.t("search")}: ${this.t("searchHint")}`;
  }

  #later() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const text = this.input.value.trim();
    this.clear.hidden = !this.input.value;
    // An Arabic base of the input until it has a strong letter of its own.
    this.input.dir = this.input.value ? "auto" : this.rtl ? "rtl" : "ltr";
    if (!text) {
      this.hits = [];
      this.#hide();
      return;
    }
    this.timer = setTimeout(() => this.#ask(text), WAIT);
  }

  async #ask(text) {
    const asking = new AbortController();
    this.asking = asking;
    try {
      const hits = await this.on.suggest(text, asking.signal, this.exact);
      if (asking.signal.aborted) return;
      this.hits = hits;
      this.at = hits.length ? 0 : -1;
      this.#draw(hits.length ? null : this.t("searchNone", { text }));
    } catch (error) {
      if (asking.signal.aborted) return;
      this.hits = [];
      this.#draw(this.on.failed(error));
    }
  }

  #draw(message) {
    fill(this.list, message ? h("div", { class: "empty" }, message) : this.hits.map((hit, i) => this.#hit(hit, i)));
    this.#drawFoot();
    this.say.textContent = message ?? this.t("suggestionsCount", { n: this.hits.length });
    this.#open();
    this.#mark();
  }

  #drawFoot() {
    const text = this.input.value.trim();
    fill(this.foot,
      h("button", { type: "button", class: "sentences", onclick: () => { this.#close(false); this.on.sentences(text); } }, icon("quote", { size: 14 }), h("bdi", {}, this.t("searchSentences", { text }))),
      h("label", {}, h("input", { type: "checkbox", checked: !this.exact, onchange: (event) => { this.exact = !event.target.checked; this.#ask(this.input.value.trim()); } }), this.t("searchVariants")));
    this.foot.hidden = !this.sentences;
  }

  #hit(hit, i) {
    const type = this.look.type(hit.type);
    const more = [type.label, hit.alt && hit.alt !== hit.label ? hit.alt : null];
    const matched = hit.matched && hit.matched !== hit.label && hit.matched !== hit.alt ? this.t("searchAlso", { name: `\u2068${hit.matched}\u2069` }) : null;
    return h("div", { class: "hit", role: "option", id: `${this.listId}-${i}`, "aria-selected": "false", onpointerdown: (event) => { event.preventDefault(); this.#choose(i); }, onpointermove: () => { if (this.at !== i) { this.at = i; this.#mark(); } } },
      badge(this.look, hit.type, { small: true }),
      h("span", { class: "text" },
        h("span", { class: "name", dir: direction(hit.label), style: { "text-align": "start" } }, h("bdi", {}, hit.label)),
        h("span", { class: "more" }, more.filter(Boolean).map((part, k) => [k ? " · " : "", h("bdi", {}, part)]), matched ? [" · ", matched] : null)),
      h("span", { class: "degree", title: this.t("relationsCount", { n: hit.degree }) }, this.on.drawn(hit.id) ? h("span", { title: this.t("searchDrawn") }, icon("check", { size: 14 })) : null, numbers(this.lang).format(hit.degree)));
  }

  #key(event) {
    event.stopPropagation();
    if (event.key === "Escape") {
      if (this.list.hidden) this.#close(true);
      else this.#hide();
    } else if (event.key === "Enter" && !this.list.hidden && this.at >= 0) this.#choose(this.at);
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && this.hits.length) {
      this.#open();
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + this.hits.length) % this.hits.length;
      this.#mark();
    } else return;
    event.preventDefault();
  }

  #mark() {
    [...this.list.children].forEach((node, i) => node.setAttribute("aria-selected", String(i === this.at)));
    const current = this.list.children[this.at];
    if (this.at >= 0 && current?.id) {
      this.input.setAttribute("aria-activedescendant", current.id);
      current.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  #choose(i) {
    const hit = this.hits[i];
    this.#close(false);
    this.on.choose(hit);
  }

  #open() {
    this.list.hidden = this.drop.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  #hide() {
    this.list.hidden = this.drop.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  #close(keep) {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.input.value = "";
    this.input.dir = this.rtl ? "rtl" : "ltr";
    this.clear.hidden = true;
    this.hits = [];
    this.#hide();
    if (keep) this.input.focus();
    else this.input.blur();
  }
}
