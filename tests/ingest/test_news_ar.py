"""How much of unseen Arabic agency prose the rules read: a share with a floor, never single sentences."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from graph.model import Article
from graph.ontology import RELATION_TYPES
from ingest.draft import Draft, DraftClaim
from ingest.extractors.rules import RulesExtractor
from ingest.gazetteer import load as load_gazetteer
from ingest.text import fold

TABLE = Path(__file__).with_name("news_ar.csv")
# Well below what the rules reach, so that only a real loss fails: shares of the wanted relations that are read.
FLOOR = 0.36


@dataclass(frozen=True, slots=True)
class Wanted:
    subject: str
    relation: str
    object: str
    negated: bool


def reports() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def wanted(report: dict[str, str]) -> list[Wanted]:
    found = []
    for line in report["relations"].split(";"):
        parts = line.split("|")
        negated = "NOT" in parts
        subject, relation, target = (part for part in parts if part != "NOT")
        found.append(Wanted(subject, relation, target, negated))
    return found


def folded(text: str) -> str:
    return " ".join(map(fold, text.split()))


def names(draft: Draft, text: str) -> dict[str, str]:
    gazetteer = load_gazetteer()
    found = {}
    for entity in draft.entities:
        entry = gazetteer.get(entity.known) if entity.known else None
        listed = [*(name.text for name in entity.names), *(text[start:end] for start, end in entity.spans)]
        found[entity.key] = " | ".join(map(folded, [*listed, *(entry.names.get("ar", ()) if entry else ())]))
    return found


def reads(want: Wanted, claim: DraftClaim, known: dict[str, str]) -> bool:
    """Whether a claim joins the ends by a relation of the wanted family, denied or not as wanted."""
    kind = RELATION_TYPES[want.relation]
    subject, target = folded(want.subject), folded(want.object)
    joined = subject in known[claim.subject] and target in known[claim.object]
    joined = joined or (kind.symmetric and subject in known[claim.object] and target in known[claim.subject])
    return joined and RELATION_TYPES[claim.relation].family == kind.family and claim.negated == want.negated


def share(half: str) -> float:
    extractor = RulesExtractor()
    read, all_of_them = 0, 0
    for report in reports():
        if report["half"] != half:
            continue
        draft = extractor(Article("test", report["text"], "ar", published=date(2023, 5, 1)))
        known = names(draft, report["text"])
        for want in wanted(report):
            all_of_them += 1
            read += any(reads(want, claim, known) for claim in draft.claims)
    return read / all_of_them


def test_news_ar_table_names_relations_of_the_ontology_and_words_of_its_text() -> None:
    assert len(reports()) >= 60
    for report in reports():
        for want in wanted(report):
            assert want.relation in RELATION_TYPES, report["text"]


@pytest.mark.parametrize("half", ["first", "second"])
def test_news_ar_reads_a_share_of_unseen_reports(half: str) -> None:
    assert share(half) >= FLOOR
