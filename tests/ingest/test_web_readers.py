"""Pages, feeds and lists at addresses: what is read, what is remembered, and where an interrupted run goes on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.settings import FetchSettings
from ingest import readers, visits
from ingest.document import Document, Notice, ReadOptions
from ingest.readers import standard_input
from tests.ingest.pdf_file import pdf_of
from tests.ingest.web import Reply, Web, page

pytestmark = pytest.mark.timeout(60)

WORDS = "The foreign minister of Norway met his colleague from Chile on Monday.\nThey signed a treaty on trade and fishing."
TEASER = "The minister met his colleague."


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        yield server


@pytest.fixture
def options(web: Web, tmp_path: Path) -> ReadOptions:
    return ReadOptions(fetching=FetchSettings(private=(web.host,), delay=0.0), visits=tmp_path / "home" / "visits.sqlite")


def read(address: str, options: ReadOptions) -> list[Document | InputError | Notice]:
    """All that a run is told, every document settled as if it had been written."""
    told = []
    for outcome in readers.read(readers.Address(address), options):
        told.append(outcome)
        if isinstance(outcome, Document):
            visits.settle(outcome.receipts)
    return told


def documents(told: list[Document | InputError | Notice]) -> list[Document]:
    assert all(isinstance(outcome, Document) for outcome in told), told
    return [outcome for outcome in told if isinstance(outcome, Document)]


def test_page_gives_text_and_what_its_json_ld_says(web: Web, options: ReadOptions) -> None:
    head = """<meta property="og:site_name" content="Wrong"><script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
    {"@type": "WebSite", "name": "Site"}, {"@type": ["NewsArticle"], "headline": "Norway and Chile sign", "datePublished": "2025-03-04T23:30:00+03:00",
    "publisher": {"@type": "Organization", "name": "The Daily"}, "inLanguage": "en-GB", "articleBody": "hidden"}]}</script>"""
    web.routes["/a"] = page(WORDS, "Norway and Chile sign | The Daily", head)
    (found,) = documents(read(web.at("/a"), options))
    assert (found.title, found.outlet, found.published, found.language) == ("Norway and Chile sign", "The Daily", date(2025, 3, 4), "en")
    assert found.url == found.place == web.at("/a")
    assert "signed a treaty" in found.text
    assert "hidden" not in found.text


def test_page_that_says_nothing_of_itself_is_known_by_its_host(web: Web, options: ReadOptions) -> None:
    web.routes["/a"] = page(
        WORDS, head='<link rel="canonical" href="https://elsewhere.example/a"><script type="application/ld+json">{bad</script>'
    )
    (found,) = documents(read(web.at("/a"), options))
    assert found.outlet == "127.0.0.1"
    assert found.url == web.at("/a"), "a page must not pass for one of another host"


def test_charset_of_the_reply_goes_before_that_of_the_page(web: Web, options: ReadOptions) -> None:
    words = "أعلن الرئيس أن القوات وصلت إلى العاصمة يوم الإثنين، وقال إن المهمة تنتهي قريبا بعد مشاورات مع الدول الأعضاء."
    body = f'<html lang="ar"><head><meta charset="iso-8859-1"></head><body><article><p>{words}</p></article></body></html>'
    web.routes["/a"] = Reply(200, body.encode("cp1256"), {"Content-Type": "text/html; charset=windows-1256"})
    (found,) = documents(read(web.at("/a"), options))
    assert found.text == words


@pytest.mark.parametrize(("kind", "reply"), [
    ("application/pdf", Reply(200, pdf_of(["The foreign minister of Norway met his colleague from Chile."]), {"Content-Type": "application/pdf"})),
    ("text", Reply(200, WORDS.encode(), {"Content-Type": "text/plain"})),
    ("octets", Reply(200, pdf_of(["The foreign minister of Norway met his colleague from Chile."]), {"Content-Type": "application/octet-stream"})),
])  # fmt: skip
def test_address_is_read_by_what_comes_back(web: Web, options: ReadOptions, kind: str, reply: Reply) -> None:
    web.routes["/x.html"] = reply
    (found,) = documents(read(web.at("/x.html"), options))
    assert "foreign minister of Norway" in found.text
    assert found.url == web.at("/x.html")


def test_picture_is_refused_by_its_kind(web: Web, options: ReadOptions) -> None:
    web.routes["/a"] = Reply(200, b"\x89PNG\r\n\x1a\n" + bytes(100), {"Content-Type": "image/png"})
    (refused,) = read(web.at("/a"), options)
    assert isinstance(refused, InputError)
    assert "image/png" in refused.cause


def test_page_that_did_not_change_is_not_read_again(web: Web, options: ReadOptions) -> None:
    reply = page(WORDS)
    web.routes["/a"] = lambda headers: (
        Reply(304) if headers.get("if-none-match") == '"1"' else Reply(200, reply.body, {**reply.headers, "ETag": '"1"'})
    )
    assert documents(read(web.at("/a"), options))
    (notice,) = read(web.at("/a"), options)
    assert isinstance(notice, Notice)
    assert "not changed" in notice.message


def test_page_that_was_not_written_is_read_again(web: Web, options: ReadOptions) -> None:
    reply = page(WORDS)
    web.routes["/a"] = lambda headers: (
        Reply(304) if "if-none-match" in headers else Reply(200, reply.body, {**reply.headers, "ETag": '"1"'})
    )
    for _ in range(2):
        assert [type(outcome) for outcome in readers.read(readers.Address(web.at("/a")), options)] == [Document]


# --- feeds ----------------------------------------------------------------------------------------


def rss(*items: str) -> Reply:
    body = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Daily</title><language>en-us</language>{"".join(items)}</channel></rss>'
    return Reply(200, body.encode(), {"Content-Type": "application/rss+xml", "ETag": f'"{hash(items)}"'})


def item(number: int, summary: str = TEASER) -> str:
    return f"<item><guid>{number}</guid><title>Item {number}</title><link>/{number}</link><description>{summary}</description><pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate></item>"


def test_feed_gives_the_pages_of_its_items_once(web: Web, options: ReadOptions) -> None:
    web.routes |= {"/feed": rss(item(1), item(2)), "/1": page(f"{WORDS} One.", "One"), "/2": page(f"{WORDS} Two.", "Two")}
    told = documents(read(web.at("/feed"), options))
    assert [(d.url, d.published, d.outlet) for d in told] == [(web.at(f"/{n}"), date(2025, 3, 4), "127.0.0.1") for n in (1, 2)]
    assert all("signed a treaty" in d.text for d in told)
    # Their pages stand elsewhere: what came through the feed is known by it.
    assert [d.feed for d in told] == [web.at("/feed")] * 2
    assert read(web.at("/feed"), options) == []
    web.routes |= {"/feed": rss(item(3), item(2), item(1)), "/3": page(f"{WORDS} Three.", "Three")}
    assert [d.url for d in documents(read(web.at("/feed"), options))] == [web.at("/3")]
    assert [len(web.pages(f"/{n}")) for n in (1, 2, 3)] == [1, 1, 1]


def test_feed_is_asked_with_what_it_gave_once_all_its_items_are_stored(web: Web, options: ReadOptions) -> None:
    web.routes |= {"/feed": rss(item(1)), "/1": page(WORDS)}
    read(web.at("/feed"), options)
    read(web.at("/feed"), options)
    sent = [headers.get("if-none-match") for path, headers in zip(web.asked, web.headers, strict=True) if path == "/feed"]
    assert sent[0] is None
    assert sent[1] is not None


def test_feed_that_was_broken_off_goes_on_with_the_items_that_were_not_written(web: Web, options: ReadOptions) -> None:
    web.routes |= {"/feed": rss(*map(item, range(1, 6)))} | {f"/{n}": page(f"{WORDS} Number {n}.") for n in range(1, 6)}
    run = readers.read(readers.Address(web.at("/feed")), options)
    for _ in range(2):
        written = next(run)
        assert isinstance(written, Document)
        visits.settle(written.receipts)
    next(run)  # read ahead, and never written
    del run
    assert [d.url for d in documents(read(web.at("/feed"), options))] == [web.at(f"/{n}") for n in (3, 4, 5)]


def test_changed_item_comes_again(web: Web, options: ReadOptions) -> None:
    web.routes |= {"/feed": rss(item(1)), "/1": page(WORDS)}
    read(web.at("/feed"), options)
    web.routes |= {"/feed": rss(item(1, "The minister did not meet his colleague.")), "/1": page(f"{WORDS} Corrected.")}
    (changed,) = documents(read(web.at("/feed"), options))
    assert "Corrected" in changed.text


def test_item_with_its_whole_text_is_not_fetched(web: Web, options: ReadOptions) -> None:
    words = "The foreign minister of Norway met his colleague from Chile on Monday to sign a treaty on trade. " * 6
    entry = f'<entry><id>1</id><title>A</title><link href="/1"/><updated>2025-03-04T10:00:00Z</updated><content type="html">&lt;p&gt;{words}&lt;/p&gt;</content></entry>'
    web.routes["/feed"] = Reply(200, f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Daily</title>{entry}</feed>'.encode(), {})
    (found,) = documents(read(web.at("/feed"), options))
    assert found.text == words.strip()
    assert (found.url, found.published, found.outlet) == (web.at("/1"), date(2025, 3, 4), "Daily")
    assert not web.pages("/1")


def test_item_whose_page_cannot_be_read_gives_its_summary_and_says_so(web: Web, options: ReadOptions) -> None:
    web.routes["/feed"] = rss(item(1))
    (found,) = documents(read(web.at("/feed"), options))
    assert found.text == TEASER
    assert any("404" in notice.message and "summary" in notice.message for notice in found.notices)


def test_item_that_leads_to_a_private_host_is_not_followed(web: Web, options: ReadOptions) -> None:
    with Web() as canary:
        web.routes["/feed"] = rss(f"<item><title>A</title><link>{canary.at('/secret')}</link></item>", item(2))
        told = read(web.at("/feed"), options)
        assert canary.asked == []
    assert isinstance(told[0], InputError)
    assert "private or local" in told[0].cause
    assert isinstance(told[1], Document)


def test_feed_remembers_nothing_without_a_place_for_it(web: Web, options: ReadOptions) -> None:
    forgetful = ReadOptions(fetching=options.fetching)
    web.routes |= {"/feed": rss(item(1)), "/1": page(WORDS)}
    for _ in range(2):
        assert len(documents(read(web.at("/feed"), forgetful))) == 1


def test_two_feeds_with_the_same_ids_are_two(web: Web, options: ReadOptions) -> None:
    web.routes |= {"/f1": rss(item(1)), "/f2": rss(item(1)), "/1": page(WORDS)}
    assert [len(read(web.at(path), options)) for path in ("/f1", "/f2")] == [1, 1]


# --- lists ----------------------------------------------------------------------------------------


def test_list_that_was_broken_off_is_taken_up_where_it_was(web: Web, options: ReadOptions, tmp_path: Path) -> None:
    web.routes |= {f"/{n}": page(f"{WORDS} Number {n}.") for n in range(1, 5)}
    path = tmp_path / "today.urls"
    path.write_text("# today\n" + "\n".join(web.at(f"/{n}") for n in range(1, 5)) + "\nnot an address\n")
    run = readers.read(path, options)
    for _ in range(2):
        written = next(run)
        assert isinstance(written, Document)
        visits.settle(written.receipts)
    told = []
    for outcome in readers.read(path, options):
        told.append(outcome)
        if isinstance(outcome, Document):
            visits.settle(outcome.receipts)
    assert [d.url for d in told if isinstance(d, Document)] == [web.at("/3"), web.at("/4")]
    assert isinstance(told[-1], InputError)
    assert told[-1].place == f"{path}:6"
    assert [len(web.pages(f"/{n}")) for n in range(1, 5)] == [1, 1, 1, 1]


# --- sources --------------------------------------------------------------------------------------


def test_sources_are_addresses_patterns_files_and_folders(tmp_path: Path) -> None:
    for name in ("a1.txt", "a2.txt", "b[1].txt", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Words.")
    found = list(readers.files(["https://news.example/a", f"{tmp_path}/a*.txt", f"{tmp_path}/b[1].txt", f"{tmp_path}/sub"]))
    assert found == [
        readers.Address("https://news.example/a"),
        *(tmp_path / name for name in ("a1.txt", "a2.txt", "b[1].txt", "sub/c.txt")),
    ]


@pytest.mark.parametrize("data", [WORDS.encode(), WORDS.encode("utf-16"), page(WORDS).body, pdf_of(WORDS.split("\n"))])
def test_standard_input_is_read_by_its_content(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    (found,) = documents([outcome for source in readers.files(["-"]) for outcome in readers.read(source, ReadOptions())])  # type: ignore[arg-type]  # files gives no refusals here
    assert "foreign minister of Norway" in found.text
    assert found.place == "standard input"


def test_standard_input_beyond_the_limit_is_refused() -> None:
    (refused,) = standard_input.read(ReadOptions(max_bytes=1000), io.BytesIO(b"word " * 1000))
    assert isinstance(refused, InputError)
    assert "more than the limit" in refused.cause
