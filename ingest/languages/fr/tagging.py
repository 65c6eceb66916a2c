"""Word classes of French words, decided by lexicon, ending, capitals and the words around.

Grouping the words is left to ``ingest.phrases.chunks``. Over 300 lines: the rules of one tagger, in the order
in which they are tried.
"""

from __future__ import annotations

from ingest.phrases.names import NameIndex
from ingest.phrases.vocabulary import Vocabulary
from ingest.phrases.words import VerbForm, Word

_ADJECTIVE = (
    "aire",
    "aires",
    "ique",
    "iques",
    "eux",
    "euse",
    "euses",
    "ien",
    "ienne",
    "iens",
    "iennes",
    "ais",
    "aise",
    "aises",
    "ois",
    "oise",
    "al",
    "ale",
    "aux",
    "ales",
    "if",
    "ive",
    "ifs",
    "ives",
    "able",
    "ables",
    "iste",
    "istes",
    "ain",
    "aine",
    "ains",
    "aines",
    "el",
    "elle",
    "els",
    "elles",
)


class Tagger:
    """Sets ``tag``, ``verbs`` and ``plural`` of each word; ``word.name`` >= 0 says that a known name covers it."""

    def __init__(self, vocabulary: Vocabulary, names: NameIndex) -> None:
        self._vocabulary, self._names = vocabulary, names
        self._nouns = frozenset(vocabulary.nouns) | {w for w, options in vocabulary.heads.items() if any(not rest for rest, _ in options)}
        self._nouns |= {w for w, options in vocabulary.titles.items() if any(not rest for rest, _ in options)}

    def __call__(self, words: list[Word]) -> None:
        for i, word in enumerate(words):
            word.verbs = self._vocabulary.verbs.get(word.low, ())
            word.tag = self._tag(words, i)
            word.plural = word.low.endswith(("s", "x")) and word.low not in ("pays", "corps", "temps", "palais", "mois", "fils")
        for i, word in enumerate(words):
            if word.tag in ("VERB", "BE", "HAVE"):
                self._fixed(words, i)

    def _fixed(self, words: list[Word], i: int) -> None:
        """ "a mis en garde Moscou", "prend part au sommet": what belongs to the verb's phrase is no argument."""
        lemmas = dict.fromkeys((words[i].low, *(verb.lemma for verb in words[i].verbs)))
        for rest, frame in (option for lemma in lemmas for option in self._vocabulary.phrases.get(lemma, ())):
            end = i + 1 + len(rest)
            if frame.part != "phrase" or not rest or end > len(words) or any(words[i + 1 + k].low != low for k, low in enumerate(rest)):
                continue
            if self._vocabulary.has(rest[-1], "prep", "det", "be") or any(word.name >= 0 for word in words[i:end]):
                continue
            for word in words[i + 1 : end]:
                word.tag = "ADV"
            return

    def _tag(self, words: list[Word], i: int) -> str:
        word, low, has = words[i], words[i].low, self._vocabulary.has
        if not word.text[0].isalnum():
            return "MARK"
        if low in ("m.", "mm.", "mme", "mlle", "dr."):
            return "NOUN"
        if word.name >= 0:
            return "NAME"
        if word.number is not None:
            return "NUM"
        if low == "partie" and i > 0 and words[i - 1].low.startswith(("fai", "fon", "fais", "fass")):
            return "NOUN"
        before = _previous(words, i)
        following = words[i + 1] if i + 1 < len(words) else None
        closed = self._closed(words, i, before, following)
        if closed:
            return closed
        if low in self._names.demonyms:
            return (
                "NOUN"
                if (word.capital and i > 0)
                or ((before in ("DET", "NUM") and not (following and following.low in self._nouns)) and low in self._names.people)
                else "ADJ"
            )
        if "seen as name" in word.marks and low not in self._nouns and not word.verbs:
            return "NAME"
        if low in self._vocabulary.numbers and not has(low, "det"):
            return "NUM"
        starts = i == 0 or (not words[i - 1].text[0].isalnum() and words[i - 1].low in ('"', "“", "«", ":", "(", "-", "–", "—"))
        if word.capital and not starts and low not in self._vocabulary.titles:
            return "NAME"
        if word.capital and starts and self._unknown(low):
            return "NAME"
        if low in self._vocabulary.adjective_words:
            return "ADJ"
        if word.verbs:
            return self._verb(words, i, before, following)
        if low in ("général", "générale", "généraux", "générales") and before == "NOUN":
            return "ADJ"
        if low in self._nouns:
            # Where nouns do not stand in a row, the second of two tells of the first: "chef rebelle".
            own = low in self._vocabulary.adjectives
            return "ADJ" if own and before == "NOUN" and not word.capital else "NOUN"
        if (
            (before in ("BE", "HAVE") or (before == "ADV" and _earlier(words, i) in ("BE", "HAVE")))
            and low.endswith(_PARTICIPLES)
            and not has(low, "empty")
            and not word.capital
        ):
            # "est apparue", "a émis": an unknown word after an auxiliary is its participle.
            word.verbs = (VerbForm(_infinitive(low), "participle"),)
            return "VERB"
        if (
            before in ("NOUN", "ADJ")
            and not word.capital
            and _noun_before(words, i)
            and not low.endswith(("ment", "er", "ait", "aient", "ent", "ant"))
        ):
            # "une milice fidèle", "les positions rebelles": no noun stands right after a noun.
            return "ADJ"
        if before == "NAME" and not word.capital and words[i - 1].low in self._nouns and words[i - 1].name < 0:
            return "ADJ"
        if before in ("NOUN", "NAME", "ADJ") and (low.endswith(_ADJECTIVE)):
            return "ADJ"
        if low.endswith(("é", "ée", "és", "ées")) and before in ("BE", "HAVE", "NOUN", "NAME", "ADV"):
            word.verbs = (VerbForm(low.rstrip("s").rstrip("e").removesuffix("é") + "er" if "é" in low else low, "participle"),)
            return "VERB"
        if low.endswith(("ait", "aient", "èrent")) and before in ("NOUN", "NAME", "PRON", "CLITIC", "ADJ", "REL"):
            word.verbs = (VerbForm(low.removesuffix("aient").removesuffix("ait").removesuffix("èrent") + "er", "past"),)
            return "VERB"
        if (
            low.endswith("er")
            and before in ("PREP", "VERB", "MODAL", "CLITIC", "NEG")
            and len(low) > 4
            and low not in self._nouns
            and not has(low, "time")
        ):
            word.verbs = (VerbForm(low, "infinitive"),)
            return "VERB"
        if low.endswith("ment") and len(low) > 6 and before not in ("DET", "ADJ", "NUM", "PREP"):
            return "ADV"
        return "NOUN"

    def _closed(self, words: list[Word], i: int, before: str, following: Word | None) -> str:
        _word, low, has = words[i], words[i].low, self._vocabulary.has
        verb_next = (
            following is not None
            and (following.low in self._vocabulary.verbs or has(following.low, "be", "have", "modal_planned"))
            and following.low not in self._nouns
        )
        if (
            low in ("le", "la", "les", "l'")
            and verb_next
            and before not in ("PREP",)
            and following is not None
            and not following.capital
            and following.low not in self._vocabulary.adjective_words
            and before in ("PRON", "NEG", "NAME", "NOUN", "CLITIC", "REL")
        ):
            return "CLITIC"
        if low in ("se", "s'", "y", "me", "m'", "te", "t'"):
            return "CLITIC" if low != "s'" or not (following is not None and following.low in ("il", "ils")) else "IF"
        if low == "en":
            if (
                verb_next
                and following is not None
                and not following.low.endswith("ant")
                and before in ("PRON", "NAME", "NOUN", "NEG", "CLITIC")
            ):
                return "CLITIC"
            return "PREP"
        if low in ("lui", "leur") and verb_next:
            return "CLITIC"
        if low == "est" and i > 0 and words[i - 1].low == "l'" and following is not None and following.low in ("de", "du", "d'", "des"):
            # "dans l'est de la Pologne"
            return "NOUN"
        if has(low, "be"):
            return "BE" if low != "été" or before in ("HAVE", "NEG", "ADV") else "NOUN"
        if has(low, "have"):
            return "HAVE"
        if has(low, "modal_planned"):
            return "MODAL"
        if low in ("qu'", "que"):
            if before in ("NOUN", "NAME") and not self._reporting(words, i):
                return "REL"
            return "THAT"
        if low == "ne" or low == "n'":
            return "NEG" if not self._only(words, i) else "ADV"
        if low in ("pas", "jamais", "guère", "point", "nullement"):
            return "NEG"
        if (
            low == "des"
            and before in ("", "MARK", "VERB", "THAT")
            and following is not None
            and not (following.name >= 0 and following.capital)
            and not (before == "VERB" and self._takes_of(words, i))
        ):
            return "DET"
        if low in ("des", "du") and following is not None and (following.name >= 0 or self._takes_of(words, i)):
            return "PREP"
        if low in ("des", "du") and before in ("VERB", "HAVE", "BE", "", "CONJ", "MARK", "PREP", "SUB", "THAT"):
            return "DET"
        if (
            low in ("de", "d'")
            and before in ("VERB", "BE", "MARK", "")
            and following is not None
            and following.low
            in ("nombreux", "nombreuses", "telles", "tels", "nouveaux", "nouvelles", "grands", "grandes", "violents", "violentes")
        ):
            return "DET"
        if has(low, "condition") and low == "si":
            return "IF"
        if low == "où":
            return "REL" if before in ("NOUN", "NAME", "MARK", "ADJ") else "SUB"
        if has(low, "rel"):
            return "REL"
        if has(low, "conj"):
            return "CONJ"
        if low in ("tout", "plus", "bien", "même", "tous"):
            return "ADV" if low in ("plus", "bien", "même") else "DET"
        if has(low, "prep"):
            return "PREP"
        if has(low, "det"):
            return "DET"
        if has(low, "he", "she", "they", "it", "pron"):
            return "PRON"
        if has(low, "sub"):
            return "SUB"
        if has(low, "adverb", "alleged"):
            return "ADV"
        return ""

    def _takes_of(self, words: list[Word], i: int) -> bool:
        """Whether the verb before takes "de": "se sont emparés des armes"."""
        if i == 0 or words[i - 1].tag != "VERB":
            return False
        lemmas = {v.lemma for v in words[i - 1].verbs}
        return any("de" in f.object for lemma in lemmas for f in self._vocabulary.frames.get(lemma, ()))

    def _reporting(self, words: list[Word], i: int) -> bool:
        """Whether a reporting verb stands a few words before: "a déclaré mardi à la presse que"."""
        for word in reversed(words[max(0, i - 7) : i]):
            if any(v.lemma in self._vocabulary.speech for v in word.verbs) and word.tag == "VERB":
                return True
            if word.tag == "MARK":
                return False
        return False

    def _only(self, words: list[Word], i: int) -> bool:
        """ "ne ... que" is no negation."""
        for word in words[i + 1 : i + 6]:
            if word.low in ("pas", "plus", "jamais", "rien", "aucun", "aucune", "personne"):
                return False
            if word.low in ("que", "qu'"):
                return True
        return False

    def _verb(self, words: list[Word], i: int, before: str, following: Word | None) -> str:
        word, low = words[i], words[i].low
        kinds = {v.kind for v in word.verbs}
        noun = low in self._nouns
        if before in ("BE", "HAVE", "CLITIC", "NEG", "MODAL") or (before == "ADV" and _earlier(words, i) in ("BE", "HAVE", "MODAL")):
            return "VERB" if not (before == "BE" and noun and not kinds & {"participle"}) else "NOUN"
        if before in ("DET", "NUM"):
            if kinds & {"participle"} and following is not None and following.low in self._nouns and not noun:
                return "ADJ"
            return "NOUN"
        if "infinitive" in kinds and not noun:
            return "VERB"
        if before == "PREP":
            return "VERB" if kinds & {"gerund", "infinitive"} else "NOUN"
        if before == "ADJ" and noun:
            return "NOUN"
        if kinds <= {"participle"} and before in ("NOUN", "NAME", "ADJ") and not noun:
            return "VERB" if following is not None and self._vocabulary.has(following.low, "prep") else "ADJ"
        finite = bool(kinds - {"participle"})
        apposed = before == "MARK" and i > 1 and words[i - 2].tag in ("NAME", "NOUN") and finite
        after_noun = before in ("NAME", "NOUN") or apposed
        object_next = following is not None and self._vocabulary.has(following.low, "det") and following.low not in ("des", "du")
        adverb_next = (
            following is not None
            and (self._vocabulary.has(following.low, "adverb") or following.low.endswith("ement"))
            and i + 2 < len(words)
            and self._vocabulary.has(words[i + 2].low, "det")
        )
        plain = before in ("NAME", "NOUN") and following is not None and self._vocabulary.has(following.low, "det")
        clause = plain or (after_noun and finite and (object_next or adverb_next))
        if noun and before in ("NOUN", "", "MARK", "CONJ", "NAME") and "past" not in kinds and not clause:
            return "NOUN"
        return "VERB"

    def _unknown(self, low: str) -> bool:
        known = (
            low in self._vocabulary.verbs
            or low in self._nouns
            or low in self._vocabulary.adjective_words
            or low in self._vocabulary.classes
        )
        if low.endswith("s") and (low[:-1] in self._nouns or low[:-1] in self._vocabulary.verbs):
            known = True
        return not (
            known
            or low in self._vocabulary.titles
            or low in self._vocabulary.heads
            or low.endswith(("ment", "tion", "tions", "ants", "eurs", "istes", "és", "ées"))
        )


