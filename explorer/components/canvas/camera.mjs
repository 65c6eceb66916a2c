/** Where the picture is looked at from; entities are never moved by it. */

import { framing, margins } from "./frame.mjs";

// px: a phone held upright.
const NARROW = 480;
const CROWD = 24;

export class Camera {
  /** @param {import("./network.mjs").Network} network */
  constructor(network) {
    this.network = network;
    /** @type {string|null} what an address has selected, until someone touches the picture */
    this.arriving = null;
    /** @type {{x: number, y: number, ratio: number}|null} what an address asks for while a layout is still being computed */
    this.wanted = null;
    /** whether all is to be in view once the rules are changed */
    this.keeping = false;
    /** @type {{camera: {x: number, y: number, ratio: number}, drawn: string}|null} how the picture opened */
    this.opening = null;
  }

  /** The first picture stands. */
  begin() {
    if (!this.network.data?.camera) this.opening = { camera: this.network.stage.camera(), drawn: this.#drawn() };
  }

  #drawn() {
    return [...this.network.picture.drawn].sort().join("\n");
  }

  /** Looks at the picture as an address says; null as it opened, or where all is in view. @param {{x: number, y: number, ratio: number}|null} camera */
  look(camera) {
    this.arriving = null;
    const { network } = this;
    const state = camera ?? (this.opening?.drawn === this.#drawn() ? this.opening.camera : null);
    this.wanted = network.placement.running ? state : null;
    if (state) network.stage.sigma.getCamera().setState(state);
    else {
      this.fit(0);
      this.near();
    }
  }

  /** A layout has set the frame that all is in view of. */
  framed() {
    this.network.stage.sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, ...this.wanted, angle: 0 });
    if (!this.network.placement.running) this.wanted = null;
  }

  /** The picture has just come from an address that names no camera. @param {{node: string|null, edge: string|null}|undefined} selected */
  arrive(selected) {
    this.arriving = selected?.edge ?? selected?.node ?? null;
  }

  /** Someone has touched the picture. */
  touched() {
    this.arriving = null;
    this.wanted = null;
    this.keeping = false;
  }

  /**
   * In a narrow window a crowd that is fitted whole cannot be read: it opens on its most connected,
   * large enough to read, and is drawn or zoomed to the rest.
   */
  near() {
    const { shownItems, stage } = this.network;
    if (stage.room().width > NARROW || shownItems.size <= CROWD) return;
    const order = [...shownItems.values()].sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));
    const centre = this.network.placement.positions.get(order[0].id);
    if (centre) stage.sigma.getCamera().setState({ ...stage.sigma.graphToFramedGraph(centre), ratio: Math.max(0.3, Math.sqrt(CROWD / shownItems.size) * 0.75) });
  }

  /** What an address selects does not lie under the panel that tells of it; once someone has touched the picture, it stays. */
  follow() {
    const { hearts, near, picked, pickedEdge } = this.network.selection.focus;
    if (!this.arriving || !(picked.has(this.arriving) || pickedEdge === this.arriving)) return;
    const items = [...this.network.shownItems.values()].filter(({ id }) => hearts.has(id) || near.has(id));
    if (items.length) this.fit(0, items);
  }

  /** @param {"in"|"out"} way */
  zoom(way) {
    const camera = this.network.stage.sigma.getCamera();
    const options = { duration: 160, factor: 1.4 };
    if (way === "in") camera.zoomIn(options);
    else camera.zoomOut(options);
  }

  /** px that are kept free on each side of a picture that fits. */
  margins() {
    const { stage, rtl, legend, search, inspector, views } = this.network;
    const panel = inspector.panel.element.offsetWidth || views.comparison.element.offsetWidth;
    return margins(stage.room(), rtl, { legend: legend.element.offsetHeight, search: search.element.offsetHeight > 0, panel });
  }

  /** Whether every disc lies in the window, and none under the legend. */
  whole() {
    const { legend, shownItems, stage } = this.network;
    const { width, height } = stage.room();
    const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = legend.element;
    return [...shownItems.values()].every(({ id, size }) => {
      const at = stage.project(id);
      const r = stage.pixels(size) * 0.9;
      if (!at || at.x < r || at.y < r || at.x > width - r || at.y > height - r) return false;
      return at.x + r < offsetLeft || at.x - r > offsetLeft + offsetWidth || at.y + r < offsetTop || at.y - r > offsetTop + offsetHeight;
    });
  }

  /** The rules are about to change: what is whole in view stays so, whatever room the legend takes then and wherever groups come to stand. */
  keepWhole() {
    this.keeping = this.whole();
  }

  /** The picture was drawn anew. */
  drawn() {
    const { rules, values } = this.network.styling;
    // Communities and countries come later.
    if (!this.keeping || [rules.color, rules.group].some((name) => (name === "community" || name === "country") && !values.get(name))) return;
    this.keeping = false;
    if (!this.whole()) this.fit();
  }

  /** Brings these into view, or everything drawn; no entity is moved. @param {number} duration ms @param {Iterable<import("./ink.mjs").Item>} items */
  fit(duration = 260, items = this.network.shownItems.values()) {
    const wanted = framing(items, this.network.placement.positions, this.network.stage.room(), this.margins());
    if (!wanted) return;
    const { sigma } = this.network.stage;
    const ratio = (wanted.x[1] - wanted.x[0]) / this.network.placement.width();
    const centre = sigma.graphToFramedGraph({ x: (wanted.x[0] + wanted.x[1]) / 2, y: (wanted.y[0] + wanted.y[1]) / 2 });
    const state = { ...centre, ratio };
    if (duration) sigma.getCamera().animate(state, { duration });
    else sigma.getCamera().setState(state);
  }

  /** Brings an entity into the middle. */
  show(id) {
    const position = this.network.placement.positions.get(id);
    if (position) this.centre(position);
  }

  centre(point) {
    this.network.stage.sigma.getCamera().animate(this.network.stage.sigma.graphToFramedGraph(point), { duration: 220 });
  }
}
