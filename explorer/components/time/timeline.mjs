/** The timeline: relations as bars and points in lanes, with the claims about them; time runs from left to right in every language. */

import { dateText, precision, spanText } from "../shared/dates.mjs";
import { direction } from "../shared/direction.mjs";
import { fill, h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";
import { locale } from "../shared/words.mjs";
import { first, iso, last, later, number } from "./days.mjs";

const ROW = 31;
const NARROW = 560;
const NARROW_ROW = 66;
const HEAD = 24;
const MOST_ROWS = 400;
const MOST_IDS = 480;

export class Timeline {
  /** @param {import("../canvas/network.mjs").Network} network @param {HTMLElement} pane */
  constructor(network, pane) {
    this.network = network;
    this.open = false;
    /** @type {[number, number]|null} days in view */
    this.window = null;
    /** whether a person has chosen the days in view */
    this.chosen = false;
    /** @type {Map<string, any[]>} claims by relation, as far as they were asked for */
    this.claims = new Map();
    this.tools = h("div", { class: "tools" });
    this.lanes = h("div", { class: "lanes", tabindex: "0", role: "list" });
    this.element = h("div", { class: "wasl-timeline", hidden: true }, this.tools, this.lanes);
    pane.append(this.element);
    this.lanes.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.shiftKey) return;
      event.preventDefault();
      if (event.shiftKey) this.#pan(Math.sign(event.deltaY || event.deltaX) * 0.12);
      else this.#zoom(event.deltaY < 0 ? 0.75 : 1.34, this.#day(event.clientX));
    }, { passive: false });
    this.lanes.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.update()).observe(this.element);
  }

  /** The days in view, where a person has chosen them: first and last, as Python hears them. */
  settled() {
    return this.chosen && this.window ? this.window.map(iso).join(":") : "";
  }

  /** @param {string} span as `settled` gives it; "" = what suits */
  put(span) {
    if (span === this.settled()) return;
    this.chosen = Boolean(span);
    this.window = span ? /** @type {[number, number]} */ (span.split(":").map(number)) : null;
    this.update();
  }

  /** A person has moved the days in view. */
  #moved(first, last) {
    this.window = [first, last];
    this.chosen = true;
    this.update();
    this.network.report.later();
  }

  show(open) {
    this.open = open;
    this.element.hidden = !open;
    if (open) this.update();
  }

  #tool(name, sign, act) {
    const { t } = this.network;
    return h("button", { type: "button", "data-timeline": name, title: t(name), "aria-label": t(name), onclick: act }, icon(sign, { size: 15 }));
  }

  update() {
    if (!this.open || !this.network.look || !this.network.ready || this.element.clientWidth < 20) return;
    const { network } = this;
    const { t } = network;
    const edges = [...network.seen.edges.values()];
    const dated = edges.filter((edge) => edge.from || edge.to);
    const undated = edges.filter((edge) => !edge.from && !edge.to);
    if (!this.window) this.#frame(dated);
    this.#ask(edges);
    const scroll = this.lanes.scrollTop;
    const focused = /** @type {HTMLElement|null} */ (document.activeElement)?.dataset?.edge;
    fill(this.tools,
      h("span", { class: "name" }, t("timelineOf", { n: dated.length })),
      h("div", { class: "group", role: "group", "aria-label": t("lanes") }, ["family", "entity"].map((name) => h("button", { type: "button", "data-lanes": name, "aria-pressed": String(network.views.lanes === name), onclick: () => { network.views.lanes = name; this.update(); network.report.soon(); } }, t(name === "family" ? "lanesFamily" : "lanesEntity")))),
      this.#tool("timeNarrower", "zoom-in", () => this.#zoom(0.6)), this.#tool("timeWider", "zoom-out", () => this.#zoom(1.7)),
      // Time runs from left to right on every page: so do the steps through it.
      h("div", { class: "steps", dir: "ltr" }, this.#tool("timeEarlier", "chevron-left", () => this.#pan(-0.3)), this.#tool("timeLater", "chevron-right", () => this.#pan(0.3))),
      this.#tool("timeWhole", "move-horizontal", () => { this.window = null; this.#frame(dated, true); if (this.window) this.#moved(...this.window); }));
    this.lanes.setAttribute("aria-label", t("timelineOf", { n: dated.length }));
    if (!edges.length || !this.window) {
      fill(this.lanes, h("p", { class: "empty" }, t("timelineEmpty")), undated.length ? this.#undated(undated) : null);
      return;
    }
    let rows = 0;
    const groups = this.#lanes(dated);
    fill(this.lanes, this.#scale(), groups.map(([name, own]) => {
      const room = Math.max(0, MOST_ROWS - rows);
      const shown = own.slice(0, room);
      rows += shown.length;
      return shown.length ? this.#lane(name, shown, own.length) : null;
    }), undated.length ? this.#undated(undated) : null);
    this.lanes.scrollTop = scroll;
    if (focused) /** @type {HTMLElement|null} */ (this.lanes.querySelector(`[data-edge="${CSS.escape(focused)}"]`))?.focus();
    this.mark();
  }

  /** The days on which nine tenths begin, or all of them. */
  #frame(dated, whole = false) {
    const starts = dated.map((edge) => number(first(edge.from ?? edge.to))).sort((a, b) => a - b);
    if (!starts.length) return;
    const ends = dated.flatMap((edge) => [edge.from, edge.to].filter(Boolean).map((day) => number(last(day))));
    const [a, b] = [starts[whole ? 0 : Math.floor(starts.length / 10)], Math.max(...ends)];
    const pad = Math.max(2, Math.round((b - a) * 0.06));
    this.window = [a - pad, b + pad];
  }

  #lanes(dated) {
    const { network } = this;
    const groups = new Map();
    for (const edge of dated) {
      const names = network.views.lanes === "family" ? [network.data.families[edge.family]?.label ?? edge.family] : [...new Set([edge.source, edge.target])];
      for (const name of names) {
        if (!groups.has(name)) groups.set(name, []);
        groups.get(name).push(edge);
      }
    }
    const start = (edge) => first(edge.from ?? edge.to);
    for (const own of groups.values()) own.sort((a, b) => start(a).localeCompare(start(b)) || a.id.localeCompare(b.id));
    return [...groups].sort((a, b) => b[1].length - a[1].length).map(([name, own]) => [network.views.lanes === "family" ? name : (network.picture.nodes.get(name)?.label ?? name), own]);
  }

  /** Share of the width, 0..100, clipped. */
  #at(day) {
    const [a, b] = /** @type {[number, number]} */ (this.window);
    return Math.min(100, Math.max(0, ((day - a) / (b - a + 1)) * 100));
  }

  #day(clientX) {
    const box = this.lanes.getBoundingClientRect();
    const [a, b] = /** @type {[number, number]} */ (this.window);
    return a + ((clientX - box.left) / Math.max(1, box.width)) * (b - a + 1);
  }

  #scale() {
    const { lang } = this.network;
    const [a, b] = /** @type {[number, number]} */ (this.window);
    const days = b - a + 1;
    const fits = Math.max(2, Math.floor(this.lanes.clientWidth / 110));
    const unit = days / fits <= 28 ? "day" : days / fits <= 366 ? "month" : "year";
    const every = Math.max(1, Math.ceil(days / { day: 1, month: 30.4, year: 365.2 }[unit] / fits));
    const form = new Intl.DateTimeFormat(locale(lang), { timeZone: "UTC", year: unit === "day" && days < 300 ? undefined : "numeric", month: unit === "year" ? undefined : "short", day: unit === "day" ? "numeric" : undefined });
    let day = unit === "day" ? iso(a) : unit === "month" ? `${iso(a).slice(0, 7)}-01` : `${iso(a).slice(0, 4)}-01-01`;
    const marks = [];
    for (let n = 0; n < 80 && number(day) <= b; n++, day = later(day, /** @type {any} */ (unit), every)) {
      if (number(day) < a) continue;
      marks.push(h("span", { class: "tick", style: { left: `${this.#at(number(day))}%` } }, h("bdi", {}, form.format(new Date(number(day) * 86_400_000)))));
    }
    return h("div", { class: "scale", dir: "ltr", style: { height: `${HEAD}px` }, "aria-hidden": "true" }, marks);
  }

  /** Px of a row. On a phone no word fits beside its bar: all stand beneath it, on lines of their own. */
  #tall() {
    return this.lanes.clientWidth < NARROW ? NARROW_ROW : ROW;
  }

  #lane(name, edges, total) {
    return h("section", { class: "lane", role: "listitem" },
      h("h4", { dir: direction(name) }, h("bdi", {}, name), h("span", { class: "n" }, total)),
      h("div", { class: "rows", dir: "ltr", style: { height: `${edges.length * this.#tall()}px` } }, edges.map((edge, row) => this.#row(edge, row))));
  }

  /** One relation: where it certainly held solid, where it may have held hatched, its claims as dots. */
  #row(edge, row) {
    const { network } = this;
    const { t, lang, look } = network;
    const [a, b] = /** @type {[number, number]} */ (this.window);
    const start = edge.from ?? edge.to;
    const [lo, hi] = [number(first(start)), edge.to ? number(last(edge.to)) : b];
    const rough = precision(start) !== "day" || (edge.to && precision(edge.to) !== "day");
    const sure = [number(last(start)), edge.to ? number(first(edge.to)) : b];
    const name = (id) => `\u2068${network.picture.nodes.get(id)?.label ?? id}\u2069`;
    const reads = t("edgeReads", { subject: name(edge.source), relation: edge.label, object: name(edge.target) });
    const when = spanText(edge.from, edge.to, t, lang) ?? "";
    const colour = look.line(edge.status);
    const [left, right] = [this.#at(lo), this.#at(hi + 1)];
    const out = hi < a ? "before" : lo > b ? "after" : null;
    const bar = h("span", { class: "bar", "data-rough": rough, "data-open": !edge.to, style: { left: `${left}%`, width: `max(8px, ${right - left}%)`, "--colour": colour } },
      rough && sure[0] <= sure[1] && edge.to !== edge.from ? h("i", { style: { left: `${((this.#at(sure[0]) - left) / Math.max(0.01, right - left)) * 100}%`, width: `${((this.#at(sure[1] + 1) - this.#at(sure[0])) / Math.max(0.01, right - left)) * 100}%` } }) : null);
    const dots = (this.claims.get(edge.id) ?? []).map((claim) => {
      const day = claim.said ?? claim.known;
      const x = this.#at((number(first(day)) + number(last(day)) + 1) / 2);
      const title = `${t(claim.negated ? "claimAgainst" : "claimFor")} ${dateText(day, lang)}${claim.withdrawn ? ` · ${t("claimWithdrawn", { day: dateText(claim.withdrawn, lang) ?? "" })}` : ""}`;
      return x > 0 && x < 100 ? h("span", { class: "said", "data-negated": claim.negated, "data-withdrawn": Boolean(claim.withdrawn), title, style: { left: `${x}%`, "--colour": claim.negated ? look.line("disputed") : look.ink } }) : null;
    });
    // The words stand where there is room: after the bar, or before it near the right edge.
    const after = right < 62;
    const from = `max(${left}% + 8px, ${right}%)`;
    const beneath = this.#tall() === NARROW_ROW;
    // A sentence of the page's language, whoever it begins with: by a foreign name's direction, subject and object would change places.
    const label = h("span", { class: "words", "data-beneath": beneath, dir: network.rtl ? "rtl" : "ltr", style: beneath ? {} : after ? { left: `calc(${from} + 6px)`, "max-width": `min(60%, calc(100% - ${from} - 10px))` } : { right: `calc(${100 - left}% + 6px)`, "max-width": left < 30 ? "" : `min(60%, calc(${left}% - 10px))` }, "data-over": !beneath && !after && left < 30 }, reads);
    return h("button", { type: "button", class: "event", "data-edge": edge.id, "data-out": out, title: `${reads}${when ? ` · ${when}` : ""} · ${look.status(edge.status).label}`, style: { top: `${row * this.#tall()}px`, height: `${this.#tall()}px` }, onclick: () => network.selection.pickEdge(edge.id) }, bar, dots, label);
  }

  #undated(edges) {
    const { network } = this;
    const { t, look } = network;
    const name = (id) => `\u2068${network.picture.nodes.get(id)?.label ?? id}\u2069`;
    return h("section", { class: "lane undated", role: "listitem" }, h("h4", {}, t("undated", { n: edges.length })),
      h("div", { class: "chips" }, edges.slice(0, 200).map((edge) => h("button", { type: "button", class: "chip", "data-edge": edge.id, style: { "--colour": look.line(edge.status) }, onclick: () => network.selection.pickEdge(edge.id) }, t("edgeReads", { subject: name(edge.source), relation: edge.label, object: name(edge.target) })))));
  }

  /** Claims of what is shown, once for each relation. */
  async #ask(edges) {
    const revision = this.network.data.revision;
    if (this.asked !== revision) this.claims.clear();
    this.asked = revision;
    const wanted = edges.map((edge) => edge.id).filter((id) => !this.claims.has(id)).slice(0, MOST_IDS);
    if (!wanted.length) return;
    for (const id of wanted) this.claims.set(id, []);
    try {
      const answer = await this.network.changes.question("claims", wanted.map((id) => ["id", id]));
      for (const [id, claims] of Object.entries(answer.claims)) this.claims.set(id, claims);
      if (Object.keys(answer.claims).length) this.update();
    } catch {
      // The timeline stands without its dots; evidence says in words what could not be asked.
      for (const id of wanted) this.claims.delete(id);
    }
  }

  #zoom(factor, around = null) {
    if (!this.window) return;
    const [a, b] = this.window;
    const middle = around ?? (a + b) / 2;
    const wide = Math.min(500 * 366, Math.max(4, (b - a) * factor));
    const left = Math.round(middle - ((middle - a) / Math.max(1, b - a)) * wide);
    this.#moved(left, Math.round(left + wide));
  }

  #pan(share) {
    if (!this.window) return;
    const [a, b] = this.window;
    const by = Math.round((b - a) * share) || Math.sign(share);
    this.#moved(a + by, b + by);
  }

  #key(event) {
    const acts = { "+": () => this.#zoom(0.6), "=": () => this.#zoom(0.6), "-": () => this.#zoom(1.7), ArrowLeft: () => this.#pan(-0.1), ArrowRight: () => this.#pan(0.1) };
    if (!(event.key in acts) || event.ctrlKey || event.metaKey) return;
    acts[event.key]();
    event.preventDefault();
    event.stopPropagation();
  }

  mark() {
    if (!this.open) return;
    const { focus } = this.network.selection;
    for (const button of this.lanes.querySelectorAll("[data-edge]")) {
      const id = /** @type {HTMLElement} */ (button).dataset.edge ?? "";
      const edge = this.network.seen.edges.get(id);
      const picked = focus.pickedEdge === id || (edge && (focus.picked.has(edge.source) || focus.picked.has(edge.target)));
      button.toggleAttribute("data-picked", Boolean(picked));
      if (focus.pickedEdge === id) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }
}
