/** Small signs that several views share: an entity's badge, a status with its line, a chain of who carried the words. */

import { h } from "./dom.mjs";
import { icon } from "./icons.mjs";

/** A disc, square or diamond in the type's colour with its icon. */
export function badge(look, typeName, { small = false } = {}) {
  const type = look.type(typeName);
  return h("span", { class: `wasl-badge${small ? " small" : ""}`, "data-shape": type.shape, style: { background: look.fill(typeName) }, title: type.label }, icon(type.icon, { size: small ? 13 : 18 }));
}

/** The icon alone, in the type's colour. */
export function typeIcon(look, typeName, size = 16) {
  return icon(look.type(typeName).icon, { size, color: look.fill(typeName) });
}

/** A disc in a colour. */
export function swatch(fill, size = 12) {
  return h("svg", { viewBox: "0 0 12 12", width: size, height: size, class: "wasl-icon", "aria-hidden": "true" }, h("circle", { cx: 6, cy: 6, r: 5, fill }));
}

/** A sample of the line that a status is drawn with. */
export function sample(look, name, width = 30) {
  const status = look.status(name);
  const second = look.second(name);
  const line = (color, dash, offset = 0) => h("path", { d: `M1 5H${width - 1}`, stroke: color, "stroke-width": 2.2, "stroke-dasharray": dash, "stroke-dashoffset": offset });
  const dash = status.dash?.join(" ") ?? null;
  const across = h("path", { d: `M${width / 2 - 7} 9 l3 -8 M${width / 2 + 4} 9 l3 -8`, stroke: look.line(name), "stroke-width": 1.8 });
  const parts = status.struck ? [line(look.line(name), null), across] : second ? [line(second, null), line(look.line(name), dash ?? "6 6")] : [line(look.line(name), dash)];
  return h("svg", { viewBox: `0 0 ${width} 10`, width, height: 10, fill: "none", "aria-hidden": "true", class: "wasl-icon" }, parts);
}

/** @param {string} [label] the wording of one claim where it differs from the status's own */
export function statusMark(look, name, label) {
  return h("span", { class: "wasl-status", style: { color: look.line(name) } }, sample(look, name, 22), h("span", { style: { color: "var(--ink)" } }, label ?? look.status(name).label));
}

/**
 * Who says so, down to the publisher: speaker, the outlets that carried the words, the article's outlet.
 * @param {import("./types.mjs").EvidenceItem} item
 * @param {import("./words.mjs").Words} t
 * @param {boolean} rtl
 */
export function chain(item, t, rtl) {
  const links = [item.speaker ? h("bdi", { class: "who", title: t("speaker") }, item.speaker.label) : h("span", { class: "who" }, t("ownVoice"))];
  // The chain comes nearest to the article first; it is read from the mouth to the page.
  for (const outlet of [...(item.via ?? [])].reverse()) links.push(h("bdi", { title: t("via") }, outlet.label));
  const publisher = item.outlet ?? item.article?.outlet ?? null;
  const last = item.via?.length ? item.via[0].label : null;
  if (publisher !== last || !item.via?.length) links.push(h("bdi", { title: t("published") }, publisher ?? t("outletUnknown")));
  return h("div", { class: "chain", role: "group", "aria-label": t("chain") }, h("span", { class: "icon" }, icon("megaphone", { size: 14 })),
    links.map((link, i) => (i ? h("span", { class: "link" }, h("span", { class: "icon" }, icon(rtl ? "arrow-left" : "arrow-right", { size: 13 })), link) : link)));
}
