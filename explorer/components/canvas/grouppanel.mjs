/** What a group holds and what one line between groups stands for, in the panel; folding itself is left to grouping.mjs. */

import { h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";
import { badge, sample, statusMark } from "../shared/marks.mjs";
import { numbers } from "../shared/words.mjs";
import { groupWord } from "./styling.mjs";

const MOST = 200;

/** @param {import("./network.mjs").Network} network @param {string} id of a group that is drawn */
export function showGroup(network, id) {
  network.inspector.other("group", id, () => {
    const { t, look, lang, picture } = network;
    const group = network.groups.get(id);
    if (!group) return network.inspector.close();
    const nodes = group.members.map((member) => picture.nodes.get(member)).filter(Boolean).sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));
    const button = (what, sign, primary) => h("button", { type: "button", class: `wasl-button${primary ? " primary" : ""}`, "data-act": what, onclick: () => network.changes[what]([id]) }, icon(sign, { size: 15 }), t(what));
    network.inspector.panel.draw({ title: network.groupLabel(group), kind: [h("span", {}, t("groupOf", { n: nodes.length })), h("span", {}, t(groupWord(group.by)))] },
      h("section", {}, h("div", { class: "actions" }, button("ungroup", "ungroup", true), button("keepOnly", "focus"), button("hide", "eye-off"))),
      h("section", {}, h("p", { class: "wasl-count" }, t("groupInner", { n: group.inner.length })), network.views.comparison.summary(group.inner), group.by === "country" ? h("p", { class: "wasl-count" }, t("hintCountry")) : group.by === "community" ? h("p", { class: "wasl-count" }, t("hintCommunity")) : null),
      h("section", {}, h("h3", {}, h("span", {}, t("members")), h("span", { class: "wasl-count" }, numbers(lang).format(nodes.length))),
        h("ul", {}, nodes.slice(0, MOST).map((node) => h("li", {}, h("button", { type: "button", class: "row", "data-member": node.id, onclick: () => network.selection.pick([node.id]) },
          badge(look, node.type, { small: true }), h("bdi", { class: "what" }, node.label), h("span", { class: "sources", title: t("relationsCount", { n: node.degree }) }, numbers(lang).format(node.degree))))))));
    return undefined;
  });
}

/** @param {import("./network.mjs").Network} network @param {import("./grouping.mjs").Bundle} bundle */
export function showBundle(network, bundle) {
  network.inspector.other("bundle", bundle.id, () => {
    const { t, look, lang, picture } = network;
    const label = (id) => `\u2068${network.nodeOf(id)?.label ?? id}\u2069`;
    const edges = bundle.relations.map((id) => picture.edges.get(id)).filter(Boolean).sort((a, b) => b.sources - a.sources || (a.id < b.id ? -1 : 1));
    network.inspector.panel.draw({ title: t("bundleBetween", { one: label(bundle.source), other: label(bundle.target) }), kind: h("span", {}, t("relationsCount", { n: bundle.relations.length })) },
      h("section", {}, h("ul", { class: "statuses" }, Object.entries(bundle.statuses).sort((a, b) => b[1] - a[1]).map(([name, n]) => h("li", {}, statusMark(look, name), " ", h("span", { class: "wasl-count" }, numbers(lang).format(n))))), h("p", { class: "wasl-count" }, t("sourcesAtLeast", { n: bundle.sources })), network.views.comparison.summary(bundle.relations)),
      h("section", {}, h("h3", {}, t("relations")), h("ul", {}, edges.slice(0, MOST).map((edge) => h("li", {}, h("button", { type: "button", class: "row", "data-relation": edge.id, onclick: () => network.selection.pickEdge(edge.id, edge) },
        h("span", { class: "what" }, h("bdi", { class: "other" }, picture.nodes.get(edge.source)?.label ?? edge.source), " ", h("span", { class: "reads" }, edge.label), " ", h("bdi", { class: "other" }, picture.nodes.get(edge.target)?.label ?? edge.target)),
        h("span", { class: "sources", title: `${look.status(edge.status).label} · ${t("sourcesCount", { n: edge.sources })}` }, network.views.comparison.sign(edge.id), sample(look, edge.status, 20), numbers(lang).format(edge.sources))))))));
  });
}
