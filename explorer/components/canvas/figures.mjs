/** What is known of the drawn entities beside their names: communities and centrality (computed here), countries (asked of the server); what is made of it is left to styling.mjs. */

import { measuredInBackground } from "./layouts/background.mjs";
import { MEASURES, measured } from "./measures.mjs";

// Up to this many entities a measure takes no longer than a frame or two.
const QUICK = 400;
// Ids that one question takes.
const MOST_IDS = 200;

export class Figures {
  /** @param {import("./network.mjs").Network} network */
  constructor(network) {
    this.network = network;
    /** @type {Map<string, {of: number, values: Map<string, any>}>} by measure, with the version of the picture that they are of */
    this.known = new Map();
    /** @type {Map<string, number>} measures under way */
    this.running = new Map();
    /** @type {Map<string, {country: string, by: string}|null>} null: asked for, and none is known */
    this.countries = new Map();
    /** @type {Map<string, string>} names of countries */
    this.names = new Map();
  }

  /** What a measure says of each entity; null until it is known. An older answer stands in while a new one is computed. @returns {Map<string, any>|null} */
  get(name) {
    if (name === "country") return this.#country();
    const { picture } = this.network;
    const own = this.known.get(name);
    if (own?.of === picture.version || this.running.get(name) === picture.version) return own?.values ?? null;
    const of = picture.version;
    const ids = [...picture.drawn];
    const links = picture.drawnEdges();
    if (ids.length <= QUICK) {
      this.known.set(name, { of, values: measured(name, ids, links) });
      return /** @type {any} */ (this.known.get(name)).values;
    }
    this.running.set(name, of);
    this.network.note.show(this.network.t("computing"), null, 0);
    measuredInBackground(name, ids, links).then((values) => {
      if (this.running.get(name) !== of) return;
      this.running.delete(name);
      this.known.set(name, { of, values });
      this.network.note.hide();
      this.network.draw();
    });
    return own?.values ?? null;
  }

  /** A drawing says countries itself where nothing can be asked. @param {any} data */
  receive(data) {
    for (const [id, own] of Object.entries(data.countries?.of ?? {})) this.countries.set(id, own);
    for (const [id, name] of Object.entries(data.countries?.names ?? {})) this.names.set(id, name);
    if (data.countries) for (const { id } of data.nodes) if (!this.countries.has(id)) this.countries.set(id, null);
  }

  /** Another language: names are asked for anew. */
  forget() {
    if (!this.network.changes.api) return;
    this.countries.clear();
    this.names.clear();
  }

  #country() {
    const { picture, changes } = this.network;
    const wanted = [...picture.drawn].filter((id) => !this.countries.has(id));
    if (wanted.length && changes.api && !this.asking) this.#ask(wanted);
    // Nothing is said of a country before the first answer is here.
    if (wanted.length === picture.drawn.size && changes.api) return null;
    return new Map([...picture.drawn].map((id) => [id, this.countries.get(id)?.country ?? null]));
  }

  async #ask(wanted) {
    const { network } = this;
    this.asking = true;
    try {
      for (let at = 0; at < wanted.length; at += MOST_IDS) {
        const part = wanted.slice(at, at + MOST_IDS);
        const answer = await network.changes.question("countries", part.map((id) => ["id", id]));
        for (const id of part) this.countries.set(id, answer.of[id] ?? null);
        for (const [id, name] of Object.entries(answer.names)) this.names.set(id, name);
      }
      this.asking = false;
      network.draw();
    } catch (error) {
      network.note.show(network.inWords(error), { label: network.t("retry"), act: () => this.#ask(wanted) }, 12_000);
    } finally {
      this.asking = false;
    }
  }
}

/** Whether it is computed here. @param {string} name */
export function computed(name) {
  return MEASURES.includes(name);
}
