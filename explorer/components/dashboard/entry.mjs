/** The doors of the dashboard: for Streamlit and for share pages. */

import { fill, h } from "../shared/dom.mjs";
import { timeText } from "../shared/dates.mjs";
import { icon } from "../shared/icons.mjs";
import { refreshing } from "../shared/refresh.mjs";
import { words } from "../shared/words.mjs";
import { debug } from "../canvas/debug.mjs";
import { Network } from "../canvas/network.mjs";
import { Board } from "./board.mjs";

/** @type {WeakMap<Element, Board>} */
const boards = new WeakMap();
// A shared picture says nothing of how often it should be asked for.
const PICTURE_EVERY = 30;

/** Called by Streamlit at every rerun with the same parent element while the key stays. */
export function dashboard({ data, parentElement }) {
  let board = boards.get(parentElement);
  if (!board) {
    board = new Board(parentElement);
    boards.set(parentElement, board);
  }
  board.update(data);
  const one = board;
  return () => {
    setTimeout(() => {
      if (parentElement.isConnected) return;
      one.destroy();
      boards.delete(parentElement);
    }, 50);
  };
}

/** A dashboard that fills a page of its own. @returns {() => void} ends it */
export function mountDashboard(element, data, dataUrl) {
  const board = new Board(element);
  board.update(data, dataUrl);
  return () => board.destroy();
}

/** A network that fills a page of its own, with the time of what it shows. @returns {() => void} ends it */
export function mountPicture(element, drawing, dataUrl) {
  const t = words(drawing.words, drawing.lang);
  const time = h("span", { class: "wasl-time", role: "status" });
  const end = h("div", { class: "wasl-ended", role: "alert", hidden: true });
  const full = h("button", { type: "button", class: "wasl-button", "data-act": "full", onclick: () => (document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen?.().catch(() => undefined)) });
  const frame = h("div", { class: "wasl wasl-share", dir: drawing.lang === "ar" ? "rtl" : "ltr", lang: drawing.lang, "data-theme": drawing.theme }, h("header", {}, h("strong", { dir: "auto" }, drawing.title ?? ""), time, full), end);
  element.append(frame);
  // For a presentation the picture takes the whole screen; Escape gives it back, as everywhere.
  const drawFull = () => fill(full, icon(document.fullscreenElement ? "minimize" : "maximize", { size: 15 }), t(document.fullscreenElement ? "fullScreenExit" : "fullScreen"));
  document.addEventListener("fullscreenchange", drawFull);
  drawFull();
  const network = new Network();
  debug.current = network;
  network.attach(frame);
  let now = drawing.asOf ?? new Date().toISOString();
  const say = (state) => {
    time.dataset.state = state;
    time.textContent = t(state === "stale" ? "stale" : "asOf", { time: timeText(now, drawing.lang) });
  };
  const draw = (data) => network.update({ ...data, height: Math.max(340, window.innerHeight - network.root.getBoundingClientRect().top - window.scrollY - 16) }, {});
  draw(drawing);
  say("fresh");
  const resized = () => draw(latest);
  let latest = drawing;
  window.addEventListener("resize", resized);
  const stop = dataUrl ? refreshing(dataUrl, drawing.refresh ?? PICTURE_EVERY, {
    news: (fresh) => {
      latest = fresh;
      now = fresh.asOf ?? new Date().toISOString();
      draw(fresh);
      say("fresh");
    },
    failed: () => say("stale"),
    ended: () => {
      time.dataset.state = "ended";
      end.hidden = false;
      fill(end, h("strong", {}, t("ended")), h("span", {}, t("endedHint")));
      draw(latest);
    },
  }) : null;
  return () => {
    stop?.();
    document.removeEventListener("fullscreenchange", drawFull);
    window.removeEventListener("resize", resized);
    network.destroy();
    frame.remove();
  };
}
