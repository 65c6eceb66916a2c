"""Turns an article's own entities into entities of the graph, with ids that other articles arrive at too.

What may be one but need not be stays apart and is proposed. Deciding is left to ``graph.identity``, mentions to the extractors.
What makes two articles speak of one entity:

- known names: the gazetteer's key, whatever the spelling or language;
- other spellings of a known person's name, where that is one only and the article speaks of its country;
  a known name is not the known one's where the text gives it another country or office;
- one of several known ones, a ministry without its country, a known family name behind initials: the one of the country that
  the article says it is of;
- other names: type and full name agree, in Cyrillic or Latin letters by the rules of transliteration; a person known by one word or by names that many bear stays within
  the article's story unless the text says which office of what, a body of everyday words unless it says of which country;
- noun phrases ("protesters"): type, head and anchor agree; the anchor is the phrase's own, or the one place or body
  that a claim of the article puts it in. Happenings, groups and things come again, so the month of the article's date
  is part of their id: coarse enough for reports of different days to meet, fine enough to keep the next wave apart.
  Bodies and forces last. Without an anchor a phrase stays within the article's story.

Over 300 lines, because all rules ask the same few tables of one article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from rapidfuzz import fuzz

from graph.model import Article, Entity, Judgement, Name
from graph.offices import office
from graph.ontology import LANGUAGES
from ingest import catalogued, concepts, everyday, gazetteer, misspelled, spelling
from ingest.concepts import Concept
from ingest.draft import Draft, DraftEntity
from ingest.gazetteer import Entry, Gazetteer, fold
from ingest.introduced import in_full, introduced
from ingest.readable_id import digest, slug
from ingest.sounded import sounded

RULE = "rule:resolution"
_ALIKE = 90
# Claims by which an article says where something lies or what it belongs to.
_ANCHORING = frozenset({"LOCATED_IN", "ORIGINATED_IN", "PART_OF", "AFFILIATED_WITH"})
# Of whom an article says which office it holds, and of which country or body.
_HOLDING = frozenset({"HOLDS_OFFICE", "LEADS"})
# Posts that nobody holds beside a seat in government.
_POSTS = frozenset({"ambassador", "governor", "mayor", "spokesperson", "permanent_representative"})
_SCOPE = {"Event": "month", "Group": "month", "Equipment": "month", "Person": "article"}


@dataclass(frozen=True, slots=True)
class Resolution:
    """``ids`` maps each local key of the draft to the id of its entity in ``entities``.

    ``proposed`` are judgements with verdict ``unsure`` between entities of this article.
    """

    entities: tuple[Entity, ...]
    ids: Mapping[str, str]
    proposed: tuple[Judgement, ...] = ()


def resolve(article: Article, draft: Draft, today: date) -> Resolution:
    """The entities of ``draft`` under stable ids; the same draft gives the same answer.

    ``today`` dates the proposed judgements of an article that has no date. Raises KeyError for
    a draft that names a key which the gazetteer does not have.
    """
    return _Resolver(article, draft, gazetteer.load()).run(article.published or today)


def entity_id(key: str) -> str:
    """The id of a gazetteer key.

    >>> entity_id("person:kassym_jomart_tokayev")
    'person-kassym-jomart-tokayev'
    """
    return re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")


class _Resolver:
    def __init__(self, article: Article, draft: Draft, known: Gazetteer) -> None:
        self._article, self._known = article, known
        full = introduced(article.text)
        self._drafts = {entity.key: in_full(entity, full, known) for entity in draft.entities}
        self._story = article.story or article.id
        self._claimed: dict[str, set[str]] = defaultdict(set)
        self._posts: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for claim in draft.claims:
            if claim.status != "asserted" or claim.negated:
                continue
            if claim.relation in _ANCHORING:
                self._claimed[claim.subject].add(claim.object)
            elif claim.relation in _HOLDING and (held := office(claim.role or "")) is not None:
                self._posts[claim.subject].add((held, claim.object))
        self._ids: dict[str, str] = {}
        self._taken: dict[str, DraftEntity] = {}
        self._names: dict[str, tuple[Name, ...]] = {}
        self._external: dict[str, tuple[tuple[str, str], ...]] = {}
        self._unsure: list[tuple[str, str, str]] = []

    def run(self, on: date) -> Resolution:
        for entity in self._drafts.values():
            self._resolve(entity)
        types = {self._ids[entity.key]: self._type(entity) for entity in self._drafts.values()}
        entities = tuple(Entity(i, types[i], names, self._external.get(i, ())) for i, names in self._names.items())
        self._propose_alike(entities)
        proposed = tuple(Judgement(left, right, "unsure", RULE, on, why) for left, right, why in dict.fromkeys(self._unsure))
        return Resolution(entities, MappingProxyType(self._ids), proposed)

    def _type(self, entity: DraftEntity) -> str:
        entry = self._entry(entity)
        return entry.type if entry is not None else entity.type

    def _resolve(self, entity: DraftEntity, above: tuple[str, ...] = ()) -> str:
        """The id of ``entity``; ``above`` are the local keys whose anchor is being looked for, so that a ring ends."""
        if entity.key in self._ids:
            return self._ids[entity.key]
        if (entry := self._entry(entity)) is not None:
            entity_key = entity_id(entry.key)
            self._external[entity_key] = entry.external_ids
            return self._keep(entity, entity_key, _names_of(entry))
        anchor = self._anchor(entity, (*above, entity.key))
        if entity.named:
            return self._keep(entity, self._named_id(entity, anchor), entity.names)
        return self._phrase(entity, anchor)

    def _entry(self, entity: DraftEntity) -> Entry | None:
        """The gazetteer's entry: the known one, or the national body that a phrase with its country comes to."""
        if entity.known is not None:
            if (entry := self._known.get(entity.known)) is None:
                raise KeyError(entity.known)
            return None if self._contradicted(entity, entry) else entry
        if entity.named and (entry := self._of_country(entity)) is not None:
            return entry
        if entity.named and entity.type == "Person":
            entry = misspelled.known_person(entity.names[0].text)
            return None if entry is None or self._contradicted(entity, entry) or self._elsewhere(entry) else entry
        key = self._anchor_key(entity)
        if entity.named or entity.head is None or key is None:
            return None
        anchor = self._drafts[key].known if key in self._drafts else key
        language = entity.names[0].language
        if anchor is None or language not in LANGUAGES:
            return None
        concept = concepts.load().find(entity.head, language, entity.type, entity.names[0].text)
        if concept is not None and concept.kind is not None and len(parts := self._known.parts(anchor, concept.kind)) == 1:
            return parts[0]
        bare = self._known.bare(language)
        pattern = bare.get(entity.head) or bare.get(f"ال{entity.head}")
        if pattern is None or not re.fullmatch(r"country:[A-Z]{2}", anchor):
            return None
        entry = self._known.get(pattern.replace(":", f":{anchor[-2:]}:", 1))
        return entry if entry is not None and entry.type == entity.type else None

    def _of_country(self, entity: DraftEntity) -> Entry | None:
        """Of those who may be meant the one whose country the article says that it is: one of like names, a ministry, initials."""
        said = self._countries_said(entity)
        if len(said) != 1 or entity.type not in ("Person", "Organization", "Place"):
            return None
        (iso2,), text = said, entity.names[0].text
        if entity.type == "Person":
            found = {e.key: e for e in misspelled.initialled(text) if iso2 in _countries_of(e)}
        else:
            found = {e.key: e for e in self._known.named(text) if e.type == entity.type and e.country == iso2}
            found |= {e.key: e for e in self._known.national_named(text, iso2) if e.type == entity.type}
        entry = next(iter(found.values())) if len(found) == 1 else None
        return None if entry is None or self._contradicted(entity, entry) else entry

    def _countries_said(self, entity: DraftEntity) -> frozenset[str]:
        """ISO codes of the countries that the article says it belongs to, lies in or holds an office of."""
        keys = self._claimed[entity.key] | {of for _, of in self._posts[entity.key]}
        known = (self._drafts[key].known or "" for key in keys if key in self._drafts)
        return frozenset(key[-2:] for key in known if key.startswith("country:"))

    def _contradicted(self, entity: DraftEntity, entry: Entry) -> bool:
        """Whether the article says of country or office what rules the known one out: another bears the name."""
        theirs = _countries_of(entry)
        if not theirs or entity.type not in ("Person", "Organization"):
            return False
        shared = entity.type == "Person" and everyday.person(entity.names[0].text)
        keys = {of for held, of in self._posts[entity.key] if shared or held not in _POSTS}
        keys |= self._claimed[entity.key]
        said = {known[-2:] for key in keys if key in self._drafts and (known := self._drafts[key].known or "").startswith("country:")}
        return bool(said) and (not said & theirs or (shared and self._in_another_post(entity, entry)))

    def _elsewhere(self, entry: Entry) -> bool:
        """Whether the article names countries, and none of the known one's: too little for a name spelled in another way."""
        named = {
            key.split(":")[1]
            for d in self._drafts.values()
            if (key := d.known or "").count(":") and re.match("[A-Z]{2}$", key.split(":")[1])
        }
        return bool(named) and not named & _countries_of(entry)

    def _in_another_post(self, entity: DraftEntity, entry: Entry) -> bool:
        """Whether the article names a post that goes with none that the known one held in its year."""
        if self._article.published is None or not {held for held, _ in self._posts[entity.key]} & _POSTS:
            return False
        year = self._article.published.year
        return any(o.first is not None and o.first <= year <= (o.last or year) and o.office not in _POSTS for o in entry.offices)

    def _anchor_key(self, entity: DraftEntity) -> str | None:
        """The key of what the phrase belongs to or lies in: as the extractor says, else as the only such claim says."""
        if entity.anchor is not None or entity.named:
            return entity.anchor
        claimed = [key for key in self._claimed[entity.key] if key in self._drafts and self._drafts[key].known is not None]
        return claimed[0] if len(claimed) == 1 == len(self._claimed[entity.key]) else None

    def _anchor(self, entity: DraftEntity, above: tuple[str, ...]) -> str | None:
        key = self._anchor_key(entity)
        if key is None or key in above:
            return None
        if key in self._drafts:
            return self._resolve(self._drafts[key], above)
        entry = self._known.get(key)
        return entity_id(entry.key) if entry is not None else None

    def _named_id(self, entity: DraftEntity, anchor: str | None) -> str:
        text = entity.names[0].text
        name = " ".join(spelling.words(text, entity.type)) if entity.type in ("Person", "Organization") else fold(text)
        if entity.type == "Person" and " " in name and not everyday.person(text):
            # Written by rule from one script into another, or with the freedom of those rules, it stays one name.
            name = sounded(catalogued.in_order(text))
        parts = [entity.type, name]
        bodies = {key for key, draft in self._drafts.items() if draft.type in ("Country", "Organization")}
        if entity.type == "Person" and (" " not in name or everyday.person(text)):
            posts = sorted((held, self._resolve(self._drafts[of])) for held, of in self._posts[entity.key] if of in bodies and " " in name)
            parts += posts[0] if posts else [anchor or self._story]
        elif anchor is not None:
            parts.append(anchor)
        elif entity.type == "Organization" and everyday.body(text):
            places = [self._drafts[key] for key in self._claimed[entity.key] if key in self._drafts]
            countries = [self._resolve(place) for place in places if place.type == "Country"]
            parts.append(countries[0] if len(countries) == 1 else self._story)
        found = f"{entity.type.lower()}-{slug(name)}-{digest(*parts)}"
        if entity.known is not None:
            self._unsure.append((entity_id(entity.known), found, f"{text}: the article gives it another country or office"))
        return found

    def _phrase(self, entity: DraftEntity, anchor: str | None) -> str:
        head, language = entity.head or entity.names[0].text, entity.names[0].language
        concept = concepts.load().find(head, language, entity.type, entity.names[0].text)
        scope = concept.scope if concept is not None else _SCOPE.get(entity.type, "lasting")
        word = concept.name if concept is not None else f"{language}-{slug(fold(head))}"
        parts = [entity.type.lower(), word.replace("_", "-")]
        if anchor is None or scope == "article" or (scope == "month" and self._article.published is None):
            parts += [*([anchor] if anchor else []), digest(self._story, fold(entity.names[0].text), anchor or "")]
            return self._keep(entity, "-".join(parts), entity.names)
        parts.append(anchor)
        if scope == "month" and self._article.published is not None:
            parts.append(f"{self._article.published:%Y-%m}")
        phrase_id = "-".join(parts)
        if (first := self._taken.get(phrase_id)) is not None and not _same_words(first, entity):
            apart = f"{phrase_id}-{digest(self._story, fold(entity.names[0].text))}"
            self._unsure.append((phrase_id, apart, f"{first.names[0].text} / {entity.names[0].text}: one head, one anchor, told apart"))
            return self._keep(entity, apart, entity.names)
        return self._keep(entity, phrase_id, (*self._composed(concept, entity, anchor), *entity.names))

    def _composed(self, concept: Concept | None, entity: DraftEntity, anchor: str) -> tuple[Name, ...]:
        """Names made of head and anchor, the same from whichever article: "Peacekeeping forces of the …"."""
        if concept is None:
            return ()
        key = self._anchor_key(entity) or ""
        draft = self._drafts.get(key)
        entry = self._known.get(draft.known if draft is not None and draft.known else key)
        if entry is None:
            return ()
        joint = "in" if entry.type in ("Country", "Place") and concept.type in ("Event", "Group") else "of"
        names = []
        for language in LANGUAGES:
            if language in entry.names:
                label, name = concept.labels[language], entry.names[language][0]
                article = "the " if entry.type in ("Organization", "ArmedForce") and not name.lower().startswith("the ") else ""
                text = f"{label} {joint} {article}{name}" if language == "en" else f"{label} ({name})"
                names.append(Name(text[0].upper() + text[1:], language))
        return tuple(names)

    def _keep(self, entity: DraftEntity, chosen: str, names: Iterable[Name]) -> str:
        if entity.external_ids:
            self._external[chosen] = tuple(dict.fromkeys((*self._external.get(chosen, ()), *entity.external_ids)))
        self._ids[entity.key] = chosen
        self._taken.setdefault(chosen, entity)
        self._names[chosen] = tuple(dict.fromkeys((*self._names.get(chosen, ()), *names)))
        return chosen

    def _propose_alike(self, entities: tuple[Entity, ...]) -> None:
        """A lone word that is part of a person's name, and unknown names spelled almost alike, may be one."""
        known = {self._ids[entity.key] for entity in self._drafts.values() if self._entry(entity) is not None}
        named = {self._ids[entity.key] for entity in self._drafts.values() if entity.named}
        for left in entities:
            for right in entities:
                if left.id == right.id or left.type != right.type or left.id in known or not {left.id, right.id} <= named:
                    continue
                one, other = fold(left.names[0].text), [fold(name.text) for name in right.names]
                if left.type == "Person" and " " not in one:
                    if any(one in name.split() for name in other if " " in name):
                        self._unsure.append((left.id, right.id, f"{left.names[0].text} may be {right.names[0].text}"))
                elif max(fuzz.ratio(one, name) for name in other) >= _ALIKE and (right.id in known or left.id < right.id):
                    self._unsure.append((left.id, right.id, f"{left.names[0].text} is spelled almost as {right.names[0].text}"))


def _names_of(entry: Entry) -> tuple[Name, ...]:
    return tuple(Name(text, language) for language in LANGUAGES for text in entry.names.get(language, ()))


def _same_words(one: DraftEntity, other: DraftEntity) -> bool:
    return bool({fold(name.text) for name in one.names} & {fold(name.text) for name in other.names})


def _countries_of(entry: Entry) -> frozenset[str]:
    held = {o.body.removeprefix("country:") for o in entry.offices if o.body and o.body.startswith("country:")}
    return frozenset(held | ({entry.country} if entry.country else set()))
