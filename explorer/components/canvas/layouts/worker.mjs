/** Computes layouts and measures beside the page; it takes jobs, tells how far it is, and may be stopped. What a job does is left to its module. */

import { measured } from "../measures.mjs";
import { arranged } from "./index.mjs";

/** @type {Map<number, AbortController>} */
const running = new Map();

/** @type {any} */ (self).onmessage = async ({ data }) => {
  if (data.stop !== undefined) {
    running.get(data.stop)?.abort();
    return;
  }
  const { job, name, ids, items, links, room } = data;
  const own = new AbortController();
  running.set(job, own);
  const send = (message) => /** @type {any} */ (self).postMessage({ job, ...message });
  try {
    if (ids) send({ placed: measured(name, ids, links) });
    else send({ placed: await arranged(name, items, links, { ...room, signal: own.signal, progress: (share, so) => send({ share, so }) }) });
  } catch (error) {
    send({ failed: String(error) });
  }
  running.delete(job);
};
