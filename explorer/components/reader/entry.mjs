/** The door for Streamlit: which reader stands where. */

import { request } from "../shared/request.mjs";
import { Reader } from "./reader.mjs";

/** @type {WeakMap<Element, Reader>} */
const readers = new WeakMap();

/** Called at every rerun; the text is built anew only when it is another one. */
export function reader({ data, parentElement, setStateValue }) {
  let one = readers.get(parentElement);
  if (!one) {
    one = new Reader(parentElement);
    readers.set(parentElement, one);
  }
  one.update(data, { show: (what) => setStateValue("show", request(what)) });
  return () => {
    // Streamlit also calls this for a rerun that overtook another, with the element still in place.
    setTimeout(() => { if (!parentElement.isConnected) one.leave(); }, 50);
  };
}
