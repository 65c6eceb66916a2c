"""The questions: articles, entities, subgraphs, evidence, each inside one reading transaction.

Statements are left to ``graph.queries``, folding as known on a day to ``graph.folding``.
Over 300 lines, because its questions share how rows become a subgraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from graph import folding
from graph.filters import GraphFilter
from graph.identity import Identity
from graph.life import saying
from graph.model import Article, Claim, Contribution, Entity, Evidence, Judged, Mention, Relation, Subgraph
from graph.ontology import RELATION_TYPES
from graph.queries import articles, claims, entities, relations, schema
from graph.results import ArticleReading, ArticleSummary, Facets, FamilyCount, OutletCount, Profile, Schema
from graph.store import history, ranking, records
from graph.store.connection import Row, Work
from graph.story import Member, Story, ordered

ARTICLES_OF_PROFILE = 50
OUTLETS_OF_PROFILE = 20


def article(work: Work, id: str) -> Article | None:
    row = work.row(articles.GET, id=id)
    return records.article(row["article"]) if row else None


def summary(row: Row) -> ArticleSummary:
    return ArticleSummary(records.article(row), row["mentions"] or 0, row["claims"] or 0, records._day(row["withdrawn_on"]))


def _mentions(work: Work, id: str) -> tuple[Mention, ...]:
    found = [
        Mention(id, start, end, row["entity"])
        for row in work.rows(articles.MENTIONS, id=id)
        for start, end in zip(row["starts"], row["ends"], strict=True)
    ]
    return tuple(sorted(found))


def reading(work: Work, id: str) -> ArticleReading | None:
    found = article(work, id)
    if found is None:
        return None
    known = history.known(work)
    rows = [row["claim"] for row in work.rows(claims.OF_ARTICLE, id=id)]
    every = tuple(map(records.claim, rows))
    read = [claim for claim in every if claim.known_to is None]
    ended = tuple(known.claim(claim) for claim in every if claim.known_to is not None)
    made = tuple(known.claim(claim) for claim in read)
    judged = {claim.id: judgement for claim in read if (judgement := known.judged(claim))}
    pairs = sorted(
        {(*folding.ends(c), row["relation_id"]) for row in rows if row.get("relation_id") for c in [known.claim(records.claim(row))]}
    )
    around = subgraph(
        work, relations.OF_PAIRS, GraphFilter(limit=5000), pairs=[{"one": one, "two": two, "relation": r} for one, two, r in pairs]
    )
    mentions = tuple(replace(mention, entity=known.of(mention.entity)) for mention in _mentions(work, id))
    ids = {known.of(row["id"]) for row in work.rows(articles.ENTITIES, id=id)}
    ids |= {end for c in (*made, *ended) for end in (c.subject, c.object, c.speaker, *c.via) if end}
    nodes = found_entities(work, ids)
    named = tuple(records.entity(nodes[id]) for id in sorted(nodes))
    folded = {row["id"]: row["relation_id"] for row in rows if row.get("relation_id")}
    return ArticleReading(found, mentions, named, around, made, judged, ended, folded)


def contribution(work: Work, id: str) -> Contribution | None:
    found = article(work, id)
    if found is None:
        return None
    return Contribution(
        found,
        tuple(records.brought(row["id"], row["props"]) for row in work.rows(articles.BROUGHT, id=id)),
        _mentions(work, id),
        tuple(records.own_claim(row["claim"]) for row in work.rows(claims.OF_ARTICLE, id=id)),
    )


def found_entities(work: Work, ids: Iterable[str]) -> dict[str, Row]:
    """Nodes by id, as properties; unknown ids are left out."""
    wanted = sorted(set(ids))
    batches = (wanted[start : start + 2_000] for start in range(0, len(wanted), 2_000))
    return {row["id"]: row["entity"] for batch in batches for row in work.rows(entities.GET, ids=batch)}


def named(work: Work, ids: Sequence[str]) -> tuple[Entity, ...]:
    """Entities in the order of ``ids``, each as the one that stands for it; unknown ids are left out."""
    known = history.known(work)
    found = found_entities(work, map(known.of, ids))
    return tuple(records.entity(found[id]) for id in dict.fromkeys(map(known.of, ids)) if id in found)


def profile(work: Work, id: str, filter: GraphFilter) -> Profile | None:
    known = history.known(work)
    id, ids = known.of(id), known.all_of(id)
    found = found_entities(work, [id]).get(id)
    if found is None:
        return None
    count = work.row(articles.COUNT_MENTIONS, ids=ids)
    rows = work.rows(articles.OF_ENTITY, ids=ids, limit=ARTICLES_OF_PROFILE)
    around = subgraph(work, relations.AROUND, filter, ids=[id])
    outlets = work.rows(articles.MENTIONED_BY, ids=ids, limit=OUTLETS_OF_PROFILE)
    months = work.rows(articles.MENTIONED_IN, ids=ids)
    return Profile(
        records.entity(found),
        around,
        tuple(map(summary, rows)),
        (count["n"] or 0) if count else 0,
        families(work, id, filter),
        tuple(OutletCount(row["outlet"], row["articles"], row["mentions"]) for row in outlets),
        tuple((f"{row['year']:04d}-{row['month']:02d}", row["mentions"]) for row in months),
        tuple(one for one in ids if one != id),
        tuple(sorted((j for one in ids for j in known.entities.get(one, ())), key=lambda j: j.number)),
    )


def families(work: Work, id: str, filter: GraphFilter) -> tuple[FamilyCount, ...]:
    """How many relations of each family and direction an entity has, the larger first."""
    parameters = {"ids": [id]} | _parameters(filter.limited())
    around = relations.of_origin(relations.AROUND) if filter.languages or filter.articles else relations.AROUND
    counted: dict[tuple[str, bool], int] = {}
    if filter.known_on is None:
        counted = {(row["family"], row["outgoing"]): row["n"] for row in work.rows(around["families"], **parameters)}
    else:
        for relation in _as_known(work, work.rows(around["known"], **parameters), filter):
            way = RELATION_TYPES[relation.type].family, relation.subject == id
            counted[way] = counted.get(way, 0) + 1
    found = (FamilyCount(family, outgoing, n) for (family, outgoing), n in counted.items() if family)
    return tuple(sorted(found, key=lambda count: (-count.total, count.family, not count.outgoing)))


def subgraph(work: Work, question: Mapping[str, str], filter: GraphFilter, **where: Any) -> Subgraph:
    """The relations that a question of ``graph.queries.relations`` finds, most sourced first, with their entities.

    The entities that were asked for (``ids``) are there even without a relation.
    """
    known = history.known(work)
    filter = replace(filter.limited(), outlets=tuple(map(known.of, filter.outlets)), speakers=tuple(map(known.of, filter.speakers)))
    if "ids" in where:
        where["ids"] = sorted(set(map(known.of, where["ids"])))
    question = relations.of_origin(question) if filter.languages or filter.articles else question
    parameters = where | _parameters(filter)
    at_least = False
    if filter.known_on is None:
        # Where nothing is asked for, that is all relations: those that are given come from the order that is kept of them.
        kinds = None if where else ranking.kinds(work)
        rows = work.rows(question["rows"], **parameters) if kinds is None else ranking.first(work, filter, parameters, kinds)
        found = sorted((records.relation(row["subject"], row["type"], row["object"], row["relation"]) for row in rows), key=most_sourced)
        found = found[: filter.limit]
        total, total_entities = len(found), 0
        if total == filter.limit:
            total, total_entities, at_least = _extent(work, question, parameters, filter, kinds)
    else:
        matching = _as_known(work, work.rows(question["known"], **parameters), filter)
        found = matching[: filter.limit]
        total = len(matching)
        total_entities = len({id for r in matching for id in (r.subject, r.object)} | set(where.get("ids", ())))
    nodes = found_entities(work, [*where.get("ids", ()), *(id for r in found for id in (r.subject, r.object))])
    return Subgraph(
        entities=tuple(records.entity(nodes[id]) for id in sorted(nodes)),
        relations=tuple(found),
        truncated=total > len(found) or at_least,
        total_entities=max(total_entities, len(nodes)) if total > len(found) else len(nodes),
        total_relations=max(total, len(found)),
        at_least=at_least,
        degrees={id: nodes[id].get("degree") or 0 for id in sorted(nodes)},
    )


def _extent(
    work: Work, question: Mapping[str, str], parameters: Mapping[str, Any], filter: GraphFilter, kinds: Sequence[ranking.Kind] | None
) -> tuple[int, int, bool]:
    """How many relations pass, how many entities they join, and whether there may be more; ``kinds`` are those of all relations, None where some are asked for."""

    def number(name: str, column: str) -> int:
        if within is None:
            row = work.row(question[name], **parameters)
        else:
            row = next(iter(ranking.counted(work, name, filter, parameters, within)), None)
        return row[column] if row else 0

    within = ranking.reach(kinds, filter) if kinds is not None else None
    if kinds is None or not ranking.counts(filter):
        return number("total", "n"), number("entities", "entities"), within is not None
    total = sum(kind.number for kind in kinds if kind.passes(filter))
    if ranking.narrows_nothing(filter):
        return total, sum(ranking.joined(work).values()), False
    return total, number("entities", "entities"), False


def _parameters(filter: GraphFilter) -> dict[str, Any]:
    def some(values: Sequence[str]) -> list[str] | None:
        return list(values) or None

    return {
        "types": some(filter.types),
        "families": some(filter.families),
        "relations": some(filter.relations),
        "outlets": some(filter.outlets),
        "speakers": some(filter.speakers),
        "statuses": some(filter.statuses),
        "languages": some(filter.languages),
        "articles": some(filter.articles),
        "min_sources": filter.min_sources,
        "min_confidence": filter.min_confidence,
        "held_from": filter.held_from,
        "held_to": filter.held_to,
        "known_on": filter.known_on,
        "dates": filter.dates or None,
        "limit": filter.limit,
    }


def _members(work: Work, keys: Iterable[str]) -> tuple[list[Claim], dict[str, folding.Origin]]:
    wanted = sorted(set(keys))
    known = history.known(work)
    members: list[Claim] = []
    origins: dict[str, folding.Origin] = {}
    for start in range(0, len(wanted), 500):
        for row in work.rows(claims.OF_KEYS, keys=wanted[start : start + 500]):
            claim = records.claim(row["claim"])
            if known.counts(claim):
                members.append(known.claim(claim))
            origins[claim.article] = folding.Origin(row["story"], row["outlet"], records._day(row["since"]))
    return members, origins


def _as_known(work: Work, rows: Sequence[Row], filter: GraphFilter) -> list[Relation]:
    """Fold the groups in ``rows`` from what was known on the filter's day, and filter what comes of it."""
    return [relation for relation, _, _ in behind_as_known(work, rows, filter)]


