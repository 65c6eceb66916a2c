/** Days as ISO text and as numbers (days since 1970, UTC), and what a partial date may mean; how they read is left to shared/dates.mjs. */

const DAY = 86_400_000;

/** @param {string} iso a full day @returns {number} */
export function number(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / DAY);
}

/** @param {number} n @returns {string} */
export function iso(n) {
  return new Date(Math.round(n) * DAY).toISOString().slice(0, 10);
}

/** The earliest day that a partial date can mean. */
export function first(partial) {
  return `${partial}-01-01`.slice(0, 10);
}

/** The latest day that a partial date can mean, inclusive. */
export function last(partial) {
  const [year, month = 12, day] = partial.split("-").map(Number);
  return day ? partial : iso(number(`${String(month === 12 ? year + 1 : year).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`) - 1);
}

/** A day so many units later. @param {string} day @param {"day"|"week"|"month"|"year"} unit @param {number} n */
export function later(day, unit, n = 1) {
  if (unit === "day" || unit === "week") return iso(number(day) + n * (unit === "week" ? 7 : 1));
  const [year, month, date] = day.split("-").map(Number);
  const months = year * 12 + month - 1 + n * (unit === "year" ? 12 : 1);
  const [y, m] = [Math.floor(months / 12), (months % 12) + 1];
  const start = `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}`;
  return `${start}-${String(Math.min(date, Number(last(start).slice(8)))).padStart(2, "0")}`;
}

/**
 * Whether a relation may have held on one of these days, both inclusive: as the store's filter asks. What has no date stays,
 * unless `dates` asks for what has one only ("known"), or for what has none ("unknown").
 * @param {{from: string|null, to: string|null}} edge @param {{from: string|null, to: string|null, dates?: string}} times
 */
export function touches(edge, { from, to, dates }) {
  if (dates && (dates === "unknown") !== (!edge.from && !edge.to)) return false;
  return (!to || !edge.from || first(edge.from) <= to) && (!from || !edge.to || last(edge.to) >= from);
}
