"""Judgements to canonical entities and corrected claims: pure, append-only, reversible.

Which judgements there are and what is written anew for them is left to ``graph.store.judging``,
likely merges to ``ingest.likeness``.

A history is a sequence of judgements, oldest first; nothing in it is ever changed. A later one
about the same matter replaces an earlier one, and ``undo`` takes one back as if it had never been
given. From what is in force follow the canonical ids, and what is corrected: the same history
gives the same answer everywhere, so a split gives back exactly what was there.

A correction of a claim is kept under ``reading_key``: the words of the sentence, in whichever version of
its article, and who is said to do what to whom. Another version of an extractor that reads the same there
again is corrected again, whatever else it says of status, office or speaker, and so is an edited article
in which the sentence stands elsewhere; one whose words were changed is another reading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from graph.errors import InputError
from graph.model import Article, Claim, Entity, Judged, Judgement, Name, PartialDate, claim_id
from graph.names import plain
from graph.ontology import ENTITY_TYPES, RELATION_TYPES, STATUS_GROUPS

SAME, DIFFERENT, UNSURE = PAIR_VERDICTS = ("same", "different", "unsure")
RENAME, RETYPE, ALIAS, UNALIAS = ENTITY_VERDICTS = ("rename", "retype", "alias", "unalias")
FIX, WRONG = CLAIM_VERDICTS = ("fix", "wrong")
UNDO = "undo"
VERDICTS = (*PAIR_VERDICTS, *ENTITY_VERDICTS, *CLAIM_VERDICTS, UNDO)
STATUSES = tuple(status for group in STATUS_GROUPS.values() for status in group)
ENDS = ("subject", "object", "speaker")
_DATES = ("valid_from", "valid_to", "said_on")
# What a correction of a claim may set; "negated" is "true" or "false", and what may be unknown is taken away by an empty text.
FIXABLE = ("subject", "relation", "object", "status", "negated", "speaker", "role", "quantity", *_DATES)
LONGEST = 2_000
_MADE_UP = re.compile(r"-[0-9a-f]{10}$")
_REVIEW = "Look at the history on the review page."


@dataclass(frozen=True, slots=True)
class Identity:
    """What the judgements in force say.

    ``canonical`` maps each entity that is merged to the id that stands for all of them, that id to itself;
    an id that is not in it stands for itself. ``members`` lists all ids of each canonical one, sorted.
    ``apart`` holds the pairs judged different or unsure, ``decided`` all pairs judged. ``claims`` maps
    a reading key to its correction, ``entities`` an entity's id to its corrections, oldest first.
    """

    canonical: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    members: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    decided: Mapping[tuple[str, str], Judged] = field(default_factory=lambda: MappingProxyType({}))
    claims: Mapping[str, Judged] = field(default_factory=lambda: MappingProxyType({}))
    entities: Mapping[str, tuple[Judged, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, entity: str) -> str:
        """The id that stands for this one."""
        return self.canonical.get(entity, entity)

    def all_of(self, entity: str) -> tuple[str, ...]:
        """All ids that are judged the same as this one, itself included; sorted."""
        return self.members.get(self.of(entity), (entity,))

    def touches(self, entity: str) -> bool:
        """Whether anything was judged that shows on the entity."""
        return entity in self.canonical or entity in self.entities

    def judged(self, claim: Claim) -> Judged | None:
        """The correction of this claim as it was read."""
        return next((self.claims[key] for key in reading_keys(claim) if key in self.claims), None) if self.claims else None

    def is_wrong(self, claim: Claim) -> bool:
        found = self.judged(claim)
        return found is not None and found.judgement.verdict == WRONG

    def claim(self, claim: Claim) -> Claim:
        """The claim, read from the text, as it counts: corrected, its ends canonical; its id stays."""
        found = self.judged(claim)
        if found is not None and found.judgement.verdict == FIX:
            claim = _fixed(claim, dict(found.judgement.value))
        if not self.canonical:
            return claim
        speaker = self.of(claim.speaker) if claim.speaker else claim.speaker
        via = tuple(map(self.of, claim.via))
        subject, object_ = self.of(claim.subject), self.of(claim.object)
        if (subject, object_, speaker, via) == (claim.subject, claim.object, claim.speaker, claim.via):
            return claim
        return replace(claim, subject=subject, object=object_, speaker=speaker, via=via)

    def counts(self, claim: Claim) -> bool:
        """Whether the claim, as it was read, folds: it is not wrong, and its ends were not merged into one."""
        if not self.canonical and not self.claims:
            return True
        counted = self.claim(claim)
        return not self.is_wrong(claim) and (counted.subject != counted.object or claim.subject == claim.object)


NOTHING = Identity()


def reading_key(claim: Claim) -> str:
    """What a correction is kept under: 128 bits as hex; ``claim`` is as it was read, not as it was corrected."""
    return reading_keys(claim)[0]


def reading_keys(claim: Claim) -> tuple[str, ...]:
    """All that a correction may be kept under: by the words of the sentence, or, as it was before those were noted, by its place."""
    said = claim.subject, claim.relation, claim.object
    placed = claim_id("reading", claim.article, claim.start, *said)
    return (claim_id("reading", claim.sentence, *said), placed) if claim.sentence else (placed,)


def with_sentences(article: Article, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of the article with what their sentences are known by in all its versions: their words, not their place."""
    return tuple(
        replace(claim, sentence=claim_id("sentence", article.series or article.id, plain(article.text[claim.start : claim.end])))
        for claim in claims
    )


