"""Which phrases and pronouns mean which entity: by head, anchor and who was spoken of.

Names are settled by ``ingest.phrases.things``; what entities are to the graph is left to ``ingest.resolution``.
Over 300 lines: a third of it are the nouns that take up something said before.
"""

from __future__ import annotations

import re

from graph.model import Name
from ingest.draft import DraftEntity
from ingest.gazetteer import load as read_gazetteer
from ingest.phrases.chunks import Chunk
from ingest.phrases.mentions import Mention
from ingest.phrases.scenes import Scene
from ingest.phrases.things import Names, Thing, listed_names
from ingest.phrases.words import parts

_ACTORS = ("Country", "Organization", "ArmedForce", "Group", "Outlet")

_GENERIC = {
    "Country": ("Country",),
    "Organization": ("Organization", "ArmedForce", "Group", "Outlet"),
    "Group": ("Group", "ArmedForce", "Organization"),
    "ArmedForce": ("ArmedForce", "Group"),
    "Place": ("Place",),
    "Person": ("Person",),
}


POINTING = frozenset({"this", "that", "ce", "cet", "cette", "этот", "эта", "этой", "эту", "это", "этом", "этого", "этому", "этим"})

# What a pronoun of the third person means where nouns have genders, besides people.
_BODIES = frozenset({"Country", "Organization", "ArmedForce", "Outlet"})

# Ordinary phrases of these types are entities even where no claim is made of them.
_SHOWN = frozenset({"Event", "Facility", "ArmedForce", "Group"})


def possessive(np: Chunk) -> str:
    """The possessive of a phrase ("his", "его"), "" where it has none."""
    return np.pronoun or (np.determiner if np.determiner in ("его", "её", "ее", "их") else "")


