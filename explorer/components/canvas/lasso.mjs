/** Selecting with a box: Shift and drag. */

import { h } from "../shared/dom.mjs";

export class Lasso {
  /** @param {HTMLElement} root @param {HTMLElement} stage @param {(box: {x0: number, y0: number, x1: number, y1: number}) => void} picked in px of the stage */
  constructor(root, stage, picked) {
    this.ended = -Infinity;
    const frame = h("div", { class: "wasl-lasso", hidden: true });
    root.append(frame);
    let start = null;
    const at = (event) => {
      const box = stage.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const move = (event) => {
      const now = at(event);
      frame.hidden = false;
      Object.assign(frame.style, { left: `${Math.min(now.x, start.x)}px`, top: `${Math.min(now.y, start.y)}px`, width: `${Math.abs(now.x - start.x)}px`, height: `${Math.abs(now.y - start.y)}px` });
    };
    const up = (event) => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      const [now, from] = [at(event), start];
      start = null;
      if (frame.hidden) return;
      frame.hidden = true;
      this.ended = performance.now();
      picked({ x0: Math.min(now.x, from.x), y0: Math.min(now.y, from.y), x1: Math.max(now.x, from.x), y1: Math.max(now.y, from.y) });
    };
    // Caught on the way down: sigma listens to pointer events on the stage and would pan.
    root.addEventListener("pointerdown", (event) => {
      if (!event.shiftKey || !stage.contains(/** @type {Node} */ (event.target))) return;
      start = at(event);
      this.from = start;
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", up);
      event.stopPropagation();
      event.preventDefault();
    }, true);
  }

  /** Whether a click is the end of a box just drawn. */
  get justEnded() {
    return performance.now() - this.ended < 400;
  }
}
