"""Dates of English, French and Russian claims: when it held, when it was said, and none where the words tell none.

The sentences stand in ``tests/ingest/sentences/dates.csv``.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from graph.errors import OntologyError
from graph.model import Article
from ingest.extractors.rules import RulesExtractor
from ingest.phrases.date_words import load

_TABLE = Path(__file__).parent / "sentences" / "dates.csv"
_WRITTEN = date(2022, 1, 20)


def _rows() -> list[dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["sentence"])
def test_dates(row: dict[str, str]) -> None:
    draft = RulesExtractor()(Article("test", row["sentence"], row["language"], published=_WRITTEN))
    claims = [c for c in draft.claims if c.relation == row["relation"]]
    assert claims, draft
    told = {tuple(str(part or "") for part in (c.valid_from, c.valid_to, c.said_on)) for c in claims}
    assert told == {(row["valid_from"], row["valid_to"], row["said_on"])}


def test_without_the_date_of_the_article_only_full_dates_are_told() -> None:
    for sentence, told in (
        ("Rebels attacked the airport in Aleppo on Monday.", None),
        ("Rebels attacked the airport in Aleppo on 5 January.", None),
        ("Rebels attacked the airport in Aleppo on 5 January 2021.", "2021-01-05"),
    ):
        claim = next(c for c in RulesExtractor()(Article("test", sentence, "en")).claims if c.relation == "ATTACKED")
        assert (str(claim.valid_from) if claim.valid_from else None) == told


def test_a_wrong_row_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "dates.csv"
    path.write_text("kind,value,forms\nmonth,13,Undecimber\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"dates\.csv:2"):
        load(path, "en")
