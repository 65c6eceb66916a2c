/** Bars by category, lying, so that names have room in any script and run in the reader's direction. */

import { direction } from "../shared/direction.mjs";
import { h } from "../shared/dom.mjs";
import { palette } from "./palette.mjs";

/** @param {any} card @param {import("./cards.mjs").Context} context */
export function bars(card, { look, t, number }) {
  const series = card.series ?? [];
  const names = [...new Set(series.flatMap((one) => one.points.map(([x]) => String(x))))];
  if (!names.length) return h("p", {}, t("noRows"));
  const colors = palette(look, series.length);
  const most = Math.max(...series.flatMap((one) => one.points.map(([, y]) => Math.abs(y ?? 0))), 1e-9);
  const value = (one, name) => one.points.find(([x]) => String(x) === name)?.[1] ?? null;
  return [
    legend(series, colors),
    h("div", { class: "wasl-bars" }, names.map((name) => [
      h("span", { class: "label", dir: direction(name), style: { "text-align": "start" } }, name),
      h("span", { class: "track", "data-many": series.length > 1 }, series.map((one, i) => h("span", { class: "bar", style: { width: `${(Math.abs(value(one, name) ?? 0) / most) * 100}%`, background: colors[i % colors.length] } }))),
      h("span", { class: "value" }, series.map((one) => h("span", {}, value(one, name) === null ? "—" : number.format(value(one, name))))),
    ])),
  ];
}

/** Which colour is which series; nothing for a single one. */
export function legend(series, colors) {
  if (series.length < 2) return null;
  return h("div", { class: "wasl-series" }, series.map((one, i) => h("span", {}, h("i", { style: { background: colors[i % colors.length] } }), h("bdi", {}, one.name))));
}
