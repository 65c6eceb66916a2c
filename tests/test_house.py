"""Rules of the house that no linter knows: who may touch the environment, the session, the page."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(p for room in ("graph", "ingest", "explorer") for p in (ROOT / room).rglob("*.py") if "node_modules" not in p.parts)


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _attributes(tree: ast.AST) -> Iterator[str]:
    """Dotted names such as ``os.environ`` that the code reads."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


@pytest.mark.parametrize("path", SOURCES, ids=_named)
def test_source_keeps_the_rules_of_the_house(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    name = _named(path)
    used = set(_attributes(tree))
    if name != "graph/settings.py":
        assert not used & {"os.environ", "os.getenv"}, "the environment is read in graph/settings.py only"
    if name != "explorer/state.py":
        assert not used & {"st.session_state", "st.query_params"}, "the session is touched in explorer/state.py only"
    assert ast.get_docstring(tree), "a module says what it is for"
    lines = text.count("\n")
    if lines > 300:
        doc = ast.get_docstring(tree) or ""
        assert "lines" in doc.lower() or "one file" in doc.lower(), f"{lines} lines: the docstring gives no reason for a long file"
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in ("unsafe_allow_html", "unsafe_allow_javascript"):
            assert isinstance(node.value, ast.Constant) and node.value.value is False, (
                f"line {node.lineno}: foreign text never becomes HTML"
            )
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("explorer.pages"):
            pytest.fail(f"line {node.lineno}: a page is imported by no module")


@pytest.mark.parametrize("path", [p for p in SOURCES if "queries" not in p.parts], ids=_named)
def test_cypher_stands_in_graph_queries_only(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            clause = node.value.lstrip()
            # A statement opens with a clause and holds a pattern in parentheses.
            cypher = clause.startswith(("MATCH (", "MERGE (", "UNWIND $", "CREATE (", "OPTIONAL MATCH", "CALL db."))
            assert not cypher, f"line {node.lineno}: Cypher belongs into graph/queries/"


def test_no_tools_are_called_utils() -> None:
    forbidden = {"utils.py", "util.py", "common.py", "helpers.py", "manager.py", "misc.py"}
    assert not [p for p in SOURCES if p.name in forbidden]
