"""A language's words as data: cues, reporting verbs, titles, heads, numbers, dates and function words.

The rows stand in ``ingest/languages/LANG/*.csv`` and are checked here; finding them in a
sentence is left to ``ingest.engine.senses``.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import OntologyError
from graph.ontology import ENTITY_TYPES, RELATION_TYPES, STATUSES
from ingest.text import fold

SUBJECTS = frozenset({"subject", "agent", "means", "idafa", "inverse", "none"})
PARTS = frozenset({"verb", "masdar", "phrase", "noun", "participle", "adjective"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that signals a relation. ``subject``/``objects`` say where the arguments stand.

    ``effect`` is a status, "negated" or "". ``sure`` is False where argument types must decide.
    """

    lemma: str
    part: str
    relation: str
    subject: str
    objects: tuple[str, ...]
    second: tuple[str, ...]
    effect: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Speech:
    """A reporting verb or phrase. ``takes`` is what opens the words, ``stance`` what it does to them."""

    lemma: str
    part: str
    takes: tuple[str, ...]
    speakers: tuple[str, ...]
    channels: tuple[str, ...]
    stance: str


@dataclass(frozen=True, slots=True)
class Title:
    """A title. ``relation`` is HOLDS_OFFICE, LEADS, MEMBER_OF or None (a rank); ``scope`` country, body, force or party."""

    lemma: str
    relation: str | None
    scope: str


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that can head a mention. ``number`` is "one", "two" or "many".

    ``needs`` is "genitive" or "number" where the word heads a mention only with one, else "".
    """

    lemma: str
    type: str
    number: str
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class DateWord:
    kind: str
    value: str
    calendar: str


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of one form. ``kind`` names the table.

    ``feminine`` is a verb form's gender, None where it shows none. ``finite`` marks a finite verb
    form, ``adverbial`` a participle that goes with another verb («مؤكدا»).
    """

    kind: str
    what: Any
    feminine: bool | None = None
    finite: bool = False
    adverbial: bool = False


@dataclass(slots=True)
class Lexicon:
    """All forms of a language. ``folk`` are peoples in broken plurals («الروس»), ``rulers`` offices whose holders' deeds are their state's. ``words`` maps a single folded word, ``phrases`` a first word to (rest, senses, gap)."""

    words: dict[str, tuple[Sense, ...]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], tuple[Sense, ...], bool]]] = field(default_factory=dict)
    common: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    folk: frozenset[str] = frozenset()
    rulers: frozenset[str] = frozenset()


