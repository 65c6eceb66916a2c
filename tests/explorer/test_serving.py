"""The server starts where it may, and says why where it may not."""

from __future__ import annotations

import getpass
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer import __main__ as command
from explorer import access, connection, serving
from graph.settings import load


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    before = connection._process.settings
    yield {"WASL_HOME": str(tmp_path)}
    connection.use(before)


def start(environment: dict[str, str], **more: str) -> int:
    connection.use(load(environment | more))
    return command.main([])


def test_a_port_in_use_is_said_with_what_to_do(environment: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert start(environment, PORT=str(port)) == 2
    said = capsys.readouterr().err
    assert f"Port {port}" in said
    assert f"PORT={port + 1}" in said
    assert "Traceback" not in said


def test_an_open_address_without_a_password_does_not_start(environment: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert start(environment, WASL_ADDRESS="0.0.0.0") == 2
    assert "no password is set" in capsys.readouterr().err


def test_a_password_that_is_no_hash_does_not_start_and_is_not_shown(
    environment: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(environment, WASL_ADDRESS="0.0.0.0", WASL_PASSWORD_HASH="S3CR3T-CANARY") == 2
    said = capsys.readouterr()
    assert "not a hash" in said.err
    assert "CANARY" not in said.err + said.out


@pytest.mark.parametrize(
    ("typed", "code"), [(["long enough", "long enough"], 0), (["long enough", "different"], 2), (["short", "short"], 2)]
)
def test_the_password_command_prompts_and_prints_a_hash(
    typed: list[str], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(typed)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: next(answers))
    assert command.main(["password"]) == code
    out = capsys.readouterr().out.strip()
    assert (out != "") == (code == 0)
    if out:
        assert access.verify_password("long enough", out)
        assert "long enough" not in out


@pytest.mark.parametrize(("address", "url"), [("127.0.0.1", "http://127.0.0.1:8501"), ("0.0.0.0", "http://127.0.0.1:8501"), ("::1", "http://[::1]:8501"), ("[::1]", "http://[::1]:8501")])  # fmt: skip
def test_the_address_to_open(environment: dict[str, str], address: str, url: str) -> None:
    assert serving.url(load(environment | {"WASL_ADDRESS": address})) == url


def test_streamlit_is_told_where_and_for_whom(environment: dict[str, str]) -> None:
    options = serving.streamlit_options(load(environment | {"PORT": "8600", "WASL_HOSTS": "wasl.example.org"}))
    assert (options["server.address"], options["server.port"]) == ("127.0.0.1", 8600)
    assert set(options["server.allowedHosts"]) == {"localhost", "127.0.0.1", "::1", "wasl.example.org"}
