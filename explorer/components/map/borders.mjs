/** The boundaries of the map, asked for once when a map is first shown: land, agreed borders, and those that are disputed. */

import { geoEqualEarthRaw, geoPath, geoProjection } from "d3-geo";
import { feature, mesh } from "topojson-client";
import pairs from "./disputed.json";

/* global BORDERS_FILE -- set by build.mjs: the name of the file with the hash of its content */
const FILE = BORDERS_FILE;
const SCALE = 1000;
/** @type {Promise<Borders>|null} */
let loading = null;

/** The plane of the map: x grows to the east, y to the south, the world about 5,400 units wide. No border is bent towards a country. */
export const plane = geoProjection(geoEqualEarthRaw).scale(SCALE).translate([0, 0]).rotate([-20, 0]);

/**
 * Paths in the plane. `land` carries no country's colour: whose ground it is, the map does not say.
 * @typedef {{land: Path2D, agreed: Path2D, disputed: Path2D, lines: Path2D}} Borders
 */

/** @returns {Promise<Borders>} rejects where the file cannot be had; the next call asks again */
export function borders() {
  loading ??= load().catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load() {
  const answer = await fetch(new URL(FILE, import.meta.url).href);
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const world = await answer.json();
  const { countries, land } = world.objects;
  const name = (one) => one.id ?? one.properties?.name;
  const open = new Set(pairs.flatMap(([a, b]) => [`${a}|${b}`, `${b}|${a}`]));
  const isDisputed = (a, b) => open.has(`${name(a)}|${name(b)}`);
  const path = geoPath(plane);
  const drawn = (shape) => new Path2D(path(shape) ?? "");
  return {
    land: drawn(feature(world, land)),
    agreed: drawn(mesh(world, countries, (a, b) => a !== b && !isDisputed(a, b))),
    disputed: drawn(mesh(world, countries, (a, b) => a !== b && isDisputed(a, b))),
    lines: drawn(mesh(world, countries, (a, b) => a === b)),
  };
}
