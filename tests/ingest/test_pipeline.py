"""The pipeline: what goes in, what is refused, and that nothing is lost or doubled on the way.

Over 300 lines: one run has many ways to go wrong.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from graph.errors import InputError, StoreAuthError, StoreError, StoreFull, StoreUnavailable, WaslError
from graph.model import Article, Contribution, Entity, Mention, Name, PartialDate, article_id
from graph.results import WriteReport
from ingest import pipeline
from ingest.checking import Checked, Reading, check
from ingest.document import Document, Notice
from ingest.draft import Draft, DraftClaim, DraftEntity
from ingest.outlet import outlet_entity
from ingest.pipeline import TOGETHER, Done, Event, Options, Run, Stored, article_of, understand
from ingest.reprints import Reprints
from ingest.resolution import Resolution
from tests.ingest.stand_in import CountriesMeet, MemoryStore
from tests.ingest.test_reprints import AGENCY

TODAY = date(2022, 2, 1)
MEETING = "Russia met Armenia in the capital on Monday.\nKazakhstan was told of it later that day.\n"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def reprints() -> Iterator[Reprints]:
    with closing(Reprints(None)) as made:
        yield made


Ingest = Callable[..., tuple[Run, list[Event]]]


@pytest.fixture
def ingest(store: MemoryStore, reprints: Reprints) -> Ingest:
    def run(*paths: Path, today: date = TODAY, slept: list[float] | None = None, **options: object) -> tuple[Run, list[Event]]:
        made = Run(store, reprints, Options(CountriesMeet(), today, **options), (slept if slept is not None else []).append)
        return made, list(made.ingest(map(str, paths)))

    return run


def head(**values: object) -> str:
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in values.items()) + "---\n"


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


# --- a run ----------------------------------------------------------------------------------------


def test_article_goes_in_with_what_it_says(ingest: Ingest, store: MemoryStore, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", head(title="Two meet", outlet="Reuters", published="2022-01-11") + MEETING)
    run, events = ingest(path)
    (held,) = store.held.values()
    assert held.article == Article(
        article_id(MEETING), MEETING, "en", "Two meet", "outlet-reuters", None, date(2022, 1, 11), None, str(path)
    )
    (claim,) = held.claims
    assert (claim.subject, claim.relation, claim.object) == ("country-ru", "MET", "country-am")
    assert (claim.known_from, claim.extractor) == (date(2022, 1, 11), "stand-in/1")
    assert MEETING[claim.start : claim.end] == "Russia met Armenia in the capital on Monday."
    assert {e.id for e in held.entities} == {"country-ru", "country-am", "country-kz", "outlet-reuters"}
    assert [MEETING[m.start : m.end] for m in held.mentions] == ["Russia", "Armenia", "Kazakhstan"]
    assert events == [Stored(held.article, "new", ("country-ru", "country-am")), Done(path)]
    assert (run.report.read, run.report.new, run.report.claims, run.report.entities, run.report.exit_code) == (1, 1, 1, 3, 0)


def test_second_run_changes_nothing_even_on_another_day(ingest: Ingest, store: MemoryStore, tmp_path: Path) -> None:
    dated = written(tmp_path / "a.txt", head(published="2022-01-11") + MEETING)
    undated = written(tmp_path / "b.txt", "Kazakhstan met Armenia on Tuesday in the north.")
    future = written(tmp_path / "c.txt", head(published="2131-05-05") + "Kazakhstan met Russia on Tuesday in the north.")
    ingest(dated, undated, future)
    before = dict(store.held)
    run, _ = ingest(dated, undated, future, today=date(2023, 3, 3))
    assert (run.report.unchanged, run.report.changed, run.report.new) == (3, 0, 0)
    assert store.held == before
    assert store.writes == 3


def test_date_in_the_future_is_said_and_its_claims_are_known_from_today(ingest: Ingest, store: MemoryStore, tmp_path: Path) -> None:
    run, _ = ingest(written(tmp_path / "a.txt", head(published="2131-05-05") + MEETING))
    (held,) = store.held.values()
    assert held.article.published == date(2131, 5, 5)
    assert held.claims[0].known_from == TODAY
    assert "2131-05-05" in str(run.report.warnings[0])


def test_what_the_run_is_told_stands_for_articles_that_do_not_say(ingest: Ingest, store: MemoryStore, tmp_path: Path) -> None:
    says = written(tmp_path / "a.txt", head(outlet="AFP", published="2022-01-05") + MEETING)
    silent = written(tmp_path / "b.txt", "Kazakhstan met Armenia on Tuesday in the north.")
    ingest(says, silent, outlet="صحيفة النهر", published=date(2022, 1, 7))
    first, second = store.held.values()
    assert (first.article.outlet, first.article.published) == ("outlet-afp", date(2022, 1, 5))
    assert second.article.published == date(2022, 1, 7)
    outlet = next(e for e in second.entities if e.id == second.article.outlet)
    assert (outlet.type, outlet.name()) == ("Outlet", "صحيفة النهر")


def test_bad_article_never_fails_the_others(ingest: Ingest, store: MemoryStore, tmp_path: Path) -> None:
    written(tmp_path / "1.txt", "Russia met Armenia and the talks explode.")
    written(tmp_path / "2.txt", "")
    written(tmp_path / "3.txt", MEETING)
    run, events = ingest(tmp_path)
    assert len(store.held) == 1
    assert [Path(e.place).name for e in events if isinstance(e, InputError)] == ["1.txt", "2.txt"]
    assert (run.report.read, run.report.new, run.report.failed, run.report.exit_code) == (2, 1, 2, 1)
    assert [e.path.name for e in events if isinstance(e, Done)] == ["1.txt", "2.txt", "3.txt"]


def test_store_that_will_not_take_an_article_does_not_end_the_run(
    ingest: Ingest, store: MemoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = store.write

    def picky(contribution: Contribution) -> WriteReport:
        if "north" in contribution.article.text:
            raise StoreError("too many letters")
        return write(contribution)

    monkeypatch.setattr(store, "write", picky)
    written(tmp_path / "1.txt", "Kazakhstan met Armenia on Tuesday in the north.")
    written(tmp_path / "2.txt", MEETING)
    run, _ = ingest(tmp_path)
    assert (run.report.new, run.report.failed) == (1, 1)
    assert "too many letters" in str(run.report.refused[0])


def test_store_that_stumbles_over_another_run_is_asked_again(
    ingest: Ingest, store: MemoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, slept = store.write, []

    def stumbles(contribution: Contribution) -> WriteReport:
        if len(slept) < 2:
            raise StoreError("somebody else wrote just now")
        return write(contribution)

    monkeypatch.setattr(store, "write", stumbles)
    run, events = ingest(written(tmp_path / "a.txt", MEETING), slept=slept)
    assert (run.report.new, run.report.exit_code, len(slept)) == (1, 0, 2)
    assert not any(isinstance(event, Notice) for event in events)


def test_store_that_comes_back_is_waited_for(ingest: Ingest, store: MemoryStore, tmp_path: Path) -> None:
    store.away, slept = 3, []
    run, events = ingest(written(tmp_path / "a.txt", MEETING), slept=slept)
    assert (run.report.new, run.report.exit_code) == (1, 0)
    assert slept == [1.0, 2.0, 4.0]
    notices = [e for e in events if isinstance(e, Notice)]
    assert len(notices) == 1
    assert "bolt://test" in str(notices[0])


def test_store_that_stays_away_ends_the_run_with_a_true_report(store: MemoryStore, reprints: Reprints, tmp_path: Path) -> None:
    for name in "abc":
        written(tmp_path / f"{name}.txt", f"Russia met Armenia in hall {name} on Monday evening.")
    slept: list[float] = []
    run = Run(store, reprints, Options(CountriesMeet(), TODAY, patience=10.0), slept.append)
    events = run.ingest([str(tmp_path)])
    assert isinstance(next(events), Stored)
    store.away = 1000
    with pytest.raises(StoreUnavailable):
        list(events)
    assert sum(slept) == 15.0  # 1 + 2 + 4, below ten, and 8
    assert (run.report.stored, len(store.held)) == (1, 1)
    store.away = 0
    again = Run(store, reprints, Options(CountriesMeet(), TODAY), slept.append)
    list(again.ingest([str(tmp_path)]))
    assert (again.report.unchanged, again.report.new) == (1, 2)


@pytest.mark.parametrize("error", [StoreAuthError("wrong password"), StoreFull("no room")])
def test_store_that_cannot_go_on_ends_the_run_at_once(
    error: StoreError, ingest: Ingest, store: MemoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    def never(_: Contribution) -> WriteReport:
        raise error

    monkeypatch.setattr(store, "write", never)
    with pytest.raises(type(error)):
        ingest(written(tmp_path / "a.txt", MEETING), slept=slept)
    assert slept == []


def test_a_handful_of_articles_is_in_memory_at_a_time(store: MemoryStore, reprints: Reprints, tmp_path: Path) -> None:
    number = 3 * TOGETHER
    for n in range(number):
        written(tmp_path / f"{n:03d}.txt", f"Russia met Armenia in room {n} on Monday.")
    run = Run(store, reprints, Options(CountriesMeet(), TODAY), [].append)
    told = []
    for event in run.ingest([str(tmp_path)]):
        told.append(event)
        stored = sum(isinstance(one, Stored) for one in told)
        assert stored <= len(store.held) < stored + TOGETHER
        assert run.report.read <= stored + TOGETHER
    assert [type(event) for event in told] == [Stored, Done] * number


def test_what_is_told_keeps_its_order(ingest: Ingest, tmp_path: Path) -> None:
    lines = [{"text": f"Russia met Armenia in hall {n}."} for n in range(4)]
    lines[2]["text"] = "Russia met Armenia and the talks explode."
    written(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)))
    _, events = ingest(tmp_path)
    assert [type(event) for event in events] == [Stored, Stored, InputError, Stored, Done]


def test_articles_of_one_write_are_each_whole_or_refused(
    ingest: Ingest, store: MemoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the program fails on in one of them does not take the others along."""
    write, together = store.write, []

    def picky(contribution: Contribution) -> WriteReport:
        if "hall 3" in contribution.article.text:
            raise TypeError("not with me")
        return write(contribution)

    def all_at_once(contributions: Sequence[Contribution]) -> tuple[WriteReport | WaslError, ...]:
        together.append(len(contributions))
        if any("hall 3" in contribution.article.text for contribution in contributions):
            raise TypeError("not with me")
        return tuple(map(write, contributions))

    monkeypatch.setattr(store, "write", picky)
    monkeypatch.setattr(store, "write_all", all_at_once)
    monkeypatch.setattr(pipeline, "_QUICK", math.inf)
    for n in range(8):
        written(tmp_path / f"{n}.txt", f"Russia met Armenia in hall {n}.")
    run, events = ingest(tmp_path)
    assert together == [8], "they were written together"
    assert (run.report.new, run.report.failed, len(store.held)) == (7, 1, 7)
    assert [Path(e.place).name for e in events if isinstance(e, InputError)] == ["3.txt"]
    assert "TypeError: not with me" in str(run.report.refused[0])
    # It left no signature behind that another text could be taken for a copy of.
    monkeypatch.undo()
    run, _ = ingest(written(tmp_path / "again.txt", "Russia met Armenia in hall 3."))
    assert (run.report.new, run.report.reprints) == (1, 0)


