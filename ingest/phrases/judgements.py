"""What a quoted speaker calls someone: "X is a criminal", "the law is a disgrace", "« les rebelles sont des bandits »".

Verbs of blame are left to ``ingest.phrases.verb_claims``; the words of blame stand in ``grammar.csv``.
"""

from __future__ import annotations

from ingest.phrases.chunks import Chunk
from ingest.phrases.slots import Slots
from ingest.phrases.vocabulary import Frame

_COPULAS = frozenset({"be", "être", "become", "remain", "быть", "являться"})
_FRAME = Frame("", "phrase", "CRITICISED", ("subject",), ("direct",), "", False)


class Judgements(Slots):
    """Reads the predicates of blame in one sentence; only in words with a known speaker, as his own."""

    def run(self) -> None:
        for group in self.clauses.groups:
            self._naming(group)
            said = self._predicate(group)
            voice = self.context.speakers.voice(group.index, group.index)
            if said is None or voice.speaker is None or group.negated or group.status == "planned":
                continue
            if voice.open or voice.denied or self.scene.chunks[group.index - 1].kind == "IF":
                continue
            for key, np in self._keys(self.clauses.subject(group)):
                if key != voice.speaker and np.kind == "NP":
                    standing = self.standing(group)
                    if standing.status == "conditional":
                        continue
                    self._claim(_FRAME, (voice.speaker, said), (key, np), (group.start, said.end), standing)

    def _naming(self, group: Chunk) -> None:
        """ "called the protesters criminals", "a jugé la réforme injuste", "назвал решение позором"."""
        listed = self.grammar.vocabulary.listed
        if not set(group.lemmas) & listed.get("naming", set()) or group.passive or group.negated or group.status:
            return
        objects = self.clauses.complement(group, "acc" if self.grammar.cased else "direct")
        end = next(
            (c.start for c in self.scene.chunks[group.index + 1 :] if c.kind in ("VG", "THAT", "S", "R") or c.low in (";", ":", ",")), None
        )
        words = self.scene.words[group.end : end]
        blame = listed.get("blame", set())
        inside = {k for np in objects for k in range(np.start, np.head + 1)}
        judged = any(
            (word.low in blame or self.grammar.lemma(word.low) in blame) for word in words if self.scene.words.index(word) not in inside
        )
        if not judged or not objects:
            return
        standing = self.standing(group)
        for subject in self._keys(self.clauses.subject(group)):
            for object_ in self._keys(objects) or self._things("CRITICISED", objects):
                self._claim(_FRAME, subject, object_, (group.start, group.end), standing)

    def _predicate(self, group: Chunk) -> Chunk | None:
        """The noun phrase of blame after a copula."""
        after = self.clauses._next(group.index)
        if not set(group.lemmas) & _COPULAS or group.passive or group.index == 0 or after is None or after.kind != "NP":
            return None
        if after.determiner in ("no", "aucun", "aucune"):
            return None
        blame = self.grammar.vocabulary.listed.get("blame", set())
        words = self.scene.words[after.start : after.end]
        return after if any(word.low in blame or self.grammar.lemma(word.low) in blame for word in words) else None
