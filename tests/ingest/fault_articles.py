"""Generated reports for runs that are disturbed: short, each with names, claims, a date and wording of its own."""

from __future__ import annotations

import json
import random
from pathlib import Path

_SIDES = ("Russia", "Kazakhstan", "Armenia")
_WORDS = (
    "river", "harvest", "railway", "border", "winter", "minister", "treaty", "steppe", "harbour", "engine", "letter", "bridge",
    "market", "school", "forest", "council", "garden", "copper", "signal", "valley", "teacher", "festival", "glacier", "library",
)  # fmt: skip
_OUTLETS = ("Reuters", "AFP", "Steppe Wire")


def write_reports(path: Path, number: int, seed: int = 7) -> Path:
    """A file of JSON Lines; the same seed gives the same reports."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        for n in range(number):
            a, b, c = chance.sample(_SIDES, 3)
            day = chance.randint(1, 28)
            aside = " ".join(chance.choices(_WORDS, k=14))
            text = f"Report {n} on {aside}. {a} met {b} on {day} January 2022. {c} met {b} later."
            record = {
                "text": text, "outlet": chance.choice(_OUTLETS), "published": f"2022-01-{day:02}",
                "language": "en", "url": f"https://wire.example/{n}",
            }  # fmt: skip
            file.write(json.dumps(record) + "\n")
    return path
