"""Files of many reports that are edited and read again: what is in them no more counts no more, on both servers; and what a preview says of it."""

from __future__ import annotations

import json
import random
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from graph.filters import GraphFilter
from graph.identity import reading_key
from graph.life import Scope
from graph.model import Judgement
from graph.store import GraphStore
from ingest.pipeline import Options, Run
from ingest.rehearsal import Rehearsal
from ingest.reprints import Reprints
from tests.contracts.test_life import ingest, met, plain_digest
from tests.ingest.stand_in import CountriesMeet
from tests.ingest.test_pipeline import head, written

pytestmark = pytest.mark.store

TALKS = "Russia met Armenia in the capital on Monday. Nobody said what the talks had been about, or when they would go on."
STORM = "A storm kept everybody else away from the border. Kazakhstan met Russia there all the same, as planned long before."
HALL = "Armenia met Kazakhstan in a hall by the river, where the harvest had been sold the week before at a good price."


def lines(path: Path, *texts: str) -> Path:
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    return path


def rows(path: Path, *pairs: tuple[str, str], url: str = "") -> Path:
    told = "".join(f"{one},MEMBER_OF,{other},Country,Organization,{url}\n" for one, other in pairs)
    path.write_text(f"subject,relation,object,subject_type,object_type,url\n{told}", "utf-8")
    return path


def pairs(store: GraphStore, day: date | None = None) -> set[frozenset[str]]:
    """Who met whom, in either order."""
    return {frozenset(ends) for ends in met(store, day)}


RUSSIA, ARMENIA, KAZAKHSTAN = "country-ru", "country-am", "country-kz"


def members(store: GraphStore) -> Counter[tuple[str, str]]:
    """How many claims stand behind each membership, by names."""
    found = store.overview(GraphFilter(relations=("MEMBER_OF",), limit=5000))
    names = {entity.id: entity.name() for entity in found.entities}
    return Counter({(names[r.subject], names[r.object]): len(r.supporting) for r in found.relations})


def preview(store: GraphStore, *paths: Path) -> Run:
    with closing(Reprints(None)) as reprints:
        reprints.refresh(store)
        rehearsal = Rehearsal(store)
        made = Run(rehearsal, reprints, Options(CountriesMeet(), store.today()), [].append)
        made.report.rehearsed = rehearsal.difference
        list(made.ingest(map(str, paths)))
    return made


# lines


