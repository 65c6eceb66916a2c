/** A line chart, or columns along time: axes, rules, and the value under the pointer. Time runs from left to right in every language. */

import { dateText } from "../shared/dates.mjs";
import { fill, h } from "../shared/dom.mjs";
import { locale } from "../shared/words.mjs";
import { legend } from "./bars.mjs";
import { palette } from "./palette.mjs";

const PAD = { top: 10, right: 14, bottom: 26 };

export class Plot {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.root = h("div", { class: "wasl-plot" });
    parent.append(this.root);
    this.watch = new ResizeObserver(() => this.#draw());
    this.watch.observe(this.root);
  }

  /** @param {any} card @param {import("./cards.mjs").Context} context */
  update(card, context) {
    this.card = card;
    this.context = context;
    this.#draw();
  }

  destroy() {
    this.watch.disconnect();
    this.root.remove();
  }

  #draw() {
    const { card, context } = this;
    if (!card || this.root.clientWidth < 40) return;
    const { look, t, lang, number } = context;
    const series = (card.series ?? []).filter((one) => one.points.length);
    if (!series.length) {
      fill(this.root, h("p", { dir: lang === "ar" ? "rtl" : "ltr" }, t("noRows")));
      return;
    }
    const colors = palette(look, series.length);
    const head = legend(series, colors);
    if (head) head.dir = lang === "ar" ? "rtl" : "ltr";
    const svg = h("svg", { role: "img", "aria-label": card.title ?? "" });
    fill(this.root, head, svg, this.#spoken(series));
    const [W, H] = [svg.clientWidth || this.root.clientWidth, svg.clientHeight || 160];
    svg.setAttribute("viewBox", `0 0 ${W} ${H}`);
    const time = card.xKind === "time";
    const xs = [...new Set(series.flatMap((one) => one.points.map(([x]) => x)))];
    if (time) xs.sort((a, b) => moment(a) - moment(b));
    const values = series.flatMap((one) => one.points.map(([, y]) => y)).filter((y) => y !== null);
    const ticks = nice(Math.min(0, ...values), Math.max(...values, 1), Math.max(2, Math.floor(H / 52)));
    const left = Math.max(...ticks.map((tick) => number.format(tick).length)) * 7 + 14;
    const columns = card.kind === "bar";
    const inset = columns ? Math.min(26, (W - left) / (2 * xs.length)) : 6;
    const [x0, x1] = [left + inset, W - PAD.right - inset];
    const [first, last] = time ? [moment(xs[0]), moment(xs.at(-1))] : [0, Math.max(1, xs.length - 1)];
    const X = (x) => x0 + (((time ? moment(x) : xs.indexOf(x)) - first) / Math.max(1, last - first)) * (x1 - x0) + (last === first || xs.length === 1 ? (x1 - x0) / 2 : 0);
    const Y = (y) => H - PAD.bottom - ((y - ticks[0]) / (ticks.at(-1) - ticks[0])) * (H - PAD.bottom - PAD.top);
    for (const tick of ticks) svg.append(h("path", { class: "rule", d: `M${left} ${Y(tick)}H${W - PAD.right}` }), h("text", { x: left - 8, y: Y(tick) + 4, "text-anchor": "end" }, number.format(tick)));
    const step = Math.max(1, Math.ceil(xs.length / Math.max(2, Math.floor((x1 - x0) / 86))));
    xs.forEach((x, i) => {
      if (i % step && i !== xs.length - 1) return;
      if (i === xs.length - 1 && i % step && X(x) - X(xs[i - (i % step)]) < 80) return;
      svg.append(h("text", { x: X(x), y: H - 7, "text-anchor": "middle", direction: lang === "ar" ? "rtl" : "ltr" }, time ? tickText(x, lang) : String(x)));
    });
    series.forEach((one, i) => svg.append(...(columns ? this.#columns(one, i, series.length, { X, Y, colors, inset, xs }) : this.#line(one, i, { X, Y, colors, time }))));
    this.#hover(svg, { series, xs, X, Y, colors, time, W });
  }

  #line(one, i, { X, Y, colors, time }) {
    const points = one.points.filter(([, y]) => y !== null);
    if (time) points.sort((a, b) => moment(a[0]) - moment(b[0]));
    const color = colors[i % colors.length];
    const path = points.map(([x, y], k) => `${k ? "L" : "M"}${X(x).toFixed(1)} ${Y(y).toFixed(1)}`).join("");
    const area = points.length > 1 && i === 0 ? h("path", { d: `${path}L${X(points.at(-1)[0]).toFixed(1)} ${Y(0).toFixed(1)}L${X(points[0][0]).toFixed(1)} ${Y(0).toFixed(1)}Z`, fill: color, opacity: 0.09 }) : null;
    const dots = points.length <= 60 ? points.map(([x, y]) => h("circle", { cx: X(x), cy: Y(y), r: 3, fill: color })) : [];
    return [area, h("path", { d: path, fill: "none", stroke: color, "stroke-width": 2.2, "stroke-linejoin": "round", "stroke-linecap": "round" }), ...dots].filter(Boolean);
  }

  #columns(one, i, many, { X, Y, colors, inset, xs }) {
    const gap = xs.length > 1 ? Math.min(...xs.slice(1).map((x, k) => X(x) - X(xs[k]))) : inset * 2;
    const width = Math.max(2, Math.min(38, gap * 0.72) / many);
    return one.points.filter(([, y]) => y !== null).map(([x, y]) => h("rect", { x: X(x) - (width * many) / 2 + i * width, y: Math.min(Y(0), Y(y)), width: Math.max(1, width - 1), height: Math.max(1, Math.abs(Y(0) - Y(y))), rx: Math.min(4, width / 3), fill: colors[i % colors.length] }));
  }

  #hover(svg, { series, xs, X, Y, colors, time, W }) {
    const { number, lang } = this.context;
    const tip = h("div", { class: "tip", hidden: true, dir: lang === "ar" ? "rtl" : "ltr" });
    const rule = h("path", { class: "rule", visibility: "hidden", "stroke-dasharray": "3 3" });
    svg.append(rule);
    this.root.append(tip);
    svg.addEventListener("pointermove", (event) => {
      const box = svg.getBoundingClientRect();
      const at = event.clientX - box.left;
      const x = xs.reduce((best, one) => (Math.abs(X(one) - at) < Math.abs(X(best) - at) ? one : best));
      const rows = series.map((one, i) => ({ name: one.name, y: one.points.find(([own]) => own === x)?.[1], color: colors[i % colors.length] })).filter((row) => row.y !== undefined && row.y !== null);
      if (!rows.length) return;
      fill(tip, h("div", {}, time ? (dateText(x, lang) ?? x) : String(x)), rows.map((row) => h("div", {}, series.length > 1 ? [h("bdi", {}, row.name), ": "] : null, number.format(row.y))));
      tip.hidden = false;
      tip.style.left = `${Math.min(W - 60, Math.max(60, X(x)))}px`;
      tip.style.top = `${svg.offsetTop + Math.max(40, Math.min(...rows.map((row) => Y(row.y))))}px`;
      rule.setAttribute("d", `M${X(x)} ${PAD.top}V${svg.clientHeight - PAD.bottom}`);
      rule.setAttribute("visibility", "visible");
    });
    svg.addEventListener("pointerleave", () => {
      tip.hidden = true;
      rule.setAttribute("visibility", "hidden");
    });
  }

