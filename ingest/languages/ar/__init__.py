"""Arabic: its data files beside this module and the rules that data cannot hold.

The engine's stages are left to ``ingest.engine``.
"""

from __future__ import annotations

from pathlib import Path

from graph.errors import OntologyError
from ingest.engine import lexicon
from ingest.engine.names import NameIndex
from ingest.engine.names import load as load_names
from ingest.engine.tokens import Reading
from ingest.gazetteer import load as load_gazetteer
from ingest.languages import Language
from ingest.languages.ar.conjugation import derived, imperfect, noun_of_action, third_persons
from ingest.languages.ar.reading import CLITICS, Reader
from ingest.text import fold

_HERE = Path(__file__).parent
# Countries that take masculine verbs; all others, and cities, take feminine ones.
_MASCULINE = frozenset(map(fold, ["العراق", "لبنان", "الأردن", "المغرب", "السودان", "اليمن", "الفاتيكان"]))


def language() -> Language:
    names = load_names("ar")
    _affiliate(names)
    builder = lexicon.Builder()
    lexicon.load_grammar(_HERE / "grammar.csv", builder)
    lexicon.load_cues(_HERE / "cues.csv", builder, verb_form)
    lexicon.load_derived(_HERE / "verbs.csv", builder, derived, verb_form)
    lexicon.load_speech(_HERE / "speech.csv", builder, verb_form)
    lexicon.load_titles(_HERE / "titles.csv", builder)
    lexicon.load_heads(_HERE / "heads.csv", builder, noun_forms)
    lexicon.load_numbers(_HERE / "numbers.csv", builder)
    lexicon.load_dates(_HERE / "dates.csv", builder)
    nouns, adjectives, verbs = _everyday()
    built = builder.lexicon(nouns, adjectives)
    finite = verbs | _phrase_verbs() | {form for form, senses in built.words.items() if any(s.finite for s in senses)}
    # A phrase's first word keeps its clitic only where no word is left without it.
    phrases = {first for first in built.phrases if first[0] not in "بلكوف"}
    known = frozenset(built.words) | finite | built.common | built.adjectives | phrases | frozenset(names.demonyms)
    return Language(
        code="ar",
        lexicon=built,
        names=names,
        read=Reader(known, frozenset(names.vocabulary), frozenset(finite), _objectless(built)),
        clitics=CLITICS,
        adjective=_Adjective(built.adjectives, names, frozenset(built.words), built.common),
        feminine=feminine_noun,
        verbs=frozenset(finite),
        verb_first=True,
        synonyms=_synonyms(),
        weights=lexicon.load_weights(_HERE / "weights.csv"),
    )


def verb_form(form: str, forms: tuple[str, ...]) -> tuple[bool | None, bool, bool]:
    """Gender, finite, adverbial of a third-person verb form; no gender for plurals, duals and participles.

    The rows list finite forms first; participles («مؤكدا», «داعيا») and nouns of action follow.
    """
    plain, first = fold(form), fold(forms[0])
    late = forms.index(form) > 2
    if (
        late
        and plain.endswith(("ا", "ة", "ين"))
        and not plain.endswith(("وا", "تا"))
        and (plain[0] == "م" != first[0] or plain[1] == "ا" != first[1])
    ):
        return None, False, True
    imperfect = plain[0] == "ي" or (plain[0] == "ت" and any(fold(other) == "ي" + plain[1:] for other in forms))
    if not imperfect and plain[:2] != first[:2]:
        return None, False, False
    if not imperfect and plain != first and not plain.endswith(("ت", "وا", "ا", "تا")):
        return None, False, False
    # «تتعاون» ends like a plural; the plural that is listed beside it tells that it is none.
    root = plain.endswith(("ون", "ان", "ين")) and any(fold(other) == "ي" + plain[1:] + "ون" for other in forms)
    if plain.endswith(("وا", "ون", "ان", "تا", "ين")) and form != forms[0] and not root:
        return None, True, False
    if form == forms[0] or plain[0] == "ي":
        return False, True, False
    return (True if imperfect or plain.endswith("ت") else None), True, False


def noun_forms(form: str) -> list[str]:
    """The accusative of a masculine singular («شخصا»), the construct of duals and sound plurals («مسلحي»), phrases with the article."""
    words = form.split()
    if len(words) > 1:
        if any(word.startswith("ال") for word in words):
            return []
        # «أعمال عنف» is met as «أعمال العنف», «عملية عسكرية» as «العملية العسكرية».
        found = [" ".join([words[0], *("ال" + word for word in words[1:])])]
        if all(not word.endswith(("ة", "ا", "ى", "ء", "ون", "ين", "ان", "ات")) for word in words):
            found.append(" ".join(word + "ا" for word in words))
        return found
    if len(form) > 4 and form.endswith(("ون", "ين", "ان")):
        return [form[:-1]]
    if form.endswith(("ة", "ا", "ى", "ات")) or len(form) < 2:
        return []
    return [form + "ا"]


