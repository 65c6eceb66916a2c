"""A program: takes a PDF apart on standard input, writes its lines in the order of reading as JSON on standard output.

A PDF places glyphs, so Arabic stands in it from left to right as drawn; here its lines are put into the order in which
they are read. It imports nothing of Wasl, because it runs alone under limits; what is made of it is left to ``ingest.readers.pdf``.
"""

from __future__ import annotations

import io
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

_MEMORY = 1_500_000_000
_RTL = ("R", "AL", "AN")
# Presentation forms and ligatures say how a letter is drawn; the letter is what was written.
_DRAWN = re.compile(r"[\ufb00-\ufdfb\ufe70-\ufefc]+")
_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
# What holds a number or a Latin phrase together inside a line of Arabic.
_INSIDE = frozenset(".,:/-–+'’%@&_#")
_UNMAPPED = re.compile(r"\(cid:\d+\)")


def logical(clusters: Sequence[str], rtl: bool | None = None) -> str:
    """The glyphs of one line, from left to right as drawn, in the order of reading.

    Each cluster is a base letter with its marks, or a ligature, in the order of writing. A line with more letters
    from right to left than from left to right is one of Arabic, unless ``rtl`` says which way its page is written: ``["3", "2", "1", "ب", "ا"]`` reads ``اب321``.
    """
    classes = [unicodedata.bidirectional(cluster[0]) for cluster in clusters]
    right, left = sum(c in _RTL for c in classes), sum(c == "L" for c in classes)
    if not right:
        return "".join(clusters)
    if rtl or (rtl is None and right >= left):
        turned = list(reversed(clusters))
        for start, end in _runs(turned, lambda cluster: _class(cluster) in ("L", "EN", "AN")):
            turned[start:end] = reversed(turned[start:end])
            turned[start:end] = [_kept(cluster) for cluster in turned[start:end]]
        return "".join(cluster[1:] if cluster.startswith("\0") else cluster.translate(_MIRROR) for cluster in turned)
    straight = list(clusters)
    for start, end in _runs(straight, lambda cluster: _class(cluster) in ("R", "AL")):
        straight[start:end] = [cluster.translate(_MIRROR) for cluster in reversed(straight[start:end])]
    return "".join(straight)


def _class(cluster: str) -> str:
    return unicodedata.bidirectional(cluster[0])


def _kept(cluster: str) -> str:
    """Marked, so that what stands inside a run that is read as drawn is not mirrored."""
    return "\0" + cluster


def _runs(clusters: Sequence[str], is_strong: Any) -> list[tuple[int, int]]:
    """Where runs of such clusters begin and end: with the spaces and signs between them, never with those at their ends."""
    runs, start, last = [], None, None
    for i, cluster in enumerate(clusters):
        if is_strong(cluster):
            start, last = (i if start is None else start), i
        elif start is not None and last is not None and not _holds(clusters, last, i):
            runs.append((start, last + 1))
            start = last = None
    if start is not None and last is not None:
        runs.append((start, last + 1))
    return runs


def _holds(clusters: Sequence[str], last: int, here: int) -> bool:
    """Whether a run goes on over this cluster: inside a number by one sign, between two words by spaces and signs."""
    cluster = clusters[here]
    if cluster in _INSIDE:
        return here == last + 1
    # Two numbers side by side are two in a line of Arabic (10 2022 is drawn as it is read: from the right).
    return cluster.isspace() and here == last + 1 and _class(clusters[last]) in ("L", "R", "AL") and _next_is_letter(clusters, here)


def _next_is_letter(clusters: Sequence[str], here: int) -> bool:
    following = here + 1
    return following < len(clusters) and _class(clusters[following]) in ("L", "R", "AL")


def plain(words: str) -> str:
    """The words with drawn forms of letters as the letters."""
    return _DRAWN.sub(lambda found: unicodedata.normalize("NFKC", found[0]), words)


def clusters_of(glyphs: Iterable[tuple[float, float, float, str]]) -> list[str]:
    """Glyphs ``(left, right, size, letters)`` of one line as clusters from left to right, a space where there is a gap.

    A mark goes to the letter whose middle is nearest; units are points.
    """
    drawn = sorted(glyphs, key=lambda glyph: (glyph[0] + glyph[1]) / 2)
    bases = [glyph for glyph in drawn if not all(unicodedata.combining(c) for c in plain(glyph[3]).strip() or " ")]
    if not bases:
        return []
    middles = [(left + right) / 2 for left, right, _, _ in bases]
    letters = [plain(words) for _, _, _, words in bases]
    for glyph in drawn:
        if glyph in bases:
            continue
        middle = (glyph[0] + glyph[1]) / 2
        nearest = min(range(len(bases)), key=lambda i: abs(middles[i] - middle))
        letters[nearest] += plain(glyph[3]).strip()
    made: list[str] = []
    for i, (left, right, size, _) in enumerate(bases):
        if i and left - bases[i - 1][1] > 0.17 * size and not letters[i].isspace() and not letters[i - 1].isspace():
            made.append(" ")
        made.append(letters[i])
        del right
    return made


