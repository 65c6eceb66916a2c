"""How an Arabic verb and its noun of action are spelled, from the third person of the perfect.

Only what unvowelled spelling shows is made; which verbs there are is left to ``words.csv``.
"""

from __future__ import annotations

from ingest.text import fold


def imperfect(perfect: str) -> str:
    """The imperfect of a folded perfect by its form.

    A hollow or weak verb of the first form cannot be told from its spelling and has to be listed with its imperfect.

    >>> [imperfect(word) for word in ("تجنب", "اقام", "استعاد", "تحدي", "اشتري", "اختار", "سلم")]
    ['يتجنب', 'يقيم', 'يستعيد', 'يتحدي', 'يشتري', 'يختار', 'يسلم']
    """
    if perfect.startswith("است") and len(perfect) > 5:
        return "ي" + _weak(perfect[1:])
    if perfect.startswith("ا") and len(perfect) == 4 and perfect[2] != "ا" and not perfect.startswith(("ان", "ات")):
        return "ي" + perfect[1:]
    if perfect.startswith("ا") and len(perfect) == 4:
        return "ي" + _weak(perfect[1:])
    if perfect.startswith("ا"):
        return "ي" + perfect[1:]
    return "ي" + perfect


def _weak(stem: str) -> str:
    """A hollow stem with the long vowel of the imperfect: «ستعاد» → «ستعيد»."""
    return stem[:-2] + "ي" + stem[-1] if len(stem) > 2 and stem[-2] == "ا" else stem


def noun_of_action(perfect: str) -> str | None:
    """The noun of action of a folded perfect of a derived form, None where its spelling does not tell.

    >>> [noun_of_action(word) for word in ("استنكر", "انهار", "اقتحم", "تعاون", "تجنب", "كتب")]
    ['استنكار', 'انهيار', 'اقتحام', 'تعاون', 'تجنب', None]
    """
    if perfect.endswith("ي"):
        return None
    if perfect.startswith("است") and len(perfect) == 6:
        return perfect[:4] + perfect[4] + "ا" + perfect[5] if perfect[4] != "ا" else perfect[:4] + "ا" + perfect[5] + "ة"
    if perfect.startswith("ا") and len(perfect) == 5:
        return perfect[:4] + "ا" + perfect[4] if perfect[3] != "ا" else perfect[:3] + "يا" + perfect[4]
    if perfect.startswith("ت") and len(perfect) in (4, 5):
        return perfect
    return None


def derived(perfect: str, present: str, noun: str) -> dict[str, tuple[str, ...]]:
    """A verb's finite forms and participles, masculine singular first, its passive and its noun of action; "-" for no noun.

    >>> derived("تعقب", "", "")["masdar"]
    ('تعقب',)
    """
    plain = fold(perfect)
    made = fold(present) if present else imperfect(plain)
    finite = third_persons(plain, made)
    participle = "م" + made[1:] + "ا"
    forms = (
        (plain, *sorted(finite - {plain}), participle) if len(plain) > 3 and made[-1] not in "ايوء" else (plain, *sorted(finite - {plain}))
    )
    nouns = () if noun == "-" else (fold(noun),) if noun else tuple(filter(None, (noun_of_action(plain),)))
    passive = tuple(form for form in (plain, *sorted(finite - {plain})) if not form.endswith(("وا", "ون")))
    return {"verb": forms, "passive": passive, "masdar": nouns}


def third_persons(perfect: str, present: str, bare: bool = True) -> set[str]:
    """The forms of the third person that reports use; without the bare perfect where ``bare`` is False."""
    stem = perfect[:-1] if perfect.endswith(("ي", "ا")) and len(perfect) > 2 else perfect
    found = {stem + "ت", stem + "وا", present, "ت" + present[1:]}
    short = present[:-1] if present.endswith(("ي", "و")) else present
    found |= {short + "ون", short + "وا"}
    if short != present:
        found |= {short, "ت" + short[1:]}
    return found | ({perfect} if bare else set())
