"""The rules extractor: an article through the engine's stages to a draft, offline and deterministic.

The stages stand in ``ingest.engine``, each language's words and rules in ``ingest.languages``;
stable ids are left to ``ingest.resolution``.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Article, Name, PartialDate
from graph.ontology import RELATION_TYPES
from ingest.draft import Draft, DraftClaim, DraftEntity, Refusal
from ingest.engine import (
    attribution,
    clauses,
    dates,
    facts,
    membership,
    mentions,
    quantities,
    responsibility,
    senses,
    sentences,
    tokens,
    validation,
    workings,
)
from ingest.engine.candidates import Candidate
from ingest.engine.confidence import calibrated
from ingest.engine.coreference import Cast
from ingest.engine.entities import entity, worth
from ingest.engine.frames import Frames
from ingest.engine.salience import Salience
from ingest.engine.scene import Scene
from ingest.explanation import Working
from ingest.gazetteer import load as load_gazetteer
from ingest.languages import MODULES, PHRASE_MODULES, Language
from ingest.languages import grammar as load_grammar
from ingest.languages import load as load_language
from ingest.phrases import reader as phrases


class RulesExtractor:
    """Reads articles in the languages that ``ingest.languages`` lists; for any other the draft is empty."""

    name = "rules"
    version = "1"

    def __call__(self, article: Article) -> Draft:
        if article.language in PHRASE_MODULES:
            return phrases.extract(article, load_grammar(article.language))
        if article.language not in MODULES:
            return Draft()
        return _read(article, load_language(article.language))

    def workings(self, article: Article) -> tuple[Working, ...]:
        """The clauses, the refused candidates and the idle cues of an article; empty where the phrase grammar reads."""
        if article.language not in MODULES:
            return ()
        reading = _reading(article, load_language(article.language))
        return workings.of(reading.scenes, reading.parts, reading.cast, reading.refused)


def scenes(text: str, language: Language) -> list[Scene]:
    """The sentences of a text with their words, senses and mentions."""
    quotes = sentences.quotations(text)
    found = []
    for sentence in sentences.sentences(text):
        words = tokens.tokens(text, (sentence.start, sentence.end), language.read, language.clitics)
        if not words:
            continue
        for index, (start, end) in enumerate(quotes):
            if start < sentence.end and end > sentence.start:
                for word in words:
                    if start <= word.start < end:
                        word.quoted = index
        scene = Scene(text, words, senses.tag(words, language.lexicon), language, [word.form for word in words])
        mentions.find(scene)
        found.append(scene)
    shorts: dict[str, tuple[str, ...]] = {}
    for scene in found:
        for mention in scene.found:
            if mention.type == "Person" and len(mention.name) > 1 and len(mention.name[-1]) > 3:
                shorts.setdefault(mention.name[-1], mention.name)
    for scene in found:
        mentions.recall(scene, shorts)
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """An article read: its sentences, their clauses, its figures, and the candidates on either side of the check."""

    scenes: list[Scene]
    parts: list[list[clauses.Clause]]
    cast: Cast
    taken: list[Candidate]
    refused: list[Candidate]


def _read(article: Article, language: Language) -> Draft:
    reading = _reading(article, language)
    adjectives = _nationalities(reading.scenes, reading.cast)
    return _draft(article, reading.cast, (reading.taken, reading.refused), adjectives)


def _reading(article: Article, language: Language) -> _Reading:
    gazetteer = load_gazetteer()
    found = scenes(article.text, language)
    cast = Cast(language, gazetteer, language.synonyms)
    cast.assign(found)
    floor = attribution.Floor()
    salience = Salience(language.weights)
    frames = Frames(cast)
    candidates: list[Candidate] = []
    parts: list[list[clauses.Clause]] = []
    for scene in found:
        salience.floor = [floor.mention] if floor.mention is not None else []
        split = clauses.split(scene, salience)
        attribution.attribute(scene, split, floor, cast)
        salience.hear(scene, split)
        parts.append(split)
        candidates.extend(facts.offices(scene, cast, gazetteer))
        candidates.extend(facts.places(scene, cast))
        candidates.extend(facts.attendance(scene, split))
        candidates.extend(facts.parts(scene))
        candidates.extend(facts.ranks(scene))
        candidates.extend(facts.scenes_of_events(scene, split))
        candidates.extend(membership.lists(scene))
        candidates.extend(facts.capitals(scene, cast))
        candidates.extend(frames.read(scene, split))
    candidates.extend(membership.members(found, parts, cast, gazetteer))
    candidates.extend(responsibility.claimed(candidates, cast))
    taken, refused = validation.check(candidates, cast)
    return _Reading(found, parts, cast, taken, refused)


def _nationalities(found: list[Scene], cast: Cast) -> dict[str, tuple[int, int]]:
    """Where a country that only adjectives name is first pointed to («الفرنسي»): its key to the adjective's span."""
    wanted = {key for key, figure in cast.figures.items() if not figure.mentions}
    spans: dict[str, tuple[int, int]] = {}
    for scene in found if wanted else ():
        for word in scene.words:
            key = scene.language.names.demonyms.get(word.reading.stem)
            if key in wanted and key not in spans:
                spans[key] = (word.start, word.end)
    return spans


