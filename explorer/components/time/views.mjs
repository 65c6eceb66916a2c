/** Network, map, timeline or two of them, and the bar of time beneath: which are open, and one selection and one time for all. */

import { fill, h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";
import { WorldMap } from "../map/map.mjs";
import { Bar } from "./bar.mjs";
import { Clocks } from "./clocks.mjs";
import { Comparison } from "./comparison.mjs";
import { Timeline } from "./timeline.mjs";

const CHOICES = { network: "waypoints", map: "map", timeline: "chart-gantt", "split-map": "map-plus", "split-timeline": "calendar-plus" };
const WORDS = { network: "viewNetwork", map: "viewMap", timeline: "viewTimeline", "split-map": "viewSplitMap", "split-timeline": "viewSplitTimeline" };

export class Views {
  /** @param {import("../canvas/network.mjs").Network} network */
  constructor(network) {
    this.network = network;
    this.view = "network";
    this.lanes = "family";
    this.clocks = new Clocks(network);
    this.comparison = new Comparison(network);
    this.switch = h("div", { class: "wasl-views", role: "toolbar", hidden: true });
    this.pane = h("div", { class: "wasl-beside", hidden: true });
    network.root.append(this.pane, this.switch);
    this.timeline = new Timeline(network, this.pane);
    this.map = new WorldMap(network, this.pane);
    this.bar = new Bar(network);
    /** @type {string[]} states that were told to Python and have not come back yet */
    this.told = [];
  }

  get open() {
    return Boolean(this.network.data?.time && (this.network.data.api || this.network.data.timeApi));
  }

  /** The state of time and place as Python hears it. */
  settled() {
    if (!this.open) return null;
    return { ...this.clocks.settled(), view: this.view, lanes: this.lanes, place: this.map.settled(), span: this.timeline.settled() };
  }

  /** Python is being told. */
  tell(time) {
    if (time) this.told.push(key(time));
  }

  /** A drawing has come. @returns {boolean} whether it must be drawn though nothing else in it changed */
  receive(data, before) {
    this.switch.hidden = !this.open;
    if (!this.open) return false;
    const at = this.told.lastIndexOf(key(data.time));
    if (at >= 0) this.told.splice(0, at + 1);
    const again = before?.time && key(before.time) === key(data.time);
    if (at >= 0 || again) {
      const dropped = this.clocks.arrived(data.time);
      this.bar.stale();
      return dropped;
    }
    this.told = [];
    this.view = data.time.view;
    this.lanes = data.time.lanes;
    this.map.put(data.time.place ?? null);
    this.timeline.put(data.time.span ?? "");
    const differs = this.clocks.take(data.time);
    if (data.time.from || data.time.to || data.time.known) this.bar.unfold();
    this.arrange();
    this.bar.stale();
    return differs;
  }

  /** Other words or colours. */
  dress() {
    if (!this.open) return;
    this.#drawSwitch();
    this.bar.dress();
    this.comparison.update();
    this.map.dress();
    this.timeline.update();
  }

  #drawSwitch() {
    const { t } = this.network;
    this.switch.setAttribute("aria-label", t("views"));
    const button = (name) => h("button", { type: "button", "data-view": name, "aria-pressed": String(name === this.view), title: t(WORDS[name]), "aria-label": t(WORDS[name]), onclick: () => this.choose(name) },
      icon(CHOICES[name], { size: 15 }), h("span", { class: "name" }, t(WORDS[name])));
    fill(this.switch, h("div", {}, Object.keys(CHOICES).map(button)),
      h("div", {}, h("button", { type: "button", "data-view": "time", "aria-pressed": String(this.bar.open), title: t("timeBar"), "aria-label": t("timeBar"), onclick: () => { this.bar.toggle(); this.#drawSwitch(); } }, icon("clock", { size: 15 }), h("span", { class: "name" }, t("timeBar")))));
  }

  choose(view) {
    this.view = view;
    this.arrange();
    this.network.report.soon();
  }

  /** Gives each its room. Nothing that is drawn in the network moves in its plane. */
  arrange() {
    const { root } = this.network;
    const beside = this.view !== "network";
    this.pane.hidden = !beside;
    root.dataset.view = this.view;
    this.map.show(this.view.endsWith("map"));
    this.timeline.show(this.view.endsWith("timeline"));
    if (this.network.t) this.#drawSwitch();
    this.network.resized();
  }

  /** What stands below the network and the bar takes, has changed. */
  room() {
    this.network.root.style.setProperty("--bar", `${this.bar.height}px`);
    this.network.resized();
    this.map.resize();
  }

  /** Time has moved. */
  changed() {
    this.bar.update();
    this.timeline.update();
    this.map.update();
    this.network.report.soon();
  }

  /** The picture was drawn anew. */
  drawn() {
    if (!this.open) return;
    this.bar.update();
    this.timeline.update();
    this.map.update();
  }

  /** The selection or what the pointer rests on has changed. */
  mark() {
    if (!this.open) return;
    this.timeline.mark();
    this.map.mark();
  }
}

function key({ from, to, known, dates, compare, view, lanes, place, span }) {
  return JSON.stringify([from, to, known, dates ?? "", compare, view, lanes, place ? [place.x, place.y, place.ratio] : null, span ?? ""]);
}
