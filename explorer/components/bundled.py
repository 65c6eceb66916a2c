"""The built bundle as a file to be served: its name changes with its content, so a browser may keep it for ever.

Building it is left to ``build.mjs``, the route that serves it to ``explorer.routes``.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
BUNDLE = HERE / "bundle" / "wasl.js"
BORDERS = HERE / "bundle" / "borders.json"
_SOURCE_SUFFIXES = frozenset({".mjs", ".css", ".json"})
_NOT_SOURCES = frozenset({"node_modules", "bundle", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Asset:
    """``name`` is the file name with the content's hash (``wasl-0123456789abcdef.js``), ``path`` where the bytes lie."""

    name: str
    path: Path

    def read(self) -> bytes:
        return self.path.read_bytes()


def asset() -> Asset:
    """The bundle as it lies on the disk now.

    Raises FileNotFoundError with what to do when the repository holds no bundle.
    """
    try:
        changed = BUNDLE.stat().st_mtime_ns
    except FileNotFoundError as missing:
        raise FileNotFoundError(f"{BUNDLE} is missing; build it with `make bundle` (needs Node 20)") from missing
    return _asset(changed)


@lru_cache(maxsize=2)
def _asset(_changed: int) -> Asset:
    digest = hashlib.sha256(BUNDLE.read_bytes()).hexdigest()[:16]
    return Asset(f"wasl-{digest}.js", BUNDLE)


@lru_cache(maxsize=1)
def borders() -> Asset:
    """The boundaries of the map, which the bundle asks for beside itself when a map is opened."""
    return Asset(f"borders-{hashlib.sha256(BORDERS.read_bytes()).hexdigest()[:16]}.json", BORDERS)


def icons() -> frozenset[str]:
    """The names of the Lucide icons in the bundle; a type's icon must be one of them."""
    return frozenset(json.loads((HERE / "icons.json").read_text(encoding="utf-8")))


def source_hash() -> str:
    """SHA-256 over names and hashes of all sources, as ``build.mjs`` writes it to ``bundle/SOURCES.sha256``."""
    whole = hashlib.sha256()
    for name in sorted(_sources(HERE)):
        own = hashlib.sha256((HERE / name).read_bytes()).hexdigest()
        whole.update(f"{own}  {name}\n".encode())
    return whole.hexdigest()


def _sources(folder: Path) -> list[str]:
    found: list[str] = []
    for path in folder.iterdir():
        if path.is_dir():
            if path.name not in _NOT_SOURCES:
                found += _sources(path)
        elif path.suffix in _SOURCE_SUFFIXES:
            found.append(path.relative_to(HERE).as_posix())
    return found
