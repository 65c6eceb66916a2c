"""Bytes into text: finds the encoding, checks that the result is plausible, repairs what was encoded twice.

Opening files and judging whether they are text at all is left to ``ingest.readers.source``.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import charset_normalizer
import ftfy
import ftfy.badness

# Single-byte encodings in which Arabic, Russian, French and English text is met, most common first.
LEGACY = (
    "cp1256",
    "cp1251",
    "cp1252",
    "koi8_r",
    "iso8859_6",
    "mac_arabic",
    "cp866",
    "iso8859_5",
    "mac_cyrillic",
    "iso8859_15",
    "mac_roman",
)
_PRINTED = {"cp1256": "windows-1256", "cp1251": "windows-1251", "cp1252": "windows-1252"}

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How much of a text is looked at where judging costs time.
_SAMPLE = 20_000
# Share of damaged places beyond which text with U+FFFD is worth nothing.
_MAX_DAMAGE = 0.02
# Share of letters that a repair may leave lost.
_MAX_LOST = 0.05


class Undecodable(Exception):
    """No encoding gives plausible text; the message says what was tried."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """``text`` has no byte-order mark; ``notes`` say what was assumed or repaired, empty for sound Unicode."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of ``data``. ``declared`` is what the source says of itself; it is believed only where it works.

    Raises Undecodable when no encoding gives plausible text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _unicode(data[len(mark) :], encoding, len(mark))
    if (wide := _wide(data)) is not None:
        return _unicode(data, wide, 0, note=f"no byte-order mark; read as {wide}")
    try:
        return _untangled(Decoded(data.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError as exc:
        first = exc.start
    if _is_damaged_utf8(data):
        return _damaged(data, first)
    legacy = _legacy(data, declared)
    if legacy is None:
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") <= max(1, _MAX_DAMAGE * len(text)):
            return _damaged(data, first)
        raise Undecodable(f"byte {first} is not UTF-8, and none of {', '.join(map(printed, LEGACY))} gives readable text")
    note = f"not UTF-8 (byte {first}); read as {printed(legacy)}"
    if declared and _canonical(declared) != _canonical(legacy):
        note = f"declared {declared}, read as {printed(legacy)}"
    return _untangled(Decoded(data.decode(legacy), legacy, (note,)))


def printed(encoding: str) -> str:
    """The encoding's usual name, e.g. ``windows-1256`` for ``cp1256``."""
    return _PRINTED.get(encoding, encoding.replace("_", "-"))


def _canonical(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return encoding.lower()


def _unicode(data: bytes, encoding: str, skipped: int, note: str | None = None) -> Decoded:
    """Decode a Unicode encoding; bad places become U+FFFD as long as they are few."""
    notes = (note,) if note else ()
    try:
        return _untangled(Decoded(data.decode(encoding), encoding, notes))
    except UnicodeDecodeError as exc:
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") > max(2, _MAX_DAMAGE * len(text)):
            raise Undecodable(f"starts like {encoding} but is not: byte {exc.start + skipped} does not fit") from exc
        damage = f"{text.count(chr(0xFFFD))} damaged places, the first at byte {exc.start + skipped}; they read U+FFFD"
        return Decoded(text, encoding, (*notes, damage))


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is one of few (0 Latin, 4 Cyrillic, 6 Arabic, 32 dashes and quotes)."""
    sample = data[:_SAMPLE]
    if len(sample) < 8 or len(data) % 2:
        return None
    for encoding, high, low in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if sum(high.count(block) for block in (0, 4, 6, 0x20)) < 0.9 * len(high) or low.count(0) > 0.05 * len(low):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sum(c.isalnum() or c.isspace() for c in text[:_SAMPLE]) > 0.8 * min(len(text), _SAMPLE):
            return encoding
    return None


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether sound sequences of several bytes outnumber the bad places: then it is UTF-8 with damage, not another encoding."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    sound = sum(c > "\x7f" for c in text) - bad
    return 5 * bad <= sound or (bad <= sound and bad <= max(2, _MAX_DAMAGE * len(text)))


def _damaged(data: bytes, first: int) -> Decoded:
    text = data.decode("utf-8", "replace")
    count = text.count("\ufffd")
    return Decoded(
        text, "utf-8", (f"{count} damaged place{'s' if count > 1 else ''} in UTF-8, the first at byte {first}; they read U+FFFD",)
    )


def _legacy(data: bytes, declared: str | None) -> str | None:
    """The single-byte encoding whose text is plausible, preferring the declared one, then the detector's order."""
    sample = data[: 10 * _SAMPLE]
    order = [e for e in LEGACY if declared and _canonical(declared) == _canonical(e)]
    if sum(b > 0x7F for b in sample) < 0.15 * len(sample):  # mostly ASCII: likelier accents and quotes than another script
        order += ["cp1252", "mac_roman"]
    order += [m.encoding for m in charset_normalizer.from_bytes(sample, cp_isolation=list(LEGACY))]
    order += LEGACY
    for encoding in dict.fromkeys(order):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if plausible(text[: 10 * _SAMPLE]):
            return encoding
    return None


_TYPOGRAPHY = frozenset("«»“”„‘’‚–—…•·№°€£§©®™،؛؟٪٫٬\xa0\xad\u200b\u200c\u200d\u200e\u200f\u202f\u2039\u203a")
_FRENCH = frozenset("àâäæçéèêëîïôöœùûüÿñáíóúßåøãõ")
# The letters that make up at least these shares of running text (Arabic alone: 25 to 30 %; Cyrillic: 27 to 30 %).
_FREQUENT = {"ARABIC": (frozenset("اليو"), 0.25), "CYRILLIC": (frozenset("оеаи"), 0.22)}
_WORD = re.compile(r"[^\W\d_]+")
# The n of JSON's "\\n" belongs to no word beside it.
_ESCAPED = re.compile(r"\\(?:[bfnrt]|u[0-9A-Fa-f]{4})")
_INNER_CAPITAL = re.compile(r"[^\W\d_](?<=[a-zà-ÿа-яё])[A-ZÀ-ÞА-ЯЁ]")


def plausible(text: str) -> bool:
    """Whether the characters beyond ASCII look like running Arabic, Cyrillic or Latin text rather than misread bytes."""
    text = _ESCAPED.sub(" ", text)
    high = [c for c in text if c > "\x7f" and c not in _TYPOGRAPHY]
    if not high:
        return True
    letters = [c for c in high if c.isalpha()]
    marks = sum(unicodedata.category(c) == "Mn" for c in high)
    if len(letters) + marks < 0.95 * len(high):
        return False
    scripts = Counter(unicodedata.name(c, "?").split()[0] for c in letters)
    script, count = scripts.most_common(1)[0] if scripts else ("?", 0)
    if count < 0.95 * len(letters) or script not in ("ARABIC", "CYRILLIC", "LATIN"):
        return False
    # Letters of the words that hold any beyond ASCII: accents are few among them, another script stands alone.
    words = "".join(w for w in _WORD.findall(text) if not w.isascii())
    if script == "LATIN":
        common = sum(c.lower() in _FRENCH for c in letters)
        return common >= 0.9 * len(letters) and len(letters) <= 0.5 * len(words) and not _mixed_case(text)
    if sum(c.isascii() for c in words) > 0.1 * len(words):
        return False
    frequent, share = _FREQUENT[script]
    # Short texts stray from the average; from some 40 letters on the share is steady.
    if len(letters) >= 40 and sum(c.lower() in frequent for c in letters) < share * len(letters):
        return False
    return script == "ARABIC" or not _mixed_case(text)


def _mixed_case(text: str) -> bool:
    """Whether capitals beyond ASCII stand inside words, as they do when one Cyrillic code page is read as another."""
    inner = [m for m in _INNER_CAPITAL.findall(text) if m[-1] > "\x7f"]
    return len(inner) > 0.02 * max(1, sum(c.isupper() for c in text)) and len(inner) > len(text) / 5000


def _untangled(decoded: Decoded) -> Decoded:
    """Undo one round of wrong decoding ("Ø§Ù„", "ط§ظ„", "ÇáÑ") where that gives sound text."""
    text = decoded.text
    # A few letters that happen to be sound UTF-8 the other way round prove nothing.
    few = sum(c > "\x7f" for c in text[:_SAMPLE]) < 8
    for wrong in () if few else ("cp1252", "cp1256", "cp1251", "latin-1"):
        try:
            again = text.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
        return Decoded(again, decoded.encoding, (*decoded.notes, f"looks encoded twice (UTF-8 read as {printed(wrong)}); repaired"))
    if not ftfy.badness.is_bad(text[:_SAMPLE]) and (few or plausible(text[:_SAMPLE])):
        return decoded
    again = ftfy.fix_encoding(text)
    if again != text and not ftfy.badness.is_bad(again[:_SAMPLE].replace("\ufffd", "")) and _readable(again) >= _readable(text):
        lost, letters = again.count("\ufffd"), sum(c > "\x7f" for c in again)
        if lost > max(2, _MAX_LOST * letters):
            raise Undecodable(f"it was encoded twice, and {lost} of {letters} letters were lost on the way")
        note = "looks encoded twice; repaired" + (f", lost letters read U+FFFD ({lost})" if lost else "")
        return Decoded(again, decoded.encoding, (*decoded.notes, note))
    try:
        data = text.encode("cp1252")
    except UnicodeEncodeError:
        return decoded
    real = None if few else _legacy(data, None)
    if real is None or real in ("cp1252", "iso8859_15", "mac_roman"):
        return decoded
    note = f"looks encoded twice ({printed(real)} read as windows-1252); repaired"
    return Decoded(data.decode(real), decoded.encoding, (*decoded.notes, note))


def _readable(text: str) -> float:
    """The share of characters beyond ASCII that belong to the text's main script."""
    high = [c for c in text[:_SAMPLE] if c > "\x7f" and c not in _TYPOGRAPHY and c != "\ufffd"]
    if not high:
        return 1.0
    scripts = Counter(unicodedata.name(c, "?").split()[0] if c.isalpha() else "?" for c in high)
    scripts.pop("?", 0)
    return scripts.most_common(1)[0][1] / len(high) if scripts else 0.0
