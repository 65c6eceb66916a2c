"""Mentions: the stretches of a sentence that name or describe a person, body, place, force or event.

Which mentions are one entity is left to ``ingest.engine.coreference``, titles to ``ingest.engine.offices``.
"""

from __future__ import annotations

from itertools import pairwise

from ingest.engine import appositions, offices, persons
from ingest.engine.counts import counted
from ingest.engine.dates import dated
from ingest.engine.known import named
from ingest.engine.noun_phrases import noun_phrase
from ingest.engine.scene import PLACE_LIKE, Mention, Scene, marker

# Function phrases that no mention may begin in («من جانبه», «إلى جانب»).
_CLOSED = frozenset(
    {"turn", "switch", "preposition", "agent", "still", "condition", "subordinator", "among", "abandoned", "planned", "called", "abstract"}
)


def find(scene: Scene) -> None:
    """Fill ``scene.found``: longest names, then titles, noun phrases and persons, left to right, nested ones included."""
    scene.titled = offices.titled
    _scan(scene)
    arguments = [m for m in scene.found if m.inside is None]
    covered = [False] * len(scene.words)
    for mention in arguments:
        covered[mention.first : mention.end] = [True] * (mention.end - mention.first)
    for mention in arguments:
        at = mention.first - 1
        if at >= 0 and not covered[at] and not mention.marker and not mention.joined and scene.close(mention.first):
            mention.governed = _genitive(scene, at)
    for mention in arguments:
        side = mention.first - 1
        if (
            side >= 1
            and not covered[side]
            and not mention.marker
            and not mention.joined
            and mention.type in PLACE_LIKE
            and scene.close(mention.first)
            and scene.is_(side, "side")
        ):
            # «في شرق سوريا», «من ضواحي دمشق»: what governs the side governs the place.
            mention.marker, mention.governed = marker(scene, side), mention.governed and not marker(scene, side)
    for before, after in pairwise(arguments):
        # «في دكا عاصمة بنغلاديش»: the second is said of the first and no argument of its own.
        told = after.office is not None and not after.named and after.type == "Person" and scene.is_(after.first - 1, "is")
        if told and before.type == "Person" and before.named and after.first - before.end <= 6:
            # «فلان (59 عاما) هو رئيس ...»: the predicate tells the person's office.
            before.office = before.office or after.office
            after.inside = before
        member = after.office is not None and after.office.relation == "MEMBER_OF" and not after.named
        if member and after.first - before.end <= 1 and before.type in ("Country", "Person", "Organization", "Group"):
            # «السنغال عضو في ...», «تركيا، العضو في ...»: said of the one before.
            after.inside = before
            before.end = after.end
        if after.first == before.end and before.type == "Place" and scene.is_(after.first, "capital") and after.head and not after.marker:
            after.inside = before
            before.end = after.end


def _genitive(scene: Scene, at: int) -> bool:
    """Whether the word before a mention is a noun that it belongs to («خطر تنقل ...», «أسعار الغاز»)."""
    reading = scene.words[at].reading
    if reading.definite or reading.pronoun or reading.base in scene.language.verbs or scene.words[at].number is not None:
        return False
    hits = scene.hits[at]
    if any(hit.sense.kind in ("grammar", "date", "number", "speech", "title") for hit in hits):
        return False
    if any(hit.sense.kind == "cue" and hit.sense.what.part == "masdar" for hit in hits):
        return True
    return reading.stem in scene.language.lexicon.common and not reading.stem.endswith("ا")


def _scan(scene: Scene) -> None:
    at = 0
    size = len(scene.words)
    while at < size:
        phrase = max((h.end for h in scene.hits[at] if h.sense.kind == "grammar" and h.sense.what in _CLOSED and h.end - at > 1), default=0)
        if phrase:
            at = phrase
            continue
        mention = _mention(scene, at)
        if mention is None:
            at += 1
            continue
        _place(scene, mention)
        at = max(mention.end, at + 1)


