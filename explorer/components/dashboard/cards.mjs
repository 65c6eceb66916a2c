/** One card of a dashboard: network, table, bars, line, number or text; drawn anew only when its data differ. */

import { h, fill } from "../shared/dom.mjs";
import { direction } from "../shared/direction.mjs";
import { icon } from "../shared/icons.mjs";
import { Network } from "../canvas/network.mjs";
import { bars } from "./bars.mjs";
import { Plot } from "./plot.mjs";

/** @typedef {{look: any, t: any, lang: string, number: Intl.NumberFormat, data: any, force: boolean}} Context */

export class Card {
  /** @param {string} kind */
  constructor(kind) {
    this.kind = kind;
    this.title = h("h3");
    // What can be scrolled can be reached by keyboard.
    this.inside = h("div", { class: "inside", tabindex: kind === "network" ? null : "0" });
    this.root = h("article", { class: "card", "data-kind": kind }, this.title, this.inside);
    /** @type {Network|null} */
    this.network = null;
    /** @type {Plot|null} */
    this.plot = null;
  }

  /** @param {any} card @param {Context} context */
  update(card, context) {
    const key = JSON.stringify(card);
    if (key === this.key && !context.force) return;
    this.key = key;
    fill(this.title, h("bdi", {}, card.title ?? ""));
    this.title.hidden = !card.title;
    this.root.style.gridColumn = `span ${Math.min(12, Math.max(1, card.span ?? 6))}`;
    this.root.style.height = `${card.height ?? 280}px`;
    if (card.error) {
      this.#clear();
      fill(this.inside, h("div", { class: "fault", role: "alert" }, icon("triangle-alert", { size: 16 }), h("span", { dir: "auto" }, card.error)));
    } else this.#draw(card, context);
  }

  #draw(card, context) {
    if (this.kind === "network") {
      if (!this.network) {
        fill(this.inside);
        this.network = new Network();
        this.network.attach(this.inside);
      }
      this.network.update({ ...card.drawing, theme: context.data.theme }, {});
      return;
    }
    if (this.kind === "line" || (this.kind === "bar" && card.xKind === "time")) {
      if (!this.plot) {
        fill(this.inside);
        this.plot = new Plot(this.inside);
      }
      this.plot.update(card, context);
      return;
    }
    this.#clear();
    const draw = { table, bar: bars, number, text };
    fill(this.inside, (draw[this.kind] ?? unknown)(card, context));
  }

  #clear() {
    this.network?.destroy();
    this.plot?.destroy();
    this.network = this.plot = null;
  }

  remove() {
    this.#clear();
    this.root.remove();
  }
}

function table(card, { t, number }) {
  if (!card.rows?.length) return h("p", {}, t("noRows"));
  const numeric = card.columns.map((_column, i) => card.rows.every((row) => row[i] === null || typeof row[i] === "number"));
  const name = (column) => (typeof column === "string" ? column : (column.label ?? column.name));
  return h("table", { class: "wasl-table" },
    h("thead", {}, h("tr", {}, card.columns.map((column, i) => h("th", { scope: "col", class: numeric[i] ? "n" : null }, name(column))))),
    h("tbody", {}, card.rows.map((row) => h("tr", {}, row.map((cell, i) => h("td", { class: numeric[i] ? "n" : null }, shown(cell, number)))))));
}

/** A value of a cell: numbers in the reader's form, text in its own direction, anything else as JSON. */
function shown(cell, number) {
  if (cell === null || cell === undefined) return "—";
  if (typeof cell === "number") return number.format(cell);
  if (typeof cell === "string") return h("bdi", { dir: direction(cell) }, cell);
  if (Array.isArray(cell)) return cell.map((one, i) => [i ? " · " : "", shown(one, number)]);
  return h("bdi", { dir: "ltr" }, typeof cell === "boolean" ? String(cell) : JSON.stringify(cell));
}

function number(card, context) {
  const { value } = card;
  return h("div", { class: "wasl-number" }, h("strong", {}, typeof value === "number" ? context.number.format(value) : (value ?? "—")), card.unit ? h("span", {}, card.unit) : null);
}

function text(card) {
  return h("div", { class: "wasl-words", dir: direction(card.text ?? "") }, card.text ?? "");
}

function unknown(card, { t }) {
  return h("p", {}, `${t("errorBad", { why: card.kind })}`);
}