def behind_as_known(work: Work, rows: Sequence[Row], filter: GraphFilter) -> list[tuple[Relation, tuple[Claim, ...], frozenset[str]]]:
    """Those relations, most sourced first, each with the claims behind it and the outlets that published them."""
    assert filter.known_on is not None
    members, origins = _members(work, (row["key"] for row in rows))
    known = {claim.id: claim for claim in folding.as_known_on(members, filter.known_on, origins)}
    kept = sorted((r for r in folding.fold(known.values(), origins) if _passes(r, filter, known, origins)), key=most_sourced)
    behind = [tuple(known[id] for id in (*r.supporting, *r.disputing)) for r in kept]
    outlets = [frozenset(outlet for c in claims if (outlet := origins[c.article].outlet)) for claims in behind]
    return list(zip(kept, behind, outlets, strict=True))


def _passes(relation: Relation, filter: GraphFilter, known: Mapping[str, Claim], origins: Mapping[str, folding.Origin]) -> bool:
    """What ``graph.queries.relations`` asks of a stored relation, asked of one that was folded just now."""
    behind = [known[id] for id in (*relation.supporting, *relation.disputing)]
    outlets = {origins[c.article].outlet for c in behind}
    return (
        (not filter.statuses or relation.status in filter.statuses)
        and max(relation.sources, relation.disputing_sources) >= filter.min_sources
        and relation.confidence >= filter.min_confidence
        and (filter.held_from is None or relation.valid_to is None or relation.valid_to.last() >= filter.held_from)
        and (filter.held_to is None or relation.valid_from is None or relation.valid_from.first() <= filter.held_to)
        and (not filter.dates or (filter.dates == "unknown") == (relation.valid_from is None and relation.valid_to is None))
        and (not filter.outlets or bool(outlets & set(filter.outlets)))
        and (not filter.speakers or bool({c.speaker for c in behind} & set(filter.speakers)))
    )


