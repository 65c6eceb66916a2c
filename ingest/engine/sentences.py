"""Sentences and quotations of a text, as spans of its characters.

What a language's words mean is left to the later stages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# A full stop inside a number or between Latin initials ends nothing; one between two long words
# does, because agency copy often loses the space after it.
_END = re.compile(
    r"""(?<!\()[.!?؟…]+(?!\))["”»’\]]*(?=\s|$)      # the usual end
      | (?<=[\u0621-\u064a]{3})\.(?=["“«]?[\u0621-\u064a]{2})   # «…كلمة.كلمة…»
      | (?<=\s)\.(?=[\u0621-\u064a])
      | \n+""",
    re.VERBOSE,
)
_ABBREVIATION = re.compile(r"(?:^|[\s.(])(?:[A-Za-zА-Яа-яء-ي]|Mr|Mrs|Dr|St|Gen|Lt|Col|Sen|Rep|vs|No|г|ст|M|Mme|د|أ|م)$")
_OPENING, _CLOSING = "«“„", "»”"


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]`` without the space around it; ``paragraph`` counts lines from 0."""

    start: int
    end: int
    paragraph: int


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text in order; never empty ones, never overlapping."""
    found: list[Sentence] = []
    start = paragraph = 0
    for match in _END.finditer(text):
        newline = match.group().startswith("\n")
        if not newline and match.group() == "." and _ABBREVIATION.search(text[max(start, match.start() - 6) : match.start()]):
            continue
        _add(found, text, (start, match.start() if newline else match.end()), paragraph)
        start = match.end()
        paragraph += newline
    _add(found, text, (start, len(text)), paragraph)
    return found


def _add(found: list[Sentence], text: str, span: tuple[int, int], paragraph: int) -> None:
    piece = text[span[0] : span[1]]
    bare = piece.strip()
    if bare:
        start = span[0] + len(piece) - len(piece.lstrip())
        found.append(Sentence(start, start + len(bare), paragraph))


def quotations(text: str) -> list[tuple[int, int]]:
    """The (start, end) between quotation marks, outermost only, in order; an open one ends with its line."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    mark = ""
    for offset, character in enumerate(text):
        if opened is None:
            if character in _OPENING or character == '"':
                opened, mark = offset + 1, character
        elif character == "\n":
            opened = None
        elif (character in _CLOSING and mark != '"') or (character == mark == '"'):
            found.append((opened, offset))
            opened = None
    return found