def test_articles_that_meet_in_one_write_are_told_apart(ingest: Ingest, store: MemoryStore, tmp_path: Path) -> None:
    """The same text twice, a copy and an edit, all before the first of them is in the store."""
    first = {"text": "Russia met Armenia in the hall on Monday. " * 3, "url": "https://a.example/1", "outlet": "A"}
    rows = [
        {"text": "Kazakhstan met Armenia.", "url": "https://a.example/0"},
        first,
        first,
        first | {"url": "https://b.example/1", "outlet": "B"},
        first | {"text": first["text"] + "Kazakhstan met Armenia."},
    ]
    written(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))
    run, _ = ingest(tmp_path / "a.jsonl")
    assert (run.report.new, run.report.changed, run.report.unchanged, run.report.failed) == (3, 1, 1, 0)
    stories = {c.article.story for c in store.held.values() if c.article.url and c.article.url.endswith("/1")}
    assert len(stories) == 1
    assert len([c for c in store.held.values() if c.article.series]) == 1


def test_article_in_a_language_without_extractor_is_stored_and_said(ingest: Ingest, store: MemoryStore, tmp_path: Path) -> None:
    run, _ = ingest(written(tmp_path / "a.txt", "Президент України заявив, що війська прибули до столиці в понеділок."))
    assert next(iter(store.held.values())).article.language == "und"
    assert "--language" in str(run.report.warnings[0])
    assert run.report.exit_code == 0


