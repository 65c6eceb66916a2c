"""Claims of verbs: their frames filled with subject, objects and what stands after prepositions.

Who stands where is left to ``ingest.phrases.clauses``.
Over 300 lines: finding a frame, its arguments and the doer behind them is one path.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph.ontology import RELATION_TYPES
from ingest.phrases.chunks import Chunk
from ingest.phrases.doers import Doers
from ingest.phrases.slots import ACTORS, BY_ACTORS, JUDGING, Standing
from ingest.phrases.vocabulary import Frame

# Passives whose grammatical subject is still the relation's subject: "is affiliated with", "were deployed to".
_STATES = frozenset(
    {
        "DEPLOYED_TO",
        "SENT_MISSION_TO",
        "LOCATED_IN",
        "AFFILIATED_WITH",
        "CRASHED_IN",
        "PARTICIPATED_IN",
        "MEMBER_OF",
        "OPPOSED",
        "ALLIED_WITH",
        "DISPUTES_WITH",
    }
)

_ADJECTIVES = ("ic", "ical", "ional", "ous", "ive", "ary", "ique", "iques", "aire", "aires", "elle", "elles")

_OF_EVENTS = frozenset(
    {"REJECTED", "OPPOSED", "SUPPORTED", "CRITICISED", "PROPOSED", "DENIED", "BOYCOTTED", "AUTHORISED", "STATED", "BANNED"}
)


# Where it happened may stand after any preposition of place.
_PLACED = frozenset({"CRASHED_IN", "LOCATED_IN", "ORIGINATED_IN"})

# From where and to where one verb may tell both.
_WAYS = frozenset({"ESCAPED_FROM", "FLED_TO"})

_NO_PLACE = frozenset({"clause", "none", "head", "possessive", "prefix", "subject"})


# "has no weapons", "n'a aucune arme"; French and Russian negate the verb as well, in its own group.
_NONE = frozenset({"no"})


_INTENDING = frozenset({"PROPOSED", "REJECTED", "THREATENED", "OPPOSED"})


_ACCUSES = Frame("", "phrase", "ACCUSED", ("subject",), ("direct",), "", True)


class VerbClaims(Doers):
    """Fills the frames of one sentence's verb groups."""

    def _verb(self, group: Chunk) -> None:
        standing = self.standing(group)
        self._joint(group, self.clauses.subject(group))
        produced: set[str] = set()
        for frame in self._frames(group):
            if produced and (frame.relation in produced or not frame.sure):
                continue
            subjects, objects = self._arguments(group, frame)
            if frame.relation == "AUTHORISED" and self._passive_after(group, objects):
                # "would not allow governments to be toppled": they are not whom it allows to act.
                continue
            direct = "acc" if self.grammar.cased else "direct"
            if frame.relation in ("DEPLOYED_TO", "SENT_MISSION_TO") and frame.object and frame.object[0] != direct and not group.passive:
                cargo = {self.grammar.lemma(self.scene.words[np.head].low) for np in self.clauses.complement(group, direct)}
                for kind, relation in (("mission", "SENT_MISSION_TO"), ("aid", "AIDED")):
                    if cargo & self.grammar.vocabulary.listed.get(kind, set()):
                        frame = replace(frame, relation=relation)
            if frame.relation in ("DEPLOYED_TO", "SENT_MISSION_TO") and frame.object and frame.object[0] in ("direct", "acc"):
                # The verb's object is what goes; where it goes stands after a preposition.
                moved = [
                    np
                    for np in objects
                    if (key := self.context.refer(np)) is not None and self.context.kind(key) in ("ArmedForce", "Group", "Equipment")
                ]
                if moved:
                    frame = replace(frame, relation="DEPLOYED_TO")
                cargo = {self.grammar.lemma(self.scene.words[np.head].low) for np in objects}
                objects = self._destinations(group)
                if cargo & self.grammar.vocabulary.listed.get("mission", set()) and not any(
                    self.context.kind(k) == "ArmedForce" for k, _ in self._keys(moved)
                ):
                    frame, moved = replace(frame, relation="SENT_MISSION_TO"), []
                elif cargo & self.grammar.vocabulary.listed.get("aid", set()):
                    frame, moved = replace(frame, relation="AIDED"), []
                subjects = [*moved, *subjects]
            if not objects and frame.relation in _PLACED:
                objects = [np for _, np in self.clauses.place(group)][:1]
            made = self._pairs(frame, group, subjects, objects, standing)
            if made:
                produced.add(frame.relation)
                if frame.part == "verb" and frame.sure and frame.relation not in _WAYS:
                    break
                if frame.part == "phrase":
                    break

    def _passive_after(self, group: Chunk, objects: list[Chunk]) -> bool:
        later = next((g for g in self.clauses.groups if g.index > group.index), None)
        return later is not None and later.form == "infinitive" and later.passive and any(np.index < later.index for np in objects)

    def _destinations(self, group: Chunk) -> list[Chunk]:
        """Where something is sent: phrases after prepositions of place or direction."""
        slots = self.grammar.inside | {"to", "into", "à", "en", "vers", "dans", "в", "на"}
        found: list[Chunk] = []
        chunks = self.scene.chunks
        for one in chunks[group.index + 1 :]:
            if one.kind in ("VG", "THAT", "S", "IF", "R") or (one.kind == "MARK" and one.low in (";", ":")):
                break
            if one.kind == "P" and one.low in slots and (np := self.clauses._next(one.index)) is not None and np.kind == "NP":
                key = self.context.refer(np)
                if key is not None and self.context.kind(key) in ("Place", "Country", "Facility"):
                    found.append(np)
        if not found:
            found = [np for _, np in self.clauses.place(group)]
        return found[:1]

    def _frames(self, group: Chunk) -> list[Frame]:
        vocabulary = self.grammar.vocabulary
        words = self.scene.words
        found: list[Frame] = []
        following = [w.low for w in words[group.main + 1 : group.main + 8]]
        lemmas_after = [self.grammar.lemma(low) for low in following]
        heads = (*group.lemmas, words[group.main].low)
        if group.passive:
            heads = (*heads, "be")
        for lemma in dict.fromkeys(heads):
            for rest, frame in vocabulary.phrases.get(lemma, ()):
                if lemma == "be" and group.passive:
                    if rest[0] == words[group.main].low and tuple(following[: len(rest) - 1]) == rest[1:]:
                        found.append(frame)
                    continue
                if self._matches(rest, following, lemmas_after) or (self.grammar.cased and self._spread(rest, group)):
                    found.append(frame)
        found.sort(key=lambda frame: -len(frame.lemma))
        listed = [frame for lemma in group.lemmas for frame in vocabulary.frames.get(lemma, ())]
        if group.passive or group.form == "participle" or words[group.main].low in vocabulary.adjectives:
            # "is affiliated with", "loyal to": adjectives that a participle is.
            listed += [
                replace(f, subject=("subject",), part="adjective")
                for f in vocabulary.adjectives.get(words[group.main].low, ())
                if f.subject in (("head",), ("subject",))
            ]
        if group.passive:
            found += self._turned(group)
        if self.grammar.cased:
            listed += [f for lemma in group.lemmas for f in vocabulary.adjectives.get(lemma, ())]
        listed.sort(key=lambda frame: (not frame.sure, frame.object == ("direct",)))
        return found + listed

    def _turned(self, group: Chunk) -> list[Frame]:
        """ "ties between X and Y were cut", "sanctions were lifted": the noun of a phrase is the subject of its passive."""
        nouns = {self.grammar.lemma(self.scene.words[np.head].low) for np in self.clauses.subject(group)}
        return [
            replace(frame, part="turned")
            for lemma in group.lemmas
            for rest, frame in self.grammar.vocabulary.phrases.get(lemma, ())
            if any(self.grammar.lemma(word) in nouns for word in rest)
        ]

    def _turned_arguments(self, group: Chunk, frame: Frame) -> tuple[list[Chunk], list[Chunk]]:
        agents = (
            self.clauses.complement(group, "ins") if self.grammar.cased else self.clauses.by_preposition(group, next(iter(self.grammar.by)))
        )
        objects: list[Chunk] = []
        for np in self.clauses.subject(group):
            for prep, other in self._chain(np):
                if prep in ("between", "entre", "между"):
                    both = self.clauses.together(other)
                    return both[:1], both[1:]
                if prep in {self._plain(slot) for slot in frame.object}:
                    objects += self.clauses.together(other)
        for slot in frame.object:
            if not objects and slot not in _NO_PLACE and slot not in ("direct", "acc"):
                objects = self.clauses.complement(group, slot)
        return agents, objects

    def _matches(self, rest: tuple[str, ...], following: list[str], lemmas: list[str]) -> bool:
        """The words of a phrase after its verb, with determiners, adjectives and numbers between, or the object."""
        k = 0
        for want in rest:
            skipped = 0
            while k < len(following) and following[k] != want and lemmas[k] != self.grammar.lemma(want):
                word = following[k]
                loose = (
                    self.grammar.vocabulary.has(word, "det", "adverb")
                    or (not self.grammar.cased and word.endswith(_ADJECTIVES))
                    or word in self.grammar.vocabulary.adjective_words
                    or word in self.grammar.names.demonyms
                )
                if not loose or skipped > 2:
                    return len(rest) > 1 and self._apart(rest, following, lemmas)
                skipped += 1
                k += 1
            if k >= len(following):
                return False
            k += 1
        return True

    def _spread(self, rest: tuple[str, ...], group: Chunk) -> bool:
        """Where order is free, the words of a phrase may stand anywhere in its clause."""
        region = self.clauses._region(group)
        words = self.scene.words[region[0].start : region[-1].end]
        have = {w.low for w in words} | {self.grammar.lemma(w.low) for w in words}
        return len(rest) > 0 and all(want in have or self.grammar.lemma(want) in have for want in rest)

    def _apart(self, rest: tuple[str, ...], following: list[str], lemmas: list[str]) -> bool:
        """ "took 52 diplomats hostage": the object stands between the verb and the rest of its phrase."""
        if not self.grammar.vocabulary.has(rest[0], "prep"):
            return False
        for at in range(1, len(following) - len(rest) + 1):
            if all(following[at + n] == want or lemmas[at + n] == self.grammar.lemma(want) for n, want in enumerate(rest)):
                return not any(self.grammar.vocabulary.has(w, "that", "sub", "rel") or not w[0].isalnum() for w in following[:at])
        return False

    def _arguments(self, group: Chunk, frame: Frame) -> tuple[list[Chunk], list[Chunk]]:
        clauses = self.clauses
        if frame.part == "turned":
            return self._turned_arguments(group, frame)
        agent = next(iter(self.grammar.by))
        if self.grammar.cased:
            subjects = self._cased_slot(group, frame.subject)
            if group.passive and frame.part != "adjective" and "subject" in frame.subject and frame.object != ("subject",):
                subjects = list(clauses.complement(group, "ins")) or (clauses.subject(group) if frame.relation in _STATES else [])
            objects = (
                [np for slot in frame.object for np in clauses.complement(group, "acc" if slot == "acc" else slot)][:8]
                if frame.object != ("none",)
                else []
            )
            skip = frozenset(self.grammar.lemma(word) for word in frame.lemma.split()[1:]) if frame.part == "phrase" else frozenset()
            objects = []
            for slot in frame.object:
                objects = clauses.complement(group, slot, skip) if slot not in ("none", "clause") else []
                if objects:
                    break
            return subjects, objects
        inverse = "subject" in frame.object
        if frame.part == "adjective":
            return clauses.subject(group), next((found for slot in frame.object if (found := clauses.complement(group, slot))), [])
        if (group.passive or group.form == "participle") and "subject" in frame.subject and ("direct" in frame.object or not inverse):
            subjects = clauses.by_preposition(group, agent)
            if "direct" in frame.object:
                return subjects, clauses.subject(group)
            objects = [np for slot in frame.object for np in clauses.complement(group, slot)]
            if not subjects and frame.relation in _STATES:
                subjects = clauses.subject(group)
            return subjects, objects
        subjects = [
            np for slot in frame.subject for np in (clauses.subject(group) if slot == "subject" else clauses.complement(group, slot))
        ]
        objects = []
        for slot in frame.object:
            if slot in _NO_PLACE and slot != "subject":
                continue
            if frame.part == "phrase" and slot == "direct":
                objects += self._after_phrase(group, frame)
            else:
                objects += clauses.complement(group, slot)
            if objects:
                break
        nearest = [
            found
            for slot in frame.object
            if slot not in _NO_PLACE and (found := clauses.complement(group, slot)) and found[0].index > group.index
        ]
        if len(nearest) > 1 and "direct" not in frame.object and frame.part == "verb":
            objects = min(nearest, key=lambda found: found[0].index)
        return subjects, objects

    def _cased_slot(self, group: Chunk, slots: tuple[str, ...]) -> list[Chunk]:
        found: list[Chunk] = []
        for slot in slots:
            if slot == "subject":
                found += self.clauses.subject(group)
            elif slot in ("instrumental", "ins"):
                found += self.clauses.complement(group, "ins")
            elif slot in ("genitive", "gen"):
                found += self.clauses.complement(group, "gen")
            elif "+" in slot:
                found += self.clauses.complement(group, slot)
        return found

    def _after_phrase(self, group: Chunk, frame: Frame) -> list[Chunk]:
        """The noun phrase after a verb with its particle ("shot down X"), which may also stand between them."""
        following = [w.low for w in self.scene.words]
        last = self.grammar.lemma(frame.lemma.split()[-1])
        for k in range(group.main + 1, min(group.main + 8, len(following))):
            if self.grammar.lemma(following[k]) == last:
                np = next((c for c in self.scene.chunks if c.kind == "NP" and c.start > k - (1 if False else 0)), None)
                if np is not None and np.start <= k + 2:
                    return self.clauses.together(np)
        return self.clauses.complement(group, "direct")

    def _pairs(self, frame: Frame, group: Chunk, subjects: Iterable[Chunk], objects: Iterable[Chunk], standing: Standing) -> bool:
        made = False
        left = self._keys(subjects)
        objects = list(objects)
        if frame.relation in ("DENIED", "ACCUSED", "CLAIMS"):
            objects = [further for np in objects for further in self._involving(np)]
        if frame.relation == "CALLED" and self._named_so(objects):
            return False
        objects += [other for np in objects for other in self._including(np)]
        objects = [further for np in objects for further in self._content(np)]
        if not objects and frame.relation in ("REQUESTED", "ACCUSED"):
            objects = self._asked(group)
        if not objects and frame.relation in _INTENDING:
            objects = self._intended(group)
        words = (
            [np for np in objects if self.grammar.among(self.grammar.lemma(self.scene.words[np.head].low), "said_or_wanted")]
            if frame.relation in JUDGING
            else []
        )
        # "backed his proposal": it is the proposer who is backed.
        right = (
            (self._judged(words) if words else []) or self._keys(objects) or (self._judged(objects) if frame.relation in JUDGING else [])
        )
        subjects = list(subjects)
        if frame.relation in _OF_EVENTS and any(self._it(np) for np in objects):
            happening = self.context.roster.happening(self.scene.number)
            right = [(happening, objects[0])] if happening is not None else right
        if not right and left:
            right = self._things(frame.relation, objects)
        if not left and right and frame.sure and frame.relation in BY_ACTORS | {"CLASHED_WITH", "MET", "NEGOTIATED"}:
            left = self._speakers(subjects)
        if RELATION_TYPES[frame.relation].symmetric and len(left) > 1 and not any(self.context.kind(key) in ACTORS for key, _ in right):
            right = [left[-1]]
            left = left[:-1]
        if frame.relation == "KILLED" and not left and right and not standing.negated:
            left = self._when(group) or self._event_near(group, right)
        if frame.relation == "DETAINED" and not left and right and group.passive:
            left = self._police(right)
        if frame.relation == "ATTACKED" and not left and right:
            left = self._event_near(group, right)
        if frame.relation in ("ATTACKED", "KILLED", "OVERTHREW", "SEIZED"):
            left = [self._doer(key, np, group) for key, np in left]
        if any(np.determiner in _NONE for np in objects):
            standing = replace(standing, negated=not standing.negated)
        if frame.relation == "WITHDREW_FROM" and group.form == "infinitive" and right:
            self._ordered(group, right)
        for subject, np in left:
            for object_, other in right:
                made = self._claim(frame, (subject, np), (object_, other), (group.start, group.end), standing) or made
                if frame.relation in ("DENIED", "REJECTED") and self._of_accusations(frame):
                    # "rejected the accusations of X": X accuses, whatever is answered.
                    said = replace(standing, status="asserted", negated=False)
                    self._claim(_ACCUSES, (object_, other), (subject, np), (group.start, group.end), said)
        return made

    def _of_accusations(self, frame: Frame) -> bool:
        """Whether the words of a phrase name an accusation."""
        nouns = self.grammar.vocabulary.nouns
        return frame.part == "phrase" and any(
            one.relation == "ACCUSED" for word in frame.lemma.split()[1:] for one in nouns.get(self.grammar.lemma(word), ())
        )

    def _police(self, held: list[tuple[str, Chunk]]) -> list[tuple[str, Chunk]]:
        """Nobody is said to arrest: the police of which the article speaks, where it speaks of one."""
        roster = self.context.roster
        found = [
            key
            for key in roster.recent
            if self.grammar.among(roster.things[key].head, "police") or (roster.things[key].known or "").endswith(":police")
        ]
        return [(found[-1], held[0][1])] if len(set(found)) == 1 else []

    def _it(self, np: Chunk) -> bool:
        """ "rejected it", "condemned this": a happening more often than a body."""
        return bool(np.pronoun) and np.end == np.start + 1 and self.grammar.vocabulary.has(np.low, "it", "this")

    def _content(self, np: Chunk) -> list[Chunk]:
        """ "suspended the operation of the law": a noun that says nothing by itself gives way to what it is of."""
        lemma = self.grammar.lemma(self.scene.words[np.head].low)
        if np.named is not None or np.owner is not None or not self.grammar.vocabulary.has(lemma, "empty"):
            return [np]
        return [other for prep, other in self._chain(np)[:1] if prep in self.grammar.of] or [np]

    def _joint(self, group: Chunk, subjects: list[Chunk]) -> None:
        """ "X and Y held joint exercises": what is done jointly is done together."""
        parties = [pair for pair in self._keys(subjects) if self.context.kind(pair[0]) in ACTORS]
        after = self.clauses._next(group.index)
        if len(parties) < 2 or after is None or after.kind != "NP":
            return
        words = self.scene.words[after.start : after.end]
        if any(self.grammar.vocabulary.has(w.low, "joint") or self.grammar.vocabulary.has(w.lemma, "joint") for w in words):
            frame = Frame("", "phrase", "COOPERATED_WITH", ("subject",), ("direct",), "", True)
            self._claim(frame, parties[0], parties[1], (group.start, after.end), self.standing(group))

    def _ordered(self, group: Chunk, places: list[tuple[str, Chunk]]) -> None:
        """ "ordered to withdraw troops from X", "приказал вывести войска": who orders a withdrawal orders it from there."""
        verb = self.clauses._earlier_group(group.index)
        if verb is None or not set(verb.lemmas) & self.grammar.vocabulary.listed.get("ordering", set()):
            return
        frame = Frame("", "phrase", "ORDERED_WITHDRAWAL", ("subject",), ("from",), "", True)
        for subject in self._keys(self.clauses.subject(verb)):
            for place in places:
                self._claim(frame, subject, place, (verb.start, group.end), self.standing(verb))

    def _involving(self, np: Chunk) -> list[Chunk]:
        """ "denied involvement in the attack": what one has no part in is what is denied."""
        if self.grammar.lemma(self.scene.words[np.head].low) not in self.grammar.vocabulary.listed.get("involvement", set()):
            return [np]
        found = [
            other for prep, other in self._chain(np)[:2] if prep in ("in", "for", "with", "to", "dans", "à", "avec", "к", "в", "за", "с")
        ]
        return found[:1] or [np]

    def _named_so(self, objects: list[Chunk]) -> bool:
        """ "called him a liar": no telephone."""
        after = self.clauses._next(objects[-1].index) if objects else None
        return after is not None and after.kind == "NP" and after.end > after.start + 1 and after.named is None

    def _intended(self, group: Chunk) -> list[Chunk]:
        """ "proposed to search the consulate", "refused to recognise the court": what the deed would be done to."""
        verb = self.clauses._next(group.index)
        if verb is not None and verb.kind == "P" and verb.low in ("de", "d'", "à"):
            verb = self.clauses._next(verb.index)
        if verb is None or verb.kind != "VG" or verb.form != "infinitive":
            return []
        return self.clauses.complement(verb, "acc" if self.grammar.cased else "direct")

    def _including(self, np: Chunk) -> list[Chunk]:
        """ "dismissed 1,400 officers, including an adviser"."""
        link = self.clauses._next(np.index)
        if link is not None and link.kind == "MARK" and link.low == ",":
            link = self.clauses._next(link.index)
        if link is None or link.kind != "P" or link.low not in ("including", "включая", "y compris"):
            return []
        other = self.clauses._next(link.index)
        return self.clauses.together(other) if other is not None and other.kind == "NP" else []

    def _asked(self, group: Chunk) -> list[Chunk]:
        """ "demanded that the US extradite him": the one who would act is asked."""
        opener = self.clauses._next(group.index)
        if opener is not None and opener.kind == "MARK" and opener.low == ",":
            opener = self.clauses._next(opener.index)
        if opener is None or opener.kind != "THAT":
            return []
        verb = next((g for g in self.clauses.groups if g.index > opener.index), None)
        return [np for np in self.clauses.subject(verb) if np.index > opener.index] if verb is not None and not verb.passive else []
