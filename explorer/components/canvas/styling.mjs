/** The rules by which the picture is coloured, sized and grouped; the numbers come from figures.mjs, groups are folded in grouping.mjs. */

import { dateText } from "../shared/dates.mjs";
import { locale } from "../shared/words.mjs";
import { Figures } from "./figures.mjs";

export const COLOURS = ["type", "community", "country", "dispute", "confidence", "seen"];
export const SIZES = ["degree", "betweenness", "pagerank", "sources"];
export const GROUPS = ["type", "community", "country"];
const KINDS = new Set(["community", "country"]);
// Upper ends of the classes of a share, 0..1.
const DISPUTED = [0, 0.25, 0.5, 0.75, 1];
const CONFIDENT = [0.5, 0.65, 0.8, 0.9, 1];
const NONE = "";
const OTHERS = "*";

/** @typedef {{color: string, size: string, group: string|null, opened: string[]}} Rules opened: groups that were ungrouped by themselves */
/** @typedef {{key: string, label: string, fill: string}} Class */

export class Styling {
  /** @param {import("./network.mjs").Network} network */
  constructor(network) {
    this.network = network;
    this.figures = new Figures(network);
    /** @type {Rules} */
    this.rules = { color: "type", size: "degree", group: null, opened: [] };
    /** @type {string[]} rules that Python was told and has not sent back yet */
    this.told = [];
    /** @type {Record<string, Map<string, number>>} the place in the palette of each community or country, kept while the session lasts */
    this.places = { community: new Map(), country: new Map() };
    /** @type {Map<string, {n: number, disputed: number, sure: number, seen: string|null, sources: number}>} of each entity's drawn relations */
    this.sums = new Map();
    this.values = new Map();
  }

  /** Rules as they travel: to Python, into the address, into the history. @returns {Rules} */
  settled() {
    return { ...this.rules, opened: [...this.rules.opened].sort() };
  }

  tell(rules) {
    this.told.push(text(rules));
  }

  /** A drawing has come. @returns {boolean} whether it brings other rules */
  receive(data, before) {
    this.figures.receive(data);
    const wanted = data.style ?? null;
    if (!wanted) return false;
    const wish = text(wanted);
    const at = this.told.lastIndexOf(wish);
    if (at >= 0) this.told.splice(0, at + 1);
    if (at >= 0 || (before?.style && text(before.style) === wish)) return false;
    this.told = [];
    const differs = wish !== text(this.rules);
    this.rules = { ...wanted, opened: [...wanted.opened] };
    return differs;
  }

  take(rules) {
    this.rules = { ...rules, opened: [...rules.opened] };
  }

