"""A world small enough to check by eye: one crisis, three outlets, one of them a reprint, two of them at odds.

Everything is invented but the countries; sentences are found in the texts, so offsets cannot drift.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from graph.model import Article, Claim, Contribution, Entity, Mention, Name, PartialDate, article_id, claim_id

KAZAKHSTAN = Entity(
    "country/KZ",
    "Country",
    (Name("كازاخستان", "ar"), Name("Kazakhstan", "en"), Name("Казахстан", "ru"), Name("Kazakhstan", "fr")),
    (("iso3166", "KZ"), ("wikidata", "Q232")),
)
RUSSIA = Entity("country/RU", "Country", (Name("روسيا", "ar"), Name("Russia", "en"), Name("Россия", "ru"), Name("Russie", "fr")))
PACT = Entity(
    "organization/pact",
    "Organization",
    (Name("منظمة معاهدة السهوب", "ar"), Name("Steppe Treaty Organization", "en"), Name("Организация степного договора", "ru")),
)
PRESIDENT = Entity(
    "person/tokayev",
    "Person",
    (Name("قاسم جومارت توكاييف", "ar"), Name("Kassym-Jomart Tokayev", "en"), Name("Касым-Жомарт Токаев", "ru")),
)
SPOKESMAN = Entity("person/spokesman", "Person", (Name("Omar al-Idrisi", "en"), Name("عمر الإدريسي", "ar")))
FORCE = Entity("force/peacekeepers", "ArmedForce", (Name("peacekeepers", "en"), Name("قوات حفظ السلام", "ar")))
WIRE = Entity("outlet/wire", "Outlet", (Name("Steppe Wire", "en"),))
POST = Entity("outlet/post", "Outlet", (Name("Caspian Post", "en"),))
DAILY = Entity("outlet/daily", "Outlet", (Name("صباح المشرق", "ar"), Name("Levant Morning", "en")))

ENTITIES = {e.id: e for e in (KAZAKHSTAN, RUSSIA, PACT, PRESIDENT, SPOKESMAN, FORCE, WIRE, POST, DAILY)}

_WIRE_TEXT = (
    "Kazakhstan is a member of the Steppe Treaty Organization. "
    "President Tokayev said that peacekeepers had entered Kazakhstan on 7 January 2022. "
    "Tokayev met Omar al-Idrisi on 10 January 2022."
)
_DAILY_TEXT = "نفى عمر الإدريسي أن تكون قوات حفظ السلام قد دخلت كازاخستان. وكازاخستان عضو في منظمة معاهدة السهوب."


def article(text: str, outlet: Entity, published: date, language: str = "en", **more: Any) -> Article:
    title = more.pop("title", text.split(".")[0])
    return Article(article_id(text), text, language, title=title, outlet=outlet.id, published=published, **more)


def claim(of: Article, sentence: str, cue: str, subject: Entity, relation: str, object: Entity, **more: Any) -> Claim:
    """A claim whose sentence and cue are looked up in the article's text."""
    start = of.text.index(sentence)
    cue_start = start + sentence.index(cue)
    values: dict[str, Any] = {
        "status": "asserted",
        "extractor": "world",
        "confidence": 0.9,
        "known_from": of.published or date(2022, 1, 1),
    } | more
    parts = (of.id, start, subject.id, relation, object.id, values.get("role"), values.get("quantity"), values.get("negated"))
    return Claim(
        id=claim_id(*parts, values["status"], values.get("speaker"), values.get("via")),
        article=of.id,
        subject=subject.id,
        relation=relation,
        object=object.id,
        start=start,
        end=start + len(sentence),
        cue_start=cue_start,
        cue_end=cue_start + len(cue),
        **values,
    )


def contribution(of: Article, claims: tuple[Claim, ...] = (), mentioned: tuple[tuple[str, Entity], ...] = ()) -> Contribution:
    """All entities that are used are brought along; each mention is the first place of its words."""
    mentions = tuple(Mention(of.id, of.text.index(words), of.text.index(words) + len(words), e.id) for words, e in mentioned)
    used = [of.outlet, *(id for c in claims for id in (c.subject, c.object, c.speaker, *c.via)), *(m.entity for m in mentions)]
    return Contribution(of, tuple(ENTITIES[id] for id in dict.fromkeys(used) if id), mentions, claims)


def wire() -> Contribution:
    """In English, 7 January: a membership, an entry as the president's words, a meeting."""
    of = article(_WIRE_TEXT, WIRE, date(2022, 1, 7))
    member, entered, met = (part + "." for part in _WIRE_TEXT.rstrip(".").split(". "))
    return contribution(
        of,
        (
            claim(of, member, "is a member of", KAZAKHSTAN, "MEMBER_OF", PACT, valid_from=PartialDate(1994)),
            claim(
                of,
                entered,
                "had entered",
                FORCE,
                "ENTERED",
                KAZAKHSTAN,
                status="claimed",
                speaker=PRESIDENT.id,
                quantity="2,000 soldiers",
                said_on=PartialDate(2022, 1, 7),
                valid_from=PartialDate(2022, 1, 7),
            ),
            claim(of, met, "met", PRESIDENT, "MET", SPOKESMAN, valid_from=PartialDate(2022, 1, 10)),
        ),
        (("Kazakhstan", KAZAKHSTAN), ("Steppe Treaty Organization", PACT), ("Tokayev", PRESIDENT), ("peacekeepers", FORCE)),
    )


def post() -> Contribution:
    """The wire's report again, a day later, in another outlet."""
    first = wire()
    text = "(Steppe Wire) " + _WIRE_TEXT
    of = article(text, POST, date(2022, 1, 8), story=first.article.id)
    shift = len("(Steppe Wire) ")
    moved = tuple(
        replace(
            c,
            id=claim_id(of.id, c.id),
            article=of.id,
            start=c.start + shift,
            end=c.end + shift,
            cue_start=c.cue_start + shift,
            cue_end=c.cue_end + shift,
            known_from=date(2022, 1, 8),
        )
        for c in first.claims
    )
    return contribution(of, moved, (("Kazakhstan", KAZAKHSTAN), ("Tokayev", PRESIDENT)))


def daily() -> Contribution:
    """In Arabic, 11 January: a denial of the entry by somebody else, and the membership by itself."""
    of = article(_DAILY_TEXT, DAILY, date(2022, 1, 11), "ar")
    denied, member = (part + "." for part in _DAILY_TEXT.rstrip(".").split(". "))
    return contribution(
        of,
        (
            claim(
                of,
                denied,
                "نفى",
                FORCE,
                "ENTERED",
                KAZAKHSTAN,
                status="claimed",
                negated=True,
                speaker=SPOKESMAN.id,
                said_on=PartialDate(2022, 1, 11),
            ),
            claim(of, member, "عضو في", KAZAKHSTAN, "MEMBER_OF", PACT),
        ),
        (("كازاخستان", KAZAKHSTAN), ("عمر الإدريسي", SPOKESMAN)),
    )


def all_three() -> tuple[Contribution, ...]:
    return wire(), post(), daily()
