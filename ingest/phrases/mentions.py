"""Mentions: names and ordinary noun phrases with what they seem to be.

Which mentions are one entity is left to ``ingest.phrases.entities``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Mention:
    """``text[start:end]`` names something of ``type``. ``known`` is a gazetteer key, ``head`` the lemma of a common noun.

    ``definite`` says that it takes up something said before ("the attack"), ``entity`` is set when the entities are
    made. ``definite_by`` is "article" where one has melted into the preposition before it, ``base`` the phrase in its
    dictionary form where the language has cases. ``near`` and ``wide`` are the ends of the phrase with the next and with all that hangs on it, or -1.
    """

    start: int
    end: int
    type: str
    text: str
    known: str | None = None
    named: bool = True
    head: str | None = None
    definite: bool = False
    plural: bool = False
    number: float | None = None
    title: str | None = None
    wide: int = -1
    near: int = -1
    sure: bool = True
    anchor: str | None = None
    entity: str | None = None
    sentence: int = 0
    used: bool = False
    definite_by: str = ""
    base: str = ""
