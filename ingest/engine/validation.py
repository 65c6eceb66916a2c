"""The last look at candidates: types fit, ends differ, one claim for one reading; the rest is refused with a reason.

Checking spans against the stored article again is left to ``ingest.pipeline``.
"""

from __future__ import annotations

from graph.ontology import RELATION_TYPES, fits
from ingest.engine.candidates import Candidate
from ingest.engine.coreference import Cast
from ingest.engine.figures import Figure


def check(candidates: list[Candidate], cast: Cast) -> tuple[list[Candidate], list[Candidate]]:
    """(taken, refused); each refused one has its ``why``."""
    taken: list[Candidate] = []
    refused: list[Candidate] = []
    seen: set[tuple[object, ...]] = set()
    for candidate in candidates:
        why = candidate.why or _why(candidate, cast)
        identity = (candidate.subject, candidate.relation, candidate.object, candidate.role, candidate.negated, candidate.status, candidate.speaker,
                    candidate.via, candidate.scene.words[0].start)  # fmt: skip
        if not why and identity in seen:
            continue
        if why:
            candidate.why = why
            refused.append(candidate)
            continue
        seen.add(identity)
        taken.append(candidate)
    return taken, refused


def _why(candidate: Candidate, cast: Cast) -> str:
    subject = cast.figures.get(candidate.subject or "")
    target = cast.figures.get(candidate.object or "")
    if subject is None or target is None:
        return "an argument is missing"
    if subject.hanging or target.hanging:
        return "whom the pronoun means is not told"
    if subject is target:
        return "both ends are one entity"
    kinds = ["Organization" if f.type == "Outlet" else f.type for f in (subject, target)]
    if not fits(candidate.relation, kinds[0], kinds[1]):
        return f"{candidate.relation} does not join {kinds[0]} and {kinds[1]}"
    if candidate.relation == "LOCATED_IN" and (why := _misplaced(subject, target)):
        return why
    if candidate.relation in _ABROAD and target.type == "Country" and target.key in _homes(subject):
        return "nobody deals with his own state as with another"
    relation = RELATION_TYPES[candidate.relation]
    if candidate.speaker == candidate.subject and relation.kind == "speech":
        candidate.speaker, candidate.via = None, candidate.via
    return ""


# What is done with other states.
_ABROAD = frozenset({"VISITED", "MET", "CALLED", "NEGOTIATED", "AGREED_WITH", "COOPERATED_WITH", "ALLIED_WITH", "SEVERED_TIES_WITH"})


def _homes(figure: Figure) -> set[str]:
    """The states that a figure belongs to or holds office in."""
    found = {of for _, of in figure.offices if of}
    parts = (figure.known or "").split(":")
    if figure.country:
        found.add(figure.country)
    if len(parts) == 3 and parts[0] in ("org", "force") and len(parts[1]) == 2:
        found.add(f"country:{parts[1]}")
    return found


def _misplaced(subject: Figure, target: Figure) -> str:
    """Why a thing cannot lie there: a state lies in no place of another, a known town not in another country."""
    if subject.type == "Country":
        return "a country lies in no other place"
    town, country = (subject.known or "").split(":"), (target.known or "").split(":")
    if len(town) == 3 and town[0] == "place" and len(town[1]) == 2 and country[0] == "country" and town[1] != country[1]:
        return "the gazetteer places it in another country"
    return ""
