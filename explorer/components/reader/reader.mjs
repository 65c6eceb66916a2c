/** An article with its mentions and claims: text and list point at each other; the network is shown elsewhere. */

import { dateText } from "../shared/dates.mjs";
import { fill, h } from "../shared/dom.mjs";
import { fonts } from "../shared/fonts.mjs";
import { icon } from "../shared/icons.mjs";
import { badge, chain, statusMark } from "../shared/marks.mjs";
import { styles } from "../shared/styles.mjs";
import { words } from "../shared/words.mjs";
import { Look } from "../canvas/look.mjs";

export class Reader {
  /** @param {Element} parent */
  constructor(parent) {
    styles();
    fonts();
    this.root = h("div", { class: "wasl", "data-wasl": "reader" });
    this.box = h("div", { class: "wasl-reader", "data-mentions": true, "data-claims": true });
    this.root.append(this.box);
    parent.append(this.root);
    /** @type {string|null} the claim that is looked at */
    this.claim = null;
    /** @type {string|null} the entity that is looked at */
    this.entity = null;
  }

  /** @param {any} data a Reading @param {{show: (what: {entity: string}|{relation: string}) => void}} on */
  update(data, on) {
    this.on = on;
    const key = JSON.stringify([data.article, data.lang, data.theme, data.segments.length, data.at ?? null, data.claims.map((claim) => claim.id)]);
    const again = key === this.key;
    const focus = data.focus !== this.data?.focus || !again ? data.focus : null;
    this.data = data;
    this.root.style.setProperty("--height", `${data.height ?? 640}px`);
    if (!again) {
      this.key = key;
      this.claim = this.entity = null;
      this.#build();
    }
    const found = again ? null : this.spans.find(({ segment }) => segment.found);
    if (found && !focus) requestAnimationFrame(() => within(this.text, found.span));
    if (focus) requestAnimationFrame(() => this.#choose(focus, { scrollText: true, scrollList: true }));
  }

  #build() {
    const { data } = this;
    const rtl = data.lang === "ar";
    Object.assign(this.root, { dir: rtl ? "rtl" : "ltr", lang: data.lang });
    this.root.dataset.theme = data.theme === "dark" ? "dark" : "light";
    this.t = words(data.words, data.lang);
    this.rtl = rtl;
    this.look = new Look(this.root, data);
    this.nodes = new Map(data.claims.flatMap((claim) => [claim.subject, claim.object, claim.speaker, ...claim.via].filter(Boolean)).map((node) => [node.id, node]));
    this.text = this.#text();
    this.list = h("aside", { "aria-label": this.t("claims") });
    fill(this.box, this.#header(), this.text, this.list);
    this.#drawList();
  }

  #header() {
    const { t, data } = this;
    const { article } = data;
    const toggle = (name, word) => h("button", { type: "button", class: "switch", "aria-pressed": String(this.box.hasAttribute(`data-${name}`)), onclick: (event) => event.currentTarget.setAttribute("aria-pressed", String(this.box.toggleAttribute(`data-${name}`))) }, t(word));
    const safe = article.url && /^https?:\/\//i.test(article.url);
    return h("header", {},
      h("div", {},
        h("h2", {}, h("bdi", {}, article.title ?? t("untitled"))),
        h("div", { class: "from" }, h("bdi", {}, article.outlet ?? t("outletUnknown")), h("span", {}, dateText(article.published, data.lang) ?? t("dateUnknown")),
          safe ? h("a", { href: article.url, target: "_blank", rel: "noreferrer noopener" }, icon("external-link", { size: 13 }), t("openOriginal")) : null)),
      h("div", { class: "switches" }, toggle("mentions", "mentionsOn"), toggle("claims", "claimsOn")));
  }

