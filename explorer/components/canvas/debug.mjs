/** What tests and a curious reader may look at: `window.__wasl`. */

import { on } from "./curves.mjs";

export const debug = {
  mounts: 0,
  /** @type {import("./network.mjs").Network|null} */
  current: null,
  /** px in the viewport of the canvas, by entity */
  positions: () => Object.fromEntries([...(debug.current?.shownItems.keys() ?? [])].map((id) => [id, debug.current?.stage.project(id)])),
  camera: () => debug.current?.stage?.camera() ?? null,
  /** what has a place; while a first layout is computed, that is nothing */
  drawn: () => [...(debug.current?.picture.drawn ?? [])].filter((id) => debug.current?.placement.positions.has(id)).sort(),
  arranging: () => Boolean(debug.current?.placement.running),
  edges: () => [...(debug.current?.shownEdges.keys() ?? [])].sort(),
  /** px in the viewport of the middle of a relation's line */
  middle: (id) => {
    const curve = debug.current?.stage.curve(debug.current.shownEdges.get(id));
    return curve ? on(curve, 0.5) : null;
  },
};
