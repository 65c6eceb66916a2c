/** The door for Streamlit and for plain pages: which network stands where, made once and kept. */

import { request } from "../shared/request.mjs";
import { debug } from "./debug.mjs";
import { Network } from "./network.mjs";

const KEPT = 4;
/** @type {Map<string, Network>} by instance, the least recently used first */
const byInstance = new Map();
/** @type {WeakMap<Element, Network>} */
const byParent = new WeakMap();

/** The network of an instance; one without a name belongs to its parent element. */
function networkOf(parent, instance) {
  let network = (instance && byInstance.get(instance)) || (!instance && byParent.get(parent)) || null;
  network ??= new Network();
  if (instance) {
    byInstance.delete(instance);
    byInstance.set(instance, network);
    for (const [name, old] of byInstance) {
      if (byInstance.size <= KEPT) break;
      if (old.root.isConnected) continue;
      old.destroy();
      byInstance.delete(name);
    }
  }
  byParent.set(parent, network);
  return network;
}

/**
 * Streamlit calls this at every rerun with the same parent element while the key stays, and with a new one
 * after a change of page: the network moves there with everything as it was.
 * @param {{data: any, parentElement: any, setStateValue: (name: string, value: any) => void}} component
 * @returns {() => void} to be called when the element leaves the page
 */
export function network({ data, parentElement, setStateValue }) {
  const one = networkOf(parentElement, data.instance);
  one.attach(parentElement);
  debug.current = one;
  one.update(data, { view: (view) => setStateValue("view", view), open: (target) => setStateValue("open", request(target)) });
  return () => {
    // Streamlit also calls this for a rerun that overtook another, with the element still in place.
    setTimeout(() => { if (!parentElement.isConnected && one.root.parentNode === parentElement) one.detach(); }, 50);
  };
}

/** @type {any} */ (window).__wasl = debug;
