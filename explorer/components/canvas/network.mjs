/** One network on the page: joins picture, stage, ink and panels; what changes the picture stands in changes.mjs. Over 300 lines, because the order in which a picture is drawn is read in one place. */

import { fill, h } from "../shared/dom.mjs";
import { fonts } from "../shared/fonts.mjs";
import { styles } from "../shared/styles.mjs";
import { words } from "../shared/words.mjs";
import { Camera } from "./camera.mjs";
import { Changes } from "./changes.mjs";
import { png, save, svg } from "./export.mjs";
import { debug } from "./debug.mjs";
import { History } from "./history.mjs";
import { folded } from "./grouping.mjs";
import { HoverCard } from "./hovercard.mjs";
import { Ink } from "./ink.mjs";
import { Inspector } from "./inspector.mjs";
import { keyboard } from "./keyboard.mjs";
import { Lasso } from "./lasso.mjs";
import { warm } from "./layouts/background.mjs";
import { immediate } from "./layouts/index.mjs";
import { numbers } from "../shared/words.mjs";
import { Legend } from "./legend.mjs";
import { Look } from "./look.mjs";
import { Minimap } from "./minimap.mjs";
import { Note } from "./note.mjs";
import { Outline } from "./outline.mjs";
import { Picture } from "./picture.mjs";
import { Placement } from "./placement.mjs";
import { pointer } from "./pointer.mjs";
import { Report } from "./report.mjs";
import { SearchBox } from "./searchbox.mjs";
import { Selection } from "./selection.mjs";
import { sentences } from "./sentences.mjs";
import { Stage } from "./stage.mjs";
import { Styling } from "./styling.mjs";
import { Tools } from "./tools.mjs";
import { Views } from "../time/views.mjs";

/** @typedef {{view?: (view: any) => void, open?: (target: {article: string, claim: string|null, at?: string}) => void}} Listener */

