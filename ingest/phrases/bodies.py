"""The body of an office: the country, organisation or force that a title belongs to.

Who holds the office is left to ``ingest.phrases.offices``.
"""

from __future__ import annotations

from ingest.gazetteer import load as read_gazetteer
from ingest.phrases.chunks import Chunk
from ingest.phrases.context import Context

_BODIES = ("Country", "Organization", "ArmedForce", "Group", "Outlet", "Place")


class Bodies:
    """Finds the bodies that the titles of one sentence speak of."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.scene, self.grammar, self.clauses = context.scene, context.grammar, context.clauses

    def _own_body(self, np: Chunk) -> str | None:
        """The body named before the title, inside its own phrase: "US Special Representative"."""
        for inner in np.inside:
            if inner.entity and self.context.kind(inner.entity) in _BODIES:
                return inner.entity
        if np.countries:
            key, at = np.countries[0]
            return self.context.roster.country(key, self.scene.span(at, at + 1))
        return self.context.refer(np.owner) if np.owner is not None else None

    def _body(self, np: Chunk, guess: bool = True, whose: Chunk | None = None) -> str | None:
        context = self.context
        title = np.title
        if title is None:
            return None
        words = self.scene.words
        for inner in np.inside:
            if inner.entity and context.kind(inner.entity) in _BODIES and inner.end <= words[title[1]].start + 1:
                return inner.entity
        if np.owner is not None and (key := context.refer(np.owner)) is not None and context.kind(key) in _BODIES:
            return key
        after, other = self.scene.after(np), self.scene.after(np, 2)
        if (
            after is not None
            and after.low in ("«", "“", "„")
            and other is not None
            and (key := context.refer(other)) is not None
            and other.named is not None
        ):
            # "лидер движения «Свобода»"
            if context.kind(key) == "?":
                context.roster.things[key].type = "Organization"
            if context.kind(key) in _BODIES:
                return key
        if (
            after is not None
            and other is not None
            and after.kind == "P"
            and other.kind == "NP"
            and (after.low in self.grammar.of or after.low in ("at", "for", "auprès de"))
        ):
            place = context.refer(other)
            if title[0].scope == "city" and place is not None and context.kind(place) == "?":
                # "the mayor of Bergen": what has a mayor is a town.
                context.roster.things[place].type = "Place"
            if other.inside and other.named is not None and other.named.type == "Person" and other.inside[0].entity:
                return other.inside[0].entity
            if (
                (key := context.refer(other)) is not None
                and context.kind(key) in _BODIES
                and (context.roster.things[key].named or context.kind(key) != "Group")
            ):
                return key
            # "head of the general staff of the armed forces of X": the country may stand deeper.
            deeper_p, deeper = self.scene.after(other), self.scene.after(other, 2)
            if (
                deeper_p is not None
                and deeper is not None
                and deeper_p.kind == "P"
                and deeper_p.low in self.grammar.of
                and (key := context.refer(deeper)) is not None
                and context.kind(key) in _BODIES
            ):
                return key
            if other.countries:
                return context.roster.country(other.countries[0][0], self.scene.span(other.countries[0][1], other.countries[0][1] + 1))
        if np.countries:
            key, at = np.countries[0]
            return context.roster.country(key, self.scene.span(at, at + 1))
        for inner in np.inside:
            if inner.entity and context.kind(inner.entity) in _BODIES:
                return inner.entity
        if not guess:
            return None
        if np.pronoun and (key := context.owners.get(np.index)) is not None and context.kind(key) in _BODIES:
            return key
        person = (whose or np).named
        if person is not None and person.named and person.entity:
            known = context.roster.things[person.entity].known
            entry = read_gazetteer().get(known) if known else None
            if (
                entry is not None
                and entry.country
                and title[0].relation == "HOLDS_OFFICE"
                and title[0].scope in ("country", "government", "ministry", "parliament", "diplomatic")
            ):
                return (
                    context.roster.country(f"country:{entry.country}", (person.start, person.end))
                    if f"country:{entry.country}" in context.roster.things
                    else None
                )
        if (
            title[0].relation == "HOLDS_OFFICE"
            and title[0].scope in ("country", "government", "ministry")
            and context.roster.main_country
            and person is not None
            and person.named
            and context.roster.things[person.entity or ""].known is None
        ):
            return context.roster.main_country
        return None