def test_name_of_a_file_that_is_no_unicode_can_be_stored() -> None:
    found = article_of(Document("Words of it.", "/in/\udcff.txt"), Options(CountriesMeet(), TODAY))
    assert found.article.source == "/in/?.txt"


# --- the same article again -----------------------------------------------------------------------


def test_same_words_under_another_name_are_the_same_article(ingest: Ingest, store: MemoryStore, tmp_path: Path) -> None:
    first = written(tmp_path / "1.txt", head(title="One", published="2022-01-11") + MEETING)
    second = written(tmp_path / "2.txt", head(title="Two", published="2022-01-12", outlet="Reuters") + MEETING.replace("\n", "\r\n"))
    run, _ = ingest(first, second)
    (held,) = store.held.values()
    assert (held.article.title, held.article.published, held.article.source) == ("One", date(2022, 1, 11), str(first))
    assert held.article.outlet == "outlet-reuters"  # fills a gap
    assert (run.report.new, run.report.changed) == (1, 1)
    again, _ = ingest(first, second)
    assert (again.report.unchanged, len(store.held)) == (2, 1)


def test_copy_that_differs_in_spaces_and_normal_form_changes_nothing(ingest: Ingest, store: MemoryStore, tmp_path: Path) -> None:
    composed = "Russia met Armenia at the Élysée, the ministry said on Monday."
    first = written(tmp_path / "1.txt", composed)
    second = written(tmp_path / "2.txt", "\n\n  " + unicodedata.normalize("NFD", composed).replace(" ", "  "))
    ingest(first, second)
    (held,) = store.held.values()
    assert held.article.text == composed
    run, _ = ingest(first, second)
    assert run.report.unchanged == 2