def paragraph(lines: Sequence[str]) -> str:
    """The lines of one block as one paragraph; a word that was parted at a line's end is put together again."""
    joined = ""
    for line in (line.strip() for line in lines):
        if joined.endswith(("-", "\u00ad")) and line[:1].islower() and joined[-2:-1].isalpha():
            joined = joined[:-1] + line
        elif line:
            joined = f"{joined} {line}" if joined else line
    return joined


def take_apart(data: bytes, max_pages: int) -> dict[str, object]:
    """Text, title, number of pages, of pages without text and of letters without a meaning; or ``refused`` with the cause."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams, LTTextBox, LTTextLine
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except PDFPasswordIncorrect:
        return {"refused": "is locked with a password."}
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=LAParams())
    interpreter = PDFPageInterpreter(manager, device)
    blocks: list[str] = []
    pages = pictures = unmapped = 0
    for page in PDFPage.create_pages(document):
        pages += 1
        if pages > max_pages:
            continue
        interpreter.process_page(page)
        before = len(blocks)
        last: Any = None
        boxes = [box for box in device.get_result() if isinstance(box, LTTextBox)]
        rtl = _is_rtl("".join(box.get_text() for box in boxes))
        for box in boxes:
            lines = []
            placed = [line for line in box if isinstance(line, LTTextLine)]
            for line in placed:
                words = logical(clusters_of(_glyphs(line)), rtl)
                unmapped += len(_UNMAPPED.findall(words))
                lines.append(_UNMAPPED.sub("\ufffd", words))
            block = paragraph(lines)
            if not block:
                continue
            if last is not None and _goes_on(last, placed[0], block):
                blocks[-1] = paragraph((blocks[-1], block))
            else:
                blocks.append(block)
            last = placed[-1]
        pictures += len(blocks) == before
    if not pages:
        return {"refused": "is a broken PDF: no page is found in it."}
    return {"text": "\n".join(blocks), "title": _title(document.info), "pages": pages, "pictures": pictures, "unmapped": unmapped}


def _is_rtl(words: str) -> bool:
    return sum(unicodedata.bidirectional(c) in _RTL for c in words) * 2 > sum(c.isalpha() for c in words)


def _goes_on(above: Any, below: Any, words: str) -> bool:
    """Whether a line goes on the paragraph of the one above: as high, close beneath, and begun at the same edge.

    The library joins lines by their left edges, which in Arabic are the ends of the lines.
    """
    rtl = _is_rtl(words)
    size, beneath = _size(above), _size(below)
    starts_together = abs(above.x1 - below.x1 if rtl else above.x0 - below.x0) < 2 * beneath
    return bool(starts_together and -0.5 < (above.y0 - below.y1) / beneath < 0.9 and abs(size - beneath) < 0.15 * beneath)


def _size(line: Any) -> float:
    """The size of most of its glyphs, in points."""
    sizes = sorted(size for _, _, size, _ in _glyphs(line))
    return sizes[len(sizes) // 2] if sizes else float(line.height)


def _glyphs(line: Any) -> list[tuple[float, float, float, str]]:
    from pdfminer.layout import LTChar

    return [(c.x0, c.x1, c.size, c.get_text()) for c in line if isinstance(c, LTChar) and c.get_text().strip("\x00\n\r")]


def _title(information: Sequence[Any]) -> str | None:
    raw = information[0].get("Title") if information else None
    if not isinstance(raw, bytes):
        return None
    try:
        return raw.decode("utf-16") if raw.startswith((b"\xfe\xff", b"\xff\xfe")) else raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _limit(seconds: int) -> None:
    """Bound this process's memory and time where the system can; the caller's own clock holds everywhere."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def main() -> int:
    """Read standard input, write one JSON object to standard output."""
    _limit(int(sys.argv[2]))
    try:
        found = take_apart(sys.stdin.buffer.read(), int(sys.argv[1]))
    except Exception as error:  # noqa: BLE001 - whatever a parser does on one file is that file's refusal
        found = {"refused": f"is a broken PDF ({type(error).__name__})."}
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
