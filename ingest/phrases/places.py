"""Where things lie and happen: places after nouns and verbs, "town, country", capitals.

Which prepositions are of place is left to ``ingest.languages``.
"""

from __future__ import annotations

from graph.ontology import fits
from ingest.phrases.chunks import Chunk
from ingest.phrases.context import Context
from ingest.phrases.slots import Standing

_SITES = ("Place", "Country", "Facility")
_SETTLED = ("Event", "Facility", "Place", "ArmedForce", "Group")


class Places:
    """Reads the places of one sentence."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.scene, self.grammar, self.clauses = context.scene, context.grammar, context.clauses

    def run(self) -> None:
        for np in self.scene.chunks:
            if np.kind == "NP" and np.named is not None and np.named.entity is not None:
                self._noun(np)
                self._inside(np)
                self._comma(np)
                self._capital(np)
        for group in self.clauses.groups:
            self._happening(group)
            self._being(group)

    def _say(self, subject: str, object_: str, cue: Chunk, at: Chunk, status: str = "asserted", negated: bool = False) -> None:
        if self.context.kind(subject) == "Place" and self.context.kind(object_) == "Facility":
            # A town lies in no building.
            return
        relation = self._relation(subject, object_)
        if fits(relation, self.context.kind(subject), self.context.kind(object_)):
            voice = self.context.speakers.voice(at.index)
            if voice.open and status == "asserted":
                status = "planned"
            self.context.claim(
                relation,
                (subject, None),
                (object_, None),
                (min(cue.start, at.start), max(cue.end, at.end)),
                Standing(status, negated != voice.denied, voice.speaker, voice.via),
            )

    def _relation(self, subject: str, place: str) -> str:
        """Forces that are somewhere abroad are deployed there."""
        if self.context.kind(subject) != "ArmedForce":
            return "LOCATED_IN"
        home = self.context.roster.home(subject)
        abroad = home != place if home is not None else self.context.kind(place) == "Country" and subject.startswith("name:")
        return "DEPLOYED_TO" if abroad else "LOCATED_IN"

    def _being(self, group: Chunk) -> None:
        """ "Coalition forces are in Iraq", "the base is on the border": a copula and a place right after it."""
        link, np = self.scene.after(group), self.scene.after(group, 2)
        if self.grammar.cased or not set(group.lemmas) & {"be", "être", "remain", "stay", "rester"} or group.passive or link is None:
            return
        if link.kind != "P" or link.low not in self.grammar.inside or np is None or np.kind != "NP" or np.possessive:
            return
        place = self.context.refer(np)
        if place is None or self.context.kind(place) not in _SITES:
            return
        status, negated, _ = self.clauses.standing(group)
        for subject in self.clauses.subject(group):
            key = self.context.refer(subject)
            if key is not None and key != place and self.context.kind(key) in (*_SETTLED, "Person", "Equipment"):
                self._say(key, place, group, np, status, negated)

    def _noun(self, np: Chunk) -> None:
        """ "an attack on a base near Mosul": the happening, and the thing beside it, lie there."""
        key = self.context.refer(np)
        if key is None or (self.context.kind(key) not in _SETTLED and not self._mission(np)):
            return
        event = self.context.kind(key) == "Event"
        k = np.index + 1
        chunks = self.scene.chunks
        steps = 0
        while k + 1 < len(chunks) and chunks[k].kind == "P" and chunks[k + 1].kind == "NP" and steps < 4:
            place = self.context.refer(chunks[k + 1])
            inside = chunks[k].low in self.grammar.inside and not (
                event and chunks[k].low in ("on", "sur", "на", "off", "through", "around", "по")
            )
            if (
                inside
                and place is not None
                and not self._moved(np)
                and self.context.kind(place) in _SITES
                and place != key
                and (steps == 0 or event or chunks[k - 2].low in self.grammar.of)
                and self._locative(chunks[k], chunks[k + 1])
            ):
                if self.context.kind(key) in ("Event", "Facility", "Place") or steps == 0 or self._mission(np):
                    status = self._outlook(np) if event else "asserted"
                    if status is not None:
                        self._say(key, place, np, chunks[k + 1], status)
                return
            if not event and not (
                chunks[k].low in self.grammar.of and steps == 0 and (self.context.kind(key) == "Facility" or self._mission(np))
            ):
                return
            k += 2
            steps += 1

    def _moved(self, np: Chunk) -> bool:
        """Whether the phrase is what a verb sends or withdraws: where it is, that verb says."""
        before = self.clauses._previous(np.index)
        moving = {"DEPLOYED_TO", "SENT_MISSION_TO", "WITHDREW_FROM"}
        frames = self.grammar.vocabulary.frames
        noun = self.clauses._previous(before.index) if before is not None and before.kind == "P" and before.low in self.grammar.of else None
        if noun is not None and noun.kind == "NP":
            # "the dispatch of troops to Mali", "l'envoi de troupes au Mali"
            nouns = self.grammar.vocabulary.nouns
            low = self.scene.words[noun.head].low
            return any(f.relation in moving - {"WITHDREW_FROM"} for f in (*nouns.get(low, ()), *nouns.get(self.grammar.lemma(low), ())))
        return (
            before is not None
            and before.kind == "VG"
            and any(f.relation in moving for lemma in before.lemmas for f in frames.get(lemma, ()))
        )

    def _mission(self, np: Chunk) -> bool:
        """Whether the phrase speaks of an embassy, which is a body and a building."""
        lows = (self.grammar.lemma(word.low) for word in self.scene.words[np.start : np.end])
        return self.grammar.any_among(lows, "seat")

    def _outlook(self, np: Chunk) -> str | None:
        """Whether a happening took place, by the verb of which it is subject: "a meeting is planned in X"; None where it did not."""
        for group in self.clauses.groups:
            if np in self.clauses.subject(group):
                status, negated, _ = self.clauses.standing(group)
                if negated:
                    return None
                return status if status in ("planned", "conditional") else "planned" if self._only_planned(group) else "asserted"
        return "asserted"

    def _only_planned(self, group: Chunk) -> bool:
        """ "is planned", "планируется": the verb says of its subject that it is still to come."""
        planned = self.grammar.vocabulary.listed.get("planned", set())
        plain = {lemma.removesuffix("ся").removesuffix("сь") for lemma in group.lemmas} if self.grammar.cased else set(group.lemmas)
        reflexive = self.grammar.cased and plain != set(group.lemmas)
        return (group.passive or reflexive) and bool(plain & planned)

    def _locative(self, preposition: Chunk, np: Chunk) -> bool:
        if not self.grammar.cased or preposition.low not in ("в", "на", "во"):
            return True
        return not np.cases or "loct" in np.cases

    def _inside(self, np: Chunk) -> None:
        """ "Baghdad airport", "Iraqi air base"."""
        mention = np.named
        if mention is None or mention.entity is None or self.context.kind(mention.entity) not in ("Facility", "Place"):
            return
        if mention.named:
            if np.countries and self.context.kind(mention.entity) == "Place":
                country, at = np.countries[0]
                self._say(mention.entity, self.context.roster.country(country, self.scene.span(at, at + 1)), np, np)
            return
        for inner in np.inside:
            if inner.entity and self.context.kind(inner.entity) in ("Place", "Country"):
                self._say(mention.entity, inner.entity, np, np)
                return

    def _comma(self, np: Chunk) -> None:
        """ "Mokha, Yemen"."""
        key = self.context.refer(np)
        comma, other = self.scene.after(np), self.scene.after(np, 2)
        if (
            other is not None
            and other.kind == "P"
            and other.low in self.grammar.inside
            and self.context.kind(key or "") in ("Place", "Facility")
        ):
            other = self.scene.after(np, 3)
        if key is None or comma is None or other is None or comma.kind != "MARK" or comma.low not in (",", "(") or other.kind != "NP":
            return
        place = self.context.refer(other)
        if (
            place is None
            or self.context.kind(key) not in ("Place", "Facility")
            or self.context.kind(place) not in ("Country", "Place")
            or not self.context.roster.things[place].named
            or place == key
        ):
            return
        if self.context.kind(place) == "Place" and self.context.kind(key) == "Place":
            return
        after = self.scene.after(np, 3)
        if (
            (np.end - np.start > 3 and not np.named)
            or (after is not None and after.kind == "C")
            or other.possessive
            or (other.inside or other.title)
        ):
            return
        before = self.scene.before(np)
        if before is not None and before.kind == "C":
            return
        self._say(key, place, np, other)

    def _capital(self, np: Chunk) -> None:
        """ "Yemen's capital, Sanaa", "the Iraqi capital Baghdad", "X, capital of Y"."""
        words = self.scene.words
        head = next((k for k in range(np.start, np.end) if self.grammar.among(self.grammar.lemma(words[k].low), "capital")), None)
        if head is None:
            return
        city: str | None = None
        if np.named is not None and np.named.named:
            city = np.named.entity
        else:
            after, other = self.scene.after(np), self.scene.after(np, 2)
            if (
                after is not None
                and other is not None
                and after.kind == "MARK"
                and after.low == ","
                and other.kind == "NP"
                and other.named is not None
                and other.named.named
            ):
                city = other.named.entity
            before, earlier = self.scene.before(np), self.scene.before(np, 2)
            if (
                city is None
                and before is not None
                and earlier is not None
                and before.kind == "MARK"
                and before.low in (",", "(", "—", "–")
                and earlier.kind == "NP"
                and earlier.named is not None
                and earlier.named.named
            ):
                city = earlier.named.entity
        if city is None and self.grammar.cased:
            # "столица Латвии Рига"
            following = self.scene.after(np, 3)
            if (
                following is not None
                and following.kind == "NP"
                and following.named is not None
                and following.named.named
                and "nomn" in following.cases
            ):
                city = following.named.entity
        if city is None or self.context.kind(city) not in ("Place", "?"):
            return
        country = np.countries[0][0] if np.countries else None
        if country is not None:
            country = self.context.roster.country(country, self.scene.span(np.countries[0][1], np.countries[0][1] + 1))
        if country is None and np.owner is not None:
            country = self.context.refer(np.owner)
        after, other = self.scene.after(np), self.scene.after(np, 2)
        if country is None and after is not None and other is not None and after.kind == "P" and after.low in self.grammar.of:
            country = self.context.refer(other)
        if country is None:
            country = next(
                (key for key in reversed(self.context.roster.recent) if self.context.kind(key) == "Country"),
                self.context.roster.main_country,
            )
        if country is not None and self.context.kind(country) in ("Country", "Place") and country != city:
            self.context.roster.things[city].type = "Place"
            self.context.claim("CAPITAL_OF", (city, None), (country, None), (np.start, np.end), Standing("asserted", False, None, ()))

    def _happening(self, group: Chunk) -> None:
        """ "protests went on in Baghdad": what happens, happens there."""
        status, negated, _ = self.clauses.standing(group)
        subjects = self.clauses.subject(group)
        events = [np for np in subjects if (key := self.context.refer(np)) is not None and self.context.kind(key) == "Event"]
        if not events:
            return
        for _, np in self.clauses.place(group):
            place = self.context.refer(np)
            if place is None or self.context.kind(place) not in _SITES or not self._locative(self.scene.chunks[np.index - 1], np):
                continue
            for event in events:
                key = self.context.refer(event)
                if key is not None and key != place:
                    self._say(
                        key,
                        place,
                        group,
                        np,
                        "planned"
                        if status == "planned" or self._only_planned(group)
                        else status
                        if status in ("alleged", "conditional")
                        else "asserted",
                        negated,
                    )
