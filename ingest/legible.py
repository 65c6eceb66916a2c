"""The text as an extractor reads it: what hides, reorders or splits letters is out, with the way back to the stored text.

Articles are stored as they were read and offsets count their characters; extractors need not
know of control characters, zero-width and direction marks, decomposed letters and the shapes
that old PDFs copy out. Vowel marks, tatweel and spelling are left to the extractors.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from graph.model import Article
from ingest.draft import Draft, DraftClaim, DraftEntity, Extractor, Refusal

# A colour code of a terminal is one unit; so are shapes of Arabic and Latin ligatures, and a letter with its marks.
_ODD = re.compile(
    r"(?P<out>\x1b\[[0-9;]*[A-Za-z] | [\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff])"
    r" | (?P<space>[\xa0\u2007\u202f])"
    r" | (?P<shape>[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc])"
    r" | (?P<marked>[^\W\d_][\u0300-\u036f\u0653-\u0655]+)",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Legible:
    """``text`` is what is read; its character ``i`` stands for ``stored[starts[i]:ends[i]]``."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The (start, end) in the stored text of ``text[start:end]``; (-1, -1), which no text has, where that is nothing."""
        if not 0 <= start < end <= len(self.text):
            return -1, -1
        return self.starts[start], self.ends[end - 1]


def legible(stored: str) -> Legible | None:
    """The text to read; None where the stored one is legible as it is.

    >>> made = legible("Kaz\\u200bakh\\x0bstan, Tokai\\u0308ev")
    >>> made.text, made.span(12, 19)
    ('Kazakhstan, Tokaïev', (14, 22))
    """
    if _ODD.search(stored) is None:
        return None
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0

    def keep(upto: int) -> None:
        text.append(stored[position:upto])
        starts.extend(range(position, upto))
        ends.extend(range(position + 1, upto + 1))

    for match in _ODD.finditer(stored):
        keep(match.start())
        match match.lastgroup:
            case "space":
                put = " "
            case "shape":
                put = unicodedata.normalize("NFKC", match[0])
            case "marked":
                put = unicodedata.normalize("NFC", match[0])
            case _:
                put = ""
        text.append(put)
        starts.extend([match.start()] * len(put))
        ends.extend([match.end()] * len(put))
        position = match.end()
    keep(len(stored))
    return Legible("".join(text), tuple(starts), tuple(ends))


def extracted(article: Article, extractor: Extractor) -> Draft:
    """The extractor's draft of the article, read in its legible form, with offsets into the text as stored."""
    made = legible(article.text)
    if made is None:
        return extractor(article)
    draft = extractor(replace(article, text=made.text))
    return replace(
        draft,
        entities=tuple(_entity(entity, made) for entity in draft.entities),
        claims=tuple(_claim(claim, made) for claim in draft.claims),
        refused=tuple(Refusal(*made.span(r.start, r.end), r.why, r.words) for r in draft.refused),
    )


def _entity(entity: DraftEntity, made: Legible) -> DraftEntity:
    return replace(entity, spans=tuple(made.span(*span) for span in entity.spans))


def _claim(claim: DraftClaim, made: Legible) -> DraftClaim:
    start, end = made.span(claim.start, claim.end)
    cue_start, cue_end = made.span(claim.cue_start, claim.cue_end)
    return replace(claim, start=start, end=end, cue_start=cue_start, cue_end=cue_end)
