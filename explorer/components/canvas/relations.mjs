/** The relations of an entity as a table that is grouped, sorted and narrowed in place; a row opens the evidence. */

import { spanText } from "../shared/dates.mjs";
import { fill, h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";
import { badge, sample } from "../shared/marks.mjs";
import { numbers } from "../shared/words.mjs";

const ORDERS = { sources: "sortSources", name: "sortName", date: "sortDate" };

/** What stays as it is when another entity is opened. */
const chosen = { order: "sources", grouped: true };

/**
 * @param {{family: string, label: string, relations: any[]}[]} groups
 * @param {any} entity
 * @param {import("./profile.mjs").Context} context
 */
export function relationTable(groups, entity, context) {
  const { t, lang, look } = context;
  const narrowed = { text: "", status: "", way: "" };
  const all = groups.flatMap((group) => group.relations.map((relation) => ({ ...relation, group: group.label })));
  const list = h("div", { class: "table" });
  const said = h("p", { class: "wasl-count", role: "status" });

  function draw() {
    const wanted = fold(narrowed.text);
    const shown = all.filter((relation) => (!narrowed.status || relation.status === narrowed.status)
      && (!narrowed.way || relation.outgoing === (narrowed.way === "out"))
      && (!wanted || fold([relation.label, relation.other.label, relation.other.alt, relation.role, relation.quantity].filter(Boolean).join(" ")).includes(wanted)));
    shown.sort(comparing(chosen.order, lang));
    const parts = chosen.grouped ? groups.map((group) => ({ ...group, relations: shown.filter((relation) => relation.group === group.label) })).filter((group) => group.relations.length) : [{ label: null, relations: shown }];
    said.hidden = shown.length === all.length;
    said.textContent = t("relationsShown", { shown: shown.length, total: all.length });
    if (!shown.length) fill(list, h("p", { class: "none" }, t("noRows")));
    else fill(list, parts.map((group) => h("div", { class: "family" },
      group.label ? h("h4", {}, h("span", {}, group.label), h("span", { class: "wasl-count" }, numbers(lang).format(group.relations.length))) : null,
      h("ul", {}, group.relations.map((relation) => h("li", {}, row(relation, entity, context)))))));
  }

  const select = (name, options, value, set) => h("select", { "aria-label": t(name), onchange: (event) => { set(event.target.value); draw(); } },
    options.map(([id, label]) => h("option", { value: id, selected: id === value }, label)));
  const statuses = [...new Set(all.map((relation) => relation.status))];
  const controls = all.length < 2 ? null : h("div", { class: "wasl-narrow" },
    h("input", { type: "search", placeholder: t("narrow"), "aria-label": t("narrow"), dir: "auto", oninput: (event) => { narrowed.text = event.target.value; draw(); } }),
    select("sortBy", Object.entries(ORDERS).map(([id, word]) => [id, t(word)]), chosen.order, (value) => { chosen.order = value; }),
    select("direction", [["", t("directionBoth")], ["out", t("directionOut")], ["in", t("directionIn")]], "", (value) => { narrowed.way = value; }),
    statuses.length > 1 ? select("statusAny", [["", t("statusAny")], ...statuses.map((id) => [id, look.status(id).label])], "", (value) => { narrowed.status = value; }) : null,
    h("label", {}, h("input", { type: "checkbox", checked: chosen.grouped, onchange: (event) => { chosen.grouped = event.target.checked; draw(); } }), t("grouped")));
  draw();
  return [controls, said, list];
}

function fold(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u0652\u0640]/gu, "").toLocaleLowerCase();
}

function comparing(order, lang) {
  const collator = new Intl.Collator(lang);
  if (order === "name") return (a, b) => collator.compare(a.other.label, b.other.label);
  // What has no date comes last.
  if (order === "date") return (a, b) => (b.from ?? b.to ?? "").localeCompare(a.from ?? a.to ?? "") || b.sources - a.sources;
  return (a, b) => b.sources + b.disputing - (a.sources + a.disputing) || collator.compare(a.other.label, b.other.label);
}

function row(relation, entity, context) {
  const { look, t, lang } = context;
  const { other } = relation;
  const parts = relation.outgoing
    ? [h("span", { class: "reads" }, relation.label), " ", h("bdi", { class: "other" }, other.label)]
    : [h("bdi", { class: "other" }, other.label), " ", h("span", { class: "reads" }, relation.label), " ", h("bdi", {}, entity.label)];
  const more = [relation.role, relation.quantity, spanText(relation.from, relation.to, t, lang)].filter(Boolean);
  return h("button", { type: "button", class: "row", "data-relation": relation.id, onclick: () => context.edge(relation.id, relation) },
    badge(look, other.type, { small: true }), h("span", { class: "what" }, parts),
    h("span", { class: "sources", title: `${look.status(relation.status).label} · ${t("sourcesCount", { n: relation.sources })}` }, sample(look, relation.status, 20), numbers(lang).format(relation.sources)),
    more.length ? h("span", { class: "more" }, more.map((text) => h("bdi", {}, text))) : null);
}

/**
 * Every family and direction with its true number, each to be expanded by itself.
 * @param {{family: string, label: string, outgoing: boolean, total: number}[]} families
 * @param {import("./profile.mjs").Context} context
 */
export function expansions(families, entity, context) {
  const { t, lang, rtl } = context;
  return h("details", { class: "wasl-expansions" },
    h("summary", {}, t("expandBy")),
    h("ul", {}, families.map(({ family, label, outgoing, total }) => {
      const drawn = context.drawnOf(entity.id, family, outgoing);
      const way = t(outgoing ? "directionOut" : "directionIn");
      return h("li", {}, h("button", { type: "button", class: "row", disabled: drawn >= total, "data-expand": `${family}:${outgoing ? "out" : "in"}`, title: way, onclick: () => context.expand(entity.id, { family, direction: outgoing ? "out" : "in" }) },
        icon((outgoing === rtl) ? "arrow-left" : "arrow-right", { size: 14 }), h("span", { class: "what" }, label, " ", h("span", { class: "reads" }, way)),
        h("span", { class: "sources" }, t("ofTotal", { shown: drawn, total: numbers(lang).format(total) }))));
    })));
}

/** Bars with their numbers, for the few things that a glance compares. @param {{label: any, n: number, title?: string}[]} rows */
export function bars(rows, lang) {
  const most = Math.max(1, ...rows.map((row) => row.n));
  return h("ul", { class: "wasl-counts" }, rows.map(({ label, n, title }) => h("li", { title: title ?? null },
    h("bdi", { class: "label" }, label), h("span", { class: "track" }, h("span", { class: "bar", style: { width: `${(100 * n) / most}%` } })), h("span", { class: "n" }, numbers(lang).format(n)))));
}
