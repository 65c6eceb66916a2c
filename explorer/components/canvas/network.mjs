/** One network on the page: joins picture, stage, ink and panels; what changes the picture stands in changes.mjs. */

import { fill, h } from "../shared/dom.mjs";
import { direction } from "../shared/direction.mjs";
import { fonts } from "../shared/fonts.mjs";
import { styles } from "../shared/styles.mjs";
import { words } from "../shared/words.mjs";
import { Changes } from "./changes.mjs";
import { png, save, svg } from "./export.mjs";
import { Focus } from "./focus.mjs";
import { framing, margins } from "./frame.mjs";
import { History } from "./history.mjs";
import { HoverCard } from "./hovercard.mjs";
import { Ink } from "./ink.mjs";
import { Inspector } from "./inspector.mjs";
import { keyboard } from "./keyboard.mjs";
import { Lasso } from "./lasso.mjs";
import { Legend } from "./legend.mjs";
import { Look } from "./look.mjs";
import { Minimap } from "./minimap.mjs";
import { Note } from "./note.mjs";
import { Outline } from "./outline.mjs";
import { Picture } from "./picture.mjs";
import { Placement } from "./placement.mjs";
import { SearchBox } from "./searchbox.mjs";
import { Stage } from "./stage.mjs";
import { Tools } from "./tools.mjs";

const SETTLED = 450;
const SETTLED_CAMERA = 900;
const DIM_UP_TO = 4000;

/** @typedef {{view?: (view: any) => void, open?: (target: {article: string, claim: string|null}) => void}} Listener */

