"""One sentence of an article: its words, chunks and mentions.

Reading one is left to ``ingest.phrases.parsing``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.engine.sentences import Sentence
from ingest.phrases.chunks import Chunk
from ingest.phrases.mentions import Mention
from ingest.phrases.words import Word


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

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.words[start].start, self.words[end - 1].end
