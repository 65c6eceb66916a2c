"""The dead and wounded that a happening leaves: "leaving five dead", "a fait vingt morts et trente blessés".

Verbs of killing and wounding are left to ``ingest.phrases.verb_claims``.
"""

from __future__ import annotations

from ingest.phrases.chunks import Chunk
from ingest.phrases.slots import Slots
from ingest.phrases.vocabulary import Frame


class Casualties(Slots):
    """Reads the counts of victims in one sentence."""

    def run(self) -> None:
        for group in self.clauses.groups:
            first = self.clauses._next(group.index)
            if not self.grammar.any_among(group.lemmas, "leaving") or first is None or first.kind != "NP" or first.quantity is None:
                continue
            subjects = [pair for pair in self._keys(self.clauses.subject(group)) if self.context.kind(pair[0]) == "Event"]
            for np in self.clauses.together(first):
                relation = self._harm(np)
                key = self.context.refer(np)
                if relation is None or key is None:
                    continue
                frame = Frame("", "phrase", relation, ("subject",), ("direct",), "", True)
                for subject in subjects:
                    self._claim(frame, subject, (key, np), (group.start, np.end), self.standing(group))

    def _harm(self, np: Chunk) -> str | None:
        after = self.scene.after(np)
        words = [self.scene.words[np.head].low, after.low if after is not None and after.end == after.start + 1 else ""]
        return "KILLED" if self.grammar.any_among(words, "dead") else "ATTACKED" if self.grammar.any_among(words, "hurt") else None
