/** Tells Python the settled state of a network, after a pause and only when it differs from what was told before. */

const SETTLED = 450;
const SETTLED_CAMERA = 900;

export class Report {
  /** @param {import("./network.mjs").Network} network */
  constructor(network) {
    this.network = network;
    /** @type {any} */
    this.last = null;
    this.due = Infinity;
  }

  /** The state as Python hears it. */
  view() {
    const { picture, selection, layout, stage } = this.network;
    const picked = [...selection.focus.picked];
    return { drawn: [...picture.drawn], hidden: [...picture.hidden], selected: { node: picked.length === 1 ? picked[0] : null, edge: selection.focus.pickedEdge }, layout, camera: stage.camera() };
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
      this.last = view;
      this.network.picture.report();
      this.network.on.view?.(view);
    }, wait);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
