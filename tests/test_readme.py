"""README.md is true: its statements are answered on both servers, its commands exist, its picture is there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import GraphStore
from ingest.extractors.rules import RulesExtractor
from ingest.pipeline import Options, Run
from ingest.reprints import Reprints

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
STATEMENTS = re.findall(r"```cypher\n(.*?)```", README, re.DOTALL)
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.replace("\\\n", " ").splitlines()]


@pytest.fixture(scope="module")
def samples_store(server_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """The sample reports, read as the README says, on each server."""
    from tests.conftest import wipe

    with GraphStore.open(server_settings) as store:
        wipe(store)
        reprints = Reprints(tmp_path_factory.mktemp("reprints") / "reprints.sqlite")
        run = Run(store, reprints, Options(extractor=RulesExtractor(), today=date.today()), sleep=lambda _: None)
        for _ in run.ingest([str(ROOT / "samples")]):
            pass
        reprints.close()
        assert (run.report.new, run.report.failed) == (10, 0), list(run.report.lines())
        yield store


def test_readme_holds_five_statements() -> None:
    assert len(STATEMENTS) >= 5


@pytest.mark.store
@pytest.mark.parametrize("statement", STATEMENTS, ids=[f"statement-{i}" for i, _ in enumerate(STATEMENTS, 1)])
def test_readme_statements_are_answered_with_rows(samples_store: GraphStore, statement: str) -> None:
    result = samples_store.query(statement)
    assert result.rows
    assert not result.truncated
    assert all(any(cell is not None for cell in row) for row in result.rows)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake ([a-z]+)", README))))
def test_readme_names_make_targets_that_exist(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(rf"^{target}:.*##", makefile, re.MULTILINE)


def modules() -> list[str]:
    return sorted(set(re.findall(r"python -m (graph|ingest|explorer|bench)\b", README)))


@pytest.mark.parametrize("module", modules())
def test_readme_names_modules_that_explain_themselves(module: str) -> None:
    done = subprocess.run([sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert f"python -m {module}" in done.stdout


def test_readme_command_line_does_what_it_says(tmp_path: Path) -> None:
    """The commands of the section "The command line", one after the other, in a folder of their own."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("WASL_", "NEO4J_"))} | {"WASL_HOME": str(tmp_path / "home")}
    for name in ("graph", "ingest", "samples"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "report.txt").write_text((ROOT / "samples" / "2022-01-10-bosla-summit.txt").read_text("utf-8"), "utf-8")
    ran = []
    for line in COMMANDS:
        words = shlex.split(line, comments=True)
        if words[:2] != [".venv/bin/python", "-m"]:
            continue
        ran.append(words[2])
        done = subprocess.run(
            [sys.executable, *words[1:]], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        assert done.stdout or {"extract", "export"} & set(words), line
    assert {"ingest", "graph"} <= set(ran)


def test_readme_shows_pictures_that_are_there() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert pictures
    for picture in pictures:
        assert (ROOT / picture).is_file(), picture
