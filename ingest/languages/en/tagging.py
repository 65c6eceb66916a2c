"""Word classes of English words, decided by lexicon, ending, capitals and the words around.

Grouping the words is left to ``ingest.phrases.chunks``.
Over 300 lines: the rules of one tagger, in the order in which they are tried.
"""

from __future__ import annotations

from itertools import pairwise

from ingest.phrases.names import NameIndex
from ingest.phrases.vocabulary import Vocabulary
from ingest.phrases.words import VerbForm, Word

_DEMONSTRATIVE = frozenset({"that", "this", "these", "those"})
# Verbs of speech that take whom they tell before what they tell.
_TELLING = frozenset({"tell", "inform", "assure", "warn", "remind", "notify", "convince", "promise", "advise"})
_ADJECTIVE_ENDINGS = ("ous", "ful", "ive", "able", "ible", "ish", "less", "ical", "ial", "tary", "most")
_OPENERS = frozenset({"DET", "ADJ", "NUM", "POSS", "PREP"})


class Tagger:
    """Sets ``tag``, ``verbs``, ``lemma`` and ``plural`` of each word; ``word.name`` >= 0 says that a known name covers it."""

    def __init__(self, vocabulary: Vocabulary, names: NameIndex) -> None:
        self._vocabulary, self._names = vocabulary, names
        self._nouns = frozenset(vocabulary.nouns) | {w for w, options in vocabulary.heads.items() if any(not rest for rest, _ in options)}
        self._nouns |= {w for w, options in vocabulary.titles.items() if any(not rest for rest, _ in options)}

    def __call__(self, words: list[Word]) -> None:
        for i, word in enumerate(words):
            word.verbs = self._vocabulary.verbs.get(word.low, ())
            word.tag = self._tag(words, i)
            word.plural = word.low.endswith("s") and not word.low.endswith(("ss", "us", "is"))

    def _tag(self, words: list[Word], i: int) -> str:
        word, low = words[i], words[i].low
        if not word.text[0].isalnum() and low not in ("'s", "n't", "'re", "'ve", "'ll", "'d", "'m"):
            return "POSS" if self._plural_owner(words, i) else "MARK"
        if low in ("mr.", "mrs.", "ms.", "dr.", "mr", "mrs", "ms"):
            return "NOUN"
        if word.name >= 0:
            return "NAME"
        if word.number is not None:
            return "NUM"
        closed = self._closed(words, i)
        if closed:
            return closed
        before = _previous(words, i)
        if low in self._names.demonyms and word.capital:
            following = words[i + 1] if i + 1 < len(words) else None
            if low in self._names.people and not (following and _nounlike(following)):
                return "NOUN"
            return "ADJ"
        if "seen as name" in word.marks and low not in self._nouns and not word.verbs:
            return "NAME"
        if low in self._vocabulary.numbers:
            return "NUM"
        if (
            "-" in low
            and (f"-{low.partition('-')[2]}" in self._vocabulary.adjectives or f"{low.partition('-')[0]}-" in self._vocabulary.adjectives)
            and low not in self._nouns
        ):
            return "ADJ"
        if word.capital and low.endswith(("ish", "ese")) and i + 1 < len(words) and words[i + 1].low in self._vocabulary.heads:
            # "Kurdish forces", "Javanese police": a people of no country.
            return "ADJ"
        if word.capital and not self._starts(words, i) and not self._is_title(words, i):
            return "NAME"
        if word.capital and self._starts(words, i) and self._unknown(low):
            return "NAME"
        placed = not word.verbs or before in ("DET", "POSS", "ADJ", "PREP", "NUM") or low.endswith("ed")
        if low in self._vocabulary.adjective_words and placed and not (word.verbs and before == "TO"):
            following = words[i + 1] if i + 1 < len(words) else None
            after_auxiliary = before == "ADV" and _earlier(words, i) in ("BE", "HAVE")
            if low.endswith("ed") and word.verbs and (before in ("BE", "HAVE", "NOUN", "NAME", "PRON") or after_auxiliary):
                return "VERB"
            if following is not None and not following.text[0].isalnum() and low in self._nouns:
                return "NOUN"
            return "ADJ"
        if word.verbs:
            return self._verb_or_noun(words, i, before)
        if low.endswith("ed") and len(low) > 4 and low not in self._nouns and not word.capital:
            if (
                before in ("DET", "ADJ", "POSS", "NUM", "PREP", "VERB", "TO", "CONJ", "")
                and i + 1 < len(words)
                and _nounlike(words[i + 1], self._vocabulary)
            ):
                return "ADJ"
            stem = low[:-2] if not low.endswith("ied") else low[:-3] + "y"
            word.verbs = (VerbForm(stem, "past"), VerbForm(stem, "participle"))
            return "VERB"
        if low.endswith("ly") and low not in self._nouns and len(low) > 4:
            return "ADV"
        if low.endswith(_ADJECTIVE_ENDINGS) and low not in self._nouns:
            return "ADJ"
        if low.startswith(("anti-", "pro-")) and low not in self._nouns:
            return "ADJ"
        if "-" in low and not word.capital and low.endswith(("ed", "led", "backed", "held", "run", "wide", "based", "old", "like", "term")):
            return "ADJ"
        if before == "MODAL" and low.isalpha() and not word.capital and low not in self._nouns:
            # "will pursue": after a modal, an unknown word is its verb.
            word.verbs = (VerbForm(low, "base"),)
            return "VERB"
        return "NOUN"

    def _plural_owner(self, words: list[Word], i: int) -> bool:
        """ "the protesters' demands": an apostrophe that closes no quotation."""
        if words[i].text not in ("'", "’") or i == 0 or i + 1 == len(words):
            return False
        owner, owned = words[i - 1], words[i + 1]
        opened = any(w.text in ("'", "‘") and w.end == after.start for w, after in pairwise(words[:i]))
        joined = owner.end == words[i].start and owned.start > words[i].end and owned.text[0].isalpha()
        return joined and not opened and owner.low.endswith("s") and owner.tag in ("NOUN", "NAME")

    def _closed(self, words: list[Word], i: int) -> str:
        word, low, has = words[i], words[i].low, self._vocabulary.has
        following = words[i + 1] if i + 1 < len(words) else None
        before = _previous(words, i)
        if low == "'s":
            return "POSS" if before in ("NAME", "NOUN", "NUM", "ADJ") else "BE"
        if low in ("'re", "'m"):
            return "BE"
        if low == "'ve":
            return "HAVE"
        if low == "n't" or low == "not":
            return "NEG"
        if low == "'d":
            return "MODAL"
        if low in ("may", "march", "will", "can") and word.capital and i > 0:
            return ""
        if low == "to":
            base = following is not None and any(v.kind == "base" for v in following.verbs or self._vocabulary.verbs.get(following.low, ()))
            adverb = following is not None and self._vocabulary.has(following.low, "be", "have", "do")
            noun = following is not None and (
                following.capital
                or (
                    following.low in self._nouns
                    and _previous(words, i) == "VERB"
                    and i + 2 < len(words)
                    and words[i + 2].low in ("by", "of", "in", "and")
                )
            )
            return "TO" if (base and not noun) or adverb else "PREP"
        if low == "that":
            if before in ("VERB", "BE", "HAVE") or before == "MARK":
                return "THAT" if following is not None and not (following.low in self._nouns and _ends_clause(words, i + 2)) else "DET"
            if before in ("NOUN", "NAME"):
                return "THAT" if self._reports(words, i) else "REL"
            return "THAT" if before in ("ADJ", "ADV") else "DET"
        if low in ("this", "these", "those"):
            return (
                "DET"
                if following is not None
                and following.text[0].isalpha()
                and not has(following.low, "be", "have", "do", "modal_planned")
                and not (following.low in self._vocabulary.verbs and following.low not in self._nouns and not following.low.endswith("ing"))
                else "PRON"
            )
        if low in ("her", "his", "their", "its", "our", "my", "your"):
            return "DET"
        if has(low, "be"):
            return "BE"
        if has(low, "have"):
            return "HAVE"
        if has(low, "do"):
            return "DO"
        if has(low, "modal_planned"):
            return "MODAL"
        if has(low, "negation", "nonoun") and low in ("no", "never", "neither", "nor", "hardly", "barely", "cannot"):
            return "MODAL" if low == "cannot" else "DET" if low == "no" else "NEG"
        if has(low, "condition"):
            return "IF"
        if low == "as":
            return "SUB" if self._clause_follows(words, i) else "PREP"
        if has(low, "rel"):
            return "REL" if low != "where" or before in ("NOUN", "NAME", "MARK") else "SUB"
        if low in (
            "after",
            "before",
            "since",
            "until",
            "following",
            "including",
            "concerning",
            "regarding",
            "past",
            "like",
            "about",
            "over",
            "around",
            "more",
            "most",
            "up",
            "off",
            "so",
            "once",
            "while",
            "out",
        ):
            return self._particle(words, i)
        if low in ("all", "both", "each") and before in ("BE", "HAVE"):
            return "ADV"
        if low in ("other", "more", "such", "own", "most", "few", "several", "many", "half") and before in ("NUM", "DET", "ADJ"):
            return "ADJ"
        if has(low, "det"):
            return "DET"
        if has(low, "he", "she", "they", "it", "pron"):
            return "PRON"
        if has(low, "conj"):
            return "CONJ"
        if has(low, "prep"):
            return "PREP"
        if has(low, "sub"):
            return "SUB"
        if has(low, "adverb", "alleged") and low not in ("likely",):
            return "ADV"
        if low == "likely":
            return "ADV"
        return ""

    def _particle(self, words: list[Word], i: int) -> str:
        """Words that are prepositions before a noun phrase and open a clause before a finite verb."""
        low = words[i].low
        following = words[i + 1] if i + 1 < len(words) else None
        if low in ("more", "most"):
            return "DET"
        if low in ("following", "past", "like"):
            before = _previous(words, i)
            if low == "past" and before in ("DET", "ADJ"):
                return "ADJ"
            if low == "following" and before == "DET":
                return "ADJ"
            return "PREP"
        if low in ("up", "out", "off"):
            return "PREP" if low == "off" and following is not None and following.text[0].isalnum() else "ADV"
        if (
            low in ("about", "around", "over")
            and following is not None
            and (following.number is not None or following.low in self._vocabulary.numbers)
        ):
            return "ADV"
        if low in ("including", "concerning", "regarding", "about", "over", "around"):
            return "PREP"
        if low == "so":
            return "ADV"
        if low in ("while", "once"):
            return "SUB"
        return "SUB" if self._clause_follows(words, i) else "PREP"

    def _clause_follows(self, words: list[Word], i: int) -> bool:
        """Whether a finite verb comes before the next mark: "after the troops left" against "after the talks"."""
        seen_noun = False
        for word in words[i + 1 : i + 14]:
            if not word.text[0].isalnum() and word.low not in ("'s",):
                return False
            kinds = {v.kind for v in self._vocabulary.verbs.get(word.low, ())}
            if self._vocabulary.has(word.low, "be", "modal_planned", "do", "have"):
                return seen_noun and word.low not in ("being", "been", "be", "having")
            if seen_noun and kinds and not kinds <= {"gerund", "base"} and word.low not in self._nouns and not word.capital:
                return True
            if self._vocabulary.has(word.low, "rel", "that", "sub", "condition"):
                return False
            if not self._vocabulary.has(word.low, "prep", "det", "adverb"):
                seen_noun = True
        return False

    def _verb_or_noun(self, words: list[Word], i: int, before: str) -> str:
        word, low = words[i], words[i].low
        kinds = {v.kind for v in word.verbs}
        noun = low in self._nouns or (low.endswith("s") and low[:-1] in self._nouns)
        following = words[i + 1] if i + 1 < len(words) else None
        if before in ("TO", "MODAL", "DO"):
            return "VERB"
        if before == "NUM" and kinds <= {"past", "participle"} and not noun and words[i - 1].low.endswith("s"):
            # "Hundreds took part"
            return "VERB"
        if i > 0 and any(rest == (low,) for rest, _ in self._vocabulary.heads.get(words[i - 1].low, ())):
            return "NOUN"
        if before in ("BE", "HAVE") or (before in ("ADV", "NEG") and _earlier(words, i) in ("BE", "HAVE", "MODAL", "DO", "TO")):
            if kinds & {"participle", "gerund", "past"}:
                return "VERB"
            return "VERB" if before != "BE" and _earlier(words, i) in ("MODAL", "DO", "TO") else "NOUN"
        if kinds <= {"gerund"}:
            if before == "NOUN" and following is not None and i > 1 and words[i - 2].tag in ("DET", "ADJ"):
                # "an election monitoring mission": a body that the words before it describe.
                heads = self._vocabulary.heads.get(following.low, ())
                if any(not rest and not head.plural and head.type in ("Organization", "Event") for rest, head in heads):
                    return "ADJ"
            if before in ("DET", "POSS", "ADJ") and following is not None and _nounlike(following, self._vocabulary):
                return "ADJ" if not noun else "NOUN"
            if before in ("DET", "POSS", "ADJ") or (
                noun and before in ("NOUN", "NAME", "PREP", "") and not _object_follows(following, self._vocabulary)
            ):
                return "NOUN"
            return "VERB"
        if (
            before in ("ADJ", "NUM")
            and "past" in kinds
            and not noun
            and following is not None
            and (self._vocabulary.has(following.low, "det") or following.capital)
        ):
            return "VERB"
        if before in ("DET", "POSS", "ADJ", "NUM"):
            if kinds & {"participle", "past"} and not noun:
                if following is not None and (
                    following.text[0].isalpha()
                    and not self._vocabulary.has(following.low, "prep", "conj", "be", "have", "modal_planned", "that")
                ):
                    return "ADJ" if before != "NUM" else "VERB" if self._vocabulary.has(following.low, "det", "adverb") else "ADJ"
                return "VERB" if before in ("NUM",) else "NOUN" if before == "DET" else "VERB"
            return "NOUN" if not (before == "ADJ" and "past" in kinds and not noun) else "VERB"
        if before == "PREP":
            if kinds & {"participle", "past"} and not noun and following is not None and _nounlike(following, self._vocabulary):
                return "ADJ"
            return "NOUN"
        if "past" in kinds or "participle" in kinds:
            if not noun:
                return "VERB"
            if before in ("NAME", "NOUN", "PRON", "REL") and _object_follows(following, self._vocabulary):
                return "VERB"
            return "VERB" if before in ("PRON", "REL") else "NOUN"
        if before in ("PRON", "REL") or (
            before == "ADV" and _earlier(words, i) in ("PRON", "REL") and _object_follows(following, self._vocabulary)
        ):
            return "VERB"
        if "present" in kinds and following is not None and self._vocabulary.has(following.low, "he", "she", "they", "it"):
            # "and calls himself": no noun stands before a pronoun.
            return "VERB"
        if "present" in kinds:
            if not noun:
                return "VERB"
            if self._verb_before(words, i) and not _object_follows(following, self._vocabulary):
                return "NOUN"
            if before in ("NAME", "NOUN") and (
                _object_follows(following, self._vocabulary) or (following is not None and following.low in ("that", "to"))
            ):
                return "VERB"
            if (
                before in ("NAME", "NOUN", "MARK")
                and following is not None
                and not self._verb_ahead(words, i + 1)
                and not (self._vocabulary.has(following.low, "prep") and before == "MARK")
            ):
                return "VERB" if before != "MARK" else "NOUN"
            return "NOUN"
        if "base" in kinds:
            if (
                before == ""
                and following is not None
                and not _object_follows(following, self._vocabulary)
                and self._verb_ahead(words, i + 1)
            ):
                # "Rebel fighters retreated": reports do not begin with an order.
                return "NOUN"
            if not noun and before in ("NOUN", "NAME", "CONJ", "ADV", "MARK", ""):
                return "VERB"
            if before == "NOUN" and _word_before(words, i).low.endswith("s") and _object_follows(following, self._vocabulary):
                return "VERB"
            if (
                before == "NOUN"
                and _word_before(words, i).low.endswith("s")
                and following is not None
                and self._vocabulary.has(following.low, "prep")
                and not self._verb_ahead(words, i + 1)
            ):
                return "VERB"
            return "NOUN"
        return "NOUN"

    def _reports(self, words: list[Word], i: int) -> bool:
        """Whether "that" opens reported words: "said on Monday that", "told reporters that"."""
        timed = self._vocabulary.has(words[i - 1].low, "time")
        for word in reversed(words[max(0, i - 8) : i]):
            if word.tag in ("MARK", "CONJ", "REL", "SUB", "THAT"):
                return False
            if word.tag == "VERB":
                speech = {v.lemma for v in word.verbs if v.lemma in self._vocabulary.speech and self._vocabulary.speech[v.lemma].clause}
                return bool(speech) and (timed or bool(speech & _TELLING))
        return False

    @staticmethod
    def _verb_before(words: list[Word], i: int) -> bool:
        """Whether the clause has its verb already: "announced new lockdown measures"."""
        for word in reversed(words[:i]):
            if word.tag in ("SUB", "REL", "THAT", "IF", "MARK", "CONJ"):
                return False
            if word.tag == "VERB" and word.verbs:
                return True
        return False

    def _verb_ahead(self, words: list[Word], i: int) -> bool:
        for word in words[i : i + 16]:
            if word.low in (",", ";", ":", '"', "“"):
                return False
            if self._vocabulary.has(word.low, "be", "modal_planned", "do", "have"):
                return True
            kinds = {v.kind for v in self._vocabulary.verbs.get(word.low, ())}
            if kinds & {"past", "present"} and word.low not in self._nouns and not word.capital:
                return True
        return False

    def _starts(self, words: list[Word], i: int) -> bool:
        return i == 0 or (not words[i - 1].text[0].isalnum() and words[i - 1].low in ('"', "“", "«", ":", "'", "(", "-", "–", "—"))

    def _unknown(self, low: str) -> bool:
        known = (
            low in self._vocabulary.verbs
            or low in self._nouns
            or low in self._vocabulary.adjective_words
            or low in self._vocabulary.classes
        )
        plural = low.endswith("s") and (low[:-1] in self._nouns or low[:-1] in self._vocabulary.verbs)
        heads = low in self._vocabulary.heads or low in self._vocabulary.titles
        return not (
            known or plural or heads or low.endswith(("ly", "ing", "ness", "tion", "ions", "ers", "ments", "ment", "ists", "ities"))
        )

    def _is_title(self, words: list[Word], i: int) -> bool:
        return words[i].low in self._vocabulary.titles and words[i].low in self._nouns


