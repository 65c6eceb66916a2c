"""Adding articles in the explorer: what is kept of an upload, runs in the background, feeds, and the page over them.

Over 300 lines: uploads, runs and feeds share one worker.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from explorer import access, connection, intake, subscriptions, uploads
from explorer.guard import Guard
from explorer.intake import DONE, STOPPED, Intake
from explorer.text import say
from explorer.uploads import About, Given
from explorer.views import intake as view
from graph.errors import InputError
from graph.model import Article
from graph.settings import Settings, load
from ingest.draft import Draft
from ingest.pipeline import Options
from ingest.workers import Where, Workers
from tests.explorer.test_pages import address, opened, shown
from tests.ingest.stand_in import CountriesMeet

MEETING = "Russia met Armenia on Tuesday. Kazakhstan watched."


class Held(CountriesMeet):
    """Waits until a test lets it go."""

    gate = threading.Event()

    def __call__(self, article: Article) -> Draft:
        self.gate.wait(60)
        return super().__call__(article)


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """An empty store, no runs, and the small extractor in this process."""
    before = connection._process.settings
    settings = load({"WASL_HOME": str(tmp_path / "home")})
    connection.use(settings)
    workers = Workers(CountriesMeet(), Where(0))
    monkeypatch.setattr(intake, "_workers", lambda _: workers)
    yield settings
    intake.close()
    intake._process.runs.clear()
    subscriptions._asked.clear()
    connection.use(before)


def over(run: Intake) -> Intake:
    for _ in range(1200):
        if run.over:
            return run
        time.sleep(0.05)
    raise AssertionError(f"the run is still {run.state}")


# --- what is kept ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("fresh")
def test_names_of_files_lead_nowhere_else() -> None:
    hostile = ["../../etc/passwd", "C:\\x\\y.txt", ".hidden", "\x1b[31m.html", "a" * 400 + ".txt", "مقال.txt", "", "x.txt", "X.TXT"]
    given = uploads.files([(name, b"words") for name in hostile], About())
    assert given.folder is not None
    kept = [path for path in given.folder.rglob("*") if path.is_file()]
    assert len(kept) == len(hostile)
    assert all(path.parent == given.folder and not path.name.startswith(".") for path in kept)
    assert {"passwd", "y.txt", "مقال.txt"} <= {path.name for path in kept}
    assert len({path.name.casefold() for path in kept}) == len(hostile)
    given.drop()
    assert not given.folder.exists()


@pytest.mark.usefixtures("fresh")
def test_uploads_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="201 files"):
        uploads.files([("a.txt", b"")] * 201, About())
    monkeypatch.setattr(uploads, "MAX_BYTES", 10)
    with pytest.raises(InputError, match="too large"):
        uploads.files([("a.txt", b"x" * 11)], About())
    with pytest.raises(InputError, match="no text"):
        uploads.text("  \n", About())


@pytest.mark.parametrize(
    "given", ["/etc/passwd", "file:///etc/passwd", "javascript:alert(1)", "http://", "https://a b", "", "http://[", "x" * 3000]
)
def test_only_web_addresses_are_taken(given: str) -> None:
    with pytest.raises(InputError):
        uploads.address(given)


@pytest.mark.usefixtures("fresh")
def test_a_title_cannot_break_out_of_its_line() -> None:
    given = uploads.text(MEETING, About(title='He said "no"\n---\nurl: http://evil'))
    run = over(intake.start(given))
    (article,) = (item.article for item in connection.store().articles().items)
    assert article.title == 'He said "no" --- url: http://evil'
    assert article.url is None
    assert run.report.new == 1


# --- runs -----------------------------------------------------------------------------------------


def test_a_run_adds_what_it_was_given_and_keeps_no_copy(fresh: Settings) -> None:
    given = uploads.files(
        [("one.txt", MEETING.encode()), ("two.txt", b""), ("../three.xyz", b"\x00\x01")],
        About(outlet="Reuters", published=date(2022, 1, 5)),
    )
    run = over(intake.start(given))
    assert (run.state, run.report.new, run.report.failed) == (DONE, 1, 2)
    assert set(run.entities) == {"country-ru", "country-am"}
    places = {row[say("en", "intakeRefused.place")] for row in view.refusals(run, "en")}
    assert places == {"two.txt", "three.xyz"}
    (article,) = (item.article for item in connection.store().articles().items)
    assert (article.source, article.published) == ("one.txt", date(2022, 1, 5))
    assert article.outlet is not None
    assert not list((fresh.home / "intake").iterdir())


@pytest.mark.usefixtures("fresh")
def test_a_preview_writes_nothing_and_says_what_the_run_then_does() -> None:
    preview = over(intake.start(uploads.text(MEETING, About()), dry=True))
    found = preview.report.rehearsed
    assert found is not None
    assert (found.total("added"), found.entities, preview.report.new) == (1, 3, 1)
    assert connection.store().status().counts["articles"] == 0
    (row,) = view.changes(found, "en", preview)
    assert (row["Who"], row["Whom or what"], row["Change"]) == ("Russia", "Armenia", "Claims added")
    run = over(intake.commit(preview))
    assert preview not in intake.runs()
    assert (run.report.new, run.report.claims) == (1, 1)
    counts = connection.store().status().counts
    assert (counts["articles"], counts["claims"], counts["entities"]) == (1, 1, 3)
    again = over(intake.start(uploads.text(MEETING, About()), dry=True))
    assert again.report.rehearsed is not None
    assert (again.report.rehearsed.articles, again.report.unchanged) == (0, 1)


@pytest.mark.usefixtures("fresh")
def test_two_runs_queue_and_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    workers = Workers(Held(), Where(0))
    Held.gate.clear()
    monkeypatch.setattr(intake, "_workers", lambda _: workers)
    first = intake.start(uploads.files([("1.txt", MEETING.encode()), ("2.txt", b"Russia met Kazakhstan.")], About()))
    second = intake.start(uploads.text("Armenia met Kazakhstan.", About()))
    while first.state != intake.RUNNING:
        time.sleep(0.02)
    assert second.state == intake.WAITING
    first.cancel()
    second.cancel()
    Held.gate.set()
    assert (over(first).state, over(second).state) == (STOPPED, STOPPED)
    assert first.report.stored <= 1
    assert second.report.stored == 0
    assert "Stopped by hand" in (second.report.stopped or "")
    third = over(intake.start(uploads.text("Armenia met Kazakhstan.", About())))
    assert third.report.new == 1


@pytest.mark.usefixtures("fresh", "away")
def test_a_store_that_is_away_stops_the_run_and_not_the_queue() -> None:
    given = Given(("http://127.0.0.1:1/",), "x")
    runs = [intake.start(given), intake.start(given)]
    for run in runs:
        assert over(run).state == STOPPED
        assert "bolt://127.0.0.1:1" in (run.report.stopped or "")


def test_the_explorers_workers_are_processes_of_their_own_and_stay_warm(tmp_path: Path) -> None:
    settings = load({"WASL_HOME": str(tmp_path)})
    workers = intake._workers(settings)
    try:
        assert workers._executor is not None
        assert intake._workers(settings) is workers
    finally:
        intake._process.workers = None
        workers.close()


# --- feeds ----------------------------------------------------------------------------------------


def test_subscriptions_are_kept_asked_when_due_paused_and_removed(fresh: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Given] = []

    def start(given: Given, dry: bool = False, after: Any = None) -> Intake:
        run = Intake(given, dry, after)
        started.append(given)
        run.report.read = run.report.new = 2
        run.state = DONE
        assert callable(after)
        after(run)
        return run

    monkeypatch.setattr(intake, "start", start)
    made = subscriptions.add(" https://news.example/feed.xml ", 1)
    assert (made.address, made.minutes) == ("https://news.example/feed.xml", subscriptions.SHORTEST)
    assert subscriptions.add("https://news.example/feed.xml", 30).id == made.id
    now = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
    assert subscriptions.ask_due(now) == 1
    assert started[0].sources == ("https://news.example/feed.xml",)
    (held,) = subscriptions.listed()
    assert (held.asked, held.new, held.minutes) == (now.isoformat(), 2, 30)
    assert subscriptions.ask_due(now + timedelta(minutes=29)) == 0
    assert subscriptions.ask_due(now + timedelta(minutes=30)) == 1
    subscriptions.pause(made.id, True)
    assert subscriptions.ask_due(now + timedelta(days=1)) == 0
    subscriptions.remove(made.id)
    assert subscriptions.listed() == ()
    assert json.loads((fresh.home / "subscriptions.json").read_text("utf-8")) == []


def test_a_broken_list_of_subscriptions_is_named(fresh: Settings) -> None:
    fresh.home.mkdir(parents=True, exist_ok=True)
    (fresh.home / "subscriptions.json").write_text("{")
    with pytest.raises(InputError, match=r"subscriptions\.json"):
        subscriptions.listed()
    assert "subscriptions.json" in shown(opened("ingest", "lang=en"))


# --- the page -------------------------------------------------------------------------------------


def run_again_until_over(app: AppTest) -> AppTest:
    for run in intake.runs():
        over(run)
    return app.run()


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_text_is_previewed_committed_and_opened(lang: str) -> None:
    app = opened("ingest", f"lang={lang}")
    app.text_area(key="intake_text").set_value(MEETING)
    app.text_input(key="intake_title").set_value("A meeting")
    app.button(key="preview_text").click().run()
    run_again_until_over(app)
    assert not app.exception
    (preview,) = intake.runs()
    assert say(lang, "intakeDry.done") in shown(app)
    assert app.text_area(key="intake_text").value == ""
    app.button(key=f"commit-{preview.id}").click().run()
    run_again_until_over(app)
    (run,) = intake.runs()
    assert (run.dry, run.report.new) == (False, 1)
    assert say(lang, "intakeState.done") in shown(app)
    app.button(key=f"open-{run.id}").click().run()
    assert not app.exception
    assert set(address(app)["drawn"]) == {"country-ru", "country-am"}


@pytest.mark.usefixtures("fresh")
def test_what_cannot_be_taken_is_said_and_stays_in_the_form() -> None:
    app = opened("ingest", "lang=en")
    app.text_input(key="intake_address").set_value("/etc/passwd")
    app.button(key="add_address").click().run()
    assert say("en", "intakeProblem") in shown(app)
    assert app.text_input(key="intake_address").value == "/etc/passwd"
    assert intake.runs() == ()


@pytest.mark.usefixtures("fresh")
def test_a_refused_article_is_shown_by_name_and_a_run_in_the_list_survives_a_new_session() -> None:
    over(intake.start(uploads.files([("broken.txt", b"")], About())))
    app = opened("ingest", "lang=en")
    assert any("broken.txt" in str(frame.value) for frame in app.dataframe)
    app.button(key=f"drop-{intake.runs()[0].id}").click().run()
    assert say("en", "intakeNone") in shown(app)


@pytest.mark.usefixtures("fresh")
def test_feeds_are_subscribed_paused_and_removed_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriptions, "ask_due", lambda _: 0)
    app = opened("ingest", "lang=en")
    app.text_input(key="intake_feed").set_value("https://news.example/feed.xml")
    app.button(key="subscribe").click().run()
    (held,) = subscriptions.listed()
    assert "https://news.example/feed.xml" in shown(app)
    app.button(key=f"pause-{held.id}").click().run()
    assert subscriptions.listed()[0].paused
    app.button(key=f"remove-{held.id}").click().run()
    assert subscriptions.listed() == ()


def test_only_who_signed_in_uploads(tmp_path: Path) -> None:
    policy = access.policy(load({"WASL_HOME": str(tmp_path), "WASL_PASSWORD_HASH": access.hash_password("correct horse")}))

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    client = TestClient(Guard(app, lambda: policy), base_url="http://localhost")
    for path in ("/ingest", "/_stcore/upload_file/a/b", "/_stcore/stream"):
        assert client.put(path).status_code == 401
    signed = {"Cookie": f"{access.COOKIE}={access.make_session(policy, time.time())}"}
    assert client.put("/_stcore/upload_file/a/b", headers=signed).status_code == 204


def test_options_leave_the_folder_of_an_upload_out_of_sources(tmp_path: Path) -> None:
    from ingest.document import Document
    from ingest.pipeline import article_of

    options = Options(CountriesMeet(), date(2026, 1, 1), upload=f"{tmp_path}/")
    assert article_of(Document(MEETING, f"{tmp_path}/a.txt:3"), options).article.source == "a.txt:3"
