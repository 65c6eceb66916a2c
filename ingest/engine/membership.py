"""MEMBER_OF: states that are counted up behind a body, lists, and leaders who speak at the summit of an alliance.

Titles of members are left to ``ingest.engine.facts``.
"""

from __future__ import annotations

from ingest.engine.agreement import group
from ingest.engine.candidates import Candidate
from ingest.engine.clauses import Clause
from ingest.engine.coreference import Cast
from ingest.engine.facts import MEETINGS
from ingest.engine.scene import Mention, Scene
from ingest.gazetteer import Gazetteer


def members(scenes: list[Scene], clauses: list[list[Clause]], cast: Cast, gazetteer: Gazetteer) -> list[Candidate]:
    """MEMBER_OF for countries whose leaders speak at a summit of an alliance's leaders."""
    alliance = _summit(scenes, cast, gazetteer)
    if alliance is None:
        return []
    key, _at = alliance
    found = []
    seen: set[str] = set()
    for scene, parts in zip(scenes, clauses, strict=True):
        for clause in parts:
            if clause.speech is None or not clause.subjects or clause.verb is None:
                continue
            figure = cast.figures.get(clause.subjects[0].key)
            if figure is None or figure.type != "Person":
                continue
            for lemma, of in figure.offices:
                if lemma == "رئيس" and of and of.startswith("country:") and of not in seen:
                    seen.add(of)
                    cast.country(of)
                    mention = clause.subjects[0]
                    found.append(
                        Candidate(
                            scene, of, "MEMBER_OF", key, min(mention.first, clause.verb), max(mention.end, clause.verb + 1), confidence=0.5
                        )
                    )
    return found if len(found) >= 3 else []


def _summit(scenes: list[Scene], cast: Cast, gazetteer: Gazetteer) -> tuple[str, Mention] | None:
    """The alliance whose leaders the article reports as meeting: «قادة منظمة ... خلال القمة»."""
    for scene in scenes:
        meeting = any(m.head in MEETINGS for m in scene.found)
        if not meeting:
            continue
        for mention in scene.found:
            if (
                mention.head in ("قائد", "زعيم", "رئيس", "قادة", "زعماء", "رؤساء", "دولة")
                and mention.number == "many"
                and mention.owner is not None
            ):
                entry = gazetteer.get(mention.owner.known) if mention.owner.known else None
                if entry is not None and entry.type == "Organization" and entry.country is None:
                    return mention.owner.key, mention
    return None


def lists(scene: Scene) -> list[Candidate]:
    """MEMBER_OF from a list: «المجموعة المكونة من فرنسا، بريطانيا والصين», «تضم ست دول، منها أوغندا»."""
    found = _enumerated(scene)
    arguments = [m for m in scene.found if m.inside is None]
    for at in range(len(scene.words)):
        end = scene.is_(at, "comprises") or scene.is_(at, "among")
        if not end:
            continue
        among = not scene.is_(at, "comprises")
        whole = next((m for m in reversed(arguments) if m.end <= at and m.type in ("Organization", "Group", "ArmedForce")), None)
        first = next((m for m in arguments if m.first >= end and m.first - end <= 2), None)
        if first is not None and first.type == "Group" and first.head is not None:
            # «لجنة مؤلفة من خبراء من الأمم المتحدة»: the bodies that sent them make it up.
            first = next(
                (
                    m
                    for m in arguments
                    if m.first - first.end <= 1 and m.first > first.first and m.marker == "من" and m.type == "Organization"
                ),
                first,
            )
        if whole is None or first is None or at - whole.end > 12 or first.type not in ("Country", "Person", "Organization"):
            continue
        if among and (whole.number == "one" or (whole.type == "Group" and whole.quantity is not None and first.type == "Person")):
            continue
        if among and whole.type == "Group":
            body = next(
                (m for m in reversed(arguments) if m.end <= whole.first and whole.first - m.end <= 3 and m.type == "Organization"), None
            )
            whole = body or whole
        for part in group(scene, first):
            if part.type == first.type and part.key != whole.key:
                found.append(Candidate(scene, part.key, "MEMBER_OF", whole.key, at, part.end, object_mention=whole, confidence=0.6))
    return found


def _enumerated(scene: Scene) -> list[Candidate]:
    """MEMBER_OF from states that are counted up behind a body or its states: «مجموعة بريكس (البرازيل وروسيا ...)», «دول أعضاء في الاتحاد مثل المجر»."""
    found: list[Candidate] = []
    arguments = [m for m in scene.found if m.inside is None]
    for at, right in enumerate(arguments):
        if right.type != "Country" or not at:
            continue
        listed = group(scene, right)
        opener = next((k for k in (right.first - 1, right.first) if k > 0 and _opens_list(scene, k, right)), None)
        if opener is None:
            continue
        likened = bool(scene.is_(opener, "among"))
        left = next((m for m in reversed(arguments[:at]) if m.end <= opener), None)
        if left is None or opener - left.end > 1 or left.type == "Country":
            continue
        body = left if left.type == "Organization" and left.number == "one" else left.owner
        if body is None or body.type != "Organization":
            # «الدول الأعضاء في المجلس»
            body = next((m for m in left.parts if m.type == "Organization"), None)
        states = left.number == "many" and left.type == "Group"
        if left.type == "Organization":
            before = arguments[at - 2] if at > 1 else None
            states = before is not None and before.type == "Group" and before.number == "many" and left.first - before.end <= 3
            states = states or _member_states(scene, left.first)
        if body is None or not (states or (len(listed) > 1 and not likened and left is body and "(" in scene.words[right.first].gap)):
            continue
        if len(listed) < 2 and not likened:
            continue
        found += [
            Candidate(scene, part.key, "MEMBER_OF", body.key, left.first, part.end, object_mention=body, confidence=0.7)
            for part in listed
            if part.type == "Country" and part.key != body.key
        ]
    return found


def _opens_list(scene: Scene, at: int, first: Mention) -> bool:
    """Whether a mark or a word opens a list at a token."""
    end = scene.is_(at, "among")
    if end:
        return end == first.first
    return at == first.first and any(mark in scene.words[at].gap for mark in "(:،-–")


def _member_states(scene: Scene, at: int) -> bool:
    """«الدول الخمس الدائمة العضوية في مجلس الأمن، ...»"""
    words = [scene.words[k].reading.stem for k in range(max(0, at - 6), at)]
    return any(word in ("دول", "بلدان", "دولة") for word in words) and any(word in ("عضوية", "أعضاء", "اعضاء") for word in words)