def _previous(words: list[Word], i: int) -> str:
    k = i - 1
    while k >= 0 and words[k].text in ('"', "“", "”", "'", "‘", "’"):
        k -= 1
    return words[k].tag if k >= 0 else ""


def _word_before(words: list[Word], i: int) -> Word:
    return words[i - 1]


def _earlier(words: list[Word], i: int) -> str:
    k = i - 1
    while (k >= 0 and words[k].tag in ("ADV", "NEG")) or (k >= 0 and words[k].text in ('"', "“", "”")):
        k -= 1
    return words[k].tag if k >= 0 else ""


def _nounlike(word: Word, vocabulary: Vocabulary | None = None) -> bool:
    if not word.text[0].isalpha():
        return False
    return vocabulary is None or not vocabulary.has(
        word.low,
        "prep",
        "conj",
        "be",
        "have",
        "do",
        "modal_planned",
        "det",
        "that",
        "rel",
        "sub",
        "adverb",
        "pron",
        "he",
        "she",
        "they",
        "it",
        "negation",
    )


def _object_follows(word: Word | None, vocabulary: Vocabulary) -> bool:
    if word is None:
        return False
    return (
        vocabulary.has(word.low, "det", "he", "she", "they", "it")
        or word.capital
        or word.number is not None
        or word.low in vocabulary.numbers
    )


def _ends_clause(words: list[Word], i: int) -> bool:
    return i >= len(words) or not words[i].text[0].isalnum()
