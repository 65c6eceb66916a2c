"""What the review page shows of proposals and judgements: plain lines of text; foreign text stays text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from zoneinfo import ZoneInfo

from explorer.text import direction, say
from explorer.views.legend import relation_label
from graph.identity import CLAIM_VERDICTS, ENDS, PAIR_VERDICTS, UNDO, in_force
from graph.model import Entity, Judged
from graph.offices import label
from graph.ontology import ENTITY_TYPES, LANGUAGES
from graph.results import ClaimInHand, Post
from graph.store.judging import Proposal, Side

_UTC = ZoneInfo("UTC")
_NAMES = 8
# What a judgement sets, and the word for it; a bare name says itself.
_SET = {
    "relation": "reviewRelation",
    "status": "reviewStatus",
    "negated": "reviewNegated",
    "type": "reviewType",
    "language": "articlesLanguage",
    **{key: f"correct.{key}" for key in ("subject", "object", "speaker", "role", "quantity", "valid_from", "valid_to", "said_on")},
}
_MOST_NAMES = 12
# What ``ingest.likeness`` and ``ingest.resolution`` say, and the words for it.
_REASONS = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"(?P<n>\d+) shared neighbours?", "reason.shared"),
        (r"both have the identifier (?P<id>.+)", "reason.identifier"),
        (r"of different countries", "reason.countries"),
        (r"of one country", "reason.country"),
        (r"both (?P<office>.+) there", "reason.office"),
        (r"different offices in the same years", "reason.offices"),
        (r"a name that many bear", "reason.everyday"),
        (r"(?P<one>.+) may be (?P<other>.+)", "reason.maybe"),
        (r"(?P<one>.+) is spelled almost as (?P<other>.+)", "reason.spelled"),
        (r"(?P<one>.+): the article gives it another country or office", "reason.elsewhere"),
        (r"(?P<one>.+): one head, one anchor, told apart", "reason.apart"),
    )
)


@dataclass(frozen=True, slots=True)
class Card:
    """One side of a proposal. ``names`` are its others, ``facts`` lines of (what, said); ``sentences`` the newest that speak of it,
    as (text, direction).
    """

    name: str
    type: str
    names: str
    facts: tuple[tuple[str, str], ...]
    sentences: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A judgement in the history. ``open`` = it is in force and may be taken back. ``sentence`` is what a correction is about,
    empty where it is about no claim, or that is gone; ``way`` its direction.
    """

    id: str
    said: str
    about: str
    who: str
    why: str
    open: bool
    taken_back: bool
    sentence: str = ""
    way: str = "ltr"


def card(side: Side, shared: Sequence[Entity], lang: str) -> Card:
    entity = side.entity
    both = {e.id for e in shared}
    others = [e.name(lang) for e in side.neighbours if e.id not in both]
    countries = sorted(side.named[id].name(lang) for id in side.context.countries if id in side.named)
    facts = [
        (say(lang, "reviewCountry"), _listed(countries, lang)),
        (say(lang, "reviewOffice"), _listed([_post(post, side, lang) for post in side.context.posts[:_NAMES]], lang)),
        (say(lang, "reviewNeighbours"), _listed(others, lang)),
        (say(lang, "reviewDescription"), entity.description or ""),
        (say(lang, "reviewIdentifiers"), _listed([f"{scheme}:{value}" for scheme, value in entity.external_ids[:4]], lang)),
        (say(lang, "reviewDegree"), say(lang, "relationsCount", n=side.degree)),
    ]
    names = list(dict.fromkeys(n.text for n in entity.names if n.text != entity.name(lang)))[:_NAMES]
    quotes = tuple((text, direction(language)) for text, language in side.sentences)
    return Card(entity.name(lang), ENTITY_TYPES[entity.type].label(lang), _listed(names, lang), tuple(f for f in facts if f[1]), quotes)


def _post(post: Post, side: Side, lang: str) -> str:
    of = side.named[post.of].name(lang) if post.of in side.named else post.of
    years = f" ({post.first or '…'}–{post.last or '…'})" if post.first or post.last else ""
    return (
        f"{label(post.office.replace('_', ' '), lang)}, {of}{years}"
        if lang == "en"
        else f"{label(post.office.replace('_', ' '), lang)}، {of}{years}"
    )


def names_by_language(entity: Entity, lang: str) -> tuple[tuple[str, str], ...]:
    """All names, a line a language: (language, names)."""
    found: dict[str, list[str]] = {}
    for name in entity.names:
        found.setdefault(name.language if name.language in LANGUAGES else "und", []).append(name.text)
    return tuple(
        (say(lang, f"language.{spoken}"), _listed(list(dict.fromkeys(names))[:_MOST_NAMES], lang)) for spoken, names in found.items()
    )


def reasons(why: str, lang: str) -> str:
    """Why a rule proposes a pair, in the reader's language; what no rule of ours has said stays as it is."""
    return " · ".join(_reason(part, lang) for part in why.split("; ") if part)


