"""Which addresses of the web may be asked at all: http(s), no credentials, and hosts that are public or allowed by name.

Asking them is left to ``ingest.fetching``.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from graph.errors import InputError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORTS = {"http": 80, "https": 443}
# Prefixes of IPv6 that carry an IPv4 address in their last 32 bits (RFC 6052, RFC 8215, IPv4-compatible).
_CARRIERS = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"), ipaddress.IPv6Network("::/96"))
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked. ``host`` is lower-case ASCII without brackets; ``target`` is path and query, percent-encoded."""

    scheme: str
    host: str
    port: int
    target: str

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"

    @property
    def origin(self) -> str:
        """Scheme, host and port as ``http://host:port``, the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")


def is_address(source: str) -> bool:
    """Whether a source is meant as an address rather than as a path: it has a scheme, ``://`` behind it."""
    scheme, found, _ = source.partition("://")
    return bool(found) and scheme.replace("+", "").replace("-", "").replace(".", "").isalnum()


def parse(words: str) -> Address:
    """The address in ``words``, its fragment cut off. Raises InputError for any that is never asked; its place has no password in it."""
    place = without_secrets(words)
    try:
        parts = urlsplit(words.strip())
        port = parts.port
        host = parts.hostname or ""
    except ValueError as exc:
        raise InputError(place, f"is no web address ({exc}).", "Give an address such as https://news.example/article.") from exc
    if parts.scheme.lower() not in _PORTS:
        raise InputError(place, f"has the scheme {parts.scheme}:, and only http and https are fetched.", "Give files by their path.")
    if parts.username is not None or parts.password is not None:
        raise InputError(place, "holds a user name or a password.", "Give the address without them; nothing was asked.")
    if any(c.isspace() or not c.isprintable() or c == "\\" for c in words.strip()):
        raise InputError(place, "holds a space, a backslash or a control character.", "Copy the address again.")
    if port == 0:
        raise InputError(place, "names the port 0.", "Copy the address again.")
    try:
        # A zone (%eth0) names an interface of this machine; nothing public has one.
        host = host.rstrip(".") if host.isascii() else host.rstrip(".").encode("idna").decode("ascii")
    except UnicodeError as exc:
        raise InputError(place, "names a host that cannot be.", "Copy the address again.") from exc
    if not host or "%" in host:
        raise InputError(place, "names no host.", "Give an address such as https://news.example/article.")
    target = quote(parts.path or "/", safe=_PATH_SAFE) + (f"?{quote(parts.query, safe=_PATH_SAFE + '?')}" if parts.query else "")
    return Address(parts.scheme.lower(), host.lower(), port or _PORTS[parts.scheme.lower()], target)


def without_secrets(words: str) -> str:
    """The address for messages: what stands before an ``@`` in its host part is left out, and so are control characters."""
    shown = "".join(c if c.isprintable() else " " for c in words.strip())[:500]
    scheme, found, rest = shown.partition("://")
    if not found:
        return shown
    end = min((i for i in (rest.find(c) for c in "/?#") if i >= 0), default=len(rest))
    return f"{scheme}://{rest[:end].rpartition('@')[2]}{rest[end:]}"


def is_public(ip: IPAddress) -> bool:
    """Whether the address is one that anybody may reach: not loopback, private, link-local, shared, multicast, reserved or unspecified.

    IPv6 addresses that stand for an IPv4 one (mapped, 6to4, Teredo, NAT64) are as public as that one.
    """
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        inner += [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) for carrier in _CARRIERS if ip in carrier]
        if any(found is not None and not is_public(found) for found in inner):
            return False
        if ip.ipv4_mapped is not None:
            return True
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local)


def is_allowed(address: Address, private: tuple[str, ...]) -> bool:
    """Whether the host is on the list of private hosts, with its port where the list names one."""
    host = f"[{address.host}]" if ":" in address.host else address.host
    return address.host in private or host in private or f"{host}:{address.port}" in private


def resolve(address: Address, private: tuple[str, ...]) -> list[tuple[IPAddress, int]]:
    """The IP addresses to connect to, in the system's order. A name is looked up once, and the connection goes to that answer.

    Raises InputError where any of them is not public and the host is not on the list ``private``, or none is found. Decimal, octal and
    short forms of IPv4 are resolved as the system resolves them, and then judged like any other.
    """
    try:
        answers = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as exc:
        raise InputError(str(address), f"its host is not found ({address.host}).", "Check the address and the network.") from exc
    found = list(dict.fromkeys((ipaddress.ip_address(str(answer[4][0]).partition("%")[0]), address.port) for answer in answers))
    if not found:
        raise InputError(str(address), f"its host is not found ({address.host}).", "Check the address and the network.")
    if not is_allowed(address, private) and any(not is_public(ip) for ip, _ in found):
        raise refusal(address)
    return found


def refusal(address: Address) -> InputError:
    """The refusal of a host that is private or local."""
    return InputError(
        str(address),
        f"{address.host} is a private or local address, and nothing was asked of it.",
        f"To fetch from your own network, put {address.host}:{address.port} into WASL_FETCH_PRIVATE.",
    )
