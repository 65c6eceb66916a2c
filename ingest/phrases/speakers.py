"""Who says what a sentence says: reporting verbs, "according to", quotations that run on.

What is said is left to ``ingest.phrases.claims``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ingest.phrases.chunks import Chunk
from ingest.phrases.clauses import Clauses
from ingest.phrases.grammar import Grammar
from ingest.phrases.scenes import Scene

_OPEN_STANCES = frozenset(
    {
        "request",
        "order",
        "proposal",
        "commitment",
        "threat",
        "prediction",
        "promise",
        "hope",
        "planned",
        "threaten",
        "propose",
        "warn",
        "warning",
    }
)
_DENIALS = frozenset({"denial", "deny"})

_CAN_SPEAK = frozenset({"Person", "Organization", "Country", "Group", "ArmedForce", "Outlet"})


@dataclass(frozen=True, slots=True)
class Scope:
    """Chunks ``start``..``end`` are the words of ``speaker`` (an entity key). ``stance`` is what the verb does to them."""

    start: int
    end: int
    speaker: str
    stance: str
    verb: int


@dataclass(frozen=True, slots=True)
class Voice:
    """Who vouches: ``speaker`` None is the article. ``via`` are outlets, nearest to the article first."""

    speaker: str | None = None
    via: tuple[str, ...] = ()
    open: bool = False
    denied: bool = False
    verb: int = -1


class Speakers:
    """The scopes of speech of one sentence. ``refer`` turns a chunk into an entity key, ``kind`` a key into its type."""

    def __init__(
        self, scene: Scene, clauses: Clauses, grammar: Grammar, refer: Callable[[Chunk], str | None], kind: Callable[[str], str]
    ) -> None:
        self.scene, self.clauses, self.grammar, self.refer, self.kind = scene, clauses, grammar, refer, kind
        self.scopes: list[Scope] = []
        self.last: str | None = None
        self.previous: str | None = None

    def find(self, running: str | None) -> None:
        """Fill the scopes; ``running`` is the speaker of a quotation that goes on from an earlier sentence."""
        chunks = self.scene.chunks
        for group in self.clauses.groups:
            self._verb(group)
        for one in chunks:
            if (
                one.kind == "P"
                and self.grammar.among(one.low, "according")
                and (np := self.scene.after(one)) is not None
                and np.kind == "NP"
            ):
                speaker = self._speaker([np])
                if speaker is not None:
                    end = len(chunks)
                    start = 0
                    for k in range(one.index - 1, -1, -1):
                        if chunks[k].kind == "MARK" and chunks[k].low == ";":
                            start = k
                            break
                    self.scopes.append(Scope(start, end, speaker, "neutral", -1))
                    self.last = speaker
        if running is not None and not any(s.verb >= 0 for s in self.scopes):
            self.scopes.append(Scope(0, len(chunks), running, "neutral", -1))

    def _speaker(self, subject: list[Chunk]) -> str | None:
        for np in subject:
            if (np.named is not None and not np.named.named and self.grammar.among(np.named.head, "paper")) or (
                np.named is None and self.grammar.among(self.grammar.lemma(self.scene.words[np.head].low), "paper")
            ):
                if np.owner is not None:
                    return self.refer(np.owner)
                earlier = self.clauses._earlier_group(np.index)
                if earlier is not None:
                    return self._speaker([c for c in self.clauses.subject(earlier) if c is not np])
                continue
            key = self.refer(np)
            has = self.grammar.vocabulary.has
            if self.previous is not None and np.end == np.start + 1 and has(np.low, "he", "she", "it", "they"):
                # "it added", "he said": who spoke last goes on, when the pronoun fits.
                person = self.kind(self.previous) == "Person"
                if person == has(np.low, "he", "she"):
                    return self.previous
            if key is not None and self.kind(key) in _CAN_SPEAK:
                return key
        return None

    def _verb(self, group: Chunk) -> None:
        speech = next((s for lemma in group.lemmas if (s := self.grammar.vocabulary.speech.get(lemma)) is not None and s.clause), None)
        if speech is None:
            return
        chunks = self.scene.chunks
        after = self.clauses._next(group.index)
        raw = chunks[group.index + 1] if group.index + 1 < len(chunks) else None
        subject = self.clauses.subject(group) if not group.passive else self.clauses.by_preposition(group, next(iter(self.grammar.by)))
        before_mark = group.index > 0 and chunks[group.index - 1].kind == "MARK"
        # «..., said X» / "...", a déclaré X / ..., сообщил X
        if after is not None and after.kind == "NP" and before_mark and group.form == "finite":
            speaker = self._speaker([after])
            tail = self.clauses._next(after.index)
            while tail is not None and tail.kind in ("P", "NP"):
                tail = self.clauses._next(tail.index)
            if (
                speaker is not None
                and (tail is None or tail.kind in ("MARK", "C", "R", "S") or (tail.kind == "VG" and tail.form != "finite"))
                and chunks[group.index - 1].low != ":"
                and group.index > 1
            ) and ((self.grammar.cased and not subject) or not self.grammar.cased or after in subject):
                self._close(group, speaker, speech.stance, group.index)
                rest = next((c.index for c in chunks[after.index :] if c.kind == "MARK" and c.low in ('"', "“", "«", ";", ":")), None)
                if rest is not None:
                    self.scopes.append(Scope(rest, len(chunks), speaker, speech.stance, group.index))
                return
        speaker = self._speaker(subject)
        if speaker is None:
            if not subject and group.form == "finite" and raw is not None:
                return
            return
        # Words reported after the verb.
        k = group.index + 1
        addressee = False
        while k < len(chunks) and (
            chunks[k].kind in ("B", "T")
            or (chunks[k].kind == "P" and chunks[k].low not in ("of",))
            or (chunks[k].kind == "NP" and chunks[k - 1].kind == "P")
            or (
                chunks[k].kind == "NP"
                and not addressee
                and set(group.lemmas) & {"tell", "inform", "remind", "assure", "warn", "сообщить", "informer", "avertir", "prévenir"}
            )
        ):
            addressee = addressee or chunks[k].kind == "NP"
            k += 1
        opener = chunks[k] if k < len(chunks) else None
        start = -1
        if opener is None:
            start = -1
        elif (
            opener.kind == "THAT"
            or (opener.kind == "R" and opener.low in ("that", "que"))
            or (opener.kind == "MARK" and opener.low in (":", '"', "“", "«", "„"))
        ):
            start = opener.index
        elif opener.kind == "MARK" and opener.low == "," and k + 1 < len(chunks) and chunks[k + 1].kind in ("THAT", "MARK"):
            start = k + 1
        elif opener.kind == "NP" and not self.grammar.cased and self.grammar.code == "en" and self._clause_at(k):
            start = opener.index
        elif opener.kind == "S" and group.lemmas[0] not in ("say",):
            start = -1
        if start >= 0:
            self.scopes.append(Scope(start, len(chunks), speaker, speech.stance, group.index))
            self.last = speaker
            return
        # «..., X said» with the words before.
        np = subject[0]
        edge = min(np.index, group.index)
        mark = self.scene.chunks[edge - 1] if edge > 0 else None
        if (
            mark is not None
            and mark.kind == "MARK"
            and mark.low in (",", '"', "”", "»", "—", "–", "-")
            and any(g.index < edge for g in self.clauses.groups)
            and (opener is None or opener.kind in ("MARK", "C", "VG"))
        ):
            self._close(group, speaker, speech.stance, edge)
            return
        if group.form == "finite":
            self.last = speaker

    def _close(self, group: Chunk, speaker: str, stance: str, end: int) -> None:
        self.scopes.append(Scope(0, end, speaker, stance, group.index))
        self.last = speaker

    def _clause_at(self, k: int) -> bool:
        """Whether a clause without "that" begins at chunk ``k``: a noun phrase, then a finite verb."""
        chunks = self.scene.chunks
        while k < len(chunks):
            if chunks[k].kind == "VG":
                return chunks[k].form == "finite"
            if chunks[k].kind in ("THAT", "S", "R") or (chunks[k].kind == "MARK" and chunks[k].low in (";", ".")):
                return False
            k += 1
        return False

    def voice(self, at: int, verb: int = -1) -> Voice:
        """Who says what chunk ``at`` says; ``verb`` is left out of its own scope."""
        holding = [s for s in self.scopes if s.start <= at < s.end and s.verb != verb and s.verb != at]
        if not holding:
            return Voice()
        holding.sort(key=lambda s: (s.end - s.start, -s.start))
        inner = holding[0]
        via: list[str] = []
        for scope in reversed(holding[1:]):
            if self.kind(scope.speaker) == "Outlet" and scope.speaker != inner.speaker and scope.speaker not in via:
                via.append(scope.speaker)
        return Voice(inner.speaker, tuple(via), inner.stance in _OPEN_STANCES, inner.stance in _DENIALS, inner.verb)
