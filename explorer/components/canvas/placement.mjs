/** Where entities stand: positions that stay, layouts for those that have none, and the way there. */

import { separate } from "./layouts/boxes.mjs";
import { placedGroups } from "./grouping.mjs";
import { beside } from "./layouts/beside.mjs";
import { inBackground } from "./layouts/background.mjs";
import { arranged, immediate } from "./layouts/index.mjs";
import { framing } from "./frame.mjs";

const MOVE = 280;
// Above this many, labels are not measured before they are written.
const ROUGH = 500;

export class Placement {
  /** @param {import("./network.mjs").Network} network */
  constructor(network) {
    this.network = network;
    /** @type {Map<string, {x: number, y: number}>} y up; kept also for what is hidden, so that it comes back where it was */
    this.positions = new Map();
    /** @type {Set<string>} put where they are by the user: no layout moves them */
    this.pinned = new Set();
    this.items = new Map();
    /** @type {AbortController|null} a layout that is being computed */
    this.running = null;
  }

  /** Drops measured labels (another font, another language). */
  forget() {
    this.items.clear();
  }

  /** The room is another one: how large discs are is decided with the next layout. */
  anew() {
    this.share = undefined;
  }

  /** @param {import("../shared/types.mjs").NodeData} node @param {number} order how many are drawn */
  item(node, order) {
    this.share ??= this.#share(order);
    const { share } = this;
    // By the whole graph's degree unless a rule says otherwise, not by what happens to be drawn: a disc does not change size when others come.
    const rank = this.network.styling.rank(node) ?? Math.min(1, Math.log2(1 + node.degree) / 6);
    const { fill } = this.network.styling.classOf(node);
    const key = `${node.label}\n${rank}\n${node.type}\n${share}\n${fill}`;
    const known = this.items.get(node.id);
    if (known?.key === key) return known.item;
    const item = { ...this.network.ink.item(node, (11 + 13 * rank) * share, rank, { smallest: share < 0.9 ? 11.5 : 12.5, rough: order > ROUGH }), fill };
    this.items.set(node.id, { key, item });
    return item;
  }

  /** The item of a group. @param {import("./grouping.mjs").Group} group @param {{label: string, fill: string, count: string}} look */
  group(group, { label, fill, count }) {
    const size = Math.min(46, 17 + 4.2 * Math.log2(group.members.length));
    const node = { id: group.id, type: group.by === "type" ? group.key : "", label, degree: group.members.length };
    return { ...this.network.ink.item(node, size, 1, { smallest: 13 }), fill, count, members: group.members };
  }

  /** Gives a place to every group that has none; nothing else is moved. @param {Map<string, any>} items what is shown, groups among it @param {Iterable<any>} edges */
  placeGroups(items, edges) {
    const fresh = [...items.values()].filter((item) => item.count && !this.positions.has(item.id));
    if (!fresh.length) return;
    const down = (id) => { const p = this.positions.get(id); return p && { x: p.x, y: -p.y }; };
    const there = [...items.values()].filter((item) => this.positions.has(item.id)).map((item) => ({ ...item, .../** @type {any} */ (down(item.id)) }));
    for (const [id, { x, y }] of placedGroups(/** @type {any} */ (fresh), there, [...edges], down)) this.positions.set(id, { x, y: -y });
  }

