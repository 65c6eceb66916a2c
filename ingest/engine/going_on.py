"""Which clause of a sentence lends its subject to the one behind it that names none.

Those whom only earlier sentences name are left to ``ingest.engine.salience``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.ontology import RELATION_TYPES
from ingest.engine.salience import agrees
from ingest.engine.scene import Mention, Scene

if TYPE_CHECKING:
    from ingest.engine.clauses import Clause


def carried_on(scene: Scene, verb: int, clause: Clause, clauses: list[Clause], inherited: list[Mention]) -> list[Mention]:
    """Who goes on as subject of a verb that names none: the last before it in the sentence that agrees, else who went before.

    Whoever reports goes on reporting: «أعلن فلان أن فريقه سيبقى، ودعا إلى ...» calls for it himself.
    """
    previous = previous_clause(clause, clauses)
    if previous is None:
        return inherited
    if clause.opener in ("adverbial", "relative", "content"):
        return previous.subjects
    found = [c.subjects for c in reversed(clauses[: clauses.index(clause)]) if c.opener not in ("relative", "adverbial") and c.subjects]
    if _speaks(scene, verb):
        told = [
            c.subjects for c in reversed(clauses[: clauses.index(clause)]) if c.subjects and reports(scene, c) and c.opener != "relative"
        ]
        found = [*told, *found]
    own = {id(m) for m in scene.found}
    agreeing = (s for s in found if agrees(scene, verb, scene if id(s[0]) in own else None, s))
    return next(agreeing, previous.subjects)


def previous_clause(clause: Clause, clauses: list[Clause]) -> Clause | None:
    """The clause whose subject goes on: the one it hangs on, or the last one before it that is no relative clause."""
    if clause.opener in ("adverbial", "relative", "content") and clause.parent is not None:
        return clause.parent
    before = clauses[: clauses.index(clause)]
    for other in reversed(before):
        if other.opener not in ("relative", "adverbial") and other.subjects:
            return other
    return None


def _speaks(scene: Scene, verb: int) -> bool:
    """Whether a verb is an act of speech: a reporting verb, or one whose relation is said («دعا», «اتهم»)."""
    return any(
        hit.sense.kind == "speech"
        or (hit.sense.kind == "cue" and hit.sense.finite and RELATION_TYPES[hit.sense.what.relation].kind == "speech")
        for hit in scene.hits[verb]
    )


def trunk(clause: Clause) -> Clause:
    while clause.opener in ("relative", "adverbial") and clause.parent is not None:
        clause = clause.parent
    return clause


def reports(scene: Scene, clause: Clause) -> bool:
    return clause.verb is not None and any(h.sense.kind == "speech" for h in scene.hits[clause.verb])
