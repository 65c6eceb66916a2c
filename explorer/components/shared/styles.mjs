/** The style sheet, adopted once by the document, which also a strict content security policy allows. */

import base from "./styles.css";
import canvas from "../canvas/canvas.css";
import panel from "../canvas/panel.css";
import map from "../map/map.css";
import time from "../time/time.css";
import reader from "../reader/reader.css";
import dashboard from "../dashboard/dashboard.css";

let adopted = false;

export function styles() {
  if (adopted) return;
  adopted = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([base, canvas, panel, time, map, reader, dashboard].join("\n"));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