def test_edited_line_is_the_next_version_wherever_it_stands_now(store: GraphStore, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", TALKS, STORM)
    assert ingest(store, path).report.new == 2
    before = pairs(store)
    assert before == {frozenset((RUSSIA, ARMENIA)), frozenset((RUSSIA, KAZAKHSTAN))}
    edited = TALKS.replace("Russia met Armenia", "Russia met Kazakhstan").replace("Monday", "Monday morning")
    lines(path, HALL, STORM, edited)
    said = preview(store, path).report
    assert (said.new, said.changed, said.unchanged) == (1, 1, 1)
    assert said.rehearsed is not None
    assert [said.rehearsed.total(kind) for kind in ("added", "ended", "changed")] == [2, 1, 0]
    report = ingest(store, path).report
    assert (report.new, report.changed, report.unchanged, report.failed) == (1, 1, 1, 0)
    assert pairs(store) == {frozenset((RUSSIA, KAZAKHSTAN)), frozenset((ARMENIA, KAZAKHSTAN))}
    assert store.status().counts["articles"] == 3
    revision = store.revision()
    assert ingest(store, path).report.unchanged == 3
    assert store.revision() == revision
    # The edit is taken back: again a version, which says what the first one said.
    lines(path, HALL, STORM, TALKS)
    assert ingest(store, path).report.changed == 1
    assert pairs(store) == before | {frozenset((ARMENIA, KAZAKHSTAN))}
    (newest,) = (i.article for i in store.articles().items if i.article.series)
    assert len(store.versions(newest.id)) == 3


def test_line_that_is_gone_still_counts_and_is_told(store: GraphStore, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", TALKS, STORM)
    ingest(store, path)
    lines(path, STORM, HALL)
    run = ingest(store, path)
    assert (run.report.new, run.report.changed) == (1, 0)
    assert pairs(store) == {frozenset((RUSSIA, ARMENIA)), frozenset((RUSSIA, KAZAKHSTAN)), frozenset((ARMENIA, KAZAKHSTAN))}
    assert any("1 reports that it held before" in note.message for note in run.report.warnings)


# rows


@pytest.mark.parametrize("seed", [1, 2])
def test_edited_table_counts_as_the_table_made_from_scratch(
    store: GraphStore, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows put in, taken out and changed, at the ends of its parts too: what stands in the graph is what stands in the file."""
    monkeypatch.setattr("ingest.readers.rows._USUAL", 6)  # short parts, so that a short table has many
    chance = random.Random(seed)
    table = [(f"Country {n}", f"Organization {chance.randint(1, 9)}") for n in range(36)]
    path = rows(tmp_path / "a.csv", *table)
    ingest(store, path)
    first, graph = members(store), plain_digest(store)
    assert first == Counter(table)
    changed = list(table)
    for n in range(3):
        for _ in range(4):
            at = chance.randrange(len(changed))
            changed[at : at + 1] = chance.choice(
                ([], [(f"Country {n} of {at}", "Organization 1")], [changed[at], ("Country new", f"Organization {at}")])
            )
        if n == 2:
            del changed[8:26]
        changed = list(dict.fromkeys(changed))
        report = ingest(store, rows(path, *changed)).report
        assert report.failed == 0
        assert members(store) == Counter(changed)
        revision = store.revision()
        assert ingest(store, path).report.changed == 0
        assert store.revision() == revision
    ingest(store, rows(path, *table))
    assert members(store) == first
    assert len(graph) < len(plain_digest(store))


def test_table_that_holds_something_else_every_day_ends_nothing(store: GraphStore, tmp_path: Path) -> None:
    path = rows(tmp_path / "a.csv", *((f"Country {n}", "Organization A") for n in range(20)))
    ingest(store, path)
    ingest(store, rows(path, *((f"Land {n}", "Union B") for n in range(20))))
    assert len(members(store)) == 40


def test_address_that_rows_cite_is_not_theirs(store: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.rows._USUAL", 6)
    page = written(tmp_path / "a.txt", head(url="https://wire.example/1", published="2022-01-10") + TALKS)
    ingest(store, page)
    table = [(f"Country {n}", "Organization A") for n in range(30)]
    assert ingest(store, rows(tmp_path / "a.csv", *table, url="https://wire.example/1")).report.new > 1
    assert members(store) == Counter(table)
    assert len(met(store)) == 1
    written(page, head(url="https://wire.example/1", published="2022-01-12") + STORM)
    ingest(store, page)
    assert pairs(store) == {frozenset((KAZAKHSTAN, RUSSIA))}
    assert members(store) == Counter(table)


# what a preview says


def test_preview_of_an_edited_article_tells_what_is_added_and_what_ends(store: GraphStore, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", head(url="https://wire.example/1", published="2022-01-10") + TALKS + " " + HALL)
    ingest(store, path)
    written(path, head(url="https://wire.example/1", published="2022-01-12") + "Later. " + TALKS + " " + STORM)
    revision = store.revision()
    said = preview(store, path).report
    found = said.rehearsed
    assert found is not None
    assert store.revision() == revision
    assert (said.new, said.changed, found.articles) == (0, 1, 1)
    assert {(c.kind, c.claim.subject, c.claim.object) for c in found.told()} == {
        ("added", KAZAKHSTAN, RUSSIA), ("ended", ARMENIA, KAZAKHSTAN),
    }  # fmt: skip
    assert ingest(store, path).report.changed == 1
    assert pairs(store) == {frozenset((RUSSIA, ARMENIA)), frozenset((RUSSIA, KAZAKHSTAN))}
    # An older text that turns up late changes nothing that counts today.
    late = written(tmp_path / "late.txt", head(url="https://wire.example/1", published="2022-01-08") + HALL)
    again = preview(store, late).report.rehearsed
    assert again is not None
    assert [again.total(kind) for kind in ("added", "ended", "changed")] == [0, 0, 0]


def test_preview_counts_by_what_people_judged(store: GraphStore, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", TALKS)
    ingest(store, path)
    (relation,) = met(store).values()
    (evidence,) = store.evidence(relation.id)

    def word(verdict: str, left: str, right: str = "") -> Judgement:
        return Judgement(left, right, verdict, "a reader", date(2026, 1, 1), "seen")

    store.judge(word("same", "country-ru", "country-am"))
    # Entities that stand for others are no new ones.
    other = written(tmp_path / "b.txt", "Russia met Kazakhstan by the sea. " + HALL)
    found = preview(store, other).report.rehearsed
    assert found is not None
    assert (found.entities, found.total("added")) == (1, 2)
    assert {end for c in found.told() for end in (c.claim.subject, c.claim.object)} == {store.identity().of("country-ru"), "country-kz"}
    store.judge(word("undo", store.judgements()[0].id))
    # A claim marked wrong adds nothing, as it will count for nothing; nor does what falls under a withdrawal.
    store.judge(word("wrong", reading_key(evidence.claim), evidence.claim.article))
    store.delete_article(evidence.article.id)
    found = preview(store, path).report.rehearsed
    assert found is not None
    assert found.total("added") == 0
    ingest(store, other)
    store.withdraw(Scope("source", str(other)), "a reader")
    store.delete_article(next(i.article.id for i in store.articles().items))
    found = preview(store, other).report.rehearsed
    assert found is not None
    assert found.total("added") == 0
