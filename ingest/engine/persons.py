"""Persons' names: how far a name runs after a title or a known given name.

Titles are left to ``ingest.engine.offices``.
"""

from __future__ import annotations

from ingest.engine.known import named
from ingest.engine.scene import Mention, Scene, marker
from ingest.text import fold

_PARTICLES = frozenset(
    map(
        fold,
        ["بن", "ابن", "بنت", "أبو", "أبي", "أبا", "عبد", "آل", "دي", "فان", "فون", "دو", "ديل", "لا", "ل", "ال", "ولد", "بو", "ماك", "سان"],
    )
)


_VERBLIKE = frozenset({"cue", "speech", "grammar", "head", "title"})


def names_person(scene: Scene, at: int) -> bool:
    found = named(scene, at)
    if found is not None and found.type == "Person":
        return True
    reading = scene.words[at].reading
    return reading.base in scene.language.names.given and not any(hit.sense.kind in _VERBLIKE for hit in scene.hits[at])


def after_title_name(scene: Scene, at: int) -> Mention | None:
    """The person's name after a title, past a comma and a rank."""
    j = at
    if j >= len(scene.words):
        return None
    gap = scene.words[j].gap.strip().strip('«»"“”()')
    if gap not in ("", "،", ",", "-"):
        return None
    comma = gap != ""
    found = named(scene, j)
    if found is not None and found.type == "Person" and not found.marker and found.end - found.first > 1:
        return found
    if found is not None and found.type in ("Country", "Organization", "ArmedForce"):
        return None
    for _ in range(2):
        ranks = [hit for hit in scene.senses(j, "title") if hit.sense.what.relation is None] if j < len(scene.words) else []
        if ranks and not scene.words[j].reading.joined and j + 1 < len(scene.words):
            j = max(hit.end for hit in ranks)
            if j >= len(scene.words):
                return None
    found = named(scene, j)
    if found is not None and found.type == "Person" and not found.marker:
        longer = name_end(scene, j, after_title=True)
        if longer > found.end and found.end - found.first == 1:
            return whole_name(scene, j, longer)
        return found
    end = name_end(scene, j, after_title=True)
    if end - j >= (2 if comma else 1):
        return whole_name(scene, j, end)
    return None


def whole_name(scene: Scene, at: int, end: int) -> Mention:
    token = scene.words[at]
    reading = token.reading
    if reading.marker and not scene.hits[at] and at in scene.whole:
        return Mention(at, end, at, end, "Person", named=True, whole=True, name=tuple(scene.forms[at:end]))
    return Mention(at, end, at, end, "Person", named=True, marker=marker(scene, at), joined=reading.joined,
                   name=(reading.base, *scene.forms[at + 1 : end]))  # fmt: skip


def name_end(scene: Scene, at: int, after_title: bool = False) -> int:
    """Where a person's name that begins at a token ends; ``at`` itself when there is none."""
    words, names = scene.words, scene.language.names
    j = at
    if words[at : at + 1] and (scene.is_(at, "negation") or _conjugated(words[at].reading.base)):
        return at
    while j < len(words) and (j == at or scene.close(j)) and j - at < 6:
        token = words[j]
        reading = token.reading
        unlisted = not reading.known and reading.base not in names.given and reading.base not in names.family
        if unlisted and ((j > at and _conjugated(reading.base)) or _possessed(reading.base) or _action(reading.base)):
            break
        if token.number is not None:
            break
        if token.form in _PARTICLES or (reading.base in _PARTICLES and j > at):
            j += 1
            continue
        if j > at and words[j - 1].form in ("عبد", "ابو", "ابي", "ابا", "ال"):
            j += 1
            continue
        if (
            after_title
            and j == at
            and (reading.marker or reading.pronoun)
            and not scene.hits[j]
            and (reading.base in names.given or reading.base in names.family)
        ):
            # «بريك»: after a title a name keeps its first letter even where what follows it is known.
            scene.whole.add(at)
            j += 1
            continue
        glued = after_title and j > at and reading.marker in ("ك", "ب", "ف") and not reading.definite and not scene.hits[j]
        if glued and reading.base not in scene.language.lexicon.common and reading.base not in scene.language.lexicon.adjectives:
            j += 1
            continue
        if reading.marker or reading.pronoun or (reading.joined and j > at):
            break
        if any(hit.sense.kind == "grammar" or (hit.sense.kind == "number" and j > at) for hit in scene.hits[j]):
            break
        lexical = any(hit.sense.kind in _VERBLIKE or hit.sense.kind == "cue" for hit in scene.hits[j])
        plain = reading.base in scene.language.lexicon.common or reading.stem in scene.language.lexicon.common
        plain = plain or reading.base in scene.language.verbs or reading.stem in scene.language.lexicon.adjectives
        plain = plain or reading.stem in names.demonyms
        listed = reading.base in names.given or reading.base in names.family
        if listed and (j > at or not lexical):
            if lexical and reading.base in scene.language.verbs:
                break
            if lexical and not (reading.base in names.family and j > at and not scene.is_(j, "preposition")):
                break
            j += 1
            continue
        if lexical or plain or len(reading.base) < 3:
            break
        if not reading.known and (j > at or after_title):
            if j == at and reading.definite and not after_title:
                break
            if _imperfect(reading.base) and j > at + 1:
                break
            j += 1
            continue
        if reading.known and j > at and reading.base in names.vocabulary and not scene.language.adjective(reading):
            found = named(scene, j)
            if found is not None and found.type != "Person":
                break
            j += 1
            continue
        break
    while j > at and words[j - 1].form in _PARTICLES:
        j -= 1
    return j


