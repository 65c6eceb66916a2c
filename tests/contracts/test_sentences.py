"""Words are found in articles and in their sentences, in any spelling, on both servers."""

from __future__ import annotations

import pytest

from graph.article_filter import ArticleFilter
from graph.store import GraphStore
from tests import world

pytestmark = pytest.mark.store


def found(store: GraphStore, text: str) -> set[str]:
    return {hit.article.text[hit.start : hit.end] for hit in store.sentences(text).items}


def test_sentences_hold_all_the_words_in_any_spelling(told: GraphStore) -> None:
    met = "Tokayev met Omar al-Idrisi on 10 January 2022."
    assert found(told, "MÉT Tokayev") == {met}
    assert found(told, "january idr") == {met}
    assert found(told, "Tokayev nobody") == set() and found(told, "...") == set()
    assert told.sentences("Tokayev met").total == 2
    hit = told.sentences("met idrisi").items[0]
    assert [hit.article.text[hit.start : hit.end][s:e] for s, e in hit.marks] == ["met", "al-Idrisi"]
    claim = next(c for c in (*world.wire().claims, *world.post().claims) if c.id == hit.claim)
    assert claim.relation == "MET"


def test_an_arabic_word_is_found_behind_what_is_written_together_with_it(told: GraphStore) -> None:
    assert found(told, "كازاخستان عضو") == {"وكازاخستان عضو في منظمة معاهدة السهوب."}
    assert told.articles(ArticleFilter("معاهدة")).total == 1 and told.articles(ArticleFilter("كازاخستان")).total == 1


def test_a_phrase_in_quotation_marks_keeps_its_order(told: GraphStore) -> None:
    assert told.articles(ArticleFilter('"peacekeepers had entered"')).total == 2
    assert told.articles(ArticleFilter('"entered had peacekeepers"')).total == 0
    assert told.articles(ArticleFilter("entered had peacekeepers")).total == 2
    assert found(told, "«had entered»") == {"President Tokayev said that peacekeepers had entered Kazakhstan on 7 January 2022."}


@pytest.mark.parametrize("text", ['"', "*", "a AND", "~1", "\\", "«»", "word*~", "NOT", "and or not to", "ال", "( ) [ ]", "x" * 300])
def test_signs_of_the_index_are_text(told: GraphStore, text: str) -> None:
    told.sentences(text)
    told.articles(ArticleFilter(text))


def test_a_search_without_other_spellings_finds_what_is_written(told: GraphStore) -> None:
    assert told.search("Tokaiev")[0].entity == world.PRESIDENT
    assert told.search("Tokaiev", exact=True) == ()
    assert told.search("tokay", exact=True)[0].entity == world.PRESIDENT
