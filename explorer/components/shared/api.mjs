/** Asks the JSON routes of the same process; every failure becomes an ApiError of a few kinds that have words. */

export class ApiError extends Error {
  /** @param {"away"|"offline"|"refused"|"unknown"|"bad"} kind @param {string} [why] the server's own sentence */
  constructor(kind, why = "") {
    super(why || kind);
    this.kind = kind;
    this.why = why;
  }

  /** @param {import("./words.mjs").Words} t */
  inWords(t) {
    const keys = { away: "errorAway", offline: "errorOffline", refused: "errorRefused", unknown: "errorUnknown", bad: "errorBad" };
    return t(keys[this.kind], { why: this.why });
  }
}

/**
 * @param {string} base relative to the page, ends in "/"
 * @param {string} path
 * @param {[string, string][]} params
 * @param {{query?: string, signal?: AbortSignal}} [options] query: a filter already in URL form
 * @returns {Promise<any>}
 */
export async function ask(base, path, params, { query = "", signal } = {}) {
  const url = new URL(base + path, document.baseURI);
  const search = new URLSearchParams(query);
  // What is asked for here goes before what the filter says of the same.
  for (const [name] of params) search.delete(name);
  for (const [name, value] of params) search.append(name, value);
  url.search = search.toString();
  return fetchJson(url.href, signal);
}

/** @param {string} url @param {AbortSignal} [signal] */
export async function fetchJson(url, signal) {
  let response;
  try {
    response = await fetch(url, { signal, headers: { accept: "application/json" }, cache: "no-store" });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError("offline");
  }
  const body = await response.json().catch(() => null);
  if (response.ok && body !== null) return body;
  const why = typeof body?.error === "string" ? body.error : `HTTP ${response.status}`;
  if (response.status === 401 || response.status === 403) throw new ApiError("refused", why);
  if (response.status === 404 || response.status === 410) throw new ApiError("unknown", why);
  if (response.status === 400 || response.status === 422) throw new ApiError("bad", why);
  throw new ApiError("away", why);
}
