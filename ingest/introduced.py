"""Acronyms that an article introduces itself: the full name, and the letters in brackets behind it.

Ids are left to ``ingest.resolution``, how alike names are to ``ingest.spelling``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from graph.model import Name
from graph.names import plain
from ingest import spelling
from ingest.draft import DraftEntity
from ingest.gazetteer import Gazetteer

_BRACKETED = re.compile(r"[(\[]\s*[«“\"']?([^\W\d_](?:\.?[^\W\d_]){1,7})\.?[»”\"']?\s*[)\]]")
_WORD = re.compile(r"[^\W\d_]+")
_ENDS = re.compile(r"[.!?؟;؛:\n]")
_FARTHEST = 160
# Words of a name that lend no letter to its acronym.
_SMALL = frozenset(
    (
        "of", "the", "and", "for", "in", "on", "to", "de", "du", "des", "la", "le", "les", "l", "d", "et", "pour", "en", "au", "aux", "sur",
        "и", "в", "во", "по", "о", "об", "на", "для", "с", "из", "في", "من", "و", "على", "إلى", "عن",
    )
)  # fmt: skip
_ALIKE = 0.7


def introduced(text: str) -> Mapping[str, str]:
    """The acronyms in brackets, as written, each with the words before it whose first letters it is made of.

    >>> introduced("Le Front national zébulon (FNZ) a pris Mombasa.")
    {'FNZ': 'Front national zébulon'}
    >>> introduced("فازت حركة مجتمع السلم (حمس)")
    {'حمس': 'حركة مجتمع السلم'}
    >>> introduced("He came (late) to the meeting (see below).")
    {}
    """
    found: dict[str, str] = {}
    for match in _BRACKETED.finditer(text):
        acronym = match[1].replace(".", "")
        arabic = "ARABIC" in unicodedata.name(acronym[0], "")
        if not (acronym.isupper() or (arabic and len(acronym) > 2)):
            continue
        before = _ENDS.split(text[max(0, match.start() - _FARTHEST) : match.start()])[-1]
        if (start := _start(before, [plain(letter) for letter in acronym])) is not None:
            found.setdefault(acronym, " ".join(before[start:].split()))
    return found


def _start(before: str, letters: list[str]) -> int | None:
    """Where the name begins whose words the letters stand for; every letter wants its word, and every word but small ones its letter."""
    left = list(letters)
    for word in reversed(list(_WORD.finditer(before))):
        low = plain(word[0])
        if left and low.startswith(left[-1]):
            left.pop()
            if not left:
                return word.start()
        elif word[0].casefold() not in _SMALL:
            return None
    return None


def in_full(entity: DraftEntity, full: Mapping[str, str], known: Gazetteer) -> DraftEntity:
    """The entity under the name that the article itself gives its acronym, and known only as that name is."""
    name = next((full[n.text] for n in entity.names if n.text in full), None) if entity.named and full else None
    if name is None:
        return entity
    entry = known.get(entity.known) if entity.known is not None else None
    theirs = [spelled for names in entry.names.values() for spelled in names if " " in spelled] if entry is not None else []
    if entry is not None and (not theirs or any(spelling.alike(name, spelled, entry.type) >= _ALIKE for spelled in theirs)):
        return entity
    meant = [other for other in known.named(name) if other.type == entity.type]
    own = entity.names if entry is None else tuple(n for n in entity.names if n.text in full)
    names = tuple(dict.fromkeys((Name(name, entity.names[0].language), *own)))
    return replace(entity, names=names, known=meant[0].key if len(meant) == 1 else None)