export class Network {
  constructor() {
    styles();
    /** @type {Listener} */
    this.on = {};
    /** @type {import("../shared/types.mjs").Drawing|null} */
    this.data = null;
    this.ready = false;
    /** Whether a first picture was seen. */
    this.arrived = false;
    /** Whether it opens with groups that are not there yet. */
    this.gathering = false;
    this.picture = new Picture();
    this.history = new History();
    this.selection = new Selection(this);
    this.camera = new Camera(this);
    this.report = new Report(this);
    /** @type {Map<string, import("./ink.mjs").Item>} */
    this.shownItems = new Map();
    /** @type {Map<string, any>} */
    this.shownEdges = new Map();
    /** what is seen before it is folded into groups */
    this.seen = { items: this.shownItems, edges: this.shownEdges };
    /** @type {Map<string, import("./grouping.mjs").Group>} the groups that are shown */
    this.groups = new Map();
    this.styling = new Styling(this);
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
    this.legend = new Legend(this.root, { change: (what, change) => this.changes.filtered(what, change) });
    this.search = new SearchBox(this.root, {
      suggest: (text, signal, exact) => this.changes.suggest(text, signal, exact),
      choose: (hit) => this.changes.add(hit),
      drawn: (id) => this.picture.drawn.has(id),
      failed: (error) => this.inWords(error),
      sentences: (text) => sentences(this, text),
    });
    this.tools = new Tools(this.root, { act: (what, choice) => this.#tool(what, choice), steps: () => this.changes.steps() });
    this.minimap = new Minimap(/** @type {any} */ (mini), { go: (x, y) => this.camera.centre({ x, y }) });
    this.card = new HoverCard(this.root);
    this.inspector = new Inspector(this);
    this.outline = new Outline(this.root, { node: (id) => this.selection.pick([id]), edge: (id) => this.selection.pickEdge(id) });
    this.note = new Note(this.root);
    this.views = new Views(this);
    this.lasso = new Lasso(this.root, this.stageElement, (inside) => this.selection.pickWithin(inside));
    keyboard(this.stageElement, {
      points: () => [...this.shownItems.values()].sort((a, b) => b.rank - a.rank).map((item) => ({ id: item.id, .../** @type {any} */ (this.stage.project(item.id)) })),
      here: () => this.selection.focus.node ?? [...this.selection.focus.picked][0] ?? null,
      walk: (id) => this.selection.walk(id),
      act: (what, more) => this.#key(what, more),
    });
    new ResizeObserver(() => this.resized()).observe(this.root);
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
    const received = this.picture.receive(data);
    const moved = this.views.receive(data, before);
    const changed = this.styling.receive(data, before) || moved || received;
    this.incoming = { layout: data.layout !== before?.layout ? data.layout : null, selected: this.report.wish(data.selected, before?.selected), camera: this.report.look(data.camera, before?.camera) };
    if (!this.ready) {
      if (!immediate(data.layout ?? "force", data.nodes.length)) warm();
      // The card gets ready while fonts are read and the worker starts.
      this.#makeStage();
      fonts().then(() => this.#begin());
      return;
    }
    if (changed || !dressed) this.draw();
    if (before && before.revision !== data.revision) this.inspector.renew();
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
    this.styling.figures.forget();
    this.search.update(this);
    this.inspector.update();
    this.views.dress();
    this.miniElement.setAttribute("aria-label", this.t("minimap"));
    this.search.element.hidden = data.nodes.length === 0 && !data.api;
  }

  /** The first picture: once the fonts can be measured and the element has a size. */
  #begin() {
    if (this.ready || !this.data || !this.root.isConnected || this.root.clientWidth < 10) return;
    this.#dress(this.data, this.data.lang === "ar");
    if (!this.#makeStage()) return;
    pointer(this);
    this.ready = true;
    this.layout = this.data.layout ?? "force";
    if (this.incoming) this.incoming.layout = null;
    this.draw();
    if (this.data.camera) this.camera.look(this.data.camera);
    else this.camera.arrive(this.data.selected);
    for (const kind of ["pointerdown", "wheel", "keydown"]) this.root.addEventListener(kind, () => this.camera.touched(), { capture: true, passive: true });
    if (this.incoming) this.incoming.camera = undefined;
    this.#follow();
    this.camera.begin();
    this.report.begin();
  }

  /** @returns {boolean} false where the browser has no WebGL 2; the list for screen readers is then shown */
  #makeStage() {
    if (this.stage) return true;
    if (!this.root.isConnected || this.root.clientWidth < 10) return false;
    try {
      this.stage = new Stage(this.stageElement, () => this.look);
    } catch (error) {
      // Whatever keeps WebGL from starting (no context, a driver on a block list) ends the same way.
      fill(this.empty, h("strong", {}, this.t("errorGl")), h("span", {}, String(error)));
      this.empty.hidden = false;
      return false;
    }
    debug.mounts += 1;
    debug.current = this;
    return true;
  }

  /** Draws what the picture holds, minus the kinds that the legend hides. Nothing that stays is moved. */
  draw(from = null) {
    const { picture, legend, look } = this;
    if (!this.ready) return;
    const { nodes, edges } = this.views.clocks.through([...picture.drawn].map((id) => picture.nodes.get(id)).filter(Boolean), picture.drawnEdges());
    this.styling.prepare(nodes, edges);
    // First, because a layout leaves room for it.
    const total = this.data.truncated && this.data.totals.relations > edges.length ? this.data.totals.relations : null;
    legend.update({ nodes, edges, look, t: this.t, lang: this.lang, total, atLeast: this.data.totals.atLeast, styling: this.styling });
    this.cover = null;
    const items = new Map(nodes.map((node) => [node.id, this.placement.item(node, nodes.length)]));
    const waits = this.placement.place(items, edges, this.layout);
    // A first layout is still being computed: there is nothing to be seen yet.
    if (waits && !this.placement.positions.size) {
      this.#drawTools();
      return;
    }
    const seen = new Map([...items].filter(([id, item]) => !legend.hides("type", item.type) && !legend.hidesClass(picture.nodes.get(id)) && (!waits || this.placement.positions.has(id))));
    this.seen = { items: seen, edges: new Map(edges.filter((edge) => !legend.hides("status", edge.status) && seen.has(edge.source) && seen.has(edge.target)).map((edge) => [edge.id, edge])) };
    this.#fold();
    this.placement.show(this.shownItems, this.shownEdges, from);
    if (!waits && !this.arrived && this.shownItems.size) {
      this.arrived = true;
      this.gathering = !this.data.camera && Boolean(this.styling.rules.group);
      if (!this.data.camera && !this.gathering) this.camera.near();
      this.camera.begin();
    }
    // Groups are placed among their members: a picture that opens with them may reach beyond the frame of the entities' layout.
    if (this.gathering && this.groups.size) {
      this.gathering = false;
      this.camera.fit(0);
      this.camera.begin();
    }
    for (const id of this.selection.focus.picked) if (!this.shownItems.has(id)) this.selection.focus.picked.delete(id);
    if (this.selection.focus.node && !this.shownItems.has(this.selection.focus.node)) this.selection.focus.node = null;
    this.camera.drawn();
    this.selection.mark();
    this.selection.folded();
    this.outline.update({ items: [...this.shownItems.values()], edges: [...this.shownEdges.values()], nodeOf: (id) => this.nodeOf(id), groups: this.groups, look, t: this.t });
    this.outline.mark(this.selection.focus);
    this.stageElement.setAttribute("aria-label", this.t("canvasLabel", { entities: nodes.length, relations: edges.length }));
    this.#drawTools();
    this.cover = null;
    this.empty.hidden = nodes.length > 0;
    if (!nodes.length) fill(this.empty, h("strong", {}, this.t("emptyTitle")), h("span", {}, this.t("emptyHint")));
    if (!waits) this.root.dataset.drawn = String(nodes.length);
    this.inspector.refresh();
    this.views.drawn();
  }

  /** What is seen, folded into groups where that is the rule. */
  #fold() {
    const { group: by, opened } = this.styling.rules;
    const ready = by && (by === "type" || this.styling.values.get(by));
    [this.shownItems, this.shownEdges, this.groups] = [this.seen.items, this.seen.edges, new Map()];
    if (!ready) return;
    const found = folded([...this.seen.items.keys()], [...this.seen.edges.values()], { by, opened, keyOf: (id) => this.styling.keyOf(by, this.picture.nodes.get(id)) });
    this.groups = found.groups;
    const number = numbers(this.lang);
    this.shownItems = new Map(found.single.map((id) => [id, this.seen.items.get(id)]));
    for (const group of found.groups.values()) this.shownItems.set(group.id, this.placement.group(group, { label: this.groupLabel(group), fill: this.styling.groupFill(group), count: number.format(group.members.length) }));
    this.shownEdges = found.edges;
    for (const edge of found.edges.values()) if (edge.relations) edge.label = this.t("relationsCount", { n: edge.relations.length });
    this.placement.placeGroups(this.shownItems, this.shownEdges.values());
  }

  groupLabel({ by, key }) {
    return this.styling.label(by, key);
  }

  /** What is said of an entity or of a group, in the form of an entity's data. @returns {any} undefined for neither */
  nodeOf(id) {
    const group = this.groups.get(id);
    if (!group) return this.picture.nodes.get(id);
    return { id, type: group.by === "type" ? group.key : "", label: this.groupLabel(group), alt: "", degree: group.members.length, group };
  }

  #drawTools() {
    this.tools.update({ rules: this.styling.rules, t: this.t, layout: this.layout, rtl: this.rtl, undo: this.history.last?.what ?? null, redo: this.history.next?.what ?? null });
  }

