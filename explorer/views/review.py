"""What the review page shows of proposals and judgements: plain lines of text; foreign text stays text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from explorer.text import say
from graph.identity import CLAIM_VERDICTS, PAIR_VERDICTS, UNDO, in_force
from graph.model import Entity, Judged
from graph.ontology import ENTITY_TYPES
from graph.store.judging import Proposal, Side

_UTC = ZoneInfo("UTC")
_NAMES = 8


@dataclass(frozen=True, slots=True)
class Card:
    """One side of a proposal. ``facts`` are lines below the names; ``sentences`` the newest that speak of it."""

    name: str
    type: str
    names: tuple[str, ...]
    facts: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A judgement in the history. ``open`` = it is in force and may be taken back."""

    id: str
    said: str
    about: str
    who: str
    why: str
    open: bool
    taken_back: bool


def card(side: Side, shared: Sequence[Entity], lang: str) -> Card:
    entity = side.entity
    both = {e.id for e in shared}
    others = [e.name(lang) for e in side.neighbours if e.id not in both]
    facts = [say(lang, "relationsCount", n=side.degree)]
    facts += [f"{scheme}: {value}" for scheme, value in entity.external_ids[:4]]
    if others:
        facts.append(f"{say(lang, 'reviewNeighbours')}: {_listed(others, lang)}")
    if entity.description:
        facts.append(entity.description)
    names = tuple(dict.fromkeys(n.text for n in entity.names if n.text != entity.name(lang)))[:_NAMES]
    return Card(entity.name(lang), ENTITY_TYPES[entity.type].label(lang), names, tuple(facts), tuple(text for text, _ in side.sentences))


def shared(proposal: Proposal, lang: str) -> str | None:
    """The neighbours that both have, as one line; None when there are none."""
    names = [e.name(lang) for e in proposal.shared[:_NAMES]]
    return f"{say(lang, 'reviewShared')}: {_listed(names, lang)}" if names else None


def _listed(names: Sequence[str], lang: str) -> str:
    # Each name keeps its own direction among the others.
    return ("، " if lang == "ar" else ", ").join(f"\u2068{name}\u2069" for name in names)


def entries(history: Sequence[Judged], names: Mapping[str, str], lang: str) -> tuple[Entry, ...]:
    """The history, newest first; ``names`` gives the name of an entity by id."""
    standing = {j.id for j in in_force(history)}
    by_id = {j.id: j for j in history}
    return tuple(_entry(j, by_id, names, standing, lang) for j in reversed(history))


def _entry(judged: Judged, by_id: Mapping[str, Judged], names: Mapping[str, str], standing: set[str], lang: str) -> Entry:
    judgement = judged.judgement
    said = say(lang, f"verdict.{judgement.verdict}")
    when = judged.at.astimezone(_UTC).strftime("%Y-%m-%d %H:%M UTC")
    about = _about(judged, by_id, names, lang)
    who = f"\u2068{judgement.by}\u2069 · \u2066{when}\u2069"
    return Entry(judged.id, said, about, who, judgement.why, judged.id in standing, judged.id not in standing and judgement.verdict != UNDO)


def _about(judged: Judged, by_id: Mapping[str, Judged], names: Mapping[str, str], lang: str) -> str:
    judgement = judged.judgement
    if judgement.verdict == UNDO:
        before = by_id.get(judgement.left)
        return f"{say(lang, f'verdict.{before.judgement.verdict}')}: {_about(before, by_id, names, lang)}" if before else judgement.left
    left, right = (names.get(id, id) for id in (judgement.left, judgement.right))
    if judgement.verdict in PAIR_VERDICTS:
        return f"\u2068{left}\u2069 — \u2068{right}\u2069"
    value = _listed([f"{key}: {names.get(text, text)}" for key, text in judgement.value], lang)
    if judgement.verdict in CLAIM_VERDICTS:
        return value or say(lang, "reviewClaim")
    return f"\u2068{left}\u2069 — {value}"


def named_in(history: Sequence[Judged]) -> tuple[str, ...]:
    """The ids of entities that the history speaks of."""
    found: dict[str, None] = {}
    for j in (judged.judgement for judged in history):
        if j.verdict in PAIR_VERDICTS:
            found |= dict.fromkeys((j.left, j.right))
        elif j.verdict not in CLAIM_VERDICTS and j.verdict != UNDO:
            found[j.left] = None
        found |= {text: None for key, text in j.value if key in ("subject", "object")}
    return tuple(found)
