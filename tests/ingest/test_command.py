"""The command line as a user meets it: what is said, where, and with which exit code.

Over 300 lines: one command has many options and ends.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pytest

from graph.errors import StoreAuthError, StoreFull, StoreUnavailable
from graph.model import Contribution
from graph.results import StoreStatus, WriteReport
from graph.store import GraphStore
from ingest import __main__ as command
from ingest.interruption import Interruption
from ingest.report import printable
from tests.ingest.stand_in import CountriesMeet, MemoryStore
from tests.ingest.test_pipeline import MEETING, head, written

ROOT = Path(__file__).resolve().parents[2]


class OpenStore(MemoryStore):
    """A store in memory that opens and closes, and tells its status."""

    def __enter__(self) -> OpenStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass

    def status(self) -> StoreStatus:
        return StoreStatus("memory", "nowhere", True, {"articles": len(self.held)}, 0)


@dataclass
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> OpenStore:
    made = OpenStore()
    monkeypatch.setattr(GraphStore, "open", lambda _: made)
    monkeypatch.setattr(command, "chosen", lambda _: CountriesMeet())
    monkeypatch.setattr(Interruption, "sleep", lambda self, _: self.check())
    monkeypatch.setenv("WASL_HOME", str(tmp_path / "home"))
    return made


@pytest.fixture
def run(store: OpenStore, capsys: pytest.CaptureFixture[str]) -> Iterator[object]:
    def ran(*arguments: object) -> Ran:
        code = command.main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Ran(code, out, err)

    return ran


# --- ingest ---------------------------------------------------------------------------------------


def test_all_in_is_exit_code_0_and_the_report_goes_to_standard_output(run, store, tmp_path) -> None:
    ran = run(written(tmp_path / "a.txt", MEETING))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(
        "Read 1 article: 1 new, 0 changed, 0 unchanged, 0 refused.\n1 claim, 3 entities named, 1 relation touched, in "
    )
    assert len(store.held) == 1


def test_some_refused_is_exit_code_1_and_each_is_named_with_cause_and_remedy(run, store, tmp_path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    written(articles / "good.txt", MEETING)
    written(articles / "empty.txt", "")
    (articles / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    ran = run(articles, tmp_path / "none.txt")
    assert ran.code == 1
    assert ran.err.splitlines() == [
        f"refused: {articles}/empty.txt: is empty (no bytes). Fetch it again, or leave it out.",
        f"refused: {articles}/picture.txt: is image/png, not text. Convert it to text or HTML first.",
        f"refused: {tmp_path}/none.txt: there is no such file or folder. Check the path.",
    ]
    assert "1 new" in ran.out
    assert "3 refused" in ran.out


def test_folder_without_articles_is_said(run, tmp_path) -> None:
    (tmp_path / "bare").mkdir()
    ran = run(tmp_path / "bare")
    assert ran.code == 1
    assert f"{tmp_path}/bare: the folder holds no articles." in ran.err


def test_json_report_stands_alone_on_standard_output(run, tmp_path) -> None:
    ran = run("--json", written(tmp_path / "a.txt", MEETING), written(tmp_path / "b.txt", ""))
    report = json.loads(ran.out)
    assert {k: report[k] for k in ("read", "new", "changed", "unchanged", "failed", "claims", "entities", "exit", "stopped")} == {
        "read": 1, "new": 1, "changed": 0, "unchanged": 0, "failed": 1, "claims": 1, "entities": 3, "exit": 1, "stopped": None,
    }  # fmt: skip
    assert report["refused"] == [
        {"place": f"{tmp_path}/b.txt", "cause": "is empty (no bytes).", "remedy": "Fetch it again, or leave it out."}
    ]


def test_names_in_messages_cannot_steer_the_terminal(run, tmp_path) -> None:
    ran = run(tmp_path / "a\x1b[31m\u202e.txt")
    assert "\x1b" not in ran.err
    assert "\\x1b[31m\\u202e.txt" in ran.err
    assert printable("نور‌سلطان a\u200bb") == "نور‌سلطان a\\u200bb"


def test_refused_claims_are_counted_with_an_example(run, monkeypatch, tmp_path) -> None:
    class Wrong(CountriesMeet):
        def __call__(self, article):
            draft = super().__call__(article)
            from dataclasses import replace

            return replace(draft, claims=tuple(replace(c, status="rumoured") for c in draft.claims))

    monkeypatch.setattr(command, "chosen", lambda _: Wrong())
    ran = run(written(tmp_path / "a.txt", MEETING))
    assert ran.code == 0
    assert f"1 × status that the ontology does not have; e.g. {tmp_path}/a.txt: Russia met Armenia" in ran.out


def test_if_empty_leaves_a_store_with_articles_alone(run, store, tmp_path) -> None:
    path = written(tmp_path / "a.txt", MEETING)
    assert run("--if-empty", path).code == 0
    assert len(store.held) == 1
    ran = run("--if-empty", written(tmp_path / "b.txt", "Kazakhstan met Armenia on Tuesday in the north."))
    assert (ran.code, len(store.held)) == (0, 1)
    assert "holds 1 article already" in ran.err


def test_outlet_and_date_of_the_run_are_taken(run, store, tmp_path) -> None:
    run(written(tmp_path / "a.txt", MEETING), "--published", "2022-01-11", "--outlet", "Reuters")
    (held,) = store.held.values()
    assert (str(held.article.published), held.article.outlet) == ("2022-01-11", "outlet-reuters")


def test_larger_limit_is_taken(run, tmp_path) -> None:
    path = written(tmp_path / "a.txt", MEETING * 20)
    assert run(path, "--max-mb", "0.001").code == 1
    assert run(path, "--max-mb", "0.1").code == 0


@pytest.mark.parametrize(
    "arguments",
    [[], ["--published", "2022-02-31", "x"], ["--max-mb", "none", "x"], ["--language", "xx", "x"], ["extract", "x"], ["--nonsense", "x"]],
)
def test_wrong_arguments_are_exit_code_2_with_usage(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m ingest" in capsys.readouterr().err


@pytest.mark.parametrize(
    "error",
    [
        StoreUnavailable("No server answers at bolt://db:7687. Start it."),
        StoreAuthError("The server refused user 'neo4j'. Set NEO4J_PASSWORD."),
    ],
)
def test_store_that_cannot_be_opened_is_exit_code_2_in_one_sentence(error, run, monkeypatch, tmp_path) -> None:
    def refuse(_: object) -> GraphStore:
        raise error

    monkeypatch.setattr(GraphStore, "open", refuse)
    ran = run(written(tmp_path / "a.txt", MEETING))
    assert (ran.code, ran.out, ran.err) == (2, "", f"{error}\n")


def test_wrong_setting_is_exit_code_2_in_one_sentence(run, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("NEO4J_URI", "http://localhost")
    monkeypatch.setenv("NEO4J_PASSWORD", "S3CR3T-CANARY")
    ran = run(written(tmp_path / "a.txt", MEETING))
    assert ran.code == 2
    assert ran.err.startswith("NEO4J_URI=http://localhost: expected")
    assert "CANARY" not in ran.err


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (StoreUnavailable("The store does not answer."), "The store does not answer."),
        (StoreFull("No room left on the disk."), "No room left on the disk."),
        (KeyboardInterrupt(), "Stopped by hand."),
    ],
)
def test_broken_off_run_says_what_is_in_and_how_to_go_on(error, why, run, store, monkeypatch, tmp_path) -> None:
    for n in range(3):
        written(tmp_path / f"{n}.txt", f"Russia met Armenia in hall {n} on Monday evening.")
    write = store.write

    def fails_on_the_second(contribution: Contribution) -> WriteReport:
        if store.held:
            raise error
        return write(contribution)

    monkeypatch.setattr(store, "write", fails_on_the_second)
    ran = run(*sorted(tmp_path.glob("*.txt")))
    assert ran.code == 2
    assert f"{why} The run was broken off: 1 article of it are in the store, nothing half; the same command goes on from there." in ran.out
    monkeypatch.setattr(store, "write", write)
    assert "2 new, 0 changed, 1 unchanged" in run(*sorted(tmp_path.glob("*.txt"))).out


def test_broken_off_run_says_so_in_its_json(run, store, monkeypatch, tmp_path) -> None:
    def full(_: Contribution) -> WriteReport:
        raise StoreFull("No room left on the disk.")

    monkeypatch.setattr(store, "write", full)
    ran = run("--json", written(tmp_path / "a.txt", MEETING))
    assert json.loads(ran.out)["stopped"].startswith("No room left on the disk.")
    assert json.loads(ran.out)["exit"] == ran.code == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_first_signal_stops_between_two_articles(number, run, store, monkeypatch, tmp_path) -> None:
    for n in range(3):
        written(tmp_path / f"{n}.txt", f"Russia met Armenia in hall {n} on Monday evening.")
    write = store.write

    def interrupted(contribution: Contribution) -> WriteReport:
        os.kill(os.getpid(), number)
        return write(contribution)

    monkeypatch.setattr(store, "write", interrupted)
    handler = signal.getsignal(number)
    ran = run(tmp_path)
    assert ran.code == 2
    assert len(store.held) == 1
    assert "Stopped by hand. The run was broken off: 1 article" in ran.out
    assert signal.getsignal(number) is handler


def test_second_signal_stops_at_once(run, store, monkeypatch, tmp_path) -> None:
    def interrupted(_: Contribution) -> WriteReport:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        raise AssertionError("the second signal was lost")

    monkeypatch.setattr(store, "write", interrupted)
    ran = run(written(tmp_path / "a.txt", MEETING))
    assert (ran.code, store.held) == (2, {})
    assert "Stopped by hand." in ran.out


def test_wait_for_the_store_ends_when_a_stop_is_asked_for() -> None:
    with Interruption() as interruption:
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            interruption.sleep(3600)


# --- extract --------------------------------------------------------------------------------------


def test_extract_writes_one_file_for_each_article_and_needs_no_store(run, store, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(GraphStore, "open", None)
    path = written(tmp_path / "a.txt", head(published="2022-01-11") + MEETING)
    ran = run("extract", path, "--out", tmp_path / "new" / "out")
    assert (ran.code, ran.out) == (0, "")
    found = json.loads((tmp_path / "new" / "out" / "a.json").read_text("utf-8"))
    assert (found["id"], found["language"], found["published"]) == ("a", "en", "2022-01-11")
    russia = next(e for e in found["entities"] if e["id"] == "country-ru")
    assert (russia["type"], russia["name"]) == ("Country", "Russia")
    assert "روسيا" in russia["aliases"]
    (relation,) = found["relations"]
    assert relation == {
        "subject": "country-ru", "predicate": "MET", "object": "country-am", "role": None, "quantity": None, "date": None, "speaker": None,
        "via": [], "negated": False, "status": "asserted", "confidence": 0.9,
        "evidence": {"start": 0, "end": 44, "cue": "Russia met Armenia in the capital on Monday."},
    }  # fmt: skip
    assert MEETING[0:44] == relation["evidence"]["cue"]


def test_extract_keeps_articles_of_one_name_apart(run, tmp_path) -> None:
    for name in ("1/a.txt", "2/a.txt"):
        (tmp_path / name).parent.mkdir()
        written(tmp_path / name, MEETING)
    assert run("extract", tmp_path / "1", tmp_path / "2", "--out", tmp_path / "out").code == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a-2.json", "a.json"]


def test_extract_names_what_it_refuses_and_goes_on(run, tmp_path) -> None:
    for name, content in (("1.txt", "The talks explode."), ("2.txt", ""), ("3.txt", MEETING)):
        written(tmp_path / name, content)
    ran = run("extract", *sorted(tmp_path.glob("*.txt")), "--out", tmp_path / "out")
    assert ran.code == 1
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["3.json"]
    assert "1.txt: the program failed on it (ValueError: boom\\x1b[31m)." in ran.err
    assert "2.txt: is empty" in ran.err
    assert "1 article read into" in ran.err


def test_extract_into_a_place_that_is_no_folder_is_exit_code_2(run, tmp_path) -> None:
    ran = run("extract", written(tmp_path / "a.txt", MEETING), "--out", tmp_path / "a.txt")
    assert ran.code == 2
    assert "--out" in ran.err


# --- as a process ---------------------------------------------------------------------------------


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "WASL_"))}
    return subprocess.run(
        [sys.executable, "-m", "ingest", *map(str, arguments)],
        cwd=ROOT,
        env={**bare, **environment},
        capture_output=True,
        text=True,
        timeout=240,
    )


def test_extract_works_as_a_process_whatever_the_terminal(tmp_path: Path) -> None:
    path = written(tmp_path / "تقرير.txt", "التقى الرئيس الروسي فلاديمير بوتين نظيره الأرميني في العاصمة يوم الإثنين.")
    ran = process("extract", path, tmp_path / "لا شيء.txt", "--out", tmp_path / "out", PYTHONIOENCODING="ascii")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "Traceback" not in ran.stderr
    assert json.loads((tmp_path / "out" / "تقرير.json").read_text("utf-8"))["language"] == "ar"


def test_command_explain_prints_mentions_claims_and_refusals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "report.txt"
    path.write_text("اتهمت باكستان الهند بانتهاك الهدنة. ودعت واشنطن إلى انسحاب القوات الروسية من أوكرانيا.", encoding="utf-8")
    assert command.main(["explain", str(path), "--quiet"]) == 0
    said = capsys.readouterr().out
    assert "باكستان ACCUSED الهند" in said
    assert "mention  الهند" in said or "country:IN" in said
    assert "refused" in said and "wished, feared or tried" in said
