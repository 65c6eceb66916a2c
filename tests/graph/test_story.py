"""What one copy of a text changed of another."""

from __future__ import annotations

import pytest

from graph.story import changes, pieces

OLD = "Ministers met in Velmora on Tuesday. They spoke for three hours. Nobody was harmed."


@pytest.mark.parametrize(
    ("new", "kinds"),
    [
        (OLD, ["same"]),
        (OLD.replace(" Nobody was harmed.", ""), ["same", "removed"]),
        ("A headline.\n" + OLD, ["added", "same"]),
        (OLD.replace("three hours", "nearly three hours"), ["same", "reworded", "same"]),
        (OLD.replace("They", "Our reporter saw it. They"), ["same", "added", "same"]),
        ("Something else stands here.", ["removed", "added"]),
        ("", ["removed"]),
    ],
)
def test_changes_between_copies(new: str, kinds: list[str]) -> None:
    found = changes(OLD, new)
    assert [c.kind for c in found] == kinds
    for side, text in (("old", OLD), ("new", new)):
        spans = [getattr(c, side) for c in found]
        assert all(0 <= a <= b <= len(text) for a, b in spans)
        assert spans == sorted(spans)
        said = "".join(text[a:b] for a, b in spans)
        assert len(said) >= len("".join(text.split()))


def test_spelling_of_arabic_is_no_change() -> None:
    assert [c.kind for c in changes("استأنفت الوزارة المحادثات.", "استأنفت الوزارةُ المحادثات.")] == ["same"]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("One stayed. Two left.", "One stayed. Two left.", "One stayed. Two left."),
        (
            "They spoke for three hours on Monday.",
            "They spoke for five hours on Monday.",
            "They spoke for [-three -][+five +]hours on Monday.",
        ),
        ("قال الوزير إن المحادثات بدأت أمس.", "قال الوزيرُ إن المحادثات انتهت أمس.", "قال الوزيرُ إن المحادثات [-بدأت -][+انتهت +]أمس."),
        ("It rained. They met.", "They met. Nobody spoke.", "[-It rained.-] They met.[+ Nobody spoke.+]"),
        ("Old.\n\nKept here.", "Kept here.\n\nNew.", "[-Old.-]\n\nKept here.[+\n\nNew.+]"),
        ("", "All new.", "[+All new.+]"),
        ("", "", ""),
    ],
)
def test_pieces_show_what_changed_word_by_word(old: str, new: str, wanted: str) -> None:
    shown = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    found = pieces(old, new)
    assert "".join(shown[p.kind].format(p.text) for p in found) == wanted
    assert "".join(p.text for p in found if p.kind != "removed").split() == new.split()
    assert "".join(p.text for p in found if p.kind != "added").split() != [] or not old
