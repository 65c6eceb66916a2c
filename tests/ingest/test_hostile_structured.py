"""The list of hostile inputs, area structured: each entry by its id (lines and archives are among the readers' own)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ingest.test_hostile import Run, allowed, by_identity, ingest, inputs

__all__ = ["ingest"]

pytestmark = pytest.mark.timeout(60)

# id, claims kept, what each refusal must hold, in order
ENTRIES = [
    ("STR-01", 4, []),
    ("STR-03", 997, [":17:", ":503:", ":702:"]),
    ("STR-05", 5, []),
    ("STR-07", 0, [":1: no column relation. Columns found: subject, object, date"]),
    ("STR-09", 3, [":2: relation 'ACCUSED`]"]),
    ("STR-11", 3, [":2: object has 140,000 characters, too large"]),
    ("STR-13", 1, [":2: quantity 9223372036854775808", ":3: quantity 1e400", ":4: quantity NaN"]),
    ("STR-19", 1, [":2: 'Spaceship'", ":4: has no id", ":6: names the entity 'nobody'"]),
    ("STR-21", 3, [":3: has 3 fields", ":4: the event date '2022-02-31'", ":6: the event code '---'"]),
    ("STR-23", 0, [":1: declares entities"]),
    ("STR-25", 2, [":8: the edge names the node 'zz'", ":9: weight 'many'"]),
]


@pytest.mark.parametrize(("identity", "kept", "refused"), by_identity(ENTRIES))
def test_structured_input_is_taken_row_by_row(identity: str, kept: int, refused: list[str], ingest: Callable[..., Run]) -> None:
    (path,) = inputs(identity)
    run = ingest(path)
    assert run.code in allowed(identity)
    told = [f"{one['place']}: {one['cause']}" for one in run.report["refused"]]
    assert len(told) == len(refused)
    assert all(str(path) in one and wanted in one for one, wanted in zip(told, refused, strict=True)), told
    assert sum(len(one.claims) for one in run.held.values()) == kept
    assert run.report["claims"] == kept


def test_STR_01_names_stay_as_written(ingest: Callable[..., Run]) -> None:
    run = ingest(*inputs("STR-01"))
    names = {name.text for one in run.held.values() for entity in one.entities for name in entity.names}
    assert {"NA", "None", "Null", "nan", "NULL", "N/A"} <= names


def test_STR_03_the_rejected_rows_are_told(ingest: Callable[..., Run]) -> None:
    run = ingest(*inputs("STR-03"))
    assert [one["cause"].partition("Row: ")[2] for one in run.report["refused"]] == [
        "Country 16, MEMBER_OF", ", MEMBER_OF, Organization A, 2022-01-01, Example Wire", "Country 701, MEMBER_OF, Organization A, 2022-99-99, Example Wire",
    ]  # fmt: skip


def test_STR_19_nobody_is_made_up(ingest: Callable[..., Run]) -> None:
    run = ingest(*inputs("STR-19"))
    (one,) = run.held.values()
    assert len(one.entities) == 2
    assert [str(c.valid_from) for c in one.claims] == ["2022"]


def test_a_link_is_followed_and_a_pipe_is_not_opened(ingest: Callable[..., Run], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(inputs("STR-05")[0], folder / "good.csv")
    os.mkfifo(folder / "pipe.csv")
    run = ingest(folder)
    assert sum(len(one.claims) for one in run.held.values()) == 5
