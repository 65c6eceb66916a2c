"""The pages' logic on a real store, run without a browser.

Over 300 lines: the pages share how they are opened and waited for.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.runtime.scriptrunner import RerunException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest

from explorer import connection, moving, state
from explorer.panels import filters, waiting
from explorer.state import ExplorerState
from explorer.text import say
from graph.settings import Settings, load
from tests.world import DAILY, KAZAKHSTAN, daily, wire

pytestmark = pytest.mark.store
APP = Path(__file__).resolve().parents[2] / "streamlit_app.py"
PAGES = ("network", "articles", "query", "dashboards", "ingest", "review")


def opened(page: str = "network", address: str = "") -> AppTest:
    """A new session that opens this address on this page."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update(parse_qs(address))
    app.run()
    if page != "network":
        app.switch_page(f"explorer/pages/{page}.py")
        app.query_params.update(parse_qs(address))
        app.run()
    assert not app.exception, app.exception
    # Only the network asks for its picture; on another page nobody would take it.
    return rested(app) if page == "network" else app


def rested(app: AppTest, *names: str) -> AppTest:
    """Runs the page again, as it does by itself in a browser, until what it asks for in the background is there."""
    for name in names or ("picture",):
        while f"wasl.asked.{name}" in app.session_state and app.session_state[f"wasl.asked.{name}"] is not None:
            time.sleep(0.02)
            app.run()
    return app


def shown(app: AppTest) -> str:
    """All words on the page and in the sidebar."""
    kinds = ("info", "warning", "error", "success", "caption", "markdown", "text", "subheader")
    parts = [str(element.value) for kind in kinds for element in [*getattr(app.main, kind), *getattr(app.sidebar, kind)]]
    return "\n".join(parts + [b.label for b in [*app.main.button, *app.sidebar.button]])


def address(app: AppTest) -> dict[str, list[str]]:
    """What the address says now; AppTest gives a value alone where it stands once."""
    return {name: value if isinstance(value, list) else [value] for name, value in app.query_params.items()}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Settings]:
    before = connection._process.settings
    settings = load({"WASL_HOME": str(tmp_path / "empty")})
    connection.use(settings)
    yield settings
    connection.use(before)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("writing", [1, 2], ids=["before it is taken up", "while the address is written"])
def test_what_the_canvas_told_outlives_a_rerun_that_comes_in_between(monkeypatch: pytest.MonkeyPatch, writing: int) -> None:
    app = opened("network", "lang=en")
    view = {"selected": {"node": None, "edge": "some-relation"}, "layout": "force"}
    write, written = state._write, []

    def interrupted(*arguments: Any) -> None:
        written.append(arguments)
        # The first one is the frame's, before the page.
        if len(written) == 1 + writing:
            raise RerunException(RerunData())
        write(*arguments)

    monkeypatch.setattr(state, "shown_in", lambda widget: SimpleNamespace(view=view, open=None) if widget == "network" else None)
    monkeypatch.setattr(state, "_write", interrupted)
    app.run()
    assert len(written) > 1 + writing
    assert address(app)["edge"] == ["some-relation"]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_both_languages(page: str, lang: str) -> None:
    app = opened(page, f"lang={lang}")
    assert not app.error


@pytest.mark.usefixtures("world")
def test_articles_are_listed_newest_first_and_searched() -> None:
    app = opened("articles", "lang=en")
    titles = [t.value for t in app.main.text]
    assert titles[0] == daily().article.title
    assert len(titles) == 3
    assert "Levant Morning" in shown(app)
    app.text_input(key="find").set_value("السهوب").run()
    assert [t.value for t in app.main.text] == [daily().article.title]
    assert address(app)["find"] == ["السهوب"]
    app.text_input(key="find").set_value("").run()
    app.selectbox(key="article_outlet").set_value(DAILY.id).run()
    assert [t.value for t in app.main.text] == [daily().article.title]


@pytest.mark.usefixtures("world")
def test_an_article_opens_and_goes_back_to_the_list() -> None:
    app = opened("articles", "lang=en")
    app.button(key=f"open-{wire().article.id}").click().run()
    assert address(app)["article"] == [wire().article.id]
    assert not app.exception
    app.button(key="article_back").click().run()
    assert "article" not in address(app)
    assert len(app.main.text) == 3


@pytest.mark.usefixtures("world")
def test_an_article_that_is_gone_says_so() -> None:
    assert say("en", "articleGone") in shown(opened("articles", "lang=en&article=gone"))


