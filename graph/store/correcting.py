"""A claim in the hand of whoever puts it right: as it was read, as it counts, and whom its article names.

Judging it is left to ``graph.store.judging``, what a correction means to ``graph.identity``.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.identity import CLAIM_VERDICTS, reading_keys
from graph.model import Judged
from graph.queries import articles, claims
from graph.results import ClaimInHand
from graph.store import history, records
from graph.store.connection import Work
from graph.store.reading import evidence_item, found_entities


def judged_claims(work: Work, judged: Sequence[Judged]) -> dict[str, ClaimInHand]:
    """What the corrections of claims among the judgements are about, by id; those whose claim is gone are left out."""
    wanted = {j.judgement.left: j.id for j in judged if j.judgement.verdict in CLAIM_VERDICTS}
    found: dict[str, ClaimInHand] = {}
    for article in sorted({j.judgement.right for j in judged if j.judgement.verdict in CLAIM_VERDICTS}):
        for row in work.rows(claims.OF_ARTICLE, id=article):
            claim = records.claim(row["claim"])
            for key in reading_keys(claim):
                if key in wanted and wanted[key] not in found and (shown := in_hand(work, claim.id)) is not None:
                    found |= {j.id: shown for j in judged if j.judgement.left == key}
    return found


def in_hand(work: Work, claim_id: str) -> ClaimInHand | None:
    """None for a claim that is not there."""
    rows = work.rows(claims.WITH_IDS, ids=[claim_id])
    if not rows:
        return None
    known = history.known(work)
    read, article = records.claim(rows[0]["claim"]), records.article(rows[0]["article"])
    counts = known.claim(read)
    named = {known.of(row["id"]) for row in work.rows(articles.ENTITIES, id=article.id)}
    ends = {id for one in (read, counts) for id in (one.subject, one.object, one.speaker, *one.via) if id}
    nodes = {id: records.entity(node) for id, node in found_entities(work, sorted(named | ends | {known.of(id) for id in ends})).items()}
    shown = evidence_item((counts, article), False, nodes, known.judged(read))
    return ClaimInHand(read, shown, tuple(nodes[id] for id in sorted(named) if id in nodes), rows[0]["claim"].get("relation_id"))
