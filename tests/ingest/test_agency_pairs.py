"""Reprints on pairs as agencies and papers make them: what is the same wire again, and what is another report on the same matter."""

from __future__ import annotations

import csv
from contextlib import closing
from pathlib import Path

from graph.model import Article
from ingest.reprints import Reprints

PAIRS = Path(__file__).parent / "agency_pairs.csv"


def test_pairs_are_told_apart() -> None:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for row in rows:
        with closing(Reprints(None)) as reprints:
            reprints.add(Article("first", row["first"], "und"))
            found[row["kind"]] = reprints.find(Article("second", row["second"], "und")) is not None
    wanted = {row["kind"]: row["reprint"] == "yes" for row in rows}
    right = sum(found[k] and wanted[k] for k in wanted)
    assert sum(wanted.values()) >= 6
    assert len(wanted) - sum(wanted.values()) >= 6
    assert found == wanted, f"precision {right}/{sum(found.values())}, recall {right}/{sum(wanted.values())}"
