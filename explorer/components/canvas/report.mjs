/** Tells Python the settled state of a network, after a pause and only when it differs from what was told before. */

const SETTLED = 450;
const SETTLED_CAMERA = 900;
const ECHOES = 12;

/** @typedef {{node: string|null, edge: string|null}} Selected */

export class Report {
  /** @param {import("./network.mjs").Network} network */
  constructor(network) {
    this.network = network;
    /** @type {any} */
    this.last = null;
    this.due = Infinity;
    /** @type {string[]} selections that were told and have not come back yet, oldest first */
    this.told = [];
    /** @type {string[]} the same for where the picture was looked at from */
    this.cameras = [];
  }

  /**
   * Where Python wishes the picture to be looked at from, as when a person goes back; undefined where it only repeats what
   * it was told or said before, null for wherever all is in view.
   * @param {{x: number, y: number, ratio: number}|null|undefined} camera @param {{x: number, y: number, ratio: number}|null|undefined} before what it sent last
   */
  look(camera, before) {
    return wished(this.cameras, place(camera), place(before)) ? camera ?? null : undefined;
  }

  /** All that is so now was Python's wish: said back, it would end the way forward of a person who went back. */
  looked() {
    this.last = this.view();
  }

  /** As Python writes it down: four places are a thousandth of a pixel's worth at any zoom. */
  #camera() {
    const { x, y, ratio } = this.network.stage.camera();
    const round = (number) => Number(number.toFixed(4));
    return { x: round(x), y: round(y), ratio: round(ratio) };
  }

  /**
   * What Python wishes to be selected, null where it only repeats what it was told: whoever has gone on since must not be called back.
   * @param {Selected|undefined} selected @param {Selected|undefined} before what it sent last
   */
  wish(selected, before) {
    return wished(this.told, key(selected), key(before)) ? selected ?? null : null;
  }

  /** The state as Python hears it. */
  view() {
    const { picture, selection, layout } = this.network;
    const picked = [...selection.focus.picked];
    const selected = selection.awaited ?? { node: picked.length === 1 ? picked[0] : null, edge: selection.focus.pickedEdge };
    return { drawn: [...picture.drawn], hidden: [...picture.hidden], selected, layout, style: this.network.styling.settled(), camera: this.#camera(), time: this.network.views.settled() };
  }

  /** What is so now need not be told. */
  begin() {
    this.last = this.view();
  }

  /** Something that the rest of the page may want to know has changed. */
  soon() {
    this.#after(SETTLED);
  }

  /** Only the view has moved: that can wait longer, and never delays what matters more. */
  later() {
    if (!this.timer || this.due > performance.now() + SETTLED) this.#after(SETTLED_CAMERA);
  }

  /** What waits to be told is told at once: once the reader is on its way, a report of ours would call the page back to the network. */
  now() {
    if (!this.timer) return;
    this.stop();
    this.#tell();
  }

  #after(wait) {
    if (!this.network.ready) return;
    clearTimeout(this.timer);
    this.due = performance.now() + wait;
    this.timer = setTimeout(() => this.#tell(), wait);
  }

  #tell() {
    this.timer = undefined;
    const view = this.view();
    if (JSON.stringify(view) === JSON.stringify(this.last)) return;
    if (key(view.selected) !== key(this.last?.selected)) this.told.push(key(view.selected));
    const seen = place(view.camera);
    if (seen !== (this.cameras.at(-1) ?? place(this.network.data?.camera))) this.cameras.push(seen);
    if (this.cameras.length > ECHOES) this.cameras.shift();
    this.last = view;
    this.network.views.tell(view.time);
    this.network.styling.tell(view.style);
    this.network.picture.report();
    this.network.on.view?.(view);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}

/**
 * Whether Python wishes this, or only says back what it was told or has said before; what has come back is forgotten, and all of it at a wish.
 * @param {string[]} told oldest first @param {string} now @param {string} before
 */
function wished(told, now, before) {
  const at = told.lastIndexOf(now);
  if (at >= 0) told.splice(0, at + 1);
  if (at >= 0 || now === before) return false;
  told.length = 0;
  return true;
}

/** @param {Selected|undefined} selected */
function key(selected) {
  return `${selected?.node ?? ""}|${selected?.edge ?? ""}`;
}

/** @param {{x: number, y: number, ratio: number}|null|undefined} camera */
function place(camera) {
  return camera ? [camera.x, camera.y, camera.ratio].join("|") : "";
}
