"""What kind of thing a noun phrase speaks of: its title, its head noun, whether it is definite, how many.

Choosing among the names in it is left to ``ingest.phrases.naming``.
"""

from __future__ import annotations

from ingest.phrases.chunks import Chunk
from ingest.phrases.grammar import Grammar
from ingest.phrases.scenes import Scene
from ingest.phrases.vocabulary import Head, Title
from ingest.phrases.words import Word

PARTICLES = frozenset(
    {
        "bin",
        "ibn",
        "ben",
        "von",
        "van",
        "de",
        "del",
        "al",
        "el",
        "da",
        "dos",
        "di",
        "abu",
        "umm",
        "al-",
        "ould",
        "аль",
        "бен",
        "бин",
        "ибн",
        "эль",
        "ад",
        "ар",
        "аш",
        "der",
        "den",
        "la",
        "le",
    }
)

STRONG = ("Organization", "Facility", "ArmedForce", "Event", "Outlet", "Place", "Country")


def is_definite(np: Chunk, scene: Scene, grammar: Grammar) -> bool:
    definite = np.determiner in (
        "the",
        "this",
        "that",
        "these",
        "those",
        "le",
        "la",
        "les",
        "l'",
        "ce",
        "cet",
        "cette",
        "ces",
        "этот",
        "эта",
        "эти",
        "тот",
        "этого",
        "этой",
        "этих",
        "этом",
    )
    before = scene.chunks[scene.chunks.index(np) - 1] if np.start > 0 and scene.chunks.index(np) > 0 else None
    if before is not None and before.kind == "P" and before.determiner in ("le", "les"):
        definite = True
    if grammar.cased or not np.determiner:
        definite = definite or (np.quantity is None and not np.countries and not np.inside and np.start == np.head)
    return definite and np.quantity is None


def number_of(found: list[Word], np: Chunk, grammar: Grammar) -> float | None:
    for k in range(np.start, np.end):
        if found[k].tag == "NUM":
            number = found[k].number
            return number if number is not None else grammar.vocabulary.numbers.get(found[k].low)
    return None


def title_of(found: list[Word], k: int, end: int, grammar: Grammar) -> tuple[Title, int] | None:
    if found[k].tag not in ("NOUN", "NAME", "ADJ", "VERB"):
        return None
    for rest, title in grammar.vocabulary.titles.get(found[k].low, ()):
        if (
            k + 1 + len(rest) <= max(end, k + 1 + len(rest) if not rest else end)
            and all(found[k + 1 + n].low == low for n, low in enumerate(rest) if k + 1 + n < len(found))
            and k + 1 + len(rest) <= len(found)
            and k + 1 + len(rest) <= end
        ):
            return title, k + 1 + len(rest)
    lemma = grammar.lemma(found[k].low)
    if lemma != found[k].low:
        for rest, title in grammar.vocabulary.titles.get(lemma, ()):
            if not rest:
                return title, k + 1
    return None


def head_of(found: list[Word], start: int, end: int, grammar: Grammar, at: int = -1) -> Head | None:
    """The known head noun that ends the words (or, where adjectives follow their noun, the last one among them)."""
    at = at if at >= 0 else end - 1
    for k in range(start, at + 1):
        for low in dict.fromkeys((found[k].low, grammar.lemma(found[k].low))):
            for rest, head in grammar.vocabulary.heads.get(low, ()):
                stop = k + 1 + len(rest)
                if (stop - 1 == at or (grammar.code == "fr" and k <= at < stop)) and all(
                    n < len(found) and (found[n].low == want or grammar.lemma(found[n].low) == want)
                    for n, want in zip(range(k + 1, stop), rest, strict=True)
                ):
                    # "главы" is "heads" and "of the head" alike: the tagger has decided which.
                    plural = (
                        bool(found[k].plural) if grammar.cased and found[k].plural is not None else head.plural or bool(found[k].plural)
                    )
                    kind = "Group" if plural and head.type == "Person" else head.type
                    return Head(head.lemma, kind, plural)
    return None


def kind_of(found: list[Word], start: int, end: int, grammar: Grammar, titled: bool, np: Chunk, scene: Scene) -> str:
    """The type that an unknown name seems to have; "?" where nothing tells."""
    if titled:
        return "Person"
    lows = [word.low for word in found[start:end]]
    for low in (lows[-1], *lows[:-1]):
        for form in dict.fromkeys((low, grammar.lemma(low))):
            for rest, head in grammar.vocabulary.heads.get(form, ()):
                if not rest and ((head.type in STRONG and len(lows) > 1) or head.type in ("Organization", "Facility", "Event")):
                    return head.type
    if len(lows) > 1 and lows[0] in grammar.names.given:
        return "Person"
    if len(lows) == 1 and found[start].text.isupper() and len(found[start].text) > 1:
        return "Organization"
    if len(lows) in (2, 3, 4) and all(
        word.text[0].isalpha() and (word.capital or word.low in PARTICLES or "-" in word.low) and not word.text.isupper()
        for word in found[start:end]
    ):
        return "Person"
    return "?"
