"""Every entry of the list of hostile inputs has its test: the marker ``hostile`` says which, and this file counts the markers.

Further tests of an entry bear its id in their names; the marker stands once, at the one that shows what the entry asks.
"""

from __future__ import annotations

import ast
import importlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.test_command import ROOT

ENTRIES = json.loads((Path(__file__).parent / "hostile" / "bad_inputs.json").read_text("utf-8"))["entries"]
AREAS = ("ingest", "structured", "store", "llm")


def claimed() -> Counter[str]:
    """How many tests say that they are the one of each id: functions, and rows of parameters."""
    found: Counter[str] = Counter()
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        text = path.read_text("utf-8")
        if path == Path(__file__) or not ("hostile(" in text or "by_identity(" in text):
            continue
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found.update(ids_of(getattr(module, node.name)))
    return found


def ids_of(function: Any) -> list[str]:
    """The ids for which a test stands."""
    marks = [mark for mark in getattr(function, "pytestmark", ()) if isinstance(mark, pytest.Mark)]
    rows = [mark for given in marks if given.name == "parametrize" for row in given.args[1] for mark in getattr(row, "marks", ())]
    return [(mark.mark if isinstance(mark, pytest.MarkDecorator) else mark).args[0] for mark in (*marks, *rows) if mark.name == "hostile"]


@pytest.fixture(scope="module")
def counted() -> Counter[str]:
    return claimed()


@pytest.mark.parametrize("identity", [entry["id"] for entry in ENTRIES])
def test_hostile_entry_has_just_one_test(counted: Counter[str], identity: str) -> None:
    assert counted[identity] == 1, f"{identity}: {counted[identity]} tests are marked hostile({identity!r}), one is wanted"


def test_hostile_markers_name_entries_of_the_list(counted: Counter[str]) -> None:
    assert counted.keys() <= {entry["id"] for entry in ENTRIES}


def test_hostile_list_holds_the_areas_that_are_tested_here() -> None:
    assert {entry["area"] for entry in ENTRIES} == set(AREAS)
    numbers = Counter(entry["id"].partition("-")[0] for entry in ENTRIES)
    assert numbers == {"ING": 28, "URL": 7, "FEED": 4, "STR": 13, "LLM": 7, "STO": 12}


def test_hostile_counting_sees_what_is_missing_and_what_is_double() -> None:
    def without() -> None: ...

    @pytest.mark.hostile("A")
    def one() -> None: ...

    @pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.hostile("A")), pytest.param(2, marks=pytest.mark.hostile("B")), 3])
    def rows(x: int) -> None: ...

    assert [ids_of(f) for f in (without, one, rows)] == [[], ["A"], ["A", "B"]]
