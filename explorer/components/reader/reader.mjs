/** An article with its mentions and claims, its life and its own network: each part points at the others; the whole network is shown elsewhere. */

import { debug } from "../canvas/debug.mjs";
import { Look } from "../canvas/look.mjs";
import { dateText } from "../shared/dates.mjs";
import { fill, h } from "../shared/dom.mjs";
import { fonts } from "../shared/fonts.mjs";
import { icon } from "../shared/icons.mjs";
import { styles } from "../shared/styles.mjs";
import { numbers, words } from "../shared/words.mjs";
import { Claims } from "./claims.mjs";
import { alone, banner, copies, versions } from "./life.mjs";
import { Own } from "./own.mjs";
import { Text } from "./text.mjs";

/** @typedef {{show: (what: {entity: string}|{relation: string}|{article: string}|{draw: true}|{life: true}) => void}} Listener */

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
    this.tab = "claims";
    /** Whether the network shows only what this text alone adds. */
    this.only = false;
    /** @type {Own|null} */
    this.own = null;
  }

  /** @param {any} data a Reading @param {Listener} on */
  update(data, on) {
    this.on = on;
    const key = JSON.stringify([data.article, data.lang, data.theme, data.segments.length, data.at ?? null, data.claims.map((claim) => claim.id), data.life ?? null, data.network?.edges ?? null]);
    const again = key === this.key;
    const focus = data.focus !== this.data?.focus || !again ? data.focus : null;
    const other = data.article.id !== this.data?.article.id;
    this.data = data;
    this.root.style.setProperty("--height", `${data.height ?? 640}px`);
    if (!again) {
      this.key = key;
      if (other) {
        [this.tab, this.only] = ["claims", false];
        this.leave();
      }
      this.claim = this.entity = null;
      this.#build();
    }
    if (!again && data.segments.some((segment) => segment.found)) requestAnimationFrame(() => this.text.show((segment) => Boolean(segment.found)));
    if (focus) {
      // The element has its size only after this turn.
      requestAnimationFrame(() => this.#choose(focus, { scrollText: true, scrollList: true }));
    }
  }

  #build() {
    const { data } = this;
    const rtl = data.lang === "ar";
    Object.assign(this.root, { dir: rtl ? "rtl" : "ltr", lang: data.lang });
    this.root.dataset.theme = data.theme === "dark" ? "dark" : "light";
    this.t = words(data.words, data.lang);
    this.rtl = rtl;
    this.look = new Look(this.root, data);
    this.text = new Text(data, { look: this.look, t: this.t, warm: (segment) => this.#warm(segment), click: (segment) => this.#click(segment) });
    this.claims = new Claims(data, {
      look: this.look, t: this.t, rtl,
      warm: (segment) => this.#warm(segment), choose: (id) => this.#choose(id, { scrollText: true }), step: (by) => this.#step(by),
      show: (what) => this.on.show(what), kept: (claims) => this.text.keep(claims),
    });
    this.list = h("div", { class: "panel", role: "tabpanel", tabindex: "0" });
    const side = h("aside", { "aria-label": this.t("claims") }, this.#network(), this.#tabs(), this.list);
    fill(this.box, this.#header(), banner(data, this.#context()), this.text.element, side);
    this.box.toggleAttribute("data-banner", Boolean(this.box.querySelector(".banners")));
    this.#drawList();
  }

  #context() {
    return { look: this.look, t: this.t, lang: this.data.lang, rtl: this.rtl, api: this.data.api ?? null, show: (what) => this.on.show(what) };
  }

  #header() {
    const { t, data } = this;
    const { article } = data;
    const toggle = (name, word) => h("button", { type: "button", class: "switch", "aria-pressed": String(this.box.hasAttribute(`data-${name}`)), onclick: (event) => event.currentTarget.setAttribute("aria-pressed", String(this.box.toggleAttribute(`data-${name}`))) }, t(word));
    const safe = article.url && /^https?:\/\//i.test(article.url);
    const { story, withdrawn } = data.life ?? {};
    // What was withdrawn by itself is restored where that is said.
    const stands = withdrawn && !withdrawn.some((one) => one.kind === "article");
    return h("header", {},
      h("div", {},
        h("h2", {}, h("bdi", {}, article.title ?? t("untitled"))),
        h("div", { class: "from" }, h("bdi", {}, article.outlet ?? t("outletUnknown")), h("span", {}, dateText(article.published, data.lang) ?? t("dateUnknown")),
          story ? h("button", { type: "button", class: "go", onclick: () => this.#turn("copies") }, icon("files", { size: 13 }), t("copiesOf", { n: story.members.length })) : null,
          data.network?.edges.length ? h("button", { type: "button", class: "go", onclick: () => this.on.show({ draw: true }) }, icon("waypoints", { size: 13 }), t("articleDraw")) : null,
          safe ? h("a", { href: article.url, target: "_blank", rel: "noreferrer noopener" }, icon("external-link", { size: 13 }), t("openOriginal")) : null,
          stands ? h("button", { type: "button", class: "go", onclick: () => this.on.show({ life: true }) }, icon("ban", { size: 13 }), t("withdrawThis")) : null)),
      h("div", { class: "switches" }, toggle("mentions", "mentionsOn"), toggle("claims", "claimsOn")));
  }

  /** The article's own network; none where it has no relation. */
  #network() {
    const { data, t } = this;
    if (!data.network?.edges.length) {
      this.leave();
      return null;
    }
    this.own ??= new Own({
      hover: (entity, relation) => this.#pointed(entity, relation),
      entity: (id) => this.#pick(id),
      relation: (id) => this.#pickRelation(id),
      nothing: () => this.#letGo(),
    });
    this.#redraw();
    const larger = h("button", { type: "button", class: "larger", "aria-pressed": String(this.box.hasAttribute("data-large")), title: t("ownLarger"), "aria-label": t("ownLarger"), onclick: () => {
      larger.setAttribute("aria-pressed", String(this.box.toggleAttribute("data-large")));
      fill(larger, icon(this.box.hasAttribute("data-large") ? "minimize" : "expand", { size: 16 }));
      requestAnimationFrame(() => this.own?.fit());
    } }, icon(this.box.hasAttribute("data-large") ? "minimize" : "expand", { size: 16 }));
    return h("section", { class: "beside", "aria-label": t("ownNetwork") }, this.own.element, larger);
  }

  #redraw() {
    this.own?.update(this.data, this.only ? new Set(this.data.alone) : null);
  }

  #tabs() {
    const { data, t } = this;
    const number = numbers(data.lang);
    const tabs = [["claims", t("claims"), data.claims.length]];
    if (data.network?.edges.length) tabs.push(["alone", t("aloneTab"), data.alone.length]);
    if (data.life?.story) tabs.push(["copies", t("copiesTab"), data.life.story.members.length]);
    if (data.life?.versions.length) tabs.push(["versions", t("versionsTab"), data.life.versions.length]);
    if (!tabs.some(([name]) => name === this.tab)) this.tab = "claims";
    this.tabs = h("div", { class: "tabs", role: "tablist", onkeydown: (event) => this.#walkTabs(event) }, tabs.map(([name, label, n]) => h("button", { type: "button", role: "tab", "data-tab": name, "aria-selected": String(name === this.tab), tabindex: name === this.tab ? "0" : "-1", onclick: () => this.#turn(name) }, label, h("span", { class: "n" }, number.format(n)))));
    this.tabs.hidden = tabs.length < 2;
    return this.tabs;
  }

  #walkTabs(event) {
    const way = { ArrowLeft: this.rtl ? 1 : -1, ArrowRight: this.rtl ? -1 : 1 }[event.key];
    if (!way) return;
    const all = [...this.tabs.children];
    const next = /** @type {HTMLElement} */ (all[(all.indexOf(event.target) + way + all.length) % all.length]);
    this.#turn(next.dataset.tab);
    next.focus();
  }

  #turn(tab) {
    if (this.tab === "alone" && tab !== "alone" && this.only) {
      this.only = false;
      this.#redraw();
      requestAnimationFrame(() => this.own?.fit());
    }
    this.tab = tab;
    for (const one of this.tabs.children) {
      one.setAttribute("aria-selected", String(one.dataset.tab === tab));
      one.tabIndex = one.dataset.tab === tab ? 0 : -1;
    }
    this.#drawList();
    this.list.scrollTop = 0;
  }

  #drawList() {
    const { data } = this;
    this.list.dataset.shows = this.tab;
    this.list.setAttribute("aria-label", this.tabs.querySelector('[aria-selected="true"]')?.textContent ?? "");
    if (this.tab === "claims") {
      this.claims.draw({ claim: this.claim, entity: this.entity });
      if (this.list.firstChild !== this.claims.element) fill(this.list, this.claims.element);
    } else if (this.tab === "copies") fill(this.list, copies(data, this.#context()));
    else if (this.tab === "versions") fill(this.list, versions(data, this.#context()));
    else fill(this.list, alone(data, { ...this.#context(), pick: (id) => this.#pickRelation(id, { stay: true }), hover: (id) => { this.#pointed(null, id); this.own?.point(null, id); }, drawn: this.only, draw: (only) => { this.only = only; this.#redraw(); requestAnimationFrame(() => this.own?.fit()); } }));
  }

  // ---- chosen

  #click(segment) {
    // A mention shows its entity and what is claimed of it; another click on it goes to the claim of its sentence.
    if (segment.entity && this.entity !== segment.entity) {
      this.#pick(segment.entity);
      return;
    }
    const shown = new Set(this.claims.shown().map((claim) => claim.id));
    const claims = segment.claims.filter((id) => shown.has(id));
    if (!claims.length) return;
    const at = claims.indexOf(/** @type {string} */ (this.claim));
    this.#choose(claims[(at + 1) % claims.length], { scrollList: true });
  }

  /** An entity was chosen, in the text or in the network. */
  #pick(entity) {
    this.entity = entity;
    this.claim = null;
    if (this.tab !== "claims") this.#turn("claims");
    else this.#drawList();
    this.text.mark(this);
    if (!this.text.spans.some(({ span, segment }) => segment.entity === entity && seen(span, this.text.element))) this.text.show((segment) => segment.entity === entity);
    this.own?.choose(entity, null);
    this.list.scrollTop = 0;
  }

  /** A relation was chosen in the network: the first claim of it is shown. */
  #pickRelation(relation, { stay = false } = {}) {
    const claim = this.data.claims.find((one) => one.relationId === relation);
    if (claim) this.#choose(claim.id, { scrollText: true, scrollList: true, stay });
    else this.own?.choose(null, relation);
  }

  #letGo() {
    this.claim = this.entity = null;
    this.#drawList();
    this.text.mark(this);
  }

  #step(by) {
    const ids = this.claims.shown().map((claim) => claim.id);
    const at = ids.indexOf(/** @type {string} */ (this.claim));
    this.#choose(ids[at < 0 ? (by > 0 ? 0 : ids.length - 1) : (at + by + ids.length) % ids.length], { scrollText: true, scrollList: true });
  }

  #choose(id, { scrollText = false, scrollList = false, stay = false } = {}) {
    this.claim = id;
    this.entity = null;
    if (!this.claims.shown().some((claim) => claim.id === id)) {
      this.claims.only = "all";
      this.text.keep(new Set(this.data.claims.map((claim) => claim.id)));
    }
    if (this.tab !== "claims" && !stay) this.#turn("claims");
    else if (!stay) this.#drawList();
    this.text.mark(this);
    this.own?.choose(null, this.data.claims.find((claim) => claim.id === id)?.relationId ?? null);
    if (scrollText) this.text.show((segment) => segment.claims.includes(id));
    if (scrollList && !stay) this.claims.scrollTo(this.list, id);
  }

  // ---- pointed at

  /** The pointer rests on a segment or on a claim of the list; null: on nothing. */
  #warm(segment) {
    const claims = new Set(segment?.claims ?? []);
    this.text.warm({ claims, entities: new Set(segment?.entity ? [segment.entity] : []) });
    this.claims.warm(claims);
    const relation = claims.size === 1 ? this.data.claims.find((claim) => claims.has(claim.id))?.relationId ?? null : null;
    this.own?.point(segment?.entity ?? null, segment?.entity ? null : relation);
  }

  /** The pointer rests on an entity or a relation of the network. */
  #pointed(entity, relation) {
    const claims = new Set(relation ? this.data.claims.filter((claim) => claim.relationId === relation).map((claim) => claim.id) : []);
    this.text.warm({ claims, entities: new Set(entity ? [entity] : []) });
    this.claims.warm(claims);
  }

  /** The element has left the page for good. */
  leave() {
    if (!this.own) return;
    if (debug.current === this.own.network) debug.current = null;
    this.own.destroy();
    this.own = null;
  }
}

function seen(span, box) {
  const [one, all] = [span.getBoundingClientRect(), box.getBoundingClientRect()];
  return one.top >= all.top && one.bottom <= all.bottom && one.top >= 0 && one.bottom <= window.innerHeight;
}
