/** What is hovered, walked to and selected, and what follows: what stands out, which panel is open, what is said. */

import { fill, h } from "../shared/dom.mjs";
import { Focus } from "./focus.mjs";
import { isGroup } from "./grouping.mjs";
import { showBundle, showGroup } from "./grouppanel.mjs";
import { joining } from "./joining.mjs";

// In a larger picture, making the rest step back costs more than it shows.
const DIM_UP_TO = 4000;

export class Selection {
  /** @param {import("./network.mjs").Network} network */
  constructor(network) {
    this.network = network;
    this.focus = new Focus();
    /** @type {string|null} the entity under the pointer */
    this.hovered = null;
    /** @type {{node: string|null, edge: string|null}|null} a group, or a line between groups, that an address selects before it is there */
    this.awaited = null;
  }

  /** What an address or Python selects; groups may still have to be reckoned. @param {{node: string|null, edge: string|null}} wish */
  follow({ node, edge }) {
    const { network, focus } = this;
    const wanted = edge ?? node;
    if (wanted && isGroup(wanted) && !network.groups.has(wanted) && !network.shownEdges.has(wanted)) this.awaited = { node, edge };
    else if (edge && edge !== focus.pickedEdge) this.pickEdge(edge, null, { quiet: true });
    else if (node && !focus.picked.has(node)) this.pick([node], { quiet: true });
  }

  /** The picture was folded anew: what was waited for may be there, what is told of may be gone. */
  folded() {
    const { groups, inspector, shownEdges } = this.network;
    const told = inspector.panel.subject;
    if (told && ((told.kind === "group" && !groups.has(told.id)) || (told.kind === "bundle" && !shownEdges.has(told.id)))) this.letGo();
    if (this.awaited && (groups.has(this.awaited.node ?? "") || shownEdges.has(this.awaited.edge ?? ""))) this.follow(this.awaited);
  }

  look(node, edge) {
    if (!node && !edge) this.network.card.hide();
    if (this.focus.node === node && this.focus.edge === edge) return;
    Object.assign(this.focus, { node, edge });
    this.mark();
  }

  mark() {
    this.focus.compute(this.network.shownEdges.values(), this.network.shownItems.size + this.network.shownEdges.size <= DIM_UP_TO);
    this.network.stage.mark(this.focus);
    this.network.views.mark();
  }

  /** Selects entities; one alone opens its profile, more close the panel unless it is to be kept. @param {string[]} ids */
  pick(ids, { more = false, quiet = false, keep = false } = {}) {
    this.awaited = null;
    if (!more) this.focus.picked.clear();
    for (const id of ids) {
      if (more && this.focus.picked.has(id)) this.focus.picked.delete(id);
      else this.focus.picked.add(id);
    }
    this.focus.pickedEdge = null;
    this.network.card.hide();
    this.mark();
    const picked = [...this.focus.picked];
    if (picked.length === 1) {
      if (this.network.groups.has(picked[0])) showGroup(this.network, picked[0]);
      else this.network.inspector.node(picked[0]);
      this.announce(picked[0]);
    } else if (!keep) this.network.inspector.close();
    this.#drawPicked(picked);
    this.network.outline.mark(this.focus);
    if (!quiet) this.network.report.soon();
  }

  /** Selects a relation and shows its evidence. @param {string} id @param {any} [data] of one that is not drawn */
  pickEdge(id, data = null, { quiet = false } = {}) {
    this.awaited = null;
    this.focus.picked.clear();
    this.focus.pickedEdge = id;
    this.network.card.hide();
    this.mark();
    this.#drawPicked([]);
    const bundle = this.network.shownEdges.get(id);
    if (bundle?.relations) showBundle(this.network, bundle);
    else this.network.inspector.edge(id, data);
    this.network.outline.mark(this.focus);
    if (!quiet) this.network.report.soon();
  }

  letGo() {
    this.awaited = null;
    this.focus.picked.clear();
    Object.assign(this.focus, { node: null, edge: null, pickedEdge: null });
    this.network.inspector.close();
    this.#drawPicked([]);
    this.network.card.hide();
    this.mark();
    this.network.outline.mark(this.focus);
    this.network.report.soon();
  }

  #drawPicked(ids) {
    this.network.picked.hidden = ids.length < 2;
    if (ids.length < 2) return;
    const button = (what) => h("button", { type: "button", class: "wasl-button", onclick: () => this.network.changes[what](ids) }, this.network.t(what));
    fill(this.network.picked, h("span", {}, this.network.t("selectedCount", { n: ids.length })), this.network.changes.api && ids.length <= 20 && !ids.some((id) => this.network.groups.has(id)) ? h("button", { type: "button", class: "wasl-button primary", "data-act": "join", onclick: () => joining(this.network, ids) }, this.network.t("joinTitle")) : null, button("keepOnly"), button("collapse"), button("hide"));
  }

  /** @param {(point: {x: number, y: number}) => boolean} inside px of the viewport */
  pickWithin(inside) {
    this.pick([...this.network.shownItems.keys()].filter((id) => inside(/** @type {any} */ (this.network.stage.project(id)))));
  }

  announce(id) {
    const node = this.network.nodeOf(id);
    if (node?.group) this.network.say.textContent = `${this.network.t("groupOf", { n: node.group.members.length })}: ${node.label}`;
    else if (node) this.network.say.textContent = `${this.network.look.type(node.type).label}: ${node.label}. ${this.network.t("relationsCount", { n: node.degree })}`;
  }

  walk(id) {
    this.look(id, null);
    this.announce(id);
    const p = this.network.stage.project(id);
    const { width, height } = this.network.stage.room();
    if (p && (p.x < 40 || p.y < 40 || p.x > width - 40 || p.y > height - 40)) this.network.camera.show(id);
  }
}
