"""Names that the gazetteer knows, found in a sentence; forms with another reading need backing.

The forms themselves are left to ``ingest.engine.names``.
"""

from __future__ import annotations

from ingest.engine.names import Named
from ingest.engine.scene import PLACE_LIKE, Mention, Scene, marker

_SMALL = frozenset({"في", "من", "الي", "على", "عن", "ان", "او", "ثم", "قد", "لا", "ما", "لم", "لن"})


def named(scene: Scene, at: int, trusted: bool = False) -> Mention | None:
    """The longest gazetteer name at a token; ``trusted`` where the words before leave no other reading."""
    found = scene.names_at.get(at)
    if found is None:
        found = scene.names_at[at] = _lookup(scene, at)
    return _named(scene, at, found, trusted) if found else None


def _lookup(scene: Scene, at: int) -> tuple[int, Named, tuple[str, ...]] | tuple[()]:
    """The longest known name at a token: its length, what it names, its words; empty for none."""
    token = scene.words[at]
    reading = token.reading
    firsts = (reading.base,) if reading.base == token.form else (reading.base, token.form)
    if reading.pronoun:
        firsts = (token.form,)
    following: list[str] = []
    for j in range(at + 1, min(at + 9, len(scene.words))):
        if not scene.close(j):
            break
        following.append(scene.forms[j])
    found = scene.language.names.at(firsts, following)
    if found is None:
        return ()
    first = reading.base if reading.base != token.form else token.form
    return found[0], found[1], (first, *following[: found[0] - 1])


def _named(scene: Scene, at: int, found: tuple[int, Named, tuple[str, ...]], trusted: bool) -> Mention | None:
    token = scene.words[at]
    reading = token.reading
    names = scene.language.names
    size, what, name = found
    whole = " ".join(scene.forms[at : at + size])
    if what.needs_context and not trusted and not _supported(scene, at, size, what.key, what.type):
        return None
    if what.type == "Organization" and size > 1 and _anothers(scene, at + size):
        return None
    if size == 1 and what.type == "Person" and not _family_fits(scene, at):
        return None
    if size == 1 and what.type == "Place" and any(hit.sense.kind == "head" for hit in scene.hits[at]):
        # «المدينة» is a town in Iraq, but hardly ever meant.
        return None
    if what.type == "Country" and size == 1 and reading.joined == "" and _SMALL & {whole}:
        return None
    stands_for = names.country_of(what.key)
    acts = marker(scene, at) not in _LOCAL or _backing(scene, at)
    if stands_for is not None and acts and not _located(scene, at, size):
        return Mention(
            at, at + size, at, at + size, "Country", stands_for, named=True, marker=marker(scene, at), joined=reading.joined, city=what.key
        )
    return Mention(at, at + size, at, at + size, what.type, what.key, named=True, marker=marker(scene, at), joined=reading.joined,
                   name=name)  # fmt: skip


_LOCAL = frozenset({"في", "من", "الي", "ب", "داخل", "وسط", "قرب", "شمال", "جنوب", "شرق", "غرب", "خارج", "عبر", "نحو"})


def _backing(scene: Scene, at: int) -> bool:
    """«المدعومة من واشنطن», «بدعم من طهران»: behind a word of backing «من» marks the doer."""
    if at < 2 or scene.forms[at - 1] != "من":
        return False
    cues = [hit.sense.what for hit in scene.senses(at - 2, "cue")]
    return any(cue.subject == "agent" or cue.relation in ("SUPPORTED", "AIDED") for cue in cues)


def _located(scene: Scene, at: int, size: int) -> bool:
    """Whether a capital's name is the city itself: after «العاصمة», «مدينة» or a point of the compass, before «عاصمة», or in the dateline."""
    if at + size <= scene.dateline:
        return True
    before = scene.words[at - 1].reading.stem if at and scene.close(at) else ""
    after = scene.words[at + size].reading.stem if at + size < len(scene.words) else ""
    return before in ("عاصمة", "مدينة", "شمال", "جنوب", "شرق", "غرب", "وسط", "مطار", "جامعة", "محافظة", "ولاية") or after == "عاصمة"


def _anothers(scene: Scene, at: int) -> bool:
    """«مجلس الأمن التابع ل...»: a body of that name that belongs to another one is not the one everybody knows."""
    return at + 1 < len(scene.words) and scene.forms[at] in ("التابع", "التابعة") and scene.words[at + 1].reading.marker == "ل"


def _supported(scene: Scene, at: int, size: int, key: str, kind: str) -> bool:
    """Whether a form with another reading is backed: a place after a preposition of place, a name in quotes or after its head."""
    token = scene.words[at]
    if token.quoted >= 0 and (at + size == len(scene.words) or scene.words[at + size].quoted != token.quoted):
        return True
    if at and scene.is_(at - 1, "apposing") == at and scene.close(at):
        return True
    if kind == "Country" and size == 1:
        # «مالي» after a noun is an adjective, elsewhere the country.
        before = scene.words[at - 1] if at else None
        after = scene.words[at + 1].reading if at + 1 < len(scene.words) else None
        countries = scene.language.names.names.get(after.base, ()) if after is not None and after.joined else ()
        if any(not rest and other.type == "Country" for rest, other in countries):
            # «مالي والنيجر»
            return True
        if (
            before is None
            or scene.is_(at - 1, "preposition")
            or before.reading.base in scene.language.verbs
            or any(m.end == at and m.named for m in scene.found)
        ):
            return not token.reading.definite
    if kind in PLACE_LIKE and size == 1:
        return marker(scene, at) in ("في", "الى", "الي", "من") and not any(h.sense.kind in ("cue", "head", "title") for h in scene.hits[at])
    if size >= 3:
        return True
    return bool(at and any(hit.sense.kind == "head" and hit.sense.what.type == kind and hit.end == at for hit in scene.hits[at - 1]))


def _family_fits(scene: Scene, at: int) -> bool:
    """A family name alone is taken unless it is also an everyday word."""
    reading, lexicon = scene.words[at].reading, scene.language.lexicon
    if reading.base in lexicon.common or (scene.words[at].form.endswith("ا") and reading.base[:-1] in lexicon.adjectives):
        return False
    return not any(hit.sense.kind in ("cue", "head", "title", "grammar", "speech") for hit in scene.hits[at])
