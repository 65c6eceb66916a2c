"""An entity's profile: its names in each script, its relations by family, the articles that mention it."""

from __future__ import annotations

from urllib.parse import quote

from explorer.services import ProfileOf
from explorer.text import direction, say
from explorer.views.drawing import edge, node
from explorer.views.evidence import article
from explorer.views.legend import Json, relation_family
from graph import ontology

# Where an identifier of a scheme can be looked up; schemes that are not here have no link.
_PAGES = {"wikidata": "https://www.wikidata.org/wiki/", "geonames": "https://www.geonames.org/", "iso3166": "https://www.iso.org/obp/ui/#iso:code:3166:"}  # fmt: skip


def profile(asked: ProfileOf, lang: str) -> Json:
    found, subgraph = asked.profile, asked.profile.relations
    degree = subgraph.degrees.get(found.entity.id, subgraph.total_relations)
    ends = {e.id: e for e in subgraph.entities} | {found.entity.id: found.entity}
    groups: dict[str, list[Json]] = {}
    for relation in subgraph.relations:
        outgoing = relation.subject == found.entity.id
        other = ends.get(relation.object if outgoing else relation.subject)
        if other is None:
            continue
        row = edge(relation, lang) | {"other": node(other, lang, subgraph.degrees.get(other.id, 0)), "outgoing": outgoing}
        groups.setdefault(relation_family(relation.type), []).append(row)
    order = {family: place for place, family in enumerate(ontology.FAMILIES)}
    return {
        "entity": node(found.entity, lang, degree)
        | {
            "names": [{"text": n.text, "language": n.language, "dir": direction(n.language)} for n in found.entity.names],
            "externalIds": [{"scheme": s, "value": v, "url": _page(s, v)} for s, v in found.entity.external_ids],
            "description": found.entity.description,
            "mentions": found.mentions,
        },
        "groups": [
            {"family": family, "label": say(lang, f"family.{family}") if family else "", "relations": rows}
            for family, rows in sorted(groups.items(), key=lambda group: order.get(group[0], len(order)))
        ],
        "articles": [article(summary.article, lang, asked.outlets) for summary in found.articles],
        "families": [
            {"family": count.family, "label": say(lang, f"family.{count.family}"), "outgoing": count.outgoing, "total": count.total}
            for count in found.families
        ],
        "outlets": [
            {"id": count.outlet, "label": _named(count.outlet, asked, lang), "articles": count.articles, "mentions": count.mentions}
            for count in found.outlets
        ],
        "months": [[month, n] for month, n in found.months],
        "totals": {"entities": subgraph.total_entities, "relations": subgraph.total_relations},
    }


def _named(outlet: str | None, asked: ProfileOf, lang: str) -> str | None:
    known = asked.outlets.get(outlet) if outlet else None
    return known.name(lang) if known else outlet


def _page(scheme: str, value: str) -> str | None:
    base = _PAGES.get(scheme)
    return base + quote(value, safe="") if base else None
