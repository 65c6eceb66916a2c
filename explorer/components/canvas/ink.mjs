/** Draws text and icons above the stage: shaped and ordered right, none overlapping, the important ones first. */

import { direction, wrap } from "../shared/direction.mjs";
import { FAMILY } from "../shared/fonts.mjs";
import { iconPath } from "../shared/icons.mjs";
import { on } from "./curves.mjs";
import { Taken } from "./taken.mjs";

/**
 * @typedef {{id: string, type: string, label: string, lines: string[], rank: number, size: number, font: number, w: number, h: number, drop: number, degree: number, fill: string, count?: string}} Item
 *   count: of a group, how many it holds; fill: the disc's colour; rank 0..1, size = radius in px, w and h = disc and label together in px, drop = how far their middle is below the disc's, px
 * @typedef {{cx: number, cy: number, w: number, h: number, font: number, lines: string[], dir: string, color: string, dim: boolean}} PlacedLabel
 * @typedef {{cx: number, cy: number, w: number, h: number, font: number, text: string, dir: string, color: string, struck: boolean, hot: boolean}} PlacedReading
 * @typedef {{icons: {x: number, y: number, s: number, path: string, color: string}[], counts: {x: number, y: number, font: number, text: string, color: string}[], labels: PlacedLabel[], readings: PlacedReading[]}} Scene
 */

const CAP = { labels: 280, readings: 70, icons: 1200 };
const READ_ALL = 34;
// Above this many relations, only what is looked at is read out on its line.
const READ_STRONG = 160;
const CROWD = 200;
// px: a phone held upright, and px²: a picture beside a text. There the discs leave no room: so many of the most important are named even across lesser ones.
const NARROW = 480;
const SMALL = 360_000;
const LEADERS = 8;
// The very first of them rather over another's disc than without a name.
const FIRST = 4;
const NAMED_IN_CROWD = 90;
const LINE = 1.24;
// The usual width of a letter, in units of the font's size.
const LETTER = 0.56;

