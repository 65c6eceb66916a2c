"""What a graph store promises, asked of both real servers: the embedded one and Neo4j.

Over 300 lines: the promises of one store stand together.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph import ontology
from graph.article_filter import ArticleFilter
from graph.errors import InputError
from graph.filters import OVERVIEW_LIMIT, USUAL_LIMIT, GraphFilter
from graph.model import Claim, Contribution, Entity, Name, PartialDate, article_id, claim_id
from graph.settings import Settings
from graph.store import GraphStore
from tests import world

pytestmark = pytest.mark.store

EVERYTHING = GraphFilter()


def digest(store: GraphStore) -> list[Any]:
    """All nodes and relationships with all they hold, in order."""
    nodes = store._connection.read(
        lambda work: work.rows("MATCH (n) WHERE NOT n:Store RETURN labels(n) AS labels, properties(n) AS properties")
    )
    joints = store._connection.read(
        lambda work: work.rows("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS properties")
    )
    return sorted(repr((sorted(n["labels"]), sorted(n["properties"].items()))) for n in nodes) + sorted(
        repr((j["a"], j["type"], j["b"], sorted(j["properties"].items()))) for j in joints
    )


def relation_of(store: GraphStore, type_: str, filter: GraphFilter = EVERYTHING) -> Any:
    found = [r for r in store.overview(filter).relations if r.type == type_]
    assert len(found) == 1, found
    return found[0]


@pytest.fixture
def told(store: GraphStore) -> GraphStore:
    """The store with all three reports in it."""
    for contribution in world.all_three():
        assert store.write(contribution).outcome == "new"
    return store


# writing


def test_writing_twice_changes_nothing(told: GraphStore) -> None:
    before, revision = digest(told), told.revision()
    for contribution in world.all_three():
        report = told.write(contribution)
        assert (report.outcome, report.claims, report.entities, report.relations) == ("unchanged", 0, 0, 0)
    assert digest(told) == before
    assert told.revision() == revision


def test_order_of_articles_does_not_matter(store: GraphStore) -> None:
    for contribution in world.all_three():
        store.write(contribution)
    forward = digest(store)
    for contribution in world.all_three():
        store.delete_article(contribution.article.id)
    for contribution in reversed(world.all_three()):
        store.write(contribution)
    assert digest(store) == forward


def test_every_write_grows_the_revision(store: GraphStore) -> None:
    before = store.revision()
    store.write(world.wire())
    after = store.revision()
    store.delete_article(world.wire().article.id)
    assert before < after < store.revision()


def test_what_was_written_can_be_read_back_whole(told: GraphStore) -> None:
    for contribution in world.all_three():
        found = told.contribution(contribution.article.id)
        assert found is not None
        assert found.article == contribution.article
        assert found.entities == contribution.entities
        assert set(found.mentions) == set(contribution.mentions)
        assert set(found.claims) == set(contribution.claims)


def test_relations_are_real_relationships(told: GraphStore) -> None:
    found = told.query(
        "MATCH (c:Country)-[r:MEMBER_OF]->(o:Organization {name_en: $name}) RETURN c.name_ar AS name, c.iso3166 AS code, r.valid_from AS since",
        {"name": "Steppe Treaty Organization"},
    )
    assert found.columns == ("name", "code", "since")
    assert found.rows == (("كازاخستان", "KZ", "1994-01-01"),)


def test_claims_hang_on_subject_object_speaker_and_article(told: GraphStore) -> None:
    found = told.query(
        """MATCH (c:Claim)-[:HAS_SUBJECT]->(s), (c)-[:HAS_OBJECT]->(o), (c)-[:EVIDENCED_IN]->(a:Article)-[:PUBLISHED_BY]->(p:Outlet)
        WHERE c.relation = 'ENTERED' AND NOT c.negated
        MATCH (c)-[:SPOKEN_BY]->(v) RETURN s.id, o.id, v.id, p.name_en ORDER BY p.name_en"""
    )
    assert found.rows == (
        ("force/peacekeepers", "country/KZ", "person/tokayev", "Caspian Post"),
        ("force/peacekeepers", "country/KZ", "person/tokayev", "Steppe Wire"),
    )


def test_names_of_an_entity_are_united(told: GraphStore) -> None:
    of = world.article("Nur is how friends call him.", world.WIRE, date(2022, 2, 1))
    nickname = replace(world.PRESIDENT, names=(Name("Токаев К.", "ru"),), external_ids=(("wikidata", "Q1"),))
    told.write(Contribution(of, (world.WIRE, nickname), (), ()))
    (found,) = told.entities([world.PRESIDENT.id])
    assert set(found.names) == {*world.PRESIDENT.names, Name("Токаев К.", "ru")}
    assert ("wikidata", "Q1") in found.external_ids
    told.delete_article(of.id)
    assert told.entities([world.PRESIDENT.id]) == (world.PRESIDENT,)


def test_names_that_an_article_no_longer_gives_go(store: GraphStore) -> None:
    of = world.article("Nobody is said to be anything.", world.WIRE, date(2022, 2, 1))
    many = replace(world.SPOKESMAN, names=(*world.SPOKESMAN.names, Name("the spokesman", "en")))
    store.write(Contribution(of, (world.WIRE, many), (), ()))
    assert store.entities([many.id]) == (many,)
    assert store.write(Contribution(of, (world.WIRE, world.SPOKESMAN), (), ())).outcome == "changed"
    assert store.entities([many.id]) == (world.SPOKESMAN,)
    assert store.write(Contribution(of, (world.WIRE,), (), ())).outcome == "changed"
    assert store.entities([many.id]) == ()


def test_changed_article_keeps_withdrawn_claims_as_history(told: GraphStore) -> None:
    first = world.wire()
    less = replace(first, claims=first.claims[:2])
    report = told.write(less)
    assert (report.outcome, report.claims) == ("changed", 1)
    # The reprint still carries the meeting; it is the only one that stands.
    assert relation_of(told, "MET").supporting == tuple(c.id for c in world.post().claims if c.relation == "MET")
    told.delete_article(world.post().article.id)
    assert not [r for r in told.overview(EVERYTHING).relations if r.type == "MET"]
    today = told._connection.read(lambda work: work.rows("RETURN date() AS d"))[0]["d"].to_native()
    then = relation_of(told, "MET", GraphFilter(known_on=today - timedelta(days=1)))
    assert then.known_to is None and then.status == "asserted"
    contribution = told.contribution(first.article.id)
    assert contribution is not None
    assert [c.known_to for c in contribution.claims if c.relation == "MET"] == [today]
    # Said again, it stands again.
    assert told.write(first).outcome == "changed"
    assert relation_of(told, "MET").sources == 1
    assert told.write(first).outcome == "unchanged"


def test_deleting_takes_back_what_only_this_article_brought(told: GraphStore) -> None:
    with_all = digest(told)
    report = told.delete_article(world.daily().article.id)
    assert (report.articles, report.claims, report.entities, report.relations) == (1, 2, 1, 0)
    assert told.entities([world.DAILY.id]) == ()
    assert relation_of(told, "ENTERED").status == "claimed"
    assert relation_of(told, "MEMBER_OF").sources == 1
    told.write(world.daily())
    assert digest(told) == with_all
    for contribution in world.all_three():
        told.delete_article(contribution.article.id)
    assert digest(told) == []


def test_deleting_what_is_not_there_does_nothing(told: GraphStore) -> None:
    before, revision = digest(told), told.revision()
    assert told.delete_article("nowhere").articles == 0
    assert (digest(told), told.revision()) == (before, revision)


def test_loose_ends_are_refused(store: GraphStore) -> None:
    whole = world.wire()
    with pytest.raises(InputError, match="country/KZ"):
        store.write(replace(whole, entities=tuple(e for e in whole.entities if e.id != "country/KZ")))
    assert digest(store) == []


def test_scheme_that_would_hide_in_the_value_is_refused(store: GraphStore) -> None:
    odd = replace(world.WIRE, external_ids=(("wiki:data", "Q1"),))
    of = world.article("Nothing.", world.WIRE, date(2022, 1, 1))
    with pytest.raises(InputError, match="wiki:data"):
        store.write(Contribution(of, (odd,), (), ()))


def test_schemes_named_like_our_own_properties_do_not_overwrite_them(store: GraphStore) -> None:
    odd = replace(world.WIRE, external_ids=(("degree", "x"), ("id", "x"), ("search", "x")))
    store.write(Contribution(world.article("Nothing.", world.WIRE, date(2022, 1, 1)), (odd,), (), ()))
    assert store.entities([odd.id]) == (odd,)
    assert store.search("Steppe")[0].degree == 0


def test_two_threads_write_each_thing_once(store: GraphStore) -> None:
    articles = [
        world.contribution(
            of := world.article(f"Kazakhstan is a member. Report {n}.", world.WIRE, date(2022, 1, 1)),
            (world.claim(of, "Kazakhstan is a member.", "member", world.KAZAKHSTAN, "MEMBER_OF", world.PACT),),
        )
        for n in range(20)
    ]
    errors: list[BaseException] = []

    def work(mine: list[Contribution]) -> None:
        try:
            for contribution in mine:
                store.write(contribution)
        except BaseException as exc:  # noqa: BLE001  # handed to the test below
            errors.append(exc)

    threads = [threading.Thread(target=work, args=(part,)) for part in (articles[:14], articles[6:])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    counts = store.status().counts
    assert counts == {"articles": 20, "entities": 3, "relations": 1, "claims": 20, "outlets": 1}
    assert len(relation_of(store, "MEMBER_OF").supporting) == 20


NASTY = (
    "x'}) DETACH DELETE n //",
    '"; MATCH (n) DETACH DELETE n; "',
    "`}) MATCH (n) DELETE n //`",
    "\\u0060 \\' \\\" ${jndi:ldap://x} {{7*7}}",
    "عربي «اقتباس» \u202eمقلوب\u202c \u200f",
    "\U0001f1f0\U0001f1ff astral, tab\t, new\nline, nul\x00",
)


@pytest.mark.parametrize("text", NASTY)
def test_strings_stay_strings_wherever_they_stand(told: GraphStore, text: str) -> None:
    before = told.status().counts
    of = world.article(f"A {text} B", world.WIRE, date(2022, 3, 1), title=text, url=text, source=text)
    entity = Entity(f"id {text}", "Group", (Name(text, "und"), Name(f"{text} 2", "ar")), (("wikidata", text),), text)
    speaker = Entity(f"speaker {text}", "Person", (Name(text, "en"),))
    said = Claim(
        claim_id(of.id, text), of.id, entity.id, "ATTACKED", world.KAZAKHSTAN.id, 0, 3, 0, 1, "claimed", text, 0.5, date(2022, 3, 1),
        role=text, quantity=text, speaker=speaker.id, via=(speaker.id,),
    )  # fmt: skip
    contribution = Contribution(of, (world.WIRE, world.KAZAKHSTAN, entity, speaker), (), (said,))
    told.write(contribution)
    assert told.contribution(of.id) == contribution
    assert told.entities([entity.id]) == (entity,)
    (relation,) = told.neighbourhood([entity.id], EVERYTHING).relations
    assert (relation.role, relation.quantity, relation.subject) == (text, text, entity.id)
    assert told.evidence(relation.id)[0].claim == said
    told.search(text)
    told.articles(ArticleFilter(find=text))
    told.neighbourhood([text], GraphFilter(outlets=(text,), speakers=(text,)))
    assert told.query("RETURN $text AS text", {"text": text}).rows == ((text,),)
    told.delete_article(of.id)
    assert told.status().counts == before


def test_text_that_cannot_be_stored_is_refused_by_name(store: GraphStore) -> None:
    of = world.article("half a character \ud800 here", world.WIRE, date(2022, 3, 1), source="folder/half.txt")
    with pytest.raises(InputError, match=r"folder/half\.txt.*U\+D800"):
        store.write(Contribution(of, (world.WIRE,), (), ()))
    assert digest(store) == []
    assert store.entities(["?"]) == () and store.search("\ud800") == ()


def test_foreign_graph_is_left_alone(store: GraphStore) -> None:
    store._connection.write(lambda work: work.run("CREATE (:Movie {title: 'x'})-[:ABOUT]->(:Subject {name: 'Kazakhstan'})"))
    foreign = digest(store)
    store.write(world.wire())
    store.overview(EVERYTHING)
    store.delete_article(world.wire().article.id)
    assert digest(store) == foreign


# reading


def test_unknown_ids(told: GraphStore) -> None:
    assert told.article("?") is None
    assert told.reading("?") is None
    assert told.contribution("?") is None
    assert told.entities(["?"]) == ()
    assert told.evidence("?") == ()
    assert told.profile("?", EVERYTHING) is None
    assert told.neighbourhood(["?"], EVERYTHING) == told.between(["?"], EVERYTHING)
    assert told.neighbourhood(["?"], EVERYTHING).total_relations == 0


def test_unknown_ids_beside_known_ones(told: GraphStore) -> None:
    assert [e.id for e in told.entities(["?", "person/tokayev", "country/KZ", "person/tokayev"])] == ["person/tokayev", "country/KZ"]


def test_symmetric_relation_is_seen_from_both_ends_and_once(told: GraphStore) -> None:
    of = world.article("Omar al-Idrisi met Tokayev.", world.DAILY, date(2022, 1, 12))
    turned = world.claim(of, of.text, "met", world.SPOKESMAN, "MET", world.PRESIDENT, valid_from=PartialDate(2022, 1, 10))
    told.write(world.contribution(of, (turned,)))
    met = relation_of(told, "MET")
    assert met.sources == 2 and turned.id in met.supporting
    for end in (world.PRESIDENT, world.SPOKESMAN):
        assert met in told.neighbourhood([end.id], EVERYTHING).relations


def test_reprint_is_no_second_source(store: GraphStore) -> None:
    store.write(world.wire())
    store.write(world.post())
    for relation in store.overview(EVERYTHING).relations:
        assert relation.sources == 1 and len(relation.supporting) == 2


def test_disputed_when_independent_sources_disagree(told: GraphStore) -> None:
    entered = relation_of(told, "ENTERED")
    assert entered.status == "disputed"
    assert (entered.sources, entered.disputing_sources) == (1, 1)
    assert entered.quantity == "2,000 soldiers"
    items = told.evidence(entered.id)
    assert [(i.supports, i.independent) for i in items] == [(True, True), (True, False), (False, True)]
    denial = items[-1]
    assert denial.sentence == denial.article.text[denial.claim.start : denial.claim.end]
    assert denial.sentence[slice(*denial.cue)] == "نفى"
    assert denial.speaker == world.SPOKESMAN and denial.object == world.KAZAKHSTAN
    assert denial.article == world.daily().article


def test_dispute_of_two_sources_comes_before_what_one_source_says(told: GraphStore) -> None:
    either = GraphFilter(relations=("ENTERED", "MET"), limit=1)
    for filter in (either, replace(either, known_on=date(2022, 2, 1))):
        picture = told.overview(filter)
        assert [(r.type, r.status) for r in picture.relations] == [("ENTERED", "disputed")]
        assert picture.truncated


def test_denied_when_only_denials_stand(store: GraphStore) -> None:
    store.write(world.daily())
    entered = relation_of(store, "ENTERED")
    assert (entered.status, entered.sources, entered.disputing_sources) == ("denied", 0, 1)


def test_known_on_shows_what_was_known_that_day(told: GraphStore) -> None:
    assert told.overview(GraphFilter(known_on=date(2022, 1, 6))).relations == ()
    first = told.overview(GraphFilter(known_on=date(2022, 1, 7)))
    assert {r.type: r.status for r in first.relations} == {"MEMBER_OF": "asserted", "ENTERED": "claimed", "MET": "asserted"}
    assert all(len(r.supporting) == 1 for r in first.relations)
    last = told.overview(GraphFilter(known_on=date(2022, 1, 11)))
    assert last.relations == told.overview(EVERYTHING).relations
    assert relation_of(told, "ENTERED", GraphFilter(known_on=date(2022, 1, 10))).status == "claimed"
    assert relation_of(told, "ENTERED", GraphFilter(known_on=date(2022, 1, 11), statuses=("disputed",))).sources == 1


@pytest.mark.parametrize(
    ("filter", "types"),
    [
        (GraphFilter(), {"MEMBER_OF", "ENTERED", "MET"}),
        (GraphFilter(types=("Country", "Organization")), {"MEMBER_OF"}),
        (GraphFilter(families=("deployment", "diplomacy")), {"ENTERED", "MET"}),
        (GraphFilter(relations=("MET",)), {"MET"}),
        (GraphFilter(outlets=("outlet/daily",)), {"MEMBER_OF", "ENTERED"}),
        (GraphFilter(speakers=("person/tokayev",)), {"ENTERED"}),
        (GraphFilter(statuses=("disputed",)), {"ENTERED"}),
        (GraphFilter(min_sources=2), {"MEMBER_OF"}),
        (GraphFilter(min_confidence=0.95), set()),
        (GraphFilter(held_from=date(2022, 1, 8)), {"MEMBER_OF", "MET"}),
        (GraphFilter(held_from=date(2022, 1, 7), held_to=date(2022, 1, 7)), {"MEMBER_OF", "ENTERED"}),
        (GraphFilter(held_to=date(1994, 12, 31)), {"MEMBER_OF"}),
        (GraphFilter(held_to=date(1993, 12, 31)), set()),
        (GraphFilter(relations=("MET",), min_sources=2), set()),
    ],
)
@pytest.mark.parametrize("known_on", [None, date(2022, 1, 11)])
def test_filters(told: GraphStore, filter: GraphFilter, types: set[str], known_on: date | None) -> None:
    found = told.overview(replace(filter, known_on=known_on))
    assert {r.type for r in found.relations} == types
    assert found.total_relations == len(types) and not found.truncated
    focus = [e.id for e in world.ENTITIES.values()]
    assert told.neighbourhood(focus, replace(filter, known_on=known_on)).relations == found.relations
    assert told.between(focus, replace(filter, known_on=known_on)).relations == found.relations


def test_neighbourhood_and_between(told: GraphStore) -> None:
    around = told.neighbourhood(["country/KZ"], EVERYTHING)
    assert {r.type for r in around.relations} == {"MEMBER_OF", "ENTERED"}
    assert [e.id for e in around.entities] == ["country/KZ", "force/peacekeepers", "organization/pact"]
    assert around.degrees == {"country/KZ": 2, "force/peacekeepers": 1, "organization/pact": 1}
    assert told.between(["country/KZ"], EVERYTHING).relations == ()
    assert [r.type for r in told.between(["country/KZ", "organization/pact"], EVERYTHING).relations] == ["MEMBER_OF"]
    alone = told.neighbourhood(["outlet/wire"], EVERYTHING)
    assert [e.id for e in alone.entities] == ["outlet/wire"] and alone.total_entities == 1


def _hub(members: int) -> Iterator[Contribution]:
    of = world.article("Everybody is a member of it.", world.WIRE, date(2022, 1, 1))
    others = tuple(Entity(f"group/{n:03}", "Group", (Name(f"group {n}", "en"),)) for n in range(members))
    claims = tuple(world.claim(of, of.text, "member", other, "MEMBER_OF", world.PACT) for other in others)
    yield Contribution(of, (world.WIRE, world.PACT, *others), (), claims)


@pytest.mark.parametrize("known_on", [None, date(2022, 1, 2)])
def test_cap_tells_the_true_total_and_keeps_the_order(store: GraphStore, known_on: date | None) -> None:
    for contribution in _hub(25):
        store.write(contribution)
    capped = GraphFilter(limit=10, known_on=known_on)
    found = store.neighbourhood([world.PACT.id], capped)
    assert len(found.relations) == 10 and found.truncated
    assert (found.total_relations, found.total_entities) == (25, 26)
    assert len(found.entities) == 11
    whole = store.neighbourhood([world.PACT.id], replace(capped, limit=25))
    assert not whole.truncated and whole.relations[:10] == found.relations
    assert found == store.neighbourhood([world.PACT.id], capped)
    assert store.overview(capped) == found
    assert found.degrees[world.PACT.id] == 25


def test_overview_without_a_limit_is_one_readable_picture(store: GraphStore) -> None:
    for contribution in _hub(OVERVIEW_LIMIT + 5):
        store.write(contribution)
    whole = store.overview(EVERYTHING)
    assert len(whole.relations) == OVERVIEW_LIMIT and whole.truncated
    assert whole.total_relations == OVERVIEW_LIMIT + 5
    assert len(store.overview(GraphFilter(limit=USUAL_LIMIT)).relations) == OVERVIEW_LIMIT + 5
    assert len(store.neighbourhood([world.PACT.id], EVERYTHING).relations) == OVERVIEW_LIMIT + 5


def test_article_and_reading(told: GraphStore) -> None:
    wire = world.wire()
    assert told.article(wire.article.id) == wire.article
    reading = told.reading(wire.article.id)
    assert reading is not None
    assert set(reading.mentions) == set(wire.mentions)
    assert {e.id for e in reading.entities} == {e.id for e in wire.entities}
    assert {r.type for r in reading.relations.relations} == {"MEMBER_OF", "ENTERED", "MET"}
    for mention in reading.mentions:
        assert reading.article.text[mention.start : mention.end]


def test_articles_are_listed_newest_first(told: GraphStore) -> None:
    page = told.articles()
    assert [i.article.outlet for i in page.items] == ["outlet/daily", "outlet/post", "outlet/wire"]
    assert page.total == 3 and all(i.article.text == "" for i in page.items)
    assert [(i.mentions, i.claims) for i in page.items] == [(2, 2), (2, 3), (4, 3)]
    assert [i.article.outlet for i in told.articles(offset=1, limit=1).items] == ["outlet/post"]
    assert told.articles(ArticleFilter(language="ar")).total == 1
    assert told.articles(ArticleFilter("MÉMBER of the steppe")).total == 2
    assert told.articles(ArticleFilter("الإدريسى")).total == 1
    assert told.articles(ArticleFilter("nowhere at all")).items == ()


def test_articles_are_narrowed_to_an_outlet_with_the_true_total(told: GraphStore) -> None:
    page = told.articles(ArticleFilter(outlet="outlet/post"))
    assert [i.article.outlet for i in page.items] == ["outlet/post"] and page.total == 1
    of = {o: told.articles(ArticleFilter("MÉMBER of the steppe", outlet=f"outlet/{o}")).total for o in ("daily", "post", "wire")}
    assert sum(of.values()) == told.articles(ArticleFilter("MÉMBER of the steppe")).total == 2 and max(of.values()) == 1
    assert told.articles(ArticleFilter(language="ar", outlet="outlet/nowhere")).total == 0
    assert told.articles(ArticleFilter(outlet="outlet/wire"), limit=0).total == 1


def test_profile(told: GraphStore) -> None:
    profile = told.profile("country/KZ", EVERYTHING)
    assert profile is not None
    assert profile.entity == world.KAZAKHSTAN
    assert profile.relations == told.neighbourhood(["country/KZ"], EVERYTHING)
    assert profile.mentions == 3 and len(profile.articles) == 3


def test_status_and_facets(told: GraphStore) -> None:
    status = told.status()
    assert status.counts == {"articles": 3, "entities": 9 - 1, "relations": 3, "claims": 8, "outlets": 3}
    assert status.revision == told.revision()
    facets = told.facets()
    assert facets.types == {"ArmedForce": 1, "Country": 1, "Organization": 1, "Outlet": 3, "Person": 2}
    assert facets.relations == {"ENTERED": 1, "MEMBER_OF": 1, "MET": 1}
    assert facets.families == {"deployment": 1, "diplomacy": 1, "membership": 1}
    assert facets.statuses == {"asserted": 2, "disputed": 1}
    assert facets.outlets == {"outlet/daily": 1, "outlet/post": 1, "outlet/wire": 1}
    told.delete_article(world.daily().article.id)
    assert told.facets().statuses == {"asserted": 2, "claimed": 1}


def test_schema_for_completion(told: GraphStore) -> None:
    schema = told.schema()
    assert {"Entity", "Country", "Article", "Claim"} <= set(schema.labels)
    assert {"MEMBER_OF", "MENTIONS"} <= set(schema.relationship_types)
    assert {"name_ar", "status"} <= set(schema.keys)
    assert list(schema.labels) == sorted(schema.labels)


@pytest.mark.parametrize(
    "text", ["توكاييف", "تُوكاييف", "قاسم-جومارت", "Tokayev", "tokayev kassym", "TOKA", "Tokaev", "Tokayef", "Токаев", "токаев касым"]
)
def test_search_across_scripts(told: GraphStore, text: str) -> None:
    hits = told.search(text)
    assert hits and hits[0].entity == world.PRESIDENT
    assert hits[0].matched in {n.text for n in world.PRESIDENT.names}
    assert hits[0].degree == 1


@pytest.mark.parametrize(
    "text",
    ["", " ", "*", '"', "(", "~", "AND", "NOT", "\\", "/", "foo:bar", "tok~2", "[a TO b]", "a^9", "{x", "a AND (", "؟", "OR OR", "+-&&||!"],
)
def test_search_takes_the_index_own_signs_for_letters(told: GraphStore, text: str) -> None:
    told.search(text)


def test_search_ranks_whole_names_first_and_filters(told: GraphStore) -> None:
    of = world.article("Kazakhstan Union of Writers.", world.WIRE, date(2022, 1, 1))
    union = Entity("organization/writers", "Organization", (Name("Kazakhstan Union of Writers", "en"),))
    told.write(Contribution(of, (world.WIRE, union), (), ()))
    assert [h.entity.id for h in told.search("Kazakhstan")] == ["country/KZ", "organization/writers"]
    assert [h.entity.id for h in told.search("Kazakhstan", types=("Organization",))] == ["organization/writers"]
    assert [h.entity.id for h in told.search("kazakhstan wri")] == ["organization/writers"]
    assert len(told.search("Kazakhstan", limit=1)) == 1
    assert told.search("Kazakhstan", limit=0) == ()


def test_each_type_of_the_ontology_can_be_written(store: GraphStore) -> None:
    of = world.article("All is with all.", world.WIRE, date(2022, 1, 1))
    things = {name: Entity(f"{name}/1", name, (Name(f"the {name}", "en"),)) for name in ontology.ENTITY_TYPES}
    pairs = {name: (sorted(kind.subject_types)[0], sorted(kind.object_types)[-1]) for name, kind in ontology.RELATION_TYPES.items()}
    claims = tuple(world.claim(of, of.text, "with", things[s], name, things[o]) for name, (s, o) in pairs.items())
    store.write(Contribution(of, (world.WIRE, *things.values()), (), claims))
    found = store.overview(GraphFilter(limit=5000))
    assert {r.type for r in found.relations} == set(ontology.RELATION_TYPES)
    assert set(store.facets().relations) == set(ontology.RELATION_TYPES)


_RIVAL = """
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from graph.settings import load
from graph.store import GraphStore
from tests import world
with GraphStore.open(load()) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(int(sys.argv[1]), int(sys.argv[2])):
        of = world.article(f"Kazakhstan is a member. Report {n}.", world.WIRE, date(2022, 1, 1))
        said = world.claim(of, "Kazakhstan is a member.", "member", world.KAZAKHSTAN, "MEMBER_OF", world.PACT)
        store.write(world.contribution(of, (said,), (("Kazakhstan", world.KAZAKHSTAN),)))
