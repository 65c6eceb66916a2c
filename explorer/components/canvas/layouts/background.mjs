/** Has layouts and measures computed by a worker, so that the page stays alive; where a browser allows none, the page computes them itself. */

import code from "virtual:worker";
import { measured } from "../measures.mjs";
import { arranged } from "./index.mjs";

/** @type {Worker|null} */
let worker = null;
let refused = false;
let count = 0;
/** @type {Map<number, {done: (placed: any) => void, failed: (error: Error) => void, progress: any}>} */
const jobs = new Map();

/** Starts the worker, once; a first layout then need not wait for it. */
export function warm() {
  if (worker || refused) return;
  try {
    const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    worker = new Worker(url, { name: "wasl-layout" });
  } catch {
    // A policy of the page forbids it: the same layouts run in the page.
    refused = true;
    return;
  }
  worker.onmessage = ({ data: { job, share, so, placed, failed } }) => {
    const own = jobs.get(job);
    if (!own) return;
    if (share !== undefined) own.progress?.(share, so);
    else {
      jobs.delete(job);
      if (failed) own.failed(new Error(failed));
      else own.done(placed);
    }
  };
  worker.onerror = () => {
    refused = true;
    worker?.terminate();
    worker = null;
    for (const own of jobs.values()) own.failed(new Error("no worker"));
    jobs.clear();
  };
}

/**
 * As `arranged`, but beside the page.
 * @param {string} name @param {any[]} items @param {any[]} links
 * @param {{width: number, height: number, rtl: boolean}} room
 * @param {{signal: AbortSignal, progress: (share: number, so?: Map<string, {x: number, y: number}>) => void}} watch aborting keeps what was reached
 * @returns {Promise<Map<string, {x: number, y: number}>>}
 */
export async function inBackground(name, items, links, room, watch) {
  warm();
  const here = () => arranged(name, items, links, { ...room, ...watch });
  if (!worker) return here();
  const job = ++count;
  const plain = links.map(({ id, source, target }) => ({ id, source, target }));
  watch.signal.addEventListener("abort", () => worker?.postMessage({ stop: job }));
  try {
    return await new Promise((done, failed) => {
      jobs.set(job, { done, failed, progress: watch.progress });
      /** @type {Worker} */ (worker).postMessage({ job, name, items: items.map(bare), links: plain, room });
    });
  } catch {
    // The worker has died or never began.
    return here();
  }
}

/**
 * As `measured`, but beside the page.
 * @param {string} name @param {string[]} ids @param {any[]} links
 * @returns {Promise<Map<string, any>>}
 */
export async function measuredInBackground(name, ids, links) {
  warm();
  if (!worker) return measured(name, ids, links);
  const job = ++count;
  const plain = links.map(({ source, target }) => ({ source, target }));
  try {
    return await new Promise((done, failed) => {
      jobs.set(job, { done, failed, progress: null });
      /** @type {Worker} */ (worker).postMessage({ job, name, ids, links: plain });
    });
  } catch {
    // The worker has died or never began.
    return measured(name, ids, links);
  }
}

function bare({ id, type, size, rank, w, h, drop, degree }) {
  return { id, type, size, rank, w, h, drop, degree };
}
