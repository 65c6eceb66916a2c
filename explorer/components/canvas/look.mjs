/** Colours and shapes of one picture: those of types and statuses come with the data, those of the page from its style sheet. */

const UNKNOWN = { light: "#6b7280", dark: "#9aa4b5", shape: "circle", icon: "circle-dashed", label: "?" };

export class Look {
  /** @param {HTMLElement} root @param {import("../shared/types.mjs").Drawing} data */
  constructor(root, data) {
    this.theme = data.theme === "dark" ? "dark" : "light";
    this.types = data.types ?? {};
    this.statuses = { ...data.statuses, ...(data.mixed ? { mixed: data.mixed } : {}) };
    this.palette = data.palette ?? { categories: [], ramp: [], none: UNKNOWN, unknown: UNKNOWN };
    const style = getComputedStyle(root);
    const read = (name) => style.getPropertyValue(name).trim();
    this.ground = read("--ground");
    this.ink = read("--ink");
    this.faint = read("--faint");
    this.onFill = read("--on-fill");
    this.accent = read("--accent");
  }

  /** One colour of the two grounds'. @param {{light: string, dark: string}} colour */
  shade(colour) {
    return colour?.[this.theme] ?? this.none;
  }

  /** The colour of what a rule says nothing about. */
  get none() {
    return this.palette.none[this.theme];
  }

  /** The colour of those of which a rule cannot be told. */
  get unknown() {
    return this.palette.unknown[this.theme];
  }

  type(name) {
    return this.types[name] ?? { ...UNKNOWN, label: name };
  }

  /** The colour of an entity's type. */
  fill(name) {
    return this.type(name)[this.theme];
  }

  status(name) {
    return this.statuses[name] ?? { light: "#8a94a3", dark: "#77839a", dash: null, label: name };
  }

  /** The colour of a relation's line. */
  line(name) {
    return this.status(name)[this.theme];
  }

  /** The second colour of a disputed line; null for the others. */
  second(name) {
    return this.status(name).second?.[this.theme] ?? null;
  }

  /** The colour of the words on a line: the line's own, unless it would be too pale to read. */
  reading(name) {
    return this.status(name).dash || this.second(name) ? this.line(name) : mixed(this.line(name), this.ink, 0.55);
  }
}

/** A colour between two `#rrggbb` colours. @param {number} share of the second, 0..1 */
export function mixed(one, other, share) {
  const part = (hex, i) => parseInt(hex.slice(i, i + 2), 16);
  return `#${[1, 3, 5].map((i) => Math.round(part(one, i) * (1 - share) + part(other, i) * share).toString(16).padStart(2, "0")).join("")}`;
}
