/** An article's life beside its text: the copies of it, its versions, what one text changed of another, and whether it still counts. */

import { ask } from "../shared/api.mjs";
import { dateText } from "../shared/dates.mjs";
import { fill, h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";
import { statusMark } from "../shared/marks.mjs";

// Characters of an unchanged passage that stay in sight on each side of a change.
const AROUND = 90;

/**
 * @typedef {{look: any, t: any, lang: string, rtl: boolean, api: string|null, show: (what: any) => void}} Context
 */

/** Says that the text counts no more, since when and by whom, and the way back. @param {any} data a Reading @param {Context} context */
export function banner(data, { t, lang, show }) {
  const { withdrawn = [], superseded = null } = data.life ?? {};
  if (!withdrawn.length && !superseded) return null;
  return h("div", { class: "banners", role: "note" },
    withdrawn.map((one) => h("div", { class: "banner", "data-kind": "withdrawn" }, icon("ban", { size: 16 }), h("div", {},
      h("p", {}, h("b", {}, t("withdrawnOn", { day: dateText(one.on, lang) ?? "", name: `\u2068${one.by}\u2069` })), one.kind === "article" ? null : [" · ", t("withdrawnWith"), " ", h("bdi", {}, one.what)]),
      one.why ? h("p", {}, h("bdi", {}, one.why)) : null,
      h("p", { class: "more" }, t(one.kind === "article" ? "withdrawnHint" : "withdrawnWholeHint")),
      one.kind === "article" ? h("button", { type: "button", class: "go", onclick: () => show({ life: true }) }, icon("undo-2", { size: 14 }), t("restore")) : null))),
    superseded ? h("div", { class: "banner", "data-kind": "superseded" }, icon("file-clock", { size: 16 }), h("div", {},
      h("p", {}, h("b", {}, t("supersededOn", { day: dateText(superseded.on, lang) ?? "" }))),
      h("p", { class: "more" }, t("supersededHint")),
      superseded.by ? h("button", { type: "button", class: "go", onclick: () => show({ article: superseded.by }) }, t("supersededOpen")) : null)) : null);
}

/** Every copy of the text, the earliest first: one source. @param {any} data @param {Context} context */
export function copies(data, context) {
  const { t, lang } = context;
  const { members } = data.life.story;
  const here = members.find((one) => one.here);
  return [
    h("p", { class: "lead" }, h("b", {}, t("copiesOf", { n: members.length })), " ", t("copiesEarliest", { name: `\u2068${members[0].outlet ?? t("outletUnknown")}\u2069`, day: dateText(members[0].published, lang) ?? t("dateUnknown") })),
    h("ol", { class: "lives" }, members.map((one, i) => h("li", { "data-article": one.id },
      h("div", { class: "name" }, h("bdi", {}, one.outlet ?? t("outletUnknown")), h("span", { class: "more" }, dateText(one.published, lang) ?? t("dateUnknown"))),
      one.title ? h("p", { dir: one.dir, lang: one.language === "und" ? null : one.language }, one.title) : null,
      h("div", { class: "row" },
        i === 0 ? h("span", { class: "wasl-chip" }, t("copyFirst")) : null,
        one.here ? h("span", { class: "wasl-chip here" }, t("copyHere")) : null,
        one.stands ? null : h("span", { class: "wasl-chip" }, t("copyWithdrawn")),
        one.here ? null : h("button", { type: "button", class: "go", onclick: () => context.show({ article: one.id }) }, icon("book-open-text", { size: 14 }), t("copyOpen")),
        one.here || !here ? null : changed(earlier(members, one, here), context))))),
  ];
}

/** The copy that was printed before comes first. */
function earlier(members, one, here) {
  const [a, b] = members.indexOf(one) < members.indexOf(here) ? [one, here] : [here, one];
  return { old: a.id, new: b.id };
}

/** Every version of the article, the newest first, each with what it changed of the one before. @param {any} data @param {Context} context */
export function versions(data, context) {
  const { t, lang } = context;
  const { versions: all } = data.life;
  return [
    h("p", { class: "lead" }, t("versionsOf", { n: all.length })),
    h("ol", { class: "lives" }, [...all].reverse().map((one) => {
      const before = all[all.indexOf(one) - 1];
      const since = one.starts ?? one.published;
      return h("li", { "data-article": one.id },
        h("div", { class: "name" }, h("span", {}, t("versionNumber", { n: one.number })), h("span", { class: "more" }, since ? dateText(since, lang) : t("dateUnknown"), one.ended ? [" – ", dateText(one.ended, lang)] : null)),
        h("div", { class: "row" },
          one.ended ? null : h("span", { class: "wasl-chip" }, t("versionCurrent")),
          one.here ? h("span", { class: "wasl-chip here" }, t("copyHere")) : null,
          one.withdrawn ? h("span", { class: "wasl-chip" }, t("copyWithdrawn")) : null,
          one.here ? null : h("button", { type: "button", class: "go", onclick: () => context.show({ article: one.id }) }, icon("book-open-text", { size: 14 }), t("copyOpen")),
          before ? changed({ old: before.id, new: one.id }, context) : null));
    })),
  ];
}

/** A button that opens and closes what one text changed of another. @param {{old: string, new: string}} both @param {Context} context */
function changed(both, context) {
  const { t, api } = context;
  if (!api) return null;
  const box = h("div", { class: "changes", hidden: true });
  const button = h("button", { type: "button", class: "go", "aria-expanded": "false", "data-changes": `${both.old} ${both.new}` }, icon("diff", { size: 14 }), t("changesShow"));
  let asked = false;
  const fetchIt = async () => {
    fill(box, h("div", { class: "wasl-loading" }, t("loading")));
    try {
      fill(box, difference(await ask(api, "changes", [["old", both.old], ["new", both.new], ["lang", context.lang]]), context));
    } catch (error) {
      asked = false;
      fill(box, h("div", { class: "wasl-error", role: "alert" }, /** @type {any} */ (error)?.inWords?.(t) ?? String(error)));
    }
  };
  button.addEventListener("click", () => {
    box.hidden = !box.hidden;
    button.setAttribute("aria-expanded", String(!box.hidden));
    if (!box.hidden && !asked) {
      asked = true;
      fetchIt();
    }
  });
  return [button, box];
}

/** Both texts as one, word by word, in the direction of the text; then the claims that only one of them makes. @param {any} edit @param {Context} context */
export function difference(edit, context) {
  const { t, look } = context;
  const changedWords = edit.pieces.some(([kind]) => kind !== "same");
  const claim = (one) => h("li", {}, h("bdi", {}, h("b", {}, one.subject.label)), " ", h("span", { class: "reads" }, one.reads), " ", h("bdi", {}, h("b", {}, one.object.label)), " ", statusMark(look, one.status, one.statusLabel), one.negated ? h("span", { class: "wasl-chip" }, t("negated")) : null);
  const list = (claims, key, kind) => (claims.length ? h("section", { "data-kind": kind }, h("h4", {}, t(key, { n: claims.length })), h("ul", {}, claims.map(claim))) : null);
  return [
    changedWords
      ? h("div", { class: "difference", dir: edit.dir, lang: edit.language === "und" ? null : edit.language }, edit.pieces.map(([kind, text], i) => piece(kind, text, { first: i === 0, last: i === edit.pieces.length - 1 }, t)))
      : h("p", { class: "more" }, t("changesNone")),
    list(edit.ended, "claimsEnded", "ended"),
    list(edit.added, "claimsAdded", "added"),
    edit.ended.length || edit.added.length ? null : h("p", { class: "more" }, t("claimsKept")),
  ];
}

function piece(kind, text, { first, last }, t) {
  if (kind === "removed") return h("del", { title: t("wordsRemoved") }, text);
  if (kind === "added") return h("ins", { title: t("wordsAdded") }, text);
  const room = (first ? 0 : AROUND) + (last ? 0 : AROUND);
  if (text.length <= room + 40) return text;
  const head = first ? "" : cut(text, AROUND);
  const tail = last ? "" : text.slice(text.length - cut([...text].reverse().join(""), AROUND).length);
  const middle = text.slice(head.length, text.length - tail.length);
  const more = h("button", { type: "button", class: "unchanged", title: t("wordsUnchanged"), "aria-label": t("wordsUnchanged"), onclick: () => more.replaceWith(middle) }, "⋯");
  return [head, more, tail];
}

/** The beginning of a text up to the end of a word. */
function cut(text, length) {
  const part = text.slice(0, length);
  const end = part.search(/\s\S*$/u);
  return end > 0 ? part.slice(0, end) : part;
}

/** The relations behind which nothing but this text and its copies stands. @param {any} data @param {Context & {pick: (relation: string) => void, hover: (relation: string|null) => void, drawn: boolean, draw: (only: boolean) => void}} context */
export function alone(data, context) {
  const { t, look } = context;
  const wanted = new Set(data.alone);
  const nodes = new Map(data.network.nodes.map((node) => [node.id, node]));
  const edges = data.network.edges.filter((edge) => wanted.has(edge.id));
  return [
    h("p", { class: "lead" }, t(edges.length ? "aloneHelp" : "aloneNone", { n: edges.length, total: data.network.edges.length })),
    edges.length ? h("label", { class: "check" }, h("input", { type: "checkbox", checked: context.drawn, onchange: (event) => context.draw(event.target.checked) }), t("aloneDraw")) : null,
    h("ul", { class: "lives" }, edges.map((edge) => h("li", { "data-relation": edge.id, onpointerenter: () => context.hover(edge.id), onpointerleave: () => context.hover(null) },
      h("button", { type: "button", class: "fact", onclick: () => context.pick(edge.id) }, h("bdi", {}, h("b", {}, nodes.get(edge.source)?.label ?? edge.source)), " ", h("span", { class: "reads" }, edge.label), " ", h("bdi", {}, h("b", {}, nodes.get(edge.target)?.label ?? edge.target))),
      h("div", { class: "row" }, statusMark(look, edge.status), [edge.role, edge.quantity].filter(Boolean).map((text) => h("bdi", {}, text)), h("button", { type: "button", class: "go", onclick: () => context.show({ relation: edge.id }) }, icon("waypoints", { size: 14 }), t("showInNetwork")))))),
  ];
}
