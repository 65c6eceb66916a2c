/** Where the picture is looked at from; entities are never moved by it. */

import { framing, margins } from "./frame.mjs";

export class Camera {
  /** @param {import("./network.mjs").Network} network */
  constructor(network) {
    this.network = network;
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
    return margins(this.network.stage.room(), this.network.rtl, { legend: this.network.legend.element.offsetHeight, search: this.network.search.element.offsetHeight > 0 });
  }

  /** Brings everything drawn into view; no entity is moved. */
  fit(duration = 260) {
    const wanted = framing(this.network.shownItems.values(), this.network.placement.positions, this.network.stage.room(), this.margins());
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
