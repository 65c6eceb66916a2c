"""A share is known by its token alone, ends when it should, and keeps no token."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from explorer.shares import ShareError, Shares, token_hash

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
SCOPE = {"focus": ["country:KZ"], "statuses": ["disputed"]}


@pytest.fixture
def shares(tmp_path: Path) -> Shares:
    return Shares(tmp_path / "home")


def test_a_share_is_found_by_its_token(shares: Shares) -> None:
    token = shares.create("picture", SCOPE, NOW)
    found = shares.find(token, NOW)
    assert found is not None
    assert (found.kind, found.scope, found.created, found.expires) == ("picture", SCOPE, NOW, None)
    assert shares.find(token[:-1], NOW) is None
    assert shares.find(found.id, NOW) is None, "the hash in the file opens nothing"


def test_tokens_are_long_random_and_kept_nowhere(shares: Shares, tmp_path: Path) -> None:
    tokens = {shares.create("picture", SCOPE, NOW) for _ in range(3)}
    assert len(tokens) == 3
    assert all(len(token) >= 43 for token in tokens), "256 bits in base 64"
    kept = b"".join(path.read_bytes() for path in (tmp_path / "home").iterdir())
    for token in tokens:
        assert token.encode() not in kept
        assert token_hash(token).encode() in kept


def test_the_file_is_its_owners_alone(shares: Shares, tmp_path: Path) -> None:
    shares.create("picture", SCOPE, NOW)
    assert stat.S_IMODE((tmp_path / "home" / "shares.db").stat().st_mode) == 0o600


def test_an_expired_share_is_gone_at_that_moment(shares: Shares) -> None:
    token = shares.create("dashboard", {"board": ["x"]}, NOW, timedelta(days=1))
    assert shares.find(token, NOW + timedelta(days=1) - timedelta(seconds=1))
    assert shares.find(token, NOW + timedelta(days=1)) is None
    assert shares.standing(NOW + timedelta(days=2)) == ()


def test_a_revoked_share_is_gone_at_once_and_only_that_one(shares: Shares) -> None:
    token, other = shares.create("picture", SCOPE, NOW), shares.create("picture", SCOPE, NOW + timedelta(seconds=1))
    assert [s.id for s in shares.standing(NOW)] == [token_hash(other), token_hash(token)]
    assert shares.revoke(token_hash(token), NOW)
    assert not shares.revoke(token_hash(token), NOW)
    assert shares.find(token, NOW) is None
    assert shares.find(other, NOW)


def test_records_survive_the_process(shares: Shares, tmp_path: Path) -> None:
    token = shares.create("picture", SCOPE, NOW)
    assert Shares(tmp_path / "home").find(token, NOW)


def test_a_file_that_is_no_record_is_named(tmp_path: Path) -> None:
    (tmp_path / "shares.db").write_bytes(b"not a database, but long enough to be read as one" * 10)
    with pytest.raises(ShareError, match=r"shares\.db"):
        Shares(tmp_path).standing(NOW)


@pytest.mark.parametrize("token", ["", "'; DROP TABLE share; --", "\x00", "\ud800", "x" * 10_000])
def test_any_text_may_be_asked_for(shares: Shares, token: str) -> None:
    assert shares.find(token, NOW) is None


def test_no_other_kind_is_shared(shares: Shares) -> None:
    with pytest.raises(ValueError):
        shares.create("everything", {}, NOW)
