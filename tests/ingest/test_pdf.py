"""PDF: Arabic in its order of reading, and files that hold no words, too many pages, or take too long."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import InputError
from ingest import readers
from ingest.document import Document, ReadOptions
from ingest.readers import pdf
from ingest.readers.pdf_lines import clusters_of, logical, paragraph
from tests.ingest.pdf_file import pdf_of

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    ("drawn", "reads"),
    [
        ("ةعلس 250 لمشت", "تشمل 250 سلعة"),
        ("2025 سرام 4 ءاثالثلا", "الثلاثاء 4 مارس 2025"),
        (".لخدتت نل NATO نأ فاضأو", "وأضاف أن NATO لن تتدخل."),
        ("(نايب يف) لاق", "قال (في بيان)"),
        ("The word سالس means peace.", "The word سلاس means peace."),
        ("Plain words, 10 (ten).", "Plain words, 10 (ten)."),
        ("", ""),
    ],
)
def test_line_as_drawn_is_put_into_the_order_of_reading(drawn: str, reads: str) -> None:
    assert logical(list(drawn)) == reads


def test_line_of_mostly_latin_words_on_an_arabic_page_reads_from_the_right() -> None:
    assert logical(list("World Bank نم %3.5 ةبسنب"), rtl=True) == "بنسبة 3.5% من World Bank"


def test_glyph_of_two_letters_keeps_their_order() -> None:
    assert logical(["ن", "لآ", "ا"]) == "الآن"


def test_marks_go_to_their_letters_and_gaps_become_spaces() -> None:
    glyphs = [(0.0, 5.0, 10.0, "ب"), (1.0, 4.0, 10.0, "\u064e"), (5.0, 10.0, 10.0, "\ufe8d"), (20.0, 25.0, 10.0, "ل")]
    assert clusters_of(glyphs) == ["ب\u064e", "ا", " ", "ل"]


def test_lines_become_a_paragraph_and_parted_words_are_joined() -> None:
    assert paragraph(["The govern-", "ment of Nor-", "Way said", "", "so."]) == "The government of Nor- Way said so."


def refusal(tmp_path: Path, content: bytes) -> InputError:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    (found,) = readers.read(path, ReadOptions())
    assert isinstance(found, InputError)
    return found


def test_scanned_pages_are_refused_with_a_clear_word(tmp_path: Path) -> None:
    error = refusal(tmp_path, pdf_of([], pages=3))
    assert "no text layer" in error.cause
    assert "3 pages" in error.cause
    assert "OCR" in error.remedy


def test_pages_beyond_the_limit_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    (found,) = pdf.documents(pdf_of(["The minister met his colleague."], pages=5), "a.pdf")
    assert found.text.count("minister") == 2
    assert any("first 2 of 5 pages" in notice.message for notice in found.notices)


def test_file_that_takes_too_long_is_refused() -> None:
    with pytest.raises(InputError, match="took longer than"):
        list(pdf.documents(pdf_of(["Words."]), "a.pdf", seconds=0.01))


@pytest.mark.parametrize("content", [b"%PDF-1.7\n" + bytes(range(256)) * 20, pdf_of(["Words."])[:60], b"%PDF-1.4\n%%EOF"])
def test_broken_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path, content).remedy


def test_title_of_the_file_counts_where_it_is_one(tmp_path: Path) -> None:
    for title, counts in (("Norway and Chile sign a treaty", True), ("draft_final2.docx", False), ("Microsoft Word - Document 1", False)):
        path = tmp_path / "a.pdf"
        path.write_bytes(pdf_of(["The minister met his colleague in Oslo."], title=title))
        (found,) = readers.read(path, ReadOptions())
        assert isinstance(found, Document)
        assert (found.title == title) is counts
