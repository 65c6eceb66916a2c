"""One sentence of an article: its words, chunks and mentions.

Reading one is left to ``ingest.phrases.parsing``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.engine.sentences import Sentence
from ingest.phrases.chunks import Chunk
from ingest.phrases.mentions import Mention
from ingest.phrases.words import Word

# French verbs whose "à" names a receiver.
_GIVING = frozenset(
    [
        *("donner", "remettre", "offrir", "accorder", "demander", "dire", "annoncer", "proposer", "répondre", "écrire", "apprendre"),
        *("imposer", "adresser", "confier", "transférer", "transmettre", "vendre", "livrer", "rendre", "promettre", "opposer", "déclarer"),
    ]
)


@dataclass(slots=True)
class Scene:
    """One sentence: its words, chunks and mentions; ``number`` counts sentences from 0."""

    number: int
    sentence: Sentence
    text: str
    words: list[Word]
    chunks: list[Chunk]
    mentions: list[Mention] = field(default_factory=list)

    def before(self, chunk: Chunk, steps: int = 1) -> Chunk | None:
        at = chunk.index - steps
        return self.chunks[at] if at >= 0 else None

    def after(self, chunk: Chunk, steps: int = 1) -> Chunk | None:
        at = chunk.index + steps
        return self.chunks[at] if at < len(self.chunks) else None

    def located(self, prepositions: frozenset[str]) -> Iterator[Mention]:
        """The mentions that stand alone after one of the prepositions of place: "in Geneva"."""
        for one in self.chunks:
            before = self.before(one)
            alone = one.named is not None and not one.inside and one.title is None and not one.possessive
            inside = before is not None and before.kind == "P" and before.low in prepositions
            moving = inside and before is not None and before.low in ("в", "во", "под") and one.cases and not one.cases & {"loct", "ablt"}
            if before is not None and before.low == "à":
                # "remis la lettre à X" gives it to X, "négociations à X" are held there.
                held = self.before(before)
                happening = held is None or (held.kind == "VG" and held.passive) or held.low == "lieu" or held.kind == "MARK"
                verb = next((c for c in reversed(self.chunks[: before.index]) if c.kind == "VG"), None)
                given = verb is None or bool(set(verb.lemmas) & _GIVING) or held is verb
                moving = not (happening or (held is not None and (not given or (held.named is not None and held.named.type == "Event"))))
            if one.named is not None and alone and inside and not moving:
                yield one.named

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.words[start].start, self.words[end - 1].end
