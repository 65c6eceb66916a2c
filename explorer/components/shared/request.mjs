/** What a person asks of the page, once: a value that stays, since one that lasts a single rerun is lost when another comes in between. */

let asked = 0;

/** The same wish, told apart from every other of this session. @template T @param {T} what @returns {T & {at: string}} */
export function request(what) {
  asked += 1;
  return { ...what, at: `${Date.now()}-${asked}` };
}
