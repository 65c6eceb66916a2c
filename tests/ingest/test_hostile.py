"""The list of hostile and broken inputs: each entry that the readers of files cover, by its id. The files lie beside; large ones are made here.

What is claimed by the control articles is measured, not assumed: where an extractor does not read
a language yet, the comparison is skipped and says so.
Over 300 lines: each entry of the list is a test by its id.
"""

from __future__ import annotations

import atexit
import functools
import gzip
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.model import Contribution
from graph.names import plain
from graph.store import GraphStore
from ingest import __main__ as command
from tests.ingest.test_command import OpenStore
from tests.ingest.test_readers import as_somebody_else

SHARED = FILES = Path(__file__).resolve().parent / "hostile"

pytestmark = pytest.mark.timeout(60)


def entry(identity: str) -> dict[str, Any]:
    entries = json.loads((SHARED / "bad_inputs.json").read_text("utf-8"))["entries"]
    return next(e for e in entries if e["id"] == identity)


def by_identity(rows: Iterable[tuple[Any, ...]]) -> list[Any]:
    """The rows of a table as parameters; each is marked as the test of the entry that it begins with."""
    return [pytest.param(*row, id=row[0], marks=pytest.mark.hostile(row[0])) for row in rows]


def inputs(identity: str) -> list[Path]:
    given = entry(identity)["input"]
    return [made(name) if name in LARGE else FILES / name for name in given.get("files", [given.get("file")])]


def without_a_break(path: Path) -> None:
    """200,000 letters without a break, 40,000 words without a full stop, then the article of the control."""
    path.write_text("a" * 200_000 + "\n" + "word " * 40_000 + "\n" + control("en").read_text("utf-8"), "utf-8")


def packed_small(path: Path) -> None:
    """A line of 300 MB that packs into 300 KB."""
    with gzip.open(path, "wb") as file:
        file.write(b'{"title":"x","text":"')
        for _ in range(300):
            file.write(b"0" * 1_000_000)
        file.write(b'"}\n')


LARGE = {"public/long/no_punctuation.txt": without_a_break, "public/bomb/articles.jsonl.gz": packed_small}