def pair(left: str, right: str) -> tuple[str, str]:
    """The two ids in order: a pair is the same from either side."""
    return (left, right) if left <= right else (right, left)


def in_force(history: Sequence[Judged]) -> tuple[Judged, ...]:
    """The judgements that were not taken back, oldest first, the takings back left out."""
    undone = {j.judgement.left for j in history if j.judgement.verdict == UNDO}
    return tuple(j for j in history if j.id not in undone and j.judgement.verdict != UNDO)


def identity(history: Sequence[Judged]) -> Identity:
    """What the history, oldest first, says together. Raises InputError where it contradicts itself."""
    decided: dict[tuple[str, str], Judged] = {}
    entities: defaultdict[str, list[Judged]] = defaultdict(list)
    claims: dict[str, Judged] = {}
    for judged in in_force(history):
        judgement = judged.judgement
        if judgement.verdict in PAIR_VERDICTS:
            decided[pair(judgement.left, judgement.right)] = judged
        elif judgement.verdict in ENTITY_VERDICTS:
            entities[judgement.left].append(judged)
        elif judgement.verdict in CLAIM_VERDICTS:
            claims[judgement.left] = judged
    members = _components(key for key, judged in decided.items() if judged.judgement.verdict == SAME)
    canonical = {id: chosen for chosen, ids in members.items() for id in ids}
    for (left, right), judged in decided.items():
        if judged.judgement.verdict == DIFFERENT and canonical.get(left, left) == canonical.get(right, right):
            raise InputError(
                "judgements",
                f"{left!r} and {right!r} were judged different (by {judged.judgement.by}, {judged.at:%Y-%m-%d}), "
                "but this makes them the same, directly or through others.",
                f"Take one of the judgements back first. {_REVIEW}",
            )
    return Identity(
        MappingProxyType(canonical),
        MappingProxyType(members),
        MappingProxyType(decided),
        MappingProxyType(claims),
        MappingProxyType({id: tuple(found) for id, found in entities.items()}),
    )


