"""Readers: what files hold, in whatever encoding, and what is said about those that hold nothing.

Over 300 lines: each kind of file has a few short tests.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from ingest import dateline, language, readers
from ingest.document import Document, Notice, ReadOptions
from ingest.readers import encoding, folder, front_matter, source, text

SENTENCES = {
    "ar": "أعلن الرئيس أن القوات وصلت إلى العاصمة يوم الإثنين، وقال إن المهمة تنتهي قريبا بعد مشاورات مع الدول الأعضاء.",
    "ru": "Президент сообщил, что силы прибыли в столицу в понедельник и что миссия скоро завершится после консультаций.",
    "fr": "Le président a déclaré que les forces étaient arrivées à la capitale lundi et que la mission s'achèverait bientôt.",
    "en": "The president said “the forces” arrived in the capital on Monday – and that the mission’s end was near.",
}
LEGACY = [
    ("ar", "cp1256"), ("ar", "iso8859_6"), ("ar", "mac_arabic"),
    ("ru", "cp1251"), ("ru", "koi8_r"), ("ru", "cp866"), ("ru", "iso8859_5"), ("ru", "mac_cyrillic"),
    ("fr", "cp1252"), ("fr", "mac_roman"), ("en", "cp1252"),
]  # fmt: skip


def read_one(path: Path, **options: int) -> Document:
    (found,) = readers.read(path, ReadOptions(**options))
    assert isinstance(found, Document), found
    return found


def refused(path: Path, **options: int) -> InputError:
    (found,) = readers.read(path, ReadOptions(**options))
    assert isinstance(found, InputError), found
    assert str(path) in found.place
    assert found.cause
    assert found.remedy
    return found


def written(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- encodings ------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", SENTENCES)
@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_whatever_its_form(tmp_path: Path, which: str, name: str) -> None:
    document = read_one(written(tmp_path / "a.txt", SENTENCES[which].encode(name)))
    assert document.text == SENTENCES[which]


@pytest.mark.parametrize(("which", "name"), LEGACY)
def test_legacy_encoding_is_found_and_said(tmp_path: Path, which: str, name: str) -> None:
    sentence = SENTENCES[which]
    document = read_one(written(tmp_path / "a.txt", sentence.encode(name)))
    assert document.text == sentence
    assert encoding.printed(name) in str(document.notices[0])


@pytest.mark.parametrize("which", SENTENCES)
@pytest.mark.parametrize("wrong", ["cp1256", "cp1251", "latin-1"])
def test_text_encoded_twice_is_repaired_and_said(which: str, wrong: str) -> None:
    try:
        twice = SENTENCES[which].encode().decode(wrong)
    except UnicodeDecodeError:
        pytest.skip(f"{wrong} cannot hold these bytes")
    decoded = encoding.decode(twice.encode())
    assert decoded.text == SENTENCES[which]
    assert "twice" in decoded.notes[0]


def test_text_whose_letters_were_lost_on_the_way_is_refused() -> None:
    gone = SENTENCES["ru"].encode().decode("cp1252", "replace")
    assert gone.count("\ufffd") > 5
    with pytest.raises(encoding.Undecodable, match="twice"):
        encoding.decode(gone.encode())


def test_sound_text_is_left_as_it_is() -> None:
    for sound in (*SENTENCES.values(), "naïve café", "Ærøskøbing", "«قال»", "№ 5 — да"):
        decoded = encoding.decode(sound.encode())
        assert (decoded.text, decoded.notes) == (sound, ())


def test_declared_encoding_is_doubted_when_it_does_not_fit() -> None:
    decoded = encoding.decode(SENTENCES["ar"].encode("cp1256"), "utf-8")
    assert decoded.text == SENTENCES["ar"]
    assert decoded.notes == ("declared utf-8, read as windows-1256",)


def test_damaged_utf8_keeps_the_rest_and_names_the_first_place(tmp_path: Path) -> None:
    data = SENTENCES["ar"].encode()
    bad = data[:21] + b"\xff" + data[21:-2]
    document = read_one(written(tmp_path / "a.txt", bad))
    assert document.text.count("\ufffd") == 2
    assert "byte 21" in str(document.notices[0])


def test_bytes_that_are_no_text_in_any_encoding_are_refused(tmp_path: Path) -> None:
    noise = bytes((i * 97 + 13) % 128 + 128 for i in range(4000))
    assert "encoding" in refused(written(tmp_path / "a.txt", noise)).cause


def test_line_ends_and_mark_are_all_that_changes(tmp_path: Path) -> None:
    stored = read_one(written(tmp_path / "a.txt", "\ufeff one\u200b\r\n\ttwo\rthree \u202efour\n".encode())).text
    assert stored == " one\u200b\n\ttwo\nthree \u202efour\n"


# --- what is no article ---------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"  \r\n\t\n", b"\xef\xbb\xbf", "\u200b\u00a0\n".encode()])
def test_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "empty" in refused(written(tmp_path / "a.txt", content)).cause


def test_front_matter_without_text_is_refused(tmp_path: Path) -> None:
    assert "empty below" in refused(written(tmp_path / "a.txt", "---\ntitle: Alone\n---\n\n")).cause


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"PK\x03\x04", "zip"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x7fELF", "elf"),
    ],
)
def test_binary_file_is_refused_by_its_kind(tmp_path: Path, head: bytes, kind: str) -> None:
    assert kind in refused(written(tmp_path / "a.txt", head + bytes(range(256)))).cause


def test_binary_file_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    assert "binary" in refused(written(tmp_path / "a.txt", b"word \x00\x01\x02\x03" * 50)).cause


def test_control_characters_stay_in_the_text_and_are_said(tmp_path: Path) -> None:
    document = read_one(written(tmp_path / "a.txt", "Tok\x00ayev \x1b[31mspoke\x1b[0m to \u202ereporters in the capital on Monday."))
    assert "\x00" in document.text
    said = " ".join(map(str, document.notices))
    assert "U+0000" in said
    assert "U+001B" in said
    assert "U+202E" in said
    assert "\x1b" not in said


def test_too_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    error = refused(path)
    assert "60.0 MB" in error.cause
    assert "25 MB" in error.cause
    assert "--max-mb" in error.remedy
    assert refused(written(path, "x" * 101), max_bytes=100)
    assert read_one(written(path, "x" * 100), max_bytes=100)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "none.txt").cause


def test_name_that_no_file_can_have_is_refused() -> None:
    (found,) = [f for path in readers.files(["a\x00b.txt"]) for f in readers.read(path, ReadOptions())]
    assert isinstance(found, InputError)
    assert "\x00" not in str(found)


def test_file_of_unknown_kind_is_refused_with_what_is_read(tmp_path: Path) -> None:
    error = refused(written(tmp_path / "a.xyz", "words"))
    assert ".xyz" in error.cause
    assert ".txt" in error.remedy


def test_pipe_is_refused_unopened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "named pipe" in refused(tmp_path / "pipe.txt").cause


# --- folders --------------------------------------------------------------------------------------


def test_folder_is_read_to_its_depth_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.txt", ".hidden.txt", ".git/x.txt", "README.md", "a/README.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        written(tmp_path / name, "Words of a report.")
    assert [str(p.relative_to(tmp_path)) for p in readers.files([str(tmp_path)])] == ["a/1.txt", "a/2.txt", "b.txt"]


def test_folder_names_what_it_cannot_read_and_goes_on(tmp_path: Path) -> None:
    written(tmp_path / "one.txt", "Words of a report.")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "same.txt").symlink_to(tmp_path / "one.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    found = list(folder.files(tmp_path))
    assert [p.name for p in found if isinstance(p, Path)] == ["one.txt", "same.txt"]
    assert [e.place.rpartition("/")[2] for e in found if isinstance(e, InputError)] == ["broken.txt", "pipe.txt"]
    assert [n.place.rpartition("/")[2] for n in found if isinstance(n, Notice)] == ["loop"]


@pytest.mark.parametrize("inside", [None, ".hidden.txt", "README.md"])
def test_folder_without_articles_is_refused(tmp_path: Path, inside: str | None) -> None:
    if inside:
        written(tmp_path / inside, "words")
    (error,) = readers.files([str(tmp_path)])
    assert isinstance(error, InputError)
    assert error.place == str(tmp_path)
    assert ".txt" in error.remedy


@contextlib.contextmanager
def as_somebody_else() -> Iterator[None]:
    """Root may read everything; for a moment be a user who may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_unreadable_file_and_folder_are_refused_by_name(tmp_path: Path) -> None:
    written(tmp_path / "locked.txt", "words").chmod(0)
    written(tmp_path / "open.txt", "words").chmod(0o644)
    (tmp_path / "shut").mkdir(mode=0)
    for above in (tmp_path, *list(tmp_path.parents)[:3]):
        if above.stat().st_uid == os.geteuid():
            above.chmod(above.stat().st_mode | 0o055)
    with as_somebody_else():
        found = [f if isinstance(f, InputError) else next(readers.read(f, ReadOptions())) for f in readers.files([str(tmp_path)])]
    (tmp_path / "shut").chmod(0o700)
    assert [f.place.rpartition("/")[2] for f in found] == ["locked.txt", "open.txt", "shut"]
    assert [isinstance(f, InputError) and "permission denied" in f.cause for f in found] == [True, False, True]


