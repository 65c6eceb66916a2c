/** The WebGL renderer: entities and camera by sigma, relations by `lines.mjs`; text and icons are left to the ink above it. */

import { UndirectedGraph } from "graphology";
import Sigma from "sigma";
import { layerFill, sdfCircle, sdfDiamond, sdfSquare } from "sigma/rendering";
import { flat } from "./discs.mjs";
import { Lines } from "./lines.mjs";
import { mixed } from "./look.mjs";

const RING = {
  name: "ring",
  uniforms: [],
  attributes: [{ name: "ringColor", size: 4, type: 5121, normalized: true, source: "ringColor" }],
  glsl: `vec4 layer_ring(vec4 v_ringColor) {
    float w = 2.2 * context.pixelToUV;
    float a = smoothstep(w + context.aaWidth, w - context.aaWidth, -context.sdf);
    return vec4(v_ringColor.rgb, v_ringColor.a * a);
  }`,
};
export class Stage {
  /** @param {HTMLElement} element @param {() => import("./look.mjs").Look} look */
  constructor(element, look) {
    this.element = element;
    this.look = look;
    // The relations are not sigma's: the graph holds entities only.
    this.graph = new UndirectedGraph();
    this.lines = new Lines(look, this.graph);
    this.sigma = new Sigma(this.graph, element, {
      primitives: {
        depthLayers: ["edges", "topEdges", "nodes", "topNodes"],
        nodes: { shapes: [sdfCircle(), sdfSquare({ cornerRadius: 0.24 }), sdfDiamond({ cornerRadius: 0.12 })], layers: [layerFill(), RING], variables: { ringColor: { type: "color", default: "#ffffff" } } },
      },
      styles: { nodes: [this.#style()] },
      customNodeState: { isDim: false, isPicked: false },
      settings: {
        itemSizesReference: "screen", zoomToSizeRatioFunction: (ratio) => Math.sqrt(ratio), renderLabels: false, renderEdgeLabels: false,
        enableNodeDrag: true, enableEdgeEvents: false, stagePadding: 0, minCameraRatio: 0.05, maxCameraRatio: 6, allowInvalidContainer: true,
        gestureTarget: "graph", nodePickingPadding: 3, doubleClickZoomingRatio: 1, doubleClickTimeout: 280,
      },
    });
    flat(this.sigma);
    this.sigma.addCustomLayerProgram("lines", "edges", this.lines.program(this.sigma));
    for (const event of ["nodeAttributesUpdated", "eachNodeAttributesUpdated"]) this.graph.on(/** @type {any} */ (event), () => this.lines.move());
  }

  #style() {
    const look = this.look;
    return {
      x: { attribute: "x" }, y: { attribute: "y" }, size: { attribute: "size" }, shape: { attribute: "shape" }, cursor: "pointer",
      depth: { whenState: "isHovered", then: "topNodes", else: "nodes" },
      color: (a, s) => (s.isDim ? mixed(a.fill, look().ground, 0.78) : a.fill),
      ringColor: (_a, s) => (s.isPicked ? look().ink : look().ground),
      backdropVisibility: (_a, s) => (s.isPicked || s.isHovered ? "visible" : "hidden"),
      backdropArea: "node", backdropPadding: 5, backdropShadowBlur: 0, backdropShadowColor: "rgba(0,0,0,0)",
      backdropColor: (a) => mixed(a.fill, look().ground, 0.7),
    };
  }

  /**
   * Makes the stage hold exactly these; what stays is not moved.
   * @param {Map<string, import("./ink.mjs").Item>} items
   * @param {Map<string, import("../shared/types.mjs").EdgeData>} edges
   * @param {Map<string, {x: number, y: number}>} positions of all items, y up
   */
  hold(items, edges, positions) {
    const { graph } = this;
    const thin = (edges.size > 1500 ? 0.5 : edges.size > 300 ? 0.75 : 1) * (this.room().width < 480 ? 0.65 : 1);
    for (const id of graph.nodes()) if (!items.has(id)) graph.dropNode(id);
    const sigma = /** @type {any} */ (this.sigma);
    // Told of each entity by itself, sigma would style it three times over: it looks at all of them once, afterwards.
    sigma.unbindGraphHandlers();
    for (const item of items.values()) {
      const attributes = { size: item.size, type: item.type, shape: item.count ? "circle" : this.look().type(item.type).shape, fill: item.fill, .../** @type {any} */ (positions.get(item.id)) };
      if (!graph.hasNode(item.id)) graph.addNode(item.id, attributes);
      else if (differs(graph.getNodeAttributes(item.id), attributes)) graph.mergeNodeAttributes(item.id, attributes);
    }
    this.lines.hold(edges.values(), (edge) => (1.7 + Math.min(1, (Math.max(1, edge.sources) - 1) / 4) * 2.8) * thin);
    sigma.bindGraphHandlers();
    sigma.refresh({ schedule: true });
  }

  /** Moves what is drawn. @param {Map<string, {x: number, y: number}>} positions */
  place(positions) {
    this.graph.updateEachNodeAttributes((id, attributes) => ({ ...attributes, ...positions.get(id) }), { attributes: ["x", "y"] });
  }

  /** @param {import("./focus.mjs").Focus} focus */
  mark(focus) {
    const { graph, sigma } = this;
    graph.forEachNode((id) => {
      const state = { isDim: focus.dims(id), isPicked: focus.picked.has(id) };
      const was = sigma.getNodeState(id);
      if (was.isDim !== state.isDim || was.isPicked !== state.isPicked) sigma.setNodeState(id, state);
    });
    this.lines.mark(focus);
    sigma.scheduleRender();
  }

  /** The size of the viewport in px. */
  room() {
    return this.sigma.getDimensions();
  }

  /** Where an entity stands in the viewport; null when it is not drawn. */
  project(id) {
    return this.graph.hasNode(id) ? this.sigma.graphToViewport(/** @type {any} */ (this.graph.getNodeAttributes(id))) : null;
  }

  /** Px on the screen of a size in px at camera ratio 1. */
  pixels(size) {
    return this.sigma.scaleSize(size);
  }

  /** Four control points of a relation's line in the viewport; null when it is not drawn. */
  curve(edge) {
    return this.lines.curve(edge.id, this.sigma);
  }

  /** The relation under a point of the viewport; null where there is none. */
  edgeAt(point) {
    return this.lines.at(point, this.sigma);
  }

  /** Fixes the frame that camera ratio 1 shows; done once for a layout, so that later news move nothing. */
  frame(box) {
    this.sigma.setCustomBBox(box);
    this.sigma.refresh();
  }

  camera() {
    const { x, y, ratio } = this.sigma.getCamera().getState();
    return { x, y, ratio };
  }

  kill() {
    this.sigma.kill();
  }
}

function differs(one, other) {
  for (const name in other) if (one[name] !== other[name]) return true;
  return false;
}
