"""What the stages pass on: a sentence under reading, its mentions and the offices that titles give.

Finding mentions is left to ``ingest.engine.mentions``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.engine.names import Named
from ingest.engine.senses import Hit
from ingest.engine.tokens import Token
from ingest.languages import Language


@dataclass(slots=True, eq=False)
class Mention:
    """Tokens ``first``..``end`` stand as one argument of the clause; ``start``..``stop`` name the entity.

    ``known`` is a gazetteer key, ``head`` the lemma of a noun phrase, ``number`` "one", "two" or
    "many". ``marker`` is the preposition before it, glued or apart, or "". ``country`` is the
    country that an adjective or a noun in the phrase points to. ``inside`` is the mention that
    this one is part of: such a mention is no argument of the clause. ``owner`` is the entity named
    inside the phrase that it belongs to. ``office`` is what a title said of a person.
    ``also`` are keys of further entities that the mention stands for («البلدان»). ``governed``: a
    noun that is no mention stands right before it, so that it is that noun's genitive and no
    argument. ``nations`` are all countries whose adjectives it has («الضربات الأميركية البريطانية»). ``further`` are what more titles say of the same person. ``city`` is the place's own key where a capital stands for its country. ``whole``: its first letter is no clitic.
    """

    first: int
    end: int
    start: int
    stop: int
    type: str
    known: str | None = None
    head: str | None = None
    number: str = "one"
    definite: bool = True
    named: bool = False
    marker: str = ""
    joined: str = ""
    country: str | None = None
    nations: tuple[str, ...] = ()
    owner: Mention | None = None
    inside: Mention | None = None
    office: Office | None = None
    further: list[Office] = field(default_factory=list)
    bare: str | None = None
    quantity: tuple[int, int] | None = None
    modifiers: tuple[str, ...] = ()
    pronoun: str = ""
    name: tuple[str, ...] = ()
    generic: str = ""
    also: tuple[str, ...] = ()
    governed: bool = False
    city: str | None = None
    whole: bool = False
    key: str = ""
    parts: list[Mention] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Office:
    """What a title says: its lemma, the relation and status it maps to, its words, and whose office it is.

    ``whose`` is the pronoun of «رئيسها», which takes up the body.
    """

    lemma: str
    relation: str | None
    role: tuple[int, int]
    status: str = "asserted"
    body: Mention | None = None
    country: str | None = None
    definite: bool = True
    whose: str = ""


# Marks that part two words: what stands behind them belongs to no phrase before them.
_APART = frozenset("،,؛;:.()/…!؟?\n–—")


# What a token without a sense of some kind has; never added to.
_NONE: list[Hit] = []


@dataclass(slots=True)
class Scene:
    """A sentence under reading: its tokens, their senses and the mentions found so far by first token.

    ``fired`` are the tokens whose words made a candidate. ``dateline`` is the token at which the report starts: what stands before it («ألماتي –») is no part of any clause.
    ``in_names`` are the tokens inside persons' names, None until a status asks for them.
    """

    text: str
    words: list[Token]
    hits: list[tuple[Hit, ...]]
    language: Language
    forms: list[str]
    found: list[Mention] = field(default_factory=list)
    titled: Callable[[Scene, int], Mention | None] | None = None
    whole: set[int] = field(default_factory=set)
    fired: set[int] = field(default_factory=set)
    dateline: int = field(init=False)
    names_at: dict[int, tuple[int, Named, tuple[str, ...]] | tuple[()]] = field(default_factory=dict)
    in_names: frozenset[int] | None = None
    _classes: list[dict[str, int]] = field(init=False)
    _kinds: list[dict[str, list[Hit]]] = field(init=False)
    _near: list[bool] = field(init=False)

    def __post_init__(self) -> None:
        self._near = [_APART.isdisjoint(word.gap) for word in self.words]
        self.dateline = _dateline(self.words)
        self._classes = []
        self._kinds = []
        for hits in self.hits:
            found: dict[str, int] = {}
            kinds: dict[str, list[Hit]] = {}
            for hit in hits:
                kinds.setdefault(hit.sense.kind, []).append(hit)
                if hit.sense.kind == "grammar" and hit.end > found.get(hit.sense.what, 0):
                    found[hit.sense.what] = hit.end
            self._classes.append(found)
            self._kinds.append(kinds)

    def senses(self, at: int, kind: str) -> list[Hit]:
        return self._kinds[at].get(kind, _NONE)

    def is_(self, at: int, group: str) -> int:
        """The end of the longest function word or phrase of a class at a token; 0 if there is none."""
        return self._classes[at].get(group, 0)

    def nation(self, at: int) -> tuple[str | None, int]:
        """The country or body whose adjective stands at a token, and the token after it: one word or two («الكوري الجنوبي»)."""
        names = self.language.names
        stem = self.words[at].reading.stem
        if at + 1 < len(self.words) and self._near[at + 1]:
            pair = names.pairs.get((stem, self.words[at + 1].reading.stem))
            if pair is not None:
                return pair, at + 2
        return names.demonyms.get(stem), at + 1

    def close(self, at: int) -> bool:
        """Whether the token stands directly after the one before it: nothing but space, quotes or a hyphen between."""
        return at < len(self.words) and self._near[at]


# How many words the place, agency and day before the dash may take.
_LONGEST_DATELINE = 8


def _dateline(words: list[Token]) -> int:
    """Where the report starts after «المدينة (الوكالة) –» or «المدينة - »; 0 without a dateline."""
    for at, word in enumerate(words[1 : _LONGEST_DATELINE + 1], start=1):
        gap = word.gap
        if "–" in gap or "—" in gap or (" -" in gap or "- " in gap):
            return at
        if not _APART.isdisjoint(gap.strip(" ()،/")):
            return 0
    return 0


PLACE_LIKE = frozenset({"Place", "Country", "Facility"})


def marker(scene: Scene, at: int) -> str:
    """The preposition that governs the token: its own clitic, or the word or phrase before it."""
    own = scene.words[at].reading.marker
    if own:
        return own
    before = at - 1
    if before < 0 or not scene.close(at):
        return ""
    for start in range(max(0, at - 3), before):
        if scene.is_(start, "quantifier") == at and scene.forms[before] in ("من", "عن"):
            # «عدد من المواطنين» stands where «عدد» does.
            return marker(scene, start)
    for start in range(max(0, before - 2), before + 1):
        for hit in scene.hits[start]:
            if hit.sense.kind == "grammar" and hit.sense.what in ("preposition", "agent") and hit.end == at:
                if scene.words[before].reading.pronoun:
                    return ""
                return " ".join(scene.forms[start:at]) if start < before else scene.words[before].reading.base
    return ""
