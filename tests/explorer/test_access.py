"""Who may ask what, by the rules alone; tests/explorer/test_guard.py applies them to requests."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from explorer import access
from graph import settings as graph_settings
from graph.errors import ConfigurationError
from graph.settings import Settings

# Made once: a guess is slow on purpose.
HASH = access.hash_password("قل كلمتك 1")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return graph_settings.load({"WASL_HOME": str(tmp_path)})


def test_a_password_is_known_by_its_hash_alone() -> None:
    assert access.verify_password("قل كلمتك 1", HASH)
    assert not access.verify_password("قل كلمتك 2", HASH)
    assert "قل" not in HASH
    assert access.hash_password("x") != access.hash_password("x")


@pytest.mark.parametrize(
    "stored", ["", "secret", "scrypt:1:2", "scrypt:32768:8:1:!:!", "scrypt:1073741824:8:1:AAAA:AAAA", "md5:1:1:1:AAAA:AAAA"]
)
def test_what_is_no_hash_stops_the_start(settings: Settings, stored: str) -> None:
    with pytest.raises(ConfigurationError, match="WASL_PASSWORD_HASH"):
        access.policy(replace(settings, password_hash=stored))


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.7", "example.org", "127.0.0.1.example.org"])
def test_an_open_address_needs_a_password(settings: Settings, address: str) -> None:
    with pytest.raises(ConfigurationError, match="python -m explorer password"):
        access.policy(replace(settings, address=address))
    assert access.policy(replace(settings, address=address, password_hash=HASH)).password_hash == HASH


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.0.1", "::1", "[::1]", "localhost"])
def test_loopback_is_the_owner(settings: Settings, address: str) -> None:
    assert access.policy(replace(settings, address=address)).password_hash is None


def test_the_secret_is_kept_and_is_its_owners_alone(settings: Settings) -> None:
    first = access.policy(settings)
    assert access.policy(settings).secret == first.secret
    assert stat.S_IMODE((settings.home / "server.secret").stat().st_mode) == 0o600
    assert first.secret.hex() not in repr(first)


def test_a_cut_secret_is_named(settings: Settings) -> None:
    (settings.home / "server.secret").write_bytes(b"short")
    with pytest.raises(ConfigurationError, match=r"server\.secret"):
        access.policy(settings)


def test_a_home_that_cannot_be_written_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match="WASL_HOME"):
        access.policy(replace(settings, home=tmp_path / "file" / "below"))


def test_a_session_ends_by_time_by_forgery_and_by_a_new_password(settings: Settings) -> None:
    policy = access.policy(replace(settings, password_hash=HASH))
    session = access.make_session(policy, 1000.0)
    assert access.is_session(policy, session, 1000.0)
    assert not access.is_session(policy, session, 1000.0 + access.SESSION_SECONDS)
    assert not access.is_session(replace(policy, password_hash="other"), session, 1000.0)
    assert not access.is_session(replace(policy, secret=b"x" * 32), session, 1000.0)
    later = str(10**11) + session[session.index(".") :]
    for forged in (None, "", ".", later, session[:-1], "²." + session, session.replace(".", ""), "9" * 400):
        assert not access.is_session(policy, forged, 1000.0)


@pytest.mark.parametrize(
    ("host", "known"),
    [("127.0.0.1:8501", True), ("localhost:8501", True), ("localhost", True), ("[::1]:8501", True), ("evil.example", False), ("evil.example:8501", False), ("127.0.0.1.evil.example", False), ("", False), (None, False), ("10.0.0.1", False)],
)  # fmt: skip
def test_hosts_of_a_local_server(settings: Settings, host: str | None, known: bool) -> None:
    assert access.is_host_known(access.policy(settings), host) is known


@pytest.mark.parametrize(
    ("host", "known"), [("10.0.0.1:8501", True), ("[fe80::1]:8501", True), ("wasl.example.org", True), ("evil.example", False)]
)
def test_hosts_of_an_open_server(settings: Settings, host: str, known: bool) -> None:
    policy = access.policy(replace(settings, address="0.0.0.0", password_hash=HASH, hosts=("Wasl.example.org",)))
    assert access.is_host_known(policy, host) is known


def test_guessing_is_slowed_by_client() -> None:
    attempts = access.Attempts()
    for _ in range(5):
        assert attempts.wait("a", 0.0) == 0.0
        attempts.wrong("a", 0.0)
    waits = []
    for _ in range(4):
        waits.append(attempts.wait("a", 0.0))
        attempts.wrong("a", 0.0)
    assert waits == [1.0, 2.0, 4.0, 8.0]
    assert attempts.wait("b", 0.0) == 0.0
    for _ in range(30):
        attempts.wrong("a", 0.0)
    assert attempts.wait("a", 0.0) == 300.0
    attempts.right("a")
    assert attempts.wait("a", 0.0) == 0.0
