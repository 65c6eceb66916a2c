"""Claims of a sentence: frames of verbs and nouns filled with the entities of their clause.

Offices and places are left to ``ingest.phrases.offices`` and ``ingest.phrases.places``.
Over 300 lines: the frames of verbs and of nouns fill the same slots and share the door ``_claim``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.ontology import RELATION_TYPES
from ingest.draft import DraftClaim
from ingest.gazetteer import load as read_gazetteer
from ingest.phrases.chunks import GENITIVE, Chunk
from ingest.phrases.context import Context
from ingest.phrases.vocabulary import Frame

_VICTIMS = ("Person", "Group", "ArmedForce")
_ACTORS = frozenset({"Person", "Country", "Organization", "Group", "ArmedForce", "Outlet"})
_BETWEEN_ACTORS = frozenset({"COOPERATED_WITH", "ALLIED_WITH", "AGREED_WITH", "NEGOTIATED", "CLASHED_WITH", "DISPUTES_WITH"})
_BY_ACTORS = frozenset(
    {
        "ACCUSED",
        "REQUESTED",
        "WARNED",
        "THREATENED",
        "CRITICISED",
        "OPPOSED",
        "PROPOSED",
        "DENIED",
        "REJECTED",
        "SUPPORTED",
        "AIDED",
        "PARTICIPATED_IN",
        "STATED",
        "DECLARED",
        "MEDIATED",
    }
)
_OF_ACTORS = frozenset({"ACCUSED", "WARNED", "THREATENED", "AIDED"})
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
_VIOLENT = frozenset({"ATTACKED", "KILLED", "SEIZED", "DETAINED", "OVERTHREW", "DEFEATED", "CONTROLS"})
_NO_PLACE = frozenset({"clause", "none", "head", "possessive", "prefix", "subject"})
_SAID_ABOUT = frozenset({"Event", "Country", "Organization"})
# Whose act or word is judged, is judged: "criticised Blinken's remark".
_JUDGING = frozenset({"CRITICISED", "OPPOSED", "SUPPORTED", "REJECTED", "PROTESTED_TO"})


@dataclass(frozen=True, slots=True)
class Standing:
    """What the clause says about whether it happened, and who says so."""

    status: str
    negated: bool
    speaker: str | None
    via: tuple[str, ...]


class Claims:
    """Fills frames in one sentence and collects what they say in ``made``."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.scene, self.grammar, self.clauses = context.scene, context.grammar, context.clauses
        self.made: list[DraftClaim] = context.made

    def run(self) -> None:
        for group in self.clauses.groups:
            self._verb(group)
        for np in self.scene.chunks:
            if np.kind == "NP":
                self._noun(np)
                self._compound(np)

    # -- verbs

    def standing(self, group: Chunk) -> Standing:
        status, negated, blamed = self.clauses.standing(group)
        voice = self.context.speakers.voice(group.index, group.index)
        speaker = voice.speaker
        if blamed is not None:
            accuser = [
                self.context.refer(np)
                for np in (
                    self.clauses.subject(blamed) if not blamed.passive else self.clauses.by_preposition(blamed, next(iter(self.grammar.by)))
                )
            ]
            speaker = next((key for key in accuser if key), speaker)
        if voice.open and status in ("asserted", "past"):
            status = "planned"
        if voice.denied:
            negated = not negated
        return Standing(status, negated, speaker, voice.via)

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
        words = [np for np in objects if self.grammar.lemma(self.scene.words[np.head].low) in _WORDS] if frame.relation in _JUDGING else []
        # "backed his proposal": it is the proposer who is backed.
        right = (
            (self._judged(words) if words else []) or self._keys(objects) or (self._judged(objects) if frame.relation in _JUDGING else [])
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
        for subject, np in left:
            for object_, other in right:
                made = self._claim(frame, (subject, np), (object_, other), (group.start, group.end), standing) or made
        return made

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

    def _judged(self, objects: list[Chunk]) -> list[tuple[str, Chunk]]:
        for np in objects:
            if np.owner is not None and (key := self.context.refer(np.owner)) is not None:
                return [(key, np)]
            for prep, other in self._chain(np)[:1]:
                key = self.context.refer(other)
                if prep in self.grammar.of | {"by", "from", "par"} and key is not None and self.context.kind(key) in _ACTORS:
                    return [(key, np)]
            if np.countries:
                country, at = np.countries[0]
                return [(self.context.roster.country(country, self.scene.span(at, at + 1)), np)]
        return []

    def _event_near(self, group: Chunk, victims: list[tuple[str, Chunk]]) -> list[tuple[str, Chunk]]:
        """No doer is named: the happening itself is the subject ("176 people died in the crash")."""
        for np in self.scene.chunks:
            if (
                np.kind == "NP"
                and np.named is not None
                and np.named.type == "Event"
                and np.named.head
                and self.context.refer(np) is not None
            ):
                before = self.scene.before(np)
                if (
                    before is not None
                    and before.kind == "P"
                    and before.low
                    in (
                        "in",
                        "during",
                        "after",
                        "by",
                        "dans",
                        "lors de",
                        "au cours de",
                        "в",
                        "в результате",
                        "в ходе",
                        "при",
                        "во время",
                        "от",
                        "из-за",
                    )
                ):
                    key = self.context.refer(np)
                    if key is not None and all(key != victim for victim, _ in victims):
                        return [(key, np)]
        recent = self.context.roster.violence(self.scene.number)
        return [(recent, victims[0][1])] if recent is not None and all(recent != victim for victim, _ in victims) else []

    def _doer(self, key: str, np: Chunk, group: Chunk) -> tuple[str, Chunk]:
        """Who stands behind a happening or a weapon: "the US airstrike", "Iran launched missiles targeting ..."."""
        kind = self.context.kind(key)
        if kind == "Event":
            if np.countries:
                country, at = np.countries[0]
                return self.context.roster.country(country, self.scene.span(at, at + 1)), np
            owners = [
                m.entity
                for m in np.inside
                if m.entity and self.context.kind(m.entity) in ("Country", "ArmedForce", "Group", "Organization")
            ]
            if owners:
                return owners[0], np
            if np.owner is not None and (owner := self.context.refer(np.owner)) is not None:
                return owner, np
        elif kind == "Equipment":
            before = self.clauses._previous(np.index)
            if (
                before is not None
                and before.kind == "VG"
                and before is not group
                and set(before.lemmas) & {"launch", "fire", "send", "lancer", "tirer", "выпустить", "запустить"}
                and not before.passive
            ):
                owner = next((k for k, _ in self._keys(self.clauses.subject(before))), None)
                if owner is not None:
                    return owner, np
        return key, np

    def _keys(self, chunks: Iterable[Chunk]) -> list[tuple[str, Chunk]]:
        found: list[tuple[str, Chunk]] = []
        for np in chunks:
            key = self.context.refer(np)
            if key is not None and all(key != k for k, _ in found):
                found.append((key, np))
        return found

    # -- nouns

    def _noun(self, np: Chunk) -> None:
        word = self.scene.words[np.head]
        lemma = self.grammar.lemma(word.low)
        frames = self.grammar.vocabulary.nouns.get(word.low) or self.grammar.vocabulary.nouns.get(lemma) or []
        for frame in frames:
            if frame.subject == ("subject",):
                self._role(np, frame)
                continue
            if frame.object == ("subject",):
                continue
            if self._noun_frame(np, frame):
                break

    def _role(self, np: Chunk, frame: Frame) -> None:
        """Nouns that say what someone is to another: "supporters of X", "Y is a member of Z"."""
        if np.named is None or np.named.entity is None or np.named.named:
            return
        holders = [(np.named.entity, np)]
        group = self.clauses._previous(np.index)
        standing = Standing("asserted", False, None, ())
        copulas = {"be", "become", "remain", "être", "devenir", "rester", "быть", "являться", "стать", "оставаться"}
        if group is not None and group.kind == "VG" and set(group.lemmas) & copulas:
            holders = self._keys(self.clauses.subject(group)) or holders
            standing = self.standing(group)
        elif (self_styled := self._self_styled(np)) is not None:
            holders = [self_styled]
            standing = Standing("claimed", False, self_styled[0], ())
        else:
            voice = self.context.speakers.voice(np.index)
            standing = Standing("asserted", False, voice.speaker, voice.via)
        objects: list[tuple[str, Chunk]] = []
        wanted = {self._plain(slot) for slot in frame.object}
        for prep, other in self._chain(np)[:1]:
            if prep in wanted or (prep in self.grammar.of and wanted & {"of", "de", "@gen", "genitive"}):
                objects = self._keys(self.clauses.together(other))
        if not objects and "possessive" in wanted and np.owner is not None:
            objects = self._keys([np.owner])
        if not objects and "prefix" in wanted:
            objects = [(m.entity, np) for m in np.inside if m.entity][-1:]
        if not objects and np.pronoun and np.end - np.start > 1 and (key := self.context.owners.get(np.index)) is not None:
            objects = [(key, np)]
        for holder in holders:
            for object_ in objects:
                self._claim(frame, holder, object_, (np.start, np.end), standing)

    def _self_styled(self, np: Chunk) -> tuple[str, Chunk] | None:
        """ "calls himself the leader of X", "называет себя лидером X": so he says of himself."""
        before = self.clauses._previous(np.index)
        if before is None or before.kind != "NP" or before.low not in REFLEXIVE:
            return None
        group = self.clauses._previous(before.index)
        if group is None or group.kind != "VG":
            return None
        return next(iter(self._keys(self.clauses.subject(group))), None)

    def _noun_frame(self, np: Chunk, frame: Frame) -> bool:
        subjects: list[tuple[str, Chunk]] = []
        objects: list[tuple[str, Chunk]] = []
        clauses = self.clauses
        chain = self._chain(np)
        slots = frame.subject
        taken: set[int] = set()
        objects_wanted = [self._plain(slot) for slot in frame.object]
        for prep, other in chain:
            if (
                prep in objects_wanted
                and not objects
                and not (
                    prep in self.grammar.of
                    and prep in [self._plain(s) for s in slots]
                    and len(objects_wanted) > 1
                    and prep not in objects_wanted[:1]
                )
            ):
                objects = self._keys(clauses.together(other))
                if objects:
                    taken.add(other.index)
        if RELATION_TYPES[frame.relation].symmetric:
            for prep, other in chain:
                if prep in ("between", "among", "entre", "между"):
                    both = self._keys(clauses.together(other))
                    if len(both) > 1:
                        subjects, objects = both[:1], both[1:]
                        taken.add(other.index)
        agents = {
            "by": self.grammar.by,
            "of": self.grammar.of,
            "genitive": self.grammar.of,
            "de": self.grammar.of,
            "par": self.grammar.by,
            "instrumental": frozenset({"@ins"}),
            "from": frozenset({"from", "со стороны"}),
        }
        if not subjects:
            for prep, other in chain:
                if other.index in taken:
                    continue
                if any(prep in agents.get(slot, frozenset({slot})) for slot in slots) or prep in ("by", "par", "со стороны"):
                    subjects = self._keys(clauses.together(other))
                    if subjects:
                        taken.add(other.index)
                        break
        owned: list[tuple[str, Chunk]] = []
        if np.owner is not None and (key := self.context.refer(np.owner)) is not None:
            owned = [(key, np.owner)]
        elif np.inside and any(m.entity for m in np.inside):
            owned = [(m.entity, np) for m in np.inside if m.entity][:1]
        elif np.countries:
            key, at = np.countries[0]
            owned = [(self.context.roster.country(key, self.scene.span(at, at + 1)), np)]
        elif np.pronoun and np.end - np.start > 1 and (key := self.context.owners.get(np.index)) is not None:
            owned = [(key, np)]
        if owned and not subjects:
            subjects = owned
        under = self._under(np, frame, subjects)
        if under is not None:
            return under
        governing = self._governing(np)
        light = governing is not None and bool(set(governing.lemmas) & self.grammar.vocabulary.listed.get("light", set()))
        if governing is not None and not subjects and light:
            subjects = (
                self._keys(clauses.subject(governing))
                if not governing.passive
                else self._keys(clauses.by_preposition(governing, next(iter(self.grammar.by))))
            )
        if (
            governing is not None
            and objects
            and not subjects
            and any(f.relation == "DENIED" for lemma in governing.lemmas for f in self.grammar.vocabulary.frames.get(lemma, ()))
        ):
            subjects = self._keys(clauses.subject(governing))
        accused = self._accused(np) if objects and not subjects else None
        if accused is not None:
            return any(
                self._claim(frame, subject, object_, (np.start, np.end), accused[1]) for subject in accused[0] for object_ in objects
            )
        if not subjects or not objects:
            if (
                objects
                and frame.relation == "ATTACKED"
                and np.named is not None
                and np.named.type == "Event"
                and (key := self.context.refer(np)) is not None
            ):
                subjects = [(key, np)]
            else:
                return False
        standing = self._noun_standing(np, governing, light)
        made = False
        for subject in subjects:
            for object_ in objects:
                made = self._claim(frame, subject, object_, (np.start, np.end), standing) or made
        return made

    def _plain(self, slot: str) -> str:
        if self.grammar.cased:
            prep, _, case = slot.rpartition("+")
            return prep or ({"gen": GENITIVE}.get(case, f"@{case}"))
        return slot

    def _chain(self, np: Chunk) -> list[tuple[str, Chunk]]:
        """Prepositional phrases that hang on the noun, in order, up to the next verb or mark."""
        found: list[tuple[str, Chunk]] = []
        k = np.index + 1
        chunks = self.scene.chunks
        while k + 1 < len(chunks):
            if chunks[k].kind == "P" and chunks[k + 1].kind == "NP":
                other = chunks[k + 1]
                while other.possessive and other.index + 1 < len(chunks) and chunks[other.index + 1].kind == "NP":
                    other = chunks[other.index + 1]
                found.append((chunks[k].low, other))
                k = other.index + 1
            elif chunks[k].kind == "C" and k + 1 < len(chunks) and chunks[k + 1].kind == "NP" and found:
                k += 2
            elif chunks[k].kind in ("MARK",) and chunks[k].low in ('"', "«", "»", "“", "”"):
                k += 1
            elif self.grammar.cased and chunks[k].kind == "NP" and chunks[k].cases:
                marked = next(
                    (name for case, name in (("ablt", "@ins"), ("datv", "@dat"), ("gent", GENITIVE)) if case in chunks[k].cases), None
                )
                if marked is None or "nomn" in chunks[k].cases:
                    break
                found.append((marked, chunks[k]))
                k += 1
            else:
                break
        return found

    def _governing(self, np: Chunk) -> Chunk | None:
        """The verb group whose object the noun is."""
        before = self.clauses._previous(np.index)
        if before is not None and before.kind == "NP" and before.possessive:
            before = self.clauses._previous(before.index)
        if before is not None and before.kind == "VG":
            return before
        for group in self.clauses.groups:
            if group.passive and np in self.clauses.subject(group):
                return group
            if self.grammar.cased and any(np is c for case in ("acc", "ins") for c in self.clauses.complement(group, case)):
                return group
        if before is not None and before.kind == "P" and before.index > 0 and self.scene.chunks[before.index - 1].kind == "VG":
            return self.scene.chunks[before.index - 1]
        return None

    def _noun_standing(self, np: Chunk, governing: Chunk | None, light: bool) -> Standing:
        voice = self.context.speakers.voice(np.index)
        status, negated = "asserted", False
        vocabulary = self.grammar.vocabulary
        words = self.scene.words[np.start : np.end]
        if np.determiner in ("no", "aucun", "aucune", "никакой"):
            negated = True
        if any(
            w.low
            in (
                "planned",
                "proposed",
                "possible",
                "potential",
                "imminent",
                "future",
                "upcoming",
                "éventuel",
                "éventuelle",
                "possible",
                "возможный",
                "предстоящий",
                "attempted",
                "threatened",
            )
            or (self.grammar.cased and w.lemma in ("возможный", "предстоящий", "планируемый", "запланированный"))
            for w in words
        ):
            status = "planned"
        elif any(
            w.low in ("alleged", "suspected", "purported", "supposed", "présumé", "présumée", "prétendu", "prétendue")
            or w.lemma in ("предполагаемый", "мнимый")
            for w in words
        ):
            status = "alleged"
        if governing is not None:
            inner, inner_negated, _ = self.clauses.standing(governing)
            lemmas = set(governing.lemmas)
            if light or governing.status or inner_negated:
                status = inner if status == "asserted" else status
                negated = negated or inner_negated
            if not light and lemmas & vocabulary.listed.get("failed", set()):
                negated = not negated
            elif not light and lemmas & (vocabulary.listed.get("planned", set()) - vocabulary.listed.get("light", set())):
                status = "planned" if status == "asserted" else status
            if lemmas & vocabulary.listed.get("unsure", set()) or any(
                f.relation == "ACCUSED" for lemma in lemmas for f in vocabulary.frames.get(lemma, ())
            ):
                status = "alleged"
                accuser = self._keys(self.clauses.subject(governing)) if not governing.passive else []
                if accuser:
                    return Standing(status, negated, accuser[0][0], voice.via)
            if any(
                f.relation in ("REQUESTED", "WARNED", "THREATENED", "PROPOSED", "OPPOSED")
                for lemma in lemmas
                for f in vocabulary.frames.get(lemma, ())
            ):
                status = "planned" if status == "asserted" else status
            if any(
                f.relation in ("DENIED", "REJECTED", "DEFEATED", "BANNED", "SUSPENDED")
                for lemma in lemmas
                for f in vocabulary.frames.get(lemma, ())
            ):
                negated = True
                if any(f.relation == "DENIED" for lemma in lemmas for f in vocabulary.frames.get(lemma, ())):
                    denier = self._keys(self.clauses.subject(governing))
                    if denier:
                        return Standing(status, negated, denier[0][0], voice.via)
        before = self.clauses._previous(np.index)
        if (
            before is not None
            and before.kind == "P"
            and before.low in ("without", "instead of", "sans", "без", "вместо", "against", "contre", "против")
        ):
            if before.low in ("without", "instead of", "sans", "без", "вместо"):
                negated = True
            else:
                status = "planned" if status == "asserted" else status
        if (
            before is not None
            and before.kind == "P"
            and before.low in self.grammar.of | {"for", "to", "pour", "à", "к", "на", "о", "about", "of"}
            and (held := self._holder(before)) is not None
        ):
            if held in _OPEN_HEADS:
                status = "planned"
            elif held in _ALLEGED_HEADS:
                status = "alleged"
        if voice.open and status == "asserted":
            status = "planned"
        if voice.denied:
            negated = not negated
        return Standing(status, negated, voice.speaker, voice.via)

    def _under(self, np: Chunk, frame: Frame, subjects: list[tuple[str, Chunk]]) -> bool | None:
        """ "fell under Houthi control", "под контролем боевиков": what stands before it is controlled."""
        before = self.clauses._previous(np.index)
        if (
            frame.relation != "CONTROLS"
            or before is None
            or before.kind != "P"
            or before.low not in ("under", "sous", "под", "под контролем")
            or not subjects
        ):
            return None
        group = self.clauses._earlier_group(np.index)
        thing = self.clauses._previous(before.index)
        held = (
            self._keys([thing])
            if thing is not None and thing.kind == "NP"
            else self._keys(self.clauses.subject(group))
            if group is not None
            else []
        )
        standing = self.standing(group) if group is not None else Standing("asserted", False, None, ())
        made = False
        for object_ in held:
            made = self._claim(frame, subjects[0], object_, (np.start, np.end), standing) or made
        return made

    def _accused(self, np: Chunk) -> tuple[list[tuple[str, Chunk]], Standing] | None:
        """ "accused X of an attack on Y", "detained X on suspicion of ...": the one blamed does it, allegedly."""
        before = self.clauses._previous(np.index)
        if before is None or before.kind != "P":
            return None
        group = self.clauses._earlier_group(np.index)
        if group is None:
            return None
        accuses = any(f.relation == "ACCUSED" for lemma in group.lemmas for f in self.grammar.vocabulary.frames.get(lemma, ()))
        suspicion = any(
            c.kind == "NP" and self.grammar.lemma(self.scene.words[c.head].low) in _ALLEGED_HEADS
            for c in self.scene.chunks[group.index + 1 : np.index]
        )
        if not accuses and not suspicion:
            return None
        blamed = self._keys(self.clauses.complement(group, "acc" if self.grammar.cased else "direct"))
        blamed = [
            (key, other) for key, other in blamed if self.context.kind(key) in ("Person", "Group", "Country", "Organization", "ArmedForce")
        ]
        if not blamed:
            return None
        accuser = self._keys(self.clauses.subject(group)) if accuses and not group.passive and group.form != "participle" else []
        voice = self.context.speakers.voice(np.index)
        return blamed, Standing("alleged", False, accuser[0][0] if accuser else voice.speaker, voice.via)

    def _holder(self, preposition: Chunk) -> str | None:
        np = self.scene.before(preposition)
        if np is not None and np.kind == "NP":
            return self.grammar.lemma(self.scene.words[np.head].low)
        return None

    # -- compounds

    def _compound(self, np: Chunk) -> None:
        """ "US-led coalition", "Iranian-backed militia", "anti-Houthi coalition"."""
        if np.named is None or np.named.entity is None:
            return
        for k in range(np.start, np.end):
            low = self.scene.words[k].low
            left, hyphen, right = low.partition("-")
            if not hyphen or not left or not right:
                continue
            voice = self.context.speakers.voice(np.index)
            standing = Standing("asserted", False, voice.speaker, voice.via)
            for frame in self.grammar.vocabulary.adjectives.get(f"-{right}", ()):
                other = self._word(left, k)
                if other is not None:
                    pair = ((other, np), (np.named.entity, np)) if frame.subject == ("prefix",) else ((np.named.entity, np), (other, np))
                    self._claim(frame, *pair, (np.start, np.end), standing)
            for frame in self.grammar.vocabulary.adjectives.get(f"{left}-", ()):
                other = self._word(right, k)
                if other is not None and self.context.kind(np.named.entity) in _ACTORS:
                    self._claim(frame, (np.named.entity, np), (other, np), (np.start, np.end), standing)

    def _word(self, low: str, k: int) -> str | None:
        """The entity that one half of a compound names: a country by its adjective, or an entity spoken of before."""
        country = self.grammar.names.demonyms.get(low)
        if country is not None:
            return self.context.roster.country(country, self.scene.span(k, k + 1))
        for form in self.grammar.names.forms.get(low, ()):
            if not form.rest and not form.named.unsure and form.named.type in ("Country", "Organization", "ArmedForce", "Group"):
                return self.context.roster.country(form.named.key, self.scene.span(k, k + 1))
        for key in reversed(self.context.roster.recent):
            thing = self.context.roster.things[key]
            if thing.head == low or low in {name.lower() for name in thing.names}:
                return key
        return None

    # -- making a claim

    def _nameless(self, np: Chunk) -> bool:
        """ "take part in fighting": no happening in particular."""
        plain = np.end == np.start + 1 and not np.plural and not np.determiner
        return plain and not self.grammar.cased and np.named is not None and not np.named.named

    def _government(self, key: str) -> str:
        """The country for which its capital stands: "Kyiv asked NATO"."""
        known = self.context.roster.things[key].known
        country = read_gazetteer().capital_of(known) if known else None
        return self.context.roster.country(country, self.context.roster.things[key].spans[0]) if country else key

    def _claim(
        self, frame: Frame, subject: tuple[str, Chunk], object_: tuple[str, Chunk], cue: tuple[int, int], standing: Standing
    ) -> bool:
        status, negated = standing.status, standing.negated
        left, right = self.context.kind(subject[0]), self.context.kind(object_[0])
        relation = frame.relation
        if relation in _BY_ACTORS | _BETWEEN_ACTORS | {"SANCTIONED", "DISMISSED", "BANNED", "SUSPENDED", "AUTHORISED"} and left == "Place":
            subject = (self._government(subject[0]), subject[1])
            left = self.context.kind(subject[0])
        if relation in _OF_ACTORS | _BETWEEN_ACTORS | _JUDGING | {"REQUESTED"} and right == "Place":
            object_ = (self._government(object_[0]), object_[1])
            right = self.context.kind(object_[0])
        if relation == "PARTICIPATED_IN" and right == "Organization" and frame.object == ("subject",):
            frame = replace(frame, relation="MEMBER_OF")
            relation = "MEMBER_OF"
        if relation == "PARTICIPATED_IN" and self._nameless(object_[1]):
            return False
        if relation in _VIOLENT and left in ("Place", "Facility"):
            subject = (self._government(subject[0]), subject[1])
            if self.context.kind(subject[0]) in ("Place", "Facility"):
                return False
        if relation in _BETWEEN_ACTORS and not (left in _ACTORS and right in _ACTORS):
            return False
        if relation in _BY_ACTORS and left not in _ACTORS:
            return False
        if relation in _OF_ACTORS and right not in _ACTORS:
            return False
        if relation == "STATED" and right not in _SAID_ABOUT:
            return False
        if frame.effect == "past" and (negated or status not in ("asserted", "past", "claimed", "alleged")):
            # "asked to free X" says nothing of whether X was held.
            return False
        if frame.effect == "negated":
            negated = not negated
        elif frame.effect and status in ("asserted", "past"):
            status = frame.effect
        return self.context.claim(frame.relation, subject, object_, cue, replace(standing, status=status, negated=negated), sure=frame.sure)


REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "себя"})
_OPEN_HEADS = frozenset(
    [
        "plan",
        "threat",
        "call",
        "request",
        "demand",
        "proposal",
        "possibility",
        "fear",
        "risk",
        "warning",
        "appeal",
        "idea",
        "prospect",
        "bid",
        "attempt",
        "decision",
        "order",
        "readiness",
        "need",
        "plan",
        "menace",
        "appel",
        "demande",
        "proposition",
        "possibilité",
        "crainte",
        "risque",
        "projet",
        "tentative",
        "décision",
        "план",
        "угроза",
        "призыв",
        "просьба",
        "требование",
        "предложение",
        "возможность",
        "опасение",
        "риск",
        "попытка",
        "решение",
        "приказ",
        "готовность",
    ]
)
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
_ALLEGED_HEADS = frozenset(
    [
        "accusation",
        "allegation",
        "claim",
        "report",
        "suspicion",
        "charge",
        "rumour",
        "accusation",
        "soupçon",
        "rumeur",
        "обвинение",
        "подозрение",
        "слух",
        "сообщение",
        "причастность",
    ]
)
