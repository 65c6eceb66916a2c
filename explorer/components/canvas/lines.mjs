/**
 * Draws all relations in one call: ribbons along their curves with arrows, dashes, strokes across and two colours.
 *
 * sigma's own edges find their distance from a curve in every pixel and draw each line twice; without a graphics
 * card that is most of the time of a frame. Here the curve is followed in the vertex shader and a pixel only looks
 * up where along the line it lies. What is under the pointer is computed, not drawn. Many lines are drawn into a
 * picture of their own, which stays as long as nothing but what stands out above them changes.
 */

import { Brush, FLOATS, KINDS, Kept, STYLES, WIDE, thickness } from "./brush.mjs";
import { bends, bundles, cubic, distance } from "./curves.mjs";
import { mixed } from "./look.mjs";

// Above this many, curves and arrows cost more than they tell.
const CURVED = 1500;
const HEADS = 6000;
// Above this many, drawing them again costs more than keeping them as a picture.
const KEPT = 500;

export class Lines {
  /** @param {() => import("./look.mjs").Look} look @param {import("graphology").default} graph of the entities, with x, y and size */
  constructor(look, graph) {
    this.look = look;
    this.graph = graph;
    /** @type {any[]} */
    this.edges = [];
    /** @type {Map<string, number>} place of a relation in `edges` */
    this.index = new Map();
    /** @type {number[][]} */
    this.groups = [];
    this.bend = new Float32Array();
    this.width = new Float32Array();
    /** whether what does not stand out steps back */
    this.dim = false;
    /** @type {number[]} places of those that stand out */
    this.hot = [];
    /** @type {Set<string>} kinds of lines that have been drawn */
    this.used = new Set();
    this.fade = 0;
    this.moved = true;
    this.marked = true;
    this.dimmed = false;
    /** whether the kept picture shows something else by now */
    this.stale = true;
  }

  get straight() {
    return this.edges.length > CURVED;
  }

  /** Holds exactly these. @param {Iterable<any>} edges as drawn @param {(edge: any) => number} width px at camera ratio 1 */
  hold(edges, width) {
    this.edges = [...edges];
    this.index = new Map(this.edges.map((edge, i) => [edge.id, i]));
    this.groups = bundles(this.edges);
    this.width = Float32Array.from(this.edges, width);
    this.hot = [];
    // Many lines step back behind the entities, or nothing would be seen for lines.
    this.fade = this.edges.length > 1500 ? 0.5 : this.edges.length > 300 ? 0.3 : 0;
    this.moved = this.marked = true;
  }

  /** The width of a drawn relation's line in px on the screen. */
  widthOf(id, sigma) {
    return this.width[/** @type {number} */ (this.index.get(id))] * thickness(sigma.scaleSize(1));
  }

  /** An entity stands elsewhere, or all do. */
  move() {
    this.moved = true;
  }

  /** What stands out and what steps back. @param {import("./focus.mjs").Focus} focus @returns {boolean} whether anything changed */
  mark(focus) {
    const plain = !(focus.dimming && focus.active);
    const hot = [...focus.edges].map((id) => /** @type {number} */ (this.index.get(id))).filter((i) => i !== undefined).sort((a, b) => a - b);
    if (this.dim === plain) this.dimmed = true;
    const changed = this.dimmed || hot.length !== this.hot.length || hot.some((i, n) => i !== this.hot[n]);
    this.dim = !plain;
    this.hot = hot;
    if (changed) this.marked = true;
    return changed;
  }