# --- front matter, date, title, language ----------------------------------------------------------


def test_front_matter_describes_the_article_and_is_no_part_of_its_text(tmp_path: Path) -> None:
    head = "---\ntitle: 'Two sides meet: at last'\noutlet: وكالة الشرق\npublished: 2022-01-11\nlanguage: AR-sy\nurl: https://user:secret@news.example:8080/a?b=1#c\nnote: no\n---\n"
    document = read_one(written(tmp_path / "a.md", head + "Words of it.\n"))
    assert document == Document(
        "Words of it.\n",
        str(tmp_path / "a.md"),
        "Two sides meet: at last",
        "وكالة الشرق",
        date(2022, 1, 11),
        "ar",
        "https://news.example:8080/a?b=1",
    )


def test_broken_front_matter_is_refused_by_line(tmp_path: Path) -> None:
    error = refused(written(tmp_path / "a.txt", "---\ntitle: a\noutlet: b: c\n---\nWords."))
    assert error.place == f"{tmp_path / 'a.txt'}:3"


@pytest.mark.parametrize("text", ["---\nWords after a rule.\n", "---\nwords\n---\nwords", "---\n- a\n- b\n---\nWords"])
def test_rule_at_the_head_is_text(tmp_path: Path, text: str) -> None:
    assert read_one(written(tmp_path / "a.txt", text)).text == text


