/** What the pointer does on the stage: hover, click, drag; each is handed to who knows what follows. */

/** @param {import("./network.mjs").Network} network */
export function pointer(network) {
  const { sigma } = network.stage;
  const at = (event) => ({ x: event.x, y: event.y });
  sigma.on("afterRender", () => network.paint());
  sigma.on("enterNode", ({ node, event }) => {
    network.selection.look(node, null);
    const data = network.picture.nodes.get(node);
    const drawn = [...network.shownEdges.values()].filter((edge) => edge.source === node || edge.target === node).length;
    if (data) network.card.node(at(event), data, { look: network.look, t: network.t, drawn });
  });
  sigma.on("leaveNode", () => network.selection.look(null, null));
  sigma.on("enterEdge", ({ edge, event }) => {
    network.selection.look(null, edge);
    const data = network.picture.edges.get(edge);
    if (data) network.card.edge(at(event), data, { subject: network.picture.nodes.get(data.source), object: network.picture.nodes.get(data.target), look: network.look, t: network.t, lang: network.lang });
  });
  sigma.on("leaveEdge", () => network.selection.look(null, null));
  sigma.on("clickNode", ({ node, event }) => network.selection.pick([node], { more: event.original.ctrlKey || event.original.metaKey || event.original.shiftKey }));
  sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
    preventSigmaDefault();
    network.changes.expand(node);
  });
  sigma.on("clickEdge", ({ edge }) => network.selection.pickEdge(edge));
  sigma.on("clickStage", () => { if (!network.lasso.justEnded) network.selection.letGo(); });
  sigma.on("nodeDragStart", () => network.card.hide());
  sigma.on("nodeDragEnd", ({ allDraggedNodes }) => {
    for (const id of allDraggedNodes) {
      const { x, y } = network.stage.graph.getNodeAttributes(id);
      network.placement.positions.set(id, { x, y });
    }
  });
  sigma.getCamera().on("updated", () => {
    network.card.hide();
    network.report.later();
  });
}