def story(work: Work, article_id: str) -> Story | None:
    rows = work.rows(articles.OF_STORY, id=article_id)
    if not rows:
        return None
    known = history.known(work)
    outlets = {row["id"]: known.of(row["outlet"]) for row in rows if row["outlet"]}
    nodes = found_entities(work, outlets.values())
    members = [
        Member(
            row["id"],
            row["title"],
            records.entity(nodes[outlets[row["id"]]]) if outlets.get(row["id"]) in nodes else None,
            records._day(row["published"]),
            row["language"] or "und",
            row["stands"],
        )
        for row in rows
    ]
    return Story(rows[0]["story"], ordered(members))


def relation(work: Work, relation_id: str, known_on: date | None) -> Relation | None:
    """The relation of that id as folded from what was known on the day, None = from all that is known.

    Where an earlier claim that came later has moved a relation's start, its id of another day still finds
    it: it is the run that shares most of its claims.
    """
    beginning = folding.key_prefix(relation_id)
    keys = [row["key"] for row in work.rows(claims.KEYS_BETWEEN, low=beginning, high=beginning + "g")]
    keys += [row["claim"]["key"] for row in work.rows(claims.OF_RELATION, id=relation_id)]
    members, origins = _members(work, keys)
    now = folding.fold(members, origins)
    then = now if known_on is None else folding.fold(folding.as_known_on(members, known_on, origins), origins)
    found = next((r for r in then if r.id == relation_id), None)
    today = next((r for r in now if r.id == relation_id), None)
    if found is not None or today is None:
        return found
    says = {claim.id: saying(claim) for claim in members}

    def shared(other: Relation) -> int:
        return len({says[id] for id in (*other.supporting, *other.disputing)} & {says[id] for id in (*today.supporting, *today.disputing)})

    return max((r for r in then if shared(r)), key=lambda r: (shared(r), r.id), default=None)