@pytest.mark.parametrize("bad", ["2022-02-31", "31/01/2022", "yesterday"])
def test_impossible_date_is_said_and_left_out(tmp_path: Path, bad: str) -> None:
    document = read_one(written(tmp_path / "2022-01-01.txt", f"---\ntitle: x\ndate: {bad}\n---\nWords."))
    assert document.published is None
    assert bad in str(document.notices[0])


@pytest.mark.parametrize("bad", ["javascript:alert(1)", "file:///etc/passwd", "http://", "http://a b/"])
def test_address_that_is_no_web_address_is_said_and_left_out(bad: str) -> None:
    document = front_matter.describe(Document("x", "p"), {"url": bad})
    assert document.url is None
    assert document.notices


@pytest.mark.parametrize(
    "line",
    [
        "2022-01-11", "2022-01-11T10:30:00+03:00", "11 January 2022", "January 11, 2022", "Tuesday, 11 January 2022", "11 كانون الثاني 2022",
        "الثلاثاء 11 يناير 2022", "11 جانفي 2022", "نشر في: ١١ يناير ٢٠٢٢", "11 января 2022 г.", "Вторник, 11 января 2022", "mardi 11 janvier 2022",
        "Published: 2022-01-11", "11 janvier 2022. - Le quotidien annonce", "2022-01-11 – Almaty",
    ],
)  # fmt: skip
def test_date_line_gives_the_day(line: str) -> None:
    assert dateline.find(f"A title of the report\n\n{line}\n\nThe council met.") == date(2022, 1, 11)


