/** The interface's words as they came with the data, with placeholders and plural forms filled in. */

/** @typedef {(key: string, values?: Record<string, string|number>) => string} Words */

/**
 * `{name}` is replaced by a value; numbers are written in the form of the language. A text that holds
 * `other=` lists plural forms by CLDR category (`one=…|two=…|other=…`) and `n` chooses between them.
 * A key without a text shows itself, so that a gap is seen.
 * @param {Record<string, string>} texts
 * @param {string} lang
 * @returns {Words}
 */
export function words(texts, lang) {
  const plural = new Intl.PluralRules(lang);
  const number = numbers(lang);
  return (key, values = {}) => {
    let text = texts?.[key] ?? key;
    if (text.includes("other=")) text = chosen(text, plural, Number(values.n ?? 0));
    return text.replace(/\{(\w+)\}/gu, (whole, name) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? number.format(value) : value;
    });
  };
}

function chosen(text, plural, n) {
  const forms = Object.fromEntries(text.split("|").map((form) => [form.slice(0, form.indexOf("=")), form.slice(form.indexOf("=") + 1)]));
  if (n === 0 && forms.zero !== undefined) return forms.zero;
  return forms[plural.select(n)] ?? forms.other;
}

const cache = new Map();

/** The number form of a language: Latin digits in Arabic too, as the Arab press of today writes them and as quoted sentences do. */
export function numbers(lang) {
  if (!cache.has(lang)) cache.set(lang, new Intl.NumberFormat(locale(lang), { maximumFractionDigits: 2 }));
  return cache.get(lang);
}

/** The locale used for numbers and dates of an interface language. */
export function locale(lang) {
  return lang === "ar" ? "ar-u-nu-latn-ca-gregory" : "en-GB";
}