class Roster(Names):
    """The entities of one article, filled sentence by sentence."""

    def phrase(self, mention: Mention, np: Chunk, scene: Scene) -> None:
        """Settle an ordinary noun phrase."""
        if mention.entity is not None:
            return
        mention.anchor = self._anchor(np, scene)
        head = mention.head or ""
        if self.grammar.cased and mention.near > 0 and self.grammar.among(head, "attack"):
            mention.definite = False
        here = {country for chunk in scene.chunks for country, _ in chunk.countries}
        here |= {
            f"country:{entry.country}"
            for m in scene.mentions
            if m.known
            and (entry := read_gazetteer().get(m.known)) is not None
            and entry.country
            and entry.type in ("ArmedForce", "Organization")
        }
        bare = np.end - np.start <= 2 and not np.inside and not np.countries and np.owner is None
        occupation = np.title is not None and np.title[0].relation is None and not np.inside and np.owner is None
        if mention.definite and mention.type == "Person" and occupation and mention.title and head in self._titles:
            # "the French journalist" after "the journalist X": an office might be another country's, an occupation is not.
            self._take(mention, self.things[self._titles[head]])
            return
        follows, other = scene.after(np), scene.after(np, 2)
        if follows is not None and other is not None and follows.kind == "P" and follows.low in self.grammar.of and other.kind == "NP":
            # "the capital of Kenya" is no town spoken of before.
            bare = bare and not self.grammar.among(head, "generic") and not mention.title
        if mention.type == "Country" and self.grammar.among(head, "generic") and not mention.plural and (whose := possessive(np)):
            self.means(mention, self._state_of(whose))
            return
        if mention.definite and bare:
            if mention.title and head in self._titles:
                self._take(mention, self.things[self._titles[head]])
                return
            if self.grammar.among(head, "generic") and mention.type == "Country" and not mention.plural:
                near = self._nearest(here) if np.determiner in POINTING else None
                self.means(mention, near or self._topic(here))
                return
            if self.grammar.among(head, "generic") and mention.type in _GENERIC:
                for key in reversed(self.recent):
                    if self.things[key].type in _GENERIC[mention.type] and self.things[key].named:
                        self._take(mention, self.things[key])
                        return
            if mention.definite and bare and (same := self._named_with(head, mention) or self._force(np, head, mention)) is not None:
                self._take(mention, self.things[same])
                return
        for key in reversed(self._heads.get(head, ())):
            thing = self.things[key]
            clash = thing.anchor is not None and mention.anchor is not None and thing.anchor != mention.anchor
            counted = mention.number is not None and thing.number is not None and mention.number != thing.number
            if clash or counted or thing.type != mention.type:
                continue
            if (
                mention.definite
                or (mention.anchor is not None and mention.anchor == thing.anchor and mention.number is None)
                or (mention.number is not None and mention.number == thing.number)
                or mention.text.lower() in {n.lower() for n in thing.names}
            ):
                self._take(mention, thing)
                return
        if mention.definite and self.grammar.among(head, "attack"):
            for key in reversed(self.recent):
                if self.grammar.among(self.things[key].head, "attack"):
                    self._take(mention, self.things[key])
                    return
        if mention.definite and bare and mention.type == "Event" and self.grammar.vocabulary.has(head, "anaphor"):
            for key in reversed(self.recent):
                if self.things[key].type == "Event" and scene.number - self.things[key].last <= 2 and self.things[key].spans:
                    # "the move", "this incident": what was spoken of last.
                    self._take(mention, self.things[key])
                    return
        key = f"phrase:{len(self.things)}"
        thing = self.things[key] = Thing(
            key, mention.type, named=False, head=head, anchor=mention.anchor, plural=mention.plural, number=mention.number
        )
        self._heads.setdefault(head, []).append(key)
        if (
            mention.anchor is None
            and (bare and self.grammar.among(head, "state_body") and self._dominant and not mention.plural)
            and (np.determiner or self.grammar.cased)
        ):
            thing.anchor = self.main_country
        self._take(mention, thing)

    def means(self, mention: Mention, country: str | None) -> None:
        """Let "the country" mean this country, and no longer what it meant; None: nothing."""
        span = (mention.start, mention.end)
        if mention.entity is not None and span in self.things[mention.entity].spans:
            self.things[mention.entity].spans.remove(span)
        mention.entity = None
        if country is not None:
            self._take(mention, self.things[self.country(country, span)])

    def _topic(self, here: set[str]) -> str | None:
        """The country that "the country" means in narration: the one that leads, which no adjective of the sentence names."""
        return self.main_country if self._dominant and self.main_country not in here else None

    def _nearest(self, here: set[str]) -> str | None:
        """ "this country": the one country named in the latest sentence that names any, None where it names several."""
        named = [thing for key in self.recent if (thing := self.things[key]).type == "Country" and thing.named and key not in here]
        latest = [thing.key for thing in named if thing.last == max(one.last for one in named)]
        return latest[0] if len(latest) == 1 else None

    def _state_of(self, whose: str) -> str | None:
        """ "his country": the country of the person, or of the force or group, whom the possessive means."""
        owner = self.pronoun(whose)
        if owner is None:
            return None
        if self.things[owner].type != "Person":
            return self.home(owner)
        entry = read_gazetteer().get(self.things[owner].known or "")
        return self.state(owner) or (f"country:{entry.country}" if entry is not None and entry.country else None)

    def state(self, person: str) -> str | None:
        """The key of the one country in which a person holds office by the article or the gazetteer, None where there is none."""
        if person in self.homes:
            return self.homes[person]
        entry = read_gazetteer().get(self.things[person].known or "")
        held = {office.body for office in entry.offices} if entry is not None else set()
        states = {body for body in held if body and body.startswith("country:")}
        return next(iter(states)) if len(states) == 1 else None

    def _named_with(self, head: str, mention: Mention) -> str | None:
        """The body named before in whose name the head stands: "the committee" after "the National Security Committee"."""
        if mention.type not in ("Organization", "ArmedForce", "Outlet", "Facility"):
            return None
        for key in reversed(self.recent):
            thing = self.things[key]
            if not thing.named or thing.type not in _GENERIC.get(mention.type, (mention.type,)):
                continue
            wordings = {*thing.names, *listed_names(thing.known, self.grammar.code)}
            if any(head in {self.grammar.lemma(part) for part in parts(name, self.grammar.code)} for name in wordings):
                return key
        return None

    def _force(self, np: Chunk, head: str, mention: Mention) -> str | None:
        """ "the troops", "le contingent": the only force of the article so far; None where it has none or several."""
        marked = bool(np.determiner) or mention.definite_by == "article"
        if not self.grammar.among(head, "force_noun") or not (marked or (self.grammar.cased and self.grammar.among(head, "contingent"))):
            return None
        forces = [key for key in self.recent if self.things[key].type == "ArmedForce"]
        return forces[0] if len(forces) == 1 else None

    def _take(self, mention: Mention, thing: Thing) -> None:
        mention.entity = thing.key
        if thing.named:
            thing.spans.append((mention.start, mention.end))
            return
        thing.names.setdefault(mention.base or mention.text)
        thing.names.setdefault(mention.text)
        thing.spans.append((mention.start, mention.end))
        for end in (mention.near, mention.wide):
            if end > 0:
                thing.wide.setdefault(self.text[mention.start : end])
        thing.anchor = thing.anchor or mention.anchor

    def _anchor(self, np: Chunk, scene: Scene) -> str | None:
        if np.countries:
            return np.countries[0][0]
        for inner in np.inside:
            if inner.entity:
                return inner.entity
        if np.owner is not None and np.owner.named is not None and np.owner.named.entity:
            return np.owner.named.entity
        after, other = scene.after(np), scene.after(np, 2)
        if (
            after is not None
            and other is not None
            and after.kind == "P"
            and after.low in self.grammar.of
            and other.kind == "NP"
            and other.named is not None
            and other.named.named
        ):
            return other.named.entity
        return None

    def violence(self, sentence: int) -> str | None:
        """The latest violent happening spoken of in this sentence or the one before: whose victims are counted next."""
        for key in reversed(self.recent):
            thing = self.things[key]
            deadly = self.grammar.among(thing.head, "attack") or self.grammar.among(thing.head, "deadly")
            if thing.type == "Event" and deadly and sentence - thing.last <= 1:
                return key
        return None

    def seen(self, key: str, sentence: int = 0, title: str | None = None) -> None:
        """Note that an entity was spoken of, the latest last, and by which title."""
        self.things[key].last = max(self.things[key].last, sentence)
        self._sentence = max(self._sentence, sentence)
        if title:
            self._titles[title] = key
        if key in self.recent:
            self.recent.remove(key)
        self.recent.append(key)

    def home(self, key: str) -> str | None:
        """The key of the country whose force this is, None where that is not known."""
        thing = self.things[key]
        known = (thing.known or "").split(":")
        if len(known) == 3 and known[0] == "force":
            return f"country:{known[1]}"
        return thing.anchor if (thing.anchor or "").startswith("country:") else None

    def country(self, key: str, span: tuple[int, int]) -> str:
        """The entity of a country that an adjective names."""
        thing = self.things.get(key)
        if thing is None:
            entry = read_gazetteer().get(key)
            thing = self.things[key] = Thing(key, entry.type if entry else "Country", known=key)
        if not thing.spans:
            thing.spans.append(span)
        return key

    def pronoun(self, low: str, not_these: frozenset[str] = frozenset()) -> str | None:
        """Who a pronoun means: the latest entity of a fitting type that is none of ``not_these``."""
        has = self.grammar.vocabulary.has
        if (bodied := self._gendered(low, not_these)) is not None:
            return bodied
        if has(low, "he", "she") or low in ("his", "her", "son", "sa", "ses", "его", "ее", "её"):
            wanted: tuple[str, ...] = ("Person",)
        elif has(low, "they") or low in ("their", "leur", "leurs", "их"):
            wanted = ("Group", "ArmedForce", "Organization")
            for key in reversed(self.recent):
                thing = self.things[key]
                if (thing.type in ("Group", "ArmedForce") or thing.plural) and key not in not_these and self._sentence - thing.last <= 2:
                    return key
        elif has(low, "it") or low == "its":
            wanted = ("Country", "Organization", "ArmedForce", "Outlet", "Group")
        else:
            return None
        for key in reversed(self.recent):
            if self.things[key].type in wanted and key not in not_these:
                return key
        return None

    def _gendered(self, low: str, not_these: frozenset[str]) -> str | None:
        """ "она", "elle" after "полиция", "la police": where nouns have genders, a pronoun of the third person means bodies as well."""
        if self.grammar.code == "en" or not self.grammar.vocabulary.has(low, "he", "she"):
            return None
        wanted = "femn" if self.grammar.vocabulary.has(low, "she") else "masc"
        for key in reversed(self.recent):
            thing = self.things[key]
            if key in not_these or self._sentence - thing.last > 1:
                continue
            if thing.type == "Person" and thing.gender in ("", wanted):
                return key
            if thing.type in _BODIES and thing.gender == wanted and not thing.plural:
                return key
        return None

    def _telling(self, thing: Thing) -> bool:
        """Whether an ordinary phrase of which nothing is claimed says enough to be an entity of its own."""
        if thing.guessed or self.grammar.among(thing.head, "quiet"):
            return False
        if thing.type == "Organization":
            return thing.anchor is not None
        if thing.type not in _SHOWN:
            return False
        if thing.type == "Group" and self.grammar.among(thing.head, "persons") and thing.anchor is None:
            # "10 000 personnes" are a number, no actor, until something is said of them.
            return False
        if thing.type == "Group" and all(len(re.findall(r"\d+(?:\s\d+)*", name)) > 1 for name in thing.names):
            # "2 000 des 3 550 soldats": a share of something, no body of its own.
            return False
        named_so = any(" " in name for name in thing.names)
        if thing.type == "Event":
            # "la cérémonie" alone is no happening to look up.
            return thing.anchor is not None or named_so
        return len(thing.spans) > 1 or thing.anchor is not None or thing.number is not None or named_so

    def happening(self, sentence: int) -> str | None:
        """The latest happening spoken of in this sentence or the one before: what "it" is that someone rejects."""
        for key in reversed(self.recent):
            if self.things[key].type == "Event" and self.things[key].spans and sentence - self.things[key].last <= 1:
                return key
        return None

    def drafts(self) -> tuple[DraftEntity, ...]:
        """The entities in the order in which the text first names them."""
        made = []
        language = self.grammar.code
        for thing in self.things.values():
            if not thing.spans or thing.type == "?" or not (thing.named or thing.claimed or self._telling(thing)):
                continue
            spans = tuple(sorted(set(thing.spans)))
            texts = sorted(thing.names, key=lambda n: -len(n)) if thing.named else [*thing.names, *thing.wide]
            if thing.known:
                entry = read_gazetteer().get(thing.known)
                preferred = entry.names.get(language, ()) if entry else ()
                texts = [*preferred[:1], *texts] or ([next(iter(entry.names.values()))[0]] if entry else [])
            names = tuple(Name(text, language) for text in dict.fromkeys(texts)) or (Name(self.text[spans[0][0] : spans[0][1]], language),)
            anchor = thing.anchor if thing.anchor in self.things and self.things[thing.anchor].spans else None
            made.append(DraftEntity(thing.key, thing.type, names, spans, thing.known, thing.named, thing.head, anchor))
        return tuple(sorted(made, key=lambda e: (e.spans[0], e.key)))