"""


def _process(settings: Settings, program: str, *words: str) -> subprocess.Popen[str]:
    """Another Python on the same store."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    environment |= {"WASL_HOME": str(settings.home), "WASL_QUERY_TIMEOUT": f"{settings.query_timeout:g}"}
    if settings.neo4j_uri and settings.neo4j_password:
        environment |= {"NEO4J_URI": settings.neo4j_uri, "NEO4J_PASSWORD": settings.neo4j_password}
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        cwd=Path(__file__).parents[2],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_processes_write_each_thing_once(store: GraphStore, server_settings: Settings) -> None:
    """Two runs that overlap, at once, beside this process: no error, and the graph of one run."""
    rivals = [_process(server_settings, _RIVAL, *bounds) for bounds in (("0", "20"), ("10", "30"))]
    try:
        for rival in rivals:
            assert rival.stdout is not None and rival.stdout.readline() == "ready\n"
        outcomes = [rival.communicate("\n", timeout=200) for rival in rivals]
    finally:
        for rival in rivals:
            rival.kill()
            rival.communicate()
    assert [(rival.returncode, errors) for rival, (_, errors) in zip(rivals, outcomes, strict=True)] == [(0, ""), (0, "")]
    assert store.status().counts == {"articles": 30, "entities": 3, "relations": 1, "claims": 30, "outlets": 1}
    assert len(relation_of(store, "MEMBER_OF").supporting) == 30
    assert store.neighbourhood(["country/KZ"], EVERYTHING).degrees == {"country/KZ": 1, "organization/pact": 1}


