"""Word classes and cases of Russian words, from the morphological dictionary, lexicon, capitals and the words around.

Grouping the words is left to ``ingest.phrases.chunks``.
Over 300 lines: the rules of one tagger, in the order in which they are tried.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Any

import pymorphy3

from ingest.phrases.names import NameIndex
from ingest.phrases.vocabulary import Vocabulary
from ingest.phrases.words import VerbForm, Word

_CLASSES = {
    "NOUN": "NOUN", "ADJF": "ADJ", "ADJS": "ADJ", "COMP": "ADV", "VERB": "VERB", "INFN": "VERB", "PRTF": "ADJ", "PRTS": "VERB",
    "GRND": "VERB", "NUMR": "NUM", "ADVB": "ADV", "NPRO": "PRON", "PRED": "ADV", "PREP": "PREP", "CONJ": "CONJ", "PRCL": "ADV", "INTJ": "ADV",
}  # fmt: skip
_CASES = {
    "nomn": "nomn",
    "gent": "gent",
    "gen2": "gent",
    "datv": "datv",
    "accs": "accs",
    "acc2": "accs",
    "ablt": "ablt",
    "loct": "loct",
    "loc2": "loct",
    "voct": "nomn",
}
_GOVERNS = {
    "в": "accs loct", "во": "accs loct", "на": "accs loct", "с": "gent ablt accs", "со": "gent ablt accs", "из": "gent", "от": "gent", "к": "datv", "ко": "datv", "по": "datv loct accs",
    "у": "gent", "о": "loct accs", "об": "loct accs", "обо": "loct", "за": "accs ablt", "под": "accs ablt", "над": "ablt", "при": "loct", "для": "gent", "до": "gent", "без": "gent",
    "через": "accs", "между": "ablt gent", "против": "gent", "около": "gent", "возле": "gent", "после": "gent", "перед": "ablt", "из-за": "gent", "кроме": "gent", "вместо": "gent",
    "среди": "gent", "согласно": "datv", "благодаря": "datv", "вопреки": "datv",
}  # fmt: skip


@cache
def _analyzer() -> Any:
    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=60_000)
def parses(low: str) -> tuple[Any, ...]:
    """The readings of a folded word, the likeliest first."""
    # The analyzer asks for the Unicode name of each letter and fails where there is none.
    return tuple(_analyzer().parse("".join(letter if unicodedata.name(letter, "") else "_" for letter in low))[:8])


@lru_cache(maxsize=60_000)
def lemma(low: str) -> str:
    """The dictionary form of a folded word, nouns before other readings."""
    found = parses(low)
    for parse in found:
        if parse.tag.POS == "NOUN" and parse.score > 0.05:
            return str(parse.normal_form).replace("ё", "е")
    return str(found[0].normal_form).replace("ё", "е") if found else low


@cache
def _substantives() -> frozenset[str]:
    """The forms of participles that are nouns as well: "протестующие", "нападавший"."""
    stems = (
        "протестующий",
        "нападавший",
        "бастующий",
        "верующий",
        "командующий",
        "управляющий",
        "отдыхающий",
        "пострадавший",
        "погибший",
        "обвиняемый",
        "подозреваемый",
        "задержанный",
        "заключённый",
        "раненый",
        "осуждённый",
        "выживший",
        "голосующий",
        "митингующий",
        "восставший",
        "уполномоченный",
        "учащийся",
        "трудящийся",
        "служащий",
    )
    return frozenset(str(form.word).replace("ё", "е") for stem in stems for form in parses(stem)[0].lexeme)


def nominative(found: list[Word], text: str, governed: bool) -> str:
    """A noun phrase in the nominative: its adjectives and head are given as words, what hangs on it stays.

    ``governed``: a preposition stands before it, so that it cannot be nominative. The text itself where the head may be
    nominative already or a word is not in the dictionary.
    """
    if not found or not found[-1].cases or ("nomn" in found[-1].cases and not governed):
        return text
    shape = next((p for p in parses(found[-1].low) if p.tag.POS == "NOUN" and str(p.tag.case) in _OBLIQUE), None)
    if shape is None:
        return text
    number = str(shape.tag.number) if governed else "plur" if found[-1].plural else "sing"
    made = text
    for word in found:
        fitting = [
            p for p in parses(word.low) if p.tag.case and (not word.cases or _CASES_OF.get(str(p.tag.case), str(p.tag.case)) in word.cases)
        ]
        if not fitting or not made.count(word.text):
            return text
        inflected = next((form for p in fitting if (form := p.inflect(frozenset({"nomn", number}))) is not None), None)
        if inflected is None:
            return text
        plain = str(inflected.word)
        made = made.replace(word.text, plain.capitalize() if word.capital else plain, 1)
    return made


_OBLIQUE = frozenset({"gent", "datv", "ablt", "loct", "gen2", "loc2"})
_CASES_OF = {"gen1": "gent", "gen2": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct"}


class Tagger:
    """Sets ``tag``, ``verbs``, ``lemma``, ``cases``, ``plural`` and ``gender`` of each word."""

    def __init__(self, vocabulary: Vocabulary, names: NameIndex) -> None:
        self._vocabulary, self._names = vocabulary, names

    def __call__(self, words: list[Word]) -> None:
        for i, word in enumerate(words):
            word.tag = self._tag(words, i)
        for i, word in enumerate(words):
            if word.tag == "ADJ" and word.verbs:
                self._participle(words, i)
            elif word.tag == "ADJ" and word.lemma in self._vocabulary.adjectives and i + 1 < len(words) and words[i + 1].tag == "PREP":
                # "отряд, связанный с X": an adjective that is a cue heads a clause as a participle does.
                word.tag, word.verbs = "VERB", (VerbForm(word.lemma, "participle"),)
        for i, word in enumerate(words):
            if word.tag == "PREP" and word.low in _GOVERNS:
                self._govern(words, i, frozenset(_GOVERNS[word.low].split()))

    def _tag(self, words: list[Word], i: int) -> str:
        word, low, _has = words[i], words[i].low, self._vocabulary.has
        if not word.text[0].isalnum():
            return "MARK"
        if word.number is not None:
            return "NUM"
        starts = i == 0 or not words[i - 1].text[0].isalnum()
        named = word.name >= 0
        closed = "" if named else self._closed(words, i)
        chosen = self._choose(low, named, word.capital and not starts)
        self._mark(word, chosen, low)
        if closed:
            if closed in ("PRON", "REL", "DET"):
                return closed
            word.verbs = ()
            return closed
        if named:
            self._name_cases(word, low)
            return "NAME"
        if "seen as name" in word.marks and low not in self._vocabulary.titles and not self._national(low, word.lemma) and not word.verbs:
            self._name_cases(word, low)
            return "NAME"
        if word.capital and not starts:
            if chosen is not None and chosen.tag.POS == "ADJF" and self._national(low, word.lemma):
                return "ADJ"
            if self._national(low, word.lemma):
                return "NOUN"
            if low in self._vocabulary.titles:
                word.marks.add("title")
                return "NOUN"
            if self._proper_adjective(words, i, chosen):
                word.marks.add("proper")
                return "ADJ"
            self._name_cases(word, low)
            return "NAME"
        if chosen is None:
            return "NAME"
        if word.text.isascii() and word.text[:1].isupper():
            return "NAME"
        if word.capital and i > 1 and words[i - 1].low in ("«", "„", '"') and words[i - 2].tag == "NOUN" and self._calls(words[i - 2]):
            # "движение «Свобода»"
            self._name_cases(word, low)
            return "NAME"
        if word.text.isupper() and len(word.text) > 1:
            word.marks.add("acronym")
            self._name_cases(word, low)
            word.cases = word.cases or frozenset(_CASES.values())
            return "NAME"
        if low in self._vocabulary.titles:
            word.marks.add("title")
        pos = str(chosen.tag.POS)
        if low in self._vocabulary.numbers and pos not in ("VERB",):
            return "NUM"
        if starts and word.capital and any(p.score >= 0.2 and p.tag.grammemes & {"Name", "Surn", "Geox", "Patr"} for p in parses(low)):
            self._name_cases(word, low)
            return "NAME"
        if pos == "NOUN" and self._adjective_here(words, i):
            word.cases = frozenset(_CASES[str(p.tag.case)] for p in parses(low) if p.tag.POS == "ADJF" and str(p.tag.case) in _CASES)
            word.marks.discard("title")
            return "ADJ"
        if pos == "ADJF" and "Apro" in chosen.tag.grammemes:
            return "DET"
        return _CLASSES.get(pos, "NOUN")

    def _national(self, low: str, base: str) -> bool:
        return low in self._names.demonyms or base in self._names.demonyms

    def _calls(self, noun: Word) -> bool:
        """Whether a noun speaks of a body, which a quoted name may follow."""
        options = self._vocabulary.heads.get(noun.lemma, ())
        return any(not rest and head.type in ("Organization", "ArmedForce", "Outlet", "Group", "Facility") for rest, head in options)

    @staticmethod
    def _adjective_here(words: list[Word], i: int) -> bool:
        """ "полицейский участок": a noun that is also an adjective, before a noun with which it agrees."""
        following = words[i + 1] if i + 1 < len(words) else None
        if following is None or not following.low.isalpha() or following.name >= 0 or following.capital:
            return False
        other = parses(following.low)[0]
        if other.tag.POS != "NOUN":
            return False
        return any(
            p.tag.POS == "ADJF"
            and p.tag.case == other.tag.case
            and p.tag.number == other.tag.number
            and (p.tag.number == "plur" or p.tag.gender == other.tag.gender)
            for p in parses(words[i].low)
        )

    @staticmethod
    def _proper_adjective(words: list[Word], i: int, chosen: Any) -> bool:
        """An adjective with a capital before a common noun: "Храмовая гора", "Западный берег"."""
        following = words[i + 1] if i + 1 < len(words) else None
        if (
            chosen is None
            or chosen.tag.POS not in ("ADJF", "PRTF")
            or following is None
            or not following.low.isalpha()
            or following.name >= 0
        ):
            return False
        return any(
            p.tag.POS == "NOUN" and p.tag.case == q.tag.case
            for p in parses(following.low)
            for q in parses(words[i].low)
            if q.tag.POS in ("ADJF", "PRTF")
        )

    def _closed(self, words: list[Word], i: int) -> str:
        low, has = words[i].low, self._vocabulary.has
        first = parses(low)[0].normal_form.replace("ё", "е") if low.isalpha() else low
        if low in ("не", "ни"):
            return "NEG"
        if first == "который" or first == "чей":
            return "REL"
        if low in ("что", "чтобы", "будто"):
            return "THAT"
        if low == "якобы":
            return "ADV"
        if low == "это" or (low == "этого" and not self._noun_next(words, i)):
            return "PRON" if not self._noun_next(words, i) else "DET"
        if low in ("он", "она", "они", "оно", "его", "ее", "их", "ему", "ей", "им", "него", "нее", "них", "ним", "ней", "нем"):
            if low in ("его", "ее", "их") and self._noun_next(words, i):
                return "DET"
            return "PRON"
        if has(low, "condition") and low == "если":
            return "IF"
        if has(low, "sub"):
            return "SUB"
        if has(low, "conj"):
            return "CONJ"
        following = words[i + 1] if i + 1 < len(words) else None
        counted = following is not None and (following.number is not None or following.low in self._vocabulary.numbers)
        if low in ("около", "до", "свыше", "более", "менее", "порядка") and counted:
            return "ADV"
        if has(low, "prep") and low not in ("путем", "вслед", "мимо"):
            return "PREP"
        if has(low, "adverb", "alleged"):
            return "ADV"
        if first == "быть" or low == "есть":
            return "BE"
        if first in ("мочь", "смочь", "должный", "намеренный", "обязанный", "готовый") and parses(low)[0].tag.POS in (
            "VERB",
            "ADJS",
            "PRED",
        ):
            return "MODAL"
        if low in ("нельзя", "можно", "нужно", "надо", "необходимо", "следует"):
            return "MODAL"
        return ""

    @staticmethod
    def _noun_next(words: list[Word], i: int) -> bool:
        for word in words[i + 1 : i + 3]:
            found = parses(word.low) if word.low.isalpha() else ()
            if not found:
                return False
            if found[0].tag.POS == "NOUN":
                return True
            if found[0].tag.POS not in ("ADJF", "PRTF"):
                return False
        return False

    @staticmethod
    def _choose(low: str, named: bool, name: bool) -> Any:
        found = parses(low)
        if not found:
            return None
        if name or named:
            for parse in found:
                if any(g in parse.tag.grammemes for g in ("Surn", "Name", "Geox", "Orgn", "Patr")):
                    return parse
        return found[0]

    @staticmethod
    def _mark(word: Word, chosen: Any, low: str) -> None:
        if chosen is None:
            return
        word.lemma = str(chosen.normal_form).replace("ё", "е")
        tag = chosen.tag
        word.plural = tag.number == "plur" if tag.number else None
        word.gender = str(tag.gender or "")
        word.animate = tag.animacy == "anim" or "Surn" in tag.grammemes or "Name" in tag.grammemes
        pos = str(tag.POS)
        if pos in ("NOUN", "ADJF", "PRTF", "NPRO", "NUMR"):
            alike = [p for p in parses(low) if str(p.tag.POS) == pos and p.score > 0.02 and p.normal_form == chosen.normal_form]
            word.cases = frozenset(_CASES[str(p.tag.case)] for p in alike if p.tag.case and str(p.tag.case) in _CASES)
            numbers = {p.tag.number for p in alike if _CASES.get(str(p.tag.case)) == "nomn"} or {p.tag.number for p in alike}
            word.plural = None if len(numbers) > 1 else numbers == {"plur"}
        if pos in ("VERB", "INFN", "PRTF", "PRTS", "GRND"):
            kind = {"VERB": "present", "INFN": "infinitive", "PRTF": "participle", "PRTS": "past", "GRND": "gerund"}[pos]
            if pos == "VERB" and tag.tense == "past":
                kind = "past"
            elif pos == "VERB" and tag.tense == "futr" and not any(p.tag.tense == "pres" for p in parses(low)):
                # "бойкотируют" is present and future alike: reports tell what is.
                kind = "future"
            word.verbs = (VerbForm(word.lemma, kind),)
            if pos in ("PRTF", "PRTS") and (full := chosen.inflect(frozenset({"PRTF", "nomn", "sing", "masc"}))) is not None:
                # "связанный с": a participle may be a cue of its own.
                word.verbs = (*word.verbs, VerbForm(str(full.word).replace("ё", "е"), kind))
            word.passive = tag.voice == "pssv"

    @staticmethod
    def _name_cases(word: Word, low: str) -> None:
        cases: set[str] = set()
        for parse in parses(low):
            if parse.tag.POS in ("NOUN", "ADJF", "PRTF"):
                if "Fixd" in parse.tag.grammemes:
                    word.verbs = ()
                    word.cases = frozenset(_CASES.values())
                    return
                if parse.tag.case and str(parse.tag.case) in _CASES and (parse.score > 0.01):
                    cases.add(_CASES[str(parse.tag.case)])
        word.verbs = ()
        if (low.endswith(("ов", "ев", "ин", "ын", "ский", "цкий", "ян", "дзе", "швили", "ых")) and "nomn" not in cases) or (
            cases and "nomn" not in cases and low[-1] in "бвгдзклмнпрстфхцчшщж"
        ):
            cases.add("nomn")
            word.plural = False
        numbers = {str(p.tag.number) for p in parses(low) if str(p.tag.case) == "nomn" and p.tag.POS == "NOUN"}
        if numbers:
            # "Ливан" is no plural of a rare given name.
            word.plural = None if len(numbers) > 1 else numbers == {"plur"}
        word.cases = frozenset(cases)
        if low.endswith(("о", "и", "у", "ю", "е")) and not cases & {"nomn"}:
            word.cases = frozenset(
                cases | ({"nomn", "gent", "accs", "datv", "ablt", "loct"} if low.endswith(("ко", "ли", "ау", "ри")) else set())
            )

    @staticmethod
    def _participle(words: list[Word], i: int) -> None:
        """A participle with complements of its own heads a clause; before its noun it is an adjective."""
        following = words[i + 1] if i + 1 < len(words) else None
        word = words[i]
        if following is not None and following.tag in ("NOUN", "NAME", "ADJ"):
            shared = not following.cases or not word.cases or following.cases & word.cases
            number = following.plural is None or word.plural is None or following.plural == word.plural
            gender = (
                following.plural is not False
                or word.plural is not False
                or not following.gender
                or not word.gender
                or following.gender == word.gender
            )
            if not (shared and number and gender):
                word.tag = "VERB"
        elif following is None or following.tag in ("PREP", "MARK", "NEG"):
            before = words[i - 1].tag if i else ""
            words[i].tag = "NOUN" if word.low in _substantives() and before in ("", "CONJ", "PREP", "NUM", "VERB", "ADJ", "DET") else "VERB"

    @staticmethod
    def _govern(words: list[Word], i: int, cases: frozenset[str]) -> None:
        for word in words[i + 1 : i + 5]:
            if word.tag not in ("ADJ", "NOUN", "NAME", "NUM", "DET", "PRON", "REL"):
                return
            kept = word.cases & cases
            if word.cases and not kept:
                return
            if kept:
                word.cases = kept
            if word.tag in ("NOUN", "NAME", "PRON", "REL"):
                return