  /** Reckons what the rules need for these. @param {any[]} nodes all that is drawn @param {any[]} edges */
  prepare(nodes, edges) {
    const { color, size, group } = this.rules;
    this.values = new Map([color, size, group].filter((name) => name && (KINDS.has(name) || name === "betweenness" || name === "pagerank")).map((name) => [name, this.figures.get(/** @type {string} */ (name))]));
    this.sums = ["dispute", "confidence", "seen"].includes(color) || size === "sources" ? sums(edges) : new Map();
    const seen = color === "seen" ? [...this.sums.values()].map((one) => one.seen).filter(Boolean).sort() : [];
    this.span = seen.length ? { first: Date.parse(/** @type {string} */ (seen[0])), last: Date.parse(/** @type {string} */ (seen.at(-1))) } : null;
    for (const name of [color, group]) if (name && KINDS.has(name)) this.#settle(name, nodes);
    this.most = 0;
    if (size !== "degree") for (const node of nodes) this.most = Math.max(this.most, this.#measure(node.id));
  }

  /** The largest get the palette's colours; one that has a colour keeps it. */
  #settle(name, nodes) {
    const counts = new Map();
    for (const node of nodes) {
      const key = this.keyOf(name, node);
      if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const places = this.places[name];
    for (const key of [...places.keys()]) if (!counts.has(key)) places.delete(key);
    const free = this.network.look.palette.categories.map((_one, i) => i).filter((i) => ![...places.values()].includes(i));
    for (const [key, n] of [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
      if (places.has(key) || !free.length || n < 2) continue;
      places.set(key, /** @type {number} */ (free.shift()));
    }
  }

  #measure(id) {
    const { size } = this.rules;
    return size === "sources" ? (this.sums.get(id)?.sources ?? 0) : Number(this.values.get(size)?.get(id) ?? 0);
  }

  /** How important an entity is by the rule of size, 0..1; null: by its degree. */
  rank(node) {
    if (this.rules.size === "degree" || !this.most) return null;
    return Math.sqrt(this.#measure(node.id) / this.most);
  }

  /** What the rule of size says of an entity, in words; null where it is the degree, which is said anyway. */
  sizeText(node) {
    const { size } = this.rules;
    if (size === "degree") return null;
    const { t, lang } = this.network;
    const value = new Intl.NumberFormat(locale(lang), { maximumSignificantDigits: 3 }).format(this.#measure(node.id));
    return `${t(sizeWord(size))}: ${value}`;
  }

  /** The community or country that an entity belongs to, or its type; empty where none is known. */
  keyOf(name, node) {
    if (name === "type") return node.type;
    return this.values.get(name)?.get(node.id) ?? NONE;
  }

  /** @param {string} name a kind of group @param {string} key */
  label(name, key) {
    const { picture, look, t } = this.network;
    if (name === "type") return look.type(key).label;
    if (!key) return t(name === "country" ? "countryUnknown" : "communityNone");
    const own = picture.nodes.get(key)?.label ?? this.figures.names.get(key) ?? key;
    return name === "country" ? own : t("communityAround", { name: `\u2068${own}\u2069` });
  }

  /** A group's colour: that of its kind; of a kind that the rule of colour does not tell apart, none. @param {{by: string, key: string}} group */
  groupFill({ by, key }) {
    return by === this.rules.color || by === "type" || this.rules.color === "type" ? this.fillOf(by, key) : this.network.look.none;
  }

  fillOf(name, key) {
    const { look } = this.network;
    if (name === "type") return look.fill(key);
    const place = this.places[name].get(key);
    if (!key) return look.unknown;
    return place === undefined ? look.none : look.shade(look.palette.categories[place]);
  }

  /** How an entity is coloured, and by which entry of the legend. @returns {Class} */
  classOf(node) {
    const { color } = this.rules;
    const { look, t } = this.network;
    // Until a rule has its answer, the types stand in.
    if (color === "type" || (KINDS.has(color) && !this.values.get(color))) return { key: node.type, label: look.type(node.type).label, fill: look.fill(node.type) };
    if (KINDS.has(color)) {
      const key = this.keyOf(color, node);
      if (!key || this.places[color].has(key)) return { key, label: this.label(color, key), fill: this.fillOf(color, key) };
      return { key: OTHERS, label: t("colourOthers"), fill: look.none };
    }
    const own = this.sums.get(node.id);
    const place = own ? this.#step(color, own) : null;
    if (place === null) return { key: NONE, label: t("notKnown"), fill: look.unknown };
    return { key: String(place), label: this.#stepLabel(color, place), fill: look.shade(look.palette.ramp[place]) };
  }

  #step(color, own) {
    if (color === "dispute") return DISPUTED.findIndex((end) => own.disputed / own.n <= end);
    if (color === "confidence") return own.sure < 0 ? null : CONFIDENT.findIndex((end) => own.sure / own.n <= end + 1e-9);
    if (!own.seen || !this.span) return null;
    const { first, last } = this.span;
    return Math.min(4, Math.floor(((Date.parse(own.seen) - first) / Math.max(1, last - first)) * 5));
  }

  #stepLabel(color, place) {
    const { t, lang } = this.network;
    const percent = (share) => new Intl.NumberFormat(locale(lang), { style: "percent" }).format(share);
    if (color === "dispute") return place === 0 ? t("disputeNone") : t("upTo", { to: percent(DISPUTED[place]) });
    if (color === "confidence") return place === 0 ? t("upTo", { to: percent(CONFIDENT[0]) }) : t("fromTo", { from: percent(CONFIDENT[place - 1]), to: percent(CONFIDENT[place]) });
    const { first, last } = /** @type {any} */ (this.span);
    const at = (share) => dateText(new Date(first + (last - first) * share).toISOString().slice(0, 10), lang) ?? "";
    return first === last ? at(0) : t("fromTo", { from: at(place / 5), to: at((place + 1) / 5) });
  }

  /** The entries of the legend for the rule of colour, with their counts. @param {any[]} nodes @returns {(Class & {n: number})[]} */
  classes(nodes) {
    const found = new Map();
    for (const node of nodes) {
      const own = this.classOf(node);
      const known = found.get(own.key);
      if (known) known.n++;
      else found.set(own.key, { ...own, n: 1 });
    }
    const last = (key) => (key === NONE ? 2 : key === OTHERS ? 1 : 0);
    const all = [...found.values()];
    if (KINDS.has(this.rules.color)) return all.sort((a, b) => last(a.key) - last(b.key) || b.n - a.n || (a.key < b.key ? -1 : 1));
    return all.sort((a, b) => last(a.key) - last(b.key) || (a.key < b.key ? -1 : 1));
  }
}

/** Rules as text that is the same for the same rules. @param {Rules} rules */
function text({ color, size, group, opened }) {
  return JSON.stringify([color, size, group ?? null, [...opened].sort()]);
}

/** What each entity's drawn relations say together. */
function sums(edges) {
  const out = new Map();
  for (const edge of edges) {
    for (const id of new Set([edge.source, edge.target])) {
      const own = out.get(id) ?? { n: 0, disputed: 0, sure: 0, seen: null, sources: 0 };
      own.n++;
      if (edge.status === "disputed") own.disputed++;
      own.sure = typeof edge.confidence === "number" && own.sure >= 0 ? own.sure + edge.confidence : -1;
      if (edge.known && (!own.seen || edge.known < own.seen)) own.seen = edge.known;
      own.sources += edge.sources;
      out.set(id, own);
    }
  }
  return out;
}

/** The keys of a rule's name among the words. */
export function colourWord(name) {
  return `colour${name[0].toUpperCase()}${name.slice(1)}`;
}

export function sizeWord(name) {
  return `size${name[0].toUpperCase()}${name.slice(1)}`;
}

export function groupWord(name) {
  return name ? `group${name[0].toUpperCase()}${name.slice(1)}` : "groupNone";
}