def feminine_noun(word: str) -> bool:
    """Whether a folded noun or name is feminine by its form; a country is, with few exceptions, a person is not."""
    return word.endswith(("ة", "اء", "ات")) and word not in _MASCULINE


class _Adjective:
    """Whether a reading can be an adjective after a noun: listed, a demonym, or an unknown relative form in ـي، ـية."""

    def __init__(self, listed: frozenset[str], names: NameIndex, words: frozenset[str], common: frozenset[str]) -> None:
        self._listed, self._names, self._words, self._common = listed, names, words, common

    def __call__(self, reading: Reading) -> bool:
        stem = reading.stem
        if reading.marker or reading.pronoun:
            return False
        if stem in self._listed or stem in self._names.demonyms:
            return True
        if stem in self._words or stem in self._common:
            return False
        return len(stem) > 4 and reading.definite and stem.endswith(("ية", "ي", "يين", "ون", "ين", "ة"))


def _affiliate(names: NameIndex) -> None:
    """Add the adjectives of affiliations.csv in their forms. Raises OntologyError for a key that the gazetteer does not know."""
    for place, row in lexicon.rows(_HERE / "affiliations.csv", ("adjective", "key")):
        if load_gazetteer().get(row["key"]) is None:
            raise OntologyError(f"{place}: the gazetteer has no {row['key']!r}")
        for ending in ("", "ة", "ا", "ون", "ين", "ان", "تين", "تان"):
            names.demonyms.setdefault(fold(row["adjective"]) + ending, row["key"])


def _phrase_verbs() -> set[str]:
    """The verbs that begin the phrases of cues.csv («فرض عقوبات»): they are verbs wherever they stand."""
    found: set[str] = set()
    for _, row in lexicon.rows(
        _HERE / "cues.csv", ("lemma", "pos", "relation", "subject", "object", "second", "effect", "weight", "forms")
    ):
        firsts = tuple(dict.fromkeys(form.split()[0] for form in lexicon.split(row["forms"])))
        if (
            row["pos"] == "phrase"
            and row["subject"] != "idafa"
            and sum(fold(first).startswith("ي") for first in firsts)
            and len(firsts) > 2
        ):
            found.update(fold(first) for first in firsts if verb_form(first, firsts)[1])
    return found


def _everyday() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The words of words.csv in their forms: nouns and adverbs, adjectives, verbs."""
    nouns: set[str] = set()
    adjectives: set[str] = set()
    verbs: set[str] = set()
    for place, row in lexicon.rows(_HERE / "words.csv", ("class", "words")):
        if row["class"] == "verb":
            for pair in row["words"].split(";"):
                perfect, _, present = (fold(part) for part in pair.lstrip("~").partition("|"))
                verbs.update(third_persons(perfect, present or imperfect(perfect), bare=not pair.startswith("~")))
                noun = None if present else noun_of_action(perfect)
                if noun is not None:
                    nouns.add(noun)
            continue
        for word in map(fold, lexicon.split(row["words"])):
            if row["class"] == "adjective":
                adjectives.update(word + ending for ending in ("", "ة", "ا", "ين", "ون", "ات", "ان", "تين", "تان"))
                adjectives.add(word[:-1] + "تين" if word.endswith("ة") else word)
            elif row["class"] in ("noun", "adverb"):
                nouns.update((word, word[2:] if word.startswith("ال") else word))
            else:
                raise OntologyError(f"{place}: unknown class {row['class']!r}")
    return frozenset(nouns), frozenset(adjectives), frozenset(verbs)


def _objectless(built: lexicon.Lexicon) -> frozenset[str]:
    """Feminine verb forms whose frames all ask for a preposition, where a noun in ـة is spelled alike."""
    found: set[str] = set()
    for form, senses in built.words.items():
        frames = [sense.what for sense in senses if sense.finite]
        if (
            form.endswith("ت")
            and frames
            and form[:-1] + "ة" in built.words
            and all(sense.kind == "cue" for sense in senses if sense.finite)
        ):
            found.update({form} if not any("direct" in cue.objects for cue in frames) else ())
    return frozenset(found)


def _synonyms() -> dict[str, str]:
    """Heads that take one another up: «القمة ... الاجتماع», to the first of their line."""
    return {
        word: words[0]
        for _, row in lexicon.rows(_HERE / "synonyms.csv", ("heads",))
        for words in (lexicon.split(row["heads"]),)
        for word in words
    }