@pytest.mark.usefixtures("world")
def test_filters_stand_in_the_address_and_come_from_it() -> None:
    app = opened("network", "lang=en&statuses=disputed&min_sources=1")
    assert app.multiselect(key="statuses").value == ["disputed"]
    assert app.selectbox(key="min_sources").value == 1
    app.multiselect(key="types").set_value(["Country"]).run()
    assert address(app)["types"] == ["Country"]
    app.button(key="clear_filter").click().run()
    assert address(app) == {"lang": ["en"]}


@pytest.mark.usefixtures("world")
def test_no_match_says_what_to_do() -> None:
    assert say("en", "noMatch") in shown(opened("network", "lang=en&types=Facility"))


@pytest.mark.usefixtures("world")
def test_a_broken_address_opens_and_says_what_it_dropped() -> None:
    app = opened("network", "lang=en&camera=nowhere&style=old&focus=" + KAZAKHSTAN.id)
    assert any("camera" in str(w.value) and "style" in str(w.value) for w in app.warning)
    assert address(app) == {"lang": ["en"], "focus": [KAZAKHSTAN.id]}
    # The canvas makes the page run again at once: what is said must outlive that, until it is seen.
    assert len(app.run().warning) == 1
    app.button(key="unread_seen").click().run()
    assert not app.warning


@pytest.mark.usefixtures("world")
def test_what_an_address_drops_is_shown_without_markup() -> None:
    app = opened("network", "lang=en&%3Cimg+src%3Dx%3E%60%2A%2A%5Bx%5D%28http%3A%2F%2Fevil%29=1")
    words = "".join(str(w.value) for w in app.warning)
    assert "<" not in words
    assert "](" not in words


def test_an_empty_store_says_what_to_do(empty: Settings) -> None:
    for page in ("network", "articles"):
        app = opened(page, "lang=en")
        assert say("en", "emptyStore") in shown(app)
        assert [link.proto.page for link in app.get("page_link")] == ["ingest"], "and leads there"


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize("page", ["network", "articles"])
def test_a_store_that_is_away_has_words_and_a_way_back(page: str) -> None:
    app = opened(page, "lang=en")
    words = shown(app)
    assert say("en", "storeAway") in words
    assert say("en", "storeAwayRemedy") in words
    assert "S3CR3T-CANARY" not in words
    rested(app.button(key="retry").click().run())
    assert say("en", "storeAway") in shown(app)


def wait_for_answer(app: AppTest) -> AppTest:
    """Runs the page again until its statement has an outcome."""
    statement: Any = app.session_state["wasl.statement"]
    while statement is not None and statement.outcome() is None:
        time.sleep(0.02)
    return app.run()


@pytest.mark.usefixtures("world")
def test_a_statement_is_answered_as_table_and_graph() -> None:
    app = opened("query", "lang=en")
    app.text_area(key="query").set_value("MATCH (a:Country)-[r:MEMBER_OF]->(b) WHERE a.id = $id RETURN a, r, b")
    app.text_area(key="parameters").set_value('{"id": "country/KZ"}')
    app.button(key="run").click().run()
    wait_for_answer(app)
    frame = app.dataframe[0].value
    assert list(frame.columns) == ["a", "r", "b"]
    assert list(frame.iloc[0]) == ["Kazakhstan", "MEMBER_OF", "Steppe Treaty Organization"]
    assert address(app)["query"][0].startswith("MATCH (a:Country)")
    app.button(key="draw").click().run()
    assert sorted(address(app)["drawn"]) == ["country/KZ", "organization/pact"]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("query", "parameters", "words"),
    [
        ("MATCH (a RETURN a", "", "not valid Cypher"),
        ("MATCH (n) DETACH DELETE n", "", "only reads"),
        ("RETURN 1 AS x", "[1]", "not a JSON object"),
        ("RETURN 1 AS x", "{", "not a JSON object"),
        ("RETURN 1 AS x", "[" * 3000, "not a JSON object"),
        ("", "", "Write a statement"),
    ],
)
def test_what_cannot_be_answered_is_said_in_words(query: str, parameters: str, words: str) -> None:
    app = opened("query", "lang=en")
    app.text_area(key="query").set_value(query)
    app.text_area(key="parameters").set_value(parameters)
    app.button(key="run").click().run()
    wait_for_answer(app)
    assert not app.exception
    assert words in shown(app)
    assert opened("articles", "lang=en").main.text, "nothing was deleted"