  /** Writes text and icons above a frame that the stage has just drawn. */
  paint() {
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
    this.views.comparison.paint(context);
    this.minimap.paint(this.stage, this.shownItems, this.look);
  }

  scene() {
    return this.ink.scene(this.stage, { pinned: this.placement.pinned, items: this.shownItems, edges: this.shownEdges, focus: this.selection.focus, look: this.look, covered: this.#covered() });
  }

  /** What lies above the canvas, in its px: nothing is written under it. */
  #covered() {
    this.cover ??= [this.tools.element, this.search.element, this.legend.element, this.miniElement]
      .map((element) => ({ x: element.offsetLeft, y: element.offsetTop, w: element.offsetWidth, h: element.offsetHeight }))
      .filter(({ w, h }) => w > 0 && h > 0);
    return this.cover;
  }

  // ---- tools, keys, camera

  #tool(what, choice) {
    if (!this.stage) return;
    if (what === "zoomIn") this.camera.zoom("in");
    else if (what === "zoomOut") this.camera.zoom("out");
    else if (what === "fit") this.camera.fit();
    else if (what === "undo" || what === "redo") this.changes[what]();
    else if (what === "layout") this.changes.arrange(choice);
    else if (what === "style") this.changes.restyle(choice);
    else if (what === "history") this.changes.travel(Number(choice));
    else if (what === "download") this.#download(choice);
  }