def recall(scene: Scene, names: dict[str, tuple[str, ...]]) -> None:
    """Add persons whom the article names in full elsewhere and here by one word only."""
    covered = [False] * len(scene.words)
    for mention in scene.found:
        for at in range(mention.first, mention.end):
            covered[at] = True
    added = False
    for at, token in enumerate(scene.words):
        word = token.reading.base
        name = names.get(word) or names.get(token.form)
        if covered[at] or name is None or scene.is_(at, "preposition"):
            continue
        glued = name[-1] != word and name[-1] == token.form
        scene.found.append(Mention(at, at + 1, at, at + 1, "Person", named=True, marker="" if glued else marker(scene, at),
                                   joined="" if glued else token.reading.joined, name=(name[-1],)))  # fmt: skip
        added = True
    if added:
        scene.found.sort(key=lambda m: (m.first, m.inside is not None, -m.end))


def _place(scene: Scene, mention: Mention) -> None:
    scene.found.append(mention)
    for part in mention.parts:
        part.inside = mention
        _place(scene, part)


def _mention(scene: Scene, at: int) -> Mention | None:
    token = scene.words[at]
    if token.number is not None:
        return counted(scene, at)
    if dated(scene, at):
        return None
    again = appositions.again(scene, at)
    if again is not None:
        return again
    titled = offices.titled(scene, at)
    if titled is not None:
        return appositions.trailing(scene, titled)
    name = named(scene, at)
    phrase = None if _opens_with_verb(scene, at) else noun_phrase(scene, at)
    if phrase is not None and (name is None or phrase.end > name.end):
        return phrase
    if name is not None:
        return appositions.trailing(scene, name)
    if scene.senses(at, "number"):
        found = counted(scene, at)
        if found is not None:
            return found
    focus = scene.is_(at, "focus_country")
    if focus:
        return Mention(at, focus, at, focus, "Country", generic=token.reading.base, marker=marker(scene, at), joined=token.reading.joined)
    unknown = _unknown_place(scene, at)
    if unknown is not None:
        return unknown
    found = persons.person(scene, at) or persons.speaking(scene, at)
    return appositions.trailing(scene, found) if found is not None else None


# Endings that everyday words wear and foreign names of places hardly do.
_EVERYDAY = ("ة", "ات", "ون", "ين", "ان", "ا", "ء", "ه", "هم", "ي", "ى")


def _unknown_place(scene: Scene, at: int) -> Mention | None:
    """A word that no list knows, alone behind «في»: the name of a place («في سريناغار»).

    It stands without article, clitic and everyday ending, and nothing behind it belongs to it.
    """
    reading = scene.words[at].reading
    if reading.known or reading.definite or reading.marker or reading.joined or reading.pronoun or scene.hits[at]:
        return None
    base = reading.base
    if (
        len(base) < 5
        or base.endswith(_EVERYDAY)
        or base[0] in "متيأا"
        or not at
        or scene.forms[at - 1] not in ("في", "الي")
        or not scene.close(at)
    ):
        return None
    after = at + 1
    if after < len(scene.words) and scene.close(after):
        following = scene.words[after].reading
        free = following.joined or following.marker or scene.is_(after, "preposition") or scene.words[after].number is not None
        if not (free or any(hit.sense.kind in ("date", "grammar", "speech") or hit.sense.finite for hit in scene.hits[after])):
            return None
    return Mention(at, at + 1, at, at + 1, "Place", named=True, marker=marker(scene, at))


def _opens_with_verb(scene: Scene, at: int) -> bool:
    """Whether a word that is also a noun is the verb of a sentence that begins with it («طالب المتظاهرون»)."""
    if at and not scene.words[at].gap.strip() and not scene.words[at].reading.joined and not scene.is_(at - 1, "relative"):
        return False
    reading = scene.words[at].reading
    if reading.definite or reading.marker or not any(hit.sense.finite for hit in scene.hits[at]) or at + 1 >= len(scene.words):
        return False
    following = scene.words[at + 1].reading
    found = named(scene, at + 1)
    if found is not None and not found.marker and found.type in ("Person", "Country"):
        return True
    return following.definite and not following.marker and following.base.endswith(("ون", "ان"))
