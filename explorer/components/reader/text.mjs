/** The text of an article: its mentions and the sentences of its claims, to be pointed at and clicked. */

import { h } from "../shared/dom.mjs";

/**
 * @typedef {{text: string, entity: string|null, type: string|null, claims: string[], cue: boolean, cues?: string[], found?: boolean}} Segment
 * @typedef {{claims: Set<string>, entities: Set<string>}} Marked
 */

export class Text {
  /**
   * @param {any} data a Reading
   * @param {{look: any, t: any, warm: (segment: Segment|null) => void, click: (segment: Segment) => void}} on
   */
  constructor(data, on) {
    const column = h("div", { class: "column" });
    const { article } = data;
    this.element = h("div", { class: "wasl-text", dir: article.dir, lang: article.language === "und" ? null : article.language, tabindex: "0", "aria-label": article.title ?? on.t("untitled"), role: "article" }, column);
    /** @type {{span: HTMLElement, segment: Segment}[]} */
    this.spans = [];
    for (const segment of data.segments) {
      if (!segment.claims.length && !segment.entity && !segment.found) {
        column.append(document.createTextNode(segment.text));
        continue;
      }
      const classes = ["seg", segment.claims.length ? "claim" : "", segment.cue ? "cue" : "", segment.entity ? "mention" : "", segment.found ? "found" : ""].filter(Boolean).join(" ");
      const span = h("span", {
        class: classes, title: segment.entity ? on.look.type(segment.type).label : null,
        style: segment.entity ? { "--type": on.look.fill(segment.type) } : {},
        onpointerenter: () => on.warm(segment), onpointerleave: () => on.warm(null),
        onclick: () => on.click(segment),
      }, segment.text);
      this.spans.push({ span, segment });
      column.append(span);
    }
  }

  /** Only the sentences of these claims are marked. @param {Set<string>} claims */
  keep(claims) {
    for (const { span, segment } of this.spans) {
      span.classList.toggle("claim", segment.claims.some((id) => claims.has(id)));
      span.classList.toggle("cue", segment.cue && (segment.cues ?? segment.claims).some((id) => claims.has(id)));
    }
  }

  /** What is chosen. @param {{claim: string|null, entity: string|null}} chosen */
  mark({ claim, entity }) {
    for (const { span, segment } of this.spans) {
      span.classList.toggle("hot", Boolean(claim) && segment.claims.includes(/** @type {string} */ (claim)));
      span.classList.toggle("carrying", Boolean(claim) && carries(segment, /** @type {string} */ (claim)));
      span.classList.toggle("picked", Boolean(entity) && segment.entity === entity);
    }
  }

  /** What is pointed at, here or elsewhere. @param {Marked} marked */
  warm({ claims, entities }) {
    for (const { span, segment } of this.spans) span.classList.toggle("warm", entities.size ? entities.has(segment.entity ?? "") : segment.claims.some((id) => claims.has(id)));
  }

  /** Scrolls to the first segment that fits. @param {(segment: Segment) => boolean} fits */
  show(fits) {
    const first = this.spans.find(({ segment }) => fits(segment))?.span;
    if (first) within(this.element, first);
  }
}

/** Whether a segment holds the words that carry a claim. Without `cues`, that is known only where no other claim covers it. */
function carries(segment, claim) {
  return segment.cues ? segment.cues.includes(claim) : segment.cue && segment.claims.length === 1 && segment.claims[0] === claim;
}

/** Scrolls a box so that something in it stands in its upper third; where the box itself does not scroll, the page. */
export function within(box, node) {
  if (box.scrollHeight <= box.clientHeight + 2) {
    node.scrollIntoView({ block: "center" });
    return;
  }
  const by = node.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight * 0.3;
  box.scrollTo({ top: box.scrollTop + by });
}
