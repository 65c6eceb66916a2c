"""Amounts as worded in the text, with the value where it can be told.

Where amounts stand in a mention is left to ``ingest.engine.mentions``.
"""

from __future__ import annotations

from ingest.engine.scene import Mention, Scene


def wording(scene: Scene, mention: Mention) -> str | None:
    """How many of a mention there are, in the text's words ("أكثر من 40"); None where no number stands. A dual is its word."""
    if mention.quantity is not None:
        first, end = mention.quantity
        return scene.text[scene.words[first].start : scene.words[end - 1].end]
    if mention.number == "two" and not mention.definite:
        return scene.text[scene.words[mention.start].start : scene.words[mention.start].end]
    return None
