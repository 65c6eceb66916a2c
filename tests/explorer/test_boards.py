"""A dashboard's file is read whole or refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer import boards
from explorer.boards import Words
from graph.errors import InputError
from graph.filters import GraphFilter

GOOD = """\
title: {ar: عنوان, en: Title}
refresh: 10
cards:
  - kind: network
    title: Disputed
    span: 8
    view: {statuses: [disputed], limit: 50, focus: country-kz}
  - kind: bar
    title: Bars
    query: RETURN 1 AS n
    parameters: {names: [a, b], n: 3}
    columns: [x, {ar: ص, en: y}]
  - {kind: text, title: T, text: Words}
"""


def test_a_dashboard_is_read() -> None:
    board = boards.read(GOOD, "good.yaml")
    assert (board.name, board.title, board.refresh) == ("good", Words("عنوان", "Title"), 10)
    network, bar, text = board.cards
    assert network.view is not None
    assert network.view.filter == GraphFilter(statuses=("disputed",), limit=50)
    assert network.view.focus == ("country-kz",)
    assert bar.parameters == {"names": ["a", "b"], "n": 3}
    assert bar.columns == (Words("x", "x"), Words("ص", "y"))
    assert text.text == Words("Words", "Words")


def test_the_samples_dashboard_is_read() -> None:
    folder = Path(__file__).resolve().parents[2] / "samples" / "dashboards"
    assert "january-2022" in boards.names(folder)
    board = boards.load(folder, "january-2022")
    assert board is not None
    assert {card.kind for card in board.cards} == set(boards.KINDS), "it shows every kind of card"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "empty"),
        ("# only a comment", 1, "empty"),
        ("- a list", 1, "list of fields"),
        ("title: x", 1, "cards"),
        ("title: x\ncards: []", 2, "1 to 24"),
        ("title: x\ncards:\n" + " - {kind: text, title: t, text: t}\n" * 25, 3, "1 to 24"),
        ("title: x\ncolour: red\ncards: [{kind: text, title: t, text: t}]", 2, "no field “colour”"),
        ("title: x\ntitle: y", 2, "twice"),
        ("title: [x]\ncards: [{kind: text, title: t, text: t}]", 1, "text in both languages"),
        ("title: {ar: x}\ncards: [{kind: text, title: t, text: t}]", 1, "text in both languages"),
        ("title: x\nrefresh: often\ncards: [{kind: text, title: t, text: t}]", 2, "whole number from 2"),
        ("title: x\nrefresh: 1\ncards: [{kind: text, title: t, text: t}]", 2, "whole number from 2"),
        ("title: x\ncards:\n - kind: pie", 3, "one of network"),
        ("title: x\ncards:\n - title: y", 3, "“kind” is missing"),
        ("title: x\ncards:\n - just words", 3, "list of fields"),
        ("title: x\ncards:\n - kind: table\n   title: y", 3, "needs query"),
        ("title: x\ncards:\n - kind: network\n   title: y\n   query: RETURN 1\n   view: {}", 3, "not both"),
        ("title: x\ncards:\n - kind: text\n   title: y\n   query: z", 5, "no field “query”"),
        ("title: x\ncards:\n - kind: text\n   title: y\n   text: ''", 5, ""),
        ("title: x\ncards:\n - kind: table\n   title: y\n   query: ''", 5, "“query” is text"),
        ("title: x\ncards:\n - kind: text\n   title: y\n   text: t\n   span: 13", 6, "1 to 12"),
        ("title: x\ncards:\n - kind: network\n   title: y\n   view:\n     held_from: soon", 6, "held_from"),
        ("title: x\ncards:\n - kind: table\n   title: y\n   query: q\n   parameters: {a: {b: c}}", 6, "parameter"),
        ("a: [", 1, "not YAML"),
        ("a: b: c", 1, "not YAML"),
        ("title: &a x\ncards: [{kind: text, title: *a, text: t}]", 1, "alias"),
        ("title: !!python/object/apply:os.system [id]\ncards: [{kind: text, title: t, text: t}]", 1, ""),
        ("? [a, b]\n: x", 1, "plain name"),
        ("[" * 5000, None, "not YAML"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, line: int | None, words: str) -> None:
    if words == "" and "text: ''" in text:
        assert boards.read(text, "bad.yaml").cards[0].text == Words("", "")
        return
    with pytest.raises(InputError) as refused:
        boards.read(text, "bad.yaml")
    assert words in str(refused.value)
    if line is not None:
        assert refused.value.place == f"bad.yaml:{line}"


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", ".hidden", "none", "", "a/b"])
def test_only_files_of_the_folder_are_dashboards(tmp_path: Path, name: str) -> None:
    (tmp_path / "boards").mkdir()
    (tmp_path / "secret.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "boards" / ".hidden.yaml").write_text(GOOD, "utf-8")
    assert boards.load(tmp_path / "boards", name) is None
    assert boards.names(tmp_path / "nowhere") == ()


def test_files_that_are_no_text_or_too_large_are_refused(tmp_path: Path) -> None:
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00title")
    (tmp_path / "large.yaml").write_text("#" * 300_000, "utf-8")
    with pytest.raises(InputError, match="UTF-8"):
        boards.load(tmp_path, "binary")
    with pytest.raises(InputError, match="larger"):
        boards.load(tmp_path, "large")
