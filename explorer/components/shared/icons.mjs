/** The Lucide icons (ISC) named in icons.json, as elements for the page and as paths for the canvas. */

import icons from "virtual:icons";
import { h } from "./dom.mjs";

/** @param {string} name @param {{size?: number, color?: string, class?: string}} [options] @returns {SVGElement} */
export function icon(name, { size = 16, color = "currentColor", class: kind = "" } = {}) {
  const parts = (icons[name] ?? icons["circle-dashed"]).map(([tag, attributes]) => h(tag, attributes));
  return h("svg", {
    viewBox: "0 0 24 24", width: size, height: size, fill: "none", stroke: color, "stroke-width": 2,
    "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true", class: `wasl-icon ${kind}`,
  }, parts);
}

/** @type {Map<string, string>} */
const paths = new Map();

/** One SVG path of a whole icon in its 24 × 24 box. */
export function iconPath(name) {
  if (!paths.has(name)) paths.set(name, (icons[name] ?? icons["circle-dashed"]).map(([tag, a]) => asPath(tag, a)).join(" "));
  return /** @type {string} */ (paths.get(name));
}

function asPath(tag, a) {
  const n = (key) => Number(a[key] ?? 0);
  if (tag === "path") return a.d;
  if (tag === "line") return `M${n("x1")} ${n("y1")}L${n("x2")} ${n("y2")}`;
  if (tag === "polyline" || tag === "polygon") return `M${a.points.trim().replace(/\s+/g, "L")}${tag === "polygon" ? "Z" : ""}`;
  if (tag === "rect") {
    const [x, y, w, b, r] = [n("x"), n("y"), n("width"), n("height"), Math.min(n("rx") || n("ry"), n("width") / 2, n("height") / 2)];
    return `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${b - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - b}a${r} ${r} 0 0 1 ${r} ${-r}z`;
  }
  const [cx, cy, rx, ry] = [n("cx"), n("cy"), n("rx") || n("r"), n("ry") || n("r")];
  return `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0`;
}
