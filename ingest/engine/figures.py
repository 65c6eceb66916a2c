"""The entities of an article while it is put together, and which country or pair it speaks of.

Deciding which mentions are one entity is left to ``ingest.engine.coreference``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ingest.engine.scene import Mention, Scene
from ingest.gazetteer import Gazetteer
from ingest.languages import Language


@dataclass(slots=True, eq=False)
class Figure:
    """An entity of the article while it is put together.

    ``hanging``: a person told only by a pronoun («رئيسها») or a country by «البلاد» that nothing resolves.
    """

    key: str
    type: str
    known: str | None = None
    head: str | None = None
    number: str = "one"
    named: bool = True
    country: str | None = None
    owner: str | None = None
    mentions: list[tuple[Scene, Mention]] = field(default_factory=list)
    modifiers: frozenset[str] = frozenset()
    offices: list[tuple[str, str | None]] = field(default_factory=list)
    bare: str | None = None
    feminine: bool = False
    hanging: bool = False


class Figures:
    """``figures`` by key in order of appearance."""

    def __init__(self, language: Language, gazetteer: Gazetteer) -> None:
        self._language = language
        self._gazetteer = gazetteer
        self.figures: dict[str, Figure] = {}
        self._countries: Counter[str] = Counter()
        self._count = 0
        self._leader: str | None = None
        self._recent: list[Figure] = []

    def _last_two(self) -> tuple[Figure, Figure] | None:
        """The two countries spoken of last: «البلدان», «الطرفان»."""
        found: list[Figure] = []
        for figure in reversed(self._recent):
            if figure.type == "Country" and figure not in found:
                found.append(figure)
            if len(found) == 2:
                return found[1], found[0]
        return None

    def focus(self) -> str | None:
        """The country that "the country" means: the one spoken of most so far, the latest among equals."""
        if not self._countries:
            return next((f.known for f in self.figures.values() if f.type == "Country" and f.known), None)
        top = max(self._countries.values())
        return next(key for key in reversed(self._countries) if self._countries[key] == top)

    def count_named(self, nations: list[str], title: set[str]) -> None:
        """Count how often the article names each country; ``nations`` are those that its adjectives and capitals point to, ``title`` those of its title."""
        named = Counter({key: len(f.mentions) for key, f in self.figures.items() if f.type == "Country" and f.known})
        meant = named + Counter(nations)
        if (first := _clear(meant)) is not None:
            self._leader = first
        elif len(title) == 1:
            self._leader = next(iter(title))
        elif (first := _clear(named)) is not None and meant[first] == max(meant.values()):
            self._leader = first

    def topic(self) -> str | None:
        """The country that "the country" means in narration: the one that clearly leads, None where none does."""
        return self._leader

    def country(self, key: str) -> Figure:
        """The figure of a country that an adjective points to, made where no mention has named it."""
        figure = self.figures.get(key)
        if figure is None:
            entry = self._gazetteer.get(key)
            figure = self.figures[key] = Figure(key, entry.type if entry is not None else "Country", key)
        return figure

    def city(self, key: str, scene: Scene, mention: Mention) -> str:
        """The figure of a capital that a mention of its country's acting name stands for here."""
        figure = self.figures.get(key)
        if figure is None:
            figure = self.figures[key] = Figure(key, "Place", key)
        if (scene, mention) not in figure.mentions:
            figure.mentions.append((scene, mention))
        return key

    def _new(self, key: str, mention: Mention) -> Figure:
        self._count += 1
        if key in self.figures:
            key = f"{key}#{self._count}"
        figure = Figure(key, mention.type, mention.known, mention.head, mention.number, mention.named, mention.country,
                        modifiers=frozenset(mention.modifiers), bare=mention.bare)  # fmt: skip
        self.figures[key] = figure
        return figure

    def _join(self, figure: Figure, scene: Scene, mention: Mention) -> None:
        mention.key = figure.key
        figure.mentions.append((scene, mention))
        figure.country = figure.country or mention.country


def _clear(counts: Counter[str]) -> str | None:
    """The key that stands alone or is counted at least twice as often as any other."""
    best = counts.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] >= 2 * best[1][1]) else None


def no_addressee(target: Figure) -> bool:
    """Whether a thing or an unnamed spot was taken for whom or what a request is for."""
    return target.type in ("Equipment", "Facility") or (target.type == "Place" and not target.known)


def acts_as(kind: str) -> str:
    """An outlet acts as the organisation that it is."""
    return "Organization" if kind == "Outlet" else kind
