"""Which names are proposed as one, measured on pairs: several scripts and spellings, bodies with like names, two of one name."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from graph.model import Article, Entity, Name, article_id
from ingest import gazetteer, likeness
from ingest.draft import Draft, DraftEntity
from ingest.resolution import resolve

PAIRS = Path(__file__).parent / "identity_pairs.csv"


@dataclass(frozen=True)
class Measured:
    """``precision`` and ``recall`` lie in 0..1; the lists name the pairs that were got wrong."""

    precision: float
    recall: float
    wrong: list[str]
    missed: list[str]


def language(name: str) -> str:
    return "ar" if any("\u0600" <= c <= "\u06ff" for c in name) else "ru" if any("\u0400" <= c <= "\u04ff" for c in name) else "en"


def entity(kind: str, name: str, id: str) -> Entity:
    return Entity(id, kind, (Name(name, language(name)),))


def resolved(kind: str, name: str) -> str:
    """The id that an article gets which names this alone."""
    found = [e for e in gazetteer.load().named(name) if e.type == kind]
    draft = DraftEntity("x", kind, (Name(name, language(name)),), ((0, 1),), known=found[0].key if len(found) == 1 else None)
    return resolve(Article(article_id(name), name, language(name)), Draft((draft,)), date(2026, 1, 1)).ids["x"]


def measure(automatic: bool) -> Measured:
    """``automatic``: one id without anybody's word; else: one id, or proposed to a person."""
    right = total = said = 0
    wrong, missed = [], []
    with PAIRS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            one, other = row["left"], row["right"]
            ids = resolved(row["type"], one), resolved(row["type"], other)
            merged = ids[0] == ids[1]
            if not automatic and not merged:
                score = likeness.compare(entity(row["type"], one, "a"), entity(row["type"], other, "b")).score
                merged = score >= likeness.LEAST
            same = row["verdict"] == "same"
            total += same
            said += merged
            right += merged and same
            if merged and not same:
                wrong.append(f"{one} / {other}")
            if same and not merged:
                missed.append(f"{one} / {other}")
    return Measured(right / said, right / total, wrong, missed)


def test_automatic_merges_are_right() -> None:
    found = measure(automatic=True)
    print(f"automatic: precision {found.precision:.3f}, recall {found.recall:.3f}; missed {found.missed}")
    assert found.precision >= 0.99, found.wrong


def test_proposals_find_more_than_automatic_merges() -> None:
    automatic, proposed = measure(automatic=True), measure(automatic=False)
    print(
        f"with proposals: precision {proposed.precision:.3f}, recall {proposed.recall:.3f}; wrong {proposed.wrong}; missed {proposed.missed}"
    )
    assert proposed.recall > automatic.recall


@pytest.mark.parametrize(
    ("one", "other"),
    [("توكاييف", "tokayev"), ("токаев", "tokayev"), ("قذافي", "gaddafi"), ("حفتر", "haftar"), ("лавров", "lavrov")],
)
def test_a_word_has_one_skeleton_in_every_script(one: str, other: str) -> None:
    assert likeness.skeleton(one) == likeness.skeleton(other)


def test_contradicting_identifiers_rule_a_pair_out() -> None:
    one = Entity("a", "Person", (Name("John Smith", "en"),), (("wikidata", "Q1"),))
    other = Entity("b", "Person", (Name("John Smith", "en"),), (("wikidata", "Q2"),))
    assert likeness.compare(one, other).score == 0


def test_shared_neighbours_add_to_the_score() -> None:
    one, other = entity("Person", "Sergey Lavrov", "a"), entity("Person", "Sergei Lavrov", "b")
    alone, together = likeness.compare(one, other), likeness.compare(one, other, shared=2)
    assert together.score > alone.score
    assert "2 shared neighbours" in together.reasons


def test_proposals_are_in_order_and_each_pair_once() -> None:
    named = [entity("Person", name, str(n)) for n, name in enumerate(("Sergey Lavrov", "Sergei Lavrov", "Сергей Лавров", "Igor Sechin"))]
    found = likeness.propose(named, {}, date(2026, 1, 1))
    assert {(j.left, j.right) for j in found} == {("0", "1"), ("0", "2"), ("1", "2")}
    assert [j.score for j in found] == sorted((j.score for j in found), reverse=True)
