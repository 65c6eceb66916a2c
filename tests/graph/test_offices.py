"""Offices: one office behind all its wordings."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from graph import offices
from graph.folding import fold
from graph.model import Claim, claim_id
from graph.ontology import LANGUAGES

ROWS = list(csv.DictReader(Path(offices.__file__).with_name("offices.csv").read_text("utf-8").splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["office"])
def test_every_wording_names_its_office_and_has_a_label_in_every_language(row: dict[str, str]) -> None:
    for language in LANGUAGES:
        for wording in row[language].split("|"):
            assert offices.office(wording) == row["office"]
            assert offices.label(wording, language) == row[language].split("|")[0]


@pytest.mark.parametrize("role", ["الرئيس السابق", "acting president", "бывший президент", "ancien président"])
def test_a_qualified_office_is_another_one(role: str) -> None:
    assert offices.office(role) is None
    assert offices.label(role, "en") == role


def _holds(article: str, role: str) -> Claim:
    return Claim(
        id=claim_id(article, role), article=article, subject="p", relation="HOLDS_OFFICE", object="c", start=0, end=9, cue_start=0,
        cue_end=9, status="asserted", extractor="rules/1", confidence=0.9, known_from=date(2022, 1, 4), role=role,
    )  # fmt: skip


def test_one_office_worded_in_three_languages_is_one_relation() -> None:
    (relation,) = fold([_holds("a", "الرئيس"), _holds("b", "President"), _holds("c", "президент")])
    assert relation.sources == 3


def test_different_offices_are_different_relations() -> None:
    assert len(fold([_holds("a", "President"), _holds("b", "Foreign Minister"), _holds("c", "former president")])) == 3
