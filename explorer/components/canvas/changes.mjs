/** What the user does to the picture: expand, hide, keep only, add, arrange, style, open groups; each can be undone. Over 300 lines, because all of them are steps of one history. */

import { ask } from "../shared/api.mjs";
import { colourWord, groupWord, sizeWord } from "./styling.mjs";
import { layoutWord } from "./tools.mjs";

const STEP = 25;
// Milliseconds after which a question that still runs shows that it does, and how to end it.
const SLOW = 1000;

export class Changes {
  /** @param {import("./network.mjs").Network} network */
  constructor(network) {
    this.network = network;
    /** @type {Map<string, number>} how many relations of an entity were asked for last */
    this.limits = new Map();
  }

  get api() {
    return this.network.data?.api ?? null;
  }

  #ask(path, params, options = {}) {
    const { data } = this.network;
    return ask(/** @type {string} */ (this.api ?? data.timeApi), path, [...params, ["lang", data.lang]], { query: data.query ?? "", ...options });
  }

  /** Asks about the picture's time and place, which a share answers too. */
  question(path, params, options) {
    return this.#ask(path, params, options);
  }

  /**
   * Asks, and after a moment says so, with a way to end it on the server too. @returns {Promise<any>} null where a person ended it
   * @param {string} path @param {[string, string][]} params
   */
  async #patiently(path, params) {
    const { note, t } = this.network;
    const name = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    const stop = new AbortController();
    const end = () => {
      ask(/** @type {string} */ (this.api), "cancel", [["search", name]]).catch(() => {});
      stop.abort();
    };
    let said = false;
    const slow = setTimeout(() => {
      said = true;
      note.show(t("askingSlow"), { label: t("stop"), act: end }, 0);
    }, SLOW);
    try {
      const answer = await this.#ask(path, [...params, ["asking", name]], { signal: stop.signal });
      if (said) note.hide();
      return answer;
    } catch (error) {
      if (!stop.signal.aborted) throw error;
      note.show(t("askingStopped"));
      return null;
    } finally {
      clearTimeout(slow);
    }
  }

  /** @param {string} text @param {AbortSignal} signal @param {boolean} [exact] only as it is written @returns {Promise<any[]>} */
  async suggest(text, signal, exact = false) {
    const { data, picture } = this.network;
    // Suggestions ignore the filter of the picture: what is searched must be found.
    if (this.api) return (await ask(this.api, "search", [["q", text], ["lang", data.lang], ...(exact ? [["variants", "0"]] : [])], { signal })).hits;
    const fold = (name) => name.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u0652\u0640]/gu, "").toLocaleLowerCase();
    const wanted = fold(text);
    return [...picture.drawn].map((id) => picture.nodes.get(id)).filter((node) => node && (fold(node.label).includes(wanted) || fold(node.alt ?? "").includes(wanted))).sort((a, b) => b.degree - a.degree).slice(0, 12);
  }

  /** Runs a change and notes it for undo. @param {string} what @param {() => void} change @param {string|null} from where new entities set out */
  #step(what, change, from = null) {
    const { network } = this;
    const before = this.#snapshot();
    change();
    network.draw(from);
    network.history.push({ what, before, after: this.#snapshot() });
    network.changed();
  }

  #snapshot(positions = false) {
    const { picture, placement, layout } = this.network;
    return { pinned: [...placement.pinned], ids: [...picture.drawn], lines: [...picture.lines], off: [...this.network.legend.off], times: this.network.views.clocks.now, positions: positions ? new Map(placement.positions) : null, layout, style: this.network.styling.settled() };
  }

  #restore(snapshot) {
    const { network } = this;
    if (snapshot.positions) for (const [id, position] of snapshot.positions) network.placement.positions.set(id, position);
    network.layout = snapshot.layout;
    network.styling.take(snapshot.style);
    network.placement.pinned = new Set(snapshot.pinned);
    network.legend.off = new Set(snapshot.off);
    network.picture.restore(snapshot.ids, snapshot.lines);
    network.draw();
    network.views.clocks.back(snapshot.times);
    network.changed();
  }

  /** Time was moved. @param {any} before where both clocks stood */
  timed(before) {
    const after = this.#snapshot();
    this.network.history.push({ what: this.network.t("actTime"), before: { ...after, times: before }, after });
    this.network.changed();
  }

  /** Entities were dragged there: they are pinned. @param {Map<string, {x: number, y: number}>} places */
  move(places) {
    const { network } = this;
    const { placement } = network;
    const before = this.#snapshot(true);
    for (const [id, place] of places) {
      placement.positions.set(id, place);
      placement.pinned.add(id);
    }
    network.history.push({ what: network.t("actMove", { name: this.#named([...places.keys()]) }), before, after: this.#snapshot(true) });
    network.draw();
    network.changed();
  }

  /** Pins these, or lets them go where all of them are pinned. @param {string[]} ids */
  pin(ids) {
    const { network } = this;
    const { pinned } = network.placement;
    const all = ids.every((id) => pinned.has(id));
    this.#step(network.t(all ? "actUnpin" : "actPin", { name: this.#named(ids) }), () => ids.forEach((id) => (all ? pinned.delete(id) : pinned.add(id))));
  }

  /** Another rule of colour, size or groups. @param {string} choice "color:community", "group:" for none */
  restyle(choice) {
    const { network } = this;
    const { t, styling } = network;
    const [what, name] = choice.split(":");
    const word = what === "color" ? colourWord(name) : what === "size" ? sizeWord(name) : groupWord(name || null);
    const step = what === "group" ? (name ? "actGroup" : "actUngroup") : what === "color" ? "actColour" : "actSize";
    network.camera.keepWhole();
    this.#step(t(step, { name: t(word) }), () => styling.take({ ...styling.rules, [what]: name || null, opened: what === "group" ? [] : styling.rules.opened }));
    network.say.textContent = t(step, { name: t(word) });
  }

  /** Shows what these groups hold; all of them: no groups any more. @param {string[]} ids of groups */
  ungroup(ids) {
    const { network } = this;
    const { t, styling, groups } = network;
    const own = ids.map((id) => groups.get(id)).filter(Boolean);
    if (!own.length) return;
    const all = own.length === groups.size;
    const label = own.length === 1 ? network.groupLabel(own[0]) : t(groupWord(own[0].by));
    const picked = own.length === 1 ? own[0].members : [];
    this.#step(t(own.length === 1 ? "actUngroupOne" : "actUngroup", { name: label }), () => styling.take(all && own.length > 1 ? { ...styling.rules, group: null, opened: [] } : { ...styling.rules, opened: [...styling.rules.opened, ...own.map((one) => one.key)] }));
    network.selection.letGo();
    network.say.textContent = picked.length ? t("ungroupedOne", { name: label, n: picked.length }) : t("actUngroup", { name: label });
  }

  /** The entities that these stand for: a group for its members. @param {string[]} ids @returns {string[]} */
  #entities(ids) {
    return ids.flatMap((id) => this.network.groups.get(id)?.members ?? [id]);
  }

  /** A kind was shown or hidden in the legend. @param {string} what in words @param {() => void} change */
  filtered(what, change) {
    this.#step(what, change);
  }

  /** What was done, oldest first, and what can be done again. @returns {{what: string, done: boolean}[]} */
  steps() {
    const { done, undone } = this.network.history;
    return [...done.map(({ what }) => ({ what, done: true })), ...undone.map(({ what }) => ({ what, done: false })).reverse()];
  }

  /** Goes to where the picture was after so many steps; 0 is its beginning. @param {number} count */
  travel(count) {
    const { history } = this.network;
    let step = null;
    let side = "after";
    let positions = null;
    const pass = (next, then) => {
      [step, side] = [next, then];
      positions = step[side].positions ?? positions;
    };
    while (history.done.length > count) pass(history.undo(), "before");
    while (history.done.length < count && history.next) pass(history.redo(), "after");
    if (step) this.#restore({ ...step[side], positions });
  }

  undo() {
    const step = this.network.history.undo();
    if (step) this.#restore(step.before);
  }

  redo() {
    const step = this.network.history.redo();
    if (step) this.#restore(step.after);
  }

  /** How many of an entity's relations are drawn, or of those of one family and direction. @param {{family?: string, direction?: "in"|"out"}} [only] */
  drawnRelations(id, { family, direction } = {}) {
    return this.network.picture.drawnEdges().filter((edge) => ((edge.source === id && direction !== "in") || (edge.target === id && direction !== "out")) && (!family || edge.family === family)).length;
  }

  /** Draws the next of an entity's relations, most sourced first, at most STEP at once. @param {{family?: string, direction?: "in"|"out"}} [only] */
  async expand(id, only = {}) {
    const { network } = this;
    const { picture, t } = network;
    if (network.groups.has(id)) return this.ungroup([id]);
    const node = picture.nodes.get(id);
    if (!node || !this.api) return;
    const key = [id, only.family ?? "", only.direction ?? ""].join(" ");
    const limit = Math.min(5000, Math.max(this.drawnRelations(id, only), this.limits.get(key) ?? 0) + STEP);
    const narrowed = [only.family ? ["families", only.family] : null, only.direction ? ["direction", only.direction] : null].filter((one) => one !== null);
    let answer;
    network.root.setAttribute("aria-busy", "true");
    try {
      answer = await this.#patiently("expand", [["id", id], ["limit", String(limit)], ...narrowed]);
      if (!answer) return;
    } catch (error) {
      network.note.show(network.inWords(error), { label: t("retry"), act: () => this.expand(id, only) }, 12_000);
      return;
    } finally {
      network.root.removeAttribute("aria-busy");
    }
    this.limits.set(key, limit);
    picture.learn(answer);
    const fresh = answer.nodes.filter((one) => !picture.drawn.has(one.id)).length;
    const lines = answer.edges.filter((edge) => !picture.lines.has(edge.id)).length;
    if (fresh || lines) {
      this.#step(t("actExpand", { name: node.label }), () => picture.show(answer.nodes.map((one) => one.id), answer.edges.map((edge) => edge.id)), id);
    }
    const [drawn, total] = [this.drawnRelations(id, only), answer.totals?.relations ?? node.degree];
    const more = drawn < total && answer.truncated;
    const text = more ? t("expandedSome", { shown: drawn, total }) : fresh ? t("expandedNew", { n: fresh }) : t("expandedAll", { name: node.label });
    network.note.show(text, more ? { label: t("expandMore", { n: Math.min(STEP, total - drawn) }), act: () => this.expand(id, only) } : null);
    network.say.textContent = text;
  }

  /** @param {string[]} ids */
  hide(ids) {
    const { network } = this;
    this.#step(network.t("actHide", { name: this.#named(ids) }), () => network.picture.hide(this.#entities(ids)));
    network.selection.letGo();
  }

  /** The neighbours of an entity that hang on it alone. @returns {string[]} */
  hanging(id) {
    const { picture } = this.network;
    const others = new Map();
    for (const { source, target } of picture.drawnEdges()) {
      if (source === target) continue;
      for (const [one, other] of [[source, target], [target, source]]) {
        if (!others.has(one)) others.set(one, new Set());
        others.get(one).add(other);
      }
    }
    return [...(others.get(id) ?? [])].filter((other) => others.get(other).size === 1);
  }

  /** Takes away what hangs on these alone. @param {string[]} ids */
  collapse(shown) {
    const { network } = this;
    const ids = this.#entities(shown);
    const gone = ids.flatMap((id) => this.hanging(id)).filter((id) => !ids.includes(id));
    for (const id of ids) for (const key of this.limits.keys()) if (key.startsWith(`${id} `)) this.limits.delete(key);
    if (gone.length) this.#step(network.t("actCollapse", { name: this.#named(ids) }), () => network.picture.hide(gone));
  }

  /** Draws what was found, beside what is drawn. @param {string} what in words @param {{nodes: any[], edges: any[]}} found */
  join(what, found) {
    const { picture } = this.network;
    picture.learn(found);
    this.#step(what, () => picture.show(found.nodes.map((one) => one.id), found.edges.map((edge) => edge.id)), found.nodes[0]?.id ?? null);
  }

  /** Leaves these and their neighbours. @param {string[]} ids */
  keepOnly(ids) {
    const { network } = this;
    const { picture } = network;
    const own = this.#entities(ids);
    const stay = new Set(own);
    for (const id of own) for (const other of picture.neighbours(id)) stay.add(other);
    this.#step(network.t("actKeep", { name: this.#named(ids) }), () => picture.hide([...picture.drawn].filter((id) => !stay.has(id))));
  }

  #named(ids) {
    const { t } = this.network;
    return ids.length === 1 ? (this.network.nodeOf(ids[0])?.label ?? ids[0]) : t("entitiesCount", { n: ids.length });
  }

  /** Draws a found entity with its relations to what is drawn (with its neighbours, in an empty picture) and selects it. */
  async add(hit) {
    const { network } = this;
    const { picture, t } = network;
    if (!picture.drawn.has(hit.id)) {
      const alone = picture.drawn.size === 0;
      let answer;
      try {
        answer = this.api ? await this.#patiently("expand", [["id", hit.id], ["limit", alone ? String(STEP) : "200"]]) : { nodes: [hit], edges: [] };
        if (!answer) return;
      } catch (error) {
        network.note.show(network.inWords(error), { label: t("retry"), act: () => this.add(hit) }, 12_000);
        return;
      }
      const { matched: _matched, ...own } = hit;
      picture.learn({ nodes: [own, ...answer.nodes], edges: answer.edges });
      const wanted = alone ? answer.nodes.map((one) => one.id) : [];
      this.#step(t("actAdd", { name: hit.label }), () => picture.show([hit.id, ...wanted], answer.edges.map((edge) => edge.id)));
    }
    network.selection.pick([hit.id]);
    network.camera.show(hit.id);
  }

  /** Lays the picture out anew. @param {string} layout */
  arrange(layout, { quiet = false } = {}) {
    const { network } = this;
    const { t } = network;
    const before = this.#snapshot(true);
    const done = () => {
      network.draw();
      if (!quiet) network.history.push({ what: t("actLayout", { name: t(layoutWord(layout)) }), before, after: this.#snapshot(true) });
      network.changed();
    };
    network.layout = layout;
    const nodes = [...network.picture.drawn].map((id) => network.picture.nodes.get(id)).filter(Boolean);
    // Groups are laid out as they are seen; what they hold keeps its place and is there when they are opened.
    const grouped = network.groups.size > 0;
    const items = grouped ? new Map(network.shownItems) : new Map(nodes.map((node) => [node.id, network.placement.item(node, nodes.length)]));
    const edges = grouped ? [...network.shownEdges.values()] : network.picture.drawnEdges();
    if (network.placement.arrange(items, edges, layout, done)) done();
  }
}
