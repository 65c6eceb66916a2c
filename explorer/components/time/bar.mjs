/** The bar beneath the picture: a histogram to slide over for each clock, playback, and the days that are compared. Time runs from left to right in every language. Over 300 lines: both clocks, playback and comparison share one axis and its handles. */

import { dateText } from "../shared/dates.mjs";
import { fill, h } from "../shared/dom.mjs";
import { FAMILY } from "../shared/fonts.mjs";
import { icon } from "../shared/icons.mjs";
import { locale, numbers } from "../shared/words.mjs";
import { iso, later, number } from "./days.mjs";

const SPEEDS = [0.5, 1, 2, 4];
const STEPS = ["change", "day", "week", "month", "year"];
const STEP_WORDS = { change: "stepChange", day: "stepDay", week: "stepWeek", month: "stepMonth", year: "stepYear" };
// What becomes of relations of which nobody says when they held.
const DATES = { "": "datesAll", known: "datesKnown", unknown: "datesUnknown" };
const PACE = 1400;
const TALL = 58;
const LABELS = 16;

export class Bar {
  /** @param {import("../canvas/network.mjs").Network} network */
  constructor(network) {
    this.network = network;
    this.open = false;
    /** @type {"held"|"known"} the clock that is being set */
    this.clock = "held";
    this.speed = 1;
    this.step = "";
    /** @type {any} the answer of api/axis */
    this.axis = null;
    /** @type {[number, number]|null} the days that the track shows */
    this.window = null;
    this.comparing = false;
    this.canvas = h("canvas", { "aria-hidden": "true" });
    this.range = h("div", { class: "range", "aria-hidden": "true" });
    const handle = (name) => h("div", { class: "handle", role: "slider", tabindex: "0", "data-handle": name, onkeydown: (event) => this.#key(event, name) });
    this.handles = { from: handle("from"), to: handle("to"), known: handle("known") };
    this.track = h("div", { class: "track", dir: "ltr" }, this.canvas, this.range, Object.values(this.handles));
    this.head = h("div", { class: "head" });
    this.form = h("form", { class: "compare", hidden: true, onsubmit: (event) => { event.preventDefault(); this.#compare(); } });
    this.element = h("div", { class: "wasl-clocks", role: "group", hidden: true }, this.head, this.form, this.track);
    network.root.append(this.element);
    this.track.addEventListener("pointerdown", (event) => this.#drag(event));
    this.track.addEventListener("wheel", (event) => { event.preventDefault(); this.#zoom(event.deltaY < 0 ? 0.75 : 1.34, this.#day(event.clientX)); }, { passive: false });
    this.track.addEventListener("pointermove", (event) => this.#point(event));
    new ResizeObserver(() => { this.paint(); network.views?.room(); }).observe(this.element);
  }

  get height() {
    return this.open ? this.element.offsetHeight : 0;
  }

  get clocks() {
    return this.network.views.clocks;
  }

  toggle() {
    if (this.open) this.#fold();
    else this.unfold();
  }

  unfold() {
    if (this.open) return;
    this.open = true;
    this.element.hidden = false;
    if (this.clocks.now.known && !this.clocks.now.dates && !this.clocks.now.from && !this.clocks.now.to) this.clock = "known";
    if (this.network.t) this.dress();
    this.network.views.room();
    this.#ask();
  }

  #fold() {
    this.pause();
    this.open = false;
    this.element.hidden = true;
    this.network.views.room();
  }

  /** The picture asks something else: the histogram may be another. */
  stale() {
    if (this.open) this.#ask();
  }

  async #ask() {
    const { network } = this;
    if (!network.t) return;
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    const span = this.window && this.clock === "held" ? [["first", iso(this.window[0])], ["last", iso(this.window[1])]] : [];
    try {
      const answer = await network.changes.question("axis", [...(this.clocks.scope() ?? []), .../** @type {any} */ (span)], { signal: asking.signal });
      if (asking.signal.aborted) return;
      this.axis = answer;
      if (!this.window) this.#frame();
      this.update();
    } catch (error) {
      if (!asking.signal.aborted) network.note.show(network.inWords(error), { label: network.t("retry"), act: () => this.#ask() }, 12_000);
    }
  }

  /** Shows the days on which most happens, and those that are chosen. */
  #frame() {
    const { axis, clocks } = this;
    const days = this.clock === "held" ? axis.bins.flatMap(([first, last]) => [first, last]) : axis.known.map(([day]) => day);
    const chosen = (this.clock === "held" ? [clocks.now.from, clocks.now.to] : [clocks.now.known]).filter(Boolean);
    const all = [...days, ...chosen].map(number).sort((a, b) => a - b);
    if (!all.length) return;
    const pad = Math.max(1, Math.round((all.at(-1) - all[0]) * 0.03));
    this.window = [all[0] - pad, all.at(-1) + pad];
    if (this.clock === "held") this.#ask();
  }

  dress() {
    const { t } = this.network;
    this.element.setAttribute("aria-label", t("timeBar"));
    this.track.title = t("timeAxis");
    this.#drawHead();
    this.update();
  }

  #button(name, sign, act, { pressed, words, disabled } = /** @type {any} */ ({})) {
    const title = words ?? this.network.t(name);
    return h("button", { type: "button", class: "tool", "data-time": name, title, "aria-label": title, "aria-pressed": pressed === undefined ? null : String(pressed), disabled, onclick: act }, icon(sign, { size: 15 }));
  }

  #drawHead() {
    const { t, rtl } = this.network;
    const steps = this.clock === "known" ? STEPS : STEPS.slice(1);
    if (this.steps !== this.clock) this.step = this.clock === "known" ? "change" : "day";
    this.steps = this.clock;
    const focused = /** @type {HTMLElement|null} */ (document.activeElement)?.dataset?.time;
    const select = (name, values, value, label, act) => h("select", { "data-time": name, "aria-label": t(name === "speed" ? "playSpeed" : "playStep"), title: t(name === "speed" ? "playSpeed" : "playStep"), onchange: (event) => act(event.target.value) },
      values.map((one) => h("option", { value: one, selected: one === value }, label(one))));
    const number_ = numbers(this.network.lang);
    this.words = h("div", { class: "words", "aria-live": this.timer ? "off" : "polite" });
    this.undated = h("span", { class: "undated" });
    fill(this.head,
      h("div", { class: "clocks", role: "group", "aria-label": t("clocks") }, ["held", "known"].map((clock) => h("button", { type: "button", "data-time": clock, "aria-pressed": String(clock === this.clock), onclick: () => this.#choose(/** @type {any} */ (clock)) }, t(clock === "held" ? "clockHeld" : "clockKnown")))),
      this.words, this.undated,
      h("div", { class: "acts" }, h("div", { class: "play" },
        this.#button("stepBack", rtl ? "chevron-right" : "chevron-left", () => this.#move(-1)),
        this.#button("play", this.timer ? "pause" : "play", () => (this.timer ? this.pause() : this.play()), { words: t(this.timer ? "pause" : "play"), pressed: Boolean(this.timer) }),
        this.#button("stepOn", rtl ? "chevron-left" : "chevron-right", () => this.#move(1)),
        select("step", steps, this.step, (one) => t(STEP_WORDS[one]), (value) => { this.step = value; }),
        select("speed", SPEEDS, this.speed, (one) => `×\u2060${number_.format(one)}`, (value) => { this.speed = Number(value); if (this.timer) this.play(); })),
      h("div", { class: "play" },
        this.#button("timeNarrower", "zoom-in", () => this.#zoom(0.6)), this.#button("timeWider", "zoom-out", () => this.#zoom(1.7)),
        this.#button("timeWhole", "move-horizontal", () => this.#whole()),
        this.#button("compare", "git-compare", () => this.#toggleForm(), { pressed: this.comparing || Boolean(this.clocks.now.compare) }),
        this.#button("timeReset", "rotate-ccw", () => this.#reset()))));
    if (focused) /** @type {HTMLElement|null} */ (this.head.querySelector(`[data-time="${focused}"]`))?.focus();
    this.#write();
  }

  #choose(clock) {
    if (clock === this.clock) return;
    this.pause();
    this.clock = clock;
    this.window = null;
    this.#drawHead();
    if (this.axis) this.#frame();
    else this.#ask();
    if (this.comparing) this.#drawForm();
    this.update();
  }

  // ---- what it says

  update() {
    if (!this.open || !this.network.look) return;
    this.#write();
    this.paint();
  }

  #write() {
    const { t, lang } = this.network;
    if (!this.words) return;
    const { from, to, known } = this.clocks.now;
    const say = (day) => dateText(day, lang) ?? "";
    const held = from && to ? (from === to ? say(from) : t("heldRange", { from: say(from), to: say(to) })) : from ? t("heldFrom", { from: say(from) }) : to ? t("heldTo", { to: say(to) }) : t("timeAny");
    const parts = [`${t("held")}: ${held}`, known ? t("asKnownOn", { day: say(known) }) : t("asKnownNow")];
    if (this.clock === "known") parts.reverse();
    fill(this.words, h("strong", {}, parts[0]), h("span", {}, parts[1]), this.clocks.asleep ? h("span", { class: "asleep", title: t("asleepHint") }, t("asleep", { n: this.clocks.asleep })) : null);
    const undated = this.axis?.undated ?? 0;
    const { dates } = this.clocks.now;
    this.undated.hidden = (!undated && !dates) || this.clock !== "held";
    // A list that is open must not be made anew under the pointer.
    const said = `${undated} ${dates} ${lang}`;
    if (this.undated.dataset.said === said) return;
    this.undated.dataset.said = said;
    this.undated.title = t("undatedHint");
    fill(this.undated, icon("calendar-off", { size: 13 }), h("span", {}, t("undated", { n: undated })),
      h("select", { "data-time": "dates", "aria-label": t("undated", { n: undated }), onchange: (event) => this.clocks.set({ dates: event.target.value }) },
        Object.entries(DATES).map(([value, word]) => h("option", { value, selected: value === dates }, t(word)))));
  }

  // ---- the track

  #room() {
    return Math.max(10, this.track.clientWidth);
  }

  #x(day) {
    const [a, b] = this.window ?? [0, 1];
    return ((day - a) / Math.max(1, b - a + 1)) * this.#room();
  }

  #day(clientX) {
    const [a, b] = this.window ?? [0, 1];
    const x = clientX - this.track.getBoundingClientRect().left;
    return a + (x / this.#room()) * (b - a + 1);
  }

  paint() {
    if (!this.open || !this.network.look || !this.track.clientWidth) return;
    const { look } = this.network;
    const ratio = window.devicePixelRatio || 1;
    const [W, H] = [this.#room(), TALL + LABELS];
    Object.assign(this.canvas, { width: Math.round(W * ratio), height: Math.round(H * ratio) });
    Object.assign(this.canvas.style, { width: `${W}px`, height: `${H}px` });
    const c = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (this.window && this.axis) {
      if (this.clock === "held") this.#paintHeld(c, look);
      else this.#paintKnown(c, look);
      this.#paintDays(c, look, W);
    }
    this.#placeHandles();
  }

  #paintHeld(c, look) {
    const bins = this.axis.bins;
    const most = Math.max(1, ...bins.map(([, , begin, rough, hold]) => begin + rough + hold));
    const scale = (n) => (n ? Math.max(2, Math.sqrt(n / most) * (TALL - 6)) : 0);
    for (const [first, last, begin, rough, hold] of bins) {
      const [x0, x1] = [this.#x(number(first)), this.#x(number(last) + 1)];
      const gap = x1 - x0 > 4 ? 1 : 0;
      const whole = scale(begin + rough + hold);
      const share = whole / Math.max(1, begin + rough + hold);
      let y = TALL;
      const bar = (n, draw) => {
        if (!n) return;
        const tall = n * share;
        draw(x0 + gap / 2, y - tall, Math.max(1, x1 - x0 - gap), tall);
        y -= tall;
      };
      bar(begin, (x, top, w, tall) => { c.fillStyle = look.accent; c.fillRect(x, top, w, tall); });
      bar(rough, (x, top, w, tall) => this.#hatch(c, look, x, top, w, tall));
      bar(hold, (x, top, w, tall) => { c.globalAlpha = 0.45; c.fillStyle = look.faint; c.fillRect(x, top, w, tall); c.globalAlpha = 1; });
    }
  }

  /** Somewhere in here, but nobody says when. */
  #hatch(c, look, x, y, w, tall) {
    c.save();
    c.beginPath();
    c.rect(x, y, w, tall);
    c.clip();
    c.strokeStyle = look.accent;
    c.globalAlpha = 0.65;
    c.lineWidth = 1.2;
    c.beginPath();
    const start = Math.floor((x - tall) / 5) * 5;
    for (let at = start; at < x + w + tall; at += 5) {
      c.moveTo(at, y + tall);
      c.lineTo(at + tall, y);
    }
    c.stroke();
    c.restore();
  }

  #paintKnown(c, look) {
    const days = this.axis.known;
    const most = Math.max(1, ...days.map(([, came, went]) => Math.max(came, went)));
    const middle = TALL * 0.7;
    c.fillStyle = look.faint;
    c.fillRect(0, middle, this.#room(), 1);
    const wide = Math.max(2, Math.min(14, this.#x(1) - this.#x(0) - 1));
    const changes = this.network.data.time.changes;
    for (const [day, came, went] of days) {
      const x = (this.#x(number(day)) + this.#x(number(day) + 1)) / 2 - wide / 2;
      const tall = (n, room) => (n ? Math.max(2, Math.sqrt(n / most) * room) : 0);
      c.fillStyle = changes.new[look.theme];
      c.fillRect(x, middle - tall(came, middle - 4), wide, tall(came, middle - 4));
      c.fillStyle = changes.gone[look.theme];
      c.fillRect(x, middle + 1, wide, tall(went, TALL - middle - 2));
    }
  }

  #paintDays(c, look, W) {
    const { lang } = this.network;
    const [a, b] = /** @type {[number, number]} */ (this.window);
    const days = b - a + 1;
    const fits = Math.max(2, Math.floor(W / 96));
    const unit = days / fits <= 28 ? "day" : days / fits <= 366 ? "month" : "year";
    const every = unit === "day" ? Math.ceil(days / fits) : unit === "month" ? Math.ceil(days / 30 / fits) : Math.ceil(days / 365 / fits);
    const form = new Intl.DateTimeFormat(locale(lang), { timeZone: "UTC", year: unit === "day" && days < 300 ? undefined : "numeric", month: unit === "year" ? undefined : "short", day: unit === "day" ? "numeric" : undefined });
    c.font = `400 11px ${FAMILY}`;
    c.fillStyle = look.ink;
    c.textBaseline = "bottom";
    c.textAlign = "center";
    c.direction = lang === "ar" ? "rtl" : "ltr";
    let day = unit === "day" ? iso(a) : unit === "month" ? `${iso(a).slice(0, 7)}-01` : `${iso(a).slice(0, 4)}-01-01`;
    for (let n = 0; n < 200 && number(day) <= b; n++, day = later(day, /** @type {any} */ (unit), every)) {
      const x = (this.#x(number(day)) + (unit === "day" ? this.#x(number(day) + 1) : this.#x(number(day)))) / 2;
      if (x < 30 || x > W - 30) continue;
      c.globalAlpha = 0.35;
      c.fillRect(x, TALL, 1, 3);
      c.globalAlpha = 0.8;
      c.fillText(form.format(new Date(number(day) * 86_400_000)), x, TALL + LABELS);
      c.globalAlpha = 1;
    }
  }

  #placeHandles() {
    const { t, lang } = this.network;
    const { from, to, known } = this.clocks.now;
    const held = this.clock === "held";
    const W = this.#room();
    const clamp = (x) => Math.min(W, Math.max(0, x));
    const at = { from: from ? clamp(this.#x(number(from))) : 0, to: to ? clamp(this.#x(number(to) + 1)) : W, known: known ? clamp(this.#x(number(known) + 1)) : W };
    const [a, b] = this.window ?? [0, 1];
    const words = { from: "handleFrom", to: "handleTo", known: "handleKnown" };
    for (const [name, handle] of Object.entries(this.handles)) {
      handle.hidden = held === (name === "known");
      handle.style.left = `${at[name]}px`;
      const value = { from, to, known }[name];
      handle.toggleAttribute("data-open", !value);
      handle.setAttribute("aria-label", t(words[name]));
      handle.setAttribute("aria-valuemin", String(a));
      handle.setAttribute("aria-valuemax", String(b));
      handle.setAttribute("aria-valuenow", String(value ? number(value) : name === "from" ? a : b));
      handle.setAttribute("aria-valuetext", value ? dateText(value, lang) : t(name === "known" ? "asKnownNow" : "timeOpen"));
    }
    const [left, right] = held ? [at.from, at.to] : [0, at.known];
    this.range.style.left = `${left}px`;
    this.range.style.width = `${Math.max(1, right - left)}px`;
    this.range.toggleAttribute("data-set", held ? Boolean(from || to) : Boolean(known));
  }

  /** Sets what a handle stands at; beyond the ends of the track there is no bound. */
  #put(name, day) {
    const [a, b] = /** @type {[number, number]} */ (this.window);
    const { from, to } = this.clocks.now;
    if (name === "from") this.clocks.set({ from: day <= a ? null : to && iso(day) > to ? to : iso(Math.min(day, b)) });
    else if (name === "to") this.clocks.set({ to: day >= b ? null : from && iso(day) < from ? from : iso(Math.max(day, a)) });
    else this.clocks.set({ known: day >= b && iso(day) >= (this.axis?.known.at(-1)?.[0] ?? "") ? null : iso(day) });
  }

  #drag(event) {
    if (!this.window || event.button !== 0) return;
    event.preventDefault();
    this.pause();
    const grabbed = event.target.dataset?.handle ?? null;
    const start = Math.floor(this.#day(event.clientX));
    const { from, to } = this.clocks.now;
    const inside = this.clock === "held" && from && to && start >= number(from) && start <= number(to);
    this.clocks.start();
    const move = (at) => {
      const day = Math.floor(this.#day(at.clientX));
      if (this.clock === "known") this.#put("known", grabbed ? Math.round(this.#day(at.clientX)) - 1 : day);
      else if (grabbed === "from") this.#put("from", Math.round(this.#day(at.clientX)));
      else if (grabbed === "to") this.#put("to", Math.round(this.#day(at.clientX)) - 1);
      else if (inside) this.clocks.set({ from: iso(number(/** @type {string} */ (from)) + day - start), to: iso(number(/** @type {string} */ (to)) + day - start) });
      else this.clocks.set({ from: iso(Math.min(start, day)), to: iso(Math.max(start, day)) });
    };
    const done = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", done);
      removeEventListener("pointercancel", done);
      this.clocks.rest();
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", done);
    addEventListener("pointercancel", done);
    if (grabbed) this.handles[grabbed].focus();
    else if (!inside) move(event);
  }

  #point(event) {
    if (!this.window || !this.axis) return;
    const day = iso(Math.floor(this.#day(event.clientX)));
    const { t, lang } = this.network;
    const bin = this.clock === "held" ? this.axis.bins.find(([first, last]) => first <= day && day <= last) : null;
    const known = this.clock === "known" ? this.axis.known.find(([one]) => one === day) : null;
    const unit = this.axis.unit === "year" ? day.slice(0, 4) : this.axis.unit === "month" ? day.slice(0, 7) : day;
    this.track.title = bin ? `${dateText(unit, lang)}: ${t("binTells", { begin: bin[2], rough: bin[3], hold: bin[4] })}` : known ? `${dateText(day, lang)}: ${t("knownTells", { came: known[1], went: known[2] })}` : `${dateText(day, lang)}`;
  }

  #key(event, name) {
    if (!this.window) return;
    const [a, b] = this.window;
    const value = this.clocks.now[name] ? number(this.clocks.now[name]) : name === "from" ? a : b;
    const unit = event.shiftKey ? "month" : "day";
    const ways = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
    if (event.key in ways) this.#put(name, number(later(iso(value), /** @type {any} */ (unit), ways[event.key])));
    else if (event.key === "PageUp" || event.key === "PageDown") this.#put(name, number(later(iso(value), "month", event.key === "PageUp" ? 1 : -1)));
    else if (event.key === "Home") this.#put(name, a);
    else if (event.key === "End") this.#put(name, b);
    else if (event.key === "Delete" || event.key === "Escape") this.clocks.set({ [name]: null });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #zoom(factor, around = null) {
    if (!this.window) return;
    const [a, b] = this.window;
    const middle = around ?? (a + b) / 2;
    const wide = Math.min(400 * 366, Math.max(6, (b - a) * factor));
    const left = middle - ((middle - a) / Math.max(1, b - a)) * wide;
    this.#look(Math.round(left), Math.round(left + wide));
  }

  #whole() {
    const days = this.clock === "held" ? this.axis?.extent : this.axis?.known.length ? [this.axis.known[0][0], this.axis.known.at(-1)[0]] : null;
    if (!days) return;
    const [a, b] = days.map(number);
    const pad = Math.max(1, Math.round((b - a) * 0.03));
    this.#look(a - pad, b + pad);
  }

  #look(a, b) {
    this.window = [a, b];
    this.paint();
    clearTimeout(this.lookTimer);
    if (this.clock === "held") this.lookTimer = setTimeout(() => this.#ask(), 160);
  }

  #reset() {
    this.pause();
    this.comparing = false;
    this.form.hidden = true;
    this.window = null;
    this.clocks.set({ from: null, to: null, known: null, dates: "", compare: "" });
    this.#drawHead();
    this.#ask();
  }

  // ---- playback

  play() {
    clearInterval(this.timer);
    this.clocks.start();
    this.timer = setInterval(() => this.#tick(), PACE / this.speed);
    this.#drawHead();
    this.#tick();
  }

  pause() {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = undefined;
    if (this.head.childElementCount) this.#drawHead();
    this.clocks.rest();
  }

  #tick() {
    // A step that is still being asked for is not overtaken.
    if (this.stepping) return;
    if (!this.#move(1)) this.pause();
    else if (this.clocks.waiting) {
      this.stepping = true;
      this.clocks.waiting.finally(() => { this.stepping = false; });
    }
  }

  /** One step on or back. @returns {boolean} false at the end of the track */
  #move(way) {
    if (!this.window || !this.axis) return true;
    const [a, b] = this.window;
    const { from, to, known } = this.clocks.now;
    if (this.clock === "known") return this.#moveKnown(way, known, b);
    if (!from || !to) {
      const start = from ?? iso(way > 0 ? a : b);
      this.clocks.set({ from: start, to: to ?? iso(number(later(start, /** @type {any} */ (this.step))) - 1) });
      return true;
    }
    const next = later(from, /** @type {any} */ (this.step), way);
    const shift = number(next) - number(from);
    if ((way > 0 && number(next) > b) || (way < 0 && number(to) + shift < a)) return false;
    const end = this.step === "month" || this.step === "year" ? iso(number(later(iso(number(to) + 1), /** @type {any} */ (this.step), way)) - 1) : iso(number(to) + shift);
    this.clocks.set({ from: next, to: end });
    return true;
  }

  #moveKnown(way, known, b) {
    const days = this.axis.known.map(([day]) => day);
    if (this.step === "change") {
      const next = way > 0 ? days.find((day) => (known ? day > known : true)) : days.filter((day) => !known || day < known).at(-1);
      if (!next) return false;
      this.clocks.set({ known: next });
      return way > 0 ? next !== days.at(-1) : next !== days[0];
    }
    const start = known ?? (way > 0 ? days[0] ?? iso(b) : iso(b));
    const next = known ? later(start, /** @type {any} */ (this.step), way) : start;
    if (number(next) > b) return false;
    this.clocks.set({ known: next });
    return true;
  }

  // ---- comparing

  #toggleForm() {
    this.comparing = !this.comparing;
    if (!this.comparing && this.clocks.now.compare) this.clocks.set({ compare: "" });
    this.form.hidden = !this.comparing;
    if (this.comparing) this.#drawForm();
    this.#drawHead();
  }

  #drawForm() {
    const { t } = this.network;
    const [clock, one, two] = this.clocks.now.compare ? this.clocks.now.compare.split(":") : ["", "", ""];
    const [a, b] = this.window ?? [number(new Date().toISOString().slice(0, 10)) - 30, number(new Date().toISOString().slice(0, 10))];
    const days = this.axis?.known ?? [];
    const { from, to, known } = this.clocks.now;
    const first = clock === this.clock ? one : this.clock === "known" ? (days[0]?.[0] ?? iso(a)) : (from ?? iso(a));
    const second = clock === this.clock ? two : this.clock === "known" ? (known ?? days.at(-1)?.[0] ?? iso(b)) : (to ?? iso(b));
    const field = (name, value) => h("label", {}, t(name), h("input", { type: "date", name, value, required: true, lang: locale(this.network.lang) }));
    fill(this.form, h("span", {}, t(this.clock === "known" ? "compareKnown" : "compareHeld")), field("compareBefore", first), field("compareAfter", second),
      h("button", { type: "submit", class: "wasl-button primary" }, t("compareGo")));
  }

  #compare() {
    const [before, after] = [...this.form.querySelectorAll("input")].map((input) => input.value).sort();
    if (!before || !after) return;
    this.pause();
    this.clocks.set({ compare: `${this.clock}:${before}:${after}` });
    this.#drawHead();
  }
}
