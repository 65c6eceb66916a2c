"""The entities of an article in the making, and which names are one: by key, full name, family name or acronym.

Ordinary phrases and pronouns are left to ``ingest.phrases.entities``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ingest.gazetteer import load as read_gazetteer
from ingest.phrases.grammar import Grammar
from ingest.phrases.mentions import Mention
from ingest.phrases.scenes import Scene
from ingest.phrases.words import parts

# Prepositions whose object, where its name is unknown, is a place: "in X", never "on X" or "at X".


@dataclass(slots=True)
class Thing:
    """One entity of the article. ``names`` are its wordings in order of appearance."""

    key: str
    type: str
    known: str | None = None
    named: bool = True
    head: str | None = None
    anchor: str | None = None
    names: dict[str, None] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    last: int = 0
    plural: bool = False
    number: float | None = None
    wide: dict[str, None] = field(default_factory=dict)
    claimed: bool = False
    guessed: bool = False
    gender: str = ""


def listed_names(key: str | None, language: str | None = None) -> tuple[str, ...]:
    entry = read_gazetteer().get(key) if key else None
    if entry is None:
        return ()
    return entry.names.get(language, ()) if language else tuple(name for names in entry.names.values() for name in names)


class Names:
    """The named entities of one article."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        self.text, self.grammar = text, grammar
        self.things: dict[str, Thing] = {}
        self._people: dict[str, str] = {}
        self._unknown: dict[tuple[str, ...], str] = {}
        self._heads: dict[str, list[str]] = {}
        self._titles: dict[str, str] = {}
        self.recent: list[str] = []
        self.main_country: str | None = None
        self.homes: dict[str, str] = {}
        self._dominant = False
        self._sentence = 0

    def _headed(self, named: list[Mention]) -> set[str]:
        """The countries of the title: of a first line that ends without a stop, and is not all there is."""
        line = self.text.lstrip().partition("\n")[0].rstrip()
        if not line or len(line) == len(self.text.strip()) or line[-1] in ".!?…":
            return set()
        end = self.text.index(line) + len(line)
        keys = (m.known for m in named if m.known and m.start < end)
        seats = ((key, read_gazetteer().capital_of(key)) for key in keys)
        return {seat or key for key, seat in seats if seat or key.startswith("country:")}

    def names(self, scenes: list[Scene]) -> None:
        """Settle every named mention of the article, so that a family name finds its full name."""
        gazetteer = read_gazetteer()
        every = [m for scene in scenes for m in scene.mentions if m.named]
        located = {id(m) for scene in scenes for m in scene.located(self.grammar.inside)}
        sure = {m.known for m in every if m.known and m.sure}
        countries = {entry.country for key in sure if (entry := gazetteer.get(key)) is not None and entry.country}
        for mention in every:
            if mention.known is not None and not mention.sure:
                entry = gazetteer.get(mention.known)
                near = entry is not None and entry.country is not None and entry.country in countries
                if not (mention.known in sure or near or mention.title or (mention.type == "Place" and id(mention) in located)):
                    mention.known = None
                    if mention.type != "Person" and len(mention.text.split()) == 1:
                        mention.type = "Person" if mention.title else "?"
        counts = Counter(m.known for m in every if m.known and m.known.startswith("country:"))
        if counts:
            best, *others = counts.most_common(2)
            self.main_country = best[0]
            self._dominant = not others or best[1] >= 2 * others[0][1]
        if not self._dominant and len(headed := self._headed(every)) == 1:
            self.main_country, self._dominant = headed.pop(), True
        townish = {id(m) for scene in scenes for m in scene.located(frozenset(self.grammar.vocabulary.listed.get("townish", ())))}
        for mention in every:
            # "in Velinsk": an unknown name after a preposition that takes places, unless a given name opens it.
            opener = parts(mention.text, self.grammar.code)[:1]
            unknown = mention.known is None and not mention.title and not mention.text.isupper() and id(mention) in townish
            unknown = unknown and opener[:1] not in (("may",), ("march",))
            if unknown and (mention.type == "?" or (mention.type == "Person" and not set(opener) & self.grammar.names.given)):
                mention.type = "Place"
        full = [m for m in every if m.known is None and m.type == "Person" and len(m.text.split()) > 1]
        for mention in every:
            if mention.known is not None:
                self._add(mention, self._known(mention))
        for mention in sorted(full, key=lambda m: -len(m.text.split())):
            self._add(mention, self._person(mention))
        for mention in every:
            if mention.entity is None:
                self._add(mention, self._single(mention, scenes))

    def _known(self, mention: Mention) -> Thing:
        key = mention.known or ""
        thing = self.things.get(key)
        if thing is None:
            thing = self.things[key] = Thing(key, mention.type, known=key)
            entry = read_gazetteer().get(key)
            if entry is not None:
                thing.type = entry.type
        if mention.type == "Person":
            self._people.setdefault(self._last(mention.text), key)
        return thing

    def _last(self, text: str) -> str:
        low = parts(text, self.grammar.code)
        return self.grammar.lemma(low[-1].removeprefix("al-")) if low else ""

    def _holder(self, text: str) -> str | None:
        """The person whose family name this is, in any case that the dictionary does not know."""
        last = self._last(text)
        if last in self._people or not self.grammar.cased:
            return self._people.get(last)
        stems = [last[:-1], last[:-2]] if last.endswith(("ом", "ым", "ой")) else [last[:-1]]
        return next((self._people[stem] for stem in stems if len(stem) > 3 and stem in self._people), None)

    def _person(self, mention: Mention) -> Thing:
        low = tuple(self.grammar.lemma(p) for p in parts(mention.text, self.grammar.code))
        last = self._last(mention.text)
        holder = self._people.get(last)
        if holder is not None and self.things[holder].known is None:
            others = {self.grammar.lemma(p) for name in self.things[holder].names for p in parts(name, self.grammar.code)}
            if len(set(low) & others) >= 2 or set(low) <= others:
                return self.things[holder]
        if holder is not None and self.things[holder].known is not None:
            others = {
                p for name in (*self.things[holder].names, *listed_names(self.things[holder].known)) for p in parts(name, self.grammar.code)
            }
            if len(set(low) & others) >= 2:
                return self.things[holder]
        key = self._unknown.get(low)
        if key is None:
            key = self._unknown[low] = f"person:{len(self.things)}"
            self.things[key] = Thing(key, "Person")
            self._people.setdefault(last, key)
        return self.things[key]

    def _single(self, mention: Mention, scenes: list[Scene]) -> Thing:
        low = tuple(self.grammar.lemma(p) for p in parts(mention.text, self.grammar.code))
        if mention.type in ("Person", "?") and len(low) == 1 and (holder := self._holder(mention.text)):
            return self.things[holder]
        if low in self._unknown:
            thing = self.things[self._unknown[low]]
            if thing.type == "?" and mention.type != "?":
                thing.type = mention.type
            return thing
        if len(low) > 1 or mention.text.isupper():
            initials = "".join(w[0] for w in mention.text.split() if w[0].isupper())
            for thing in self.things.values():
                if (
                    mention.text.isupper()
                    and thing.named
                    and any(mention.text == "".join(w[0] for w in n.split() if w[0].isupper()) and len(n.split()) > 1 for n in thing.names)
                ):
                    return thing
                if not mention.text.isupper() and initials in thing.names and len(initials) > 2:
                    return thing
        key = self._unknown[low] = f"name:{len(self.things)}"
        thing = self.things[key] = Thing(key, mention.type)
        if mention.type == "Person":
            self._people.setdefault(self._last(mention.text), key)
        return thing

    def _add(self, mention: Mention, thing: Thing) -> None:
        mention.entity = thing.key
        thing.names.setdefault(mention.text)
        thing.spans.append((mention.start, mention.end))
