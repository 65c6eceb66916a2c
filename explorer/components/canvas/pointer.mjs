/** What the pointer does on the stage: hover, click, drag; each is handed to who knows what follows. */

// ms between the two clicks of a double click.
const TWICE = 400;

/** @param {import("./network.mjs").Network} network */
export function pointer(network) {
  const { sigma } = network.stage;
  const at = (event) => ({ x: event.x, y: event.y });
  sigma.on("afterRender", () => network.paint());
  sigma.on("enterNode", ({ node, event }) => {
    network.selection.hovered = node;
    network.selection.look(node, null);
    const data = network.nodeOf(node);
    const drawn = [...network.shownEdges.values()].filter((edge) => edge.source === node || edge.target === node).length;
    if (data) network.card.node(at(event), data, { network, drawn });
  });
  sigma.on("leaveNode", () => {
    network.selection.hovered = null;
    network.selection.look(null, null);
  });
  // The relations are not sigma's: what is under the pointer is asked for, once a frame at most.
  let asked = null;
  sigma.on("moveBody", ({ event }) => {
    if (asked === null) requestAnimationFrame(() => { over(network, asked); asked = null; });
    asked = at(event);
  });
  sigma.on("leaveStage", () => network.selection.look(null, null));
  /** @type {{node: string, x: number, y: number, at: number}|null} */
  let last = null;
  sigma.on("clickNode", ({ node, event }) => {
    const { clientX, clientY } = /** @type {MouseEvent} */ (event.original);
    last = { node, x: clientX, y: clientY, at: performance.now() };
    network.selection.pick([node], { more: event.original.ctrlKey || event.original.metaKey || event.original.shiftKey });
  });
  // The first click opens the panel; where that comes to lie over the entity, the second one of a double click falls on it.
  network.root.addEventListener("click", (event) => {
    if (!last || performance.now() - last.at > TWICE || Math.hypot(event.clientX - last.x, event.clientY - last.y) > 5) return;
    if (!network.inspector.panel.element.contains(/** @type {Node} */ (event.target))) return;
    event.stopPropagation();
    event.preventDefault();
    network.changes.expand(last.node);
    last = null;
  }, true);
  sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
    preventSigmaDefault();
    network.changes.expand(node);
  });
  sigma.on("clickStage", ({ event }) => {
    if (network.lasso.justEnded) return;
    const edge = network.stage.edgeAt(at(event));
    if (edge) network.selection.pickEdge(edge);
    else network.selection.letGo();
  });
  sigma.on("nodeDragStart", () => network.card.hide());
  sigma.on("nodeDragEnd", ({ allDraggedNodes }) => {
    network.changes.move(new Map(allDraggedNodes.map((id) => {
      const { x, y } = network.stage.graph.getNodeAttributes(id);
      return [id, { x, y }];
    })));
  });
  sigma.getCamera().on("updated", () => {
    network.card.hide();
    network.report.later();
  });
}

/** The pointer rests on a line, on an entity or on nothing. */
function over(network, point) {
  const { selection, stage } = network;
  if (!point || !stage || selection.hovered) return;
  const edge = stage.edgeAt(point);
  stage.element.style.cursor = edge ? "pointer" : "";
  if (edge === selection.focus.edge) return;
  selection.look(null, edge);
  const data = edge ? network.shownEdges.get(edge) : null;
  if (data) network.card.edge(point, data, { subject: network.nodeOf(data.source), object: network.nodeOf(data.target), look: network.look, t: network.t, lang: network.lang });
}