def evidence(work: Work, relation_id: str, known_on: date | None = None) -> tuple[Evidence, ...]:
    """The claims behind a relation in order of date, as known on a day (None = now); empty for an unknown id."""
    if known_on is None:
        rows = work.rows(claims.OF_RELATION, id=relation_id)
    else:
        of_day = relation(work, relation_id, known_on)
        rows = work.rows(claims.WITH_IDS, ids=[*of_day.supporting, *of_day.disputing]) if of_day else []
    if not rows:
        return ()
    known = history.known(work)
    read = {row["claim"]["id"]: records.claim(row["claim"]) for row in rows}
    behind = {row["claim"]["id"]: (known.claim(read[row["claim"]["id"]]), records.article(row["article"])) for row in rows}
    ordered = sorted((claim for claim, _ in behind.values()), key=folding.order_of_date)
    origins = {a.id: folding.Origin(a.story, a.outlet and known.of(a.outlet)) for _, a in behind.values()}
    named = [id for c in ordered for id in (c.subject, c.object, c.speaker, *c.via) if id]
    nodes = {id: records.entity(node) for id, node in found_entities(work, named).items()}
    # A source that is heard on both sides counts once on each.
    repeated = {
        claim.id: again
        for side in (False, True)
        for part in [[c for c in ordered if c.negated is side]]
        for claim, again in zip(part, folding.repeats(part, origins), strict=True)
    }
    items = [evidence_item(behind[c.id], repeated[c.id], nodes, known.judged(read[c.id])) for c in ordered]
    return (*items, *_marked_wrong(work, rows[0]["claim"]["key"], known))


