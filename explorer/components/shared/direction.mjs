/** The direction of a text by its first strong character, and its wrapping into lines; drawing is left to the callers. */

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;
const STRONG = /\p{L}/u;

/**
 * UAX #9, rules P2 and P3, without isolates: enough for names and sentences.
 * @param {string} text
 * @returns {"rtl"|"ltr"}
 */
export function direction(text) {
  for (const char of text) {
    if (!STRONG.test(char)) continue;
    return RTL.test(char) ? "rtl" : "ltr";
  }
  return "ltr";
}

/**
 * Balanced lines broken at spaces. A word is never cut, unless it alone is longer than two lines allow.
 * @param {string} text
 * @param {number} max characters aimed at in a line
 * @param {number} lines at most; the last one ends in … when the text is longer
 * @returns {string[]}
 */
export function wrap(text, max = 18, lines = 2) {
  const words = text.trim().split(/\s+/u);
  if (text.length <= max || words.length === 1) return [shorten(words.join(" "), max * lines)];
  const wanted = Math.min(lines, Math.ceil(text.length / max));
  const target = text.length / wanted;
  const out = [];
  let line = "";
  for (const word of words) {
    const longer = line ? `${line} ${word}` : word;
    const full = line && out.length < wanted - 1 && longer.length - target > target - line.length;
    if (full) {
      out.push(line);
      line = word;
    } else line = longer;
  }
  out.push(line);
  return out.map((one) => shorten(one, Math.round(max * 1.6)));
}

function shorten(text, max) {
  return text.length <= max ? text : `${text.slice(0, max - 1).trimEnd()}…`;
}
