"""What ARCHITECTURE.md and README.md name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_ROOMS = ("graph", "ingest", "explorer", "tests", "bench", "samples", "docs")
# Written like a path from the root: `graph/model.py`, `ingest/languages/LANG/`, ingest/readers
_PATH = re.compile(rf"(?<![\w/.-])((?:{'|'.join(_ROOMS)})/[\w./-]*\w/?|(?:{'|'.join(_ROOMS)})/)")
# The last part may be a name inside the module: graph/store.write
_PLACEHOLDER = re.compile(r"\b[A-Z]{3,}\b(?!\.md)")


def named(document: str) -> list[str]:
    text = (ROOT / document).read_text("utf-8")
    return sorted(set(_PATH.findall(text)))


@pytest.mark.parametrize("document", ["ARCHITECTURE.md", "README.md"])
def test_documents_name_only_what_is_there(document: str) -> None:
    paths = named(document)
    assert paths
    missing = [path for path in paths if not exists(path)]
    assert not missing, f"{document} names what is not there: {', '.join(missing)}"


def exists(path: str) -> bool:
    """Whether it is a file, a folder, a module, or a name of one; capitals stand for any name."""
    if _PLACEHOLDER.search(path):
        head = path[: _PLACEHOLDER.search(path).start()]  # type: ignore[union-attr]  # searched a line above
        return (ROOT / head).is_dir() and any((ROOT / head).iterdir())
    at = ROOT / path
    if at.exists() or at.with_name(at.name + ".py").exists():
        return True
    module, _, member = at.name.rpartition(".")
    sources = (at.with_name(f"{module}.py"), at.with_name(module) / "__init__.py")
    return any(source.exists() and re.search(rf"\bdef {member}\b", source.read_text("utf-8")) for source in sources)


def test_root_files_named_in_the_readme_are_there() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for name in set(re.findall(r"`([A-Z]+(?:\.md)?)`", text)) & {"ARCHITECTURE.md", "LICENSE", "CHANGELOG.md"}:
        assert (ROOT / name).exists(), name
