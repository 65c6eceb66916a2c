"""One contract for all readers of reports: each kind of file, its encodings, four languages, and what is wrong with files in the world.

What is held to what:

====================  =========  =========  =====  ====  =========  ===============
kind                  languages  encodings  empty  huge  cut short  wrong extension
====================  =========  =========  =====  ====  =========  ===============
text, HTML            ar en      8          yes    yes   yes        yes
                      ru fr
RSS, Atom, EML, WARC  the same   8          yes    yes   yes        yes, by content
JSON Lines            the same   8          yes    yes   yes        its name tells
PDF                   the same   its own    yes    yes   yes        yes, by content
relations (CSV)       the same   5          yes    yes   yes        their names tell
events, FtM, GraphML  the same   3          yes    yes   yes        their names tell
====================  =========  =========  =====  ====  =========  ===============

What the columns, codes and keys of structured data mean is tested beside this file.
Over 300 lines: one contract holds for all kinds of file.
"""

from __future__ import annotations

import email.encoders
import gzip
import json
import tracemalloc
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import Any

import pytest

from graph import settings
from graph.errors import InputError
from ingest import pipeline, readers
from ingest.document import Document, Notice, ReadOptions
from ingest.extractors import chosen
from tests.ingest.pdf_file import pdf_of
from tests.ingest.report_words import SENTENCES, TITLES

pytestmark = pytest.mark.timeout(120)

Maker = Callable[[str, str], bytes]


def page(language: str, encoding: str) -> bytes:
    words = "".join(f"<p>{escape(sentence)}</p>" for sentence in SENTENCES[language])
    markup = (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="{encoding.removesuffix("-sig")}"><title>{escape(TITLES[language])}</title></head>'
        f'<body><nav><a href="/">Home</a></nav><article><h1>{escape(TITLES[language])}</h1>{words}</article><footer>All rights reserved</footer></body></html>'
    )
    return encoded(markup, encoding)


def plain(language: str, encoding: str) -> bytes:
    return encoded("\r\n".join((TITLES[language], "", *SENTENCES[language])), encoding)


def json_lines(language: str, encoding: str) -> bytes:
    record = {"title": TITLES[language], "text": "\n".join(SENTENCES[language])}
    return encoded(json.dumps(record, ensure_ascii=False) + "\n", encoding)


def rss(language: str, encoding: str) -> bytes:
    described = escape("".join(f"<p>{escape(sentence)}</p>" for sentence in SENTENCES[language]))
    markup = (
        f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n<rss version="2.0"><channel><title>Daily</title>'
        f"<item><guid>1</guid><title>{escape(TITLES[language])}</title><description>{described}</description></item></channel></rss>"
    )
    return encoded(markup, encoding)


def atom(language: str, encoding: str) -> bytes:
    content = escape("\n".join(SENTENCES[language]))
    markup = (
        f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>Daily</title>'
        f'<entry><id>1</id><title>{escape(TITLES[language])}</title><content type="text">{content}</content></entry></feed>'
    )
    return encoded(markup, encoding)


def letter(kind: str) -> Maker:
    def make(language: str, encoding: str) -> bytes:
        message = EmailMessage()
        message["From"] = "The Daily <news@daily.example>"
        message["To"] = "reader@home.example"
        message["Subject"] = TITLES[language]
        message["Date"] = "Tue, 04 Mar 2025 09:00:00 +0300"
        if kind == "html":
            message.set_content("View this letter in your browser.")
            message.add_alternative("x", subtype="html")
            part: Any = list(message.iter_parts())[1]
            part.set_payload(page(language, encoding))
        else:
            message.set_content("x")
            part = message
            part.set_payload(encoded("\n".join(SENTENCES[language]), encoding))
        del part["Content-Transfer-Encoding"]
        email.encoders.encode_base64(part)
        part.set_param("charset", encoding.removesuffix("-sig"))
        return message.as_bytes()

    return make


def archive(packed: bool) -> Maker:
    def make(language: str, encoding: str) -> bytes:
        return archived((f"https://daily.example/{language}", "text/html", page(language, encoding)), packed=packed)

    return make


