/** What differs between two days: marks on the picture and a list beside it. */

import { dateText, spanText } from "../shared/dates.mjs";
import { fill, h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";
import { statusMark } from "../shared/marks.mjs";
import { FAMILY } from "../shared/fonts.mjs";
import { numbers } from "../shared/words.mjs";

const KINDS = ["new", "gone", "changed"];
const WORDS = { new: "compareNew", gone: "compareGone", changed: "compareChanged" };

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
          h("h3", {}, h("span", { class: "sign", style: { background: this.#colour(kind) } }, network.data.time.changes[kind].sign), t(WORDS[kind], { n: edges.length })),
          edges.length ? h("ul", {}, edges.map((edge) => h("li", {}, this.#row(edge)))) : null))));
  }

  /** What became of a relation, as a sign for a list; null where nothing is compared or nothing changed. @param {string} id */
  sign(id) {
    const kind = this.network.views.clocks.compared?.byId.get(id)?.change;
    if (!kind || kind === "same") return null;
    return h("span", { class: "wasl-change", "data-change": kind, style: { background: this.#colour(kind) } }, this.network.data.time.changes[kind].sign);
  }

  /** What became of these, in words with their signs; null where nothing is compared or nothing of them changed. @param {string[]} relations */
  summary(relations) {
    const found = this.network.views.clocks.compared;
    const counts = KINDS.map((kind) => /** @type {const} */ ([kind, relations.filter((one) => found?.byId.get(one)?.change === kind)]));
    const any = counts.filter(([, ids]) => ids.length);
    return any.length ? h("ul", { class: "wasl-changes" }, any.map(([kind, ids]) => h("li", {}, this.sign(ids[0]), this.network.t(WORDS[kind], { n: ids.length })))) : null;
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

  /**
   * What became of the relations that each drawn line stands for, and of those that a group holds within itself.
   * @returns {{id: string, group: boolean, whole: boolean, counts: [string, number][]}[]} counts: of each kind that differs; whole: nothing is the same; one mark for each line or group that has any
   */
  marks() {
    const { network } = this;
    const found = network.views.clocks.compared;
    if (!found) return [];
    const marked = (id, group, relations) => {
      const changes = relations.map((one) => found.byId.get(one)?.change ?? "same");
      const counts = KINDS.map((kind) => /** @type {[string, number]} */ ([kind, changes.filter((change) => change === kind).length])).filter(([, n]) => n);
      return { id, group, whole: !changes.includes("same"), counts };
    };
    return [
      ...[...network.shownEdges.values()].map((edge) => marked(edge.id, false, edge.relations ?? [edge.id])),
      ...[...network.groups.values()].map((group) => marked(group.id, true, group.inner)),
    ].filter(({ counts }) => counts.length);
  }

  /** Marks what differs, above a picture that has just been drawn. @param {CanvasRenderingContext2D} context */
  paint(context) {
    const { network } = this;
    for (const mark of this.marks()) {
      if (mark.group) {
        const at = network.stage.project(mark.id);
        const item = network.shownItems.get(mark.id);
        if (at && item) this.#signs(context, mark.counts, { x: at.x, y: at.y - network.stage.pixels(item.size) }, true);
        continue;
      }
      const edge = network.shownEdges.get(mark.id);
      const curve = network.stage.curve(edge);
      if (!curve) continue;
      const [from, to] = [edge.source, edge.target].map((id) => network.stage.pixels(network.shownItems.get(id)?.size ?? 0));
      this.#trace(context, mark, between(curve, from, to));
      // How many relations a line stands for is written on its middle.
      const at = point(curve, edge.relations ? 0.5 : 0.3);
      this.#signs(context, mark.counts, edge.relations ? { x: at.x, y: at.y - 19 } : at, Boolean(edge.relations));
    }
  }

  /** A broad line in the colour of what changed; several colours take turns, what is wholly gone is dotted. */
  #trace(context, { counts, whole }, points) {
    const piece = 12;
    context.save();
    context.globalAlpha = 0.35;
    context.lineWidth = 9;
    context.lineCap = counts.length > 1 ? "butt" : "round";
    counts.forEach(([kind], place) => {
      context.strokeStyle = this.#colour(kind);
      if (counts.length > 1) {
        context.setLineDash([piece, piece * (counts.length - 1)]);
        context.lineDashOffset = -piece * place;
      } else if (kind === "gone" && whole) context.setLineDash([2, 14]);
      context.beginPath();
      for (const { x, y } of points) context.lineTo(x, y);
      context.stroke();
    });
    context.restore();
  }

  /** The signs side by side around a point; how many relations each stands for where a line or group holds several. */
  #signs(context, counts, { x, y }, counted) {
    const { look, lang, data } = this.network;
    const high = 17;
    const gap = 3;
    context.save();
    context.font = `600 ${counted ? 12.5 : 14}px ${FAMILY}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.direction = "ltr";
    const pills = counts.map(([kind, n]) => {
      const text = data.time.changes[kind].sign + (counted ? `\u2009${numbers(lang).format(n)}` : "");
      return { kind, text, w: counted ? Math.max(high, context.measureText(text).width + 11) : high };
    });
    let left = x - (pills.reduce((sum, { w }) => sum + w, 0) + gap * (pills.length - 1)) / 2;
    for (const { kind, text, w } of pills) {
      context.fillStyle = this.#colour(kind);
      context.beginPath();
      context.roundRect(left, y - high / 2, w, high, high / 2);
      context.fill();
      context.fillStyle = look.onFill;
      context.fillText(text, left + w / 2, y + 0.5);
      left += w + gap;
    }
    context.restore();
  }
}

/** What of a line is seen between two discs, as points. @param {number} from px of the radius at its beginning */
function between(curve, from, to) {
  const [first, , , last] = curve;
  const all = Array.from({ length: 41 }, (_one, i) => point(curve, i / 40));
  const far = ({ x, y }, end, radius) => Math.hypot(x - end.x, y - end.y) >= radius;
  return all.filter((one) => far(one, first, from) && far(one, last, to));
}

function point([a, b, c, d], t) {
  const u = 1 - t;
  const at = (k) => u ** 3 * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t ** 3 * d[k];
  return { x: at("x"), y: at("y") };
}
