"""What the frames of verbs and of nouns share: whom a phrase means, what its clause says of it, the door to a claim.

Which slots a frame has is left to ``ingest.phrases.verb_claims`` and ``ingest.phrases.noun_claims``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.draft import DraftClaim
from ingest.gazetteer import load as read_gazetteer
from ingest.phrases.chunks import GENITIVE, Chunk
from ingest.phrases.context import Context
from ingest.phrases.vocabulary import Frame

ACTORS = frozenset({"Person", "Country", "Organization", "Group", "ArmedForce", "Outlet"})

_BETWEEN_ACTORS = frozenset({"COOPERATED_WITH", "ALLIED_WITH", "AGREED_WITH", "NEGOTIATED", "CLASHED_WITH", "DISPUTES_WITH"})

BY_ACTORS = frozenset(
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

_VIOLENT = frozenset({"ATTACKED", "KILLED", "SEIZED", "DETAINED", "OVERTHREW", "DEFEATED", "CONTROLS"})

_SAID_ABOUT = frozenset({"Event", "Country", "Organization"})

# What an object of no known class is, in the place where the relation puts it.
_OBJECTS = {
    **dict.fromkeys(("DENIED", "REJECTED", "OPPOSED", "CRITICISED", "PROPOSED", "AUTHORISED", "STATED", "DECLARED", "SUSPENDED"), "Event"),
    **dict.fromkeys(("BANNED", "VIOLATED", "WARNED", "REQUESTED", "SUPPORTED", "SIGNED", "BOYCOTTED", "PARTICIPATED_IN"), "Event"),
    **dict.fromkeys(("HOSTED", "MEDIATED", "SANCTIONED"), "Event"),
    **dict.fromkeys(("DETAINED", "KILLED", "DISMISSED", "APPOINTED", "ACCUSED", "MET", "ISSUED_WARRANT_FOR"), "Person"),
    "POSSESSES": "Equipment",
}

# Capitals that do these stand for their states.
_BY_STATES = frozenset(
    {
        "SANCTIONED",
        "DISMISSED",
        "BANNED",
        "SUSPENDED",
        "AUTHORISED",
        "ORDERED_WITHDRAWAL",
        "PROTESTED_TO",
        "SIGNED",
        "SEVERED_TIES_WITH",
        "DEPLOYED_TO",
        "SENT_MISSION_TO",
    }
)

# Whose act or word is judged, is judged: "criticised Blinken's remark".
JUDGING = frozenset({"CRITICISED", "OPPOSED", "SUPPORTED", "REJECTED", "PROTESTED_TO"})


@dataclass(frozen=True, slots=True)
class Standing:
    """What the clause says about whether it happened, and who says so."""

    status: str
    negated: bool
    speaker: str | None
    via: tuple[str, ...]


class Slots:
    """The phrases of one sentence, and how a frame filled with them becomes a claim."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.scene, self.grammar, self.clauses = context.scene, context.grammar, context.clauses
        self.made: list[DraftClaim] = context.made

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

    def _keys(self, chunks: Iterable[Chunk]) -> list[tuple[str, Chunk]]:
        found: list[tuple[str, Chunk]] = []
        for np in chunks:
            key = self.context.refer(np)
            if key is not None and all(key != k for k, _ in found):
                found.append((key, np))
        return found

    def _things(self, relation: str, chunks: Iterable[Chunk]) -> list[tuple[str, Chunk]]:
        """What the phrases in the object's place mean; a noun of no known class is what the relation wants there."""
        kind = _OBJECTS.get(relation)
        if kind is None:
            return []
        found: list[tuple[str, Chunk]] = []
        for np in chunks:
            people = self._people(np)
            wanted = people if kind == "Person" or people == "Person" or (people and self.grammar.cased) else kind
            wanted = "Group" if wanted == "Person" and np.plural else wanted
            if wanted and (key := self.context.guess(np, wanted)) is not None:
                found.append((key, np))
        return found

    def _speakers(self, chunks: Iterable[Chunk]) -> list[tuple[str, Chunk]]:
        """People of no known class who speak or act: "critics accused the court"."""
        found: list[tuple[str, Chunk]] = []
        for np in chunks:
            people = self._people(np)
            if people and (key := self.context.guess(np, "Group" if np.plural else "Person")) is not None:
                found.append((key, np))
        return found

    def _people(self, np: Chunk) -> str | None:
        """Whether a noun of no known class can be said of people: by animacy, or by its ending."""
        word = self.scene.words[np.head]
        lemma, listed = self.grammar.lemma(word.low), self.grammar.vocabulary.listed
        if word.tag != "NOUN" or len(word.low) < 4:
            return None
        if self.grammar.cased:
            return "Person" if word.animate else None
        if lemma.endswith(tuple(listed.get("agent_ending", ()))) or (np.plural and lemma.endswith(tuple(listed.get("agent_plural", ())))):
            return "Person"
        return None

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

    def _plain(self, slot: str) -> str:
        if self.grammar.cased:
            prep, _, case = slot.rpartition("+")
            return prep or ({"gen": GENITIVE}.get(case, f"@{case}"))
        return slot

    def _judged(self, objects: list[Chunk]) -> list[tuple[str, Chunk]]:
        for np in objects:
            if np.owner is not None and (key := self.context.refer(np.owner)) is not None:
                return [(key, np)]
            for prep, other in self._chain(np)[:1]:
                key = self.context.refer(other)
                if prep in self.grammar.of | {"by", "from", "par"} and key is not None and self.context.kind(key) in ACTORS:
                    return [(key, np)]
            if np.countries:
                country, at = np.countries[0]
                return [(self.context.roster.country(country, self.scene.span(at, at + 1)), np)]
        return []

    def _government(self, key: str) -> str:
        """The country for which its capital stands: "Kyiv asked NATO"."""
        known = self.context.roster.things[key].known
        country = read_gazetteer().capital_of(known) if known else None
        return self.context.roster.country(country, self.context.roster.things[key].spans[0]) if country else key

    def _soldiers(self, key: str) -> bool:
        """Whether men in a group are a force once they are deployed: "British soldiers are stationed in X"."""
        thing = self.context.roster.things[key]
        if thing.named or not self.grammar.vocabulary.has((thing.head or "").lower(), "soldiers"):
            return False
        thing.type = "ArmedForce"
        return True

    def _nameless(self, np: Chunk) -> bool:
        """ "take part in fighting": no happening in particular."""
        before = self.scene.before(np)
        article = before is not None and before.kind == "P" and bool(before.determiner)
        plain = np.end == np.start + 1 and not np.plural and not np.determiner and not article
        return plain and not self.grammar.cased and np.named is not None and not np.named.named

    def _claim(
        self, frame: Frame, subject: tuple[str, Chunk], object_: tuple[str, Chunk], cue: tuple[int, int], standing: Standing
    ) -> bool:
        status, negated = standing.status, standing.negated
        left, right = self.context.kind(subject[0]), self.context.kind(object_[0])
        relation = frame.relation
        if relation in BY_ACTORS | _BETWEEN_ACTORS | _BY_STATES and left == "Place":
            subject = (self._government(subject[0]), subject[1])
            left = self.context.kind(subject[0])
        if relation in _OF_ACTORS | _BETWEEN_ACTORS | JUDGING | {"REQUESTED"} and right == "Place":
            object_ = (self._government(object_[0]), object_[1])
            right = self.context.kind(object_[0])
        if relation == "LOCATED_IN" and left == "ArmedForce" and self.context.roster.home(subject[0]) not in (None, object_[0]):
            relation = "DEPLOYED_TO"
            frame = replace(frame, relation=relation)
        if relation == "MEMBER_OF" and left == "ArmedForce" and right in ("Country", "Place"):
            # "войска вошли в Сирию"
            return False
        if relation == "DEPLOYED_TO" and left == "Group" and self._soldiers(subject[0]):
            left = "ArmedForce"
        if relation == "MEMBER_OF" and left in ("ArmedForce", "Facility", "Outlet"):
            relation = "PART_OF"
            frame = replace(frame, relation=relation)
        if relation == "ENTERED" and left == "Person":
            # A person who enters is a visitor; a force is not.
            relation = "VISITED"
            frame = replace(frame, relation=relation)
        if relation == "PROTESTED_TO" and right == "Person" and object_[1].countries:
            # "summoned the Indian ambassador"
            country, at = object_[1].countries[0]
            object_ = (self.context.roster.country(country, self.scene.span(at, at + 1)), object_[1])
            right = "Country"
        if relation == "DEFEATED" and right in ("Facility", "Place"):
            # To destroy a building is to attack it.
            relation = "ATTACKED"
            frame = replace(frame, relation=relation)
        if relation == "PARTICIPATED_IN" and right == "Organization" and frame.object == ("subject",):
            frame = replace(frame, relation="MEMBER_OF")
            relation = "MEMBER_OF"
        if relation in ("REQUESTED", "CLAIMS") and right == "Event" and self.grammar.among(frame.lemma, "owning_up"):
            # "revendique l'attaque": who owns up to a deed asks for nothing.
            return False
        if relation == "PARTICIPATED_IN" and self._nameless(object_[1]):
            return False
        if relation in _VIOLENT and left in ("Place", "Facility"):
            subject = (self._government(subject[0]), subject[1])
            if self.context.kind(subject[0]) in ("Place", "Facility"):
                return False
        if relation in _BETWEEN_ACTORS and not (left in ACTORS and right in ACTORS):
            return False
        if relation in BY_ACTORS and left not in ACTORS:
            return False
        if relation in _OF_ACTORS and right not in ACTORS:
            return False
        if relation == "CLAIMS" and left not in ("Country", "Organization") and right == "Country":
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
