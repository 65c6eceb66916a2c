"""What is known while one sentence is read, and the one door through which its claims are made.

The rules that make claims stand in ``claims``, ``offices`` and ``places`` beside this module.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.ontology import RELATION_TYPES, fits
from ingest.draft import DraftClaim, Refusal
from ingest.phrases.chunks import Chunk
from ingest.phrases.clauses import Clauses
from ingest.phrases.entities import Roster
from ingest.phrases.grammar import Grammar
from ingest.phrases.naming import describe
from ingest.phrases.scenes import Scene
from ingest.phrases.speakers import Speakers

if TYPE_CHECKING:
    from ingest.phrases.slots import Standing


# An unknown name that does these is a person's.
_PERSONAL = frozenset({"LEADS", "HOLDS_OFFICE", "CANDIDATE_IN", "CHILD_OF", "VISITED", "CALLED"})


@dataclass(slots=True)
class Context:
    """One sentence being read. ``made`` and ``refused`` grow over the whole article.

    ``pronouns`` and ``owners`` map the index of a noun phrase to whom its pronoun or possessive means.
    """

    scene: Scene
    grammar: Grammar
    clauses: Clauses
    roster: Roster
    made: list[DraftClaim]
    refused: list[Refusal]
    pronouns: dict[int, str | None] = field(default_factory=dict)
    owners: dict[int, str | None] = field(default_factory=dict)
    speakers: Speakers = field(init=False)

    def __post_init__(self) -> None:
        self.speakers = Speakers(self.scene, self.clauses, self.grammar, self.refer, self.kind)

    def kind(self, key: str) -> str:
        return self.roster.things[key].type

    def refer(self, np: Chunk) -> str | None:
        """The entity that a noun phrase means, None where it is not known."""
        if np.kind != "NP":
            return None
        if np.named is not None:
            return np.named.entity
        return self.pronouns.get(np.index)

    def guess(self, np: Chunk, kind: str) -> str | None:
        """The entity that a noun of no known class is taken for, because the frame it stands in wants one of ``kind``."""
        word = self.scene.words[np.head]
        lemma = self.grammar.lemma(word.low)
        if np.kind != "NP" or np.named is not None or word.tag != "NOUN" or np.title is not None:
            return None
        if self.grammar.vocabulary.has(lemma, "empty", "time", "amount", "aid") or np.pronoun == np.low or not word.text.isalpha():
            return None
        before = len(self.roster.things)
        np.named = describe(self.scene, np, self.grammar, kind, lemma)
        self.roster.phrase(np.named, np, self.scene)
        key = np.named.entity
        if key is not None and len(self.roster.things) > before:
            self.roster.things[key].guessed = True
        if key is not None:
            self.roster.seen(key, self.scene.number)
        return key

    def _dated(self, key: str) -> bool:
        """Whether an unknown name is a month that is a common word too: "began in May"."""
        return any(self.grammar.vocabulary.has(name.lower(), "time", "month") for name in self.roster.things[key].names)

    def claim(
        self,
        relation: str,
        subject: tuple[str, Chunk | None],
        object_: tuple[str, Chunk | None],
        cue: tuple[int, int],
        standing: Standing,
        *,
        sure: bool = True,
        role: str | None = None,
    ) -> bool:
        """Make a claim if the ontology lets the relation join the two; say why not otherwise."""
        left, right = subject[0], object_[0]
        start, end = self.scene.sentence.start, self.scene.sentence.end
        if left == right:
            return False
        kinds = self.kind(left), self.kind(right)
        if (
            kinds[1] == "?"
            and kinds[0] != "?"
            and not self._dated(right)
            and set(RELATION_TYPES[relation].object_types) <= {"Place", "Country", "Facility"}
        ):
            # "set out from Bunia": what such a relation leads to is a place.
            self.roster.things[right].type = "Place"
            kinds = kinds[0], "Place"
        if kinds[0] == "?" and relation in _PERSONAL and len(self.roster.things[left].names) > 0:
            self.roster.things[left].type = "Person"
            kinds = "Person", kinds[1]
        if "?" in kinds:
            self.refused.append(Refusal(start, end, f"{relation}: it is not known what one of the two is"))
            return False
        if not fits(relation, *kinds):
            self.refused.append(Refusal(start, end, f"{relation} cannot join {kinds[0]} and {kinds[1]}"))
            return False
        speaker, via = standing.speaker, standing.via
        if speaker is not None and speaker == left and RELATION_TYPES[relation].kind == "speech":
            speaker = None
        cue_start, cue_end = self.scene.span(*cue)
        quantity = self._quantity(subject[1]) or self._quantity(object_[1])
        made = DraftClaim(
            left, relation, right, start, end, cue_start, cue_end, status=standing.status, negated=standing.negated, role=role,
            quantity=quantity, speaker=speaker, via=via, confidence=0.8 if sure else 0.6,
        )  # fmt: skip
        if any(
            c.subject == left
            and c.object == right
            and c.relation == relation
            and c.start == start
            and c.negated == made.negated
            and c.status == made.status
            for c in self.made
        ):
            return True
        self.made.append(made)
        for key in (left, right, speaker, *via):
            if key is not None:
                self.roster.things[key].claimed = True
        return True

    def _quantity(self, np: Chunk | None) -> str | None:
        if np is None or np.quantity is None or np.head < 0 or np.named is None or np.named.named:
            return None
        start, end = self.scene.span(np.quantity[0], max(np.head + 1, np.quantity[1]))
        return self.scene.text[start:end]
