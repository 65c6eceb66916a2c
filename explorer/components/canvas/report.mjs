/** Tells Python the settled state of a network, after a pause and only when it differs from what was told before. */

import { isGroup } from "./grouping.mjs";

const SETTLED = 450;
const SETTLED_CAMERA = 900;

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
  }

  /**
   * What Python wishes to be selected, null where it only repeats what it was told: whoever has gone on since must not be called back.
   * @param {Selected|undefined} selected @param {Selected|undefined} before what it sent last
   */
  wish(selected, before) {
    const at = this.told.lastIndexOf(key(selected));
    if (at >= 0) this.told.splice(0, at + 1);
    if (at >= 0 || key(selected) === key(before)) return null;
    this.told = [];
    return selected ?? null;
  }

  /** The state as Python hears it. */
  view() {
    const { picture, selection, layout, stage } = this.network;
    const picked = [...selection.focus.picked];
    return { drawn: [...picture.drawn], hidden: [...picture.hidden], selected: { node: picked.length === 1 && !isGroup(picked[0]) ? picked[0] : null, edge: selection.focus.pickedEdge && !isGroup(selection.focus.pickedEdge) ? selection.focus.pickedEdge : null }, layout, style: this.network.styling.settled(), camera: stage.camera(), time: this.network.views.settled() };
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

  #after(wait) {
    if (!this.network.ready) return;
    clearTimeout(this.timer);
    this.due = performance.now() + wait;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      const view = this.view();
      if (JSON.stringify(view) === JSON.stringify(this.last)) return;
      if (key(view.selected) !== key(this.last?.selected)) this.told.push(key(view.selected));
      this.last = view;
      this.network.views.tell(view.time);
      this.network.styling.tell(view.style);
      this.network.picture.report();
      this.network.on.view?.(view);
    }, wait);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}

/** @param {Selected|undefined} selected */
function key(selected) {
  return `${selected?.node ?? ""}|${selected?.edge ?? ""}`;
}
