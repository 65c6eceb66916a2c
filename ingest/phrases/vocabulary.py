"""A language's words as data: frames of verbs and nouns, reporting verbs, titles, heads, numbers, function words.

The rows stand in ``ingest/languages/LANG/*.csv`` and are checked here; what a sentence does with
them is left to ``ingest.phrases.claims``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import OntologyError
from graph.ontology import ENTITY_TYPES, RELATION_TYPES, STATUSES
from ingest.engine.lexicon import rows, split
from ingest.phrases.words import VerbForm, fold, parts

EFFECTS = frozenset({"", "negated", *STATUSES})
PARTS = frozenset({"verb", "noun", "phrase", "adjective"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue and where its arguments stand. ``sure`` is False where the types of the arguments must decide."""

    lemma: str
    part: str
    relation: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    effect: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Speech:
    """A reporting verb. ``clause`` says that reported words may follow it."""

    lemma: str
    clause: bool
    stance: str
    speaker: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """``relation`` is HOLDS_OFFICE, LEADS or None (a rank or form of address); ``effect`` past, planned or ""."""

    lemma: str
    relation: str | None
    scope: str
    effect: str


@dataclass(frozen=True, slots=True)
class Head:
    lemma: str
    type: str
    plural: bool


@dataclass(slots=True)
class Vocabulary:
    """``verbs`` maps a form to its readings, ``frames`` a lemma to its frames, ``phrases`` a first lemma to (rest, frames).

    ``titles`` and ``heads`` map the words of a form to what it is. ``classes`` maps a function word to its
    classes, ``listed`` a class to its words, ``several`` the first word of a function phrase to (words, class).
    """

    language: str
    verbs: dict[str, tuple[VerbForm, ...]] = field(default_factory=dict)
    frames: dict[str, list[Frame]] = field(default_factory=dict)
    nouns: dict[str, list[Frame]] = field(default_factory=dict)
    adjectives: dict[str, list[Frame]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], Frame]]] = field(default_factory=dict)
    speech: dict[str, Speech] = field(default_factory=dict)
    sources: dict[str, list[tuple[tuple[str, ...], Speech]]] = field(default_factory=dict)
    titles: dict[str, list[tuple[tuple[str, ...], Title]]] = field(default_factory=dict)
    heads: dict[str, list[tuple[tuple[str, ...], Head]]] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    vague: set[str] = field(default_factory=set)
    classes: dict[str, set[str]] = field(default_factory=dict)
    listed: dict[str, set[str]] = field(default_factory=dict)
    several: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    adjective_words: set[str] = field(default_factory=set)

    def has(self, word: str, *names: str) -> bool:
        return not self.classes.get(word, _NONE).isdisjoint(names)


_NONE: set[str] = set()

Inflect = Callable[[str, tuple[str, ...]], dict[str, str]]
"""A verb's lemma and its listed forms, to each form's kind."""


def load(folder: Path, language: str, inflect: Inflect) -> Vocabulary:
    """Read the data files of a language. Raises OntologyError naming file and line."""
    vocabulary = Vocabulary(language)
    _grammar(folder / "grammar.csv", vocabulary)
    verbs: dict[str, dict[str, None]] = {}
    _cues(folder / "cues.csv", vocabulary, verbs)
    _speech(folder / "speech.csv", vocabulary, verbs)
    _titles(folder / "titles.csv", vocabulary)
    _heads(folder / "heads.csv", vocabulary)
    _numbers(folder / "numbers.csv", vocabulary)
    if (folder / "words.csv").exists():
        _words(folder / "words.csv", vocabulary, verbs)
    for name in ("light", "planned", "failed", "happened", "unsure"):
        for lemma in vocabulary.listed.get(name, ()):
            verbs.setdefault(lemma.split()[0], {})
    readings: dict[str, dict[VerbForm, None]] = {}
    for lemma, listed in verbs.items():
        for form, kind in inflect(lemma, tuple(listed)).items():
            for one in kind.split("+"):
                readings.setdefault(fold(form), {})[VerbForm(lemma, one)] = None
    vocabulary.verbs.update({form: tuple(found) for form, found in readings.items()})
    for known in vocabulary.several.values():
        known.sort(key=lambda item: item[1] != "approx")
    for options in (*vocabulary.titles.values(), *vocabulary.heads.values(), *vocabulary.several.values(), *vocabulary.phrases.values()):
        options.sort(key=lambda item: -len(item[0]))  # type: ignore[attr-defined]  # four tables of lists, one kind of key
    return vocabulary


