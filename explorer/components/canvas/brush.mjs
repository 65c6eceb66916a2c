/** The shaders of the lines, the card's memory for them, and the kept picture of many; what is drawn where is left to lines.mjs. */

// STRAIGHT: the line alone of a pair in a large picture. DASHED: more than one even stroke. A pixel does as little as its line needs.
const VERTEX = `
uniform highp sampler2D u_data;
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
  // A vertex knows its line and its place on it by its number: an instance each would be a drawing call each without a graphics card.
  int line = gl_VertexID / VERTICES, n = gl_VertexID - line * VERTICES;
  ivec2 place = ivec2((line * 3) % WIDE, (line * 3) / WIDE);
  vec4 a_ends = texelFetch(u_data, place, 0), a_form = texelFetch(u_data, place + ivec2(1, 0), 0), a_kind = texelFetch(u_data, place + ivec2(2, 0), 0);
  vec3 a_part = n < VERTICES - 3 ? vec3(float(n / 2) / float(STEPS), (n & 1) == 0 ? -1.0 : 1.0, 0.0) : vec3(n == VERTICES - 3 ? 0.0 : 1.0, n == VERTICES - 3 ? 0.0 : n == VERTICES - 2 ? -1.0 : 1.0, 1.0);
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
export const KINDS = { straight: { defines: ["STRAIGHT"], steps: 1 }, even: { defines: [], steps: 12 }, dashed: { defines: ["DASHED"], steps: 12 } };
export const STYLES = 8;
// Three texels for a line: its ends; bend, width and both radii; style, state and whether it is a loop. Texels in a row: a multiple of three.
export const FLOATS = 12;
export const WIDE = 1536;
// No unit of sigma's.
const UNIT = 8;

// Nearer, discs grow, lines hardly: their width tells of sources, not of distance.
const THICKEST = 1.15;

/** Px on the screen for a px of a line's width, at a scale of the discs. */
export function thickness(scale) {
  return Math.min(scale, THICKEST);
}

/** How many vertices a strip of `steps` pieces and an arrow head have, and the order in which they make triangles. */
function template(steps) {
  const order = [];
  for (let i = 0; i < steps; i++) order.push(2 * i, 2 * i + 1, 2 * i + 2, 2 * i + 1, 2 * i + 3, 2 * i + 2);
  const head = 2 * (steps + 1);
  order.push(head, head + 1, head + 2);
  return { vertices: head + 3, order };
}

/** A picture of the lines as large as the stage, shown until it is drawn anew. */
export class Kept {
  constructor(gl) {
    this.gl = gl;
    this.target = gl.createFramebuffer();
    this.store = gl.createRenderbuffer();
    this.key = "";
    this.width = this.height = 0;
  }

  /** @param {string} key what it is to show @param {boolean} stale @returns {boolean} whether it is to be drawn; drawing then goes there, until the stage's next pass */
  begin(key, stale) {
    const { gl } = this;
    const [width, height] = [gl.drawingBufferWidth, gl.drawingBufferHeight];
    const resized = width !== this.width || height !== this.height;
    if (!resized && !stale && key === this.key) return false;
    this.key = key;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.target);
    if (resized) {
      Object.assign(this, { width, height });
      // A storage of fixed size is made anew; the units that sigma keeps its textures in are left alone.
      gl.deleteRenderbuffer(this.store);
      this.store = gl.createRenderbuffer();
      gl.bindRenderbuffer(gl.RENDERBUFFER, this.store);
      gl.renderbufferStorage(gl.RENDERBUFFER, gl.RGBA8, width, height);
      gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, this.store);
    }
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    return true;
  }

  /** Lays it under what is drawn next. */
  show() {
    const { gl, width, height } = this;
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.target);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
    gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  kill() {
    this.gl.deleteFramebuffer(this.target);
    this.gl.deleteRenderbuffer(this.store);
  }
}

/** One variant of the shaders with its lines. */
export class Brush {
  constructor(gl, { defines, steps }) {
    this.gl = gl;
    this.mesh = template(steps);
    this.program = linked(gl, [...defines, `STEPS ${steps}`, `VERTICES ${this.mesh.vertices}`, `WIDE ${WIDE}`]);
    this.array = gl.createVertexArray();
    this.order = gl.createBuffer();
    /** for how many lines the order of vertices is there */
    this.room = 0;
    this.data = { all: gl.createTexture(), top: gl.createTexture() };
    this.count = { all: 0, top: 0 };
    this.places = new Map();
  }

  /** @param {"all"|"top"} layer @param {Float32Array} texels @param {number} n lines */
  fill(layer, texels, n) {
    const { gl } = this;
    this.count[layer] = n;
    if (!n) return;
    gl.activeTexture(gl.TEXTURE0 + UNIT);
    gl.bindTexture(gl.TEXTURE_2D, this.data[layer]);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32F, WIDE, texels.length / 4 / WIDE, 0, gl.RGBA, gl.FLOAT, texels);
    for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, name, gl.NEAREST);
    gl.activeTexture(gl.TEXTURE0);
    if (n <= this.room) return;
    this.room = Math.max(64, n, this.room * 2);
    const { vertices, order } = this.mesh;
    const all = new Uint32Array(this.room * order.length);
    for (let i = 0, at = 0; i < this.room; i++) for (const corner of order) all[at++] = i * vertices + corner;
    gl.bindVertexArray(this.array);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.order);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, all, gl.STATIC_DRAW);
    gl.bindVertexArray(null);
  }

  #at(name) {
    if (!this.places.has(name)) this.places.set(name, this.gl.getUniformLocation(this.program, name));
    return this.places.get(name);
  }

  begin({ o, x, y }, { width, height }, { scale, fade, heads, ground, styles }) {
    const { gl } = this;
    gl.useProgram(this.program);
    gl.uniform1i(this.#at("u_data"), UNIT);
    for (const [name, point] of Object.entries({ u_o: o, u_x: x, u_y: y })) gl.uniform2f(this.#at(name), point.x, point.y);
    gl.uniform2f(this.#at("u_room"), width, height);
    for (const [name, value] of Object.entries({ u_scale: scale, u_thick: thickness(scale), u_fade: fade, u_heads: heads })) gl.uniform1f(this.#at(name), value);
    gl.uniform3fv(this.#at("u_ground"), ground);
    for (const key of ["first", "second", "dash"]) gl.uniform4fv(this.#at(`u_${key}`), styles.arrays[key]);
  }

  draw(layer) {
    const { gl } = this;
    gl.activeTexture(gl.TEXTURE0 + UNIT);
    gl.bindTexture(gl.TEXTURE_2D, this.data[layer]);
    gl.bindVertexArray(this.array);
    gl.drawElements(gl.TRIANGLES, this.count[layer] * this.mesh.order.length, gl.UNSIGNED_INT, 0);
    gl.activeTexture(gl.TEXTURE0);
  }

  kill() {
    this.gl.deleteVertexArray(this.array);
    this.gl.deleteBuffer(this.order);
    for (const data of Object.values(this.data)) this.gl.deleteTexture(data);
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
