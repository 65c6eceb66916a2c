/** What differs between two days: marks on the picture and a list beside it. */

import { dateText, spanText } from "../shared/dates.mjs";
import { fill, h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";
import { statusMark } from "../shared/marks.mjs";
import { FAMILY } from "../shared/fonts.mjs";

const KINDS = ["new", "gone", "changed"];

export class Comparison {
  /** @param {import("../canvas/network.mjs").Network} network */
  constructor(network) {
    this.network = network;
    this.element = h("section", { class: "wasl-compared", hidden: true });
    this.element.addEventListener("keydown", (event) => { if (event.key === "Escape") network.views.clocks.set({ compare: "" }); });
    network.root.append(this.element);
  }

  #colour(kind) {
    return this.network.data.time.changes[kind][this.network.look.theme];
  }

  update() {
    const { network } = this;
    const found = network.views.clocks.compared;
    this.element.hidden = !found;
    network.root.toggleAttribute("data-compared", Boolean(found));
    if (!found || !network.look) return;
    const { t, lang } = network;
    const groups = KINDS.map((kind) => [kind, found.edges.filter((edge) => edge.change === kind)]);
    this.element.setAttribute("aria-label", t("compare"));
    fill(this.element,
      h("header", {},
        h("div", { class: "title" }, h("h2", {}, t(found.clock === "known" ? "compareKnown" : "compareHeld")), h("p", {}, h("bdi", {}, dateText(found.before, lang)), h("span", { class: "arrow" }, icon(network.rtl ? "arrow-left" : "arrow-right", { size: 14 })), h("bdi", {}, dateText(found.after, lang)))),
        h("button", { type: "button", class: "corner", "aria-label": t("close"), title: t("close"), onclick: () => network.views.clocks.set({ compare: "" }) }, icon("x", { size: 17 }))),
      h("div", { class: "body", tabindex: "0" },
        found.truncated ? h("p", { class: "more" }, t("compareTruncated")) : null,
        groups.map(([kind, edges]) => h("section", { "data-change": kind },
          h("h3", {}, h("span", { class: "sign", style: { background: this.#colour(kind) } }, network.data.time.changes[kind].sign), t({ new: "compareNew", gone: "compareGone", changed: "compareChanged" }[kind], { n: edges.length })),
          edges.length ? h("ul", {}, edges.map((edge) => h("li", {}, this.#row(edge)))) : null))));
  }

  #row(edge) {
    const { network } = this;
    const { t, lang } = network;
    const name = (id) => `\u2068${network.picture.nodes.get(id)?.label ?? id}\u2069`;
    const when = spanText(edge.from, edge.to, t, lang);
    return h("button", { type: "button", "data-edge": edge.id, onclick: () => network.selection.pickEdge(edge.id, edge) },
      h("span", { class: "what" }, t("edgeReads", { subject: name(edge.source), relation: edge.label, object: name(edge.target) })),
      when ? h("span", { class: "more" }, when) : null,
      edge.was ? h("span", { class: "more was" }, this.#changes(edge)) : null);
  }

  #changes(edge) {
    const { look, t, lang } = this.network;
    const arrow = () => h("span", { class: "arrow" }, icon(this.network.rtl ? "arrow-left" : "arrow-right", { size: 12 }));
    const words = { quantity: (v) => v, role: (v) => v, from: (v) => dateText(v, lang), to: (v) => dateText(v, lang), sources: (v) => t("sourcesCount", { n: v }), disputing: (v) => t("disputedBy", { n: v }) };
    return Object.entries(edge.was).map(([name, was]) => h("span", { class: "one" }, name === "status"
      ? [statusMark(look, was), arrow(), statusMark(look, edge.status)]
      : [h("bdi", {}, words[name](was) ?? t("timeNone")), arrow(), h("bdi", {}, words[name](edge[name]) ?? t("timeNone"))]));
  }

  /** Marks what differs, above a picture that has just been drawn. @param {CanvasRenderingContext2D} context */
  paint(context) {
    const { network } = this;
    const found = network.views.clocks.compared;
    if (!found) return;
    for (const edge of network.shownEdges.values()) {
      const kind = found.byId.get(edge.id)?.change;
      if (!kind || kind === "same") continue;
      const curve = network.stage.curve(edge);
      if (!curve) continue;
      const [a, b, c, d] = curve;
      const colour = this.#colour(kind);
      context.save();
      context.strokeStyle = colour;
      context.globalAlpha = 0.35;
      context.lineWidth = 9;
      context.lineCap = "round";
      if (kind === "gone") context.setLineDash([2, 14]);
      context.beginPath();
      context.moveTo(a.x, a.y);
      context.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y);
      context.stroke();
      context.restore();
      const at = point(curve, 0.3);
      context.fillStyle = colour;
      context.beginPath();
      context.arc(at.x, at.y, 8.5, 0, 7);
      context.fill();
      context.fillStyle = network.look.onFill;
      context.font = `600 14px ${FAMILY}`;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillText(network.data.time.changes[kind].sign, at.x, at.y + 0.5);
    }
  }
}

function point([a, b, c, d], t) {
  const u = 1 - t;
  const at = (k) => u ** 3 * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t ** 3 * d[k];
  return { x: at("x"), y: at("y") };
}
