"""Counted things: a number, what rounds it and what it counts, as one mention.

The phrase after the number is left to ``ingest.engine.noun_phrases``, its wording to ``ingest.engine.quantities``.
"""

from __future__ import annotations

from ingest.engine.noun_phrases import noun_phrase
from ingest.engine.scene import Mention, Scene, marker


def counted(scene: Scene, at: int) -> Mention | None:
    """A number and what it counts: «أكثر من 40 معسكر تدريب», «عشرات القتلى», «28 شخصا»."""
    words = scene.words
    j = at
    seen = False
    while j < len(words) and (j == at or scene.close(j)) and j - at < 7:
        if words[j].number is not None or any(
            h.sense.kind == "number" and h.sense.what.kind in ("cardinal", "collective") for h in scene.hits[j]
        ):
            seen = True
            j = max(
                [j + 1, *(h.end for h in scene.hits[j] if h.sense.kind == "number" and h.sense.what.kind in ("cardinal", "collective"))]
            )
            continue
        approximation = max((h.end for h in scene.hits[j] if h.sense.kind == "number" and h.sense.what.kind == "approximation"), default=0)
        if approximation and not seen:
            j = approximation
            continue
        if seen and words[j].reading.base in ("من", "قطعة", "بين") and j + 1 < len(words):
            j += 1
            continue
        break
    crowd = words[at].reading.definite and any(h.sense.kind == "number" and h.sense.what.kind == "collective" for h in scene.hits[at])
    if crowd and (j >= len(words) or not scene.close(j) or not scene.senses(j, "head")):
        # «تظاهر الآلاف»
        return Mention(
            at, j, at, j, "Group", head="آلاف", number="many", marker=marker(scene, at), joined=words[at].reading.joined, quantity=(at, j)
        )
    if seen and _dead(scene, at) and (j >= len(words) or not scene.close(j) or words[j].reading.joined):
        return _only_number(scene, at, j)
    if not seen or j >= len(words) or not scene.close(j) or words[j].reading.joined:
        return None
    heads = scene.senses(j, "head")
    phrase = noun_phrase(scene, j, counting=True)
    if phrase is None and _dead(scene, at):
        return _only_number(scene, at, j)
    if phrase is None or phrase.marker not in ("", "من"):
        return None
    if (
        heads
        and heads[0].sense.what.number == "one"
        and words[j - 1].number is not None
        and phrase.end > j + 1
        and words[j + 1].reading.definite
    ):
        # «70 ألف متظاهر الطرقات»: what is counted in the singular takes no genitive with the article.
        phrase.end = phrase.stop = j + 1
        phrase.parts = []
    first = at
    phrase.first = first
    phrase.quantity = (at, j)
    phrase.number = "many" if phrase.number == "one" else phrase.number
    if phrase.type == "Person":
        phrase.type = "Group"
    phrase.start = at if words[at].number is None or True else j
    phrase.marker = marker(scene, at)
    phrase.joined = words[at].reading.joined
    phrase.definite = False
    return phrase


def _dead(scene: Scene, at: int) -> bool:
    """Whether people are counted here though no noun says so: «مقتل 28», «إصابة العشرات»."""
    before = scene.words[at - 1].reading if at and scene.close(at) else None
    return before is not None and not before.definite and before.stem in _CASUALTIES


_CASUALTIES = frozenset({"مقتل", "جرح", "اصابة", "استشهاد", "مصرع", "اعتقال", "نزوح", "توقيف", "احتجاز", "وفاة"})


def _only_number(scene: Scene, at: int, end: int) -> Mention:
    return Mention(at, end, at, end, "Group", head="شخص", number="many", marker=marker(scene, at), joined=scene.words[at].reading.joined,
                   quantity=(at, end), definite=False)  # fmt: skip
