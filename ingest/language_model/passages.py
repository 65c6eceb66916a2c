"""Cuts a text into passages that a model reads at once, each beginning with the last sentences of the one before.

Where sentences end is left to ``ingest.engine.sentences``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.engine.sentences import Sentence, sentences


def passages(text: str, size: int = 6_000, overlap: int = 2) -> Iterator[tuple[int, int]]:
    """The (start, end) of each passage, in order; together they hold every sentence.

    A passage has at most ``size`` characters unless one sentence alone is longer; it repeats the last ``overlap``
    sentences of the one before where there is room, so that a pronoun meets its name.
    """
    waiting = sentences(text)
    taken: list[Sentence] = []
    fresh = 0
    for sentence in waiting:
        if fresh and sentence.end - taken[0].start > size:
            yield taken[0].start, taken[-1].end
            kept = [one for one in taken[max(0, len(taken) - overlap) :] if sentence.end - one.start <= size]
            taken, fresh = kept, 0
        taken.append(sentence)
        fresh += 1
    if fresh:
        yield taken[0].start, taken[-1].end
