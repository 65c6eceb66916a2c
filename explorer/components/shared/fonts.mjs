/** IBM Plex Sans Arabic, with the Cyrillic of IBM Plex Sans (both OFL), carried in the bundle as bytes, so that no page needs a network or a font policy. */

import arabic4 from "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-400-normal.woff2";
import arabic6 from "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-600-normal.woff2";
import latin4 from "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-latin-400-normal.woff2";
import latin6 from "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-latin-600-normal.woff2";
import extended4 from "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-latin-ext-400-normal.woff2";
import extended6 from "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-latin-ext-600-normal.woff2";
import cyrillic4 from "@fontsource/ibm-plex-sans/files/ibm-plex-sans-cyrillic-400-normal.woff2";
import cyrillic6 from "@fontsource/ibm-plex-sans/files/ibm-plex-sans-cyrillic-600-normal.woff2";

export const FAMILY = '"Wasl Plex", "IBM Plex Sans Arabic", "Noto Sans Arabic", system-ui, sans-serif';

const ARABIC = "U+0600-06FF,U+0750-077F,U+0870-08FF,U+200C-200F,U+FB50-FDFF,U+FE70-FEFC";
const LATIN = "U+0000-00FF,U+0131,U+0152-0153,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212,U+2215";
const EXTENDED = "U+0100-0130,U+0132-0151,U+0154-02BA,U+0304,U+0308,U+0329,U+1E00-1E9F,U+1EF2-1EFF,U+2C60-2C7F";
const CYRILLIC = "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116";
/** @type {Promise<void>|null} */
let loaded = null;

/** @type {[Uint8Array, "400"|"600", string][]} */
const FACES = [
  [arabic4, "400", ARABIC], [arabic6, "600", ARABIC], [latin4, "400", LATIN], [latin6, "600", LATIN],
  [extended4, "400", EXTENDED], [extended6, "600", EXTENDED], [cyrillic4, "400", CYRILLIC], [cyrillic6, "600", CYRILLIC],
];

/** Adds the faces once; settles when they can be measured. */
export function fonts() {
  loaded ??= Promise.all(
    FACES.map(([bytes, weight, unicodeRange]) => {
      // Bytes, not a URL: a content security policy without font-src still lets them through.
      const face = new FontFace("Wasl Plex", /** @type {any} */ (bytes), { weight, unicodeRange });
      document.fonts.add(face);
      return face.load();
    }),
  ).then(() => undefined);
  return loaded;
}

/** The faces of one weight as CSS with the fonts inside, for a file that stands alone. @param {"400"|"600"} weight */
export function fontCss(weight) {
  return FACES.filter(([, own]) => own === weight)
    .map(([bytes, , range]) => `@font-face{font-family:"Wasl Plex";font-weight:${weight};unicode-range:${range};src:url(data:font/woff2;base64,${base64(bytes)}) format("woff2")}`)
    .join("");
}

function base64(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}
