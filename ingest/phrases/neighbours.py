"""What stands next to what in a sentence of chunks: the next and previous ones, phrases joined together, earlier verbs.

Who is whose subject is left to ``ingest.phrases.subjects``.
"""

from __future__ import annotations

from ingest.phrases.chunks import GENITIVE, Chunk
from ingest.phrases.grammar import Grammar
from ingest.phrases.scenes import Scene

QUOTES = frozenset("\"“”«»‘’'")


class Neighbours:
    """The chunks of one sentence and its verb groups."""

    def __init__(self, scene: Scene, grammar: Grammar) -> None:
        self.scene, self.grammar = scene, grammar
        self.groups = [c for c in scene.chunks if c.kind == "VG"]
        self._subjects: dict[int, list[Chunk]] = {}
        self._busy: set[int] = set()

    def _inverted(self, group: Chunk) -> Chunk | None:
        """The speaker after a reporting verb that closes the words: "..., said X", "..., a déclaré X"."""
        if not self._reports(group) or group.form != "finite" or group.index == 0:
            return None
        before = self.scene.chunks[group.index - 1]
        after = self._next(group.index)
        if before.kind != "MARK" or before.low not in (",", "—", "–", "-", *QUOTES) or after is None or after.kind != "NP":
            return None
        tail = self._next(after.index)
        while tail is not None and tail.kind in ("P", "NP"):
            tail = self._next(tail.index)
        if tail is None or tail.kind in ("MARK", "C", "R", "S") or (tail.kind == "VG" and tail.form != "finite"):
            return after
        return None

    def _reports(self, group: Chunk) -> bool:
        return any((speech := self.grammar.vocabulary.speech.get(lemma)) is not None and speech.clause for lemma in group.lemmas)

    def _next(self, i: int) -> Chunk | None:
        for one in self.scene.chunks[i + 1 :]:
            if one.kind in ("B", "T") or (one.kind == "MARK" and one.low in QUOTES):
                continue
            return one
        return None

    def _previous(self, i: int) -> Chunk | None:
        for one in reversed(self.scene.chunks[:i]):
            if one.kind in ("B", "T") or (one.kind == "MARK" and one.low in QUOTES):
                continue
            return one
        return None

    def together(self, first: Chunk, forward: bool = True) -> list[Chunk]:
        """A noun phrase and those joined to it: "X, Y and Z"."""
        found = [first]
        chunks = self.scene.chunks
        at = first.index
        last_join = ""
        while True:
            step = 1 if forward else -1
            k = self._skip_quotes(at + step, step)
            joined = 0
            kinds: list[str] = []
            while (
                0 <= k < len(chunks)
                and (
                    (chunks[k].kind == "C" and chunks[k].low not in ("but", "mais", "но", "or", "ou", "или", "а"))
                    or (chunks[k].kind == "MARK" and chunks[k].low == ",")
                )
                and joined < 2
            ):
                kinds.append(chunks[k].kind)
                joined += 1
                k = self._skip_quotes(k + step, step)
            if not joined or not 0 <= k < len(chunks) or chunks[k].kind != "NP":
                break
            other = chunks[k]
            if forward:
                following = self._next(k)
                between = self._previous(first.index)
                paired = between is not None and between.kind == "P" and between.low in ("between", "among", "entre", "parmi", "между")
                if following is not None and following.kind == "VG" and following.form == "finite" and not paired:
                    break
                if "C" not in kinds and not self._list_goes_on(k):
                    break
            else:
                if "C" not in kinds and last_join != "C":
                    break
                if k > 0 and chunks[k - 1].kind == "P" and chunks[k - 1].low != GENITIVE and "C" not in kinds:
                    break
                if self._governed(other):
                    break
            last_join = "C"
            if self.grammar.cased and first.cases and other.cases and not (first.cases & other.cases):
                break
            found.append(other)
            at = k
        return found

    def _skip_quotes(self, k: int, step: int) -> int:
        chunks = self.scene.chunks
        while 0 <= k < len(chunks) and chunks[k].kind == "MARK" and chunks[k].low in QUOTES:
            k += step
        return k

    def _list_goes_on(self, k: int) -> bool:
        """Whether a comma list reaches a conjunction: ", B and C"."""
        for one in self.scene.chunks[k + 1 : k + 10]:
            if one.kind == "C":
                return True
            if not (one.kind == "NP" or (one.kind == "MARK" and one.low == ",") or (one.kind == "P" and one.low in self.grammar.of)):
                return False
        return False

    def _governed(self, np: Chunk) -> bool:
        before = self._previous(np.index)
        return before is not None and (before.kind == "P" or (before.kind == "VG" and before.form != "finite"))

    def _earlier_group(self, i: int) -> Chunk | None:
        for one in reversed(self.scene.chunks[:i]):
            if one.kind == "VG":
                return one
            if one.kind == "MARK" and one.low == ";":
                return None
        return None

    def _earlier_finite(self, i: int) -> Chunk | None:
        """The verb group that a joined verb shares its subject with: the last finite one that is in no relative clause."""
        groups = [g for g in self.groups if g.index < i and g.form == "finite"]
        for group in reversed(groups):
            before = self._previous(group.index)
            if (before is not None and before.kind == "R") or self._inverted(group) is not None:
                continue
            return group
        return groups[-1] if groups else self._earlier_group(i)

    def _accuses(self, group: Chunk) -> bool:
        return any(f.relation == "ACCUSED" for lemma in group.lemmas for f in self.grammar.vocabulary.frames.get(lemma, ()))

    def _asks(self, lemma: str) -> bool:
        vocabulary = self.grammar.vocabulary
        if lemma in vocabulary.listed.get("planned", ()) and lemma in (
            "ask",
            "urge",
            "order",
            "call",
            "tell",
            "persuade",
            "press",
            "invite",
            "advise",
            "instruct",
            "allow",
            "authorise",
            "permit",
            "warn",
            "push",
            "encourage",
            "pressure",
            "want",
            "expect",
            "need",
            "forbid",
            "ban",
            "help",
            "force",
            "appeler",
            "exhorter",
            "inviter",
            "autoriser",
            "forcer",
            "aider",
            "sommer",
            "pousser",
            "presser",
            "inciter",
        ):
            return True
        return any(
            frame.relation in ("REQUESTED", "AUTHORISED", "AIDED", "BANNED", "ACCUSED") for frame in vocabulary.frames.get(lemma, ())
        )