@pytest.mark.parametrize(
    "line",
    [
        "10/01/2022",
        "2022-13-45",
        "31 شباط 2022",
        "30 February 2022",
        "January 2022",
        "1994",
        "The council met on 11 January 2022.",
        "9 جمادى الآخرة 1443",
    ],
)
def test_doubtful_date_line_gives_none(line: str) -> None:
    assert dateline.find(f"A title of the report\n{line}\nMore words.") is None


def test_two_different_date_lines_give_none() -> None:
    assert dateline.find("2022-01-11\n2022-01-12\nWords.") is None


def test_date_in_the_name_counts_when_the_text_has_none() -> None:
    assert dateline.find("Words.", "report-2022-01-11") == date(2022, 1, 11)
    assert dateline.find("Words.", "20220111_alpha") == date(2022, 1, 11)
    assert dateline.find("2021-05-05\nWords.", "report-2022-01-11") == date(2021, 5, 5)
    for doubtful in ("123456789012", "2022-01", "2022-01-11_2022-01-12", "20221345"):
        assert dateline.find("Words.", doubtful) is None


def test_impossible_dates_are_found_and_real_ones_left_alone() -> None:
    text_ = "On 31 شباط 2022 and 2022-13-45; not 28 شباط 2022, 29 February 2024, 30 people 2022, 99 soldiers in 2022 or 5000-12-2022. 32 января 2022 года"
    assert dateline.impossible(text_) == ("2022-13-45", "31 شباط 2022", "32 января 2022")
    assert dateline.impossible("31 كانون الثاني 2022 و ٣١ نيسان ٢٠٢٢") == ("٣١ نيسان ٢٠٢٢",)


def test_headline_is_the_first_line_of_some_length() -> None:
    assert text.headline("عربي ودولي\n\nاجتمع قادة الدول في العاصمة أمس\nالنص") == "اجتمع قادة الدول في العاصمة أمس"
    assert text.headline("# A short one\nwords") == "A short one"
    assert text.headline("x" * 50 + " word" * 60).endswith("…")


@pytest.mark.parametrize("which", SENTENCES)
def test_language_is_identified(which: str) -> None:
    assert language.identify(SENTENCES[which]) == which


@pytest.mark.parametrize(
    "unclear",
    [
        "",
        "2022",
        "OK",
        "رئیس جمهور ایران گفت که این کشور آماده است",
        "Президент України заявив, що війська прибули",
        "大統領は述べた",
        "a" * 5000,
    ],
)
def test_language_is_und_when_not_one_of_ours_or_not_sure(unclear: str) -> None:
    assert language.identify(unclear) == "und"


def test_language_of_arabic_in_presentation_forms_is_arabic() -> None:
    assert language.identify("ﺃﻋﻠﻦ ﺍﻟﺮﺋﻴﺲ ﺍﻟﻜﺎﺯﺍﺧﺴﺘﺎﻧﻲ ﻗﺎﺳﻢ ﺟﻮﻣﺎﺭﺕ") == "ar"


def test_media_type_knows_containers_by_their_inner_mark() -> None:
    assert source.media_type(b"RIFF\x00\x00\x00\x00WEBP") == "image/webp"
    assert source.media_type(b"\x00\x00\x00\x18ftypmp42") == "video/mp4"
    assert source.media_type(b"BMW and ID cards") is None


