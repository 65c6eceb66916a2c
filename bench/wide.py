"""A made-up graph of many relations, put into a store directly: what articles say is folded, but not read from any text.

What is asked of it is left to ``bench.scale``. Ids, properties and the kept order of relations are those that
``graph.store`` writes; what an entity's articles brought each by itself is left out, so such a store cannot be edited.
"""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from graph import folding
from graph.model import Article, Claim, Contribution, Entity, Mention, Name, PartialDate, claim_id
from graph.names import plain
from graph.queries import articles, claims, entities, relations
from graph.store import GraphStore, records
from graph.store.connection import Work
from graph.store.ranking import Moves

SEED = 11
Row = dict[str, Any]
# Of the relations so many, and of most of them one source: about two claims each.
_ENTITIES_EACH, _CLAIMS_AN_ARTICLE, _OUTLETS = 6, 8, 200
_BATCH = 1_000
_SYLLABLES = (
    ("ba", "با", "ба", "巴"), ("ker", "كر", "кер", "克"), ("lo", "لو", "ло", "洛"), ("min", "من", "мин", "明"),
    ("sha", "شا", "ша", "沙"), ("tur", "تر", "тур", "图"), ("vel", "فل", "вел", "维"), ("nor", "نور", "нор", "诺"),
    ("za", "زا", "за", "扎"), ("rik", "ريك", "рик", "里"), ("dal", "دال", "дал", "达"), ("om", "أم", "ом", "奥"),
    ("pe", "بي", "пе", "佩"), ("gul", "جل", "гул", "古"), ("is", "اس", "ис", "伊"), ("tan", "تان", "тан", "坦"),
)  # fmt: skip
_LANGUAGES = ("en", "ar", "ru", "zh")
_TYPES = ("Person", "Person", "Person", "Organization", "Organization", "Place", "Country")
# Speech and diplomacy are most of what the news tell.
_SAYINGS = (
    "CRITICISED", "CRITICISED", "SUPPORTED", "MET", "MET", "CALLED", "ACCUSED", "ATTACKED", "MEMBER_OF", "AGREED_WITH", "NEGOTIATED",
    "SANCTIONED", "LEADS", "LOCATED_IN", "DEPLOYED_TO",
)  # fmt: skip
_SENTENCE = "The one side said on that day of the other what this sentence stands for, number {n:02d} of {of:07d}. "


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written, in how many seconds; ``complete``: all that was asked for. Claims were written of the first relations only."""

    entities: int
    relations: int
    claims: int
    articles: int
    seconds: float
    complete: bool


class Wide:
    """About ``relations`` relations; the same ones at every call. ``claims``: so many at the most are nodes of their own."""

    def __init__(self, relations: int, claims: int) -> None:
        self._relations, self._claims = relations, claims
        self.size = max(20, relations // _ENTITIES_EACH)
        self._articles = max(_OUTLETS, relations * 2 // _CLAIMS_AN_ARTICLE)
        self._length = len(_SENTENCE.format(n=0, of=0))

    def entity(self, number: int) -> Entity:
        chance = random.Random(f"{SEED} {number}")
        words = [[chance.choice(_SYLLABLES) for _ in range(3)] for _ in range(2)]
        names = tuple(
            Name(" ".join("".join(part[script] for part in word).capitalize() for word in words), language)
            for script, language in enumerate(_LANGUAGES)
        )
        return Entity(f"wide-{number}", _TYPES[number % len(_TYPES)], names)

    def article(self, number: int) -> Article:
        text = "".join(_SENTENCE.format(n=n, of=number) for n in range(_CLAIMS_AN_ARTICLE))
        day = date(2020, 1, 1) + timedelta(days=number * 2_000 // self._articles)
        language = ("ar", "en", "ru", "fr")[number % 4]
        # One in ten is a reprint of the one before.
        story = f"wide-article-{number - number % 10}" if number % 10 < 2 else None
        return Article(
            f"wide-article-{number}", text, language, title=f"Report {number}", outlet=self.outlet(number), published=day, story=story
        )

    def outlet(self, number: int) -> str:
        return f"wide-outlet-{int(_OUTLETS * random.Random(number).random() ** 2)}"

    def groups(self) -> Iterator[list[Claim]]:
        """The claims of each relation."""
        chance = random.Random(SEED)
        for _ in range(self._relations):
            one, other = self._one(chance), self._one(chance)
            if one == other:
                continue
            sources = min(400, int(chance.paretovariate(1.6)))
            type_ = chance.choice(_SAYINGS)
            first = chance.randrange(self._articles)
            yield [self._claim(chance, (one, type_, other), first, n) for n in range(sources)]

    def _one(self, chance: random.Random) -> str:
        # The cube of a uniform number: few are in very many relations, most in few.
        return f"wide-{int(self.size * chance.random() ** 3)}"

    def _claim(self, chance: random.Random, said: tuple[str, str, str], first: int, n: int) -> Claim:
        subject, type_, object_ = said
        # What is told of is told within days.
        number = (first + n * chance.randint(1, 9)) % self._articles
        article, start = f"wide-article-{number}", self._length * chance.randrange(_CLAIMS_AN_ARTICLE)
        day = date(2020, 1, 1) + timedelta(days=number * 2_000 // self._articles)
        when = PartialDate.parse(str(date(2020, 1, 1) + timedelta(days=first * 2_000 // self._articles))) if first % 3 == 0 else None
        return Claim(
            claim_id(article, start, *said, n), article, subject, type_, object_, start, start + self._length - 1, start + 13, start + 17,
            "asserted" if first % 5 else "claimed", "bench/1", round(0.5 + chance.random() / 2, 2), day,
            negated=chance.random() < 0.04, speaker=self._one(chance) if chance.random() < 0.2 else None, valid_from=when,
        )  # fmt: skip

    def fill(self, store: GraphStore, seconds: float, told: Callable[[str], None]) -> Filled:
        """Write until all is there or the time is up; nothing else may be in the store."""
        started = time.perf_counter()
        write = store._connection.write
        self._write_nodes(store)
        told(f"{self.size:,} entities after {time.perf_counter() - started:.0f} s")
        degrees: Counter[str] = Counter()
        held: list[tuple[list[Claim], list[folding.Folded], str]] = []
        done = pieces = read = 0
        complete = True
        for group in self.groups():
            key = folding.group_key(group[0])
            origins = {c.article: self._origin(c.article) for c in group}
            folded = [one for _, one in folding.Group(key, {c.id: c for c in group}.values(), origins).runs() if one is not None]
            held.append((group, folded, key))
            if len(held) >= _BATCH:
                kept = self._write(write, held, degrees, pieces < self._claims)
                pieces, read = pieces + kept[0], max(read, kept[1])
                done += sum(len(folded) for _, folded, _ in held)
                held = []
                if (spent := time.perf_counter() - started) > seconds:
                    complete = False
                    break
                if done // _BATCH % 10 == 0:
                    told(f"{done:,} relations after {spent:.0f} s")
        if held:
            pieces += self._write(write, held, degrees, pieces < self._claims)[0]
            done += sum(len(folded) for _, folded, _ in held)
        rows = [{"id": id, "degree": n} for id, n in degrees.items()]
        for start in range(0, len(rows), _BATCH):
            write(partial(_degrees, rows[start : start + _BATCH]))
        return Filled(self.size, done, pieces, len(self._read), time.perf_counter() - started, complete)

    def _origin(self, article: str) -> folding.Origin:
        number = int(article.rpartition("-")[2])
        return folding.Origin(f"wide-article-{number - number % 10}" if number % 10 < 2 else article, self.outlet(number), None)

    def _write_nodes(self, store: GraphStore) -> None:
        self._read: set[str] = set()
        every = [self.entity(n) for n in range(self.size)]
        every += [Entity(f"wide-outlet-{n}", "Outlet", (Name(f"Outlet {n}", "en"),)) for n in range(_OUTLETS)]
        for start in range(0, len(every), _BATCH):
            by_type: defaultdict[str, list[Row]] = defaultdict(list)
            for entity in every[start : start + _BATCH]:
                by_type[entity.type].append({"id": entity.id, "props": records.Knowledge.of(entity).properties()})

            def write(work: Work, by_type: dict[str, list[Row]] = by_type) -> None:
                for type_, rows in by_type.items():
                    work.batches(entities.WRITE[type_], rows)

            store._connection.write(write)

    def _write(
        self,
        write: Callable[[Callable[[Work], None]], None],
        held: Sequence[tuple[list[Claim], list[folding.Folded], str]],
        degrees: Counter[str],
        told: bool,
    ) -> tuple[int, int]:
        """One batch in one transaction; ``told``: with its claims and their articles."""
        moves = Moves()
        by_type: defaultdict[str, list[Row]] = defaultdict(list)
        said: list[Row] = []
        speaking: list[Row] = []
        naming: Counter[tuple[str, str]] = Counter()
        for group, folded, key in held:
            of: dict[str, str] = {}
            for one in folded:
                relation = one.relation
                properties = records.relation_properties(relation, key, one.outlets, one.speakers)
                row = {"subject": relation.subject, "object": relation.object, "type": relation.type, "props": properties}
                by_type[relation.type].append(row)
                moves.note(row, None, properties)
                degrees[relation.subject] += 1
                degrees[relation.object] += 1
                of |= dict.fromkeys((*relation.supporting, *relation.disputing), relation.id)
            if not told:
                continue
            for claim in {c.id: c for c in group}.values():
                said.append({"props": records.claim_properties(claim, key, of.get(claim.id))})
                naming[claim.article, claim.subject] += 1
                naming[claim.article, claim.object] += 1
                if claim.speaker:
                    speaking.append({"id": claim.id, "entity": claim.speaker})
        fresh = sorted({article for article, _ in naming} - self._read)
        self._read |= set(fresh)
        made = [self.article(int(id.rpartition("-")[2])) for id in fresh]
        nodes = [{"id": a.id, "props": records.article_properties(Contribution(a, (), (), ()))} for a in made]
        mentions = [
            row | {"id": article}
            for (article, entity) in naming
            for row in records.mention_rows([Mention(article, 0, 12, entity)])
        ]  # fmt: skip

        def act(work: Work) -> None:
            work.batches(articles.WRITE, nodes, 500)
            work.batches(articles.PUBLISH, [{"id": a.id, "outlet": a.outlet} for a in made])
            work.batches(claims.CREATE, said)
            work.batches(claims.JOIN_SPEAKER, speaking)
            work.batches(articles.MENTION, mentions)
            for type_, rows in by_type.items():
                work.batches(relations.CREATE[type_], rows)
            moves.write(work)

        write(act)
        return len(said), len(self._read)


def _degrees(rows: list[Row], work: Work) -> None:
    work.batches(entities.WRITE_DEGREE, rows)


def beginnings(entity: Entity, letters: int) -> dict[str, str]:
    """What a person has typed of a name, by script."""
    return {name.language: plain(name.text)[:letters] for name in entity.names}
