"""A country is said by relations, the closest kind first, through chains; a name says nothing."""

from __future__ import annotations

from datetime import date

from graph.analytics.countries import Belonging, countries
from graph.model import Entity, Name, Relation

DAY = date(2022, 1, 11)


def entity(id: str, type: str) -> Entity:
    return Entity(id, type, (Name(id, "en"),))


def relation(subject: str, type: str, object: str, sources: int = 1, status: str = "asserted") -> Relation:
    return Relation(f"{subject}-{type}-{object}", subject, type, object, status, (), (), sources, 0, DAY)


WORLD = (
    entity("kz", "Country"), entity("ru", "Country"), entity("president", "Person"), entity("soldier", "Person"), entity("brigade", "Group"),
    entity("army", "ArmedForce"), entity("city", "Place"), entity("Kazakh envoy", "Person"),
)  # fmt: skip


def test_a_country_is_its_own_and_others_are_read_from_relations_through_chains() -> None:
    found = countries(
        WORLD,
        [
            relation("president", "HOLDS_OFFICE", "kz"),
            relation("soldier", "MEMBER_OF", "brigade"),
            relation("brigade", "PART_OF", "army"),
            relation("army", "AFFILIATED_WITH", "ru"),
            relation("city", "LOCATED_IN", "kz"),
        ],
    )
    assert found["kz"] == Belonging("kz", "")
    assert found["president"] == Belonging("kz", "HOLDS_OFFICE")
    assert found["soldier"] == Belonging("ru", "MEMBER_OF")
    assert found["city"].country == "kz"
    assert "Kazakh envoy" not in found


def test_being_sent_or_visiting_and_what_is_denied_say_nothing() -> None:
    said = [
        relation("army", "DEPLOYED_TO", "kz"),
        relation("president", "VISITED", "ru"),
        relation("city", "LOCATED_IN", "ru", status="denied"),
    ]
    assert set(countries(WORLD, said)) == {"kz", "ru"}


def test_the_closest_kind_counts_then_the_better_sourced() -> None:
    said = [relation("city", "PART_OF", "ru", 9), relation("city", "LOCATED_IN", "kz"), relation("president", "LEADS", "ru")]
    found = countries(WORLD, [*said, relation("president", "HOLDS_OFFICE", "kz", 1), relation("president", "HOLDS_OFFICE", "ru", 2)])
    assert (found["city"].country, found["president"].country) == ("kz", "ru")
