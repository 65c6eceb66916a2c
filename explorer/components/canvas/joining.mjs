/** What joins the selected entities: the question, its progress and end, and the answer in words and in the picture. */

import { ask } from "../shared/api.mjs";
import { fill, h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";

const WAYS = { shortest: "joinShortest", all: "joinAll", common: "joinCommon", join: "joinJoin" };
const MOST_HOPS = 8;
// Milliseconds after which a question that still runs shows that it does, and how to end it.
const SLOW = 1000;

/** What was chosen last stays chosen. @type {{how: string, hops: number, families: Set<string>, asserted: boolean}} */
const chosen = { how: "shortest", hops: 4, families: new Set(), asserted: false };

/** Opens the question for these entities. @param {import("./network.mjs").Network} network @param {string[]} ids */
export function joining(network, ids) {
  network.inspector.other("join", ids.join(" "), (signal) => new Joining(network, ids, signal));
}

class Joining {
  constructor(network, ids, signal) {
    Object.assign(this, { network, ids, signal });
    const { t, picture } = network;
    const ways = Object.keys(WAYS).filter((how) => ids.length === 2 || (how !== "shortest" && how !== "all"));
    if (!ways.includes(chosen.how)) chosen.how = ways[0];
    this.answer = h("div", { class: "answer", "aria-live": "polite" });
    const families = Object.entries(network.data.families ?? {});
    const form = h("form", { class: "wasl-ask", onsubmit: (event) => { event.preventDefault(); this.ask(); } },
      h("label", {}, h("span", {}, t("joinHow")), h("select", { name: "how", onchange: (event) => { chosen.how = event.target.value; this.#hops(); } }, ways.map((how) => h("option", { value: how, selected: how === chosen.how }, t(WAYS[how]))))),
      this.hops = h("label", {}, h("span", {}, t("joinHops")), h("input", { name: "hops", type: "number", min: 1, max: MOST_HOPS, value: chosen.hops, oninput: (event) => { chosen.hops = Math.min(MOST_HOPS, Math.max(1, Math.round(Number(event.target.value) || 1))); } })),
      h("details", {}, h("summary", {}, t("joinFamilies")),
        h("div", { class: "choices" }, families.map(([id, { label }]) => h("label", {}, h("input", { type: "checkbox", checked: chosen.families.has(id), onchange: (event) => (event.target.checked ? chosen.families.add(id) : chosen.families.delete(id)) }), label)))),
      h("label", { class: "check" }, h("input", { type: "checkbox", name: "asserted", checked: chosen.asserted, onchange: (event) => { chosen.asserted = event.target.checked; } }), t("joinAsserted")),
      this.go = h("button", { type: "submit", class: "wasl-button primary" }, icon("waypoints", { size: 15 }), t("joinAsk")));
    network.inspector.panel.draw({ title: t("joinTitle"), kind: h("span", {}, t("selectedCount", { n: ids.length })) },
      h("ul", { class: "wasl-ends" }, ids.slice(0, 12).map((id) => h("li", {}, h("bdi", {}, picture.nodes.get(id)?.label ?? id)))), form, this.answer);
    this.#hops();
  }

  #hops() {
    this.hops.hidden = chosen.how === "common";
  }

  async ask() {
    const { network, ids, answer, signal } = this;
    const { t, data } = network;
    const name = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    const stop = new AbortController();
    const end = () => {
      // The server goes on until it is told: an answer that nobody waits for is work for nothing.
      ask(/** @type {string} */ (data.api), "cancel", [["search", name]]).catch(() => {});
      stop.abort();
    };
    signal.addEventListener("abort", end);
    this.go.disabled = true;
    const slow = setTimeout(() => fill(answer, h("div", { class: "wasl-loading", role: "status" }, t("joinRunning")), h("button", { type: "button", class: "wasl-button", "data-act": "cancel", onclick: end }, t("stop"))), SLOW);
    try {
      const found = await network.changes.question("paths", [...ids.map((id) => ["id", id]), ["how", chosen.how], ["hops", String(chosen.hops)], ["search", name],
        ...[...chosen.families].map((family) => ["families", family]), ...(chosen.asserted ? [["statuses", "asserted"]] : [])], { signal: stop.signal });
      fill(answer, this.#said(found));
    } catch (error) {
      if (signal.aborted) return;
      fill(answer, h("p", {}, stop.signal.aborted ? t("joinEnded") : network.inWords(error)));
    } finally {
      clearTimeout(slow);
      signal.removeEventListener("abort", end);
      this.go.disabled = false;
    }
  }

  #said(found) {
    const { network } = this;
    const { t } = network;
    const label = (id) => network.picture.nodes.get(id)?.label ?? id;
    const bounded = found.bounded ? h("p", { class: "note" }, t("joinBounded")) : null;
    if (!found.paths.length) {
      const text = chosen.how === "common" ? t("joinNoCommon") : t("joinNone", { n: found.hops });
      network.say.textContent = text;
      return [h("p", { class: "none" }, text), bounded];
    }
    network.changes.join(t("actJoin", { n: this.ids.length }), found);
    const nodes = new Set(found.nodes.map((node) => node.id));
    const between = found.nodes.filter((node) => !this.ids.includes(node.id));
    const text = chosen.how === "common" ? t("joinCommonFound", { n: between.length }) : chosen.how === "join" ? t("joinJoinFound", { n: between.length }) : t("joinFound", { n: found.paths.length, hops: found.paths[0].length - 1 });
    network.say.textContent = text;
    const arrow = () => h("span", { class: "link", "aria-hidden": "true" }, icon("minus", { size: 12 }));
    const steps = chosen.how === "common" || chosen.how === "join" ? between.map((node) => [node.id]) : found.paths;
    return [
      h("p", {}, text),
      found.apart.length && nodes.size ? h("p", { class: "note" }, t("joinApart", { names: found.apart.map((node) => node.label).join("، ") })) : null,
      bounded,
      h("ol", { class: "wasl-paths" }, steps.map((path) => h("li", {}, h("button", { type: "button", class: "row", onclick: () => network.selection.pick(path, path.length === 1 ? {} : { keep: true }) },
        path.map((id, i) => [i ? arrow() : null, h("bdi", {}, label(id))]))))),
    ];
  }
}