def archived(*records: tuple[str, str, bytes], packed: bool = True) -> bytes:
    """A WARC 1.0 archive of pages, as crawlers write it: a record of its own about it, then each page; each record packed by itself."""
    made = [_record("warcinfo", "", "application/warc-fields", b"software: a test\r\n")]
    for address, kind, body in records:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        made.append(_record("request", address, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"))
        made.append(_record("response", address, "application/http; msgtype=response", head + body))
    return b"".join(gzip.compress(record) for record in made) if packed else b"".join(made)


def _record(kind: str, address: str, media_type: str, content: bytes) -> bytes:
    target = f"WARC-Target-URI: {address}\r\n" if address else ""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\nWARC-Date: 2025-03-05T06:00:00Z\r\n{target}"
    return f"{head}Content-Type: {media_type}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content + b"\r\n\r\n"


def pdf(language: str, _: str) -> bytes:
    """Latin script is written here; Arabic and Russian files were printed by a browser from the same words."""
    kept = Path(__file__).parent / "pdf" / f"{language}.pdf"
    return kept.read_bytes() if kept.exists() else pdf_of([TITLES[language], "", *SENTENCES[language]])


MAKERS: dict[str, tuple[str, Maker]] = {
    "text": ("a.txt", plain),
    "html": ("a.html", page),
    "jsonl": ("a.jsonl", json_lines),
    "rss": ("a.rss", rss),
    "atom": ("a.xml", atom),
    "eml": ("a.eml", letter("plain")),
    "eml-html": ("a.eml", letter("html")),
    "warc": ("a.warc", archive(packed=False)),
    "warc.gz": ("a.warc.gz", archive(packed=True)),
    "pdf": ("a.pdf", pdf),
}
ENCODABLE = [kind for kind in MAKERS if kind != "pdf"]


def read(path: Path, max_bytes: int = 25_000_000) -> list[Document | InputError | Notice]:
    return list(readers.read(path, ReadOptions(max_bytes)))


def written(folder: Path, kind: str, content: bytes, name: str | None = None) -> Path:
    path = folder / (name or MAKERS[kind][0])
    path.write_bytes(content)
    return path


def document(path: Path) -> Document:
    """The one report in the file, with what was said beside it."""
    told = read(path)
    (found,) = (outcome for outcome in told if isinstance(outcome, Document))
    beside = tuple(outcome for outcome in told if isinstance(outcome, Notice))
    assert len(told) == 1 + len(beside), told
    return replace(found, notices=beside + found.notices)


def encoded(words: str, encoding: str) -> bytes:
    """The words' bytes. Python would write Mac Arabic's second set of ASCII signs, which nobody does in markup."""
    if encoding != "mac_arabic":
        return words.encode(encoding)
    return b"".join(c.encode("ascii" if c.isascii() else encoding) for c in words)


def refusals(path: Path, max_bytes: int = 25_000_000) -> list[InputError]:
    found = [outcome for outcome in read(path, max_bytes) if isinstance(outcome, InputError)]
    assert found
    assert all(str(path) in error.place and error.cause and error.remedy for error in found)
    return found


def test_every_reader_of_reports_is_held_to_the_contract() -> None:
    structured = {"relations_csv", "ftm", "graphml", "events"}
    lists_of_addresses = {"urls"}
    held = {next(r.name for r in readers.READERS if name.endswith(r.suffixes)) for name, _ in MAKERS.values()}
    assert {reader.name for reader in readers.READERS} - structured - lists_of_addresses == held


# --- what is read ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("kind", MAKERS)
def test_sentences_stand_whole_in_the_text_and_the_title_is_found(tmp_path: Path, kind: str, language: str) -> None:
    found = document(written(tmp_path, kind, MAKERS[kind][1](language, "utf-8")))
    at = [found.text.find(sentence) for sentence in SENTENCES[language]]
    assert -1 not in at, found.text
    assert at == sorted(at)
    assert found.title is not None
    assert found.title in TITLES[language]
    assert "\r" not in found.text
    assert not found.text.startswith("\ufeff")
    assert str(tmp_path) in found.place


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16", "utf-8-sig", "mac_arabic"])
@pytest.mark.parametrize("kind", ENCODABLE)
def test_arabic_is_read_in_whatever_encoding(tmp_path: Path, kind: str, encoding: str) -> None:
    found = document(written(tmp_path, kind, MAKERS[kind][1]("ar", encoding)))
    for sentence in SENTENCES["ar"]:
        assert sentence in found.text
    assert "\ufffd" not in found.text


@pytest.mark.parametrize(("language", "encoding"), [("ru", "cp1251"), ("ru", "koi8-r"), ("fr", "cp1252"), ("fr", "utf-16")])
@pytest.mark.parametrize("kind", ENCODABLE)
def test_russian_and_french_are_read_in_whatever_encoding(tmp_path: Path, kind: str, language: str, encoding: str) -> None:
    found = document(written(tmp_path, kind, MAKERS[kind][1](language, encoding)))
    for sentence in SENTENCES[language]:
        assert sentence in found.text
    assert "\ufffd" not in found.text


@pytest.mark.parametrize(("language", "wrong"), [("ar", "cp1256"), ("ar", "latin-1"), ("ru", "latin-1"), ("fr", "cp1252")])
@pytest.mark.parametrize("kind", ["text", "html", "jsonl", "rss", "atom"])
def test_text_encoded_twice_is_repaired_and_said(tmp_path: Path, kind: str, language: str, wrong: str) -> None:
    once = MAKERS[kind][1](language, "utf-8")
    found = document(written(tmp_path, kind, once.decode(wrong).encode()))
    for sentence in SENTENCES[language]:
        assert sentence in found.text
    assert any("twice" in notice.message for notice in found.notices)


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("kind", MAKERS)
def test_offsets_of_what_is_found_point_into_the_text_as_read(tmp_path: Path, kind: str, language: str) -> None:
    found = document(written(tmp_path, kind, MAKERS[kind][1](language, "utf-8")))
    options = pipeline.Options(chosen(settings.load({})), date(2025, 3, 5))
    brought = pipeline.understand(pipeline.article_of(found, options), options).contribution
    assert brought.article.text == found.text
    assert brought.mentions, "nothing was found: the offsets were not tried"
    named = {mention.entity for mention in brought.mentions}
    assert named
    for mention in brought.mentions:
        words = found.text[mention.start : mention.end]
        assert words.strip() == words != ""
        assert "\n" not in words
        assert any(words in sentence for sentence in (*SENTENCES[language], TITLES[language])), words
    for claim in brought.claims:
        assert any(sentence.strip(".") in found.text[claim.start : claim.end + 1] or found.text[claim.start : claim.end] in sentence
                   for sentence in (*SENTENCES[language], TITLES[language]))  # fmt: skip


# --- structured data ------------------------------------------------------------------------------

NAMES = {"ar": ("روسيا", "أرمينيا"), "en": ("Russia", "Armenia"), "ru": ("Россия", "Армения"), "fr": ("Russie", "Arménie")}


def relations(language: str, encoding: str) -> bytes:
    one, other = NAMES[language]
    return f"subject,relation,object\r\n{one},MET,{other}\r\n".encode(encoding)


def event_rows(language: str, encoding: str) -> bytes:
    one, other = NAMES[language]
    head = ("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity", "Target Name",
            "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
            "Longitude")  # fmt: skip
    row = (
        "1",
        "2022-01-10",
        one,
        "",
        one,
        "Meet at a 'third' location",
        "043",
        "2.8",
        other,
        "",
        other,
        "7",
        "1",
        "Daily",
        "",
        "",
        "",
        one,
        "",
        "",
    )
    return ("\t".join(head) + "\n" + "\t".join(row) + "\n").encode(encoding)


def entities(language: str, encoding: str) -> bytes:
    one, other = NAMES[language]
    told: list[dict[str, Any]] = [
        {"id": "p", "schema": "Person", "properties": {"name": [one]}},
        {"id": "o", "schema": "Organization", "properties": {"name": [other]}},
        {"id": "m", "schema": "Membership", "properties": {"member": ["p"], "organization": ["o"]}},
    ]
    return "".join(json.dumps(entity, ensure_ascii=False) + "\n" for entity in told).encode(encoding)


def graph(language: str, encoding: str) -> bytes:
    one, other = NAMES[language]
    return (
        f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        '<key id="n" for="node" attr.name="name" attr.type="string"/><key id="t" for="node" attr.name="type" attr.type="string"/>'
        '<key id="r" for="edge" attr.name="relation" attr.type="string"/><graph edgedefault="directed">'
        f'<node id="a"><data key="n">{one}</data><data key="t">Country</data></node>'
        f'<node id="b"><data key="n">{other}</data><data key="t">Country</data></node>'
        '<edge source="a" target="b"><data key="r">MET</data></edge></graph></graphml>'
    ).encode(encoding)


TABLES: dict[str, tuple[str, Maker, tuple[str, ...]]] = {
    "relations": ("a.csv", relations, ("utf-8", "utf-8-sig", "utf-16", "cp1256")),
    "events": ("a.tab", event_rows, ("utf-8", "utf-8-sig", "utf-16")),
    "ftm": ("a.ftm.json", entities, ("utf-8", "utf-8-sig")),
    "graphml": ("a.graphml", graph, ("utf-8", "utf-8-sig", "utf-16")),
}
_ENCODED = [(kind, encoding) for kind, (_, _, encodings) in TABLES.items() for encoding in encodings]


def claimed(path: Path) -> Document:
    found = [outcome for outcome in read(path) if not isinstance(outcome, Notice)]
    assert len(found) == 1, found
    assert isinstance(found[0], Document), found
    return found[0]


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("kind", TABLES)
def test_structured_row_claims_by_its_own_words(tmp_path: Path, kind: str, language: str) -> None:
    name, make, _ = TABLES[kind]
    path = tmp_path / name
    path.write_bytes(make(language, "utf-8"))
    found = claimed(path)
    assert found.draft is not None
    (claim,) = found.draft.claims
    words = found.text[claim.start : claim.end]
    assert all(name in words for name in NAMES[language])
    spans = {found.text[start:end] for entity in found.draft.entities for start, end in entity.spans}
    assert spans >= set(NAMES[language])


@pytest.mark.parametrize(("kind", "encoding"), _ENCODED)
def test_structured_file_is_read_in_its_encodings(tmp_path: Path, kind: str, encoding: str) -> None:
    name, make, _ = TABLES[kind]
    path = tmp_path / name
    path.write_bytes(make("ar", encoding))
    found = claimed(path)
    assert all(name in found.text for name in NAMES["ar"])


@pytest.mark.parametrize("content", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\x89PNG\r\n\x1a\n\x00\x00"])
@pytest.mark.parametrize("kind", TABLES)
def test_structured_file_without_rows_is_refused(tmp_path: Path, kind: str, content: bytes) -> None:
    path = tmp_path / TABLES[kind][0]
    path.write_bytes(content)
    assert len(refusals(path)) == len(read(path)) == 1


@pytest.mark.parametrize("kind", TABLES)
def test_structured_file_that_is_too_large_is_refused_with_little_memory(tmp_path: Path, kind: str) -> None:
    """A row without end: the limit holds for a row where a file is read by rows, else for the file."""
    name, make, _ = TABLES[kind]
    path = tmp_path / name
    path.write_bytes(make("en", "utf-8").replace(b"Armenia", b"Armenia" * 300_000))
    tracemalloc.start()
    try:
        found = refusals(path, 1_000_000)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert any("limit" in error.cause or "too large" in error.cause for error in found), [str(error)[:300] for error in found]
    assert most < 40_000_000


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("kind", TABLES)
def test_structured_file_cut_short_claims_nothing_that_it_does_not_say(tmp_path: Path, kind: str, share: float) -> None:
    name, make, _ = TABLES[kind]
    whole, path = make("ar", "utf-8"), tmp_path / name
    path.write_bytes(whole[: int(len(whole) * share)])
    for outcome in read(path):
        if isinstance(outcome, Document):
            outcome.text.encode()
            assert outcome.draft is not None
            for entity in outcome.draft.entities:
                assert all(any(named.text.rstrip("\ufffd") in known for known in NAMES["ar"]) for named in entity.names)
        else:
            assert str(tmp_path) in outcome.place


# --- what is wrong with files ---------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe"])
@pytest.mark.parametrize("kind", MAKERS)
def test_file_without_words_is_refused(tmp_path: Path, kind: str, content: bytes) -> None:
    path = written(tmp_path, kind, content)
    assert len(refusals(path)) == len(read(path)) == 1


@pytest.mark.parametrize("kind", MAKERS)
def test_file_beyond_the_limit_is_refused_with_the_limit_and_little_memory(tmp_path: Path, kind: str) -> None:
    made = MAKERS[kind][1]("en", "utf-8")
    limit = 100_000
    if kind in ("warc", "warc.gz"):
        # The limit holds for what a page means, not for what it takes: zeros pack well.
        body = page("en", "utf-8") + b" " * 150_000_000
        made = archived(("https://daily.example/a", "text/html", body), packed=kind == "warc.gz")
    elif kind == "jsonl":
        made = b'{"text": "' + b"word " * 5_000_000 + b'"}\n'
    else:
        made += b" " * 25_000_000
    path = written(tmp_path, kind, made)
    del made
    tracemalloc.start()
    try:
        (error,) = refusals(path, limit)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "0.1 MB" in error.cause
    # The library of archives unpacks 16 KiB at a time, which may mean 17 MB, whatever the whole means.
    assert most < (80_000_000 if kind == "warc.gz" else 80 * limit)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("kind", MAKERS)
def test_file_cut_short_gives_true_words_or_a_refusal(tmp_path: Path, kind: str, share: float) -> None:
    whole = MAKERS[kind][1]("ar", "utf-8")
    for outcome in read(written(tmp_path, kind, whole[: int(len(whole) * share)])):
        if isinstance(outcome, Document):
            assert outcome.text.strip()
            outcome.text.encode()
            letters = {c for c in outcome.text if c.isalpha()}
            known = {
                c
                for c in "".join(SENTENCES["ar"]) + TITLES["ar"] + "View this letter in your browser All rights reserved Home"
                if c.isalpha()
            }
            assert letters <= known | {"\ufffd"}
        else:
            assert str(tmp_path) in outcome.place


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.pdf", "a.eml", "a.warc", "a"])
@pytest.mark.parametrize("kind", ["html", "rss", "eml", "warc", "warc.gz", "pdf"])
def test_content_counts_and_not_the_name(tmp_path: Path, kind: str, name: str) -> None:
    found = document(written(tmp_path, kind, MAKERS[kind][1]("en", "utf-8"), name))
    for sentence in SENTENCES["en"]:
        assert sentence in found.text


@pytest.mark.parametrize("name", ["a.pdf", "a.eml", "a.warc", "a.html", "a"])
def test_text_under_any_of_their_names_is_text(tmp_path: Path, name: str) -> None:
    found = document(written(tmp_path, "text", plain("fr", "utf-8"), name))
    for sentence in SENTENCES["fr"]:
        assert sentence in found.text


@pytest.mark.parametrize("name", [name for name, _ in MAKERS.values()])
@pytest.mark.parametrize("head", [b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"\x7fELF", gzip.compress(b"no archive of the web", mtime=0)])
def test_binary_file_under_any_name_is_refused(tmp_path: Path, name: str, head: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(head + bytes(range(256)) * 8)
    assert len(refusals(path)) == 1


@pytest.mark.parametrize("name", [*(name for name, _ in MAKERS.values()), "a.urls"])
def test_missing_file_is_refused(tmp_path: Path, name: str) -> None:
    assert "no such file" in refusals(tmp_path / name)[0].cause
