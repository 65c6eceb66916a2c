/** The claims of an article as a list, each with who says so and which extractor read it; where several have read it, they are compared. */

import { dateText } from "../shared/dates.mjs";
import { fill, h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";
import { badge, chain, statusMark } from "../shared/marks.mjs";
import { within } from "./text.mjs";

export class Claims {
  /**
   * @param {any} data a Reading
   * @param {{look: any, t: any, rtl: boolean, warm: (segment: any) => void, choose: (claim: string) => void, step: (by: number) => void, show: (what: any) => void, kept: (claims: Set<string>) => void}} on
   */
  constructor(data, on) {
    this.data = data;
    this.on = on;
    /** @type {string} "all", "agreed", "one", or an extractor's id: only what it alone has made */
    this.only = "all";
    this.nodes = new Map(data.claims.flatMap((claim) => [claim.subject, claim.object, claim.speaker, ...claim.via].filter(Boolean)).map((node) => [node.id, node]));
    this.element = h("div", { class: "claims" });
  }

  /** @param {string} only */
  #fits(claim, only = this.only) {
    const makers = claim.makers ?? [];
    if (only === "all") return true;
    if (only === "agreed") return claim.agreed;
    if (only === "one") return !claim.agreed;
    return !claim.agreed && makers.includes(only);
  }

  shown() {
    return this.data.claims.filter((claim) => this.#fits(claim));
  }

  /** @param {{claim: string|null, entity: string|null}} chosen */
  draw(chosen) {
    const { t, rtl, step } = this.on;
    const { data } = this;
    const shown = this.shown();
    const way = (by, word, sign) => h("button", { type: "button", title: t(word), "aria-label": t(word), onclick: () => step(by) }, icon(sign, { size: 16 }));
    fill(this.element,
      h("h3", {}, h("span", {}, `${t("claims")} · ${t("claimsCount", { n: shown.length })}`), shown.length > 1 ? h("span", { class: "step" }, way(-1, "claimPrevious", rtl ? "chevron-right" : "chevron-left"), way(1, "claimNext", rtl ? "chevron-left" : "chevron-right")) : null),
      this.#comparison(chosen),
      this.#entityCard(chosen.entity),
      shown.length ? shown.map((claim) => this.#said(claim, chosen)) : h("p", { class: "none" }, t(data.claims.length ? "makersNone" : "claimsNone")));
  }

  /** Which extractors have read the article, and a switch between what they say. */
  #comparison(chosen) {
    const { t } = this.on;
    const extractors = this.data.extractors ?? [];
    if (extractors.length < 2) return null;
    const ways = [["all", t("makersAll")], ["agreed", t("makersAgree")], ["one", t("makersOne")], ...extractors.map(({ id, label }) => [id, t("makersOnly", { name: `\u2068${label}\u2069` })])];
    const button = ([id, label]) => h("button", {
      type: "button", class: "switch", "aria-pressed": String(this.only === id), "data-only": id,
      onclick: () => { this.only = id; this.on.kept(new Set(this.shown().map((claim) => claim.id))); this.draw(chosen); },
    }, label, h("span", { class: "n" }, String(this.data.claims.filter((claim) => this.#fits(claim, id)).length)));
    return h("div", { class: "makers", role: "group", "aria-label": t("makersTitle") },
      h("p", {}, extractors.map(({ label, claims }, i) => [i ? " · " : "", h("bdi", {}, label), ": ", t("claimsCount", { n: claims })])),
      h("div", { class: "ways" }, ways.map(button)));
  }

  #entityCard(entity) {
    const { t, look } = this.on;
    const segment = entity ? this.data.segments.find((one) => one.entity === entity) : null;
    if (!segment) return null;
    const node = this.nodes.get(entity) ?? this.data.network?.nodes.find((one) => one.id === entity) ?? { label: segment.text, alt: "" };
    return h("div", { class: "who-card" }, badge(look, segment.type),
      h("div", { class: "text" }, h("b", { dir: "auto" }, node.label), h("div", { class: "more" }, look.type(segment.type).label, node.alt && node.alt !== node.label ? [" · ", h("bdi", {}, node.alt)] : null)),
      h("button", { type: "button", class: "wasl-button", onclick: () => this.on.show({ entity }) }, icon("waypoints", { size: 15 }), t("showInNetwork")));
  }

  #said(claim, { claim: chosen, entity }) {
    const { t, look, rtl, show, warm, choose } = this.on;
    const { data } = this;
    const of = (id) => [claim.subject.id, claim.object.id, claim.speaker?.id].includes(id);
    const more = [claim.role, claim.quantity].filter(Boolean);
    const makers = (claim.makers ?? []).map((id) => data.extractors?.find((one) => one.id === id)?.label ?? id);
    return h("div", {
      class: `said${claim.id === chosen ? " hot" : ""}${entity && !of(entity) ? " away" : ""}`, "data-claim": claim.id,
      onpointerenter: () => warm({ claims: [claim.id] }), onpointerleave: () => warm(null),
      onclick: () => choose(claim.id),
    },
      h("button", { type: "button", class: "fact", "aria-pressed": String(claim.id === chosen) }, h("bdi", {}, h("b", {}, claim.subject.label)), " ", h("span", { class: "reads" }, claim.reads), " ", h("bdi", {}, h("b", {}, claim.object.label))),
      h("div", { class: "row" }, statusMark(look, claim.status, claim.statusLabel), claim.negated ? h("span", { class: "wasl-chip" }, t("negated")) : null, claim.ended ? h("span", { class: "wasl-chip" }, t("claimEnded", { day: dateText(claim.ended, data.lang) ?? "" })) : null, more.map((text) => h("bdi", {}, text))),
      chain({ ...claim, outlet: data.article.outlet, article: data.article }, t, rtl),
      makers.length ? h("div", { class: "row made", title: t("madeBy") }, icon("scan-text", { size: 13 }), makers.map((name, i) => [i ? " + " : "", h("bdi", {}, name)])) : null,
      claim.judgement ? h("div", { class: "row judged", "data-verdict": claim.judgement.verdict }, icon(claim.judgement.wrong ? "x" : "check", { size: 13 }), h("span", {}, claim.judgement.label, " · ", h("bdi", {}, claim.judgement.by), " · ", dateText(claim.judgement.on, data.lang), claim.judgement.why ? [" · ", h("bdi", {}, claim.judgement.why)] : null)) : null,
      h("div", { class: "row" },
        claim.relationId ? h("button", { type: "button", class: "go", onclick: (event) => { event.stopPropagation(); show({ relation: claim.relationId }); } }, icon("waypoints", { size: 14 }), t("showInNetwork")) : null,
        data.api ? h("button", { type: "button", class: "go correct", onclick: (event) => { event.stopPropagation(); show({ correct: claim.id }); } }, icon("pencil", { size: 13 }), t("correct")) : null));
  }

  /** @param {Set<string>} claims */
  warm(claims) {
    for (const card of this.element.querySelectorAll("[data-claim]")) card.classList.toggle("warm", claims.has(/** @type {any} */ (card).dataset.claim));
  }

  /** @param {HTMLElement} box what scrolls @param {string} id */
  scrollTo(box, id) {
    const card = this.element.querySelector(`[data-claim="${CSS.escape(id)}"]`);
    if (card) within(box, card);
  }
}