export class Ink {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.widths = new Map();
    this.sprites = new Map();
  }

  /** Drops what was measured and drawn with other fonts or colours. */
  forget() {
    this.widths.clear();
    this.sprites.clear();
  }

  width(text, font, weight = 600) {
    const key = `${weight} ${font} ${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      this.context.font = `${weight} ${font}px ${FAMILY}`;
      width = this.context.measureText(text).width;
      this.widths.set(key, width);
    }
    return width;
  }

  /** The box that a disc with its label under it needs. @param {{smallest?: number, rough?: boolean}} [how] rough: guessed from the number of letters, where measuring thousands would take longer than it tells */
  item(node, size, rank, { smallest = 12.5, rough = false } = {}) {
    const font = Math.round((smallest + 3 * rank) * 2) / 2;
    const lines = wrap(node.label);
    const text = Math.max(...lines.map((line) => (rough ? line.length * font * LETTER : this.width(line, font))));
    const h = size * 2 + lines.length * font * LINE + 8;
    return { id: node.id, type: node.type, label: node.label, degree: node.degree, lines, rank, size, font, w: Math.max(text + 10, size * 2 + 4), h, drop: h / 2 - size - 2 };
  }

  /**
   * Decides what is written where, in px of the viewport.
   * @param {import("./stage.mjs").Stage} stage
   * @param {{items: Map<string, Item>, edges: Map<string, any>, focus: import("./focus.mjs").Focus, look: import("./look.mjs").Look, covered: {x: number, y: number, w: number, h: number}[], pinned: Set<string>}} shown covered: boxes that nothing is written under
   * @returns {Scene}
   */
  scene(stage, { items, edges, focus, look, covered, pinned }) {
    const { width: W, height: H } = stage.room();
    const scene = { icons: [], counts: [], labels: [], readings: [] };
    const taken = new Taken();
    const discs = new Taken();
    for (const box of covered) taken.add(box);
    const visible = [];
    for (const item of items.values()) {
      const p = stage.project(item.id);
      if (!p || p.x < -80 || p.y < -60 || p.x > W + 80 || p.y > H + 60) continue;
      visible.push({ item, p, r: stage.pixels(item.size), hot: focus.hearts.has(item.id) || focus.near.has(item.id) });
    }
    visible.sort((a, b) => Number(b.hot) - Number(a.hot) || b.item.rank - a.item.rank || (a.item.id < b.item.id ? -1 : 1));
    const crowded = visible.length > CROWD;
    // In a crowd the important are named even across others, else only the rim would have names.
    for (const { item, p, r } of crowded ? visible.slice(0, NAMED_IN_CROWD) : visible) {
      // What has stepped back may be written over.
      if (!focus.dims(item.id)) discs.add({ x: p.x - r, y: p.y - r, w: 2 * r, h: 2 * r });
    }
    // Nobody reads a picture whose main entities have no name.
    const leaders = W <= NARROW || W * H < SMALL ? visible.filter(({ item, p }) => !focus.dims(item.id) && p.x > 0 && p.y > 0 && p.x < W && p.y < H).slice(0, LEADERS) : [];
    const lead = new Set(leaders.map(({ item }) => item.id));
    const greatest = new Taken();
    for (const { p, r } of leaders) greatest.add({ x: p.x - r, y: p.y - r, w: 2 * r, h: 2 * r });
    let named = 0;
    for (const { item, p, r, hot } of visible) {
      const dim = focus.dims(item.id);
      const type = look.type(item.type);
      if (item.count) scene.counts.push({ x: p.x, y: p.y, font: Math.max(11, Math.round(r * 0.72)), text: item.count, color: dim ? look.ground : look.onFill });
      else if (r > 6 && scene.icons.length < CAP.icons) {
        scene.icons.push({ x: p.x, y: p.y, s: r * (type.shape === "diamond" ? 0.84 : 1.06), path: iconPath(type.icon), color: dim ? look.ground : look.onFill });
      }
      if (pinned.has(item.id) && r > 6) scene.icons.push({ x: p.x + r * 0.95, y: p.y - r * 0.95, s: 13, path: iconPath("pin"), color: dim ? look.faint : look.ink });
      if (scene.labels.length >= CAP.labels || (r < 3.5 && !hot) || (crowded && !hot && named >= NAMED_IN_CROWD)) continue;
      named++;
      this.#label(scene, { taken, discs, greatest: lead.has(item.id) ? greatest : null, first: leaders.slice(0, FIRST).some((one) => one.item === item) }, { item, p, r, dim, look, W, H, must: focus.hearts.has(item.id) || (hot && focus.near.size <= 4) });
    }
    this.#readings(scene, { taken, discs }, stage, { edges, focus, look, W, H });
    return scene;
  }

  /** Rather no label than one over a disc or another label; `greatest`: the only discs that this one may not lie over; `must`: written in any case. */
  #label(scene, { taken, discs, greatest, first }, { item, p, r, dim, look, W, H, must }) {
    const height = item.lines.length * item.font * LINE;
    const width = Math.max(...item.lines.map((line) => this.width(line, item.font))) + 4;
    const [beside, aslant] = [r + 5, r * 0.72];
    const spots = [
      [-width / 2, r + 3], [beside, -height / 2], [-beside - width, -height / 2], [-width / 2, -r - 3 - height],
      [aslant, aslant], [-aslant - width, aslant], [aslant, -aslant - height], [-aslant - width, -aslant - height],
    ];
    // Who must be named has more places to choose from.
    if (greatest) for (const share of [0.25, 0.75, 0.1, 0.9]) spots.push([-width * share, r + 3], [-width * share, -r - 3 - height]);
    const place = (dx, dy) => ({ x: p.x + dx, y: p.y + dy, w: width, h: height });
    const open = spots.map(([dx, dy]) => place(dx, dy)).filter((one) => !taken.hit(one));
    const free = open.filter((one) => !discs.hit(one));
    // Rather beside the disc than cut off at the edge of the window; a disc that is cut off itself may have a label that is.
    const cut = p.x < r || p.x > W - r || p.y < r || p.y > H - r;
    const inside = (boxes) => boxes.find((one) => one.x > 0 && one.x + one.w < W && one.y > 0 && one.y + one.h < H) ?? (cut ? boxes[0] : undefined);
    const box = inside(free) ?? (greatest ? inside(open.filter((one) => !greatest.hit(one)).sort((a, b) => discs.hits(a) - discs.hits(b))) : undefined) ?? (must || first ? inside(open) : undefined) ?? (must ? place(...spots[0]) : undefined);
    if (!box) return;
    taken.add(box);
    scene.labels.push({ cx: box.x + width / 2, cy: box.y + height / 2, w: width, h: height, font: item.font, lines: item.lines, dir: direction(item.label), color: dim ? look.faint : look.ink, dim });
  }

  #readings(scene, { taken, discs }, stage, { edges, focus, look, W, H }) {
    const all = edges.size <= READ_ALL;
    const weight = (edge) => (focus.edges.has(edge.id) ? 4 : 0) + (edge.status === "disputed" ? 2 : edge.status === "denied" ? 1.5 : 0) + Math.min(1, edge.sources / 10);
    const strong = (edge) => edge.status === "disputed" || edge.status === "denied";
    // In a large picture only what is looked at is read out: the thousands of others need not be put in order.
    const hot = [...focus.edges].map((id) => edges.get(id)).filter(Boolean);
    const read = focus.active ? hot : all ? [...edges.values()] : edges.size <= READ_STRONG ? [...edges.values()].filter(strong) : [];
    const order = read.sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1));
    for (const edge of order) {
      if (scene.readings.length >= CAP.readings) break;
      const looked = focus.edges.has(edge.id);
      const curve = stage.curve(edge);
      if (!curve) continue;
      const font = 11.5;
      const text = edge.label;
      const box = { w: this.width(text, font, 600) + 12, h: font * 1.55 };
      const length = Math.hypot(curve[3].x - curve[0].x, curve[3].y - curve[0].y);
      if (!looked && length < box.w * 0.8) continue;
      for (const t of [0.5, 0.42, 0.58, 0.34, 0.66, 0.28]) {
        const m = on(curve, t);
        const spot = { x: m.x - box.w / 2, y: m.y - box.h / 2, ...box };
        if (m.x < 0 || m.y < 0 || m.x > W || m.y > H || taken.hit(spot) || discs.hit(spot)) continue;
        taken.add(spot);
        scene.readings.push({ cx: m.x, cy: m.y, w: box.w, h: box.h, font, text, dir: direction(text), color: look.reading(edge.status), struck: edge.status === "denied", hot: looked });
        break;
      }
    }
  }

  /** Writes a scene; each text is drawn once and copied in later frames. */
  paint(scene, look, ratio = window.devicePixelRatio || 1, context = this.context) {
    for (const one of scene.readings) {
      this.#put(context, ratio, `r${one.font}${one.color}${look.ground}${one.struck}${one.text}`, one.w + 2, one.h + 2, one.cx, one.cy, (x, w, h) => {
        x.globalAlpha = 0.94;
        x.fillStyle = look.ground;
        x.beginPath();
        x.roundRect(0, 0, w, h, 6);
        x.fill();
        x.globalAlpha = 1;
        this.#text(x, one.text, { font: one.font, weight: 600, dir: one.dir, color: one.color, x: w / 2, y: h / 2 + 0.5 });
        if (one.struck) {
          const half = this.width(one.text, one.font, 600) / 2;
          x.strokeStyle = one.color;
          x.lineWidth = 1.2;
          x.beginPath();
          x.moveTo(w / 2 - half, h / 2 + 0.5);
          x.lineTo(w / 2 + half, h / 2 + 0.5);
          x.stroke();
        }
      });
    }
    for (const one of scene.icons) {
      const size = Math.round(one.s * 2) / 2;
      this.#put(context, ratio, `i${size}${one.color}${one.path}`, size + 2, size + 2, one.x, one.y, (x) => {
        x.translate(1, 1);
        x.scale(size / 24, size / 24);
        x.strokeStyle = one.color;
        x.lineWidth = 2.2;
        x.lineCap = x.lineJoin = "round";
        x.stroke(new Path2D(one.path));
      });
    }
    for (const one of scene.counts) {
      this.#put(context, ratio, `c${one.font}${one.color}${one.text}`, one.text.length * one.font * 0.8 + 6, one.font * 1.4, one.x, one.y, (x, w, h) => this.#text(x, one.text, { font: one.font, weight: 600, dir: "ltr", color: one.color, x: w / 2, y: h / 2 + 0.5 }));
    }
    for (const one of scene.labels) {
      this.#put(context, ratio, `l${one.font}${one.color}${look.ground}${one.lines.join("\n")}`, one.w + 10, one.h + 8, one.cx, one.cy, (x, w) => {
        one.lines.forEach((line, i) => this.#text(x, line, { font: one.font, weight: 600, dir: one.dir, color: one.color, halo: look.ground, x: w / 2, y: 4 + one.font * LINE * (i + 0.5) }));
      });
    }
  }

  #text(x, text, { font, weight, dir, color, halo, x: at, y }) {
    x.font = `${weight} ${font}px ${FAMILY}`;
    x.direction = dir;
    x.textAlign = "center";
    x.textBaseline = "middle";
    if (halo) {
      x.lineJoin = "round";
      x.lineWidth = 4;
      x.strokeStyle = halo;
      x.strokeText(text, at, y);
    }
    x.fillStyle = color;
    x.fillText(text, at, y);
  }

  #put(context, ratio, key, w, h, cx, cy, draw) {
    let sprite = this.sprites.get(key);
    if (!sprite) {
      if (this.sprites.size > 4000) this.sprites.clear();
      sprite = document.createElement("canvas");
      sprite.width = Math.ceil(w * ratio);
      sprite.height = Math.ceil(h * ratio);
      const x = /** @type {CanvasRenderingContext2D} */ (sprite.getContext("2d"));
      x.scale(ratio, ratio);
      draw(x, w, h);
      this.sprites.set(key, sprite);
    }
    const snap = (value) => Math.round(value * ratio) / ratio;
    context.drawImage(sprite, snap(cx - w / 2), snap(cy - h / 2), sprite.width / ratio, sprite.height / ratio);
  }
}
