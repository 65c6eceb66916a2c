"""Whoever claims an attack attacked what the article says it hit: «أعلنت الحركة مسؤوليتها عن الهجوم».

Who claims it in a sentence is left to ``ingest.engine.frames``.
"""

from __future__ import annotations

from ingest.engine.candidates import Candidate
from ingest.engine.coreference import Cast

# How many sentences back the deed may have been told where the event alone does not tell what it hit.
_REACH = 4
_HARMS = frozenset({"ATTACKED", "KILLED"})


def claimed(candidates: list[Candidate], cast: Cast) -> list[Candidate]:
    """What follows from claims of responsibility, with their own words as evidence."""
    order: dict[int, int] = {}
    for candidate in candidates:
        order.setdefault(id(candidate.scene), candidate.scene.words[0].start)
    starts = sorted(order.values())
    order = {scene: starts.index(start) for scene, start in order.items()}
    found: list[Candidate] = []
    for claim in candidates:
        event = cast.figures.get(claim.object or "")
        doer = cast.figures.get(claim.subject or "")
        if claim.relation != "ATTACKED" or event is None or event.type != "Event" or doer is None or doer.type == "Event" or claim.why:
            continue
        told = [
            c for c in candidates if c.subject == claim.object and c.relation in {*_HARMS, "LOCATED_IN"} and not c.negated and not c.why
        ]
        if not told and not event.modifiers and not event.country:
            here = order[id(claim.scene)]
            told = [
                c for c in candidates if c.relation in _HARMS and 0 < here - order[id(c.scene)] <= _REACH and _thing(c, cast) and not c.why
            ]
            last = max((order[id(c.scene)] for c in told), default=0)
            told = [c for c in told if order[id(c.scene)] == last]
        for harm in told:
            target = cast.figures.get(harm.object or "")
            if target is None or harm.object == claim.subject or (harm.relation == "LOCATED_IN" and target.type == "Country"):
                continue
            relation = harm.relation if harm.relation in _HARMS else "ATTACKED"
            found.append(Candidate(claim.scene, claim.subject, relation, harm.object, claim.first, claim.end, status=claim.status,
                                   negated=claim.negated, speaker=claim.speaker, via=claim.via, quantity=harm.quantity, confidence=0.4))  # fmt: skip
    return found


def _thing(candidate: Candidate, cast: Cast) -> bool:
    """Whether an event, a bomb or an unnamed one did it."""
    doer = cast.figures.get(candidate.subject or "")
    return doer is not None and (doer.type in ("Event", "Equipment") or (doer.type in ("Person", "Group") and not doer.named))
