"""Who may ask what: the local owner, whoever knows the password, the holder of a share link.

The guard stands before everything the server answers, pages and their websocket included. What a
share shows is left to ``explorer.shares`` and ``explorer.routes.share``, the form to ``explorer.routes.login``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ipaddress
import os
import secrets
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import ConfigurationError
from graph.settings import Settings

COOKIE = "wasl_session"
SESSION_SECONDS = 7 * 24 * 3600
# scrypt: 32 MiB and some 0.1 s a guess (RFC 7914).
_N, _R, _P, _BYTES = 2**15, 8, 1, 32
_MEMORY = 128 * _N * _R * 2
# After so many wrong passwords the next answer waits, twice as long each time.
_FREE_TRIES, _LONGEST_WAIT = 5, 300.0


def hash_password(password: str) -> str:
    """What WASL_PASSWORD_HASH takes: ``scrypt:N:r:p:salt:key``, salt and key in base 64."""
    salt = secrets.token_bytes(16)
    key = hashlib.scrypt(password.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY, dklen=_BYTES)
    return f"scrypt:{_N}:{_R}:{_P}:{base64.b64encode(salt).decode()}:{base64.b64encode(key).decode()}"


def _parts(stored: str) -> tuple[int, int, int, bytes, bytes]:
    kind, n, r, p, salt, key = stored.split(":")
    if kind != "scrypt" or not 2 <= int(n) <= 2**20 or not 1 <= int(r) <= 32 or not 1 <= int(p) <= 16:
        raise ValueError(stored)
    return int(n), int(r), int(p), base64.b64decode(salt, validate=True), base64.b64decode(key, validate=True)


def verify_password(password: str, stored: str) -> bool:
    """Whether this is the password of the hash. Slow on purpose; raises ValueError for what is no hash."""
    n, r, p, salt, key = _parts(stored)
    tried = hashlib.scrypt(password.encode("utf-8", "surrogatepass"), salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=len(key))
    return hmac.compare_digest(tried, key)


def is_loopback(address: str) -> bool:
    """Whether only this machine reaches the address. Names count by what they mean, never by resolving."""
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == "localhost"


@dataclass(frozen=True, slots=True)
class Policy:
    """``password_hash`` None = whoever reaches the server is the owner (loopback only). ``secret`` signs sessions.

    ``hosts`` are the names that the server answers to besides literal addresses; lower case.
    """

    password_hash: str | None
    secret: bytes = field(repr=False)
    hosts: frozenset[str] = frozenset()
    any_address: bool = False


def policy(settings: Settings) -> Policy:
    """The rules for these settings. Raises ConfigurationError when the address is open and no password protects it."""
    local = is_loopback(settings.address)
    if settings.password_hash is None and not local:
        raise ConfigurationError(
            f"WASL_ADDRESS={settings.address} lets others reach the explorer, but no password is set. "
            "Make a hash with `python -m explorer password`, put it into WASL_PASSWORD_HASH "
            "(or into a file named by WASL_PASSWORD_FILE), or leave WASL_ADDRESS at 127.0.0.1."
        )
    if settings.password_hash is not None:
        try:
            _parts(settings.password_hash)
        except (ValueError, binascii.Error) as exc:
            raise ConfigurationError("WASL_PASSWORD_HASH is not a hash. Make one with `python -m explorer password`.") from exc
    names = {"localhost", *(h.lower() for h in settings.hosts)}
    if not local:
        names |= {socket.gethostname().lower(), settings.address.lower()}
    return Policy(settings.password_hash, _secret(settings.home), frozenset(names), not local)


def _secret(home: Path) -> bytes:
    """The server's secret, made at the first start; readable by its owner alone."""
    path = home / "server.secret"
    try:
        home.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            path.chmod(0o600)
            kept = path.read_bytes()
            if len(kept) < 32:
                raise ConfigurationError(f"{path}: too short to be the server's secret. Delete the file; a new one is made.") from None
            return kept
        with os.fdopen(handle, "wb") as file:
            made = secrets.token_bytes(32)
            file.write(made)
        return made
    except OSError as exc:
        raise ConfigurationError(
            f"{path}: the server's secret cannot be kept there ({exc.strerror}). Set WASL_HOME to a folder that can be written."
        ) from exc


# Sessions: an expiry, signed with the server's secret and the password's hash, so that a new password ends them all.


def make_session(policy: Policy, now: float) -> str:
    """The value of the session cookie. ``now`` in seconds since the epoch."""
    expires = str(int(now) + SESSION_SECONDS)
    return f"{expires}.{_signature(policy, expires)}"


def is_session(policy: Policy, value: str | None, now: float) -> bool:
    expires, _, signature = (value or "").partition(".")
    if not expires.isascii() or not expires.isdigit() or len(expires) > 12:
        return False
    return hmac.compare_digest(signature.encode(), _signature(policy, expires).encode()) and now < int(expires)


def _signature(policy: Policy, expires: str) -> str:
    return hmac.new(policy.secret, f"session|{policy.password_hash}|{expires}".encode(), "sha256").hexdigest()


def is_host_known(policy: Policy, host: str | None) -> bool:
    """Whether a Host header names this server. A foreign name is how a page elsewhere would reach a local server."""
    name = (host or "").lower()
    name = name[: name.rfind("]") + 1] if name.startswith("[") else name.partition(":")[0]
    if name.rstrip(".") in policy.hosts or is_loopback(name):
        return True
    if not policy.any_address:
        return False
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


class Attempts:
    """Counts wrong passwords by client and slows down whoever goes on. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wrong: dict[str, tuple[int, float]] = {}

    def wait(self, client: str, now: float | None = None) -> float:
        """Seconds until this client may try again; 0 = now."""
        now = time.monotonic() if now is None else now
        with self._lock:
            count, last = self._wrong.get(client, (0, 0.0))
        if count < _FREE_TRIES:
            return 0.0
        return max(0.0, last + min(_LONGEST_WAIT, 2.0 ** (count - _FREE_TRIES)) - now)

    def wrong(self, client: str, now: float | None = None) -> None:
        now = time.monotonic() if now is None else now
        with self._lock:
            if len(self._wrong) > 10_000:
                self._wrong = {c: (n, at) for c, (n, at) in self._wrong.items() if now - at < _LONGEST_WAIT}
            self._wrong[client] = (self._wrong.get(client, (0, 0.0))[0] + 1, now)

    def right(self, client: str) -> None:
        with self._lock:
            self._wrong.pop(client, None)
