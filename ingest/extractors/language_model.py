"""The language model as an extractor: it proposes, the text decides.

The rules read every article too: their entities are what a model's names are joined to, so that both arrive at the same
ids. Which words are sent, how answers are read and found in the text is left to ``ingest.language_model``; whether a claim
fits the ontology to ``ingest.checking``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from graph.model import Article, Name
from graph.names import plain
from graph.ontology import RELATION_TYPES
from graph.settings import ModelSettings
from ingest import concepts, gazetteer
from ingest.draft import Draft, DraftClaim, DraftEntity, Extractor, Refusal, Spent
from ingest.engine.sentences import Sentence, quotations, sentences
from ingest.language_model.grounding import Found, Text
from ingest.language_model.instruction import EDITION, instruction, passage_message, schema
from ingest.language_model.memory import Memory, key_of
from ingest.language_model.passages import passages
from ingest.language_model.provider import Answer, CutOff, Provider, ProviderError
from ingest.language_model.reply import End, Fault, NoAnswer, Proposal, read

# Of a claim whose quote stands in the text letter by letter, and of one whose spelling had to be folded.
_EXACT, _ALIGNED = 0.7, 0.6
# In a script without capitals these are noun phrases more often than names.
_SELDOM_NAMED = frozenset({"Group", "ArmedForce", "Event", "Equipment", "Facility"})
# How often a passage is halved when its answer is cut off.
_HALVINGS = 3


class LanguageModelExtractor:
    """Reads articles in any language through a model; depends on the article, the model and what it answered before.

    ``side_by_side``: the rules' claims stand beside the model's, each marked with who made it; a claim that both
    make is marked with both. Otherwise the rules' claims are taken only where the model fails and the settings say so.
    """

    version = EDITION

    def __init__(self, given: ModelSettings, rules: Extractor, memory: Memory | None, side_by_side: bool = False) -> None:
        self.name = "language_model:" + re.sub(r"[\s/]+", "_", given.model)
        self._given, self._rules, self._memory, self._side_by_side = given, rules, memory, side_by_side
        self._provider = Provider(given)

    def __call__(self, article: Article) -> Draft:
        base = self._rules(article)
        mark = f"{self._rules.name}/{self._rules.version}"
        ruled = tuple(replace(claim, extractor=claim.extractor or mark) for claim in base.claims)
        conversation = _Conversation(self._given, self._provider, self._memory, article)
        try:
            answers = [answer for start, end in passages(article.text) for answer in conversation.about(start, end)]
        except ProviderError as exc:
            if self._given.fallback:
                return replace(base, claims=ruled, notes=(*base.notes, f"read by the rules alone: {exc}."), spent=conversation.spent)
            return replace(base, claims=ruled if self._side_by_side else (), failed=str(exc), spent=conversation.spent)
        made = _Believed(article, base)
        for answer in answers:
            made.take(*answer)
        return replace(
            base,
            entities=made.entities(),
            claims=(*(ruled if self._side_by_side else ()), *made.claims),
            refused=(*(base.refused if self._side_by_side else ()), *made.refused),
            spent=conversation.spent,
        )


@dataclass
class _Conversation:
    """What is asked about one article, and what it took."""

    given: ModelSettings
    provider: Provider
    memory: Memory | None
    article: Article
    spent: Spent = field(default_factory=Spent)

    def about(self, start: int, end: int, halvings: int = _HALVINGS) -> Iterator[tuple[int, tuple[Proposal, ...], tuple[Fault, ...]]]:
        """The proposals about ``text[start:end]``, with its start. Raises ProviderError."""
        try:
            yield (start, *self._asked(start, end))
        except CutOff:
            parts = [(start + s, start + e) for s, e in passages(self.article.text[start:end], (end - start) // 2, 0)]
            if halvings == 0 or len(parts) == 1:
                raise
            for part in parts:
                yield from self.about(*part, halvings - 1)

    def _asked(self, start: int, end: int) -> tuple[tuple[Proposal, ...], tuple[Fault, ...]]:
        messages = [
            {"role": "system", "content": instruction()},
            {"role": "user", "content": passage_message(self.article, self.article.text[start:end])},
        ]
        key = key_of(self.given.model, EDITION, messages)
        if self.memory is not None and (known := self.memory.find(key)) is not None:
            self.spent += Spent(remembered=1)
            return read(known.text)
        why = ""
        for _ in range(self.given.tries):
            answer = self.provider.ask(messages, schema())
            self._count(answer)
            try:
                found = read(answer.text)
            except NoAnswer as exc:
                why = str(exc)
                continue
            if self.memory is not None:
                self.memory.keep(key, answer)
            return found
        raise ProviderError(f"{why}, {self.given.tries} times")

    def _count(self, answer: Answer) -> None:
        cost = (answer.tokens_in * self.given.price_in + answer.tokens_out * self.given.price_out) / 1e6
        self.spent += Spent(asked=1, tokens_in=answer.tokens_in, tokens_out=answer.tokens_out, cost=cost)


class _Refused(Exception):
    """This proposal is not believed; the message is the reason."""


class _Believed:
    """The claims of one article whose words stand in it, and the entities that they name."""

    def __init__(self, article: Article, base: Draft) -> None:
        self._article, self._text = article, Text(article.text)
        self._sentences, self._quotations = sentences(article.text), quotations(article.text)
        self._entities = {entity.key: entity for entity in base.entities}
        self._named: dict[tuple[str, str], str] = {}
        self.claims: list[DraftClaim] = []
        self.refused: list[Refusal] = []

    def entities(self) -> tuple[DraftEntity, ...]:
        return tuple(self._entities.values())

    def take(self, start: int, proposals: tuple[Proposal, ...], faults: tuple[Fault, ...]) -> None:
        """Keep what the text bears out. ``start`` is where the passage begins that the answer is about."""
        for fault in faults:
            self.refused.append(Refusal(-1, -1, fault.why, f"claim {fault.number}: {fault.words}"))
        for proposal in proposals:
            try:
                claim = self._claim(proposal, start)
            except _Refused as exc:
                self.refused.append(Refusal(-1, -1, str(exc), f"claim {proposal.number}: {proposal.quote}"))
                continue
            if claim not in self.claims:
                self.claims.append(claim)

    def _claim(self, given: Proposal, start: int) -> DraftClaim:
        found = self._quote(given, start)
        sentence = self._sentence(found)
        self._check_voice(given, found)
        cue = self._within(given.cue, found) or (found.start, found.end)
        return DraftClaim(
            subject=self._entity(given.subject), relation=given.predicate, object=self._entity(given.object),
            start=sentence.start, end=sentence.end, cue_start=cue[0], cue_end=cue[1],
            status=given.status, negated=given.negated,
            role=self._worded(given.role, sentence), quantity=self._worded(given.quantity, sentence),
            speaker=self._entity(given.speaker) if given.speaker else None,
            via=tuple(self._entity(End(name, "Outlet")) for name in given.via),
            valid_from=given.valid_from, valid_to=given.valid_to,
            confidence=_EXACT if found.exact else _ALIGNED,
        )  # fmt: skip

    def _quote(self, given: Proposal, start: int) -> Found:
        # Models count places badly, in bytes or tokens; one that no count of this text reaches was made up.
        furthest = len(self._article.text.encode("utf-8", "surrogatepass"))
        if any(place is not None and not 0 <= place <= furthest for place in (given.start, given.end)):
            raise _Refused("span lies past the end of the text")
        near = start if given.start is None else given.start
        found = self._text.quote(given.quote, near)
        if found is None:
            raise _Refused("quote not found in the text")
        return found

    def _sentence(self, found: Found) -> Sentence:
        for sentence in self._sentences:
            if sentence.start <= found.start and found.end <= sentence.end:
                return sentence
        touched = [s for s in self._sentences if s.start < found.end and found.start < s.end]
        if len(touched) > 2:
            raise _Refused("quote runs over several sentences")
        return Sentence(touched[0].start, touched[-1].end, touched[0].paragraph)

    def _check_voice(self, given: Proposal, found: Found) -> None:
        """Whose words these are: a quotation needs its speaker, and words addressed to a machine say nothing of the world."""
        quote = self._article.text[found.start : found.end]
        if given.speaker is None and any(start <= found.start and found.end <= end for start, end in self._quotations):
            raise _Refused("words in quotation marks without a speaker")
        names = re.findall(r"\b[A-Z]+(?:_[A-Z]+)*\b", quote)
        if not quote.isupper() and any(name in RELATION_TYPES for name in names):
            raise _Refused("words that address the extractor")

    def _within(self, words: str | None, found: Found) -> tuple[int, int] | None:
        if not words:
            return None
        at = self._text.quote(words, found.start)
        return (at.start, at.end) if at is not None and found.start <= at.start and at.end <= found.end else None

    def _worded(self, words: str | None, sentence: Sentence) -> str | None:
        """Role and quantity only in the sentence's own words."""
        if not words:
            return None
        at = self._text.quote(words, sentence.start)
        return self._article.text[at.start : at.end] if at is not None and sentence.start <= at.start and at.end <= sentence.end else None

    def _entity(self, end: End) -> str:
        """The key of the entity that a proposed name means."""
        asked = (plain(end.name), end.type)
        if asked not in self._named:
            spans = self._text.names(end.name)
            if not spans:
                raise _Refused(f"{end.type} that the text does not name")
            self._named[asked] = self._joined(end, spans) or self._new(end, spans)
        return self._named[asked]

    def _joined(self, end: End, spans: tuple[tuple[int, int], ...]) -> str | None:
        """The rules' entity of that name, or of the same words: what a list knows keeps its own type."""
        wanted, where = plain(end.name), set(spans)
        best: tuple[int, str] | None = None
        for key, entity in self._entities.items():
            if entity.known is None and entity.type != end.type:
                continue
            same = any(plain(name.text) == wanted for name in entity.names)
            shared = len(where & set(entity.spans))
            if same or shared * 2 > len(where):
                rank = (shared + 1_000 * same, key)
                best = max(best, rank) if best else rank
        return best[1] if best else None

    def _new(self, end: End, spans: tuple[tuple[int, int], ...]) -> str:
        key = f"model:{len(self._entities)}"
        shown, language = self._article.text[spans[0][0] : spans[0][1]], self._article.language
        listed = [entry.key for entry in gazetteer.load().named(end.name) if entry.type == end.type]
        known = listed[0] if len(listed) == 1 else None
        head = _head(shown, language, end.type) if known is None else None
        self._entities[key] = DraftEntity(key, end.type, (Name(shown, language),), spans, known, named=head is None, head=head)
        return key


def _head(words: str, language: str, type_: str) -> str | None:
    """The head of an ordinary noun phrase, None for a name: two articles' "protesters" need not be the same people."""
    parts = words.split()
    for part in (parts[0], parts[-1]):
        if concepts.load().find(part, language, type_, words) is not None:
            return part
    if any(sign.isupper() for sign in words):
        return None
    cased = any(sign.islower() for sign in words)
    return parts[0] if cased or type_ in _SELDOM_NAMED else None
