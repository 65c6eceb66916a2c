"""English: its data files beside this module and the rules that data cannot hold: inflection and word classes.

The grammar's stages are left to ``ingest.phrases``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ingest.engine.lexicon import rows, split
from ingest.languages.en.tagging import Tagger
from ingest.phrases import date_words
from ingest.phrases import vocabulary as words_of
from ingest.phrases.grammar import Grammar
from ingest.phrases.names import load as load_names

_HERE = Path(__file__).parent
_VOWELS = "aeiou"
# Verbs of two syllables whose last consonant doubles; those of one syllable follow a rule.
_DOUBLING = frozenset(
    [
        "admit",
        "commit",
        "refer",
        "defer",
        "deter",
        "occur",
        "permit",
        "regret",
        "submit",
        "transfer",
        "rebut",
        "incur",
        "expel",
        "compel",
        "propel",
        "control",
        "patrol",
        "repel",
        "impel",
        "concur",
        "equip",
        "handicap",
        "kidnap",
        "abet",
        "rebel",
    ]
)
_SINGLE = frozenset(
    ["visit", "open", "edit", "target", "benefit", "offer", "suffer", "enter", "order", "cover", "listen", "happen", "limit"]
)


@cache
def grammar() -> Grammar:
    """The English grammar. Raises OntologyError naming file and line where a data file is wrong."""
    vocabulary = words_of.load(_HERE, "en", inflect)
    names = load_names("en")
    return Grammar(
        dates=date_words.load(_HERE / "dates.csv", "en"), code="en", vocabulary=vocabulary, names=names, tag=Tagger(vocabulary, names), lemma=singular, cased=False,
        of=frozenset({"of"}), by=frozenset({"by"}), inside=frozenset({"in", "at", "near", "on", "outside", "inside", "across", "throughout", "around", "through", "off", "on the outskirts of", "in the vicinity of", "within", "north of", "south of", "east of", "west of"}),
    )  # fmt: skip


@cache
def _irregular() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    table = rows(_HERE / "irregular.csv", ("lemma", "past", "participle"))
    return {row["lemma"]: (split(row["past"]), split(row["participle"])) for _, row in table}


def inflect(lemma: str, listed: tuple[str, ...] = ()) -> dict[str, str]:
    """The forms of an English verb and their kinds, joined by "+" where one form is two.

    >>> inflect("stop")["stopped"], inflect("flee")["fled"], inflect("deny")["denies"]
    ('past+participle', 'past+participle', 'present')
    """
    forms: dict[str, str] = {lemma: "base"}
    prefix, _, root = lemma.rpartition("-")
    head = f"{prefix}-" if prefix else ""
    bare = root
    for known in _irregular():
        if root == known or (root.startswith(("re", "over", "out", "under")) and root.removeprefix("re") == known):
            bare = known
    before = head + root[: len(root) - len(bare)]
    forms[_third(lemma)] = "present"
    irregular = _irregular().get(bare)
    if irregular:
        for past in irregular[0]:
            forms[before + past] = "past"
        for participle in irregular[1]:
            form = before + participle
            forms[form] = f"{forms[form]}+participle" if form in forms else "participle"
    else:
        forms[_past(lemma)] = "past+participle"
    forms[_gerund(lemma)] = "gerund"
    for british, american in (("ise", "ize"), ("our", "or"), ("yse", "yze"), ("ence", "ense")):
        if lemma.endswith(british) and len(lemma) > 5:
            other = lemma.removesuffix(british) + american
            forms.update(
                {
                    (other): "base",
                    _third(other): "present",
                    _past(other): "past+participle",
                    _gerund(other): "gerund",
                }
            )
    if lemma.endswith("l") and lemma[-2:-1] in "ae" and lemma[-3:-2] not in _VOWELS:
        # British "cancelled" beside American "canceled".
        forms.setdefault(lemma + "led", "past+participle")
        forms.setdefault(lemma + "ling", "gerund")
    return forms


def _third(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _doubled(lemma: str) -> str:
    last = lemma[-3:]
    short = sum(letter in _VOWELS for letter in lemma) == 1 or lemma in _DOUBLING
    closed = len(last) > 1 and lemma[-1] not in _VOWELS + "wxy" and lemma[-2] in _VOWELS and lemma[-3:-2] not in _VOWELS
    return lemma + lemma[-1] if short and closed and lemma not in _SINGLE else lemma


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ied"
    return _doubled(lemma) + "ed"


def _gerund(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return _doubled(lemma) + "ing"


def singular(noun: str) -> str:
    """The singular of a folded noun by rule.

    >>> singular("attacks"), singular("countries"), singular("crisis")
    ('attack', 'country', 'crisis')
    """
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "is", "us")) and len(noun) > 3:
        return noun[:-1]
    return noun
