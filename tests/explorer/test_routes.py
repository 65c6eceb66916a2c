"""The JSON routes on a real store: what they answer, and how they refuse."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from explorer.components import asset
from explorer.shares import Shares, token_hash
from explorer.state import ExplorerState, to_params
from graph.filters import GraphFilter
from graph.settings import Settings
from tests.explorer.asgi import ask
from tests.world import FORCE, KAZAKHSTAN, PACT, PRESIDENT, SPOKESMAN, daily, wire

pytestmark = [pytest.mark.store, pytest.mark.usefixtures("world")]

NODE = {"id", "type", "label", "alt", "degree"}
EDGE = {"id", "source", "target", "type", "family", "label", "status", "sources", "disputing", "quantity", "role", "from", "to", "known"}
EDGE |= {"confidence"}


def get(app: Starlette, path: str, **params: object) -> dict[str, Any]:
    answer = ask(app, f"{path}?{urlencode(params, doseq=True)}")
    assert answer.status == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    body = answer.json()
    assert isinstance(body, dict)
    return body


def relation(app: Starlette, kind: str) -> str:
    edges = get(app, "/api/between", id=[KAZAKHSTAN.id, PACT.id, FORCE.id, PRESIDENT.id, SPOKESMAN.id])["edges"]
    return next(e["id"] for e in edges if e["type"] == kind)


def test_search_finds_one_person_in_every_script(app: Starlette) -> None:
    for words in ("توكاييف", "Tokayev", "Токаев"):
        hits = get(app, "/api/search", q=words, lang="en")["hits"]
        assert [h["id"] for h in hits] == [PRESIDENT.id], words
        assert set(hits[0]) == NODE | {"matched"}
        assert hits[0]["label"] == "Kassym-Jomart Tokayev"


def test_expand_gives_the_surroundings_and_the_true_total(app: Starlette) -> None:
    body = get(app, "/api/expand", id=KAZAKHSTAN.id, lang="ar", limit=1)
    assert body["truncated"] is True
    assert body["totals"]["relations"] == 2
    assert len(body["edges"]) == 1
    assert all(set(n) == NODE for n in body["nodes"])
    assert all(set(e) == EDGE for e in body["edges"])


def test_expand_includes_an_entity_that_stands_alone(app: Starlette) -> None:
    assert [n["id"] for n in get(app, "/api/expand", id="outlet/wire")["nodes"]] == ["outlet/wire"]


def test_evidence_shows_both_sides_and_counts_a_reprint_once(app: Starlette) -> None:
    body = get(app, "/api/evidence", relation=relation(app, "ENTERED"), lang="en")
    assert body["relation"]["status"] == "disputed"
    items = body["items"]
    assert sorted(i["supports"] for i in items) == [False, True, True]
    assert sum(i["independent"] for i in items) == 2
    denial = next(i for i in items if not i["supports"])
    assert denial["sentence"] == ["", "نفى", " عمر الإدريسي أن تكون قوات حفظ السلام قد دخلت كازاخستان."]
    assert (denial["dir"], denial["speaker"]["label"], denial["outlet"]) == ("rtl", "Omar al-Idrisi", "Levant Morning")
    said = next(i for i in items if i["supports"] and i["independent"])
    assert (said["quantity"], said["saidOn"], said["outlet"]) == ("2,000 soldiers", "2022-01-07", "Steppe Wire")


def test_profile_groups_relations_by_family(app: Starlette) -> None:
    body = get(app, "/api/profile", entity=KAZAKHSTAN.id, lang="en")
    assert [g["family"] for g in body["groups"]] == ["membership", "deployment"]
    entity = body["entity"]
    assert {n["language"]: n["dir"] for n in entity["names"]} == {"ar": "rtl", "en": "ltr", "ru": "ltr", "fr": "ltr"}
    links = {i["scheme"]: i["url"] for i in entity["externalIds"]}
    assert links["wikidata"] == "https://www.wikidata.org/wiki/Q232"
    assert len(body["articles"]) == 3


def test_profile_keeps_to_the_filter(app: Starlette) -> None:
    body = get(app, "/api/profile", entity=KAZAKHSTAN.id, statuses="disputed")
    assert [r["type"] for g in body["groups"] for r in g["relations"]] == ["ENTERED"]


@pytest.mark.parametrize("contribution", [wire(), daily()], ids=["en", "ar"])
def test_reading_cuts_the_whole_text(app: Starlette, contribution: object) -> None:
    article = contribution.article
    body = get(app, "/api/reading", article=article.id, lang="en")
    assert "".join(s["text"] for s in body["segments"]) == article.text
    claims = {c["id"] for c in body["claims"]}
    assert claims == {c.id for c in contribution.claims}
    assert {c for s in body["segments"] for c in s["claims"]} == claims
    assert all(c["relationId"] for c in body["claims"])


def test_revision_is_a_number(app: Starlette) -> None:
    assert get(app, "/api/revision")["revision"] >= 3


@pytest.mark.parametrize(
    ("url", "status", "words"),
    [
        ("/api/nothing?lang=en", 404, "no such route"),
        ("/api?lang=en", 404, "no such route"),
        ("/api/search?lang=en", 400, "“q”|q is missing"),
        ("/api/expand?lang=en", 400, "id is missing"),
        ("/api/expand?lang=en&id=x&types=Planet", 400, "types cannot be read"),
        ("/api/expand?lang=en&id=x&limit=0", 400, "limit cannot be read"),
        ("/api/expand?lang=en&" + "&".join(f"id={n}" for n in range(501)), 400, "At most 500"),
        ("/api/evidence?lang=en&relation=none", 404, "No relation"),
        ("/api/profile?lang=en&entity=none", 404, "No entity"),
        ("/api/reading?lang=en&article=none", 404, "No article"),
        ("/api/dashboard?lang=en&name=none", 404, "no dashboard"),
        ("/api/dashboard?lang=en&name=../../etc/passwd", 404, "no dashboard"),
        ("/api/profile?lang=en&entity=%00", 400, "entity cannot be read"),
        ("/api/search?lang=en&q=" + "x" * 301, 400, "q cannot be read"),
        ("/api/evidence?relation=none", 404, "لا علاقة"),
        ("/share/", 404, ""),
        ("/share/x/y/z", 404, ""),
    ],
)
def test_refusals_are_sentences(app: Starlette, url: str, status: int, words: str) -> None:
    answer = ask(app, url)
    assert answer.status == status
    assert any(part in answer.json()["error"] for part in words.split("|"))


@pytest.mark.parametrize("text", ["' OR 1=1 //", "\\u0060", "a`b", "}) DETACH DELETE n //", "*", "~", '"', "AND OR NOT", "توكاييف) OR (*"])
def test_search_takes_any_text_as_text(app: Starlette, text: str) -> None:
    assert isinstance(get(app, "/api/search", q=text)["hits"], list)
    assert get(app, "/api/search", q="Tokayev")["hits"], "the graph is still there"


@pytest.mark.usefixtures("away")
def test_a_store_that_is_away_is_said_in_words_without_its_password(app: Starlette) -> None:
    for url in ("/api/search?q=x&lang=en", "/api/expand?id=x&lang=en", "/api/revision?lang=en"):
        answer = ask(app, url)
        assert answer.status == 503
        assert "does not answer" in answer.json()["error"]
        assert "S3CR3T-CANARY" not in answer.text


# Shares


@pytest.fixture
def shares(world: Settings) -> Shares:
    return Shares(world.home)


def test_a_shared_picture_shows_its_record_and_asks_nothing_further(app: Starlette, shares: Shares) -> None:
    scope = to_params(ExplorerState(lang="en", drawn=(KAZAKHSTAN.id, PACT.id), filter=GraphFilter(limit=10)))
    token = shares.create("picture", scope | {"theme": ["dark"]}, datetime.now(UTC))
    page = ask(app, f"/share/{token}")
    assert page.status == 200
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert "<script>" not in page.text
    # What the address adds is not listened to: all comes from the record.
    body = ask(app, f"/share/{token}/data?focus={PRESIDENT.id}&drawn={PRESIDENT.id}&limit=5000").json()
    assert {n["id"] for n in body["nodes"]} == {KAZAKHSTAN.id, PACT.id}
    assert (body["api"], body["theme"], body["lang"]) == (None, "dark", "en")
    del body["words"]  # they name him as an example of a search
    assert "Tokayev" not in json.dumps(body, ensure_ascii=False)


def test_a_shared_picture_is_styled_as_it_was_and_has_its_countries_with_it(app: Starlette, shares: Shares) -> None:
    scope = {"focus": [KAZAKHSTAN.id], "colour": ["country"], "size": ["pagerank"], "group": ["type"], "opened": ["Person"]}
    token = shares.create("picture", scope, datetime.now(UTC))
    body = ask(app, f"/share/{token}/data").json()
    assert body["style"] == {"color": "country", "size": "pagerank", "group": "type", "opened": ["Person"]}
    assert body["countries"]["of"][KAZAKHSTAN.id] == {"country": KAZAKHSTAN.id, "by": ""}


def test_an_ended_share_says_so(app: Starlette, shares: Shares) -> None:
    token = shares.create("picture", {}, datetime.now(UTC))
    over = shares.create("picture", {}, datetime.now(UTC) - timedelta(days=2), timedelta(days=1))
    shares.revoke(token_hash(token), datetime.now(UTC))
    for gone in (token, over, "never", "%00", "x" * 5000):
        page = ask(app, f"/share/{gone}", headers={"accept-language": "en"})
        assert page.status == 404
        assert "has ended" in page.text
        assert ask(app, f"/share/{gone}/data").status == 404


def test_a_shared_dashboard_is_live(app: Starlette, shares: Shares) -> None:
    token = shares.create("dashboard", {"board": ["january-2022"], "lang": ["ar"]}, datetime.now(UTC))
    body = ask(app, f"/share/{token}/data").json()
    assert [c["error"] for c in body["cards"] if c["kind"] == "number"] == [None] * 4
    assert next(c["value"] for c in body["cards"] if c["title"] == "المقالات") == 3
    assert all(c["drawing"]["api"] is None for c in body["cards"] if c["kind"] == "network")


@pytest.mark.usefixtures("away")
def test_a_share_says_nothing_about_the_server(app: Starlette) -> None:
    # The records lie in a home that cannot be reached either.
    answer = ask(app, "/share/token/data")
    assert answer.status == 503
    assert "file" not in answer.text
    assert "/" not in answer.json()["error"]
    assert ask(app, "/share/token").status == 503


def test_assets_are_kept_for_ever_and_others_are_unknown(app: Starlette) -> None:
    bundle = ask(app, f"/assets/{asset().name}")
    assert bundle.status == 200
    assert "immutable" in bundle.headers["cache-control"]
    assert bundle.headers["content-type"].startswith("text/javascript")
    for unknown in ("wasl-0.js", "../__init__.py", "fonts/x.woff2", "fonts/LICENSE.txt"):
        assert ask(app, f"/assets/{unknown}").status == 404
    assert ask(app, "/assets/fonts/plex-arabic-400.woff2").headers["content-type"] == "font/woff2"
