"""The history of judgements as stored, and what follows from it.

What it means is left to ``graph.identity``, adding to it to ``graph.store.judging``.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from graph.identity import NOTHING, Identity, identity, pair
from graph.model import Judged, Judgement, claim_id
from graph.queries import judgements
from graph.store.connection import Work

# What follows from a history, by its head: a history that has grown has another head.
_KEPT = 8
_KNOWN: OrderedDict[str, Identity] = OrderedDict()
_LOCK = threading.Lock()


def known(work: Work) -> Identity:
    """What the judgements in force say, as this transaction sees them."""
    row = work.row(judgements.HEAD)
    head = row["head"] if row else None
    if not head:
        return NOTHING
    with _LOCK:
        found = _KNOWN.get(head)
    if found is None:
        found = identity(history(work))
        with _LOCK:
            _KNOWN[head] = found
            while len(_KNOWN) > _KEPT:
                _KNOWN.popitem(last=False)
    return found


def history(work: Work) -> tuple[Judged, ...]:
    """All judgements, oldest first, those taken back too."""
    return tuple(judged(row["judgement"]) for row in work.rows(judgements.HISTORY))


def judged_id(judgement: Judgement, at: datetime) -> str:
    """The id of a judgement: by content, so that the same one is not read in twice."""
    return claim_id("judgement", judgement.left, judgement.right, judgement.verdict, judgement.by, at.isoformat(), judgement.value)


def judged_properties(found: Judged) -> dict[str, Any]:
    judgement = found.judgement
    return {
        "id": found.id,
        "number": found.number,
        "at": found.at.isoformat(),
        "left": judgement.left,
        "right": judgement.right,
        "verdict": judgement.verdict,
        "by": judgement.by,
        "on": judgement.on,
        "why": judgement.why,
        "score": judgement.score,
        "value": json.dumps(judgement.value, ensure_ascii=False),
    }


def judged(properties: Mapping[str, Any]) -> Judged:
    at = datetime.fromisoformat(properties["at"])
    value = tuple((str(key), str(text)) for key, text in json.loads(properties["value"]))
    judgement = Judgement(
        properties["left"],
        properties["right"],
        properties["verdict"],
        properties["by"],
        at.date(),
        properties["why"],
        value,
        float(properties["score"]),
    )
    return Judged(properties["id"], properties["number"], at, judgement)


def proposal_id(left: str, right: str) -> str:
    return claim_id("proposal", *pair(left, right))


def proposal_properties(proposal: Judgement) -> dict[str, Any]:
    left, right = pair(proposal.left, proposal.right)
    return {
        "id": proposal_id(left, right),
        "left": left,
        "right": right,
        "by": proposal.by,
        "on": proposal.on,
        "why": proposal.why,
        "score": proposal.score,
    }


def proposal(properties: Mapping[str, Any]) -> Judgement:
    on = properties["on"]
    day: date = on if type(on) is date else on.to_native()
    return Judgement(
        properties["left"], properties["right"], "unsure", properties["by"], day, properties["why"], score=float(properties["score"])
    )
