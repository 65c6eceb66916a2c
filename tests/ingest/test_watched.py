"""Watched folders: a file is given once it is settled, once again when it changes, and never half-written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.document import Document, ReadOptions
from ingest.interruption import Interruption
from ingest.pipeline import Done, read
from ingest.readers import watched


class Stop(Exception):
    pass


class Steps:
    """Each wait does the next step instead; after the last one it raises Stop, as an interruption does."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        self.steps, self.now = list(steps), 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        if not self.steps:
            raise Stop
        self.steps.pop(0)()

    def given(self, *sources: object, interval: float = 900.0) -> list[str]:
        given, run = [], self.run(*sources, interval=interval)
        with pytest.raises(Stop):
            for name in run:
                given.append(name)
        return given

    def run(self, *sources: object, interval: float = 900.0) -> Iterator[str]:
        return watched.settled([str(source) for source in sources], self.sleep, lambda: self.now, interval, poll=2.0)


def nothing() -> None:
    pass


def append(path: Path, words: str) -> Callable[[], object]:
    def write() -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(words)

    return write


def test_file_is_given_once_it_has_settled(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    steps = Steps(nothing, append(tmp_path / "sub.txt", "Half of"), append(tmp_path / "sub.txt", " the words."), nothing, nothing)
    assert steps.given(tmp_path) == [str(tmp_path / "a.txt"), str(tmp_path / "sub.txt")]


def test_half_written_file_is_not_given_while_it_grows(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert Steps(*(append(path, "more ") for _ in range(20))).given(tmp_path) == []
    assert Steps(nothing).given(tmp_path) == [str(path)]


def test_empty_file_waits_for_its_words(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    assert Steps(nothing, nothing, nothing).given(tmp_path) == []
    assert Steps(nothing, append(path, "Words."), nothing, nothing).given(tmp_path) == [str(path)]


def test_changed_file_is_given_again_and_an_unchanged_one_not(tmp_path: Path) -> None:
    changed, other = tmp_path / "a.txt", tmp_path / "b.txt"
    changed.write_text("Words.")
    other.write_text("Words.")
    steps = Steps(nothing, append(changed, " More."), nothing, nothing, nothing)
    assert steps.given(tmp_path) == [str(changed), str(other), str(changed)]


def test_file_that_was_moved_into_the_folder_is_given(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "a.txt").write_text("Words.")
    steps = Steps(nothing, lambda: os.rename(tmp_path / "a.txt", inside / "a.txt"), nothing, nothing)
    assert steps.given(inside) == [str(inside / "a.txt")]


def test_file_that_was_deleted_and_put_back_is_given_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Words.")
    steps = Steps(nothing, path.unlink, nothing, append(path, "Words."), nothing, nothing)
    assert steps.given(tmp_path) == [str(path), str(path)]


def test_what_cannot_be_read_is_given_once(tmp_path: Path) -> None:
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    assert Steps(nothing, nothing, nothing).given(tmp_path) == [str(tmp_path / "broken.txt")]


def test_address_is_given_at_its_interval() -> None:
    assert Steps(*[nothing] * 9).given("https://news.example/feed", interval=6.0) == ["https://news.example/feed"] * 4


def test_watched_folder_is_read_as_its_files_settle(tmp_path: Path) -> None:
    steps = Steps(append(tmp_path / "a.txt", "The minister met his colleague."), nothing, nothing)
    told = []
    with pytest.raises(Stop):
        for event in read(steps.run(tmp_path), ReadOptions()):
            told.append(event)
    assert [type(event) for event in told] == [Document, Done]


def test_watching_ends_when_a_stop_is_asked_for(tmp_path: Path) -> None:
    with Interruption() as interruption:
        run = watched.settled([str(tmp_path)], interruption.sleep, lambda: 0.0, poll=0.01)
        interruption.asked = True
        with pytest.raises(KeyboardInterrupt):
            next(run)