def _cues(path: Path, vocabulary: Vocabulary, verbs: dict[str, dict[str, None]]) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for place, row in rows(path, ("lemma", "pos", "relation", "subject", "object", "effect", "weight", "forms")):
        key = (row["lemma"], row["pos"], row["relation"], row["subject"], row["object"], row["effect"])
        if key in seen:
            raise OntologyError(f"{place}: {row['lemma']} for {row['relation']} stands already at {seen[key]}")
        seen[key] = place
        if row["relation"] not in RELATION_TYPES:
            raise OntologyError(f"{place}: unknown relation type {row['relation']!r}")
        if row["effect"] not in EFFECTS or row["pos"] not in PARTS or row["weight"] not in ("high", "medium"):
            raise OntologyError(f"{place}: unknown effect {row['effect']!r}, part of speech {row['pos']!r} or weight {row['weight']!r}")
        lemma = fold(row["lemma"])
        frame = Frame(
            lemma, row["pos"], row["relation"], split(row["subject"]), split(row["object"]), row["effect"], row["weight"] == "high"
        )
        words = parts(lemma, vocabulary.language) if row["pos"] == "phrase" else (lemma,)
        if row["pos"] == "verb":
            vocabulary.frames.setdefault(lemma, []).append(frame)
            verbs.setdefault(lemma, {}).update(dict.fromkeys(split(row["forms"])))
        elif row["pos"] == "phrase":
            if len(words) > 1:
                vocabulary.phrases.setdefault(words[0], []).append((words[1:], frame))
                if vocabulary.language == "fr":
                    for form in split(row["forms"]):
                        low = parts(form, "fr")
                        vocabulary.phrases.setdefault(low[0], []).append((low[1:], frame))
                else:
                    verbs.setdefault(words[0], {})
        else:
            table = vocabulary.nouns if row["pos"] == "noun" else vocabulary.adjectives
            for form in (lemma, *map(fold, split(row["forms"]))):
                table.setdefault(form, []).append(frame)


def _speech(path: Path, vocabulary: Vocabulary, verbs: dict[str, dict[str, None]]) -> None:
    for _, row in rows(path, ("lemma", "pos", "takes", "speaker", "stance", "forms")):
        lemma = fold(row["lemma"])
        speech = Speech(lemma, "clause" in split(row["takes"]), row["stance"], split(row["speaker"]))
        if row["pos"] == "verb":
            vocabulary.speech.setdefault(lemma, speech)
            verbs.setdefault(lemma, {}).update(dict.fromkeys(split(row["forms"])))
        else:
            for form in (lemma, *map(fold, split(row["forms"]))):
                if low := parts(form, vocabulary.language):
                    vocabulary.sources.setdefault(low[0], []).append((low[1:], speech))


def _titles(path: Path, vocabulary: Vocabulary) -> None:
    for place, row in rows(path, ("title", "maps_to", "scope", "effect", "forms")):
        if row["maps_to"] not in ("HOLDS_OFFICE", "LEADS", "none"):
            raise OntologyError(f"{place}: a title maps to HOLDS_OFFICE, LEADS or none, not {row['maps_to']!r}")
        title = Title(row["title"], None if row["maps_to"] == "none" else row["maps_to"], row["scope"], row["effect"])
        for form in (row["title"], *split(row["forms"])):
            if low := parts(form, vocabulary.language):
                vocabulary.titles.setdefault(low[0], []).append((low[1:], title))


def _heads(path: Path, vocabulary: Vocabulary) -> None:
    for place, row in rows(path, ("singular", "plural", "type")):
        if row["type"] not in ENTITY_TYPES:
            raise OntologyError(f"{place}: unknown entity type {row['type']!r}")
        groups = ((False, split(row["singular"])), (True, split(row["plural"])))
        lemma = next((forms[0] for _, forms in groups if forms), "")
        for plural, forms in groups:
            for form in forms:
                if low := parts(form, vocabulary.language):
                    kind = "Group" if plural and row["type"] == "Person" else row["type"]
                    vocabulary.heads.setdefault(low[0], []).append((low[1:], Head(lemma, kind, plural)))


def _numbers(path: Path, vocabulary: Vocabulary) -> None:
    for _, row in rows(path, ("kind", "value", "forms")):
        for form in map(fold, split(row["forms"])):
            if row["kind"] in ("cardinal", "multiplier", "collective", "vague", "set") and " " not in form:
                vocabulary.vague.add(form)
                try:
                    vocabulary.numbers.setdefault(form, float(row["value"]))
                except ValueError:
                    continue


def _grammar(path: Path, vocabulary: Vocabulary) -> None:
    for _, row in rows(path, ("class", "forms")):
        for form in map(fold, split(row["forms"])):
            vocabulary.listed.setdefault(row["class"], set()).add(form)
            low = parts(form, vocabulary.language)
            if len(low) == 1:
                vocabulary.classes.setdefault(low[0], set()).add(row["class"])
            elif low:
                vocabulary.several.setdefault(low[0], []).append((low, row["class"]))


def _words(path: Path, vocabulary: Vocabulary, verbs: dict[str, dict[str, None]]) -> None:
    for place, row in rows(path, ("class", "words")):
        listed = [fold(word) for word in split(row["words"])]
        if row["class"] == "verb":
            for lemma in listed:
                verbs.setdefault(lemma, {})
        elif row["class"] == "verb_form":
            for form in listed:
                vocabulary.verbs[form] = (VerbForm(form, "present"),)
        elif row["class"] == "adj":
            vocabulary.adjective_words.update(listed)
        else:
            raise OntologyError(f"{place}: unknown class {row['class']!r}")
