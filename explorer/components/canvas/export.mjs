/** The picture as a file: PNG as seen, SVG with its text as text and the font inside. */

import { FAMILY, fontCss } from "../shared/fonts.mjs";
import { on } from "./curves.mjs";

/** @param {import("./network.mjs").Network} network @returns {Promise<Blob>} */
export function png(network) {
  const { stage, ink, look } = network;
  return new Promise((done, failed) => {
    // sigma clears its buffer after each frame: it has to be copied within one.
    stage.sigma.once("afterRender", () => {
      const gl = stage.sigma.getStageCanvas();
      const out = document.createElement("canvas");
      [out.width, out.height] = [gl.width, gl.height];
      const context = /** @type {CanvasRenderingContext2D} */ (out.getContext("2d"));
      const ratio = gl.width / stage.room().width;
      context.fillStyle = look.ground;
      context.fillRect(0, 0, out.width, out.height);
      context.drawImage(gl, 0, 0);
      context.scale(ratio, ratio);
      ink.paint(network.scene(), look, ratio, context);
      out.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png");
    });
    stage.sigma.refresh();
  });
}

const escaped = (text) => String(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
const n = (value) => Number(value.toFixed(1));

/** @param {import("./network.mjs").Network} network @returns {Blob} */
export function svg(network) {
  const { stage, look, shownItems, shownEdges } = network;
  const { width, height } = stage.room();
  const scene = network.scene();
  const out = [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family='${FAMILY}'><style>${fontCss("600")}</style><rect width="100%" height="100%" fill="${look.ground}"/>`];
  for (const edge of shownEdges.values()) out.push(line(edge, stage, look, shownItems));
  for (const item of shownItems.values()) out.push(disc(item, stage, look));
  for (const one of scene.icons) out.push(`<g transform="translate(${n(one.x - one.s / 2)} ${n(one.y - one.s / 2)}) scale(${(one.s / 24).toFixed(3)})"><path d="${one.path}" fill="none" stroke="${one.color}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/></g>`);
  for (const one of scene.counts) out.push(`<text x="${n(one.x)}" y="${n(one.y)}" text-anchor="middle" dominant-baseline="central" font-size="${one.font}" font-weight="600" fill="${one.color}">${escaped(one.text)}</text>`);
  for (const one of scene.readings) {
    out.push(`<rect x="${n(one.cx - one.w / 2)}" y="${n(one.cy - one.h / 2)}" width="${n(one.w)}" height="${n(one.h)}" rx="6" fill="${look.ground}"/>`);
    out.push(words(one.text, one.cx, one.cy, one, one.struck ? ' text-decoration="line-through"' : ""));
  }
  for (const one of scene.labels) {
    one.lines.forEach((text, i) => out.push(words(text, one.cx, one.cy + (i - (one.lines.length - 1) / 2) * one.font * 1.24, one, ` stroke="${look.ground}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`)));
  }
  return new Blob([out.join(""), "</svg>"], { type: "image/svg+xml" });
}

function words(text, x, y, { font, dir, color }, more) {
  return `<text x="${n(x)}" y="${n(y)}" direction="${dir}" text-anchor="middle" dominant-baseline="central" font-size="${font}" font-weight="600" fill="${color}"${more}>${escaped(text)}</text>`;
}

function line(edge, stage, look, items) {
  const curve = stage.curve(edge);
  if (!curve) return "";
  const width = stage.lines.widthOf(edge.id, stage.sigma);
  const size = stage.pixels(items.get(edge.target).size);
  const [to, tip] = [before(curve, size + 7), before(curve, size + 1)];
  const angle = (Math.atan2(tip.y - to.y, tip.x - to.x) * 180) / Math.PI;
  const [a, b, c] = curve;
  const path = `M${n(a.x)} ${n(a.y)}C${n(b.x)} ${n(b.y)} ${n(c.x)} ${n(c.y)} ${n(to.x)} ${n(to.y)}`;
  const color = look.line(edge.status);
  const second = look.second(edge.status);
  const { dash, struck } = look.status(edge.status);
  const stroke = (paint, pattern, wide = width) => `<path d="${path}" fill="none" stroke="${paint}" stroke-width="${n(wide)}"${pattern ? ` stroke-dasharray="${pattern.join(" ")}"` : ""}/>`;
  const across = struck ? stroke(color, [1.8, 12.2], Math.max(8, width * 3)) : "";
  return `<g><title>${escaped(edge.label)}</title>${second ? stroke(second, null) : ""}${stroke(color, struck ? null : dash ?? (second ? [10, 10] : null))}${across}<path d="M0 0L-8 -4V4z" fill="${color}" transform="translate(${n(tip.x)} ${n(tip.y)}) rotate(${n(angle)})"/></g>`;
}

/** The last point of a curve that is `far` px from its end. */
function before(curve, far) {
  let t = 1;
  while (t > 0 && Math.hypot(on(curve, t).x - curve[3].x, on(curve, t).y - curve[3].y) < far) t -= 0.005;
  return on(curve, t);
}

function disc(item, stage, look) {
  const p = stage.project(item.id);
  const r = stage.pixels(item.size);
  const paint = `fill="${item.fill}" stroke="${look.ground}" stroke-width="2"`;
  const shape = item.count ? "circle" : look.type(item.type).shape;
  if (shape === "square") return `<rect x="${n(p.x - r * 0.9)}" y="${n(p.y - r * 0.9)}" width="${n(r * 1.8)}" height="${n(r * 1.8)}" rx="5" ${paint}/>`;
  if (shape === "diamond") return `<path d="M${n(p.x)} ${n(p.y - r)}L${n(p.x + r)} ${n(p.y)}L${n(p.x)} ${n(p.y + r)}L${n(p.x - r)} ${n(p.y)}z" ${paint} stroke-linejoin="round"/>`;
  return `<circle cx="${n(p.x)}" cy="${n(p.y)}" r="${n(r)}" ${paint}/>`;
}

/** Hands a file to the browser. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