  #key(what, more) {
    const here = this.selection.focus.node ?? [...this.selection.focus.picked][0];
    if (what === "enter") {
      if (here) this.selection.pick([here], { more });
    } else if (what === "escape") this.selection.letGo();
    else if (what === "hide") {
      if (here) this.changes.hide([here]);
    } else if (what === "pin") {
      if (here) this.changes.pin([here]);
    } else if (what === "expand") {
      if (here) this.changes.expand(here);
    } else if (what === "ungroup") {
      this.changes.ungroup(here && this.groups.has(here) ? [here] : [...this.groups.keys()]);
    } else this.#tool(what);
  }

  async #download(kind) {
    const blob = kind === "png" ? await png(this) : svg(this);
    save(blob, `wasl-${new Date().toISOString().slice(0, 10)}.${kind}`);
  }

  resized() {
    this.cover = null;
    this.root.toggleAttribute("data-low", this.root.clientHeight < 470);
    if (!this.ready) this.#begin();
    else if (this.root.clientWidth > 0) {
      this.stage.sigma.resize();
      this.stage.sigma.scheduleRender();
    }
  }

  // ---- what Python hears

  /** Applies what Python asks for beyond the drawing: another layout, another selection, another place to look from. */
  #follow() {
    const { layout, selected, camera } = this.incoming ?? {};
    this.incoming = null;
    if (layout && layout !== this.layout) this.changes.arrange(layout, { quiet: true });
    this.#select(selected);
    if (camera === undefined) return;
    this.camera.look(camera);
    this.report.looked();
  }

  #select(selected) {
    if (!selected) return;
    if (this.data.unselected) {
      this.selection.awaited = null;
      if (this.selection.focus.picked.size || this.selection.focus.pickedEdge) this.selection.letGo();
    } else this.selection.follow(selected);
  }

  /** A panel has opened or closed: what lies above the canvas stands elsewhere. */
  roomChanged() {
    this.legend.fitRoom();
    this.cover = null;
    this.camera.follow();
    this.stage?.sigma.scheduleRender();
  }

  changed() {
    this.#drawTools();
    this.report.soon();
  }

  /** Asks Python for the reader, or for the form in which a claim is put right. */
  open(target) {
    this.report.now();
    this.on.open?.(target);
  }

  inWords(error) {
    return error?.inWords ? error.inWords(this.t) : String(error?.message ?? error);
  }

  /** The element has left the page; it may come back with everything as it was. */
  detach() {
    this.report.stop();
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