def _conjugated(base: str) -> bool:
    """A third person plural that no name looks like: «تعودوا», «يتجرؤون»."""
    return len(base) > 4 and (base.endswith("وا") or (base[0] in "يت" and base.endswith("ون")))


def _possessed(base: str) -> bool:
    """A noun with the pronoun of many, which ends no name: «جنسياتهم»."""
    return len(base) > 5 and base.endswith(("هم", "هما"))


def _action(base: str) -> bool:
    """The noun of action of a doubled verb, which no foreign name looks like: «تحديد»; «توخيل» may be one."""
    return len(base) == 5 and base[0] == "ت" and base[3] == "ي" and base[1] not in "وي"


def _imperfect(base: str) -> bool:
    return len(base) >= 4 and base[0] in "يت" and not base.endswith(("ي", "ا"))


def person(scene: Scene, at: int) -> Mention | None:
    """A name without a title: a known given name and at least one more part."""
    reading = scene.words[at].reading
    compound = reading.base in ("عبد", "ابو") and at + 1 < len(scene.words) and scene.close(at + 1) and not reading.marker
    if compound:
        end = max(name_end(scene, at), at + 2)
        return whole_name(scene, at, end) if scene.words[at + 1].reading.definite or end - at > 2 else None
    if (
        scene.words[at].form in _PARTICLES
        or len(reading.base) < 3
        or reading.base not in scene.language.names.given
        or any(hit.sense.kind in _VERBLIKE for hit in scene.hits[at])
    ):
        return None
    if (
        reading.base in scene.language.lexicon.common
        or reading.base in scene.language.lexicon.adjectives
        or reading.stem in scene.language.names.demonyms
    ):
        return None
    end = name_end(scene, at)
    if end - at < 2:
        return None
    return whole_name(scene, at, end)


# What only persons, bodies and states do: a name stands right behind such a verb.
_HUMAN = frozenset(
    {"ACCUSED", "REQUESTED", "MET", "CALLED", "VISITED", "WARNED", "DENIED", "REJECTED", "CRITICISED", "THREATENED", "APPOINTED"}
)


def speaking(scene: Scene, at: int) -> Mention | None:
    """An unknown name right behind a verb of speech or of dealing with others: «قال سالفا كير إن», «اتهم فلان الفلاني، الذي ...».

    Two words or more, none of which the language knows as anything but a name; a mark, a complementizer, a preposition or a
    title must end it.
    """
    if not at or not scene.close(at) or scene.words[at].reading.definite:
        return None
    verb = [hit for hit in scene.hits[at - 1] if hit.sense.finite and hit.sense.kind in ("speech", "cue")]
    if not any(hit.sense.kind == "speech" or hit.sense.what.relation in _HUMAN for hit in verb):
        return None
    if scene.hits[at] or scene.words[at].reading.marker or scene.words[at].reading.pronoun:
        return None
    end = name_end(scene, at, after_title=True)
    if not 2 <= end - at <= 4 or all(scene.words[k].reading.known for k in range(at, end)):
        return None
    if end < len(scene.words) and scene.close(end):
        reading = scene.words[end].reading
        ends = bool(reading.marker or reading.joined or scene.senses(end, "title") or scene.senses(end, "date"))
        ends = ends or any(scene.is_(end, group) for group in ("complementizer", "preposition", "relative", "subordinator", "turn"))
        if not ends and not reading.definite:
            return None
    return whole_name(scene, at, end)