def test_same_source_may_correct_what_it_said_of_itself(ingest: Ingest, store: MemoryStore, tmp_path: Path) -> None:
    path = written(tmp_path / "1.txt", head(title="One", published="2022-01-11") + MEETING)
    ingest(path)
    written(path, head(title="Better", published="2022-01-10") + MEETING)
    ingest(path)
    (held,) = store.held.values()
    assert (held.article.title, held.article.published, held.claims[0].known_from) == ("Better", date(2022, 1, 10), date(2022, 1, 10))


@pytest.mark.parametrize(
    ("one", "other"),
    [({"outlet": "Reuters"}, {"outlet": "AFP"}), ({"url": "https://a.example/1"}, {"url": "https://a.example/2"})],
)
def test_same_words_elsewhere_are_an_article_of_their_own_in_one_story(
    one: dict[str, str], other: dict[str, str], ingest: Ingest, store: MemoryStore, tmp_path: Path
) -> None:
    paths = written(tmp_path / "1.txt", head(**one) + AGENCY), written(tmp_path / "2.txt", head(**other) + AGENCY)
    ingest(*paths)
    articles = [c.article for c in store.held.values()]
    assert len({a.id for a in articles}) == 2
    assert {a.story for a in articles} == {article_id(AGENCY)}
    before = dict(store.held)
    run, _ = ingest(*reversed(paths))
    assert run.report.unchanged == 2
    assert store.held == before


def test_reprint_and_its_original_carry_one_story(ingest: Ingest, store: MemoryStore, tmp_path: Path) -> None:
    later = written(tmp_path / "1.txt", head(outlet="AFP", published="2022-01-12") + "RIVERTOWN – " + AGENCY)
    earlier = written(tmp_path / "2.txt", head(outlet="Reuters", published="2022-01-11") + AGENCY)
    alone = written(tmp_path / "3.txt", MEETING)
    run, _ = ingest(later, earlier, alone)
    stories = {Path(c.article.source).name: c.article.story for c in store.held.values()}
    first_seen = next(c.article.id for c in store.held.values() if c.article.source == str(later))
    assert stories == {"1.txt": first_seen, "2.txt": first_seen, "3.txt": None}
    assert run.report.reprints == 1


