/** The inspector of an entity: names, description, identifiers, relations by family, articles. */

import { dateText } from "../shared/dates.mjs";
import { h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";
import { badge } from "../shared/marks.mjs";
import { locale, numbers } from "../shared/words.mjs";
import { bars, expansions, relationTable } from "./relations.mjs";

/**
 * @typedef {{look: any, t: any, lang: string, rtl: boolean,
 *   edge: (id: string, data?: any) => void, node: (id: string, data?: any) => void, open: (article: string, claim: string|null) => void,
 *   canExpand: boolean, canOpen: boolean, canCorrect: boolean, correct: (claim: string) => void, canCollapse: (id: string) => boolean, drawn: (id: string) => boolean, drawnOf: (id: string, family: string, outgoing: boolean) => number,
 *   expand: (id: string, only: {family: string, direction: "in"|"out"}) => void,
 *   act: (what: "expand"|"collapse"|"hide"|"pin"|"keepOnly"|"add", id: string) => void}} Context
 */

export function head(node, context, mentions) {
  const type = context.look.type(node.type);
  return {
    badge: badge(context.look, node.type),
    title: node.label,
    kind: [h("span", {}, type.label), node.alt && node.alt !== node.label ? h("bdi", {}, node.alt) : null, mentions === undefined ? null : h("span", {}, context.t("mentionsCount", { n: mentions }))],
  };
}

/** The things that can be done with an entity. @param {{drawn: number, total: number}} counts relations */
export function actions(node, context, { drawn, total }) {
  const { t } = context;
  const button = (what, sign, primary = false, disabled = false, label = t(what)) =>
    h("button", { type: "button", class: `wasl-button${primary ? " primary" : ""}`, disabled, "data-act": what, onclick: () => context.act(what, node.id) }, icon(sign, { size: 15 }), label);
  const all = drawn >= total;
  if (!context.drawn(node.id)) return h("section", {}, h("div", { class: "actions" }, button("add", "plus", true)));
  return h("section", {},
    h("div", { class: "actions" }, context.canExpand ? button("expand", "expand", true, all) : null, button("collapse", "fold-horizontal", false, !context.canCollapse(node.id)), button("keepOnly", "focus"), button("pin", context.pinned(node.id) ? "pin-off" : "pin", false, false, t(context.pinned(node.id) ? "unpin" : "pin")), button("hide", "eye-off")),
    h("p", { class: "wasl-count", style: { color: "var(--muted)", "font-size": "12.5px", "margin-top": "6px" } }, all ? t("expandedAll", { name: node.label }) : t("expandedSome", { shown: drawn, total })));
}

/** @param {any} profile the answer of api/profile @param {Context} context */
export function profile(profile, context, counts) {
  const { t, lang } = context;
  const { entity } = profile;
  const total = profile.totals?.relations ?? entity.degree;
  const listed = profile.groups.reduce((sum, group) => sum + group.relations.length, 0);
  return [
    actions(entity, context, { drawn: counts.drawn, total }),
    context.canExpand && context.drawn(entity.id) && profile.families?.length > 1 ? expansions(profile.families, entity, context) : null,
    entity.description ? h("section", {}, h("p", { dir: "auto" }, entity.description)) : null,
    entity.names?.length ? h("section", {}, h("h3", {}, t("names")), h("ul", { class: "names" }, entity.names.map((name) => h("li", {}, h("bdi", { dir: name.dir ?? "auto", lang: name.language === "und" ? null : name.language }, name.text), name.language === "und" ? null : h("span", { class: "lang" }, name.language))))) : null,
    h("section", {}, h("h3", {}, h("span", {}, t("relations")), h("span", { class: "wasl-count" }, listed < total ? t("relationsShown", { shown: listed, total }) : numbers(lang).format(total))),
      profile.groups.length ? relationTable(profile.groups, entity, context) : h("p", {}, t("relationsNone"))),
    profile.months?.length > 1 ? h("section", {}, h("h3", {}, t("mentionsByMonth")), bars(profile.months.slice(-24).map(([month, n]) => ({ label: monthText(month, lang), n })), lang)) : null,
    held(profile.groups, context),
    profile.outlets?.length ? h("section", {}, h("h3", {}, t("mentionedBy")), bars(profile.outlets.map((outlet) => ({ label: outlet.label ?? t("outletUnknown"), n: outlet.mentions, title: t("articlesCount", { n: outlet.articles }) })), lang)) : null,
    h("section", {}, h("h3", {}, t("articles")), articles(profile.articles ?? [], context)),
    entity.externalIds?.length ? h("section", {}, h("h3", {}, t("externalIds")), h("div", { class: "ids" }, entity.externalIds.map(identifier))) : null,
  ];
}

/** How many relations began in each year; those without a date are counted too, and said to have none. */
function held(groups, { t, lang }) {
  const years = new Map();
  for (const relation of groups.flatMap((group) => group.relations)) {
    const year = (relation.from ?? relation.to)?.slice(0, 4) ?? "";
    years.set(year, (years.get(year) ?? 0) + 1);
  }
  if (years.size < 2) return null;
  const rows = [...years].filter(([year]) => year).sort().slice(-24).map(([year, n]) => ({ label: year, n }));
  if (years.has("")) rows.push({ label: t("dateUnknown"), n: years.get("") });
  return h("section", {}, h("h3", {}, t("relationsByYear")), bars(rows, lang));
}

function monthText(month, lang) {
  return new Intl.DateTimeFormat(locale(lang), { month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(`${month}-01T00:00:00Z`));
}

function identifier({ scheme, value, url }) {
  const safe = url && /^https:\/\//.test(url);
  return h("span", {}, h("span", { class: "scheme" }, scheme), safe ? h("a", { href: url, target: "_blank", rel: "noreferrer noopener" }, h("bdi", {}, value)) : h("bdi", {}, value));
}

function articles(list, context) {
  const { t, lang } = context;
  if (!list.length) return h("p", {}, t("articlesNone"));
  return h("ul", {}, list.map((article) => h("li", {}, h("button", { type: "button", class: "article", title: t("openArticleHint"), onclick: () => context.open(article.id, null) },
    h("bdi", { class: "name" }, article.title ?? t("untitled")),
    h("span", { class: "more" }, h("bdi", {}, article.outlet ?? t("outletUnknown")), " · ", dateText(article.published, lang) ?? t("dateUnknown"))))));
}

/** What a picture without a server can say of an entity: the relations that are drawn. */
export function drawnProfile(node, edges, nodes, families, context) {
  const by = new Map();
  for (const edge of edges) {
    if (edge.source !== node.id && edge.target !== node.id) continue;
    const outgoing = edge.source === node.id;
    if (!by.has(edge.family)) by.set(edge.family, []);
    by.get(edge.family).push({ ...edge, outgoing, other: nodes.get(outgoing ? edge.target : edge.source) });
  }
  const list = [...by].map(([family, relations]) => ({ family, label: families?.[family]?.label ?? family, relations: relations.sort((a, b) => b.sources - a.sources) }));
  const total = list.reduce((sum, group) => sum + group.relations.length, 0);
  return [
    actions(node, context, { drawn: total, total: Math.max(total, node.degree) }),
    h("section", {}, h("h3", {}, h("span", {}, context.t("relations")), h("span", { class: "wasl-count" }, numbers(context.lang).format(total))), list.length ? relationTable(list, node, context) : h("p", {}, context.t("relationsNone"))),
    context.canExpand ? null : h("p", { style: { color: "var(--muted)", "font-size": "12.5px" } }, context.t("noApi")),
  ];
}