# --- JSON Lines -----------------------------------------------------------------------------------


def test_json_lines_are_read_and_bad_ones_named_by_line(tmp_path: Path) -> None:
    lines = [
        '{"text": "First report.", "title": "One", "outlet": "Wire", "published": "2022-01-10", "lang": "en", "url": "https://a.example/1"}',
        "",
        '{"title": "no end',
        "[1, 2]",
        '{"title": "no text"}',
        '{"text": " \\u200b "}',
        '{"body": "Seventh line. \\ud83d"}',
        "[" * 100_000,
        '{"text": "cut',
    ]
    found = list(readers.read(written(tmp_path / "a.jsonl", "\n".join(lines)), ReadOptions()))
    first, seventh = (f for f in found if isinstance(f, Document))
    assert first == Document("First report.", f"{tmp_path}/a.jsonl:1", "One", "Wire", date(2022, 1, 10), "en", "https://a.example/1")
    assert (seventh.text, seventh.place) == ("Seventh line. \ufffd", f"{tmp_path}/a.jsonl:7")
    assert "surrogates" in str(seventh.notices[0])
    named = {f.place.removeprefix(f"{tmp_path}/a.jsonl:"): f.cause for f in found if isinstance(f, InputError)}
    assert set(named) == {"3:18", "4", "5", "6", "8", "9:10"}
    assert "cut off" in named["9:10"]


def test_json_lines_in_a_legacy_encoding_are_read(tmp_path: Path) -> None:
    line = '{"text": "' + SENTENCES["ar"] + '"}\n'
    document = read_one(written(tmp_path / "a.jsonl", line.encode("cp1256")))
    assert document.text == SENTENCES["ar"]
    assert "windows-1256" in str(document.notices[0])


def test_json_line_beyond_the_limit_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", '{"text": "' + "x" * 300_000 + '"}\n{"text": "Second report."}\n')
    first, second = readers.read(path, ReadOptions(max_bytes=100_000))
    assert isinstance(first, InputError)
    assert first.place.endswith(":1")
    assert isinstance(second, Document)


@pytest.mark.parametrize(("content", "cause"), [(b"", "empty"), (b"\n\n", "empty"), (b"\x1f\x8b\x08\x00", "gzip")])
def test_json_lines_without_reports_are_refused(tmp_path: Path, content: bytes, cause: str) -> None:
    assert cause in refused(written(tmp_path / "a.jsonl", content)).cause


# --- HTML -----------------------------------------------------------------------------------------

PARAGRAPHS = "".join(f"<p>{SENTENCES['en']} This is paragraph number {n} of the report.</p>" for n in range(3))


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body><nav>Home | World</nav><article>{body}</article></body></html>"


def test_page_gives_its_main_text_and_what_its_head_says(tmp_path: Path) -> None:
    head_ = (
        '<title>Forces arrive</title><meta property="og:site_name" content="River Wire">'
        '<meta property="article:published_time" content="2022-01-11T09:00:00Z"><link rel="canonical" href="https://wire.example/a">'
    )
    document = read_one(written(tmp_path / "a.html", page(PARAGRAPHS, head_)))
    assert "paragraph number 2" in document.text
    assert "Home" not in document.text
    assert (document.title, document.outlet, document.published, document.url) == (
        "Forces arrive", "River Wire", date(2022, 1, 11), "https://wire.example/a",
    )  # fmt: skip


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- SECRET -->", "<script>var s = 'SECRET'</script>", "<style>p:after{content:'SECRET'}</style>", "<template><p>SECRET</p></template>",
        "<noscript><p>SECRET</p></noscript>", "<div style='display : none'><p>SECRET words stand here.</p></div>", "<p hidden>SECRET words</p>",
        "<p style='visibility:hidden'>SECRET</p>", "<p aria-hidden='true'>SECRET words</p>", "<p style='font-size:0'>SECRET words</p>",
        "<p style='color:red;opacity: 0'>SECRET words</p>",
    ],
)  # fmt: skip
def test_what_no_visitor_sees_is_not_read(tmp_path: Path, hidden: str) -> None:
    document = read_one(written(tmp_path / "a.html", page(PARAGRAPHS + hidden + PARAGRAPHS + "<p>The end of it.</p>")))
    assert "SECRET" not in document.text
    assert "The end of it." in document.text