def test_story_survives_the_loss_of_the_signatures(ingest: Ingest, store: MemoryStore, tmp_path: Path) -> None:
    paths = written(tmp_path / "1.txt", AGENCY), written(tmp_path / "2.txt", "RIVERTOWN – " + AGENCY)
    ingest(paths[0])
    with closing(Reprints(None)) as anew:
        anew.refresh(store)
        list(Run(store, anew, Options(CountriesMeet(), TODAY), [].append).ingest([str(paths[1])]))
    assert {c.article.story for c in store.held.values()} == {article_id(AGENCY)}


def test_story_of_an_article_that_was_deleted_is_kept_by_its_copy(ingest: Ingest, store: MemoryStore, tmp_path: Path) -> None:
    paths = written(tmp_path / "1.txt", AGENCY), written(tmp_path / "2.txt", "RIVERTOWN – " + AGENCY)
    ingest(paths[0])
    store.held.clear()
    run, _ = ingest(paths[1])
    assert run.report.new == 1
    assert [c.article.story for c in store.held.values()] == [article_id(AGENCY)]


# --- outlets --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "identity"), [("Reuters", "outlet-reuters"), ("رويترز", "outlet-reuters"), ("AP", "outlet-ap")])
def test_known_outlet_is_recognised_in_any_language(name: str, identity: str) -> None:
    found = outlet_entity(name, "und")
    assert (found.id, found.type) == (identity, "Outlet")
    assert len(found.names) > 3


def test_outlet_whose_name_several_bear_stands_for_itself() -> None:
    found = outlet_entity("الوطن", "ar")
    assert found.names == (Name("الوطن", "ar"),)
    assert found == outlet_entity("الوطن", "ar")


# --- check ----------------------------------------------------------------------------------------

TEXT = "Russia met Armenia on Monday. Ivan Petrov spoke for the council."
ENTITIES = (
    DraftEntity("ru", "Country", (Name("Russia", "en"),), ((0, 6),), known="country:RU"),
    DraftEntity("am", "Country", (Name("Armenia", "en"),), ((11, 18),), known="country:AM"),
    DraftEntity("ivan", "Person", (Name("Ivan Petrov", "en"),), ((30, 41),)),
)
IDS = {"ru": "country-ru", "am": "country-am", "ivan": "person-ivan"}
CLAIM = DraftClaim("ru", "MET", "am", 0, 29, 7, 10)


def checked(
    claims: tuple[DraftClaim, ...] = (CLAIM,), entities: tuple[DraftEntity, ...] = ENTITIES, ids: dict[str, str] | None = None
) -> Checked:
    resolved = tuple({IDS.get(e.key, e.key): Entity(IDS.get(e.key, e.key), e.type, e.names) for e in entities}.values())
    resolution = Resolution(resolved, MappingProxyType(ids if ids is not None else {e.key: IDS.get(e.key, e.key) for e in entities}))
    article = Article("a1", TEXT, "en", source="a.txt")
    return check(Reading(article, Draft(entities, claims), resolution, "test/1", TODAY))