  #bent() {
    if (!this.moved) return;
    this.bend = bends(this.edges, this.groups, (id) => /** @type {any} */ (this.graph.getNodeAttributes(id)), this.straight);
  }

  /** The plane on the screen: px = o + x · px of one unit. @param {import("sigma").default} sigma */
  static plane(sigma) {
    const [o, x, y] = [{ x: 0, y: 0 }, { x: 1000, y: 0 }, { x: 0, y: 1000 }].map((point) => sigma.graphToViewport(point));
    return { o, x: { x: (x.x - o.x) / 1000, y: (x.y - o.y) / 1000 }, y: { x: (y.x - o.x) / 1000, y: (y.y - o.y) / 1000 } };
  }

  /** Control points of a line in px of the viewport; null when it is not drawn. @param {string} id @param {import("sigma").default} sigma */
  curve(id, sigma) {
    const i = this.index.get(id);
    if (i === undefined) return null;
    this.#bent();
    return this.#curve(i, sigma);
  }

  #curve(i, sigma) {
    const { source, target } = this.edges[i];
    const [a, b] = [source, target].map((end) => /** @type {any} */ (this.graph.getNodeAttributes(end)));
    return cubic(sigma.graphToViewport(a), sigma.graphToViewport(b), this.bend[i], source === target, sigma.scaleSize(a.size));
  }

  /** The relation whose line is nearest to a point of the viewport, within `reach` px of its edge. @returns {string|null} */
  at(point, sigma, reach = 6) {
    this.#bent();
    const { o, x, y } = Lines.plane(sigma);
    let best = null;
    for (let i = 0; i < this.edges.length; i++) {
      const { id, source, target } = this.edges[i];
      const [a, b] = [this.graph.getNodeAttributes(source), this.graph.getNodeAttributes(target)].map((/** @type {any} */ p) => ({ x: o.x + p.x * x.x + p.y * y.x, y: o.y + p.x * x.y + p.y * y.y }));
      const loop = source === target;
      const room = reach + this.width[i] + (loop ? 150 : Math.abs(this.bend[i]) * Math.hypot(a.x - b.x, a.y - b.y));
      if (point.x < Math.min(a.x, b.x) - room || point.x > Math.max(a.x, b.x) + room || point.y < Math.min(a.y, b.y) - room || point.y > Math.max(a.y, b.y) + room) continue;
      const far = distance(this.#curve(i, sigma), point, this.bend[i] ? 14 : 1) - (thickness(sigma.scaleSize(1)) * this.width[i]) / 2;
      if (far <= reach && (!best || far < best.far)) best = { id, far };
    }
    return best?.id ?? null;
  }

  /** The custom layer for sigma; made anew when a lost context comes back. @param {import("sigma").default} sigma */
  program(sigma) {
    return (gl) => {
      this.moved = this.marked = true;
      const kept = new Kept(gl);
      /** @type {Map<string, any>} made when the first line of a kind is drawn */
      const brushes = new Map();
      const brush = (kind) => {
        if (!brushes.has(kind)) brushes.set(kind, new Brush(gl, KINDS[kind]));
        return brushes.get(kind);
      };
      return {
        preRender: (params) => this.#prepare(gl, sigma, params, brush, kept),
        render: (params) => this.#render(gl, sigma, params, brush, kept),
        kill: () => {
          brushes.forEach((one) => one.kill());
          kept.kill();
        },
      };
    };
  }

  /** Before a frame: what has changed goes to the card, and into the kept picture where there are many lines. */
  #prepare(gl, sigma, params, brush, kept) {
    if (!this.edges.length) return;
    this.styles = this.#stylesOf(this.look());
    if (this.moved) this.#bent();
    // What stands out is drawn again, above the rest: only that part changes while a pointer wanders.
    if (this.moved || this.dimmed) this.#fill("all", [...this.edges.keys()], brush);
    if (this.moved || this.marked) this.#fill("top", this.hot, brush);
    if (this.moved || this.dimmed) this.stale = true;
    this.moved = this.marked = this.dimmed = false;
    if (this.edges.length <= KEPT) return;
    const key = JSON.stringify([Lines.plane(sigma), sigma.scaleSize(1), this.fade, this.look().ground, this.styles.arrays]);
    if (!kept.begin(key, this.stale)) return;
    this.stale = false;
    this.#draw("all", gl, sigma, params, brush);
  }

  #render(gl, sigma, params, brush, kept) {
    if (!this.edges.length) return;
    if (this.edges.length > KEPT) kept.show();
    else this.#draw("all", gl, sigma, params, brush);
    this.#draw("top", gl, sigma, params, brush);
  }

  #fill(layer, all, brush) {
    const places = { straight: [], even: [], dashed: [] };
    for (const i of all) places[this.#kind(i)].push(i);
    for (const [kind, own] of Object.entries(places)) {
      if (own.length || this.used.has(kind)) brush(kind).fill(layer, this.#packed(own, layer === "top" ? 2 : this.dim ? 1 : 0), own.length);
      if (own.length) this.used.add(kind);
    }
  }

  #draw(layer, gl, sigma, params, brush) {
    const plane = Lines.plane(sigma);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.disable(gl.DEPTH_TEST);
    for (const kind of this.used) {
      const one = brush(kind);
      if (!one.count[layer]) continue;
      one.begin(plane, params, { scale: sigma.scaleSize(1), fade: this.fade, heads: this.edges.length > HEADS ? 0 : 1, ground: rgb(this.look().ground), styles: this.styles });
      one.draw(layer);
    }
    gl.bindVertexArray(null);
  }

  #kind(i) {
    const { source, target, status } = this.edges[i];
    // Straight where nothing bends it; the others keep their way, but lose their dashes with the crowd.
    if (this.straight) return this.bend[i] === 0 && source !== target ? "straight" : "even";
    return this.styles.dashed.has(status) ? "dashed" : "even";
  }

  #stylesOf(look) {
    const names = Object.keys(look.statuses).slice(0, STYLES - 1);
    const all = [...names, null].map((name) => style(look, name));
    return { place: new Map(names.map((name, i) => [name, i])), unknown: names.length, dashed: new Set(names.filter((_name, i) => all[i].dash[1] || all[i].dash[2])), arrays: Object.fromEntries(["first", "second", "dash"].map((key) => [key, all.flatMap((one) => one[key])])) };
  }

  /** These relations as texels. @param {number[]} places @param {number} state 0 plain, 1 stepped back, 2 standing out */
  #packed(places, state) {
    const rows = Math.max(1, Math.ceil((places.length * 3) / WIDE));
    const floats = new Float32Array(rows * WIDE * 4);
    places.forEach((i, n) => {
      const { source, target, status } = this.edges[i];
      const [a, b] = [this.graph.getNodeAttributes(source), this.graph.getNodeAttributes(target)];
      floats.set([a.x, a.y, b.x, b.y, this.bend[i], this.width[i], a.size, b.size, this.styles.place.get(status) ?? this.styles.unknown, state, source === target ? 1 : 0, 0], n * FLOATS);
    });
    return floats;
  }
}

function rgb(hex) {
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255);
}

/** Colours (r, g, b, a) and stroke (dash, gap, strokes across or not) of a status; null for one that no theme knows. */
function style(look, name) {
  const { dash, struck } = look.status(name);
  const [line, second] = [look.line(name), look.second(name)];
  const [on, off] = struck ? [0, 0] : dash ?? (second ? [10, 10] : [0, 0]);
  return { first: [...rgb(line), 1], second: second ? [...rgb(second), 1] : [...rgb(mixed(line, look.ground, 1)), 0], dash: [on, off, struck ? 1 : 0, 0] };
}
