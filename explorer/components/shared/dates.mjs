/** Partial dates (`2022`, `2022-01`, `2022-01-11`) in the reader's form, never made more exact than they are. */

import { locale } from "./words.mjs";

const FORMS = {
  year: { year: "numeric", timeZone: "UTC" },
  month: { year: "numeric", month: "long", timeZone: "UTC" },
  day: { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" },
};

/** @param {string} iso @returns {"year"|"month"|"day"} */
export function precision(iso) {
  return /** @type {any} */ (["year", "month", "day"])[Math.min(2, iso.split("-").length - 1)];
}

/**
 * @param {string|null|undefined} iso
 * @param {string} lang
 * @returns {string|null} null for a missing date; the text itself where it is not a date
 */
export function dateText(iso, lang) {
  if (!iso) return null;
  const [year, month = 1, day = 1] = iso.slice(0, 10).split("-").map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(locale(lang), FORMS[precision(iso.slice(0, 10))]).format(date);
}

/** An instant (ISO 8601) as date and time of the reader's own clock; only the time when it is today. */
export function timeText(iso, lang) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const today = date.toDateString() === new Date().toDateString();
  const form = today ? { timeStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" };
  return new Intl.DateTimeFormat(locale(lang), /** @type {any} */ (form)).format(date);
}

/**
 * When it held, in words, with the precision said where it is not a day. Null when nothing is known.
 * @param {string|null} from
 * @param {string|null} to
 * @param {import("./words.mjs").Words} t
 * @param {string} lang
 */
export function spanText(from, to, t, lang) {
  if (!from && !to) return null;
  const text =
    from && to && from === to ? dateText(from, lang)
    : from && to ? t("heldRange", { from: dateText(from, lang) ?? "", to: dateText(to, lang) ?? "" })
    : from ? t("heldFrom", { from: dateText(from, lang) ?? "" })
    : t("heldTo", { to: dateText(to, lang) ?? "" });
  const rough = [from, to].filter(Boolean).map((date) => precision(/** @type {string} */ (date)));
  const note = rough.includes("year") ? t("precisionYear") : rough.includes("month") ? t("precisionMonth") : "";
  return note ? `${text} (${note})` : text;
}
