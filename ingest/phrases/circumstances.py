"""What the adverbials of a clause say of its subject: "at the invitation of X", "in cooperation with X", "with the backing of X".

What the verb itself says is left to ``ingest.phrases.verb_claims``.
"""

from __future__ import annotations

from ingest.phrases.chunks import GENITIVE, Chunk
from ingest.phrases.slots import ACTORS, Slots
from ingest.phrases.vocabulary import Frame

_OPENERS = {
    "REQUESTED": frozenset({"at", "on", "à", "sur", "по"}),
    "COOPERATED_WITH": frozenset({"in", "en", "в", "во"}),
    "SUPPORTED": frozenset({"with", "avec", "при"}),
    "MEDIATED": frozenset({"with", "through", "under", "by", "sous", "avec", "par", "grâce à", "при"}),
}
_NOUNS = {"REQUESTED": "requesting", "COOPERATED_WITH": "together", "SUPPORTED": "backing", "MEDIATED": "mediating"}
_WITH = frozenset({"with", "avec", "с", "со"})
# Prepositions of several words whose object stands to the clause's subject as here; True: it is the doer.
_WHOLE = {
    "at the invitation of": ("REQUESTED", True),
    "at the request of": ("REQUESTED", True),
    "at the behest of": ("REQUESTED", True),
    "à la demande de": ("REQUESTED", True),
    "à l'appel de": ("REQUESTED", True),
    "à l'invitation de": ("REQUESTED", True),
    "по просьбе": ("REQUESTED", True),
    "по приглашению": ("REQUESTED", True),
    "по приказу": ("REQUESTED", True),
    "in cooperation with": ("COOPERATED_WITH", False),
    "in coordination with": ("COOPERATED_WITH", False),
    "in collaboration with": ("COOPERATED_WITH", False),
    "in conjunction with": ("COOPERATED_WITH", False),
    "in partnership with": ("COOPERATED_WITH", False),
    "en coopération avec": ("COOPERATED_WITH", False),
    "en collaboration avec": ("COOPERATED_WITH", False),
    "en coordination avec": ("COOPERATED_WITH", False),
    "совместно с": ("COOPERATED_WITH", False),
    "conjointement avec": ("COOPERATED_WITH", False),
}


class Circumstances(Slots):
    """Reads the adverbials of one sentence."""

    def run(self) -> None:
        for one in self.scene.chunks:
            if one.kind != "P" or (found := self._adverbial(one)) is None:
                continue
            relation, doer, others, noun = found
            group = self._clause(one)
            if group is None:
                continue
            subjects = self._subjects(group, one)
            standing = self.standing(group)
            frame = Frame("", "phrase", relation, ("subject",), ("of",), "", True)
            for subject in subjects:
                for other in self._keys(others):
                    if relation == "MEDIATED" and self.context.kind(subject[0]) != "Event":
                        continue
                    if self.context.kind(other[0]) not in ACTORS and self.context.kind(other[0]) != "Place":
                        continue
                    pair = (other, subject) if doer else (subject, other)
                    self._claim(frame, *pair, (one.start, noun.end), standing)

    def _adverbial(self, opener: Chunk) -> tuple[str, bool, list[Chunk], Chunk] | None:
        """(relation, whether the other party does it, the other parties, the last chunk of the cue)."""
        after = self.clauses._next(opener.index)
        if after is None or after.kind != "NP":
            return None
        whole = _WHOLE.get(opener.low)
        if whole is not None:
            return whole[0], whole[1], self.clauses.together(self._last(after)), opener
        head = self._last(after)
        lemma = self.grammar.lemma(self.scene.words[head.head].low)
        for relation, nouns in _NOUNS.items():
            if not self.grammar.among(lemma, nouns) or opener.low not in _OPENERS[relation]:
                continue
            if relation == "COOPERATED_WITH":
                others = [np for prep, np in self._chain(head)[:1] if prep in _WITH]
            elif head.owner is not None:
                others = [head.owner]
            else:
                others = [np for prep, np in self._chain(head)[:1] if prep in self.grammar.of or prep in (GENITIVE, "from", "со стороны")]
            return (
                (relation, relation != "COOPERATED_WITH", [np for one in others for np in self.clauses.together(one)], head)
                if others
                else None
            )
        return None

    def _last(self, np: Chunk) -> Chunk:
        while np.possessive and (following := self.clauses._next(np.index)) is not None and following.kind == "NP":
            np = following
        return np

    def _clause(self, opener: Chunk) -> Chunk | None:
        """The verb group that the adverbial belongs to: the one before it in its clause, else the one after it."""
        for one in reversed(self.scene.chunks[: opener.index]):
            if one.kind == "VG":
                return one
            if one.kind in ("THAT", "S", "IF", "R") or (one.kind == "MARK" and one.low in (";", ":")):
                break
        for one in self.scene.chunks[opener.index :]:
            if one.kind == "VG":
                return one if one.form == "finite" else None
            if one.kind in ("THAT", "S", "IF", "R") or (one.kind == "MARK" and one.low in (";", ":")):
                return None
        return None

    def _subjects(self, group: Chunk, opener: Chunk) -> list[tuple[str, Chunk]]:
        if group.passive:
            agents = self._keys(self.clauses.by_preposition(group, next(iter(self.grammar.by)))) if not self.grammar.cased else []
            if agents:
                return agents
        return [pair for pair in self._keys(self.clauses.subject(group)) if pair[1].index != opener.index]
