/**
 * Draws all relations in one call: ribbons along their curves with arrows, dashes, strokes across and two colours.
 *
 * sigma's own edges find their distance from a curve in every pixel and draw each line twice; without a graphics
 * card that is most of the time of a frame. Here the curve is followed in the vertex shader and a pixel only looks
 * up where along the line it lies. What is under the pointer is computed, not drawn.
 */

import { bends, bundles, cubic, distance } from "./curves.mjs";
import { mixed } from "./look.mjs";

// STRAIGHT: the line alone of a pair in a large picture. DASHED: more than one even stroke. A pixel does as little as its line needs.
const VERTEX = `
in vec3 a_part; in vec4 a_ends; in vec4 a_form; in vec4 a_kind;
uniform vec2 u_x, u_y, u_o, u_room; uniform float u_scale, u_thick, u_fade, u_heads;
uniform vec4 u_first[8], u_second[8], u_dash[8]; uniform vec3 u_ground;
flat out vec4 v_first; out vec2 v_rim;
#ifdef DASHED
flat out vec4 v_second; flat out vec3 v_stroke; out float v_run;
#endif
vec2 c0, c1, c2, c3;
vec2 px(vec2 p) { return u_o + p.x * u_x + p.y * u_y; }
#ifdef STRAIGHT
vec2 on(float t) { return mix(c0, c3, t); }
vec2 along(float t) { return c3 - c0; }
float before(float d) { return max(0.0, 1.0 - d / max(0.5, length(c3 - c0))); }
#else
vec2 on(float t) { float u = 1.0 - t; return u*u*u*c0 + 3.0*u*u*t*c1 + 3.0*u*t*t*c2 + t*t*t*c3; }
vec2 along(float t) { float u = 1.0 - t; return 3.0*u*u*(c1-c0) + 6.0*u*t*(c2-c1) + 3.0*t*t*(c3-c2); }
float before(float d) {
  float t = 1.0 - min(1.0, d / max(1.0, length(c3 - c2) * 3.0));
  for (int i = 0; i < 3; i++) t = max(0.0, 1.0 - (1.0 - t) * d / max(0.5, length(on(t) - c3)));
  return t;
}
#endif
float run(float t) {
  float h = t * 0.5;
  return h * (0.5555556 * length(along(h * 0.2254033)) + 0.8888889 * length(along(h)) + 0.5555556 * length(along(h * 1.7745967)));
}
void main() {
  int style = int(a_kind.x);
  float width = max(0.7, (a_form.y + (a_kind.y > 1.5 ? 0.7 : 0.0)) * u_thick), half_ = width * 0.5;
  float ra = a_form.z * u_scale, rb = a_form.w * u_scale;
  c0 = px(a_ends.xy); c3 = px(a_ends.zw);
#ifndef STRAIGHT
  if (a_kind.z > 0.5) {
    float k = ra + 4.0 + 13.0 * a_form.x;
    c1 = c0 + vec2(-1.5, -2.0) * k; c2 = c0 + vec2(1.5, -2.0) * k;
  } else {
    vec2 c = (c0 + c3) * 0.5 + vec2(c3.y - c0.y, c0.x - c3.x) * a_form.x;
    c1 = c0 + (c - c0) * 0.6666667; c2 = c3 + (c - c3) * 0.6666667;
  }
#endif
  float share = a_kind.y > 1.5 ? 0.0 : a_kind.y > 0.5 ? 0.82 : u_fade;
  v_first = vec4(mix(u_first[style].rgb, u_ground, share), 1.0);
  float strike = 0.0;
#ifdef DASHED
  vec4 second = u_second[style], dash = u_dash[style];
  // Premultiplied: a gap is nothing, not a colour.
  v_second = vec4(mix(second.rgb, u_ground, share), 1.0) * second.a;
  strike = dash.z > 0.0 ? max(4.0, width * 1.5) : 0.0;
  v_stroke = vec3(dash.x, dash.y, strike);
#endif
  float hl = u_heads * max(6.5, width * 4.4), hw = max(3.0, width * 1.9);
  float end = before(rb + hl);
  vec2 at;
  if (a_part.z > 0.5) {
    if (u_heads < 0.5) { gl_Position = vec4(2.0, 2.0, 0.0, 1.0); return; }
    vec2 tip = on(before(rb + 0.5)), way = tip - on(end);
    vec2 f = normalize(length(way) > 0.01 ? way : c3 - c0 + vec2(1e-4, 0.0)), n = vec2(-f.y, f.x);
    float back = a_part.x * hl - (1.0 - a_part.x) * 1.5, off = a_part.y * (hw + 1.0);
    at = tip - f * back + n * off;
    v_rim = vec2(off, back * hw / hl);
#ifdef DASHED
    v_run = v_stroke.x * 0.5; v_stroke.z = 0.0;
#endif
  } else {
    float t = a_part.x * end;
    vec2 d = along(t), n = normalize(vec2(-d.y, d.x) + vec2(1e-5, 0.0));
    float rim = max(half_, strike) + 0.75;
    at = on(t) + n * a_part.y * rim;
    v_rim = vec2(a_part.y * rim, half_);
#ifdef DASHED
    v_run = run(t);
#endif
  }
  gl_Position = vec4(at.x / u_room.x * 2.0 - 1.0, 1.0 - at.y / u_room.y * 2.0, 0.0, 1.0);
}`;