def _draft(article: Article, cast: Cast, checked: tuple[list[Candidate], list[Candidate]], adjectives: dict[str, tuple[int, int]]) -> Draft:
    taken, refused = checked
    used = {key for c in taken for key in (c.subject, c.object, c.speaker, *c.via) if key}
    entities = [entity(article, figure) for figure in cast.figures.values() if figure.mentions and (figure.key in used or worth(figure))]
    for key in sorted(used & adjectives.keys()):
        entry = load_gazetteer().get(key)
        if entry is not None:
            name = next(iter(entry.names.get(article.language, ())), None) or next(iter(entry.names.values()))[0]
            entities.append(DraftEntity(key, entry.type, (Name(name, article.language),), (adjectives[key],), key))
    kept = {entity.key for entity in entities}
    moments = {id(c.scene): dates.moments(c.scene, article.published) for c in {id(c.scene): c for c in taken}.values()}
    claims = [_claim(article, c, moments) for c in taken if {c.subject, c.object} <= kept and (c.speaker is None or c.speaker in kept)]
    refusals = tuple(Refusal(*_span(c), c.why) for c in refused)
    return Draft(tuple(entities), tuple(claims), refusals)


def _span(candidate: Candidate) -> tuple[int, int]:
    words = candidate.scene.words
    return words[candidate.first].start, words[max(candidate.end, candidate.first + 1) - 1].end


def _distance(candidate: Candidate) -> int:
    """The words between cue and object; -1 where the object stands in the cue or nowhere of its own."""
    target = candidate.object_mention
    return -1 if target is None else max(0, target.first - candidate.end)


@dataclass(frozen=True, slots=True)
class Graded:
    """A taken candidate as its calibration sees it: keys, relation, the rule's grade, the words between cue and object."""

    subject: str
    relation: str
    object: str
    grade: float
    distance: int


def graded(article: Article) -> list[Graded]:
    """The candidates that an Arabic article's claims are made from, with the grades before calibration."""
    taken = _reading(article, load_language(article.language)).taken
    return [Graded(c.subject or "", c.relation, c.object or "", c.confidence, _distance(c)) for c in taken]


def _said(candidate: Candidate, when: list[dates.Moment]) -> tuple[PartialDate | None, list[dates.Moment]]:
    """The day on which a speaker said it («قال أمس إن ...») and the moments that are left for the deed itself."""
    opened = candidate.words_from
    if opened is None:
        return None, when
    outer = [m for m in when if m.first < opened and not m.bound]
    return (outer[0].start if outer else None), [m for m in when if m.first >= opened]


def _claim(article: Article, candidate: Candidate, moments: dict[int, list[dates.Moment]]) -> DraftClaim:
    scene = candidate.scene
    start, end = scene.words[0].start, scene.words[-1].end
    cue = _span(candidate)
    said_on, when = _said(candidate, moments[id(scene)])
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    if when and candidate.relation not in ("HOLDS_OFFICE", "LEADS", "MEMBER_OF", "PART_OF", "CAPITAL_OF", "AFFILIATED_WITH"):
        # «فرض حالة الطوارئ حتى 19 يناير»: the end of a state is no day of the deed.
        near = min((m for m in when if m.bound != "until"), key=lambda m: abs(m.first - candidate.first), default=None)
        if near is not None:
            valid_from, valid_to = near.start, near.stop if near.bound != "since" else None
    quantity = candidate.quantity
    for mention in (candidate.object_mention, candidate.subject_mention):
        if quantity is None and mention is not None:
            quantity = quantities.wording(scene, mention)
    return DraftClaim(
        candidate.subject or "", candidate.relation, candidate.object or "", start, end, *cue,
        status=candidate.status, negated=candidate.negated, role=candidate.role, quantity=quantity, speaker=candidate.speaker,
        via=candidate.via, said_on=said_on, valid_from=valid_from, valid_to=valid_to, confidence=calibrated(candidate.confidence, RELATION_TYPES[candidate.relation].family, _distance(candidate)),
    )  # fmt: skip