@functools.cache
def made(name: str) -> Path:
    """A file that is too large for version control, made once for a run of the tests."""
    folder = Path(tempfile.mkdtemp(prefix="wasl-hostile-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / Path(name).name
    LARGE[name](path)
    return path


def allowed(identity: str) -> list[int]:
    return [int(code) for code in str(entry(identity)["expected"]["exit"]).split(" or ")]


Said = tuple[str, str, str, str | None]


@dataclass(frozen=True)
class Run:
    """One run of the command: its exit code, all that it printed, its report, and what is stored, by file name."""

    code: int
    printed: str
    report: dict[str, Any]
    held: dict[str, Contribution]

    def said(self, name: str) -> set[Said]:
        """What the article claims: names of both ends in plain form, relation, date."""
        brought = self.held[name]
        # "2٬030" and "2030" are one number.
        names = {e.id: re.sub(r"(?<=\d) (?=\d)", "", plain(e.names[0].text)) for e in brought.entities}
        return {(names[c.subject], c.relation, names[c.object], str(c.valid_from) if c.valid_from else None) for c in brought.claims}

    def names(self, name: str) -> set[str]:
        return {n.text for e in self.held[name].entities for n in e.names}


@pytest.fixture
def ingest(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Callable[..., Run]]:
    store = OpenStore()
    monkeypatch.setattr(GraphStore, "open", lambda _: store)
    monkeypatch.setenv("WASL_HOME", str(tmp_path / "home"))

    def run(*paths: Path, again: bool = False) -> Run:
        if not again:
            store.held.clear()
        arguments = ["--json", *map(str, paths)]
        code = command.main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        assert "\x1b" not in out + err
        for brought in store.held.values():
            text = brought.article.text
            assert all(text[m.start : m.end].strip() for m in brought.mentions)
            assert all(text[c.start : c.end].strip() for c in brought.claims)
        before = dict(store.held)
        assert command.main(arguments) == code
        capsys.readouterr()
        assert store.held == before, "a second run changed something"
        held = {Path(c.article.source or "").name: c for c in before.values()}
        return Run(code, err, json.loads(out), held)

    yield run


def control(language: str) -> Path:
    return FILES / "control" / f"{language}.txt"


def needs_claims(run: Run, language: str) -> set[Said]:
    said = run.said(f"{language}.txt")
    if not said:
        pytest.skip(f"the extractor claims nothing yet for control/{language}.txt: nothing to compare with")
    return said


# id, language of the control article, what the messages must hold
READ_LIKE_THE_CONTROL = [
    ("ING-01", "ar", ["windows-1256"]),
    ("ING-03", "ar", ["utf-8", "windows-1256"]),
    ("ING-05", "ar", []),
    ("ING-12", "en", ["U+0000"]),
    ("ING-14", "ar", []),
    ("ING-16", "ar", []),
    ("ING-18", "en", []),
    ("ING-22", "ar", []),
    ("ING-24", "fr", []),
    ("ING-26", "ar", []),
    ("ING-28", "en", []),
]


@pytest.mark.parametrize(("identity", "language", "messages"), by_identity(READ_LIKE_THE_CONTROL))
def test_hostile_text_says_what_the_control_says(identity: str, language: str, messages: list[str], ingest: Callable[..., Run]) -> None:
    (path,) = inputs(identity)
    usual = ingest(control(language))
    run = ingest(path)
    assert run.code in allowed(identity)
    for message in messages:
        assert any(path.name in line and message in line for line in run.printed.splitlines()), run.printed
    if not messages:
        assert run.printed == ""
    # Nothing of the words was lost before an extractor saw them.
    stored, clean = run.held[path.name].article, usual.held[f"{language}.txt"].article
    assert stored.language == clean.language
    readable = re.sub(r"\x1b\[\d+m|[\x00-\x08\x0b]", "", stored.text)
    assert {w for w in plain(clean.text).split() if not w.isdigit()} <= set(plain(readable).split())
    assert run.said(path.name) == needs_claims(usual, language)


@pytest.mark.parametrize("identity", by_identity([("ING-07",), ("ING-09",), ("ING-20",), ("ING-57",)]))
def test_hostile_text_goes_in_with_a_word_about_it_and_without_false_names(identity: str, ingest: Callable[..., Run]) -> None:
    (path,) = inputs(identity)
    run = ingest(path, control("en"), control("ar"))
    assert run.code in allowed(identity)
    expected = {"ING-07": "twice", "ING-09": "byte 152", "ING-20": "U+202E", "ING-57": ""}[identity]
    assert expected in run.printed
    assert (path.name in run.printed) == bool(expected)
    if path.name in run.held:
        assert not any(set(name) & set("ØÙ\u202e\x00") for name in run.names(path.name))
        assert run.held[path.name].article.language in ("ar", "en")
    if identity == "ING-20":
        assert "\u202e" in run.held[path.name].article.text
    if identity == "ING-57":
        assert run.held[path.name].article.text == path.read_text("utf-8")


REFUSED = {"ING-30": "no article text", "ING-32": "empty", "ING-38": "image/png", "STR-17": "gzip"}


@pytest.mark.parametrize("identity", by_identity((name,) for name in REFUSED))
def test_hostile_source_is_refused_by_name_and_the_control_goes_in(identity: str, ingest: Callable[..., Run]) -> None:
    paths = inputs(identity)
    run = ingest(*paths, control("ar"))
    assert run.code in allowed(identity)
    for path in paths:
        assert any(line.startswith("refused: ") and path.name in line and REFUSED[identity] in line for line in run.printed.splitlines())
    assert set(run.held) == {"ar.txt"}
    needs_claims(run, "ar")


@pytest.mark.hostile("ING-34")
def test_hostile_ing_34_huge_article_is_refused_unread(ingest: Callable[..., Run], tmp_path: Path) -> None:
    path = tmp_path / "sixty_megabytes.txt"
    with path.open("wb") as file:
        for _ in range(60):
            file.write(b"word " * 200_000)
    run = ingest(path, control("ar"))
    assert run.code == 1
    assert "60.0 MB" in run.printed
    assert "25 MB" in run.printed
    assert "--max-mb" in run.printed
    assert set(run.held) == {"ar.txt"}


@pytest.mark.hostile("ING-36")
def test_hostile_ing_36_text_without_a_break_goes_through(ingest: Callable[..., Run]) -> None:
    (path,) = inputs("ING-36")
    run = ingest(path, control("en"))
    assert run.code == 0
    assert run.held[path.name].article.text == path.read_text("utf-8")
    assert needs_claims(run, "en") <= run.said(path.name)


@pytest.mark.hostile("ING-40")
def test_hostile_ing_40_folder_names_what_it_cannot_read(ingest: Callable[..., Run], tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    shutil.copytree(FILES / "public" / "folder", folder)
    folder.chmod(0o755)
    for path in folder.iterdir():
        path.chmod(0o644)
    (folder / "loop").symlink_to(folder)
    (folder / "broken.txt").symlink_to("nothing.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "locked.txt").chmod(0)
    (tmp_path / "home").mkdir()
    (tmp_path / "home").chmod(0o777)
    for above in (tmp_path, *list(tmp_path.parents)[:3]):
        if above.stat().st_uid == os.geteuid():
            above.chmod(above.stat().st_mode | 0o055)
    with as_somebody_else():
        run = ingest(folder)
    assert run.code == 1
    lines = run.printed.splitlines()
    assert [Path(line.split(": ")[1]).name for line in lines if line.startswith("refused")] == ["broken.txt", "locked.txt", "pipe.txt"]
    assert "permission denied" in run.printed
    assert set(run.held) == {"one.txt", "two.txt"}
    assert ".DS_Store" not in run.printed


@pytest.mark.hostile("ING-42")
def test_hostile_ing_42_impossible_dates_are_named_and_not_stored(ingest: Callable[..., Run]) -> None:
    (path,) = inputs("ING-42")
    run = ingest(path)
    assert run.code == 0
    (line,) = run.printed.splitlines()
    assert path.name in line
    assert "31 شباط 2022" in line
    assert "2022-13-45" in line
    assert not {str(c.valid_from) for c in run.held[path.name].claims} & {"2022-03-03", "2022-03-01", str(date.today())}


@pytest.mark.hostile("ING-44")
def test_hostile_ing_44_partial_dates_are_no_days(ingest: Callable[..., Run]) -> None:
    run = ingest(*inputs("ING-44"), control("en"))
    assert run.code == 0
    needs_claims(run, "en")
    dates = {date for *_, date in run.said("partial.txt") if date}
    assert all(len(date) < len("2022-01-01") for date in dates)


@pytest.mark.hostile("ING-46")
def test_hostile_ing_46_hijri_year_is_no_gregorian_one(ingest: Callable[..., Run]) -> None:
    run = ingest(*inputs("ING-46"), control("ar"))
    assert run.code == 0
    needs_claims(run, "ar")
    held = run.held["hijri.txt"]
    assert held.article.published is None
    assert not any(str(day).startswith("1443") for c in held.claims for day in (c.valid_from, c.valid_to, c.said_on) if day)


@pytest.mark.hostile("ING-48")
def test_hostile_ing_48_three_names_of_one_month(ingest: Callable[..., Run]) -> None:
    run = ingest(*inputs("ING-48"), control("ar"))
    assert run.code == 0
    needs_claims(run, "ar")
    assert [str(c.valid_from) for c in run.held["month_names.txt"].claims] == ["2022-01-10"] * 3


@pytest.mark.hostile("ING-50")
def test_hostile_ing_50_record_from_the_future(ingest: Callable[..., Run]) -> None:
    (path,) = inputs("ING-50")
    run = ingest(path)
    assert run.code == 0
    assert f"{path}:2: the date 2131-05-05 lies in the future" in run.printed
    assert run.report["new"] == 2
    assert not any(c.known_from.year > 2100 for brought in run.held.values() for c in brought.claims)


@pytest.mark.hostile("ING-52")
def test_hostile_ing_52_same_bytes_under_two_names(ingest: Callable[..., Run]) -> None:
    run = ingest(*inputs("ING-52"))
    assert run.code == 0
    assert (run.report["new"], run.report["unchanged"]) == (1, 1)
    again = ingest(*inputs("ING-52"), again=True)
    assert (again.report["unchanged"], again.report["claims"]) == (2, run.report["claims"])
    assert len(again.held) == 1


@pytest.mark.hostile("ING-55")
def test_hostile_ing_55_names_that_look_alike_stay_apart(ingest: Callable[..., Run]) -> None:
    run = ingest(*inputs("ING-55"), control("ar"))
    assert run.code == 0
    needs_claims(run, "ar")
    brought = run.held["ambiguous.txt"]
    named = {word: {e.id for e in brought.entities if any(word in n.text.split() for n in e.names)} for word in ("النيجر", "نيجيريا")}
    assert all(named.values())
    assert not named["النيجر"] & named["نيجيريا"]
    text = brought.article.text
    first = text.index("عمان")
    assert not any(m.entity == "country-om" for m in brought.mentions if m.start <= first < m.end)


@pytest.mark.hostile("STR-15")
def test_hostile_str_15_broken_lines_are_named_and_the_others_read(ingest: Callable[..., Run]) -> None:
    (path,) = inputs("STR-15")
    run = ingest(path)
    assert run.code == 1
    assert run.report["new"] == 4
    for place in (f"{path}:3:", f"{path}:5:", f"{path}:7: has no text", f"{path}:8:"):
        assert place in run.printed
    assert "ends inside a value" in run.printed
