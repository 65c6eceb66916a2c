"""Whether a deed happened: negation, plan, condition, attempt and doubt, by what stands before its word.

Who vouches for it is left to ``ingest.engine.attribution``.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.engine.scene import Scene


@dataclass(frozen=True, slots=True)
class Status:
    """``status`` is one of ``graph.ontology.STATUSES``. ``unreal``: wished, feared or asked for, so no claim at all; ``purpose``: unreal only as an aim («للتنديد ب»)."""

    negated: bool = False
    status: str = "asserted"
    unreal: bool = False
    purpose: bool = False


def of_verb(scene: Scene, verb: int, start: int) -> Status:
    """The status of a finite verb, by the words of its clause before it."""
    negated = unreal = False
    status = "planned" if scene.words[verb].reading.future else "asserted"
    for at in range(start, verb + 1):
        if _in_a_name(scene, at):
            continue
        near = verb - at <= 2
        if near and at < verb and _may(scene, at):
            status = "expected"
            continue
        if scene.is_(at, "still"):
            continue
        if (
            near and at < verb and scene.is_(at, "negation") and not any(scene.is_(k, "still") for k in range(max(start, at - 1), at + 1))
        ) or (near and at < verb and scene.is_(at, "negated_noun") and scene.forms[at] in ("دون", "بدون")):
            negated = True
        elif scene.is_(at, "condition") and at <= verb:
            status = "conditional"
        elif at < verb and scene.is_(at, "planned") and verb - at <= 6:
            status = "planned"
        elif scene.is_(at, "doubt") and at < verb:
            status = "alleged"
        elif (at < verb and scene.is_(at, "attempt")) or (at < verb and scene.is_(at, "purpose")):
            unreal = True
        elif at < verb and scene.is_(at, "abandoned"):
            negated = True
    if scene.words[verb].reading.marker == "ل":
        unreal = True
    return Status(negated, status, unreal)


def _in_a_name(scene: Scene, at: int) -> bool:
    """«بان كي مون»: a particle inside a person's name is none."""
    if scene.in_names is None:
        scene.in_names = frozenset(k for m in scene.found if m.type == "Person" and m.named for k in range(m.start, m.stop))
    return at in scene.in_names


def _may(scene: Scene, at: int) -> bool:
    """«قد تشارك»: with the imperfect the particle says that it may be; with the perfect that it was."""
    after = at + 1
    if scene.forms[at] not in ("قد", "وقد", "فقد", "ربما", "وربما") or after >= len(scene.words):
        return False
    base = scene.words[after].reading.base
    return base[:1] in ("ي", "ت", "ن") and base in scene.language.verbs and not base.endswith(("ت", "وا"))


def of_noun(scene: Scene, at: int, start: int) -> Status:
    """The status of a noun of action, by the few words before it («عدم الاعتراف», «محاولة اغتيال»)."""
    negated = unreal = False
    status = "asserted"
    for k in range(max(start, at - 3), at + 1):
        distance = at - k
        if distance and _in_a_name(scene, k):
            continue
        if k == at and not scene.words[k].reading.marker:
            continue
        if distance and (end := scene.is_(k, "negated_noun")) and end >= at:
            negated = scene.forms[k] in ("عدم", "دون", "غياب", "انعدام", "وعدم")
            unreal = unreal or not negated
        elif distance and (scene.is_(k, "attempt") or scene.is_(k, "abandoned")) and distance <= 2:
            negated = negated or bool(scene.is_(k, "abandoned"))
            unreal = unreal or not scene.is_(k, "abandoned")
        elif distance and scene.is_(k, "planned") and distance <= 2:
            status = "planned"
        elif distance and scene.is_(k, "purpose"):
            unreal = True
        elif distance and scene.is_(k, "condition"):
            status = "conditional"
        elif distance and scene.is_(k, "doubt"):
            status = "alleged"
        elif distance and _may(scene, k):
            status = "expected"
    if scene.words[at].reading.marker == "ل" and at > start and not negated:
        # «لاستعادة الأراضي»: a purpose, unless a verb of causing or a noun asks for ل.
        return Status(negated, status, True, not unreal)
    return Status(negated, status, unreal)