# Endings of participles, and of infinitives that some of them belong to.
_PARTICIPLES = (
    "é",
    "ée",
    "és",
    "ées",
    "i",
    "ie",
    "is",
    "ies",
    "ise",
    "ises",
    "it",
    "ite",
    "its",
    "ites",
    "u",
    "ue",
    "us",
    "ues",
    "ert",
    "erte",
    "erts",
    "ertes",
)
_ORIGINS = (
    ("enu", "enir"),
    ("aru", "araître"),
    ("aincu", "aincre"),
    ("ompu", "ompre"),
    ("endu", "endre"),
    ("ondu", "ondre"),
    ("erdu", "erdre"),
    ("onduit", "onduire"),
    ("ruit", "ruire"),
    ("ert", "rir"),
    ("mis", "mettre"),
    ("pris", "prendre"),
    ("eçu", "ecevoir"),
    ("lu", "lire"),
    ("crit", "crire"),
    ("dit", "dire"),
    ("battu", "battre"),
    ("couru", "courir"),
    ("connu", "connaître"),
    ("é", "er"),
    ("i", "ir"),
)


def _infinitive(participle: str) -> str:
    """The infinitive that a participle seems to belong to.

    >>> _infinitive("apparue"), _infinitive("rompus"), _infinitive("accusées")
    ('apparaître', 'rompre', 'accuser')
    """
    for bare in dict.fromkeys((participle, participle.removesuffix("s"), participle.removesuffix("es"), participle.removesuffix("e"))):
        for ending, origin in _ORIGINS:
            if bare.endswith(ending):
                return bare.removesuffix(ending) + origin
    return participle


def _noun_before(words: list[Word], i: int) -> bool:
    """Whether a noun in small letters stands before, with nothing but adjectives between."""
    k = i - 1
    while k >= 0 and words[k].tag == "ADJ":
        k -= 1
    return k >= 0 and words[k].tag == "NOUN" and words[k].end <= words[i].start


def _previous(words: list[Word], i: int) -> str:
    k = i - 1
    while k >= 0 and words[k].text in ('"', "“", "”", "«", "»"):
        k -= 1
    return words[k].tag if k >= 0 else ""


def _earlier(words: list[Word], i: int) -> str:
    k = i - 1
    while k >= 0 and words[k].tag in ("ADV", "NEG"):
        k -= 1
    return words[k].tag if k >= 0 else ""
