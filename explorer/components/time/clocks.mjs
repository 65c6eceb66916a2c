/** Both clocks of a picture: what of it held, what was known, what differs between two days; how they are shown is left to the bar. */

import { touches } from "./days.mjs";

const ASK_AFTER = 90;
const MOST_IDS = 500;

/** @typedef {{from: string|null, to: string|null, known: string|null, dates: string, compare: string}} Times dates: "known", "unknown" or "" for both */

export class Clocks {
  /** @param {import("../canvas/network.mjs").Network} network */
  constructor(network) {
    this.network = network;
    /** @type {Times} */
    this.now = { from: null, to: null, known: null, dates: "", compare: "" };
    /** @type {{nodes: string[], edges: string[]}|null} the picture at a moment that Python has not sent yet */
    this.moment = null;
    /** @type {any} the answer of api/compare while two days are compared */
    this.compared = null;
    /** while true nothing is told to Python: a handle is being dragged or time is playing */
    this.moving = false;
    this.resting = { ...this.now };
    /** where both clocks stood before they were set moving @type {Times|null} */
    this.before = null;
    /** how many drawn entities are out of sight because none of their relations held */
    this.asleep = 0;
  }

  get given() {
    return this.network.data?.time ?? null;
  }

  /** What Python may know: the last state in which time stood still. */
  settled() {
    if (!this.moving) this.resting = { ...this.now };
    return this.resting;
  }

  /** Takes the state that came with a drawing. @returns {boolean} whether the picture must be drawn anew */
  take(time) {
    const next = { from: time.from, to: time.to, known: time.known, dates: time.dates ?? "", compare: time.compare };
    const differs = JSON.stringify(next) !== JSON.stringify(this.now);
    this.now = next;
    this.resting = { ...next };
    if (next.compare !== (this.compared?.key ?? "")) this.#compare();
    return this.#drop() || differs;
  }

  /** Python's drawing is of this moment: nothing needs to be laid over it. */
  arrived(time) {
    this.#query();
    if (time.known === this.now.known && (time.whole || this.#sameRange(time))) return this.#drop();
    return false;
  }

  #sameRange(time) {
    const { from, to, dates } = this.now;
    return time.from === from && time.to === to && (time.dates ?? "") === dates;
  }

  #drop() {
    const had = this.moment !== null;
    this.moment = null;
    return had;
  }

  /** Time begins to move: what follows until it rests is one step. */
  start() {
    this.moving = true;
    this.before ??= this.now;
  }

  /** Time rests again. */
  rest() {
    const { before } = this;
    this.moving = false;
    this.before = null;
    if (before && JSON.stringify(before) !== JSON.stringify(this.now)) this.network.changes.timed(before);
    this.network.report.soon();
  }

  /** Back to where both clocks stood, without a step of its own. @param {Times} times */
  back(times) {
    if (this.given && times) this.set(times, { quiet: true });
  }

  /** @param {Partial<Times>} change */
  set(change, { quiet = false } = {}) {
    const before = this.now;
    this.now = { ...before, ...change };
    if (JSON.stringify(before) === JSON.stringify(this.now)) return;
    this.#query();
    if (change.compare !== undefined && change.compare !== before.compare) this.#compare();
    const { given } = this;
    const asks = given && (this.now.known !== given.known || (!given.whole && !this.#sameRange(given)));
    if (asks) this.#ask();
    else {
      this.asking?.abort();
      this.#drop();
    }
    this.network.draw();
    this.network.views.changed();
    if (!quiet && !this.moving) this.network.changes.timed(before);
    if (this.now.known !== before.known) this.network.inspector.update();
  }

  /** What is asked for next is asked of this moment. */
  #query() {
    const { data } = this.network;
    const query = new URLSearchParams(data.query ?? "");
    for (const [name, value] of [["held_from", this.now.from], ["held_to", this.now.to], ["known_on", this.now.known], ["dates", this.now.dates]]) {
      query.delete(name);
      if (value) query.set(name, value);
    }
    data.query = query.toString();
  }

  /** The picture's question in its URL form; null where a person has drawn more than an address can ask for. @returns {[string, string][]|null} */
  scope() {
    const { picture } = this.network;
    const received = picture.received?.nodes ?? new Set();
    const asSent = [...picture.drawn].every((id) => received.has(id));
    if (asSent) return [...new URLSearchParams(this.given?.scope ?? ""), ...[...picture.hidden].map((id) => /** @type {[string, string]} */ (["hidden", id]))];
    if (picture.drawn.size > MOST_IDS) return null;
    return [...picture.drawn].map((id) => ["drawn", id]);
  }

  #ask() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    this.waiting = new Promise((done) => {
      this.timer = setTimeout(async () => {
        const scope = this.scope();
        try {
          if (scope) {
            const answer = await this.network.changes.question("moment", scope, { signal: asking.signal });
            if (asking.signal.aborted) return;
            this.network.picture.learn(answer);
            this.moment = { nodes: answer.nodes.map((one) => one.id), edges: answer.edges.map((one) => one.id) };
            this.network.draw();
            this.network.views.changed();
          }
        } catch (error) {
          if (!asking.signal.aborted) this.network.note.show(this.network.inWords(error), { label: this.network.t("retry"), act: () => this.#ask() }, 12_000);
        } finally {
          done(null);
        }
      }, ASK_AFTER);
    });
  }

  async #compare() {
    this.comparing?.abort();
    const key = this.now.compare;
    if (!key) {
      this.compared = null;
      this.network.views.comparison.update();
      if (this.network.ready) this.network.draw();
      return;
    }
    const comparing = new AbortController();
    this.comparing = comparing;
    const [clock, before, after] = key.split(":");
    try {
      const answer = await this.network.changes.question("compare", [...(this.scope() ?? []), ["clock", clock], ["before", before], ["after", after]], { signal: comparing.signal });
      if (comparing.signal.aborted) return;
      this.network.picture.learn(answer);
      this.compared = { ...answer, key, byId: new Map(answer.edges.map((edge) => [edge.id, edge])) };
      this.network.views.comparison.update();
      if (this.network.ready) this.network.draw();
    } catch (error) {
      if (!comparing.signal.aborted) this.network.note.show(this.network.inWords(error), { label: this.network.t("retry"), act: () => this.#compare() }, 12_000);
    }
  }

  /** What is to be seen of what is drawn. @template N, E @param {any[]} nodes @param {any[]} edges */
  through(nodes, edges) {
    const { picture, selection } = this.network;
    this.asleep = 0;
    if (!this.given) return { nodes, edges };
    const { compared, moment } = this;
    if (compared) {
      const ids = new Set(nodes.map((node) => node.id));
      for (const edge of compared.edges) if (edge.change !== "same") ids.add(edge.source).add(edge.target);
      nodes = [...ids].map((id) => picture.nodes.get(id)).filter(Boolean);
      edges = compared.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target));
      return { nodes, edges };
    }
    if (moment) {
      nodes = moment.nodes.filter((id) => !picture.hidden.has(id)).map((id) => picture.nodes.get(id)).filter(Boolean);
      edges = moment.edges.map((id) => picture.edges.get(id)).filter(Boolean);
    }
    const { from, to, dates } = this.now;
    if (!from && !to && !dates) return { nodes, edges };
    edges = edges.filter((edge) => touches(edge, this.now));
    const awake = new Set([...(this.given.focus ?? []), ...selection.focus.picked]);
    for (const edge of edges) awake.add(edge.source).add(edge.target);
    const seen = nodes.filter((node) => awake.has(node.id));
    this.asleep = nodes.length - seen.length;
    return { nodes: seen, edges };
  }
}
