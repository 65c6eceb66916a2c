"""Reading stored texts again: the difference is shown before anything is written, and what stays keeps its day."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.errors import ConfigurationError
from graph.model import Article
from graph.settings import Settings
from graph.store import GraphStore
from ingest import __main__ as command
from ingest.again import Again, Wanted, versions
from ingest.draft import Draft
from ingest.pipeline import Options
from ingest.workers import Workers
from tests import world
from tests.ingest.stand_in import CountriesMeet
from tests.ingest.test_pipeline import head, written
from tests.ingest.test_runs import ingested

LATER = date(2026, 12, 1)


class Second(CountriesMeet):
    """Reads "A met B" of Russia no more, and one article never."""

    version = "2"

    def __call__(self, article: Article) -> Draft:
        if "unreadable" in article.text:
            raise ValueError("boom")
        draft = super().__call__(article)
        return Draft(draft.entities, tuple(c for c in draft.claims if c.subject != "country:RU"))


@pytest.mark.parametrize(
    ("mark", "name", "range_", "fits"),
    [
        ("rules/1", None, "<2", True),
        ("rules/2", None, "<2", False),
        ("rules/1.10", None, ">1.9", True),
        ("rules/1", "rules", "1", True),
        ("rules/1", "language_model", "1", False),
        ("language_model:gpt/1", "language_model", "<2", True),
        ("rules/1 language_model:gpt/3", None, ">=3", True),
        ("rules/1 language_model:gpt/3", "rules", "<2", True),
        ("rules/1 language_model:gpt/3", "rules", ">=3", False),
        ("rules/first", None, "<2", False),
        ("rules/first", None, None, True),
    ],
)
def test_which_marks_are_meant(mark: str, name: str | None, range_: str | None, fits: bool) -> None:
    made = replace(world.wire().claims[0], extractor=mark)
    assert Wanted(name, versions(range_) if range_ else None).fits(made.makers) is fits


def test_a_range_that_is_none_is_said() -> None:
    with pytest.raises(ConfigurationError, match="--extractor-version"):
        versions("two")


@pytest.mark.store
def test_the_difference_is_seen_first_and_what_stays_keeps_its_day(store: GraphStore, tmp_path: Path) -> None:
    texts = ("Russia met Armenia. Kazakhstan met Armenia.", "Kazakhstan met Russia.", "unreadable: Russia met Kazakhstan.")
    for number, words in enumerate(texts):
        written(tmp_path / f"{number}.txt", head(outlet="Reuters", published=f"2022-01-0{number + 1}") + words)
    assert ingested(store, None, tmp_path).report.claims == 4
    revision, before = store.revision(), store.status().counts
    extractor = Second()
    with Workers(extractor) as workers, closing(Again(store, Options(extractor, LATER), workers, [].append)) as run:
        refused = [event for event in run.compare(Wanted("stand-in", versions("<2"))) if event]
        assert store.revision() == revision, "nothing is written before it was seen"
        assert (run.report.read, run.report.unchanged, run.report.failed) == (3, 0, 1)
        assert "boom" in refused[0].cause
        assert dict(run.difference.counts) == {("ended", "MET"): 1}
        (change,) = run.difference.told()
        assert (change.subject, change.object, change.kind) == ("Russia", "Armenia", "ended")
        assert [event for event in run.commit() if event] == []
        assert run.report.changed == 2
    counts = store.status().counts
    assert (counts["articles"], counts["claims"], counts["relations"]) == (before["articles"], before["claims"], before["relations"] - 1)
    claims = [claim for item in store.articles().items if (c := store.contribution(item.article.id)) for claim in c.claims]
    standing = {c.extractor: c.known_from for c in claims if c.known_to is None and c.article}
    assert set(standing) == {"stand-in/1", "stand-in/2"}, "the unreadable article keeps what it had"
    assert {c.known_from for c in claims if c.extractor == "stand-in/2"} == {date(2022, 1, 1), date(2022, 1, 2)}
    (ended,) = [c for c in claims if c.known_to is not None]
    assert ended.subject == "country-ru"
    # Those that are of the second version already are not meant any more.
    with Workers(extractor) as workers, closing(Again(store, Options(extractor, LATER), workers, [].append)) as run:
        list(run.compare(Wanted("stand-in", versions("<2"))))
        assert run.report.read == 1


@pytest.mark.store
def test_what_was_changed_meanwhile_is_left_as_it_is(store: GraphStore, tmp_path: Path) -> None:
    written(tmp_path / "a.txt", "Russia met Armenia.")
    ingested(store, None, tmp_path)
    with Workers(Second()) as workers, closing(Again(store, Options(Second(), LATER), workers, [].append)) as run:
        list(run.compare(Wanted()))
        (item,) = store.articles().items
        store.delete_article(item.article.id)
        (error,) = run.commit()
        assert error is not None
        assert "deleted since" in error.cause
    assert store.status().counts["articles"] == 0


@pytest.mark.store
def test_the_command_writes_only_when_told_to(
    embedded_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("WASL_HOME", str(home))
    monkeypatch.setattr(command, "chosen", lambda _: CountriesMeet())
    written(tmp_path / "a.txt", "Russia met Armenia.")
    assert command.main([str(tmp_path / "a.txt")]) == 0
    monkeypatch.setattr(command, "chosen", lambda _: Second())
    monkeypatch.setattr("ingest.again._TEXT_EXTRACTORS", frozenset({"stand-in"}))
    capsys.readouterr()
    assert command.main(["again", "--extractor-version", "<2"]) == 0
    out = capsys.readouterr().out
    assert "1 ended: MET" in out
    assert "Nothing was written. With --yes it is." in out
    assert command.main(["again", "--extractor-version", "<2", "--yes", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["written"], told["changed"], told["difference"]["ended"]) == (True, 1, {"MET": 1})
    assert command.main(["again", "--extractor-version", "two"]) == 2
