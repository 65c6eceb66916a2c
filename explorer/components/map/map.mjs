/** The map: entities that have a place, deployments and attacks as arrows. Boundaries are for orientation; what they mean is said on the map. Over 300 lines: camera, places and pointer change each other; how it is drawn stands in drawing.mjs. */

import { fill, h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";
import { badge } from "../shared/marks.mjs";
import { Taken } from "../canvas/taken.mjs";
import { borders, plane } from "./borders.mjs";
import { ARROWS, DISC, drawArrow, drawDisc, drawHeap, drawLabel, drawLand } from "./drawing.mjs";

const MOST_IDS = 480;
// Px between places that are told apart and between the rings around one; entities in a ring.
const NEAR = 24;
const RING = 34;
const AROUND = 8;
// How far rings may reach, in px and in the plane (about 900 km): what stands around a place must not seem to lie in another country.
const MOST_ROOM = 160;
const REACH = 120;
const CLOSEST = 14;
const FARTHEST = 0.1;
// The ends of the land in the plane.
const NORTH = 1290;
const SOUTH = 1250;
const WORLD = 5300;

export class WorldMap {
  /** @param {import("../canvas/network.mjs").Network} network @param {HTMLElement} pane */
  constructor(network, pane) {
    this.network = network;
    this.open = false;
    /** @type {import("./borders.mjs").Borders|null} */
    this.borders = null;
    /** @type {Map<string, {lon: number, lat: number, basis: string, of: string}|null>} null: nothing places it */
    this.places = new Map();
    /** @type {Set<string>} whose places are being asked for */
    this.pending = new Set();
    /** the camera: px = plane × k + (x, y); null until something is shown @type {{k: number, x: number, y: number}|null} */
    this.camera = null;
    /** whether a person has moved the camera: it is kept then */
    this.chosen = false;
    /** @type {{x: number, y: number, ratio: number}|null} a camera that waits for the map to be seen */
    this.waiting = null;
    /** @type {Map<string, {x: number, y: number, node: any, inside: boolean}>} where entities are drawn, px; inside: within a heap, not by themselves */
    this.spots = new Map();
    /** @type {{key: string, x: number, y: number, more: number}[]} places where more entities are than there is room for */
    this.heaps = [];
    /** @type {string|null} the heap that is spread out */
    this.spread = null;
    /** @type {{edge: any, line: {x: number, y: number}[], beside: boolean}[]} beside: from the list beside the map */
    this.arrows = [];
    this.canvas = h("canvas", { role: "img", tabindex: "0" });
    this.tools = h("div", { class: "tools" });
    this.said = h("div", { class: "said" });
    // What nothing places stands beside the map: on it, it would seem to be where it is drawn.
    this.nowhere = h("details", { class: "nowhere", hidden: true });
    this.element = h("div", { class: "wasl-map", hidden: true }, this.canvas, this.tools, this.nowhere, this.said);
    pane.append(this.element);
    this.#listen();
    new ResizeObserver(() => this.resize()).observe(this.element);
  }

  /** The camera where a person has moved it, as Python hears it: the middle of the map in its plane, and px a unit. */
  settled() {
    if (this.waiting) return this.waiting;
    if (!this.chosen || !this.camera) return null;
    const { width, height } = this.#room();
    const { k, x, y } = this.camera;
    const short = (n) => Math.round(n * 1e4) / 1e4;
    return { x: short((width / 2 - x) / k), y: short((height / 2 - y) / k), ratio: short(k) };
  }

  /** @param {{x: number, y: number, ratio: number}|null} place as `settled` gives it; null = what suits */
  put(place) {
    const now = this.settled();
    if (place && now && Math.abs(now.x - place.x) < 0.5 && Math.abs(now.y - place.y) < 0.5 && now.ratio === place.ratio) return;
    if (!place && !this.chosen && !this.waiting) return;
    this.waiting = place;
    this.chosen = Boolean(place);
    this.camera = null;
    if (this.open) this.update();
  }

  /** Takes up a camera that came with the state, as soon as the map has a size. @returns {boolean} whether there was one */
  #arrive() {
    const { width, height } = this.#room();
    if (!this.waiting || width < 20 || height < 20) return false;
    const { x, y, ratio } = this.waiting;
    const k = Math.min(CLOSEST, Math.max(FARTHEST, ratio));
    this.camera = { k, x: width / 2 - x * k, y: height / 2 - y * k };
    this.waiting = null;
    return true;
  }

  /** A person has moved the camera. */
  #moved() {
    this.chosen = true;
    this.paint();
    this.network.report.later();
  }

  show(open) {
    this.open = open;
    this.element.hidden = !open;
    if (open) this.update();
  }

  dress() {
    const { t } = this.network;
    const tool = (name, sign, act) => h("button", { type: "button", "data-map": name, title: t(name), "aria-label": t(name), onclick: act }, icon(sign, { size: 16 }));
    fill(this.tools, tool("zoomIn", "plus", () => this.#zoom(1.5)), tool("zoomOut", "minus", () => this.#zoom(1 / 1.5)), tool("fit", "scan", () => this.#whole()));
    this.canvas.setAttribute("aria-label", t("viewMap"));
    this.update();
  }

  resize() {
    if (this.open) this.paint();
  }

  /** Draws what the picture shows now; asks for what it does not know yet. */
  async update() {
    if (!this.open || !this.network.ready || !this.network.look) return;
    const { network } = this;
    if (!this.borders && !this.failed) {
      borders().then((found) => { this.borders = found; this.paint(); }, () => { this.failed = true; this.#say(); });
    }
    if (this.#arrive()) this.paint();
    this.#say();
    this.paint();
    if (this.revision !== network.data.revision) this.places.clear();
    this.revision = network.data.revision;
    const wanted = [...network.seen.items.keys()].filter((id) => !this.places.has(id) && !this.pending.has(id)).slice(0, MOST_IDS);
    if (!wanted.length) {
      this.#say();
      if (!this.camera && !this.pending.size) this.#fit();
      return;
    }
    for (const id of wanted) this.pending.add(id);
    let answer;
    try {
      answer = await network.changes.question("places", wanted.map((id) => ["id", id]));
    } catch (error) {
      network.note.show(network.inWords(error), { label: network.t("retry"), act: () => this.update() }, 12_000);
      return;
    } finally {
      for (const id of wanted) this.pending.delete(id);
    }
    for (const id of wanted) this.places.set(id, answer.places[id] ?? null);
    this.#say();
    if (!this.camera) this.#fit();
    this.paint();
    // More than one question may carry.
    if (wanted.length === MOST_IDS) this.update();
  }

  #say() {
    const { t } = this.network;
    this.#list();
    fill(this.said,
      h("span", { class: "border" }, h("i", { class: "dashed" }), t("mapDisputed")),
      h("span", {}, t("mapNeutral")),
      this.pending.size ? h("span", {}, t("loading")) : null,
      this.failed ? h("button", { type: "button", onclick: () => { this.failed = false; this.update(); } }, t("mapFailed")) : null);
  }

  /** The entities that nothing places, most connected first. */
  #list() {
    const { t, look, picture, seen, selection } = this.network;
    const nodes = [...seen.items.keys()].filter((id) => this.places.has(id) && !this.places.get(id)).map((id) => picture.nodes.get(id)).filter(Boolean).sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));
    this.nowhere.hidden = !nodes.length;
    const said = `${this.network.lang} ${look.theme} ${nodes.map((node) => node.id).join(" ")}`;
    if (this.nowhere.dataset.said === said) return;
    // Room for the map comes first where there is little.
    if (this.nowhere.dataset.said === undefined) this.nowhere.toggleAttribute("open", this.element.clientWidth > 760);
    this.nowhere.dataset.said = said;
    fill(this.nowhere, h("summary", {}, t("mapNowhere", { n: nodes.length })),
      h("ul", {}, nodes.slice(0, 300).map((node) => h("li", {}, h("button", { type: "button", "data-nowhere": node.id, onclick: (event) => selection.pick([node.id], { more: event.ctrlKey || event.metaKey || event.shiftKey }) }, badge(look, node.type, { small: true }), h("bdi", {}, node.label))))));
    this.#mark();
  }

  /** The selection has changed. */
  mark() {
    this.#mark();
    this.paint();
  }

  /** The selection, in the list beside the map. */
  #mark() {
    const { focus } = this.network.selection;
    for (const button of this.nowhere.querySelectorAll("[data-nowhere]")) {
      if (focus.picked.has(button.getAttribute("data-nowhere"))) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  // ---- where things are

  #plane(place) {
    const [x, y] = /** @type {[number, number]} */ (plane([place.lon, place.lat]));
    return { x, y };
  }

  #room() {
    return { width: this.element.clientWidth, height: this.element.clientHeight };
  }

  #fit() {
    const { width, height } = this.#room();
    if (width < 20 || height < 20) return;
    const points = [...this.network.seen.items.keys()].map((id) => this.places.get(id)).filter(Boolean).map((place) => this.#plane(place));
    const box = points.length ? { x0: Math.min(...points.map((p) => p.x)), x1: Math.max(...points.map((p) => p.x)), y0: Math.min(...points.map((p) => p.y)), y1: Math.max(...points.map((p) => p.y)) } : { x0: -2650, x1: 2650, y0: -1250, y1: 1100 };
    const [w, hgt] = [Math.max(260, box.x1 - box.x0), Math.max(200, box.y1 - box.y0)];
    // The list beside the map takes its room where it is open.
    const list = this.nowhere.hidden || !this.nowhere.hasAttribute("open") ? 0 : this.nowhere.offsetWidth + 12;
    const side = list && this.nowhere.offsetLeft > width / 2 ? -1 : 1;
    const fits = Math.min(CLOSEST, (width - list - (width > 500 ? 230 : 110)) / w, (height - 110) / hgt);
    // Where all that would be a speck, the middle of most of it is shown.
    const k = Math.max(fits, ((width - list) * 1.1) / WORLD);
    const middle = (values, low, high) => (k > fits && values.length ? values.sort((a, b) => a - b)[values.length >> 1] : (low + high) / 2);
    const [cx, cy] = [middle(points.map((p) => p.x), box.x0, box.x1), middle(points.map((p) => p.y), box.y0, box.y1)];
    // No empty sky above the north of the world where there is land to show below.
    const centred = height / 2 - cy * k;
    const y = centred - Math.max(0, Math.min(centred - NORTH * k, centred + SOUTH * k - height, centred + box.y0 * k - 130));
    this.camera = { k, x: (width + side * list) / 2 - cx * k, y };
    this.paint();
  }

  /** All of it again, and no camera of one's own. */
  #whole() {
    this.chosen = false;
    this.#fit();
    this.network.report.later();
  }

  #zoom(factor, at = null) {
    if (!this.camera) return;
    const { width, height } = this.#room();
    const { x, y } = at ?? { x: width / 2, y: height / 2 };
    const k = Math.min(CLOSEST, Math.max(FARTHEST, this.camera.k * factor));
    const f = k / this.camera.k;
    this.camera = { k, x: x - (x - this.camera.x) * f, y: y - (y - this.camera.y) * f };
    this.#moved();
  }

  /** Entities at one place stand around it, the place itself in the middle; those for which there is no room are counted there. */
  #arrange() {
    const { network, camera } = this;
    this.spots.clear();
    this.heaps = [];
    if (!camera) return;
    const { picked } = network.selection.focus;
    const here = [...network.seen.items.keys()].map((id) => ({ node: network.picture.nodes.get(id), place: this.places.get(id) })).filter(({ node, place }) => node && place);
    const own = ({ basis }) => (basis === "own" || basis === "country" ? 0 : 1);
    here.sort((a, b) => own(a.place) - own(b.place) || b.node.degree - a.node.degree || (a.node.id < b.node.id ? -1 : 1));
    /** @type {{x: number, y: number, nodes: any[]}[]} the first of each is the one that is always seen */
    const groups = [];
    for (const { node, place } of here) {
      const p = this.#plane(place);
      const at = { x: p.x * camera.k + camera.x, y: p.y * camera.k + camera.y };
      const near = groups.find((group) => Math.hypot(group.x - at.x, group.y - at.y) < NEAR);
      if (near) near.nodes.push(node);
      else groups.push({ ...at, nodes: [node] });
    }
    for (const group of groups) {
      const [head, ...rest] = group.nodes;
      this.spots.set(head.id, { x: group.x, y: group.y, node: head, inside: false });
      const room = Math.min(...groups.map((other) => (other === group ? Infinity : Math.hypot(other.x - group.x, other.y - group.y) / 2)), MOST_ROOM, REACH * camera.k);
      const rings = this.spread === head.id ? Infinity : Math.floor((room - DISC) / RING);
      // What is selected is seen, however little room there is.
      rest.sort((a, b) => Number(picked.has(b.id)) - Number(picked.has(a.id)));
      const fits = Math.max(rings * AROUND, rest.filter((node) => picked.has(node.id)).length, rest.length === 1 && rings > 0 ? 1 : 0);
      rest.forEach((node, n) => {
        const ring = Math.floor(n / AROUND) + 1;
        const angle = (n % AROUND) * ((2 * Math.PI) / AROUND) + ring * 0.4 - 0.6;
        const inside = n >= fits;
        this.spots.set(node.id, inside ? { x: group.x, y: group.y, node, inside } : { x: group.x + Math.cos(angle) * RING * ring, y: group.y + Math.sin(angle) * RING * ring, node, inside });
      });
      if (rest.length > fits) this.heaps.push({ key: head.id, x: group.x + DISC, y: group.y - DISC, more: rest.length - fits });
    }
    this.#lines();
  }

  /** Where the arrows run: between what is on the map, and from the list beside it to where something went. */
  #lines() {
    const { network } = this;
    this.arrows = [];
    const between = new Map();
    for (const edge of network.seen.edges.values()) {
      const [a, b] = [this.spots.get(edge.source) ?? this.#from(edge), this.spots.get(edge.target)];
      if (!a || !b || Math.hypot(a.x - b.x, a.y - b.y) < 2) continue;
      const pair = [a, b].map(({ x, y }) => `${Math.round(x)},${Math.round(y)}`).sort().join(" ");
      const n = between.get(pair) ?? 0;
      between.set(pair, n + 1);
      const far = Math.hypot(a.x - b.x, a.y - b.y);
      const bend = Math.min(0.18 + 0.13 * Math.min(n, 4), (60 + 22 * Math.min(n, 4)) / far);
      const steps = Math.min(80, Math.max(24, Math.round(far / 9)));
      const m = { x: (a.x + b.x) / 2 + (b.y - a.y) * bend, y: (a.y + b.y) / 2 - (b.x - a.x) * bend };
      const line = Array.from({ length: steps + 1 }, (_, i) => {
        const [t, u] = [i / steps, 1 - i / steps];
        return { x: u * u * a.x + 2 * u * t * m.x + t * t * b.x, y: u * u * a.y + 2 * u * t * m.y + t * t * b.y };
      }).filter((p) => Math.hypot(p.x - a.x, p.y - a.y) > DISC + 1 && Math.hypot(p.x - b.x, p.y - b.y) > DISC + 3);
      if (line.length > 1) this.arrows.push({ edge, line, beside: !this.spots.has(edge.source) });
    }
    this.arrows.sort((a, b) => Number(ARROWS.has(a.edge.family)) - Number(ARROWS.has(b.edge.family)));
  }

  /** Nobody says from where it came; where it went is known: the arrow sets out from its name beside the map. @returns {{x: number, y: number}|null} */
  #from(edge) {
    if (!ARROWS.has(edge.family) || this.nowhere.hidden) return null;
    const { picked, pickedEdge, edge: hovered } = this.network.selection.focus;
    const button = this.nowhere.querySelector(`[data-nowhere="${CSS.escape(edge.source)}"]`);
    if (!button) return null;
    const [own, list, map] = [button.getBoundingClientRect(), this.nowhere.getBoundingClientRect(), this.element.getBoundingClientRect()];
    const seen = this.nowhere.hasAttribute("open") && own.top >= list.top && own.bottom <= list.bottom;
    if (!seen && !picked.has(edge.source) && pickedEdge !== edge.id && hovered !== edge.id) return null;
    const right = list.left + list.width / 2 > map.left + map.width / 2;
    const y = seen ? (own.top + own.bottom) / 2 : list.top + 16;
    return { x: (right ? list.left : list.right) - map.left - (right ? DISC : -DISC), y: y - map.top };
  }

  // ---- drawing

  paint() {
    const { look, selection } = this.network;
    const { focus } = selection;
    const { width, height } = this.#room();
    if (!this.open || !look || width < 20 || height < 20) return;
    const ratio = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      Object.assign(this.canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
      Object.assign(this.canvas.style, { width: `${width}px`, height: `${height}px` });
    }
    const c = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.clearRect(0, 0, width, height);
    if (this.camera && this.borders) drawLand(c, look, { camera: this.camera, borders: this.borders, ratio });
    this.#arrange();
    for (const arrow of this.arrows) drawArrow(c, look, focus, arrow);
    const taken = new Taken();
    const seen = [...this.spots.values()].filter((spot) => !spot.inside);
    for (const spot of seen) taken.add({ x: spot.x - DISC, y: spot.y - DISC, w: DISC * 2, h: DISC * 2 });
    for (const spot of seen) drawDisc(c, look, focus, spot);
    for (const heap of this.heaps) drawHeap(c, look, { ...heap, lang: this.network.lang }, taken);
    const order = seen.sort((a, b) => Number(focus.picked.has(b.node.id)) - Number(focus.picked.has(a.node.id)) || b.node.degree - a.node.degree);
    for (const spot of order) drawLabel(c, look, spot, taken);
  }

  // ---- pointer and keys

  /** @returns {{node: string|null, edge: string|null, heap?: string}} what is under a point of the map */
  under({ x, y }) {
    let best = null;
    const heap = this.heaps.find((one) => x > one.x - 5 && x < one.x + 26 && Math.abs(y - one.y) < 9);
    if (heap) return { node: null, edge: null, heap: heap.key };
    for (const [id, spot] of this.spots) {
      if (spot.inside) continue;
      const far = Math.hypot(spot.x - x, spot.y - y);
      if (far < DISC + 5 && (!best || far < best.far)) best = { id, far };
    }
    if (best) return { node: best.id, edge: null };
    for (const { edge, line } of [...this.arrows].reverse()) if (line.some((p) => Math.hypot(p.x - x, p.y - y) < 7)) return { node: null, edge: edge.id };
    return { node: null, edge: null };
  }

  /** Spreads a heap out, over whatever is near; null folds it again. @param {string|null} key */
  #unfold(key) {
    const heap = this.heaps.find((one) => one.key === key);
    this.spread = key;
    if (heap) this.network.say.textContent = this.network.t("mapHere", { n: heap.more });
    this.paint();
  }

  #listen() {
    const { canvas, network } = this;
    const at = (event) => { const box = canvas.getBoundingClientRect(); return { x: event.clientX - box.left, y: event.clientY - box.top }; };
    /** @type {Map<number, {x: number, y: number}>} */
    const down = new Map();
    let moved = 0;
    canvas.addEventListener("pointerdown", (event) => {
      down.set(event.pointerId, at(event));
      canvas.setPointerCapture(event.pointerId);
      moved = 0;
    });
    canvas.addEventListener("pointermove", (event) => {
      const [here, was] = [at(event), down.get(event.pointerId)];
      if (!was) {
        const { node, edge, heap } = this.under(here);
        canvas.style.cursor = node || edge || heap ? "pointer" : "grab";
        network.selection.look(node, edge);
        return;
      }
      if (!this.camera) return;
      moved += Math.hypot(here.x - was.x, here.y - was.y);
      const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        const [before, now] = [Math.hypot(was.x - other.x, was.y - other.y), Math.hypot(here.x - other.x, here.y - other.y)];
        if (before > 5) this.#zoom(now / before, other);
      } else {
        this.camera = { ...this.camera, x: this.camera.x + here.x - was.x, y: this.camera.y + here.y - was.y };
        if (moved > 5) this.#moved();
      }
      down.set(event.pointerId, here);
    });
    const up = (event) => {
      const clicked = down.has(event.pointerId) && moved < 5 && event.type === "pointerup";
      down.delete(event.pointerId);
      if (!clicked) return;
      const { node, edge, heap } = this.under(at(event));
      if (heap || this.spread) this.#unfold(heap ?? null);
      if (heap) return;
      if (node) network.selection.pick([node], { more: event.ctrlKey || event.metaKey || event.shiftKey });
      else if (edge) network.selection.pickEdge(edge);
      else network.selection.letGo();
    };
    canvas.addEventListener("pointerup", up);
    canvas.addEventListener("pointercancel", up);
    canvas.addEventListener("pointerleave", () => network.selection.look(null, null));
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.#zoom(Math.exp(-event.deltaY * 0.0016), at(event));
    }, { passive: false });
    canvas.addEventListener("keydown", (event) => {
      const step = 60;
      const pans = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
      if (event.key in pans && this.camera) {
        this.camera = { ...this.camera, x: this.camera.x + pans[event.key][0], y: this.camera.y + pans[event.key][1] };
        this.#moved();
      } else if (event.key === "+" || event.key === "=") this.#zoom(1.4);
      else if (event.key === "-") this.#zoom(1 / 1.4);
      else if (event.key === "0") this.#whole();
      else if (event.key === "Escape") network.selection.letGo();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }
}
