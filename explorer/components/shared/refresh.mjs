/** Asks an address again and again, keeps the last answer when that fails, and stops when the share has ended. */

import { fetchJson } from "./api.mjs";

/**
 * @param {string} url relative to the page
 * @param {number} seconds between the end of one answer and the next question
 * @param {{news: (data: any) => void, failed: (error: Error) => void, ended: () => void}} on
 * @returns {() => void} stops
 */
export function refreshing(url, seconds, on) {
  const wait = Math.max(2, seconds) * 1000;
  const stop = new AbortController();
  let timer = setTimeout(ask, wait);
  async function ask() {
    // A page that nobody sees asks nothing; it catches up when it is seen again.
    if (document.hidden) {
      timer = setTimeout(ask, wait);
      return;
    }
    try {
      on.news(await fetchJson(new URL(url, document.baseURI).href, stop.signal));
    } catch (error) {
      if (stop.signal.aborted) return;
      if (/** @type {any} */ (error).kind === "unknown" || /** @type {any} */ (error).kind === "refused") {
        on.ended();
        return;
      }
      on.failed(/** @type {Error} */ (error));
    }
    timer = setTimeout(ask, wait);
  }
  return () => {
    stop.abort();
    clearTimeout(timer);
  };
}