_WORKER = """
import sys
from graph.settings import load
from graph.store import GraphStore
from tests.contracts.test_store import many
with GraphStore.open(load()) as store:
    for contribution in many():
        print(store.write(contribution).outcome, flush=True)
"""


def many() -> tuple[Contribution, ...]:
    """The three reports, each as ten articles of its own."""
    made = []
    for n in range(10):
        for contribution in world.all_three():
            of = replace(contribution.article, text=contribution.article.text + f" ({n})", story=None)
            of = replace(of, id=article_id(of.text))
            claims = tuple(replace(c, id=claim_id(of.id, c.id), article=of.id) for c in contribution.claims)
            mentions = tuple(replace(m, article=of.id) for m in contribution.mentions)
            made.append(replace(contribution, article=of, claims=claims, mentions=mentions))
    return tuple(made)


def test_killed_run_leaves_nothing_half_and_the_next_run_completes_it(store: GraphStore, server_settings: Settings) -> None:
    for contribution in many():
        store.write(contribution)
    clean = digest(store)
    for contribution in many():
        store.delete_article(contribution.article.id)
    assert digest(store) == []
    reported = 0
    for lines in (1, 4, 9):
        worker = _process(server_settings, _WORKER)
        try:
            told = [worker.stdout.readline().strip() for _ in range(lines)] if worker.stdout else []
        finally:
            worker.kill()
            worker.communicate()
        reported = max(reported, lines)
        assert set(told) <= {"new", "unchanged"}
        counts = store.status().counts
        assert reported <= counts["articles"] <= reported + 2
        for contribution in many()[: counts["articles"]]:
            assert store.contribution(contribution.article.id) == replace(
                contribution, mentions=tuple(sorted(contribution.mentions)), claims=_as_read(contribution)
            )
    last = _process(server_settings, _WORKER)
    out, err = last.communicate(timeout=200)
    assert (last.returncode, err, len(out.split())) == (0, "", 30)
    assert digest(store) == clean


def _as_read(contribution: Contribution) -> tuple[Claim, ...]:
    return tuple(sorted(contribution.claims, key=lambda c: (c.start, c.id)))