@pytest.mark.parametrize("name", ["page.txt", "page.md", "page"])
@pytest.mark.parametrize("head_", ["", "\ufeff\n", "<?xml version='1.0'?>\n", "<!-- saved -->"])
def test_page_under_a_wrong_name_is_read_as_a_page(tmp_path: Path, name: str, head_: str) -> None:
    document = read_one(written(tmp_path / name, head_ + page(PARAGRAPHS)))
    assert "<p>" not in document.text
    assert "Home" not in document.text


def test_text_that_speaks_of_markup_is_text(tmp_path: Path) -> None:
    words = "The <html> tag opens a page, said the minister of <body> language."
    assert read_one(written(tmp_path / "a.txt", words)).text == words


def test_entities_escaped_twice_become_letters(tmp_path: Path) -> None:
    document = read_one(
        written(tmp_path / "a.html", page(PARAGRAPHS + "<p>The minister&amp;#39;s reply: &amp;quot;no&amp;quot; &amp;amp; later.</p>"))
    )
    assert """The minister's reply: "no" & later.""" in document.text


@pytest.mark.parametrize("declared", ["", "utf-8", "windows-1256", "nonsense"])
@pytest.mark.parametrize("name", ["utf-8", "cp1256", "utf-16"])
def test_page_is_read_whatever_it_declares(tmp_path: Path, declared: str, name: str) -> None:
    body = "".join(f"<p>{SENTENCES['ar']} هذه هي الفقرة رقم {n} من التقرير.</p>" for n in range(3))
    head_ = f'<meta charset="{declared}">' if declared else ""
    document = read_one(written(tmp_path / "a.html", page(body, head_).encode(name)))
    assert SENTENCES["ar"] in document.text


@pytest.mark.parametrize("content", ["<html></html>", "<p></p>", "<html><body>" + "<div>" * 5000 + "x" + "</div>" * 5000, "   <?xml?>"])
def test_page_without_text_is_refused(tmp_path: Path, content: str) -> None:
    assert "page" in refused(written(tmp_path / "a.html", content)).cause


# --- whatever the bytes ---------------------------------------------------------------------------

BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=100).map(lambda words: words.encode("utf-8", "surrogatepass")),
    st.builds(lambda which, name, cut: SENTENCES[which].encode(name, "replace")[cut:], st.sampled_from(sorted(SENTENCES)), st.sampled_from(encoding.LEGACY), st.integers(0, 60)),
    st.builds(lambda head_, tail: head_ + tail, st.sampled_from([b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"---\ntitle: x\n---\n", b'{"text": "', b"<html><p>"]), st.binary(max_size=80)),
)  # fmt: skip


@given(BYTES, st.sampled_from([".txt", ".html", ".jsonl", ".md", ""]))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_a_storable_text_or_a_refusal(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = written(tmp_path / f"any{suffix}", content)
    outcomes = list(readers.read(path, ReadOptions()))
    assert outcomes
    for outcome in outcomes:
        if isinstance(outcome, InputError):
            assert outcome.place.startswith(str(path))
            assert outcome.remedy
        else:
            outcome.text.encode("utf-8")
            assert "\r" not in outcome.text
            assert not source.is_blank(outcome.text)
            assert language.identify(outcome.text) in ("ar", "en", "ru", "fr", "und")
            dateline.impossible(outcome.text)