  /** The same numbers for those who hear the page. */
  #spoken(series) {
    const { number, lang } = this.context;
    return h("table", { class: "wasl-quiet" }, series.map((one) => h("tbody", {}, h("tr", {}, h("th", {}, one.name)), one.points.map(([x, y]) => h("tr", {}, h("th", {}, dateText(String(x), lang) ?? String(x)), h("td", {}, y === null ? "—" : number.format(y)))))));
  }
}

function moment(x) {
  const [year, month = 1, day = 1] = String(x).slice(0, 10).split("-").map(Number);
  return Date.UTC(year, month - 1, day);
}

/** Short, and never more exact than the date is. */
function tickText(x, lang) {
  const parts = String(x).slice(0, 10).split("-").length;
  const form = parts === 1 ? { year: "numeric" } : parts === 2 ? { month: "short", year: "numeric" } : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(locale(lang), /** @type {any} */ ({ ...form, timeZone: "UTC" })).format(new Date(moment(x)));
}

/** Round numbers that cover a range. */
function nice(low, high, count) {
  const raw = (high - low || 1) / count;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, [1, 2, 5, 10].map((one) => one * unit).find((one) => one >= raw) ?? raw);
  const out = [];
  for (let tick = Math.floor(low / step) * step; tick < high + step; tick += step) out.push(tick);
  return out;
}
