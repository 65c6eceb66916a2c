"""What became of an article, as the reader takes it: copies, versions, withdrawals, extractors, and what it alone adds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from starlette.applications import Starlette

from explorer import connection, services
from explorer.connection import Trouble
from explorer.services import Beside, ReadingClaims
from explorer.views import evidence, extractors, life
from explorer.views.reading import Shown, reading
from graph.filters import GraphFilter
from graph.life import Scope
from graph.model import Claim, Contribution, Judgement, claim_id
from graph.store import GraphStore
from tests import world as small
from tests.explorer.asgi import ask

pytestmark = pytest.mark.store


@pytest.fixture
def store(world: None) -> Iterator[GraphStore]:
    """The world; what a test withdraws, adds or judges is taken back at the end."""
    opened = connection.store()
    yield opened
    for withdrawal in opened.withdrawals():
        if withdrawal.restored_on is None:
            opened.restore(withdrawal.scope, "test")
    kept = {c.article.id for c in small.all_three()}
    for item in opened.articles(limit=100).items:
        for version in opened.versions(item.article.id):
            if version.article not in kept:
                opened.delete_article(version.article)
    for judged in reversed([j for j in opened.judgements() if j.judgement.verdict != "undo"]):
        opened.judge(Judgement(judged.id, "", "undo", "test", date(2026, 1, 1)))


def shown(article: str, lang: str = "en") -> tuple[ReadingClaims, Beside, dict[str, Any]]:
    found = services.reading(article)
    assert isinstance(found, ReadingClaims)
    beside = services.beside(found)
    assert isinstance(beside, Beside)
    return found, beside, reading(found, Shown(lang, "light"), beside)


def test_a_copy_names_the_earliest_and_both_add_only_what_their_story_says(store: GraphStore) -> None:
    del store
    for one in (small.wire(), small.post()):
        _, beside, told = shown(one.article.id)
        members = told["life"]["story"]["members"]
        assert [(m["outlet"], m["published"], m["here"]) for m in members] == [
            ("Steppe Wire", "2022-01-07", one.article.id == small.wire().article.id),
            ("Caspian Post", "2022-01-08", one.article.id == small.post().article.id),
        ]
        # Another outlet speaks of the membership and denies the entry; of the meeting only this text and its copy do.
        assert {r.type for r in beside.alone} == {"MET"}
    _, beside, told = shown(small.daily().article.id)
    assert (told["life"]["story"], told["life"]["versions"], beside.alone) == (None, [], ())


def test_a_withdrawn_article_says_so_and_keeps_its_claims_to_be_read(store: GraphStore) -> None:
    store.withdraw(Scope("outlet", small.DAILY.id), "Layla", "forged")
    _, _, told = shown(small.daily().article.id)
    (word,) = told["life"]["withdrawn"]
    assert (word["kind"], word["what"], word["by"], word["why"]) == ("outlet", "Levant Morning", "Layla", "forged")
    assert {c["relation"] for c in told["claims"]} == {"ENTERED", "MEMBER_OF"}
    assert {c["ended"] for c in told["claims"]} == {str(store.today())}
    _, beside, _ = shown(small.wire().article.id)
    assert {r.type for r in beside.alone} == {"MET", "MEMBER_OF", "ENTERED"}


def test_an_edited_article_shows_what_changed_and_which_claims_ended(store: GraphStore) -> None:
    before = small.wire()
    text = before.article.text.replace("Tokayev met Omar al-Idrisi on 10 January 2022.", "Nothing else was said.")
    of = small.article(text, small.WIRE, date(2022, 1, 9), series=before.article.id, since=date(2022, 1, 9))
    kept = tuple(replace(c, id=claim_id(of.id, c.id), article=of.id, known_from=date(2022, 1, 9)) for c in before.claims[:2])
    store.write(small.contribution(of, kept))
    _, _, told = shown(before.article.id)
    life_of = told["life"]
    assert life_of["superseded"] == {"on": "2022-01-09", "by": of.id}
    assert [(v["number"], v["here"], v["ended"]) for v in life_of["versions"]] == [(1, True, "2022-01-09"), (2, False, None)]
    edit = services.edit(before.article.id, of.id)
    assert edit is not None and not isinstance(edit, Trouble)
    changed = life.edit(edit, "en")
    assert [kind for kind, _ in changed["pieces"]] == ["same", "removed", "added"]
    assert [(c["subject"]["label"], c["reads"]) for c in changed["ended"]] == [("Kassym-Jomart Tokayev", "met")]
    assert changed["added"] == []
    assert services.edit(before.article.id, "gone") is None


def test_the_route_of_changes_answers_with_both_texts_as_one(store: GraphStore, app: Starlette) -> None:
    del store
    old, new = small.wire().article.id, small.post().article.id
    answer = ask(app, f"/api/changes?old={old}&new={new}&lang=ar")
    assert answer.status == 200
    assert answer.json()["pieces"][0] == ["added", "(Steppe Wire) "]
    assert (answer.json()["ended"], answer.json()["added"]) == ([], [])
    assert ask(app, f"/api/changes?old={old}&new=gone").status == 404
    assert ask(app, f"/api/changes?old={old}").status == 400


def test_evidence_names_the_copy_that_was_printed_first(store: GraphStore) -> None:
    met = next(r for r in store.overview(GraphFilter()).relations if r.type == "MET")
    found = services.evidence(met.id)
    assert found is not None and not isinstance(found, Trouble)
    told = evidence.evidence(found, "en")
    assert told["relation"]["sources"] == 1, "a reprint is no second source"
    by_outlet = {i["outlet"]: i for i in told["items"]}
    assert by_outlet["Steppe Wire"]["reprint"] is None
    assert by_outlet["Caspian Post"]["reprint"] == {
        "id": small.wire().article.id, "title": small.wire().article.title, "outlet": "Steppe Wire", "published": "2022-01-07",
    }  # fmt: skip
    assert [by_outlet[name]["independent"] for name in ("Steppe Wire", "Caspian Post")] == [True, False]


def test_a_merged_outlet_is_called_by_the_name_that_stands_for_it(store: GraphStore) -> None:
    store.judge(Judgement(small.POST.id, small.WIRE.id, "same", "test", date(2026, 1, 1)))
    found = services.named([small.POST.id, small.WIRE.id, "gone"])
    assert not isinstance(found, Trouble)
    assert set(found) == {small.POST.id, small.WIRE.id}
    assert len({e.id for e in found.values()}) == 1


# Extractors side by side.


def two(of: Contribution) -> tuple[Claim, ...]:
    member, entered, met = of.claims
    return (
        replace(member, extractor="rules/3 language_model:small/2"),
        replace(entered, extractor="rules/3"),
        replace(entered, id="other", status="asserted", extractor="language_model:small/2"),
        replace(met, extractor="language_model:small/2"),
    )


def test_claims_of_two_extractors_are_counted_and_compared() -> None:
    claims = two(small.wire())
    assert extractors.extractors(claims, "en") == [
        {"id": "rules/3", "label": "rules 3", "claims": 2, "alone": 1},
        {"id": "language_model:small/2", "label": "small (language model) 2", "claims": 3, "alone": 2},
    ]
    # The same said of the same in one sentence is agreement, whatever else each makes of it.
    assert extractors.agreeing(claims) == {claims[0].id, claims[1].id, "other"}
    assert extractors.agreeing((replace(claims[1], extractor="x"), replace(claims[2], negated=True))) == frozenset()
