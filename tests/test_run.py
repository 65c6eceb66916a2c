"""Starting and not starting: a port in use, an open address without a password, samples read once."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments: str, home: Path, settings: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """``python -m …`` to its end, with no settings but these."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("WASL_", "NEO4J_")) and name != "PORT"}
    environment = bare | {"WASL_HOME": str(home)} | dict(settings or {})
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_run_on_a_port_in_use_says_which_and_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("explorer", home=tmp_path, settings={"PORT": str(port)})
    assert done.returncode == 2
    assert f"Port {port} on 127.0.0.1 is in use" in done.stderr
    assert "PORT=" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])
def test_run_on_an_open_address_needs_a_password(tmp_path: Path, address: str) -> None:
    done = run("explorer", home=tmp_path, settings={"WASL_ADDRESS": address})
    assert done.returncode == 2
    assert f"WASL_ADDRESS={address}" in done.stderr
    assert "python -m explorer password" in done.stderr
    assert "Traceback" not in done.stderr


def test_run_refuses_a_password_that_is_no_hash(tmp_path: Path) -> None:
    done = run("explorer", home=tmp_path, settings={"WASL_ADDRESS": "0.0.0.0", "WASL_PASSWORD_HASH": "secret"})
    assert done.returncode == 2
    assert "WASL_PASSWORD_HASH is not a hash" in done.stderr
    assert "secret" not in done.stderr


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"PORT": "many"}, "PORT=many"),
        ({"NEO4J_URI": "bolt://127.0.0.1:1"}, "NEO4J_PASSWORD"),
        ({"NEO4J_URI": "http://127.0.0.1:7474", "NEO4J_PASSWORD": "x"}, "neo4j://localhost:7687"),
    ],
)
def test_run_names_the_setting_that_is_wrong(tmp_path: Path, settings: dict[str, str], named: str) -> None:
    for module in (("explorer",), ("ingest", "samples")):
        done = run(*module, home=tmp_path, settings=settings)
        if module[0] == "ingest" and settings.get("PORT"):
            continue
        assert done.returncode == 2, done.stderr
        assert named in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.store
def test_run_reads_the_samples_into_an_empty_store_only(tmp_path: Path) -> None:
    first = run("ingest", "--if-empty", "samples", home=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "10 new" in first.stdout
    again = run("ingest", "--if-empty", "samples", home=tmp_path)
    assert again.returncode == 0
    assert again.stdout == ""
    assert "10 articles already" in again.stderr


@pytest.mark.store
def test_run_says_that_a_server_is_away(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        away = {"NEO4J_URI": f"bolt://127.0.0.1:{port}", "NEO4J_PASSWORD": "x"}
        done = run("ingest", "samples", home=tmp_path, settings=away)
    assert done.returncode == 2
    assert f"127.0.0.1:{port}" in done.stderr
    assert "Traceback" not in done.stderr
