"""Offices told beside a name: titles behind it, and further holders of the office just named.

Titles before a name are left to ``ingest.engine.offices``.
"""

from __future__ import annotations

from ingest.engine.known import named
from ingest.engine.offices import titled
from ingest.engine.persons import after_title_name
from ingest.engine.scene import Mention, Office, Scene


def again(scene: Scene, at: int) -> Mention | None:
    """A further holder of the office just named: «... مودي والباكستاني نواز شريف», «وسيراليون ارنست كروما»."""
    reading = scene.words[at].reading
    last = scene.found[-1] if scene.found else None
    while last is not None and last.inside is not None:
        last = last.inside
    if (
        reading.joined != "و"
        or last is None
        or last.office is None
        or last.office.relation is None
        or at - last.end > 0
        or at + 1 >= len(scene.words)
    ):
        return None
    country = scene.language.names.demonyms.get(reading.stem) if reading.definite else None
    end = at + 1
    if country is None:
        found = named(scene, at)
        if found is None or found.type != "Country":
            return None
        country, end = found.known, found.end
    if end >= len(scene.words) or not scene.close(end):
        return None
    name = after_title_name(scene, end)
    if name is None or name.first != end:
        return None
    office = Office(last.office.lemma, last.office.relation, last.office.role, country=country)
    return Mention(
        at, name.end, name.start, name.stop, "Person", name.known, named=True, marker=last.marker, joined="و", office=office, name=name.name
    )


def trailing(scene: Scene, mention: Mention) -> Mention:
    """The titles in apposition after a person's name: «سيرغي لافروف، وزير الخارجية الروسي»."""
    before = -1
    while mention.end != before:
        before = mention.end
        mention = _trailing(scene, mention)
    return mention


def _trailing(scene: Scene, mention: Mention) -> Mention:
    if mention.type != "Person" or not mention.named:
        return mention
    at = mention.end
    if at >= len(scene.words):
        return mention
    gap = scene.words[at].gap.strip().strip('«»"“”')
    if gap not in ("", "،", ",", "-", "("):
        return mention
    j = at
    if scene.words[at].reading.base in ("هو", "هي") and at + 1 < len(scene.words):
        j = at + 1
    if not scene.senses(j, "title") or scene.words[j].reading.marker or (scene.words[j].reading.joined and j == at):
        return mention
    described = titled(scene, j, apposed=True)
    if described is None or described.office is None or described.named or described.type != "Person":
        return mention
    if mention.office is not None and (
        described.office.relation is None or (described.office.body is None and not described.office.country)
    ):
        # «الرئيس فلان، الرئيس»: what names no office of its own begins something else.
        return mention
    mention.end = described.end
    if mention.office is None or mention.office.relation is None:
        mention.office = described.office
    else:
        mention.further.append(described.office)
    mention.further.extend(described.further)
    mention.parts = [*mention.parts, *described.parts]
    return mention