  /** Smaller discs where many share little room; decided once for a layout, so that nothing grows or shrinks under the eyes. */
  #share(order) {
    const { width, height } = this.network.stage.room();
    const each = Math.sqrt((width * height) / Math.max(1, order));
    return Math.round(Math.min(1, Math.max(0.42, each / 104)) * 20) / 20;
  }

  /**
   * Gives a place to every item that has none.
   * @returns {boolean} whether a layout is still being computed
   */
  place(items, edges, layout) {
    const missing = [...items.values()].filter((item) => !this.positions.has(item.id));
    if (!missing.length) return Boolean(this.running);
    const there = [...items.values()].filter((item) => this.positions.has(item.id));
    if (there.length && missing.length < Math.max(400, there.length * 2)) {
      const placed = beside(missing, there.map((item) => ({ ...item, .../** @type {any} */ (this.positions.get(item.id)) })), edges);
      for (const [id, position] of placed) this.positions.set(id, position);
      return false;
    }
    return !this.arrange(items, edges, layout, () => this.network.draw());
  }

  /**
   * Lays everything out anew and puts it in view.
   * @param {() => void} then after a layout that took time
   * @returns {boolean} whether it is done already
   */
  arrange(items, edges, layout, then) {
    const { network } = this;
    this.running?.abort();
    const whole = network.stage.room();
    const margin = network.camera.margins();
    const room = { width: whole.width - margin.left - margin.right, height: whole.height - margin.top - margin.bottom, rtl: network.rtl };
    if (immediate(layout, items.size)) {
      this.running = null;
      this.#take(arranged(layout, [...items.values()], edges, room), items);
      return true;
    }
    const running = new AbortController();
    this.running = running;
    const progress = (share, so) => {
      if (this.running !== running) return;
      network.note.show(`${network.t("layoutRunning")} ${Math.round(share * 100)}%`, { label: network.t("stop"), act: () => running.abort() }, 0);
      // A first picture at once; then it is seen to unfold.
      if (so) this.#look(so, items, then);
    };
    inBackground(layout, [...items.values()], edges, room, { signal: running.signal, progress }).then((placed) => {
      if (this.running !== running) return;
      this.running = null;
      network.note.hide();
      this.#take(placed, items);
      then();
    });
    return false;
  }

  /** Shows where all stand in a layout that is still being computed. */
  #look(so, items, first) {
    const { stage } = this.network;
    const begun = stage.graph.order > 0;
    this.#take(so, items);
    if (!begun) first();
    else stage.place(this.positions);
  }

  #take(placed, items) {
    for (const [id, { x, y }] of this.#aroundPinned(placed, items)) this.positions.set(id, { x, y: -y });
    const frame = framing(items.values(), this.positions, this.network.stage.room(), this.network.camera.margins());
    if (!frame) return;
    this.network.stage.frame(frame);
    this.network.camera.framed();
  }

  /** What is pinned stays; the others of a new layout make room for it. */
  #aroundPinned(placed, items) {
    const stays = [...this.pinned].filter((id) => items.has(id) && this.positions.has(id));
    if (!stays.length) return placed;
    const nodes = [...items.values()].map((item) => {
      const own = /** @type {any} */ (stays.includes(item.id) ? this.positions.get(item.id) : null);
      return { ...item, .../** @type {any} */ (own ? { x: own.x, y: -own.y, still: true } : placed.get(item.id)) };
    });
    for (let i = 0; i < 60 && nodes.length < 600; i++) if (!separate(nodes, 8, 0.6)) break;
    return new Map(nodes.map(({ id, x, y }) => [id, { x, y }]));
  }

  /** How much of the plane camera ratio 1 shows across, in graph units. */
  width() {
    const { sigma } = this.network.stage;
    const still = { cameraState: { x: 0.5, y: 0.5, ratio: 1, angle: 0 } };
    const [a, b] = [sigma.graphToViewport({ x: 0, y: 0 }, still), sigma.graphToViewport({ x: 100, y: 0 }, still)];
    return this.network.stage.room().width / ((b.x - a.x) / 100);
  }

  /** Hands items to the stage. Those that are new there set out from `from` (an entity), where it is given. */
  show(items, edges, from = null) {
    const { stage } = this.network;
    const origin = from ? this.positions.get(from) : null;
    const fresh = origin ? [...items.keys()].filter((id) => !stage.graph.hasNode(id)) : [];
    const still = !fresh.length || fresh.length > 200 || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const start = still ? this.positions : new Map([...this.positions, ...fresh.map((id) => /** @type {any} */ ([id, { ...origin }]))]);
    stage.hold(items, edges, start);
    if (!still && origin) this.#move(new Map(fresh.map((id) => [id, origin])));
  }

  /** Moves drawn entities from where they were to where they stand now. @param {Map<string, {x: number, y: number}>} before */
  #move(before) {
    const { stage } = this.network;
    const started = performance.now();
    const step = (now) => {
      const t = Math.min(1, Math.max(0, (now - started) / MOVE));
      const eased = 1 - (1 - t) ** 3;
      for (const [id, from] of before) {
        const to = this.positions.get(id);
        if (!to || !stage.graph.hasNode(id)) continue;
        stage.graph.mergeNodeAttributes(id, t < 1 ? { x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased } : to);
      }
      if (t < 1) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }
}
