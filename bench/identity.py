"""How well names are told apart and found to be one: ``python -m bench identity``.

Three lists of pairs: one that the rules were tuned on (``identity_pairs.csv``), one drawn up before they were and not looked at
while they were (``identity_pairs_blind.csv``), and one in the dirty names of public event data (``identity_pairs_events.csv``),
drawn up before the rules for those were and looked at after a first measurement (recall 0.676) to see which rules were missing.
What is compared is left to ``ingest.likeness``, ids to ``ingest.resolution``.

A pair is merged *automatically* when two articles that name one side each arrive at one id, and *proposed* when ``likeness``
scores it high enough for a person to be asked. A context ("KZ:finance_minister:2005-2007") is what an article says of
country, office and years beside the name.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.model import Article, Entity, Name, PartialDate, article_id
from graph.results import Context, Post
from ingest import gazetteer, likeness
from ingest.draft import Draft, DraftClaim, DraftEntity
from ingest.resolution import entity_id, resolve

_FOLDER = Path(__file__).parent.parent / "tests" / "ingest"
TUNED, BLIND, EVENTS = (_FOLDER / f"identity_pairs{part}.csv" for part in ("", "_blind", "_events"))


@dataclass(frozen=True, slots=True)
class Side:
    """A name as an article has it. ``country`` is ISO 3166-1 alpha-2; None = not said."""

    type: str
    name: str
    country: str | None = None
    office: str | None = None
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    category: str
    left: Side
    right: Side
    same: bool


@dataclass(frozen=True, slots=True)
class Found:
    pair: Pair
    automatic: bool
    proposed: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """How many pairs are the same, how many were said to be, and how many of those rightly; the pairs got wrong."""

    same: int
    said: int
    right: int
    wrong: tuple[Pair, ...]
    missed: tuple[Pair, ...]

    @property
    def precision(self) -> float:
        """0..1; 1 where nothing was said to be the same."""
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        """0..1; 1 where nothing is the same."""
        return self.right / self.same if self.same else 1.0

    def __str__(self) -> str:
        return f"precision {self.precision:.3f} ({self.right} of {self.said}), recall {self.recall:.3f} ({self.right} of {self.same})"


def run(quick: bool) -> Iterator[str]:
    """Precision and recall of each list, and of each category; ``quick`` leaves the categories out."""
    for path in (TUNED, BLIND, EVENTS):
        found = [find(pair) for pair in read(path)]
        yield f"{path.stem}: {len(found)} pairs, {sum(f.pair.same for f in found)} of them one"
        yield f"  automatic       {measure(found, proposals=False)}"
        yield f"  with proposals  {measure(found, proposals=True)}"
        for category in () if quick else Counter(f.pair.category for f in found):
            of_it = [f for f in found if f.pair.category == category]
            same = sum(f.pair.same for f in of_it)
            automatic, proposed = sum(f.automatic for f in of_it), sum(f.proposed for f in of_it)
            kind = "one" if same == len(of_it) else "two" if same == 0 else f"{same} one"
            yield f"    {category:<40} {len(of_it):>4} {kind:<8} merged {automatic:>3}, proposed {proposed:>3}"


def read(path: Path) -> Iterator[Pair]:
    """The pairs of one list; a list without categories is sorted by type and verdict."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            left, right = (_side(row["type"], row[place], row.get(f"{place}_context") or "") for place in ("left", "right"))
            yield Pair(row.get("category") or f"{row['type']}, {row['verdict']}", left, right, row["verdict"] == "same")


def _side(kind: str, name: str, context: str) -> Side:
    country, _, rest = context.partition(":")
    office, _, years = rest.partition(":")
    first, _, last = years.partition("-")
    return Side(kind, name, country or None, office or None, int(first) if first else None, int(last) if last else None)


def find(pair: Pair) -> Found:
    """What the program makes of a pair; one that merges automatically needs no proposal."""
    left, right = resolved(pair.left, "left"), resolved(pair.right, "right")
    automatic = left.id == right.id
    contexts = tuple(context(side) | likeness.known_context(found.id) for side, found in ((pair.left, left), (pair.right, right)))
    score = 0.0 if automatic else likeness.compare(left, right, 0, (contexts[0], contexts[1])).score
    return Found(pair, automatic, score >= likeness.LEAST)


def measure(found: list[Found], proposals: bool) -> Measured:
    """``proposals`` counts what is proposed to a person as well."""
    said = [f for f in found if f.automatic or (proposals and f.proposed)]
    chosen = {id(f) for f in said}
    return Measured(
        sum(f.pair.same for f in found),
        len(said),
        sum(f.pair.same for f in said),
        tuple(f.pair for f in said if not f.pair.same),
        tuple(f.pair for f in found if f.pair.same and id(f) not in chosen),
    )


def language(name: str) -> str:
    return "ar" if any("\u0600" <= c <= "\u06ff" for c in name) else "ru" if any("\u0400" <= c <= "\u04ff" for c in name) else "en"


def context(side: Side) -> Context:
    """What the graph says of the side once its article is in."""
    if side.country is None:
        return Context()
    country = entity_id(f"country:{side.country}")
    return Context(frozenset((country,)), (Post(side.office, country, side.first, side.last),) if side.office else ())


def resolved(side: Side, which: str) -> Entity:
    """The entity that an article makes which names this alone; ``which`` makes the two sides two articles."""
    found = [e for e in gazetteer.load().named(side.name) if e.type == side.type]
    tongue = language(side.name)
    entities = [DraftEntity("x", side.type, (Name(side.name, tongue),), ((0, 1),), found[0].key if len(found) == 1 else None)]
    claims = []
    if side.country is not None:
        country = gazetteer.load().entries[f"country:{side.country}"]
        entities.append(DraftEntity("c", "Country", (Name(country.names["en"][0], "en"),), ((0, 1),), known=country.key))
        first, last = (PartialDate(year) if year else None for year in (side.first, side.last))
        if side.office is not None:
            role = side.office.replace("_", " ")
            claims.append(DraftClaim("x", "HOLDS_OFFICE", "c", 0, 1, 0, 1, role=role, valid_from=first, valid_to=last))
        else:
            claims.append(DraftClaim("x", "AFFILIATED_WITH" if side.type == "Person" else "PART_OF", "c", 0, 1, 0, 1))
    text = f"{side.name} ({which})"
    published = date(side.first, 7, 1) if side.first else None
    article = Article(article_id(text), text, tongue, published=published)
    resolution = resolve(article, Draft(tuple(entities), tuple(claims)), date(2026, 1, 1))
    return next(entity for entity in resolution.entities if entity.id == resolution.ids["x"])
