"""Statements that the console offers to begin with; read from the queries that come with the samples."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).parent / "examples"


@cache
def _read() -> dict[str, str]:
    return {path.stem.partition("-")[2]: path.read_text("utf-8").strip() for path in sorted(_FOLDER.glob("*.cypher"))}


EXAMPLES = MappingProxyType(_read())
