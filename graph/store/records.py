"""How the nouns look as properties of nodes and relationships, and back: pure.

Which statement writes or reads them is left to ``graph.store.writing`` and ``graph.store.reading``.
Both directions of every noun stand in this one file, so that they cannot drift apart.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any

from graph.folding import group_key
from graph.life import Scope, Withdrawal, address_key
from graph.model import LISTED, Article, Claim, Contribution, Entity, Mention, Name, PartialDate, Relation
from graph.names import plain, searchable
from graph.ontology import LANGUAGES, RELATION_TYPES

Properties = dict[str, Any]

# External ids become properties of their own where their scheme cannot be taken for one of ours.
_SCHEME = re.compile(r"[a-z][a-z0-9_]{1,31}")
_ENTITY_KEYS = frozenset(
    (
        *("id", "type", "name", "names", "name_languages", "name_ranks", "search", "description", "degree", "external_ids", "dormant"),
        *("canonical", "own"),
        *(f"name_{language}" for language in LANGUAGES),
    )
)


def _present(properties: Mapping[str, Any]) -> Properties:
    return {key: value for key, value in properties.items() if value is not None}


def _day(value: Any) -> date | None:
    """A date as the driver hands it out, as Python's."""
    if value is None or type(value) is date:
        return value
    native: date = value.to_native()
    return native


