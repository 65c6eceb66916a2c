/** The WebGL renderer: nodes, relations, camera; text and icons are left to the ink above it. */

import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { extremityArrow, layerDashed, layerFill, layerPlain, pathCurved, pathLine, pathLoop, sdfCircle, sdfDiamond, sdfSquare } from "sigma/rendering";
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
// Above this many relations, curves and dashes cost more than they tell: straight plain lines.
const PLAIN_ABOVE = 1500;
const CLEAR = "#00000000";
const BOW = 0.07;

export class Stage {
  /**
   * @param {HTMLElement} element
   * @param {() => import("./look.mjs").Look} look
   * @param {{plain: boolean, drag: boolean}} options
   */
  constructor(element, look, { plain, drag }) {
    this.element = element;
    this.look = look;
    this.plain = plain;
    this.fade = 0;
    this.graph = new MultiDirectedGraph();
    this.sigma = new Sigma(this.graph, element, {
      primitives: this.#primitives(),
      styles: this.#styles(),
      customNodeState: { isDim: false, isPicked: false },
      customEdgeState: { isDim: false, isHot: false },
      settings: {
        itemSizesReference: "screen", zoomToSizeRatioFunction: (ratio) => Math.sqrt(ratio), renderLabels: false, renderEdgeLabels: false,
        enableNodeDrag: drag, enableEdgeEvents: true, stagePadding: 0, minCameraRatio: 0.05, maxCameraRatio: 6, allowInvalidContainer: true,
        gestureTarget: "graph", edgePickingPadding: 6, nodePickingPadding: 3, doubleClickZoomingRatio: 1, doubleClickTimeout: 280,
      },
    });
  }

  static needsPlain(edges) {
    return edges > PLAIN_ABOVE;
  }

  #primitives() {
    const variables = { gapColor: { type: "color", default: CLEAR }, gap: { type: "number", default: 4 }, dash: { type: "number", default: 10 } };
    const edges = this.plain
      ? { paths: [pathLine(), pathCurved({ segments: 12 }), pathLoop()], extremities: [], layers: [layerPlain()], variables }
      : {
          paths: [pathCurved({ segments: 24 }), pathLoop()],
          extremities: [extremityArrow({ lengthRatio: 4.6, widthRatio: 4 })],
          layers: [layerDashed({ dashSize: { attribute: "dash", default: 10, mode: "pixels" }, gapSize: { attribute: "gap", default: 4, mode: "pixels" }, gapColor: { attribute: "gapColor" }, solidExtremities: "head" })],
          variables,
        };
    return {
      depthLayers: ["edges", "topEdges", "nodes", "topNodes"],
      nodes: { shapes: [sdfCircle(), sdfSquare({ cornerRadius: 0.24 }), sdfDiamond({ cornerRadius: 0.12 })], layers: [layerFill(), RING], variables: { ringColor: { type: "color", default: "#ffffff" } } },
      edges,
    };
  }

  #styles() {
    const look = this.look;
    const line = (a, s) => {
      const share = s.isDim ? 0.82 : s.isHot ? 0 : this.fade;
      return share ? mixed(look().line(a.status), look().ground, share) : look().line(a.status);
    };
    const gap = (a, s) => {
      const second = look().second(a.status);
      if (second) return mixed(second, look().ground, s.isDim ? 0.82 : s.isHot ? 0 : this.fade);
      // sigma reads a gap of 0 as "not set": a solid line is one whose gaps have the colour of its dashes.
      return look().status(a.status).dash ? CLEAR : line(a, s);
    };
    return {
      nodes: [{
        x: { attribute: "x" }, y: { attribute: "y" }, size: { attribute: "size" }, shape: { attribute: "shape" }, cursor: "pointer",
        depth: { whenState: "isHovered", then: "topNodes", else: "nodes" },
        color: (a, s) => (s.isDim ? mixed(look().fill(a.type), look().ground, 0.78) : look().fill(a.type)),
        ringColor: (_a, s) => (s.isPicked ? look().ink : look().ground),
        backdropVisibility: (_a, s) => (s.isPicked || s.isHovered ? "visible" : "hidden"),
        backdropArea: "node", backdropPadding: 5, backdropShadowBlur: 0, backdropShadowColor: "rgba(0,0,0,0)",
        backdropColor: (a) => mixed(look().fill(a.type), look().ground, 0.7),
      }],
      edges: [{
        path: this.plain ? "line" : "curved", selfLoopPath: "loop", parallelPath: "curved", parallelSpread: 0.24, head: this.plain ? "none" : "arrow",
        size: (a, s) => (s.isHot ? a.size + 0.7 : a.size), cursor: "pointer", curvature: { attribute: "curvature" },
        dash: (a) => look().status(a.status).dash?.[0] ?? 10, gap: (a) => look().status(a.status).dash?.[1] ?? (look().second(a.status) ? 10 : 4),
        gapColor: gap, color: line, depth: { whenState: "isHot", then: "topEdges", else: "edges" },
      }],
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
    // Many lines step back behind the entities, or nothing would be seen for lines.
    this.fade = edges.size > 1500 ? 0.5 : edges.size > 300 ? 0.3 : 0;
    const thin = edges.size > 1500 ? 0.5 : edges.size > 300 ? 0.75 : 1;
    for (const id of graph.edges()) if (!edges.has(id)) graph.dropEdge(id);
    for (const id of graph.nodes()) if (!items.has(id)) graph.dropNode(id);
    for (const item of items.values()) {
      const attributes = { size: item.size, type: item.type, shape: this.look().type(item.type).shape, .../** @type {any} */ (positions.get(item.id)) };
      if (graph.hasNode(item.id)) graph.mergeNodeAttributes(item.id, attributes);
      else graph.addNode(item.id, attributes);
    }
    for (const edge of edges.values()) {
      const attributes = { status: edge.status, curvature: BOW, size: (1.7 + Math.min(1, (Math.max(1, edge.sources) - 1) / 4) * 2.8) * thin };
      if (graph.hasEdge(edge.id)) graph.mergeEdgeAttributes(edge.id, attributes);
      else graph.addEdgeWithKey(edge.id, edge.source, edge.target, attributes);
    }
    this.sigma.refresh();
  }

  /** @param {import("./focus.mjs").Focus} focus */
  mark(focus) {
    const { graph, sigma } = this;
    graph.forEachNode((id) => {
      const state = { isDim: focus.dims(id), isPicked: focus.picked.has(id) };
      const was = sigma.getNodeState(id);
      if (was.isDim !== state.isDim || was.isPicked !== state.isPicked) sigma.setNodeState(id, state);
    });
    graph.forEachEdge((id) => {
      const state = { isDim: focus.dimsEdge(id), isHot: focus.edges.has(id) };
      const was = sigma.getEdgeState(id);
      if (was.isDim !== state.isDim || was.isHot !== state.isHot) sigma.setEdgeState(id, state);
    });
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

  /** Start, control point and end of a relation's line in the viewport, as sigma bends it; null when it is not drawn. */
  curve(edge) {
    const display = this.graph.hasEdge(edge.id) ? this.sigma.getEdgeDisplayData(edge.id) : null;
    if (!display || edge.source === edge.target) return null;
    const [a, b] = [edge.source, edge.target].map((id) => this.graph.getNodeAttributes(id));
    const bend = this.plain ? 0 : (/** @type {any} */ (display).curvature ?? 0);
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const control = { x: (a.x + b.x) / 2 - dy * bend, y: (a.y + b.y) / 2 + dx * bend };
    return [a, control, b].map((point) => this.sigma.graphToViewport(/** @type {any} */ (point)));
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
