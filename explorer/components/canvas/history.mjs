/** What was done to the picture, to be undone and done again; what a step means is left to the picture. */

/**
 * @typedef {{ids: string[], lines: string[], off: string[], positions: Map<string, {x: number, y: number}>|null, layout: string, style: import("./styling.mjs").Rules, pinned: string[]}} Snapshot
 *   positions only where the step moved what was there
 * @typedef {{what: string, before: Snapshot, after: Snapshot}} Step what: in words, for the reader
 */

export class History {
  /** @param {number} limit steps that are kept */
  constructor(limit = 250) {
    this.limit = limit;
    /** @type {Step[]} */
    this.done = [];
    /** @type {Step[]} */
    this.undone = [];
  }

  /** @param {Step} step */
  push(step) {
    this.done.push(step);
    if (this.done.length > this.limit) this.done.shift();
    this.undone = [];
  }

  /** @returns {Step|null} the step to take back */
  undo() {
    const step = this.done.pop() ?? null;
    if (step) this.undone.push(step);
    return step;
  }

  /** @returns {Step|null} the step to do again */
  redo() {
    const step = this.undone.pop() ?? null;
    if (step) this.done.push(step);
    return step;
  }

  get last() {
    return this.done.at(-1) ?? null;
  }

  get next() {
    return this.undone.at(-1) ?? null;
  }
}