export class Network {
  constructor() {
    styles();
    /** @type {Listener} */
    this.on = {};
    /** @type {import("../shared/types.mjs").Drawing|null} */
    this.data = null;
    this.ready = false;
    this.picture = new Picture();
    this.history = new History();
    this.focus = new Focus();
    /** @type {Map<string, import("./ink.mjs").Item>} */
    this.shownItems = new Map();
    /** @type {Map<string, any>} */
    this.shownEdges = new Map();
    this.root = h("div", { class: "wasl wasl-canvas", "data-wasl": "network" });
    this.stageElement = h("div", { class: "wasl-stage", tabindex: "0", role: "application" });
    this.ink = new Ink(/** @type {any} */ (h("canvas", { class: "wasl-ink", "aria-hidden": "true" })));
    this.empty = h("div", { class: "wasl-empty", hidden: true });
    const mini = h("canvas", { class: "wasl-mini", role: "img" });
    this.miniElement = mini;
    this.say = h("div", { class: "wasl-quiet", "aria-live": "polite" });
    this.picked = h("div", { class: "wasl-picked", hidden: true });
    this.root.append(this.stageElement, this.ink.canvas, this.empty, mini, this.picked, this.say);
    this.placement = new Placement(this);
    this.changes = new Changes(this);
    this.legend = new Legend(this.root, { change: () => this.draw() });
    this.search = new SearchBox(this.root, {
      suggest: (text, signal) => this.changes.suggest(text, signal),
      choose: (hit) => this.changes.add(hit),
      drawn: (id) => this.picture.drawn.has(id),
      failed: (error) => this.inWords(error),
    });
    this.tools = new Tools(this.root, { act: (what, choice) => this.#tool(what, choice) });
    this.minimap = new Minimap(/** @type {any} */ (mini), { go: (x, y) => this.#centre({ x, y }) });
    this.card = new HoverCard(this.root);
    this.inspector = new Inspector(this);
    this.outline = new Outline(this.root, { node: (id) => this.pick([id]), edge: (id) => this.pickEdge(id) });
    this.note = new Note(this.root);
    this.lasso = new Lasso(this.root, this.stageElement, (box) => this.#pickBox(box));
    keyboard(this.stageElement, {
      points: () => [...this.shownItems.values()].sort((a, b) => b.rank - a.rank).map((item) => ({ id: item.id, .../** @type {any} */ (this.stage.project(item.id)) })),
      here: () => this.focus.node ?? [...this.focus.picked][0] ?? null,
      walk: (id) => this.#walk(id),
      act: (what, more) => this.#key(what, more),
    });
    new ResizeObserver(() => this.#resized()).observe(this.root);
    // Enter and arrows belong to the canvas, not to the page's shortcuts.
    this.root.addEventListener("keydown", (event) => { if (event.target !== document.body) event.stopPropagation(); });
  }

  /** Takes a drawing. @param {import("../shared/types.mjs").Drawing} data @param {Listener} on */
  update(data, on) {
    this.on = on;
    const before = this.data;
    this.data = data;
    const rtl = data.lang === "ar";
    const dressed = before && before.theme === data.theme && before.lang === data.lang;
    if (!dressed || JSON.stringify(before.types) !== JSON.stringify(data.types) || JSON.stringify(before.statuses) !== JSON.stringify(data.statuses)) this.#dress(data, rtl);
    this.root.style.setProperty("--height", `${data.height ?? 640}px`);
    const changed = this.picture.receive(data);
    this.incoming = { layout: data.layout !== before?.layout ? data.layout : null, selected: JSON.stringify(data.selected) !== JSON.stringify(before?.selected) ? data.selected : null };
    if (!this.ready) {
      fonts().then(() => this.#begin());
      return;
    }
    if (changed || !dressed) this.draw();
    this.#follow();
  }

  #dress(data, rtl) {
    Object.assign(this.root, { dir: rtl ? "rtl" : "ltr", lang: data.lang });
    this.root.dataset.theme = data.theme === "dark" ? "dark" : "light";
    this.lang = data.lang;
    this.rtl = rtl;
    this.t = words(data.words, data.lang);
    if (!this.root.isConnected) return;
    this.look = new Look(this.root, data);
    this.ink.forget();
    this.placement.forget();
    this.search.update(this);
    this.inspector.update();
    this.miniElement.setAttribute("aria-label", this.t("minimap"));
    this.search.element.hidden = data.nodes.length === 0 && !data.api;
  }

  /** The first picture: once the fonts can be measured and the element has a size. */
  #begin() {
    if (this.ready || !this.data || !this.root.isConnected || this.root.clientWidth < 10) return;
    this.#dress(this.data, this.data.lang === "ar");
    if (!this.#makeStage(Stage.needsPlain(this.data.edges.length))) return;
    this.ready = true;
    this.layout = this.data.layout ?? "force";
    if (this.incoming) this.incoming.layout = null;
    this.draw();
    if (this.data.camera) this.stage.sigma.getCamera().setState(this.data.camera);
    this.#follow();
    this.lastView = this.#view();
  }

  /** @returns {boolean} false where the browser has no WebGL 2; the list for screen readers is then shown */
  #makeStage(plain) {
    const old = this.stage;
    const kept = old ? { camera: old.camera(), box: old.sigma.getCustomBBox() } : null;
    old?.kill();
    try {
      this.stage = new Stage(this.stageElement, () => this.look, { plain, drag: true });
    } catch (error) {
      // Whatever keeps WebGL from starting (no context, a driver on a block list) ends the same way.
      fill(this.empty, h("strong", {}, this.t("errorGl")), h("span", {}, String(error)));
      this.empty.hidden = false;
      return false;
    }
    debug.mounts += 1;
    debug.current = this;
    if (kept) {
      this.stage.frame(kept.box);
      this.stage.sigma.getCamera().setState(kept.camera);
    }
    this.#listen();
    return true;
  }

  #listen() {
    const { sigma } = this.stage;
    const at = (event) => ({ x: event.x, y: event.y });
    sigma.on("afterRender", () => this.#paint());
    sigma.on("enterNode", ({ node, event }) => {
      this.#look(node, null);
      const data = this.picture.nodes.get(node);
      const drawn = [...this.shownEdges.values()].filter((edge) => edge.source === node || edge.target === node).length;
      if (data) this.card.node(at(event), data, { look: this.look, t: this.t, drawn });
    });
    sigma.on("leaveNode", () => this.#look(null, null));
    sigma.on("enterEdge", ({ edge, event }) => {
      this.#look(null, edge);
      const data = this.picture.edges.get(edge);
      if (data) this.card.edge(at(event), data, { subject: this.picture.nodes.get(data.source), object: this.picture.nodes.get(data.target), look: this.look, t: this.t, lang: this.lang });
    });
    sigma.on("leaveEdge", () => this.#look(null, null));
    sigma.on("clickNode", ({ node, event }) => this.pick([node], { more: event.original.ctrlKey || event.original.metaKey || event.original.shiftKey }));
    sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      this.changes.expand(node);
    });
    sigma.on("clickEdge", ({ edge }) => this.pickEdge(edge));
    sigma.on("clickStage", () => { if (!this.lasso.justEnded) this.letGo(); });
    sigma.on("nodeDragStart", () => this.card.hide());
    sigma.on("nodeDragEnd", ({ allDraggedNodes }) => {
      for (const id of allDraggedNodes) {
        const { x, y } = this.stage.graph.getNodeAttributes(id);
        this.placement.positions.set(id, { x, y });
      }
    });
    sigma.getCamera().on("updated", () => {
      this.card.hide();
      this.#settle(SETTLED_CAMERA);
    });
  }

  /** Draws what the picture holds, minus the kinds that the legend hides. Nothing that stays is moved. */
  draw(from = null) {
    const { picture, legend, look } = this;
    if (!this.stage) return;
    const nodes = [...picture.drawn].map((id) => picture.nodes.get(id)).filter(Boolean);
    const edges = picture.drawnEdges();
    if (Stage.needsPlain(edges.length) !== this.stage.plain && !this.#makeStage(Stage.needsPlain(edges.length))) return;
    // First, because a layout leaves room for it.
    const total = this.data.truncated && this.data.totals.relations > edges.length ? this.data.totals.relations : null;
    legend.update({ nodes, edges, look, t: this.t, lang: this.lang, total });
    const items = new Map(nodes.map((node) => [node.id, this.placement.item(node, nodes.length)]));
    const waits = this.placement.place(items, edges, this.layout);
    this.shownItems = new Map([...items].filter(([id, item]) => !legend.hides("type", item.type) && (!waits || this.placement.positions.has(id))));
    this.shownEdges = new Map(edges.filter((edge) => !legend.hides("status", edge.status) && this.shownItems.has(edge.source) && this.shownItems.has(edge.target)).map((edge) => [edge.id, edge]));
    this.placement.show(this.shownItems, this.shownEdges, from);
    for (const id of this.focus.picked) if (!this.shownItems.has(id)) this.focus.picked.delete(id);
    if (this.focus.node && !this.shownItems.has(this.focus.node)) this.focus.node = null;
    this.#mark();
    this.outline.update({ items: [...this.shownItems.values()], edges: [...this.shownEdges.values()], nodes: picture.nodes, look, t: this.t });
    this.outline.mark(this.focus);
    this.stageElement.setAttribute("aria-label", this.t("canvasLabel", { entities: nodes.length, relations: edges.length }));
    this.#drawTools();
    this.cover = null;
    this.empty.hidden = nodes.length > 0;
    if (!nodes.length) fill(this.empty, h("strong", {}, this.t("emptyTitle")), h("span", {}, this.t("emptyHint")));
    this.root.dataset.drawn = String(nodes.length);
    this.inspector.refresh();
  }

  #drawTools() {
    this.tools.update({ t: this.t, layout: this.layout, rtl: this.rtl, undo: this.history.last?.what ?? null, redo: this.history.next?.what ?? null });
  }

  #paint() {
    const { width, height } = this.stage.room();
    const ratio = window.devicePixelRatio || 1;
    const { canvas, context } = this.ink;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    this.ink.paint(this.scene(), this.look, ratio);
    this.minimap.paint(this.stage, this.shownItems, this.look);
  }

  scene() {
    return this.ink.scene(this.stage, { items: this.shownItems, edges: this.shownEdges, focus: this.focus, look: this.look, covered: this.#covered() });
  }

  /** What lies above the canvas, in its px: nothing is written under it. */
  #covered() {
    this.cover ??= [this.tools.element, this.search.element, this.legend.element, this.miniElement]
      .map((element) => ({ x: element.offsetLeft, y: element.offsetTop, w: element.offsetWidth, h: element.offsetHeight }))
      .filter(({ w, h }) => w > 0 && h > 0);
    return this.cover;
  }

  // ---- what is looked at and selected

  #look(node, edge) {
    if (!node && !edge) this.card.hide();
    if (this.focus.node === node && this.focus.edge === edge) return;
    Object.assign(this.focus, { node, edge });
    this.#mark();
  }

  #mark() {
    this.focus.compute(this.shownEdges.values(), this.shownItems.size + this.shownEdges.size <= DIM_UP_TO);
    this.stage.mark(this.focus);
  }

  /** Selects entities; one alone opens its profile. @param {string[]} ids */
  pick(ids, { more = false, quiet = false } = {}) {
    if (!more) this.focus.picked.clear();
    for (const id of ids) {
      if (more && this.focus.picked.has(id)) this.focus.picked.delete(id);
      else this.focus.picked.add(id);
    }
    this.focus.pickedEdge = null;
    this.card.hide();
    this.#mark();
    const picked = [...this.focus.picked];
    if (picked.length === 1) {
      this.inspector.node(picked[0]);
      this.announce(picked[0]);
    } else this.inspector.close();
    this.#drawPicked(picked);
    this.outline.mark(this.focus);
    if (!quiet) this.#settle(SETTLED);
  }

  /** Selects a relation and shows its evidence. @param {string} id @param {any} [data] of one that is not drawn */
  pickEdge(id, data = null, { quiet = false } = {}) {
    this.focus.picked.clear();
    this.focus.pickedEdge = id;
    this.card.hide();
    this.#mark();
    this.#drawPicked([]);
    this.inspector.edge(id, data);
    this.outline.mark(this.focus);
    if (!quiet) this.#settle(SETTLED);
  }

  letGo() {
    this.focus.picked.clear();
    Object.assign(this.focus, { node: null, edge: null, pickedEdge: null });
    this.inspector.close();
    this.#drawPicked([]);
    this.card.hide();
    this.#mark();
    this.outline.mark(this.focus);
    this.#settle(SETTLED);
  }

  #drawPicked(ids) {
    this.picked.hidden = ids.length < 2;
    if (ids.length < 2) return;
    const button = (what) => h("button", { type: "button", class: "wasl-button", onclick: () => this.changes[what](ids) }, this.t(what));
    fill(this.picked, h("span", {}, this.t("selectedCount", { n: ids.length })), button("keepOnly"), button("hide"));
  }

  #pickBox({ x0, y0, x1, y1 }) {
    // A click with Shift is not a box.
    const inside = [...this.shownItems.keys()].filter((id) => {
      const p = /** @type {any} */ (this.stage.project(id));
      return p.x > x0 && p.x < x1 && p.y > y0 && p.y < y1;
    });
    this.pick(inside, { more: false });
  }

  announce(id) {
    const node = this.picture.nodes.get(id);
    if (node) this.say.textContent = `${this.look.type(node.type).label}: ${node.label}. ${this.t("relationsCount", { n: node.degree })}`;
  }

  #walk(id) {
    this.#look(id, null);
    this.announce(id);
    const p = this.stage.project(id);
    const { width, height } = this.stage.room();
    if (p && (p.x < 40 || p.y < 40 || p.x > width - 40 || p.y > height - 40)) this.#centre(/** @type {any} */ (this.placement.positions.get(id)));
  }

