"""Names right behind a head noun: «مدينة البصرة», «حركة طالبان», an everyday word that is a place's name.

The noun phrases that they stand in are left to ``ingest.engine.noun_phrases``.
"""

from __future__ import annotations

from ingest.engine.lexicon import Head
from ingest.engine.scene import Mention, Scene, marker


def everyday_name(scene: Scene, at: int) -> bool:
    """Whether a word can be a place's name by its position alone: indefinite, and no function word, number or reporting verb."""
    reading = scene.words[at].reading
    if reading.definite or len(reading.base) < 3:
        return False
    return not any(hit.sense.kind in ("grammar", "date", "number", "speech") for hit in scene.hits[at])


def measures(scene: Scene, at: int) -> bool:
    """Whether a number counts the word after it («مجموعة الدول 5+1» does not)."""
    return at + 1 < len(scene.words) and scene.close(at + 1) and scene.words[at + 1].number is None and "(" not in scene.words[at + 1].gap


def only_name(scene: Scene, at: int) -> bool:
    """Whether no word of the language but at most a name is left when the clitic is taken off."""
    base = scene.words[at].reading.base
    return (
        not scene.hits[at]
        and base not in scene.language.lexicon.common
        and base not in scene.language.lexicon.adjectives
        and scene.words[at].reading.marker != "ل"
    )


def apposed(scene: Scene, at: int, head: str, name: str) -> bool:
    """Whether the name is the thing that the head calls it («مدينة البصرة», «حركة طالبان»), not its owner."""
    if not scene.is_(at, "apposing") or (scene.words[at].reading.definite and not scene.is_(at, "capital")):
        return False
    if head == name:
        return name in ("Place", "Organization", "Outlet", "ArmedForce", "Country")
    pairs = {("Organization", "ArmedForce"), ("ArmedForce", "Organization"), ("Organization", "Outlet"), ("Outlet", "Organization"),
             ("Country", "Place"), ("Organization", "Group"), ("Facility", "Place")}  # fmt: skip
    return (head, name) in pairs


def apposition(scene: Scene, at: int, name: Mention, head: Head, country: str | None) -> Mention:
    token = scene.words[at]
    end = name.end
    while (
        end < len(scene.words)
        and scene.close(end)
        and scene.words[end].reading.definite
        and scene.language.adjective(scene.words[end].reading)
    ):
        country = scene.language.names.demonyms.get(scene.words[end].reading.stem, country)
        end += 1
    return Mention(at, end, name.start, name.stop, name.type, name.known, head.lemma, named=True, marker=marker(scene, at),
                   joined=token.reading.joined, country=country, name=name.name)  # fmt: skip
