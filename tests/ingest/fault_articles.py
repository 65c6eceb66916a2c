"""Generated reports for runs that are disturbed: short, each with names, claims, a date and wording of its own."""

from __future__ import annotations

import json
import random
from pathlib import Path

from tests.ingest.stand_in import COUNTRIES, CountriesMeet

# Enough of them that a relation has some dozen claims, as in the news, and not hundreds.
_SIDES = {
    "Russia": "RU", "Kazakhstan": "KZ", "Armenia": "AM", "Belarus": "BY", "Mongolia": "MN", "Egypt": "EG", "Morocco": "MA", "Brazil": "BR",
}  # fmt: skip
_WORDS = (
    "river", "harvest", "railway", "border", "winter", "minister", "treaty", "steppe", "harbour", "engine", "letter", "bridge",
    "market", "school", "forest", "council", "garden", "copper", "signal", "valley", "teacher", "festival", "glacier", "library",
)  # fmt: skip
_OUTLETS = ("Reuters", "AFP", "Steppe Wire")


class SidesMeet(CountriesMeet):
    """Reads the reports below."""

    countries = COUNTRIES | {name: (f"country:{code}", "en") for name, code in _SIDES.items()}


def write_reports(path: Path, number: int, edition: str = "") -> Path:
    """A file of JSON Lines; the same number gives the same reports, which another ``edition`` words, and tells, otherwise."""
    chance = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        for n in range(number):
            a, b, c = chance.sample(list(_SIDES), 3)
            day = chance.randint(1, 28)
            aside = " ".join(chance.choices(_WORDS, k=14))
            text = f"Report {n} on {aside}. {a} met {b} on {day} January 2022. {c} met {b} later."
            if edition:
                text = f"Report {n} {edition} on {aside}. {a} met {b} on {day} January 2022. {c} met {a} later."
            record = {
                "text": text, "outlet": chance.choice(_OUTLETS), "published": f"2022-01-{day:02}",
                "language": "en", "url": f"https://wire.example/{n}",
            }  # fmt: skip
            file.write(json.dumps(record) + "\n")
    return path