def _marked_wrong(work: Work, key: str, known: Identity) -> list[Evidence]:
    """What would be evidence too, had nobody marked it wrong."""
    if not known.claims:
        return []
    rows = [row for row in work.rows(claims.LEFT_OUT, key=key) if known.is_wrong(records.claim(row["claim"]))]
    found = []
    for row in rows:
        read = records.claim(row["claim"])
        claim = known.claim(read)
        nodes = found_entities(work, [id for id in (claim.subject, claim.object, claim.speaker, *claim.via) if id])
        named = {id: records.entity(node) for id, node in nodes.items()}
        found.append(evidence_item((claim, records.article(row["article"])), True, named, known.judged(read)))
    return found


def evidence_item(found: tuple[Claim, Article], repeated: bool, nodes: Mapping[str, Entity], judged: Judged | None) -> Evidence:
    """A claim as it counts with its article; ``repeated`` = an earlier item stands for its source already."""
    claim, article = found
    return Evidence(
        claim=claim,
        article=article,
        sentence=article.text[claim.start : claim.end],
        cue=(claim.cue_start - claim.start, claim.cue_end - claim.start),
        supports=not claim.negated,
        independent=not repeated,
        subject=nodes[claim.subject],
        object=nodes[claim.object],
        speaker=nodes.get(claim.speaker) if claim.speaker else None,
        via=tuple(nodes[id] for id in claim.via if id in nodes),
        judged=judged,
    )


def counts(work: Work) -> dict[str, int]:
    statements = {
        "articles": schema.COUNT_ARTICLES,
        "entities": schema.COUNT_ENTITIES,
        "relations": schema.COUNT_RELATIONS,
        "claims": schema.COUNT_CLAIMS,
        "outlets": schema.COUNT_OUTLETS,
    }
    return {name: (work.row(statement) or {"n": 0})["n"] for name, statement in statements.items()}


def facets(work: Work) -> Facets:
    types = {row["name"]: row["n"] for row in work.rows(schema.FACETS_TYPES) if row["name"]}
    families: dict[str, int] = {}
    by_type: dict[str, int] = {}
    statuses: dict[str, int] = {}
    for row in work.rows(schema.FACETS_RELATIONS):
        if row["type"] not in RELATION_TYPES:
            continue
        family = RELATION_TYPES[row["type"]].family
        for table, name in ((families, family), (by_type, row["type"]), (statuses, row["status"])):
            table[name] = table.get(name, 0) + row["n"]
    known = history.known(work)

    def counted(statement: str) -> dict[str, int]:
        table: dict[str, int] = {}
        for row in work.rows(statement):
            name = known.of(row["name"])
            table[name] = table.get(name, 0) + row["n"]
        return table

    outlets, languages, speakers = map(counted, (schema.FACETS_OUTLETS, schema.FACETS_LANGUAGES, schema.FACETS_SPEAKERS))
    return Facets(*(dict(sorted(table.items())) for table in (types, families, by_type, statuses, outlets, languages, speakers)))


def completion(work: Work) -> Schema:
    def column(statement: str) -> set[str]:
        return {next(iter(row.values())) for row in work.rows(statement)}

    keys = column(schema.KEYS) | column(schema.RELATIONSHIP_KEYS)
    return Schema(tuple(sorted(column(schema.LABELS))), tuple(sorted(column(schema.RELATIONSHIP_TYPES))), tuple(sorted(keys)))


def most_sourced(relation: Relation) -> tuple[int, str]:
    """The order of ``graph.queries.relations``: whoever disputes is a source that was heard, so a dispute is never the last to show."""
    return -(relation.sources + relation.disputing_sources), relation.id
