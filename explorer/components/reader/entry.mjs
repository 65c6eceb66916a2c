/** The door for Streamlit: which reader stands where. */

import { Reader } from "./reader.mjs";

/** @type {WeakMap<Element, Reader>} */
const readers = new WeakMap();

/** Called at every rerun; the text is built anew only when it is another one. */
export function reader({ data, parentElement, setTriggerValue }) {
  let one = readers.get(parentElement);
  if (!one) {
    one = new Reader(parentElement);
    readers.set(parentElement, one);
  }
  one.update(data, { show: (what) => setTriggerValue("show", what) });
  return () => {};
}