const FRAGMENT = `
precision highp float;
flat in vec4 v_first; in vec2 v_rim; out vec4 color;
#ifdef DASHED
flat in vec4 v_second; flat in vec3 v_stroke; in float v_run;
#endif
void main() {
  float a = clamp(v_rim.y + 0.5 - abs(v_rim.x), 0.0, 1.0);
#ifdef DASHED
  vec4 ink = v_first;
  if (v_stroke.y > 0.0) {
    float s = mod(v_run, v_stroke.x + v_stroke.y);
    ink = mix(v_second, v_first, clamp(min(s, v_stroke.x - s) + 0.5, 0.0, 1.0));
  }
  if (v_stroke.z > 0.0) {
    float s = abs(mod(v_run - v_rim.x * 0.6 + 7.0, 14.0) - 7.0);
    a = max(a, clamp(1.4 - s, 0.0, 1.0) * clamp(v_stroke.z + 0.5 - abs(v_rim.x), 0.0, 1.0));
  }
  color = ink * a;
#else
  color = v_first * a;
#endif
}`;

// How a line is drawn: by which variant of the shaders, along how many pieces.
const KINDS = { straight: { defines: ["STRAIGHT"], steps: 1 }, even: { defines: [], steps: 12 }, dashed: { defines: ["DASHED"], steps: 12 } };
const STYLES = 8;
const FLOATS = 8;
const BYTES = FLOATS * 4 + 4;
// Above this many, curves and arrows cost more than they tell.
const CURVED = 1500;
const HEADS = 6000;

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
    this.state = new Uint8Array();
    /** @type {Set<string>} kinds of lines that have been drawn */
    this.used = new Set();
    this.fade = 0;
    this.moved = true;
    this.marked = true;
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
    this.state = new Uint8Array(this.edges.length);
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
    let changed = false;
    this.edges.forEach((edge, i) => {
      const state = focus.edges.has(edge.id) ? 2 : plain ? 0 : 1;
      if (this.state[i] === state) return;
      this.state[i] = state;
      changed = true;
    });
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
      /** @type {Map<string, any>} made when the first line of a kind is drawn */
      const brushes = new Map();
      const brush = (kind) => {
        if (!brushes.has(kind)) brushes.set(kind, new Brush(gl, KINDS[kind]));
        return brushes.get(kind);
      };
      return {
        render: (params) => this.#render(gl, sigma, params, brush),
        kill: () => brushes.forEach((one) => one.kill()),
      };
    };
  }

  #render(gl, sigma, params, brush) {
    if (!this.edges.length) return;
    const look = this.look();
    this.styles = this.#stylesOf(look);
    if (this.moved) this.#bent();
    if (this.moved || this.marked) {
      const places = { straight: [], even: [], dashed: [] };
      for (let i = 0; i < this.edges.length; i++) places[this.#kind(i)].push(i);
      for (const [kind, own] of Object.entries(places)) {
        // What stands out is drawn again, above the rest.
        const hot = own.filter((i) => this.state[i] === 2);
        if (own.length || this.used.has(kind)) brush(kind).fill(this.#packed(own), own.length, this.#packed(hot), hot.length);
        if (own.length) this.used.add(kind);
      }
      this.moved = this.marked = false;
    }
    const plane = Lines.plane(sigma);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.disable(gl.DEPTH_TEST);
    for (const layer of ["all", "top"]) {
      for (const kind of this.used) {
        const one = brush(kind);
        if (!one.count[layer]) continue;
        one.begin(plane, params, { scale: sigma.scaleSize(1), fade: this.fade, heads: this.edges.length > HEADS ? 0 : 1, ground: rgb(look.ground), styles: this.styles });
        one.draw(layer);
      }
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

  /** The instances of these relations as bytes. @param {number[]} places */
  #packed(places) {
    const buffer = new ArrayBuffer(places.length * BYTES);
    const [floats, bytes] = [new Float32Array(buffer), new Uint8Array(buffer)];
    places.forEach((i, n) => {
      const { source, target, status } = this.edges[i];
      const [a, b] = [this.graph.getNodeAttributes(source), this.graph.getNodeAttributes(target)];
      floats.set([a.x, a.y, b.x, b.y, this.bend[i], this.width[i], a.size, b.size], (n * BYTES) / 4);
      bytes.set([this.styles.place.get(status) ?? this.styles.unknown, this.state[i], source === target ? 1 : 0, 0], n * BYTES + FLOATS * 4);
    });
    return buffer;
  }
}

// Nearer, discs grow, lines hardly: their width tells of sources, not of distance.
const THICKEST = 1.15;

/** Px on the screen for a px of a line's width, at a scale of the discs. */
function thickness(scale) {
  return Math.min(scale, THICKEST);
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

/** A strip of `steps` pieces and an arrow head: (along 0..1, side, head or body). */
function template(steps) {
  const parts = [];
  const indices = [];
  for (let i = 0; i <= steps; i++) parts.push(i / steps, -1, 0, i / steps, 1, 0);
  for (let i = 0; i < steps; i++) indices.push(2 * i, 2 * i + 1, 2 * i + 2, 2 * i + 1, 2 * i + 3, 2 * i + 2);
  const head = parts.length / 3;
  parts.push(0, 0, 1, 1, -1, 1, 1, 1, 1);
  indices.push(head, head + 1, head + 2);
  return { parts: new Float32Array(parts), indices: new Uint16Array(indices) };
}

/** One variant of the shaders with its instances. */
class Brush {
  constructor(gl, { defines, steps }) {
    this.gl = gl;
    this.program = linked(gl, defines);
    const mesh = template(steps);
    this.corners = mesh.indices.length;
    this.layers = { all: batch(gl, this.program, mesh), top: batch(gl, this.program, mesh) };
    this.count = { all: 0, top: 0 };
    this.places = new Map();
  }

  fill(all, n, top, m) {
    this.layers.all.fill(all);
    this.layers.top.fill(top);
    this.count = { all: n, top: m };
  }

  #at(name) {
    if (!this.places.has(name)) this.places.set(name, this.gl.getUniformLocation(this.program, name));
    return this.places.get(name);
  }

  begin({ o, x, y }, { width, height }, { scale, fade, heads, ground, styles }) {
    const { gl } = this;
    gl.useProgram(this.program);
    for (const [name, point] of Object.entries({ u_o: o, u_x: x, u_y: y })) gl.uniform2f(this.#at(name), point.x, point.y);
    gl.uniform2f(this.#at("u_room"), width, height);
    for (const [name, value] of Object.entries({ u_scale: scale, u_thick: thickness(scale), u_fade: fade, u_heads: heads })) gl.uniform1f(this.#at(name), value);
    gl.uniform3fv(this.#at("u_ground"), ground);
    for (const key of ["first", "second", "dash"]) gl.uniform4fv(this.#at(`u_${key}`), styles.arrays[key]);
  }

  draw(layer) {
    this.gl.bindVertexArray(this.layers[layer].array);
    this.gl.drawElementsInstanced(this.gl.TRIANGLES, this.corners, this.gl.UNSIGNED_SHORT, 0, this.count[layer]);
  }

  kill() {
    this.layers.all.kill();
    this.layers.top.kill();
    this.gl.deleteProgram(this.program);
  }
}

function linked(gl, defines) {
  const head = `#version 300 es\n${defines.map((name) => `#define ${name}\n`).join("")}`;
  const program = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, head + source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(`The lines' shaders do not link: ${[gl.getProgramInfoLog(program), ...gl.getAttachedShaders(program).map((one) => gl.getShaderInfoLog(one))].join(" ")}`);
  return program;
}

/** Buffers of one set of instances. */
function batch(gl, program, { parts, indices }) {
  const array = gl.createVertexArray();
  const [corners, order, instances] = [gl.createBuffer(), gl.createBuffer(), gl.createBuffer()];
  const point = (name, size, type, stride, offset, divisor) => {
    const at = gl.getAttribLocation(program, name);
    gl.enableVertexAttribArray(at);
    gl.vertexAttribPointer(at, size, type, false, stride, offset);
    gl.vertexAttribDivisor(at, divisor);
  };
  gl.bindVertexArray(array);
  gl.bindBuffer(gl.ARRAY_BUFFER, corners);
  gl.bufferData(gl.ARRAY_BUFFER, parts, gl.STATIC_DRAW);
  point("a_part", 3, gl.FLOAT, 0, 0, 0);
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, order);
  gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.STATIC_DRAW);
  gl.bindBuffer(gl.ARRAY_BUFFER, instances);
  point("a_ends", 4, gl.FLOAT, BYTES, 0, 1);
  point("a_form", 4, gl.FLOAT, BYTES, 16, 1);
  point("a_kind", 4, gl.UNSIGNED_BYTE, BYTES, 32, 1);
  gl.bindVertexArray(null);
  return {
    array,
    fill(bytes) {
      gl.bindBuffer(gl.ARRAY_BUFFER, instances);
      gl.bufferData(gl.ARRAY_BUFFER, bytes, gl.DYNAMIC_DRAW);
    },
    kill() {
      gl.deleteVertexArray(array);
      for (const buffer of [corners, order, instances]) gl.deleteBuffer(buffer);
    },
  };
}
