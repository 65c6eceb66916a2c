/** Sentences that hold the words searched for, in any article; a click opens the article there. */

import { dateText } from "../shared/dates.mjs";
import { h } from "../shared/dom.mjs";
import { icon } from "../shared/icons.mjs";

/** @param {import("./network.mjs").Network} network @param {string} text */
export function sentences(network, text) {
  network.inspector.other("sentences", text, async (signal) => {
    const { t, lang, inspector } = network;
    const title = { title: t("sentences"), kind: h("bdi", {}, text) };
    inspector.panel.draw(title, h("div", { class: "wasl-loading" }, t("loading")));
    try {
      const { hits, total } = await network.changes.question("sentences", [["q", text]], { signal });
      if (signal.aborted) return;
      const open = (hit) => network.open({ article: hit.article.id, claim: hit.claim, at: hit.at });
      inspector.panel.draw(title,
        h("p", { class: "wasl-count" }, hits.length ? t("sentencesFound", { n: hits.length, articles: total }) : t("sentencesNone", { text })),
        hits.map((hit) => h("article", { class: "wasl-claim" },
          h("blockquote", { dir: hit.dir, lang: hit.article.language === "und" ? null : hit.article.language }, hit.parts.map(([part, marked]) => (marked ? h("mark", {}, part) : part))),
          h("div", { class: "more" }, h("bdi", {}, hit.article.outlet ?? t("outletUnknown")), " · ", dateText(hit.article.published, lang) ?? t("dateUnknown")),
          h("button", { type: "button", class: "open", onclick: () => open(hit) }, icon("book-open-text", { size: 15 }), h("bdi", {}, hit.article.title ?? t("untitled"))))));
    } catch (error) {
      if (!signal.aborted) inspector.panel.draw(title, h("div", { class: "wasl-error", role: "alert" }, network.inWords(error)));
    }
  });
}