  // ---- tools, keys, camera

  #tool(what, choice) {
    const camera = this.stage?.sigma.getCamera();
    if (!camera) return;
    if (what === "zoomIn") camera.zoomIn({ duration: 160, factor: 1.4 });
    else if (what === "zoomOut") camera.zoomOut({ duration: 160, factor: 1.4 });
    else if (what === "fit") this.fit();
    else if (what === "undo" || what === "redo") this.changes[what]();
    else if (what === "layout") this.changes.arrange(choice);
    else if (what === "download") this.#download(choice);
  }

  #key(what, more) {
    const here = this.focus.node ?? [...this.focus.picked][0];
    if (what === "enter") {
      if (here) this.pick([here], { more });
    } else if (what === "escape") this.letGo();
    else if (what === "hide") {
      if (here) this.changes.hide([here]);
    } else if (what === "expand") {
      if (here) this.changes.expand(here);
    } else this.#tool(what);
  }

  async #download(kind) {
    const blob = kind === "png" ? await png(this) : svg(this);
    save(blob, `wasl-${new Date().toISOString().slice(0, 10)}.${kind}`);
  }

  /** px that are kept free on each side of a picture that fits. */
  margins() {
    return margins(this.stage.room(), this.rtl, { legend: this.legend.element.offsetHeight, search: this.search.element.offsetHeight > 0 });
  }

  /** Brings everything drawn into view; no entity is moved. */
  fit(duration = 260) {
    const wanted = framing(this.shownItems.values(), this.placement.positions, this.stage.room(), this.margins());
    if (!wanted) return;
    const { sigma } = this.stage;
    const ratio = (wanted.x[1] - wanted.x[0]) / this.placement.width();
    const centre = sigma.graphToFramedGraph({ x: (wanted.x[0] + wanted.x[1]) / 2, y: (wanted.y[0] + wanted.y[1]) / 2 });
    const state = { ...centre, ratio };
    if (duration) sigma.getCamera().animate(state, { duration });
    else sigma.getCamera().setState(state);
  }

  /** Brings an entity into the middle. */
  show(id) {
    const position = this.placement.positions.get(id);
    if (position) this.#centre(position);
  }

  #centre(point) {
    this.stage.sigma.getCamera().animate(this.stage.sigma.graphToFramedGraph(point), { duration: 220 });
  }

  #resized() {
    this.cover = null;
    this.root.toggleAttribute("data-low", this.root.clientHeight < 470);
    if (!this.ready) this.#begin();
    else if (this.root.clientWidth > 0) {
      this.stage.sigma.resize();
      this.stage.sigma.scheduleRender();
    }
  }

  // ---- what Python hears

  /** Applies what Python asks for beyond the drawing: another layout, another selection. */
  #follow() {
    const { layout, selected } = this.incoming ?? {};
    this.incoming = null;
    if (layout && layout !== this.layout) this.changes.arrange(layout, { quiet: true });
    if (!selected) return;
    if (selected.edge && selected.edge !== this.focus.pickedEdge) this.pickEdge(selected.edge, null, { quiet: true });
    else if (selected.node && !this.focus.picked.has(selected.node)) this.pick([selected.node], { quiet: true });
  }

  #view() {
    const picked = [...this.focus.picked];
    return { drawn: [...this.picture.drawn], hidden: [...this.picture.hidden], selected: { node: picked.length === 1 ? picked[0] : null, edge: this.focus.pickedEdge }, layout: this.layout, camera: this.stage.camera() };
  }

  /** Tells Python the settled state after a pause. */
  #settle(wait) {
    if (!this.ready) return;
    const due = performance.now() + wait;
    if (this.timer && this.due <= due && wait > SETTLED) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => {
      this.timer = null;
      const view = this.#view();
      if (JSON.stringify(view) === JSON.stringify(this.lastView)) return;
      this.lastView = view;
      this.picture.report();
      this.on.view?.(view);
    }, wait);
  }

  /** A panel has opened or closed: what lies above the canvas stands elsewhere. */
  roomChanged() {
    this.legend.fitRoom();
    this.cover = null;
    this.stage?.sigma.scheduleRender();
  }

  changed() {
    this.#drawTools();
    this.#settle(SETTLED);
  }

  inWords(error) {
    return error?.inWords ? error.inWords(this.t) : String(error?.message ?? error);
  }

  /** The element has left the page; it may come back with everything as it was. */
  detach() {
    clearTimeout(this.timer);
    this.timer = null;
    this.card.hide();
    this.root.remove();
  }

  /** The element stands on the page (again). */
  attach(parent) {
    if (this.root.parentNode !== parent) parent.append(this.root);
    if (!this.ready && this.data) fonts().then(() => this.#begin());
  }

  destroy() {
    this.detach();
    this.stage?.kill();
  }
}

/** What tests and a curious reader may look at: `window.__wasl`. */
export const debug = {
  mounts: 0,
  /** @type {Network|null} */
  current: null,
  /** px in the viewport of the canvas, by entity */
  positions: () => Object.fromEntries([...(debug.current?.shownItems.keys() ?? [])].map((id) => [id, debug.current?.stage.project(id)])),
  camera: () => debug.current?.stage?.camera() ?? null,
  drawn: () => [...(debug.current?.picture.drawn ?? [])].sort(),
  edges: () => [...(debug.current?.shownEdges.keys() ?? [])].sort(),
  /** px in the viewport of the middle of a relation's line */
  middle: (id) => {
    const curve = debug.current?.stage.curve(debug.current.shownEdges.get(id));
    if (!curve) return null;
    const [a, c, b] = curve;
    return { x: (a.x + 2 * c.x + b.x) / 4, y: (a.y + 2 * c.y + b.y) / 4 };
  },
};
