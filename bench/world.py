"""A made-up graph of a stated size, the same at every call: few entities are in many claims, most in few."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from graph.model import Article, Claim, Contribution, Entity, Mention, Name, article_id, claim_id

SEED = 5
_KINDS = ("Person", "Country", "Organization", "Place")
_SAYINGS = ("CRITICISED", "SUPPORTED", "MET", "CALLED")
_SYLLABLES = ("ba", "ker", "lo", "min", "sha", "tur", "vel", "nor", "za", "rik", "dal", "om", "pe", "gul", "is", "tan")
_ARABIC = dict(
    zip(_SYLLABLES, ("با", "كر", "لو", "من", "شا", "تر", "فل", "نور", "زا", "ريك", "دال", "أم", "بي", "جل", "اس", "تان"), strict=True)
)


class World:
    """``entities`` entities with an Arabic and an English name, and ``articles`` articles of ``CLAIMS`` claims."""

    CLAIMS = 8

    def __init__(self, entities: int, articles: int) -> None:
        self._chance = random.Random(SEED)
        self._articles = articles
        self.entities = tuple(self._entity(i) for i in range(entities))

    def _entity(self, number: int) -> Entity:
        words = [[self._chance.choice(_SYLLABLES) for _ in range(3)] for _ in range(2)]
        english = " ".join("".join(word).capitalize() for word in words)
        arabic = " ".join("".join(_ARABIC[part] for part in word) for word in words)
        return Entity(f"made-up-{number}", _KINDS[number % len(_KINDS)], (Name(arabic, "ar"), Name(english, "en")))

    def contributions(self) -> Iterator[Contribution]:
        for number in range(self._articles):
            yield self._contribution(number)

    def _contribution(self, number: int) -> Contribution:
        people = [self._one() for _ in range(self.CLAIMS + 1)]
        outlet = Entity(f"made-up-outlet-{number % 25}", "Outlet", (Name(f"Outlet {number % 25}", "en"),))
        sentences, spans, mentions = [], [], []
        at = 0
        for left, right in pairwise(people):
            sentence = f"{left.name('en')} spoke of {right.name('en')} on day {number}."
            spans.append((at, at + len(sentence), at + len(left.name("en")) + 1))
            mentions.append((left, at))
            sentences.append(sentence)
            at += len(sentence) + 1
        text = " ".join(sentences)
        day = date(2022, 1, 1) + timedelta(days=number % 700)
        article = Article(article_id(text), text, "en", title=f"Report {number}", outlet=outlet.id, published=day)
        claims = tuple(
            self._claim(article, left, right, span)
            for left, right, span in zip(people, people[1:], spans, strict=False)
            if left.id != right.id
        )
        named = tuple(Mention(article.id, start, start + len(e.name("en")), e.id) for e, start in mentions)
        brought = {e.id: e for e in (*people, outlet)}
        return Contribution(article, tuple(brought.values()), named, claims)

    def _one(self) -> Entity:
        # The cube of a uniform number: a tenth of the entities gets nearly half of the claims.
        return self.entities[int(self._chance.random() ** 3 * len(self.entities))]

    def _claim(self, article: Article, left: Entity, right: Entity, span: tuple[int, int, int]) -> Claim:
        start, end, cue = span
        relation = self._chance.choice(_SAYINGS)
        negated = self._chance.random() < 0.1
        identity = claim_id(article.id, start, left.id, relation, right.id, negated)
        return Claim(
            identity, article.id, left.id, relation, right.id, start, end, cue, cue + len("spoke of"),
            "asserted", "bench/1", 0.8, article.published or date.min, negated=negated,
        )  # fmt: skip
