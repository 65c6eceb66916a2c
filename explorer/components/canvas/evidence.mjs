/** The inspector of a relation: who says so, in which words, down to the publisher, and who says otherwise. */

import { dateText, spanText } from "../shared/dates.mjs";
import { h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";
import { badge, chain, statusMark } from "../shared/marks.mjs";

/** Subject, what holds, object; status and independent sources. @param {import("./profile.mjs").Context} context */
export function fact({ relation, subject, object }, context) {
  const { look, t, lang } = context;
  const end = (node) => h("div", { class: "end" }, badge(look, node.type, { small: true }), h("button", { type: "button", dir: "auto", onclick: () => context.node(node.id, node) }, node.label));
  const more = [relation.role, relation.quantity, spanText(relation.from, relation.to, t, lang)].filter(Boolean);
  return h("section", { class: "wasl-fact", "aria-label": t("edgeReads", { subject: subject.label, relation: relation.label, object: object.label }) },
    end(subject),
    h("div", { class: "link" }, h("span", { class: "line", style: { background: look.line(relation.status) } }), h("span", {}, h("bdi", {}, relation.label), more.map((text) => [" · ", h("bdi", {}, text)]))),
    end(object),
    h("div", { class: "state" }, statusMark(look, relation.status), h("span", { class: "wasl-chip" }, t("sourcesCount", { n: relation.sources })), relation.disputing ? h("span", {}, t("disputedSources", { n: relation.disputing })) : null));
}

/** @param {any} evidence the answer of api/evidence @param {import("./profile.mjs").Context} context */
export function evidence(evidence, context) {
  const { t } = context;
  const [support, against] = [true, false].map((side) => evidence.items.filter((item) => item.supports === side && !item.judgement?.wrong).sort(independentFirst));
  if (!evidence.items.length) return [fact(evidence, context), h("p", {}, t("evidenceNone"))];
  const wrong = evidence.items.filter((item) => item.judgement?.wrong);
  const side = (items, key, kind) => h("section", { class: "side", "data-side": kind }, h("h3", {}, t(key, { n: items.length })), items.map((item) => claim(item, context, kind)));
  return [
    fact(evidence, context),
    h("div", { class: "wasl-sides", "data-two": against.length > 0 },
      support.length ? side(support, "supportedBy", "for") : h("section", {}, h("p", {}, t("supportedNone"))),
      against.length ? side(against, "disputedBy", "against") : null,
      wrong.length ? side(wrong, "markedWrong", "wrong") : null),
  ];
}

function independentFirst(a, b) {
  return Number(b.independent) - Number(a.independent) || (a.published ?? "9").localeCompare(b.published ?? "9");
}

function claim(item, context, side) {
  const { look, t, lang, rtl } = context;
  const [before, cue, after] = item.sentence;
  const against = look.line("disputed");
  const percent = new Intl.NumberFormat(lang === "ar" ? "ar-u-nu-latn" : "en", { style: "percent" });
  const facts = [
    [t("saidOn"), dateText(item.saidOn, lang)],
    [t("published"), dateText(item.published ?? item.article?.published, lang) ?? t("dateUnknown")],
    [t("held"), spanText(item.validFrom, item.validTo, t, lang)],
    [t("quantity"), item.quantity],
    [t("role"), item.role],
    [t("confidence"), Number.isFinite(item.confidence) ? percent.format(item.confidence) : null],
    [t("madeBy"), item.extractor],
  ].filter(([, value]) => value);
  return h("article", { class: "wasl-claim", "data-side": side, "data-repeat": !item.independent, "data-claim": item.claim, style: { "--against": against } },
    h("div", { class: "head" }, h("span", { style: { display: "inline-flex", gap: "8px", "align-items": "center" } }, statusMark(look, item.status, item.statusLabel), item.negated ? h("span", { class: "wasl-chip" }, t("negated")) : null)),
    h("blockquote", { dir: item.dir, lang: item.article?.language === "und" ? null : item.article?.language }, before, cue ? h("mark", {}, cue) : null, after),
    chain(item, t, rtl),
    item.judgement ? h("div", { class: "repeat judged", "data-verdict": item.judgement.verdict }, icon(item.judgement.wrong ? "x" : "check", { size: 13 }), h("span", {}, item.judgement.label, " · ", h("bdi", {}, item.judgement.by), " · ", dateText(item.judgement.on, lang), item.judgement.why ? [" · ", h("bdi", {}, item.judgement.why)] : null)) : null,
    repeated(item, t, lang),
    h("dl", { class: "facts" }, facts.map(([name, value]) => [h("dt", {}, name), h("dd", {}, h("bdi", {}, value))])),
    context.canOpen ? h("div", { class: "ways" },
      item.article ? h("button", { type: "button", class: "open", onclick: () => context.open(item.article.id, item.claim) }, icon("book-open-text", { size: 15 }), t("openArticle")) : null,
      context.canCorrect ? h("button", { type: "button", class: "open correct", onclick: () => context.correct(item.claim) }, icon("pencil", { size: 14 }), t("correct")) : null) : null);
}

/** Why a claim is no source of its own: a later copy of a text, which is named, or the same source once more. */
function repeated(item, t, lang) {
  if (item.judgement?.wrong || (item.independent && !item.reprint)) return null;
  const first = item.reprint ? t("reprintOf", { name: `\u2068${item.reprint.outlet ?? t("outletUnknown")}\u2069`, day: dateText(item.reprint.published, lang) ?? t("dateUnknown") }) : null;
  return h("div", { class: "repeat" }, icon("repeat", { size: 13 }), [first, item.independent ? null : t("reprint")].filter(Boolean).join(" · "));
}
