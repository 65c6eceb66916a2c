"""Chunks of a sentence: noun phrases, verb groups, prepositions, and what stands between them.

What a noun phrase names is left to ``ingest.phrases.mentions``, who does what to ``ingest.phrases.clauses``.
Over 300 lines: one pass over the words makes all kinds of chunk.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.phrases.grammar import Grammar
from ingest.phrases.mentions import Mention
from ingest.phrases.vocabulary import Title
from ingest.phrases.words import Word

GENITIVE = "@gen"
_VERBAL = frozenset({"BE", "HAVE", "DO", "MODAL", "NEG", "CLITIC", "VERB", "TO", "ADV"})
_NOMINAL = frozenset({"DET", "ADJ", "NUM", "NOUN", "NAME", "POSS", "PRON"})
_ARTICLES = {
    "du": ("de", "le"),
    "des": ("de", "les"),
    "au": ("à", "le"),
    "aux": ("à", "les"),
    "d'": ("de", ""),
    "jusqu'au": ("jusqu'à", "le"),
}


@dataclass(slots=True, eq=False)
class Chunk:
    """Words ``start``..``end``. ``kind`` is NP, VG, P, C, THAT, S, IF, R, MARK or B; ``low`` its folded words.

    Of a noun phrase: ``head`` is the word of its last noun, ``named`` what it names (set by mentions), ``inside``
    other names in it, ``title`` an office named in it, ``owner`` the chunk before a possessive, ``countries`` keys of
    demonyms, ``pronoun`` the possessive pronoun before it, ``cases`` the cases that it can have.
    Of a verb group: ``main`` is its verb, ``lemmas`` its dictionary forms, ``form`` finite, participle, gerund or infinitive.
    """

    kind: str
    start: int
    end: int
    low: str = ""
    index: int = 0
    head: int = -1
    named: Mention | None = None
    inside: list[Mention] = field(default_factory=list)
    title: tuple[Title, int, int] | None = None
    owner: Chunk | None = None
    possessive: bool = False
    countries: list[tuple[str, int]] = field(default_factory=list)
    determiner: str = ""
    pronoun: str = ""
    quantity: tuple[int, int] | None = None
    cases: frozenset[str] = frozenset()
    plural: bool = False
    main: int = -1
    lemmas: tuple[str, ...] = ()
    form: str = ""
    passive: bool = False
    negated: bool = False
    status: str = ""
    perfect: bool = False
    governor: Chunk | None = None
    quoted: int = -1


def chunk(words: list[Word], grammar: Grammar) -> list[Chunk]:
    """The chunks of a tagged sentence in order; adverbs that belong to nothing are left out."""
    chunks: list[Chunk] = []
    i = 0
    while i < len(words):
        made, i = _next(words, i, grammar, chunks)
        if made and made[-1].kind == "NP" and _tells_time(words, made[-1], grammar):
            # A time is no argument; its preposition goes with it.
            if chunks and chunks[-1].kind == "P" and chunks[-1].end == made[-1].start and not made[-1].possessive:
                chunks.pop()
            if made[-1].possessive:
                continue
            chunks.append(Chunk("T", made[-1].start, made[-1].end, made[-1].low))
            continue
        if (
            made
            and made[-1].kind == "NP"
            and len(chunks) > 1
            and chunks[-1].kind == "P"
            and chunks[-1].low in grammar.of
            and chunks[-2].kind == "NP"
            and (words[chunks[-2].head].tag == "NUM" or grammar.vocabulary.has(words[chunks[-2].head].low, "amount"))
            and len(made) == 1
        ):
            # "thousands of protesters", "plusieurs milliers de personnes"
            chunks.pop()
            counting = chunks.pop()
            made[-1].start = counting.start
            made[-1].quantity = counting.quantity or (counting.start, counting.end)
            made[-1].low = " ".join(w.low for w in words[made[-1].start : made[-1].end])
        if (
            made
            and made[0].low in ("others", "autres")
            and chunks
            and chunks[-1].kind == "NP"
            and chunks[-1].quantity is not None
            and words[chunks[-1].head].tag == "NUM"
        ):
            # "twelve others were injured": the number goes on.
            chunks[-1].end = made[0].end
            continue
        chunks.extend(made)
    for index, one in enumerate(chunks):
        one.index = index
    return chunks


def _tells_time(words: list[Word], np: Chunk, grammar: Grammar) -> bool:
    head = words[np.head]
    if head.tag == "NUM" and head.number is not None and 1800 <= head.number <= 2100 and len(head.text) == 4 and np.end == np.start + 1:
        return True
    if head.tag == "PRON":
        return False
    for word in words[np.start : np.end] if not grammar.cased else (head,):
        low = word.lemma if grammar.cased else word.low
        if grammar.vocabulary.has(low, "time") and word.name < 0:
            if word is not head and any(not rest for rest, _ in grammar.vocabulary.heads.get(head.low, ())):
                # "the October election" is no time.
                continue
            return word is head or word.capital or grammar.code == "fr"
    return False


def _next(words: list[Word], i: int, grammar: Grammar, before: list[Chunk]) -> tuple[list[Chunk], int]:
    word = words[i]
    several = _several(words, i, grammar)
    if several is not None:
        size, kind = several
        low = " ".join(w.low for w in words[i : i + size])
        if kind == "prep":
            return [Chunk("P", i, i + size, _plain(low))], i + size
        if kind in ("sub", "condition", "conj"):
            return [Chunk({"sub": "S", "condition": "IF", "conj": "C"}[kind], i, i + size, low)], i + size
        if kind in ("adverb", "turn", "alleged", "approx"):
            return ([Chunk("B", i, i + size, low)] if kind == "alleged" else []), i + size
    simple = {"MARK": "MARK", "CONJ": "C", "THAT": "THAT", "SUB": "S", "IF": "IF", "REL": "R"}.get(word.tag)
    if simple:
        return [Chunk(simple, i, i + 1, word.low, cases=word.cases)], i + 1
    if word.tag == "PREP":
        prep, article = _ARTICLES.get(word.low, (word.low, "")) if grammar.code == "fr" else (word.low, "")
        made = Chunk("P", i, i + 1, prep)
        made.determiner = article
        return [made], i + 1
    if before and before[-1].kind in ("NP", "VG") and before[-1].end <= i and _predicate(words, i, grammar):
        made = before[-1]
        if made.kind == "VG" and words[made.main].tag == "BE":
            # "is loyal to X"
            made.end, made.main, made.lemmas = i + 1, i, (word.low,)
            return [], i + 1
        if made.kind == "NP":
            return [Chunk("VG", i, i + 1, word.low, main=i, lemmas=(word.low,), form="participle")], i + 1
    if word.tag in ("DET", "ADJ", "NUM", "NOUN", "NAME", "PRON", "POSS") or (word.tag == "ADV" and _before_number(words, i)):
        return _noun_phrase(words, i, grammar, before)
    if word.tag in _VERBAL:
        return _verb_group(words, i, grammar)
    return [], i + 1


def _several(words: list[Word], i: int, grammar: Grammar) -> tuple[int, str] | None:
    for low, kind in grammar.vocabulary.several.get(words[i].low, ()):
        if low[-1] == "to" and i + len(low) <= len(words) and words[i + len(low) - 1].tag == "TO":
            # "is due to host"
            continue
        if kind == "approx" and not (i + len(low) < len(words) and words[i + len(low)].tag == "NUM"):
            continue
        if any(word.name >= 0 for word in words[i + 1 : i + len(low)]):
            # "dans le nord du Mali" where the north has a name
            continue
        if len(words) >= i + len(low) and all(words[i + k].low == part for k, part in enumerate(low)):
            return len(low), kind
    return None


def _plain(low: str) -> str:
    """A preposition of several words without the article that has melted into it: "près du" is "près de"."""
    for ending, plain in ((" du", " de"), (" des", " de"), (" d'", " de"), (" au", " à"), (" aux", " à")):
        if low.endswith(ending):
            return low.removesuffix(ending) + plain
    return low


def _predicate(words: list[Word], i: int, grammar: Grammar) -> bool:
    """Whether an adjective that is a cue stands before the preposition of its frame: "loyal to", "hostile à"."""
    if grammar.cased or i + 1 >= len(words) or words[i].capital:
        return False
    following = words[i + 1].low
    following = _ARTICLES.get(following, (following, ""))[0] if grammar.code == "fr" else following
    return any(following in frame.object for frame in grammar.vocabulary.adjectives.get(words[i].low, ()))


def _before_number(words: list[Word], i: int) -> bool:
    return i + 1 < len(words) and words[i + 1].tag == "NUM"


def _noun_phrase(words: list[Word], i: int, grammar: Grammar, before: list[Chunk]) -> tuple[list[Chunk], int]:
    if words[i].tag == "POSS":
        return [], i + 1
    if words[i].tag == "PRON":
        made = Chunk("NP", i, i + 1, words[i].low, head=i, cases=words[i].cases)
        made.pronoun = words[i].low
        made.plural = bool(words[i].plural)
        return [made], i + 1
    start, j, head = i, i, -1
    noun_seen = False
    cases: frozenset[str] = frozenset()
    made = Chunk("NP", i, i + 1)
    while j < len(words):
        word = words[j]
        tag = word.tag
        if (
            tag == "MARK"
            and word.low == ","
            and not noun_seen
            and words[j - 1].tag == "ADJ"
            and j + 1 < len(words)
            and words[j + 1].tag == "ADJ"
            and "-" in words[j - 1].low
        ):
            j += 1
            continue
        if tag not in _NOMINAL and not (tag == "ADV" and _before_number(words, j) and not noun_seen):
            break
        if tag == "PRON" or (tag == "POSS" and not noun_seen):
            break
        if tag == "POSS":
            made.possessive = True
            break
        if noun_seen and _predicate(words, j, grammar):
            # "a militia loyal to X": the adjective heads a clause of its own.
            break
        if tag == "DET" and j > start and (noun_seen or words[j - 1].tag not in ("DET", "ADV")):
            break
        if grammar.cased and j > start and not _agrees(words, start, j, head, cases):
            break
        if grammar.code == "fr" and noun_seen and tag == "NOUN" and word.name < 0 and grammar.vocabulary.has(word.low, "time"):
            # "la mission vendredi"
            break
        if grammar.code == "fr" and noun_seen and tag == "NUM" and word.number is None and word.low not in grammar.vocabulary.numbers:
            break
        if tag in ("NOUN", "NAME"):
            if noun_seen and tag == "NOUN" and words[head].tag == "NAME" and words[head].name >= 0 and grammar.code == "fr":
                break
            if (
                noun_seen
                and grammar.code == "en"
                and tag == "NAME"
                and word.name >= 0
                and words[head].name >= 0
                and words[head].name != word.name
                and False
            ):
                break
            if not (grammar.cased and noun_seen and "phrase" in word.marks):
                head = j
            noun_seen = True
            if not grammar.cased:
                made.plural = bool(word.plural)
        if tag == "NUM":
            made.quantity = (made.quantity[0] if made.quantity and not noun_seen else j, j + 1) if not noun_seen else made.quantity
        if tag == "DET" and not made.determiner:
            made.determiner = word.low
        if grammar.cased and tag not in ("NUM", "DET", "ADV") and word.cases and "phrase" not in word.marks:
            cases = word.cases if not cases else (cases & word.cases or cases)
        j += 1
        if grammar.code == "fr" and noun_seen and tag in ("NOUN", "NAME") and j < len(words) and words[j].tag == "ADJ":
            continue
    made.end = max(j, start + 1)
    made.head = head if head >= 0 else made.end - 1
    if grammar.cased and made.head >= 0 and words[made.head].name >= 0:
        # A known name of several words has number and case of its first noun.
        first = next((k for k in range(start, made.end) if words[k].name == words[made.head].name), made.head)
        if first != made.head:
            made.plural = bool(words[first].plural)
            cases = words[first].cases or cases
    made.cases = cases
    made.low = " ".join(w.low for w in words[start : made.end])
    if grammar.cased and not made.plural:
        made.plural = bool(words[made.head].plural)
    for word in words[start : made.end]:
        if (
            word.tag == "DET"
            and grammar.vocabulary.has(word.low, "det")
            and word.low
            in ("his", "her", "its", "their", "son", "sa", "ses", "leur", "leurs", "его", "её", "ее", "их", "свой", "our", "notre", "nos")
        ):
            made.pronoun = word.low
    found: list[Chunk] = []
    if before and before[-1].kind == "NP" and before[-1].possessive and before[-1].low != "":
        made.owner = before[-1]
    elif (
        grammar.cased and before and before[-1].kind == "NP" and before[-1].end == start and "gent" in made.cases and not before[-1].pronoun
    ):
        found.append(Chunk("P", start, start, GENITIVE))
    found.append(made)
    return found, made.end + (1 if made.possessive else 0)


_FIXED = ("е", "и", "о", "у", "э", "ю")


def _agrees(words: list[Word], start: int, j: int, head: int, cases: frozenset[str]) -> bool:
    """Whether word ``j`` goes on with the phrase: adjectives and nouns of one case, names after a title."""
    word = words[j]
    if head < 0:
        return not (word.cases and cases and not (word.cases & cases)) or words[j - 1].tag == "NUM"
    if word.tag in ("ADJ", "NUM", "DET"):
        return False
    if word.tag == "NAME" and word.name >= 0 and words[head].name == word.name:
        return True
    if "phrase" in word.marks:
        return True
    shared = word.cases & cases if word.cases and cases else frozenset()
    if (
        word.tag == "NAME"
        and word.name != words[head].name
        and "nomn" in cases
        and "gent" in word.cases
        and "nomn" not in word.cases
        and words[head].tag == "NOUN"
    ):
        # "дочь Ивана Петрова": a name in the genitive is not what the noun is called.
        return False
    if word.tag == "NAME" and word.name < 0 and "title" in words[head].marks and word.low.endswith(_FIXED) and "gent" not in word.cases:
        # "король Фелипе": a foreign name that has no cases.
        return True
    if word.tag == "NAME" and word.name < 0 and words[head].tag == "NOUN" and words[head].plural and words[head].animate:
        # "лидер боевиков Абу Усман": the name is not what several are called.
        return False
    if (
        word.tag == "NAME"
        and "gent" in word.cases
        and "gent" not in cases
        and cases
        and not words[head].animate
        and words[head].tag == "NOUN"
    ):
        # "самолёт Моралеса": a name in the genitive hangs on a thing, it does not call it.
        return False
    if word.tag == "NAME" and (word.name < 0 or "person" in word.marks):
        return bool(shared) or not word.cases or (words[head].tag == "NAME" and words[head].name < 0)
    if "acronym" in word.marks:
        return False
    if "title" in words[head].marks and "title" in word.marks:
        return bool(shared)
    return "hyphened" in word.marks


def _verb_group(words: list[Word], i: int, grammar: Grammar) -> tuple[list[Chunk], int]:
    made = Chunk("VG", i, i + 1)
    j = i
    be = have = False
    aux = -1
    while j < len(words):
        word = words[j]
        tag = word.tag
        if tag not in _VERBAL:
            if (
                word.text in ('"', "“", "”", "«", "»")
                and j > i
                and j + 1 < len(words)
                and words[j + 1].tag in ("VERB", "ADV", "BE")
                and words[j - 1].tag in _VERBAL - {"VERB"}
            ):
                j += 1
                continue
            break
        if tag == "TO" and (j > i):
            break
        if tag == "VERB":
            made.main = j
            j += 1
            break
        if tag == "NEG":
            made.negated = True
        elif tag == "MODAL":
            if aux >= 0 and words[aux].tag == "VERB":
                break
            made.status = made.status or "planned"
            made.form = "finite"
            if word.low == "cannot":
                made.negated = True
            aux = j
        elif tag in ("BE", "HAVE", "DO"):
            be = be or tag == "BE"
            have = have or tag == "HAVE"
            aux = j
            if grammar.vocabulary.has(word.low, "conditional_have"):
                made.status = "alleged"
            if word.low in ("had", "avait", "avaient"):
                made.perfect = True
        elif tag == "ADV" and grammar.vocabulary.has(word.low, "alleged"):
            made.status = "alleged"
        j += 1
    made.end = j
    if made.main < 0:
        if aux < 0:
            adverbs = [w for w in words[i:j] if grammar.vocabulary.has(w.low, "alleged")]
            return ([Chunk("B", i, j, adverbs[0].low)] if adverbs else []), max(j, i + 1)
        made.main = aux
        made.end = aux + 1
        made.lemmas = ({"BE": "be", "HAVE": "have", "DO": "do"}.get(words[aux].tag, words[aux].lemma or words[aux].low),)
        if grammar.code == "fr":
            made.lemmas = ({"BE": "être", "HAVE": "avoir"}.get(words[aux].tag, words[aux].low),)
        if grammar.cased:
            made.lemmas = ("быть", "есть") if words[aux].low == "есть" else ("быть",)
        made.form = (
            "infinitive" if words[i].tag == "TO" else "gerund" if words[aux].low in ("being", "having", "étant", "ayant") else "finite"
        )
        if words[aux].tag == "MODAL":
            made.form = "finite"
        made.low = " ".join(w.low for w in words[i : made.end])
        return [made], made.end
    _finish(made, words, i, (be, have, aux), grammar)
    return [made], made.end


def _finish(made: Chunk, words: list[Word], i: int, aux: tuple[bool, bool, int], grammar: Grammar) -> None:
    be, have, at = aux
    verb = words[made.main]
    kinds = {v.kind for v in verb.verbs}
    made.lemmas = tuple(dict.fromkeys(v.lemma for v in verb.verbs)) or (verb.lemma or verb.low,)
    made.low = " ".join(w.low for w in words[i : made.end])
    if "conditional" in kinds:
        made.status = "alleged"
    if (
        words[i].tag == "TO"
        or (kinds == {"infinitive"} and at < 0)
        or (at >= 0 and grammar.code == "fr" and any(w.low in ("avoir", "être") for w in words[i : made.main]))
    ):
        made.form = "infinitive"
    elif at >= 0:
        made.form = "gerund" if words[i].low in ("being", "having", "étant", "ayant") else "finite"
    elif kinds <= {"gerund"}:
        made.form = "gerund"
    elif kinds <= {"participle"}:
        made.form = "participle"
    elif "participle" in kinds and "past" in kinds:
        made.form = "either"
    elif "participle" in kinds and grammar.code == "fr":
        made.form = "either" if kinds - {"participle"} else "participle"
    else:
        made.form = "finite"
    # A participle chooses, among the verbs it may belong to, those that have it as participle.
    passive = be and bool(kinds & {"participle"}) and not (kinds <= {"gerund"})
    if verb.passive:
        passive = True
    if grammar.code == "fr":
        # "se sont rassemblées": a reflexive verb is no passive, and has frames of its own.
        reflexive = any(w.low in ("se", "s'") and w.tag == "CLITIC" for w in words[i : made.main])
        passive = passive and not reflexive
        own = tuple(lemma for lemma in made.lemmas if lemma.startswith(("se ", "s'")) == reflexive)
        made.lemmas = own or made.lemmas
    if grammar.code == "fr" and passive and set(made.lemmas) & _ETRE:
        passive = False
    if "future" in kinds and at < 0:
        made.status = made.status or "planned"
    if any(w.low in ("будет", "будут", "sera", "seront") for w in words[i : made.main]):
        made.status = made.status or "planned"
    made.passive = passive
    if passive or have:
        chosen = tuple(dict.fromkeys(v.lemma for v in verb.verbs if v.kind == "participle"))
        made.lemmas = chosen or made.lemmas


# French verbs that take être in the compound past, so that it is no passive.
_ETRE = frozenset(
    [
        "aller",
        "venir",
        "arriver",
        "partir",
        "entrer",
        "sortir",
        "monter",
        "descendre",
        "naître",
        "mourir",
        "rester",
        "tomber",
        "retourner",
        "passer",
        "devenir",
        "revenir",
        "rentrer",
        "parvenir",
        "intervenir",
    ]
)