  #text() {
    const { data } = this;
    const column = h("div", { class: "column" });
    const text = h("div", { class: "wasl-text", dir: data.article.dir, lang: data.article.language === "und" ? null : data.article.language, tabindex: "0", "aria-label": data.article.title ?? this.t("untitled"), role: "article" }, column);
    this.spans = [];
    for (const segment of data.segments) {
      if (!segment.claims.length && !segment.entity && !segment.found) {
        column.append(document.createTextNode(segment.text));
        continue;
      }
      const classes = ["seg", segment.claims.length ? "claim" : "", segment.cue ? "cue" : "", segment.entity ? "mention" : "", segment.found ? "found" : ""].filter(Boolean).join(" ");
      const span = h("span", {
        class: classes, title: segment.entity ? this.look.type(segment.type).label : null,
        style: segment.entity ? { "--type": this.look.fill(segment.type) } : {},
        onpointerenter: () => this.#warm(segment), onpointerleave: () => this.#warm(null),
        onclick: () => this.#click(segment),
      }, segment.text);
      this.spans.push({ span, segment });
      column.append(span);
    }
    return text;
  }

  #click(segment) {
    // A mention shows its entity and what is claimed of it; another click on it goes to the claim of its sentence.
    if (segment.entity && this.entity !== segment.entity) {
      this.entity = segment.entity;
      this.claim = null;
      this.#drawList();
      this.#mark();
      return;
    }
    if (!segment.claims.length) return;
    const at = segment.claims.indexOf(/** @type {string} */ (this.claim));
    this.#choose(segment.claims[(at + 1) % segment.claims.length], { scrollList: true });
  }

  #drawList() {
    const { t, data } = this;
    const step = (by, word, sign) => h("button", { type: "button", title: t(word), "aria-label": t(word), onclick: () => this.#step(by) }, icon(sign, { size: 16 }));
    fill(this.list,
      h("h3", {}, h("span", {}, `${t("claims")} · ${t("claimsCount", { n: data.claims.length })}`), data.claims.length > 1 ? h("span", { class: "step" }, step(-1, "claimPrevious", this.rtl ? "chevron-right" : "chevron-left"), step(1, "claimNext", this.rtl ? "chevron-left" : "chevron-right")) : null),
      this.#entityCard(),
      data.claims.length ? data.claims.map((claim) => this.#said(claim)) : h("p", {}, t("claimsNone")));
  }

  #entityCard() {
    const { t } = this;
    const segment = this.entity ? this.data.segments.find((one) => one.entity === this.entity) : null;
    if (!segment) return null;
    const node = this.nodes.get(this.entity) ?? { label: segment.text, alt: "" };
    return h("div", { class: "who-card" }, badge(this.look, segment.type),
      h("div", { class: "text" }, h("b", { dir: "auto" }, node.label), h("div", { class: "more" }, this.look.type(segment.type).label, node.alt && node.alt !== node.label ? [" · ", h("bdi", {}, node.alt)] : null)),
      h("button", { type: "button", class: "wasl-button", onclick: () => this.on.show({ entity: this.entity }) }, icon("waypoints", { size: 15 }), t("showInNetwork")));
  }

  #said(claim) {
    const { t, look, rtl, data } = this;
    const of = (id) => this.entity && [claim.subject.id, claim.object.id, claim.speaker?.id].includes(id);
    const more = [claim.role, claim.quantity].filter(Boolean);
    return h("div", {
      class: `said${claim.id === this.claim ? " hot" : ""}${this.entity && !of(this.entity) ? " away" : ""}`, "data-claim": claim.id,
      onpointerenter: () => this.#warm({ claims: [claim.id] }), onpointerleave: () => this.#warm(null),
      onclick: () => this.#choose(claim.id, { scrollText: true }),
    },
      h("button", { type: "button", class: "fact", "aria-pressed": String(claim.id === this.claim) }, h("bdi", {}, h("b", {}, claim.subject.label)), " ", h("span", { class: "reads" }, claim.reads), " ", h("bdi", {}, h("b", {}, claim.object.label))),
      h("div", { class: "row" }, statusMark(look, claim.status, claim.statusLabel), claim.negated ? h("span", { class: "wasl-chip" }, t("negated")) : null, more.map((text) => h("bdi", {}, text))),
      chain({ ...claim, outlet: data.article.outlet, article: data.article }, t, rtl),
      claim.relationId ? h("button", { type: "button", class: "go", onclick: (event) => { event.stopPropagation(); this.on.show({ relation: claim.relationId }); } }, icon("waypoints", { size: 14 }), t("showInNetwork")) : null);
  }

  #step(by) {
    const ids = this.data.claims.map((claim) => claim.id);
    const at = ids.indexOf(/** @type {string} */ (this.claim));
    this.#choose(ids[at < 0 ? (by > 0 ? 0 : ids.length - 1) : (at + by + ids.length) % ids.length], { scrollText: true, scrollList: true });
  }

  #choose(id, { scrollText = false, scrollList = false } = {}) {
    this.claim = id;
    this.entity = null;
    this.#drawList();
    this.#mark();
    const first = this.spans.find(({ segment }) => segment.claims.includes(id))?.span;
    if (scrollText && first) within(this.text, first);
    const card = this.list.querySelector(`[data-claim="${CSS.escape(id)}"]`);
    // Stacked on a narrow page, text and list scroll with it: only one of them can be shown.
    const stacked = this.list.getBoundingClientRect().top >= this.text.getBoundingClientRect().bottom - 1;
    if (scrollList && card && !(stacked && scrollText)) within(this.list, card);
  }

  #mark() {
    for (const { span, segment } of this.spans) {
      span.classList.toggle("hot", Boolean(this.claim) && segment.claims.includes(this.claim));
      span.classList.toggle("carrying", Boolean(this.claim) && carries(segment, this.claim));
      span.classList.toggle("picked", Boolean(this.entity) && segment.entity === this.entity);
    }
  }

  #warm(segment) {
    const claims = new Set(segment?.claims ?? []);
    for (const { span, segment: own } of this.spans) span.classList.toggle("warm", segment?.entity ? own.entity === segment.entity : own.claims.some((id) => claims.has(id)));
    for (const card of this.list.querySelectorAll("[data-claim]")) card.classList.toggle("warm", claims.has(/** @type {any} */ (card).dataset.claim));
  }
}

/** Whether a segment holds the words that carry a claim. Without `cues`, that is known only where no other claim covers it. */
function carries(segment, claim) {
  return segment.cues ? segment.cues.includes(claim) : segment.cue && segment.claims.length === 1 && segment.claims[0] === claim;
}

/** Scrolls a box so that something in it stands in its upper third; where the box itself does not scroll, the page. */
function within(box, node) {
  if (box.scrollHeight <= box.clientHeight + 2) {
    node.scrollIntoView({ block: "center" });
    return;
  }
  const by = node.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight * 0.3;
  box.scrollTo({ top: box.scrollTop + by });
}
