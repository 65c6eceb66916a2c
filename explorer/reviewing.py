"""What a person judges: proposals, decisions, corrections, the history; errors come back as what a page can show.

Which page shows them is left to ``explorer.panels.review``. Whoever reaches this is the owner or signed in:
``explorer.guard`` stands before every page, and no JSON route leads here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from explorer import connection
from explorer.connection import Trouble
from graph.errors import InputError
from graph.exchange import judgements as exchange
from graph.identity import DIFFERENT, RENAME, SAME, UNDO, UNSURE, in_force
from graph.model import Entity, Judged, Judgement
from graph.results import ClaimInHand
from graph.store import GraphStore
from graph.store.judging import Proposal
from ingest import likeness

MOST_PROPOSED = 500
_PAGE = 1_000
__all__ = ["DIFFERENT", "RENAME", "SAME", "UNDO", "UNSURE"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Which proposals are merged at once: of these types (none = all), at least this likely (0..1), with shared neighbours only."""

    types: tuple[str, ...] = ()
    least: float = 0.95
    shared: bool = False


def proposed() -> tuple[Judgement, ...] | Trouble:
    """Pairs that nobody has decided, the likeliest first."""
    return connection.answered(lambda store: store.proposed(MOST_PROPOSED))


def proposal(judgement: Judgement) -> Proposal | Trouble | None:
    """None when one of the two is gone."""
    return connection.answered(lambda store: store.proposal(judgement))


def history() -> tuple[Judged, ...] | Trouble:
    """All that was judged, oldest first."""
    return connection.answered(lambda store: store.judgements())


def judge(*judgements: Judgement) -> tuple[Judged, ...] | InputError | Trouble:
    return connection.done(lambda store: store.judge(*judgements))


def word(verdict: str, left: str, right: str, by: str, why: str, **value: str) -> Judgement:
    """A person's judgement; the store's clock dates it."""
    return Judgement(left, right, verdict, by.strip(), datetime.now(UTC).date(), why.strip(), tuple(value.items()))


def undo(id: str, by: str, why: str = "") -> tuple[Judged, ...] | InputError | Trouble:
    return judge(word(UNDO, id, "", by, why))


def last(judged: Sequence[Judged], by: str) -> Judged | None:
    """What this person judged last and has not taken back."""
    return next((j for j in reversed(in_force(judged)) if j.judgement.by == by.strip()), None)


def look_for_likenesses() -> int | Trouble:
    """Compare all entities and keep the likely pairs; returns how many."""
    return connection.answered(_look)


def _look(store: GraphStore) -> int:
    found = likeness.propose(everybody(store), {}, datetime.now(UTC).date(), likeness.LEAST - 0.09)
    # The second look is at likely pairs only: asking for everybody's neighbours would read the whole graph.
    ids = sorted({id for j in found for id in (j.left, j.right)})
    kept = likeness.propose(store.entities(ids), store.neighbours(ids), datetime.now(UTC).date(), contexts=store.contexts(ids))
    return store.propose(kept)


def everybody(store: GraphStore) -> Iterator[Entity]:
    after = ""
    while page := store.everybody(after, _PAGE):
        yield from page
        after = page[-1].id


def matching(rule: Rule, waiting: Sequence[Judgement]) -> tuple[Proposal, ...] | Trouble:
    """The proposals that the rule would merge, with their evidence."""
    found = []
    for judgement in waiting:
        if judgement.score < rule.least:
            continue
        shown = proposal(judgement)
        if isinstance(shown, Trouble):
            return shown
        if shown is None or (rule.types and shown.left.entity.type not in rule.types) or (rule.shared and not shown.shared):
            continue
        found.append(shown)
    return tuple(found)


def merge_all(chosen: Sequence[Proposal], by: str, why: str) -> tuple[Judged, ...] | InputError | Trouble:
    """All or none."""
    return judge(*(word(SAME, p.left.entity.id, p.right.entity.id, by, why) for p in chosen))


def claim_in_hand(claim_id: str) -> ClaimInHand | Trouble | None:
    """A claim to be put right; None when it is gone."""
    return connection.answered(lambda store: store.claim_in_hand(claim_id))


def judged_claims(judged: Sequence[Judged]) -> Mapping[str, ClaimInHand]:
    """What corrections of claims are about, by the judgement's id; nothing where the store is away, which is said elsewhere."""
    found = connection.answered(lambda store: store.judged_claims(judged))
    return {} if isinstance(found, Trouble) else found


def correct_claim(claim_id: str, verdict: str, by: str, why: str, **value: str) -> tuple[Judged, ...] | InputError | Trouble:
    """Mark a claim wrong, or put it right."""
    found = connection.answered(lambda store: store.reading_of(claim_id))
    if isinstance(found, Trouble):
        return found
    if found is None:
        return InputError("claim", "it is not there any more.", "Open the relation again.")
    return judge(word(verdict, found[0], found[1], by, why, **value))


def exported(judged: Sequence[Judged]) -> str:
    """JSON Lines."""
    return "".join(exchange.lines(judged))


def take_in(content: bytes, name: str) -> tuple[int, tuple[InputError, ...]] | Trouble:
    """Judgements from a file of JSON Lines: how many were new, and what was refused."""
    found, unread = exchange.read(content.splitlines(), name)
    taken = connection.answered(lambda store: store.take_in(found))
    if isinstance(taken, Trouble):
        return taken
    added, refused = taken
    return len(added), (*unread, *refused)
