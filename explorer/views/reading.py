"""An article as the reader takes it: its text cut into segments that each know their mention and their claims.

Python counts code points and JavaScript UTF-16 units, so the cutting is done here and no offset leaves.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from explorer.services import Beside, ReadingClaims
from explorer.text import direction, say
from explorer.views.drawing import Style, drawing, iso, node
from explorer.views.evidence import article as article_json
from explorer.views.evidence import judgement
from explorer.views.extractors import agreeing, extractors
from explorer.views.legend import Json, drawn_status, legend, relation_label
from explorer.views.life import life
from graph.filters import GraphFilter
from graph.model import Claim, Mention

HEIGHT = 720  # pixels, where the asker says none
_NETWORK = 320


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text that one mention and the same claims cover. ``cue`` marks words that carry a claim's relation,
    ``cues`` names the claims whose relation they carry. ``found``: within the place that is asked for.
    """

    text: str
    entity: str | None = None
    claims: tuple[str, ...] = ()
    cue: bool = False
    cues: tuple[str, ...] = ()
    found: bool = False


def segments(text: str, mentions: Sequence[Mention], claims: Sequence[Claim], place: tuple[int, int] | None = None) -> tuple[Segment, ...]:
    """Cut the whole text, in order. Where mentions overlap, the longer one that starts first wins."""
    bounds = {0, len(text), *(place or ())}
    chosen: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, m.entity)):
        if not chosen or mention.start >= chosen[-1].end:
            chosen.append(mention)
            bounds |= {mention.start, mention.end}
    for claim in claims:
        bounds |= {claim.start, claim.end, claim.cue_start, claim.cue_end}
    cuts = sorted(b for b in bounds if 0 <= b <= len(text))
    found = []
    following = 0
    for start, end in itertools.pairwise(cuts):
        while following < len(chosen) and chosen[following].end <= start:
            following += 1
        here = following < len(chosen) and chosen[following].start <= start
        covering = [c for c in claims if c.start <= start and end <= c.end]
        found.append(
            Segment(
                text[start:end],
                chosen[following].entity if here else None,
                tuple(c.id for c in covering),
                any(c.cue_start <= start and end <= c.cue_end for c in covering),
                tuple(c.id for c in covering if c.cue_start <= start and end <= c.cue_end),
                place is not None and place[0] <= start and end <= place[1],
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Shown:
    """How a reader shows an article. ``focus`` is the claim to scroll to; dropped when the article does not make it. ``at`` is a
    place ("120-260") to be marked. ``height`` in pixels.
    """

    lang: str
    theme: str
    height: int = HEIGHT
    focus: str | None = None
    at: str | None = None


def reading(found: ReadingClaims, shown: Shown, beside: Beside | None = None) -> Json:
    """``beside`` is what the reader shows of the article's life; None = nothing is known of it.

    Of an article that counts no more, the claims are those that ended with it.
    """
    lang, at = shown.lang, shown.at
    article = found.reading.article
    named = {e.id: e for e in found.entities}
    over = beside is not None and not any(v.stands and v.article == article.id for v in beside.life.versions)
    claims = [c for c in (found.reading.ended if over and not found.claims else found.claims) if c.subject in named and c.object in named]
    agree = agreeing(claims)
    drawn = {r.id for r in found.reading.relations.relations}
    relation_of = {claim: relation for claim, relation in found.reading.folded.items() if relation in drawn}

    def claim_json(claim: Claim) -> Json:
        speaker = named.get(claim.speaker) if claim.speaker else None
        return {
            "id": claim.id,
            "relation": claim.relation,
            "reads": relation_label(claim.relation, lang),
            "subject": node(named[claim.subject], lang),
            "object": node(named[claim.object], lang),
            "speaker": node(speaker, lang) if speaker else None,
            "via": [node(named[i], lang) for i in claim.via if i in named],
            "status": drawn_status(claim),
            "statusLabel": say(lang, f"claimStatus.{claim.status}"),
            "negated": claim.negated,
            "quantity": claim.quantity,
            "role": claim.role,
            "relationId": relation_of.get(claim.id),
            "makers": list(claim.makers),
            "agreed": claim.id in agree,
            "ended": iso(claim.known_to),
            "judgement": judgement(found.reading.judged.get(claim.id), lang),
        }

    known = legend(lang)
    start, _, end = (at or "").partition("-")
    place = (int(start), int(end)) if at else None
    return {
        "lang": lang,
        "theme": shown.theme,
        "height": shown.height,
        "types": known["types"],
        "statuses": known["statuses"],
        "words": known["words"],
        "article": article_json(article, lang, named) | {"dir": direction(article.language), "url": web(article.url)},
        "segments": [
            {"text": s.text, "entity": s.entity, "type": named[s.entity].type if s.entity in named else None, "claims": list(s.claims), "cue": s.cue, "cues": list(s.cues), "found": s.found}
            for s in segments(article.text, [m for m in found.reading.mentions if m.entity in named], claims, place)
        ],
        "claims": [claim_json(c) for c in sorted(claims, key=lambda c: (c.start, c.cue_start, c.id))],
        "at": at,
        "focus": shown.focus if shown.focus in {c.id for c in claims} else None,
        "extractors": extractors(claims, lang),
        "life": life(beside.life, article.id, lang) if beside else None,
        "network": _network(found, shown),
        "alone": [r.id for r in beside.alone] if beside else [],
    }  # fmt: skip


def _network(found: ReadingClaims, shown: Shown) -> Json:
    """The article's own network, less what the reading itself holds."""
    drawn = drawing(found.reading.relations, Style(shown.lang, shown.theme, _NETWORK), GraphFilter(articles=(found.reading.article.id,)), 0)
    return {name: part for name, part in drawn.items() if name not in ("types", "statuses", "families", "words", "lang", "theme")}


def web(url: str | None) -> str | None:
    """The address when a browser may follow it (http or https), else None: an article's header is foreign text."""
    return url if url and url.lower().startswith(("http://", "https://")) else None