def _components(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    parent: dict[str, str] = {}

    def root(id: str) -> str:
        parent.setdefault(id, id)
        while parent[id] != id:
            parent[id] = parent[parent[id]]
            id = parent[id]
        return id

    for left, right in pairs:
        parent[root(left)] = root(right)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for id in parent:
        groups[root(id)].append(id)
    return {min(ids, key=_readable): tuple(sorted(ids)) for ids in groups.values() if len(ids) > 1}


def _readable(id: str) -> tuple[bool, int, str]:
    """The best id to stand for others comes first: a known one before one made up from a name, then the shorter."""
    return bool(_MADE_UP.search(id)), len(id), id


def _fixed(claim: Claim, values: Mapping[str, str]) -> Claim:
    negated = values["negated"] == "true" if "negated" in values else claim.negated
    fixed: dict[str, object] = {key: value for key, value in values.items() if key in FIXABLE and key != "negated"}
    fixed |= {key: fixed[key] or None for key in ("speaker", "role", "quantity") if key in fixed}
    fixed |= {key: PartialDate.parse(values[key]) if values[key] else None for key in _DATES if key in values}
    return replace(claim, **fixed, negated=negated)  # type: ignore[arg-type]  # the keys are those of FIXABLE


def corrected(entity: Entity, corrections: Iterable[Judged]) -> Entity:
    """The entity with its corrections made in turn.

    A new name comes first of its language; an alias comes last; a name that is taken away is gone in every language,
    unless it is the only one.
    """
    for judged in corrections:
        value, verdict = dict(judged.judgement.value), judged.judgement.verdict
        if verdict == RETYPE:
            entity = replace(entity, type=value["type"])
            continue
        name = Name(value["name"], value.get("language", "und"))
        others = tuple(n for n in entity.names if n != name)
        if verdict == RENAME:
            entity = replace(entity, names=(name, *others))
        elif verdict == ALIAS:
            entity = entity if name in entity.names else replace(entity, names=(*entity.names, name))
        elif verdict == UNALIAS:
            left = tuple(n for n in entity.names if n.text != name.text)
            entity = replace(entity, names=left or entity.names)
    return entity


def check(judgement: Judgement) -> None:
    """Refuse what says nothing that can be done. Raises InputError."""
    value = dict(judgement.value)
    if judgement.verdict not in VERDICTS:
        _refuse(f"{judgement.verdict!r} is no verdict", f"Use one of {', '.join(VERDICTS)}.")
    if not judgement.by.strip():
        _refuse("it does not say who judged", "Give a name.")
    for text in (judgement.left, judgement.right, judgement.by, judgement.why, *(part for both in judgement.value for part in both)):
        if len(text) > LONGEST or "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
            _refuse(f"a part of it cannot be kept: {text[:40]!r}", f"Use at most {LONGEST:,} characters of plain text.")
    if not judgement.left:
        _refuse("it does not say what it is about", "Name an entity, a claim or a judgement.")
    if judgement.verdict in PAIR_VERDICTS and (not judgement.right or judgement.left == judgement.right):
        _refuse("a pair is two entities", "Name two.")
    if judgement.verdict == RETYPE and value.get("type") not in ENTITY_TYPES:
        _refuse(f"{value.get('type')!r} is no type of entity", f"Use one of {', '.join(ENTITY_TYPES)}.")
    if judgement.verdict in (RENAME, ALIAS, UNALIAS) and not value.get("name", "").strip():
        _refuse("the name is empty", "Write one.")
    if judgement.verdict == FIX:
        _check_fix(value)


def _check_fix(value: Mapping[str, str]) -> None:
    if not value or set(value) - set(FIXABLE):
        _refuse("it does not say what to put right", f"Set one or more of {', '.join(FIXABLE)}.")
    if value.get("relation", next(iter(RELATION_TYPES))) not in RELATION_TYPES:
        _refuse(f"{value['relation']!r} is no relation", "Use one of the ontology's.")
    if value.get("status", STATUSES[0]) not in STATUSES:
        _refuse(f"{value['status']!r} is no status", f"Use one of {', '.join(STATUSES)}.")
    if value.get("negated", "true") not in ("true", "false"):
        _refuse("'negated' is true or false", "Write one of the two.")
    if "" in (value.get("subject", "x"), value.get("object", "x")):
        _refuse("an end of the claim is empty", "Name an entity.")
    dates = {}
    for key in _DATES:
        try:
            dates[key] = PartialDate.parse(value[key]) if value.get(key) else None
        except ValueError:
            _refuse(f"{value[key]!r} is no date", "Write a year, a year and month, or a day: 2022, 2022-01 or 2022-01-11.")
    first, last = dates["valid_from"], dates["valid_to"]
    if first is not None and last is not None and last.last() < first.first():
        _refuse(f"it would end ({last}) before it began ({first})", "Give the two dates in order.")


def _refuse(cause: str, remedy: str) -> None:
    raise InputError("judgement", f"{cause}.", remedy)