@pytest.mark.usefixtures("world")
def test_an_example_runs_and_stands_in_the_history() -> None:
    app = opened("query", "lang=en")
    app.button(key="example-members").click().run()
    wait_for_answer(app)
    assert app.dataframe[0].value.shape[0] == 1
    assert app.button(key="again-0")
    assert len(app.sidebar.code) == 1


@pytest.mark.usefixtures("world")
def test_a_share_is_made_listed_and_ended() -> None:
    app = opened("network", "lang=en&focus=" + KAZAKHSTAN.id)
    app.button(key="share_create").click().run()
    links = [c.value for c in app.sidebar.code if "/share/" in c.value]
    assert len(links) == 1
    ends = [b for b in app.sidebar.button if b.label == say("en", "shareRevoke")]
    assert ends
    before = len(ends)
    ends[0].click().run()
    assert len([b for b in app.sidebar.button if b.label == say("en", "shareRevoke")]) == before - 1
    assert not [c for c in app.sidebar.code if "/share/" in c.value]


@pytest.mark.usefixtures("world")
def test_the_language_switches_at_once_and_stands_in_the_address() -> None:
    app = opened("articles", "lang=en")
    assert app.text_input(key="find").label == say("en", "articlesSearch")
    app.sidebar.button_group(key="language").set_value("ar").run()
    assert app.text_input(key="find").label == say("ar", "articlesSearch")
    assert "lang" not in address(app), "Arabic is the default"


def options(app: AppTest, key: str) -> dict[str, str]:
    """What stands behind each option's name, by its label."""
    return {label.partition(" (")[0]: label.partition(" (")[2].rstrip(")") for label in app.multiselect(key=key).options}


@pytest.mark.usefixtures("world")
def test_the_numbers_beside_a_filter_follow_the_other_filters() -> None:
    app = opened("network", "lang=en")
    rested(app, "choices")
    assert options(app, "families")["Membership"] == "1"
    assert options(app, "statuses")[say("en", "status.disputed")] == "1"
    app.multiselect(key="families").set_value(["membership"]).run()
    rested(app, "choices")
    # Its own numbers tell what else could be chosen, the others what is left.
    assert options(app, "families")["Deployment"] == "1"
    assert options(app, "statuses")[say("en", "status.disputed")] == ""
    assert options(app, "types")["Person"] == ""


@pytest.mark.usefixtures("world")
def test_relations_of_unknown_date_are_hidden_or_alone() -> None:
    app = opened("network", "lang=en&dates=unknown")
    assert app.sidebar.button_group(key="dates").value == "unknown"
    app.sidebar.button_group(key="dates").set_value("known").run()
    assert address(app)["dates"] == ["known"]


@pytest.mark.usefixtures("world")
def test_a_slow_picture_says_so_and_is_ended_and_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("network", "lang=en")
    held = threading.Event()
    asked = moving.picture

    def slowly(state: ExplorerState) -> object:
        held.wait(30)
        return asked(state)

    monkeypatch.setattr(moving, "picture", slowly)
    monkeypatch.setattr(waiting, "SLOW", 0.1)
    app.multiselect(key="types").set_value(["Country"]).run()
    assert "Asking the graph for" in shown(app)
    app.button(key="cancel_picture").click().run()
    assert say("en", "askingEnded") in shown(app)
    assert not app.exception
    held.set()
    app.button(key="ask_again").click().run()
    rested(app)
    assert say("en", "askingEnded") not in shown(app)
    assert "Asking the graph for" not in shown(app)


def test_a_choice_is_known_by_its_words_whatever_number_stands_beside_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser says what was chosen by the words of a list, whose numbers may have changed meanwhile."""
    kept = {"options.min_sources": {"any": 0, "2 or more": 2}, "options.types": {"Country": "Country", "State (old)": "Old"}}
    monkeypatch.setattr(filters, "recall", lambda key, default: kept.get(key, default))
    assert [filters._meant("min_sources", said) for said in (2, "any", "any (25)", "2 or more (7)")] == [2, 0, 0, 2]
    assert filters._meant("min_sources", "many") is filters._UNKNOWN
    assert [filters._meant("types", said) for said in ("Country", "Country (3)", "State (old)", "State (old) (1)")] == [
        "Country",
        "Country",
        "Old",
        "Old",
    ]
    assert filters._meant("held_from", None) is None
