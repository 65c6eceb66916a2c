"""Judgements as JSON Lines, out and in: a history can be kept, read by people, and taken to another graph.

Adding them to a history is left to ``graph.store.judging``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from graph.errors import InputError
from graph.model import Judged, Judgement

_LONGEST_LINE = 100_000
_REMEDY = "Export the judgements again, or repair the line."


def lines(history: Iterable[Judged]) -> Iterator[str]:
    """One object a line, oldest first."""
    for found in history:
        judgement = found.judgement
        row = {
            "id": found.id,
            "at": found.at.isoformat(),
            "by": judgement.by,
            "verdict": judgement.verdict,
            "left": judgement.left,
            "right": judgement.right,
            "value": dict(judgement.value),
            "why": judgement.why,
        }
        yield json.dumps(row, ensure_ascii=False) + "\n"


def read(source: Iterable[bytes], place: str) -> tuple[tuple[Judged, ...], tuple[InputError, ...]]:
    """The judgements in the lines, and one error for each line that is none; empty lines are passed over.

    ``place`` names the source in errors.
    """
    found: list[Judged] = []
    refused: list[InputError] = []
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            found.append(_judged(line, number))
        except (ValueError, TypeError, KeyError, RecursionError) as exc:
            why = f"{exc} is missing" if isinstance(exc, KeyError) else str(exc)
            refused.append(InputError(f"{place}:{number}", f"this line is no judgement ({why[:200]}).", _REMEDY))
    return tuple(found), tuple(refused)


def _judged(line: bytes, number: int) -> Judged:
    if len(line) > _LONGEST_LINE:
        raise ValueError("too long")
    row = json.loads(line.decode("utf-8-sig"))
    if not isinstance(row, dict):
        raise TypeError("no object")
    at = datetime.fromisoformat(_text(row, "at"))
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    value = row.get("value") or {}
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise TypeError("its value holds no texts")
    judgement = Judgement(
        _text(row, "left"),
        _text(row, "right") if row.get("right") else "",
        _text(row, "verdict"),
        _text(row, "by"),
        at.date(),
        _text(row, "why") if row.get("why") else "",
        tuple(value.items()),
    )
    return Judged(_text(row, "id"), number, at, judgement)


def _text(row: dict[str, Any], key: str) -> str:
    value = row[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} is no text")
    return value