def _reason(part: str, lang: str) -> str:
    for pattern, key in _REASONS:
        if (found := pattern.fullmatch(part)) is not None:
            said = found.groupdict()
            if "office" in said:
                said["office"] = label(said["office"], lang)
            n = said.pop("n", None)
            return say(lang, key, **({"n": int(n)} if n else {}), **{name: f"\u2068{text}\u2069" for name, text in said.items()})
    return f"\u2068{part}\u2069"


def shared(proposal: Proposal, lang: str) -> str | None:
    """The neighbours that both have, as one line; None when there are none."""
    names = [e.name(lang) for e in proposal.shared[:_NAMES]]
    return f"{say(lang, 'reviewShared')}: {_listed(names, lang)}" if names else None


def _listed(names: Sequence[str], lang: str) -> str:
    # Each name keeps its own direction among the others.
    return ("، " if lang == "ar" else ", ").join(f"\u2068{name}\u2069" for name in names)


@dataclass(frozen=True, slots=True)
class Told:
    """What the history speaks of: the names of entities by id, and the claims by the id of their correction."""

    names: Mapping[str, str]
    claims: Mapping[str, ClaimInHand] = field(default_factory=lambda: MappingProxyType({}))


def entries(history: Sequence[Judged], told: Told, lang: str) -> tuple[Entry, ...]:
    """The history, newest first."""
    standing = {j.id for j in in_force(history)}
    by_id = {j.id: j for j in history}
    return tuple(_entry(j, by_id, told, standing, lang) for j in reversed(history))


def _entry(judged: Judged, by_id: Mapping[str, Judged], told: Told, standing: set[str], lang: str) -> Entry:
    judgement = judged.judgement
    said = say(lang, f"verdict.{judgement.verdict}")
    when = judged.at.astimezone(_UTC).strftime("%Y-%m-%d %H:%M UTC")
    about = _about(judged, by_id, told, lang)
    who = f"\u2068{judgement.by}\u2069 · \u2066{when}\u2069"
    undone = judged.id not in standing and judgement.verdict != UNDO
    claim = told.claims.get(judged.id)
    sentence, way = (claim.evidence.sentence, direction(claim.evidence.article.language)) if claim else ("", "ltr")
    return Entry(judged.id, said, about, who, judgement.why, judged.id in standing, undone, sentence, way)


def _about(judged: Judged, by_id: Mapping[str, Judged], told: Told, lang: str) -> str:
    judgement = judged.judgement
    if judgement.verdict == UNDO:
        before = by_id.get(judgement.left)
        return f"{say(lang, f'verdict.{before.judgement.verdict}')}: {_about(before, by_id, told, lang)}" if before else judgement.left
    left, right = (told.names.get(id, id) for id in (judgement.left, judgement.right))
    if judgement.verdict in PAIR_VERDICTS:
        return f"\u2068{left}\u2069 — \u2068{right}\u2069"
    value = " · ".join(_value(key, text, told, lang) for key, text in judgement.value)
    if judgement.verdict not in CLAIM_VERDICTS:
        return f"\u2068{left}\u2069 — {value}"
    claim = told.claims.get(judged.id)
    if claim is None:
        return value or say(lang, "reviewClaim")
    names = {e.id: e.name(lang) for e in (*claim.named, claim.evidence.subject, claim.evidence.object)}
    read = claim.read
    ends = (names.get(read.subject, read.subject), relation_label(read.relation, lang), names.get(read.object, read.object))
    return " — ".join(f"\u2068{text}\u2069" for text in ends) + (f"\n{value}" if value else "")


def _value(key: str, text: str, told: Told, lang: str) -> str:
    """One thing that a judgement sets, in words."""
    if key == "relation":
        text = relation_label(text, lang)
    elif key == "status":
        text = say(lang, f"claimStatus.{text}")
    elif key == "negated":
        text = say(lang, "yes" if text == "true" else "no")
    elif key == "type":
        text = ENTITY_TYPES[text].label(lang) if text in ENTITY_TYPES else text
    elif key == "language":
        text = say(lang, f"language.{text if text in LANGUAGES else 'und'}")
    else:
        text = told.names.get(text, text) or say(lang, "correctNone")
    return f"{say(lang, _SET[key])}: \u2068{text}\u2069" if key in _SET else f"\u2068{text}\u2069"


def named_in(history: Sequence[Judged]) -> tuple[str, ...]:
    """The ids of entities that the history speaks of."""
    found: dict[str, None] = {}
    for j in (judged.judgement for judged in history):
        if j.verdict in PAIR_VERDICTS:
            found |= dict.fromkeys((j.left, j.right))
        elif j.verdict not in CLAIM_VERDICTS and j.verdict != UNDO:
            found[j.left] = None
        found |= {text: None for key, text in j.value if key in ENDS and text}
    return tuple(found)