def test_check_keeps_what_holds() -> None:
    found = checked()
    assert found.refused == ()
    assert found.contribution.mentions == (
        Mention("a1", 0, 6, "country-ru"), Mention("a1", 11, 18, "country-am"), Mention("a1", 30, 41, "person-ivan"),
    )  # fmt: skip
    assert len(found.contribution.claims) == 1


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (replace(CLAIM, end=500), "evidence is not in the text"),
        (replace(CLAIM, start=-1), "evidence is not in the text"),
        (replace(CLAIM, start=28, end=30, cue_start=28, cue_end=29), "evidence is not in the text"),
        (replace(CLAIM, cue_start=30, cue_end=40), "cue lies outside the evidence"),
        (replace(CLAIM, cue_start=8, cue_end=8), "cue lies outside the evidence"),
        (replace(CLAIM, relation="MET`]->() DELETE n //"), "relation that the ontology does not have"),
        (replace(CLAIM, relation="CAPITAL_OF"), "CAPITAL_OF does not join Country to Country"),
        (replace(CLAIM, subject="nobody"), "an end is no entity of the text"),
        (replace(CLAIM, speaker="nobody"), "speaker or carrying outlet is no entity of the text"),
        (replace(CLAIM, via=("nobody",)), "speaker or carrying outlet is no entity of the text"),
        (replace(CLAIM, object="ru"), "both ends are the same entity"),
        (replace(CLAIM, status="rumoured"), "status that the ontology does not have"),
        (replace(CLAIM, confidence=1.5), "confidence is not between 0 and 1"),
        (replace(CLAIM, confidence=float("nan")), "confidence is not between 0 and 1"),
        (replace(CLAIM, valid_from=PartialDate(2022, 2), valid_to=PartialDate(2022, 1)), "ends before it begins"),
    ],
)
def test_check_refuses_a_claim_by_its_reason_and_keeps_the_others(claim: DraftClaim, reason: str) -> None:
    found = checked((claim, CLAIM))
    assert [(r.place, r.reason) for r in found.refused] == [("a.txt", reason)]
    assert len(found.contribution.claims) == 1


@pytest.mark.parametrize(
    ("entity", "reason"),
    [
        (replace(ENTITIES[2], spans=((30, 400),)), "mention is not in the text"),
        (replace(ENTITIES[2], spans=((28, 30),)), "mention is not in the text"),
        (replace(ENTITIES[2], spans=()), "mention is not in the text"),
        (replace(ENTITIES[2], names=(Name("Wagner Group", "en"),)), "name is not in the text"),
        (replace(ENTITIES[2], type="Wizard"), "entity of a type that the ontology does not have"),
        (replace(ENTITIES[2], names=(Name("\u202e\u200b", "en"),)), "entity without a name"),
    ],
)
def test_check_refuses_an_entity_with_its_claims(entity: DraftEntity, reason: str) -> None:
    found = checked((CLAIM, replace(CLAIM, speaker="ivan")), (*ENTITIES[:2], entity))
    assert [r.reason for r in found.refused] == [reason, "speaker or carrying outlet is no entity of the text"]
    assert {e.id for e in found.contribution.entities} == {"country-ru", "country-am"}


def test_check_refuses_what_was_not_resolved() -> None:
    found = checked(ids={"ru": "country-ru", "am": "country-am"})
    assert [r.reason for r in found.refused] == ["entity was not resolved"]


def test_check_cleans_names_but_not_the_text() -> None:
    text = "To\x00kay\u200bev \u202espoke on Monday."
    entity = DraftEntity("t", "Person", (Name(text[:9] + "\u202e", "en"),), ((0, 9),))
    resolution = Resolution((Entity("t", "Person", entity.names),), MappingProxyType({"t": "t"}))
    found = check(Reading(Article("a", text, "en"), Draft((entity,)), resolution, "test/1", TODAY))
    assert found.contribution.entities[0].names == (Name("Tokayev", "en"),)
    assert found.contribution.article.text == text


def test_check_keeps_the_surer_of_two_like_claims() -> None:
    found = checked((replace(CLAIM, confidence=0.4), replace(CLAIM, confidence=0.8)))
    assert [c.confidence for c in found.contribution.claims] == [0.8]


def test_claim_ids_depend_on_what_is_said_and_where() -> None:
    others = [
        CLAIM, replace(CLAIM, negated=True), replace(CLAIM, status="planned"), replace(CLAIM, speaker="ivan"), replace(CLAIM, via=("ivan",)),
        replace(CLAIM, quantity="two"), replace(CLAIM, role="host"), replace(CLAIM, relation="WARNED"), replace(CLAIM, subject="am", object="ru"),
        replace(CLAIM, start=1),
    ]  # fmt: skip
    assert len({c.id for c in checked(tuple(others)).contribution.claims}) == len(others)


def test_understanding_is_pure() -> None:
    found = article_of(Document(MEETING, "a.txt", outlet="Reuters"), Options(CountriesMeet(), TODAY))
    assert understand(found, Options(CountriesMeet(), TODAY)) == understand(found, Options(CountriesMeet(), TODAY))
