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
from ingest.phrases.slots import JUDGING, Standing
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
    }
)

_NO_PLACE = frozenset({"clause", "none", "head", "possessive", "prefix", "subject"})

# What someone says or wants: judged, it is its author who is judged.
_WORDS = frozenset(
    [
        "proposal",
        "idea",
        "plan",
        "call",
        "remark",
        "statement",
        "initiative",
        "offer",
        "stance",
        "proposition",
        "idée",
        "plan",
        "appel",
        "propos",
        "déclaration",
        "initiative",
        "предложение",
        "идея",
        "план",
        "призыв",
        "заявление",
        "инициатива",
        "слово",
    ]
)


# "has no weapons", "n'a aucune arme"; French and Russian negate the verb as well, in its own group.
_NONE = frozenset({"no"})


_INTENDING = frozenset({"PROPOSED", "REJECTED", "THREATENED", "OPPOSED"})


class VerbClaims(Doers):
    """Fills the frames of one sentence's verb groups."""

    def _verb(self, group: Chunk) -> None:
        standing = self.standing(group)
        produced: set[str] = set()
        for frame in self._frames(group):
            if produced and (frame.relation in produced or not frame.sure):
                continue
            subjects, objects = self._arguments(group, frame)
            if frame.relation == "AUTHORISED" and self._passive_after(group, objects):
                # "would not allow governments to be toppled": they are not whom it allows to act.
                continue
            if frame.relation in ("DEPLOYED_TO", "SENT_MISSION_TO") and frame.object and frame.object[0] in ("direct", "acc"):
                # The verb's object is what goes; where it goes stands after a preposition.
                moved = [
                    np
                    for np in objects
                    if (key := self.context.refer(np)) is not None and self.context.kind(key) in ("ArmedForce", "Group", "Equipment")
                ]
                if moved:
                    frame = replace(frame, relation="DEPLOYED_TO")
                objects = self._destinations(group)
                subjects = [*moved, *subjects]
            made = self._pairs(frame, group, subjects, objects, standing)
            if made:
                produced.add(frame.relation)
                if frame.part == "verb" and frame.sure:
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
        if group.passive or group.form == "participle":
            # "is affiliated with", "loyal to": adjectives that a participle is.
            listed += [
                replace(f, subject=("subject",)) for f in vocabulary.adjectives.get(words[group.main].low, ()) if f.subject == ("head",)
            ]
        listed.sort(key=lambda frame: (not frame.sure, frame.object == ("direct",)))
        return found + listed

    def _matches(self, rest: tuple[str, ...], following: list[str], lemmas: list[str]) -> bool:
        """The words of a phrase after its verb, with determiners, adjectives and numbers between, or the object."""
        k = 0
        for want in rest:
            skipped = 0
            while k < len(following) and following[k] != want and lemmas[k] != self.grammar.lemma(want):
                word = following[k]
                loose = (
                    self.grammar.vocabulary.has(word, "det", "adverb")
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
        agent = next(iter(self.grammar.by))
        if self.grammar.cased:
            subjects = self._cased_slot(group, frame.subject)
            if group.passive and "subject" in frame.subject and frame.object != ("subject",):
                subjects = list(clauses.complement(group, "ins"))
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
        objects += [other for np in objects for other in self._including(np)]
        if not objects and frame.relation == "REQUESTED":
            objects = self._asked(group)
        if not objects and "clause" in frame.object and frame.relation in _INTENDING:
            objects = self._intended(group)
        words = [np for np in objects if self.grammar.lemma(self.scene.words[np.head].low) in _WORDS] if frame.relation in JUDGING else []
        # "backed his proposal": it is the proposer who is backed.
        right = (
            (self._judged(words) if words else []) or self._keys(objects) or (self._judged(objects) if frame.relation in JUDGING else [])
        )
        if RELATION_TYPES[frame.relation].symmetric and len(left) > 1 and not right:
            right = [left[-1]]
            left = left[:-1]
        if frame.relation == "KILLED" and not left and right and not standing.negated:
            left = self._event_near(group, right)
        if frame.relation == "ATTACKED" and not left and right:
            left = self._event_near(group, right)
        if frame.relation in ("ATTACKED", "KILLED", "OVERTHREW", "SEIZED"):
            left = [self._doer(key, np, group) for key, np in left]
        if any(np.determiner in _NONE for np in objects):
            standing = replace(standing, negated=not standing.negated)
        for subject, np in left:
            for object_, other in right:
                made = self._claim(frame, (subject, np), (object_, other), (group.start, group.end), standing) or made
        return made

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
