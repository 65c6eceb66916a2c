"""The sample reports are what their README says: complete, dated, in four languages, one of them a reprint."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from ingest.document import Document, ReadOptions
from ingest.readers import text

FOLDER = Path(__file__).parent.parent / "samples"
FILES = sorted(FOLDER.glob("*.txt"))
REPRINT = frozenset({"2022-01-10-bosla-summit", "2022-01-11-madar-summit-reprint"})


def report(path: Path) -> Document:
    (document,) = text.read(path, ReadOptions())
    assert isinstance(document, Document), document
    return document


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_samples_say_who_published_what_and_when(path: Path) -> None:
    document = report(path)
    assert document.title and document.outlet and document.language
    assert document.published is not None
    assert date(2022, 1, 4) <= document.published <= date(2022, 1, 19)
    assert path.stem.startswith(document.published.isoformat())
    assert document.url is not None
    assert re.fullmatch(r"https://[a-z-]+\.example\.org/[\w/-]+", document.url)
    assert 150 <= len(document.text.split()) <= 350


def test_samples_come_in_four_languages() -> None:
    assert Counter(report(path).language for path in FILES) == {"ar": 6, "en": 2, "ru": 1, "fr": 1}


def test_samples_come_from_several_outlets() -> None:
    assert len({report(path).outlet for path in FILES}) >= 6


def test_samples_hold_one_reprint_and_no_other_pair_alike() -> None:
    for one, other in combinations(FILES, 2):
        alike = fuzz.ratio(report(one).text, report(other).text)
        if {one.stem, other.stem} == REPRINT:
            assert alike > 95
            assert report(one).outlet != report(other).outlet
        else:
            assert alike < 60, (one.name, other.name)


def test_samples_are_all_named_in_the_readme() -> None:
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(2022-[\w-]+)`", told, re.MULTILINE)) == {path.stem for path in FILES}