def rows(path: Path, columns: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a data file as (place, row); ``place`` is "file:line". Raises OntologyError for a bad form."""
    wanted = list(columns)
    with path.open(encoding="utf-8", newline="") as file:
        lines = ((number, line) for number, line in enumerate(file, start=1) if line.strip() and not line.startswith("#"))
        header: list[str] | None = None
        for number, line in lines:
            cells = next(csv.reader([line]))
            if header is None:
                header = cells
                if header != wanted:
                    raise OntologyError(f"{path.name}:{number}: columns are {', '.join(header)}, wanted {', '.join(wanted)}")
                continue
            place = f"{path.name}:{number}"
            if len(cells) != len(wanted):
                raise OntologyError(f"{place}: {len(cells)} cells, wanted {len(wanted)}; quote a cell that holds a comma")
            yield place, dict(zip(wanted, cells, strict=True))


def split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


class Builder:
    """Collects forms and senses, then freezes them into a ``Lexicon``."""

    def __init__(self) -> None:
        self._words: dict[str, dict[Sense, None]] = {}
        self._phrases: dict[tuple[str, ...], dict[Sense, None]] = {}
        self._gaps: set[tuple[str, ...]] = set()
        self._folded: dict[str, tuple[str, ...]] = {}

    def add(self, form: str, sense: Sense, gap: bool = False) -> None:
        words = self._folded.get(form)
        if words is None:
            words = self._folded[form] = tuple(fold(word) for word in form.replace("-", " ").split())
        if len(words) == 1:
            self._words.setdefault(words[0], {})[sense] = None
        elif words:
            self._phrases.setdefault(words, {})[sense] = None
            if gap:
                self._gaps.add(words)

    def lexicon(self, common: frozenset[str], adjectives: frozenset[str]) -> Lexicon:
        phrases: dict[str, list[tuple[tuple[str, ...], tuple[Sense, ...], bool]]] = {}
        for words, senses in self._phrases.items():
            phrases.setdefault(words[0], []).append((words[1:], tuple(senses), words in self._gaps))
        for listed in phrases.values():
            listed.sort(key=lambda item: -len(item[0]))
        listed_words = {name: self._listed(name) for name in ("folk", "ruler")}
        kept = {form: tuple(senses) for form, senses in self._words.items() if senses}
        return Lexicon(kept, phrases, common, adjectives, folk=listed_words["folk"], rulers=listed_words["ruler"])

    def _listed(self, name: str) -> frozenset[str]:
        """The words of a class that is a list to look a word up in: a people's plural or an office has no such sense in a sentence."""
        found = frozenset(form for form, senses in self._words.items() if any(s.kind == "grammar" and s.what == name for s in senses))
        for form in found:
            self._words[form] = {sense: None for sense in self._words[form] if sense.what != name}
        return found


# Describes one form of a verb among all of them: (feminine, finite, adverbial) as in ``Sense``.
VerbForm = Callable[[str, tuple[str, ...]], tuple[bool | None, bool, bool]]
_NO_VERB = (None, False, False)


def load_cues(path: Path, builder: Builder, verb: VerbForm) -> None:
    """Read cues.csv; ``verb(form, forms)`` describes a verb's form. Raises OntologyError."""
    seen: dict[tuple[str, ...], str] = {}
    columns = ("lemma", "pos", "relation", "subject", "object", "second", "effect", "weight", "forms")
    for place, row in rows(path, columns):
        key = (row["lemma"], row["pos"], row["relation"], row["subject"], row["object"])
        if key in seen:
            raise OntologyError(f"{place}: {row['lemma']} for {row['relation']} stands already at {seen[key]}")
        seen[key] = place
        if row["relation"] not in RELATION_TYPES:
            raise OntologyError(f"{place}: unknown relation type {row['relation']!r}")
        if row["pos"] not in PARTS or row["subject"] not in SUBJECTS:
            raise OntologyError(f"{place}: unknown part of speech {row['pos']!r} or place of the subject {row['subject']!r}")
        if row["effect"] and row["effect"] != "negated" and row["effect"] not in STATUSES:
            raise OntologyError(f"{place}: unknown effect {row['effect']!r}")
        cue = Cue(row["lemma"], row["pos"], row["relation"], row["subject"], split(row["object"]), split(row["second"]),
                  row["effect"], row["weight"] == "high")  # fmt: skip
        forms = split(row["forms"])
        for form in forms:
            shape = verb(form, forms) if row["pos"] == "verb" else _NO_VERB
            builder.add(form, Sense("cue", cue, *shape), gap=row["pos"] == "phrase")


def load_derived(path: Path, builder: Builder, derive: Callable[[str, str, str], dict[str, tuple[str, ...]]], verb: VerbForm) -> None:
    """Read verbs.csv; ``derive(perfect, imperfect, noun)`` gives a verb's forms under "verb" and "masdar". Raises OntologyError."""
    for place, row in rows(path, ("relation", "object", "weight", "verbs")):
        if row["relation"] not in RELATION_TYPES:
            raise OntologyError(f"{place}: unknown relation type {row['relation']!r}")
        if row["weight"] not in ("high", "medium"):
            raise OntologyError(f"{place}: the weight is high or medium, not {row['weight']!r}")
        relation, sure, objects = row["relation"], row["weight"] == "high", split(row["object"])
        for written in row["verbs"].split(";"):
            perfect, present, noun = (*(part.strip() for part in written.split("/")), "", "")[:3]
            if not perfect:
                raise OntologyError(f"{place}: an empty verb; one ';' too many")
            forms = derive(perfect, present, noun)
            active = Cue(perfect, "verb", relation, "subject", objects, (), "", sure)
            for form in forms["verb"]:
                builder.add(form, Sense("cue", active, *verb(form, forms["verb"])))
            if "direct" in objects:
                passive = Cue(perfect, "verb", relation, "agent", objects, (), "", False)
                for form in forms["passive"]:
                    builder.add(form, Sense("cue", passive, *verb(form, forms["verb"])))
            for form in forms["masdar"]:
                builder.add(
                    form, Sense("cue", Cue(form, "masdar", relation, "idafa", ("ل",) if "direct" in objects else objects, (), "", sure))
                )
                if "direct" in objects:
                    builder.add(form, Sense("cue", Cue(form, "masdar", relation, "agent", objects, (), "", sure)))


def load_speech(path: Path, builder: Builder, verb: VerbForm) -> None:
    for _, row in rows(path, ("lemma", "pos", "takes", "speaker", "channel", "stance", "forms")):
        speech = Speech(row["lemma"], row["pos"], split(row["takes"]), split(row["speaker"]), split(row["channel"]), row["stance"])
        forms = split(row["forms"])
        for form in forms:
            builder.add(form, Sense("speech", speech, *(verb(form, forms) if row["pos"] == "verb" else _NO_VERB)))


def load_titles(path: Path, builder: Builder) -> None:
    for place, row in rows(path, ("title", "maps_to", "scope", "note", "forms")):
        if row["maps_to"] not in ("HOLDS_OFFICE", "LEADS", "MEMBER_OF", "none"):
            raise OntologyError(f"{place}: a title maps to HOLDS_OFFICE, LEADS, MEMBER_OF or none, not {row['maps_to']!r}")
        title = Title(row["title"], None if row["maps_to"] == "none" else row["maps_to"], row["scope"])
        for form in split(row["forms"]):
            builder.add(form, Sense("title", title))


def load_heads(path: Path, builder: Builder, inflect: Callable[[str], Iterable[str]]) -> None:
    """Read heads.csv; ``inflect`` gives the further spellings of a form that rules make."""
    seen: dict[tuple[str, str], str] = {}
    for place, row in rows(path, ("singular", "dual", "plural", "type", "note")):
        if row["type"] not in ENTITY_TYPES:
            raise OntologyError(f"{place}: unknown entity type {row['type']!r}")
        groups = (("one", split(row["singular"])), ("two", split(row["dual"])), ("many", split(row["plural"])))
        lemma = next(forms[0] for _, forms in groups if forms)
        if (lemma, row["type"]) in seen:
            raise OntologyError(f"{place}: {lemma} as {row['type']} stands already at {seen[lemma, row['type']]}")
        seen[lemma, row["type"]] = place
        for number, forms in groups:
            for form in forms:
                sense = Sense("head", Head(lemma, row["type"], number, row["note"][6:] if row["note"].startswith("needs ") else ""))
                builder.add(form, sense)
                for other in inflect(form):
                    builder.add(other, sense)


def load_numbers(path: Path, builder: Builder) -> None:
    for _, row in rows(path, ("kind", "value", "forms")):
        for form in split(row["forms"]):
            builder.add(form, Sense("number", Number(row["kind"], row["value"])))


def load_dates(path: Path, builder: Builder) -> None:
    for _, row in rows(path, ("kind", "value", "calendar", "forms")):
        for form in split(row["forms"]):
            builder.add(form, Sense("date", DateWord(row["kind"], row["value"], row["calendar"])))


def load_grammar(path: Path, builder: Builder) -> None:
    for _, row in rows(path, ("class", "forms")):
        for form in split(row["forms"]):
            builder.add(form, Sense("grammar", row["class"]))


def load_weights(path: Path) -> dict[str, float]:
    """Read weights.csv: what a feature counts where a rule weighs several. Raises OntologyError for a double or a word for a number."""
    found: dict[str, float] = {}
    for place, row in rows(path, ("feature", "weight", "note")):
        if row["feature"] in found:
            raise OntologyError(f"{place}: {row['feature']} has a weight already")
        try:
            found[row["feature"]] = float(row["weight"])
        except ValueError as exc:
            raise OntologyError(f"{place}: the weight is a number, not {row['weight']!r}") from exc
    return found
