"""Whether a word is the finite verb of a clause: what stands around it decides where verb and noun are spelled alike.

Cutting clauses is left to ``ingest.engine.clauses``.
"""

from __future__ import annotations

from ingest.engine.scene import Scene


def verb_at(scene: Scene, at: int) -> bool:
    return verb_kind(scene, at) in ("verb", "either")


# Classes of words that only a verb follows.
_BEFORE_VERBS = ("negation", "complementizer", "relative", "subordinator")


def verb_kind(scene: Scene, at: int) -> str:
    """ "verb" for a finite verb form, "adverbial" for a participle that goes with another verb, else ""."""
    token = scene.words[at]
    reading = token.reading
    hits = scene.hits[at]
    if any(hit.sense.kind in ("date", "number") for hit in hits):
        return ""
    if scene.is_(at, "preposition") and not (at + 1 < len(scene.words) and scene.is_(at + 1, "complementizer")):
        return ""
    if reading.marker or (reading.definite and reading.base != reading.stem) or scene.is_(at, "issuing"):
        return ""
    masdar = any(hit.sense.kind == "cue" and hit.sense.what.part in ("masdar", "noun") for hit in hits)
    if (
        any(hit.sense.adverbial for hit in hits)
        and reading.joined != "ف"
        and not any(hit.sense.kind == "head" and hit.end == at + 1 for hit in hits)
    ):
        # «موافقة», «معاقبة»: the feminine participle is spelled like the noun of action.
        comma = any(mark in token.gap for mark in "،,")
        taken_up = at + 1 < len(scene.words) and scene.forms[at + 1].startswith("ايا")
        if reading.base.endswith("ة") and not comma and not taken_up and (masdar or _modifies(scene, at)):
            return ""
        return "adverbial" if not masdar or (comma and not reading.joined and not reading.pronoun) else ""
    if at and scene.close(at) and scene.is_(at - 1, "preposition") == at:
        return ""
    finite = any(hit.sense.finite for hit in hits) or reading.base in scene.language.verbs
    if not finite:
        return ""
    if reading.future or (at and scene.close(at) and scene.forms[at - 1] in ("وهو", "وهي", "وهم", "وهما") and reading.base[0] in "يت"):
        # «وهي تفرق»: the imperfect that a pronoun opens.
        return "verb"
    derived = reading.base.startswith("ت") and "ي" + reading.base in scene.language.verbs
    if derived and not reading.joined and at and scene.close(at) and not any(scene.is_(at - 1, g) for g in _BEFORE_VERBS):
        # «توسع», «تدخل»: spelled alike as verb and as noun of action.
        return "either"
    nominal = any(
        (hit.sense.kind == "cue" and hit.sense.what.part in ("masdar", "noun")) or (hit.sense.kind == "head" and hit.end == at + 1)
        for hit in hits
    )
    if reading.base in scene.language.lexicon.adjectives and at and not scene.is_(at - 1, "negation"):
        return ""
    nominal = nominal or reading.base in scene.language.lexicon.common
    if not nominal:
        return "either" if _like_a_noun(scene, at) else "verb"
    if at == 0:
        # A headline or a sentence may begin with either; a plain noun needs what it governs right after it.
        return "verb" if reading.joined or _agrees_at_start(scene, at) else ""
    if (
        scene.is_(at - 1, "negation")
        or scene.is_(at - 1, "complementizer")
        or scene.is_(at - 1, "relative")
        or scene.forms[at - 1] in ("قد", "لقد", "وقد", "فقد")
    ):
        return "verb"
    if scene.is_(at - 1, "preposition") or not scene.close(at):
        return "verb" if reading.joined and not scene.is_(at - 1, "preposition") and scene.words[at].gap.strip() else ""
    if any(m.end == at and m.inside is None and m.definite and not m.marker for m in scene.found):
        return "either"
    return ""


def _modifies(scene: Scene, at: int) -> bool:
    """Whether a feminine participle can be an adjective of the word before it («طائرة محملة ب»)."""
    if not at or not scene.close(at) or scene.words[at].reading.joined:
        return False
    before = scene.words[at - 1].reading
    return not (any(m.end == at and m.named for m in scene.found) or before.definite or scene.is_(at - 1, "demonstrative"))


def _like_a_noun(scene: Scene, at: int) -> bool:
    """«تدرس بريطانيا فرض عقوبات»: three bare letters right after a definite noun are a noun of action as well as a verb."""
    reading = scene.words[at].reading
    if (
        len(reading.base) != 3
        or reading.base[0] in "يت"
        or reading.base[-1] == "ت"
        or reading.joined
        or reading.pronoun
        or not at
        or not scene.close(at)
    ):
        return False
    if any(scene.is_(at - 1, group) for group in _BEFORE_VERBS) or scene.forms[at - 1] in ("قد", "لقد"):
        return False
    return any(m.end == at and m.inside is None and m.definite for m in scene.found)


def _agrees_at_start(scene: Scene, at: int) -> bool:
    after = at + 1
    return any(m.first == after and m.inside is None and not m.marker and (m.quantity or m.known or m.named) for m in scene.found)