def _partial(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


# articles


def article_properties(contribution: Contribution, told: str | None = None) -> Properties:
    """``told`` is its digest where that is known."""
    article = contribution.article
    return _present(
        {
            **_fields(article),
            "address": address_key(article.url),
            "digest": told or digest(contribution),
            "search": plain(f"{article.title or ''} {article.text}"),
            "mentions": len(contribution.mentions),
            "claims": sum(claim.known_to is None for claim in contribution.claims),
        }
    )


def article(properties: Mapping[str, Any]) -> Article:
    """``text`` is empty where it was not asked for."""
    return Article(
        id=properties["id"],
        text=properties.get("text") or "",
        language=properties.get("language") or "und",
        title=properties.get("title"),
        outlet=properties.get("outlet"),
        url=properties.get("url"),
        published=_day(properties.get("published")),
        story=properties.get("story"),
        source=properties.get("source"),
        series=properties.get("series"),
        since=_day(properties.get("since")),
        run=properties.get("run"),
        feed=properties.get("feed"),
    )


def withdrawal_properties(withdrawal: Withdrawal) -> Properties:
    return _present(
        {
            "id": withdrawal.id,
            "act": withdrawal.act,
            "kind": withdrawal.scope.kind,
            "value": withdrawal.scope.value,
            "on": withdrawal.on,
            "by": withdrawal.by,
            "why": withdrawal.why,
            "active": withdrawal.act == "withdraw" and withdrawal.restored_on is None,
            "also": list(withdrawal.also) or None,
        }
    )


def withdrawal(properties: Mapping[str, Any]) -> Withdrawal:
    on = _day(properties["on"])
    assert on is not None  # every withdrawal is written with it
    get = properties.get
    return Withdrawal(
        properties["id"], properties["act"], Scope(properties["kind"], properties["value"]), on, properties["by"], get("why") or "",
        _day(get("restored_on")), get("restored_by"), get("restored_why"), tuple(get("also") or ()),
    )  # fmt: skip


def digest(contribution: Contribution) -> str:
    """Tells whether an article brings the same again: 128 bits of SHA-256 over all of it, in any order."""
    parts: tuple[Iterable[Any], ...] = (contribution.entities, contribution.mentions, contribution.claims)
    # When and by which run it came, and which versions it has, is not what it brings.
    article = {key: value for key, value in _fields(contribution.article).items() if key not in ("series", "since", "run", "feed")}
    body = [article, *(sorted(json.dumps(x, default=_said, sort_keys=True) for x in part) for part in parts)]
    return hashlib.sha256(json.dumps(body, default=str, sort_keys=True).encode()).hexdigest()[:32]


def _said(part: Any) -> Any:
    if not is_dataclass(part):
        return str(part)
    # What a sentence is known by is worked out from text and series by the store.
    return {key: value for key, value in _fields(part).items() if key != "sentence"}


def _fields(record: Any) -> Properties:
    """Fields and values as they are; ``asdict`` copies all that is in them, which took a third of a write's time here."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def mention_rows(mentions: Iterable[Mention]) -> list[Properties]:
    """One row an entity; starts and ends in order."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for mention in sorted(set(mentions)):
        spans.setdefault(mention.entity, []).append((mention.start, mention.end))
    return [{"entity": e, "starts": [s for s, _ in at], "ends": [t for _, t in at]} for e, at in sorted(spans.items())]


# entities


@dataclass(slots=True)
class Knowledge:
    """What articles together say of an entity; the same whatever their order.

    A name ranks by the best place that any article gave it, then the longer one first.
    """

    id: str
    type: str
    ranks: dict[Name, int]
    external_ids: set[tuple[str, str]]
    description: str | None
    degree: int = 0
    # No article that stands speaks of it.
    dormant: bool = False

    @classmethod
    def of(cls, entity: Entity) -> Knowledge:
        ranks: dict[Name, int] = {}
        for rank, name in enumerate(entity.names):
            ranks.setdefault(name, rank)
        return cls(entity.id, entity.type, ranks, set(entity.external_ids), entity.description)

    @classmethod
    def stored(cls, properties: Mapping[str, Any]) -> Knowledge:
        """From a node; one that something else wrote may lack all but its id. What is judged of it is left out."""
        if "own" in properties:
            kept = {key: properties[key] for key in ("id", "degree", "dormant") if key in properties}
            properties = json.loads(properties["own"]) | kept
        names = map(Name, properties.get("names") or (), properties.get("name_languages") or ())
        return cls(
            properties["id"],
            properties.get("type") or "",
            dict(zip(names, properties.get("name_ranks") or (), strict=False)),
            set(_pairs(properties.get("external_ids") or ())),
            properties.get("description"),
            properties.get("degree") or 0,
            bool(properties.get("dormant")),
        )

    def copy(self) -> Knowledge:
        return replace(self, ranks=dict(self.ranks), external_ids=set(self.external_ids))

    def covers(self, entity: Entity) -> bool:
        """Whether uniting with what is said of the entity would change nothing."""
        return (
            bool(self.type)
            and all(self.ranks.get(name, rank + 1) <= rank for rank, name in enumerate(entity.names))
            and self.external_ids.issuperset(entity.external_ids)
            and (
                not entity.description or min((entity.description, self.description or ""), key=lambda d: (-len(d), d)) == self.description
            )
        )

    def unite(self, other: Knowledge) -> None:
        self.type = self.type or other.type
        for name, rank in other.ranks.items():
            self.ranks[name] = min(rank, self.ranks.get(name, rank))
        self.external_ids |= other.external_ids
        known = [d for d in (self.description, other.description) if d]
        self.description = min(known, key=lambda d: (-len(d), d)) if known else None

    def properties(self) -> Properties:
        names = sorted(self.ranks, key=lambda name: (self.ranks[name], -len(name.text), name))
        entity = Entity(self.id, self.type, tuple(names), tuple(sorted(self.external_ids)), self.description)
        preferred = {f"name_{language}": name.text for name in reversed(names) if (language := name.language) in LANGUAGES}
        own = {scheme: value for scheme, value in entity.external_ids if _SCHEME.fullmatch(scheme) and scheme not in _ENTITY_KEYS}
        return _present(
            own
            | preferred
            | {
                "id": entity.id,
                "type": entity.type,
                "name": entity.name(),
                "names": [name.text for name in names],
                "name_languages": [name.language for name in names],
                "name_ranks": [self.ranks[name] for name in names],
                "external_ids": [f"{scheme}:{value}" for scheme, value in entity.external_ids],
                "description": entity.description,
                "search": searchable(name.text for name in names),
                "degree": self.degree,
                "dormant": self.dormant or None,
            }
        )

    def own(self) -> str:
        """What articles say, as one text, to be kept beside what is judged."""
        kept = ("type", "names", "name_languages", "name_ranks", "external_ids", "description", "dormant")
        properties = self.properties()
        return json.dumps({key: properties[key] for key in kept if key in properties}, ensure_ascii=False)

    def member_properties(self, canonical: str) -> Properties:
        """The node of an entity that another one stands for: found through that one only."""
        properties = self.properties() | {"canonical": canonical, "own": self.own()}
        del properties["search"]
        return properties


# What stands on a node of which no article says anything: it is there for others alone.
_NOTHING_OF_ITS_OWN = "{}"
# The names of those that it stands for come after its own.
_LATER = 1_000


def is_stand_in(properties: Mapping[str, Any]) -> bool:
    """Whether the node is there only to stand for others."""
    return properties.get("own") == _NOTHING_OF_ITS_OWN


def together(id: str, present: Iterable[Knowledge]) -> Entity:
    """What is known of entities that are one; the first of ``present`` names it."""
    united = Knowledge(id, "", {}, set(), None)
    for number, knowledge in enumerate(present):
        later = min(number, 1) * _LATER
        ranks = {name: rank + later for name, rank in knowledge.ranks.items()}
        united.unite(Knowledge(id, knowledge.type, ranks, knowledge.external_ids, knowledge.description))
    return entity(united.properties())


def judged_properties(judged: Entity, own: Knowledge | None, present: Iterable[Knowledge], degree: int) -> Properties:
    """The node of an entity that something is judged of; ``own`` None = it is there for others alone.

    It sleeps only where all of those ``present`` do.
    """
    knowledge = Knowledge.of(judged)
    knowledge.degree = degree
    knowledge.dormant = all(one.dormant for one in present)
    return knowledge.properties() | {"own": own.own() if own else _NOTHING_OF_ITS_OWN}


def _pairs(texts: Iterable[str]) -> list[tuple[str, str]]:
    return [(scheme, value) for scheme, _, value in (text.partition(":") for text in texts)]


def entity(properties: Mapping[str, Any]) -> Entity:
    """An entity from its node; a node that something else wrote gets its name or id as its name."""
    texts = properties.get("names") or [properties.get("name") or properties.get("id") or "?"]
    languages = properties.get("name_languages") or ["und"] * len(texts)
    return Entity(
        id=str(properties.get("id")),
        type=properties.get("type") or "",
        names=tuple(map(Name, texts, languages)),
        external_ids=tuple(_pairs(properties.get("external_ids") or ())),
        description=properties.get("description"),
    )


def brought_properties(brought: Entity, position: int) -> Properties:
    """What one article says of an entity, kept apart so that it can be taken back."""
    return _present(
        {
            "position": position,
            "type": brought.type,
            "names": [name.text for name in brought.names],
            "languages": [name.language for name in brought.names],
            "external_ids": [f"{scheme}:{value}" for scheme, value in brought.external_ids],
            "description": brought.description,
        }
    )


def brought(id: str, properties: Mapping[str, Any]) -> Entity:
    return Entity(
        id=id,
        type=properties["type"],
        names=tuple(map(Name, properties["names"], properties["languages"])),
        external_ids=tuple(_pairs(properties.get("external_ids") or ())),
        description=properties.get("description"),
    )


# claims


def claim_properties(claim: Claim, key: str | None = None, relation: str | None = None) -> Properties:
    """``key`` is the group that the claim counts in, where judgements make that another one than its words.

    ``relation`` is the id of the relation that it is folded into, where that is known.
    """
    said, first, last = claim.said_on, claim.valid_from, claim.valid_to
    return _present(
        {
            **_fields(claim),
            "family": RELATION_TYPES[claim.relation].family,
            "key": key or group_key(claim),
            "relation_id": relation,
            "via": list(claim.via),
            "said_on": said and said.first(),
            "said_on_text": said and str(said),
            "valid_from": first and first.first(),
            "valid_from_text": first and str(first),
            "valid_to": last and last.last(),
            "valid_to_text": last and str(last),
        }
    )


def claim(properties: Mapping[str, Any]) -> Claim:
    get = properties.get
    known_from = _day(properties["known_from"])
    assert known_from is not None  # every claim is written with it
    return Claim(
        id=properties["id"],
        article=properties["article"],
        subject=properties["subject"],
        relation=properties["relation"],
        object=properties["object"],
        start=properties["start"],
        end=properties["end"],
        cue_start=properties["cue_start"],
        cue_end=properties["cue_end"],
        status=properties["status"],
        extractor=properties["extractor"],
        confidence=float(properties["confidence"]),
        known_from=known_from,
        negated=bool(properties["negated"]),
        role=get("role"),
        quantity=get("quantity"),
        speaker=get("speaker"),
        via=tuple(get("via") or ()),
        said_on=_partial(get("said_on_text")),
        valid_from=_partial(get("valid_from_text")),
        valid_to=_partial(get("valid_to_text")),
        known_to=_day(get("known_to")),
        sentence=get("sentence"),
    )


def own_claim(properties: Mapping[str, Any]) -> Claim:
    """The claim with its article's own clock, whatever became of the article (``graph.life``)."""
    found = claim(properties)
    first = _day(properties.get("own_from"))
    return found if first is None else replace(found, known_from=first, known_to=_day(properties.get("own_to")))


# relations


def relation_properties(relation: Relation, key: str, outlets: Iterable[str], speakers: Iterable[str]) -> Properties:
    first, last = relation.valid_from, relation.valid_to
    return _present(
        {
            "id": relation.id,
            "key": key,
            "family": RELATION_TYPES[relation.type].family,
            "status": relation.status,
            "role": relation.role,
            "quantity": relation.quantity,
            "valid_from": first and first.first(),
            "valid_from_text": first and str(first),
            "valid_to": last and last.last(),
            "valid_to_text": last and str(last),
            "sources": relation.sources,
            "disputing_sources": relation.disputing_sources,
            "supporting": list(relation.supporting[:LISTED]),
            "disputing": list(relation.disputing[:LISTED]),
            "known_from": relation.known_from,
            "known_to": relation.known_to,
            "confidence": relation.confidence,
            "outlets": sorted(outlets),
            "speakers": sorted(speakers),
        }
    )


def relation(subject: str, type: str, object: str, properties: Mapping[str, Any]) -> Relation:
    get = properties.get
    known_from = _day(properties["known_from"])
    assert known_from is not None  # every relation is written with it
    return Relation(
        id=properties["id"],
        subject=subject,
        type=type,
        object=object,
        status=properties["status"],
        supporting=tuple(get("supporting") or ()),
        disputing=tuple(get("disputing") or ()),
        sources=properties["sources"],
        disputing_sources=properties["disputing_sources"],
        known_from=known_from,
        role=get("role"),
        quantity=get("quantity"),
        valid_from=_partial(get("valid_from_text")),
        valid_to=_partial(get("valid_to_text")),
        known_to=_day(get("known_to")),
        confidence=float(properties["confidence"]),
    )
