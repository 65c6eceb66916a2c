"""Reads a model's answer into proposals; whatever else it says is ignored, and it can ask for nothing.

Whether the words of a proposal stand in the text is left to ``ingest.language_model.grounding``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.model import PartialDate
from graph.ontology import ENTITY_TYPES, RELATION_TYPES, STATUSES

# More claims than any passage makes: an answer beyond it is no answer.
_MOST = 500
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class End:
    """A name and its type, as proposed."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One claim as a model proposes it; ``number`` counts from 1 in its answer.

    ``start``/``end`` are what the model takes for the place of the quote, in whatever units; None = it does not say.
    """

    number: int
    subject: End
    predicate: str
    object: End
    quote: str
    cue: str | None = None
    speaker: End | None = None
    via: tuple[str, ...] = ()
    negated: bool = False
    status: str = "asserted"
    role: str | None = None
    quantity: str | None = None
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A claim of the answer that cannot be a proposal: its number, why, and its words."""

    number: int
    why: str
    words: str


class NoAnswer(ValueError):
    """The answer holds no JSON object with a list of claims."""


class _Bad(ValueError):
    """This claim is of no use; the message is the reason."""


def read(answer: str) -> tuple[tuple[Proposal, ...], tuple[Fault, ...]]:
    """The proposals of an answer and its faulty claims.

    JSON in a Markdown fence or amid other words is found. Raises NoAnswer where there is none.

    >>> read('Sure! {"claims": []}')
    ((), ())
    """
    proposals: list[Proposal] = []
    faults: list[Fault] = []
    for number, raw in enumerate(_claims(answer), start=1):
        try:
            proposals.append(_proposal(number, raw))
        except _Bad as exc:
            faults.append(Fault(number, str(exc), _shown(raw)))
    return tuple(proposals), tuple(faults)


def _claims(answer: str) -> list[Any]:
    for found in _objects(answer):
        claims = found.get("claims") if isinstance(found, dict) else None
        if isinstance(claims, list):
            if len(claims) > _MOST:
                raise NoAnswer(f"the answer holds {len(claims)} claims, more than {_MOST}")
            return claims
    raise NoAnswer("the answer holds no JSON object with claims")


def _objects(answer: str) -> Iterator[Any]:
    """Every JSON object that begins somewhere in the answer, outermost first."""
    decoder = json.JSONDecoder()
    at = answer.find("{")
    while at >= 0:
        try:
            found, end = decoder.raw_decode(answer, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield found
        at = answer.find("{", end)


def _proposal(number: int, raw: Any) -> Proposal:
    if not isinstance(raw, dict):
        raise _Bad("claim is no object")
    predicate = raw.get("predicate")
    if not isinstance(predicate, str) or predicate not in RELATION_TYPES:
        raise _Bad("relation that the ontology does not have")
    status = raw.get("status") or "asserted"
    if not isinstance(status, str) or status not in STATUSES:
        raise _Bad("status that the ontology does not have")
    negated = raw.get("negated") or False
    if not isinstance(negated, bool):
        raise _Bad("negated is neither true nor false")
    quote = _text(raw.get("quote"), "quote")
    if quote is None:
        raise _Bad("claim without a quote")
    via = raw.get("via") or []
    if not isinstance(via, list):
        raise _Bad("via is no list")
    return Proposal(
        number, _end(raw.get("subject"), "subject"), predicate, _end(raw.get("object"), "object"), quote,
        cue=_text(raw.get("cue"), "cue"),
        speaker=_end(raw["speaker"], "speaker") if raw.get("speaker") else None,
        via=tuple(name for one in via if (name := _text(one, "via"))),
        negated=negated, status=status,
        role=_text(raw.get("role"), "role"), quantity=_text(raw.get("quantity"), "quantity"),
        valid_from=_day(raw.get("valid_from")), valid_to=_day(raw.get("valid_to")),
        start=_place(raw.get("start")), end=_place(raw.get("end")),
    )  # fmt: skip


def _end(raw: Any, what: str) -> End:
    if isinstance(raw, str) and what == "speaker":
        raw = {"name": raw, "type": "Person"}
    if not isinstance(raw, dict):
        raise _Bad(f"{what} is no name with a type")
    name = _text(raw.get("name"), what)
    if name is None:
        raise _Bad(f"{what} without a name")
    kind = raw.get("type")
    if not isinstance(kind, str) or kind not in ENTITY_TYPES:
        raise _Bad("entity of a type that the ontology does not have")
    return End(name, kind)


def _text(raw: Any, what: str) -> str | None:
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise _Bad(f"{what} is no text")
    if len(raw) > _LONGEST:
        raise _Bad(f"{what} is longer than {_LONGEST} characters")
    return raw.strip() or None


def _day(raw: Any) -> PartialDate | None:
    """A date that is none is dropped, not the claim: when it held is then not known."""
    try:
        return PartialDate.parse(raw) if isinstance(raw, str) else None
    except ValueError:
        return None


def _place(raw: Any) -> int | None:
    return raw if isinstance(raw, int) and not isinstance(raw, bool) else None


def _shown(raw: Any) -> str:
    words = raw.get("quote") if isinstance(raw, dict) else None
    return words[:200] if isinstance(words, str) else json.dumps(raw, ensure_ascii=False, default=str)[:200]
