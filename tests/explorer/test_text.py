"""Both languages say everything, with the same placeholders, and cover what the components ask for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel import Locale

from explorer import text
from explorer.panels import borrowed
from explorer.text import ar, en, say
from graph import ontology

PLURALS = {"zero", "one", "two", "few", "many", "other"}


def placeholders(words: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", words))


@pytest.mark.parametrize("part", ["TERMS", "PAGES", "CANVAS"])
def test_both_languages_have_the_same_keys(part: str) -> None:
    assert list(getattr(ar, part)) == list(getattr(en, part))


def test_parts_do_not_overlap() -> None:
    assert len(text.WORDS["en"]) == len(en.TERMS) + len(en.PAGES) + len(en.CANVAS)


def test_components_are_covered_and_nothing_is_left_over() -> None:
    assert set(text.component_keys()) == set(en.CANVAS)
    assert set(text.component_words("ar")) == set(text.component_keys())


@pytest.mark.parametrize("key", sorted(text.WORDS["en"]))
def test_placeholders_are_the_same_in_both(key: str) -> None:
    english, arabic = text.WORDS["en"][key], text.WORDS["ar"][key]
    # "n" may be said by the plural form itself: «مقالان» needs no number.
    assert placeholders(english) - {"n"} == placeholders(arabic) - {"n"}
    assert ("other=" in english) == ("other=" in arabic)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    for key, words in text.WORDS[language].items():
        if "other=" in words:
            forms = dict(form.split("=", 1) for form in words.split("|"))
            assert set(forms) <= PLURALS and all(forms.values()), key
            for n in (0, 1, 2, 5, 11, 100, 1284):
                category = str(Locale.parse(language).plural_form(n))
                shown = forms.get("zero") if n == 0 and "zero" in forms else forms.get(category, forms["other"])
                assert shown, (key, n)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_status_and_family_has_a_name(language: str) -> None:
    wanted = [f"status.{s}" for s in ontology.RELATION_STATUSES]
    wanted += [f"claimStatus.{s}" for s in ontology.STATUSES]
    wanted += [f"family.{f}" for f in ontology.FAMILIES]
    wanted += [f"language.{code}" for code in ontology.LANGUAGES]
    assert not [key for key in wanted if not text.WORDS[language].get(key)]


def test_arabic_is_arabic() -> None:
    # What has no Arabic letter at all was forgotten, except for names that are the same everywhere.
    same = {"downloadCsv", "downloadJson", "edgeReads", "ofTotal"}
    assert not [key for key, words in text.WORDS["ar"].items() if key not in same and not re.search("[\u0621-\u064a]", words)]


@pytest.mark.parametrize(
    ("language", "n", "shown"),
    [("en", 1, "1 entity"), ("en", 2, "2 entities"), ("en", 1284, "1,284 entities"), ("ar", 2, "كيانان"), ("ar", 3, "3 كيانات"), ("ar", 11, "11 كيانا"), ("ar", 0, "لا كيانات")],
)  # fmt: skip
def test_say_chooses_the_plural(language: str, n: int, shown: str) -> None:
    assert say(language, "entitiesCount", n=n) == shown


def test_say_leaves_braces_of_a_value_alone() -> None:
    assert say("en", "searchNone", text="{name}") == "Nothing is named “{name}”. Try another spelling."


def test_say_does_not_know_what_is_not_there() -> None:
    with pytest.raises(KeyError):
        say("en", "no such key")


def test_direction_of_any_language() -> None:
    assert [text.direction(code) for code in ("ar", "en", "ru", "fa", "und", "zzz", "")] == [
        "rtl",
        "ltr",
        "ltr",
        "rtl",
        "ltr",
        "ltr",
        "ltr",
    ]


def test_what_streamlit_says_in_english_is_said_in_arabic() -> None:
    sheet = borrowed.sheet("ar")
    assert all(f'{holder}::after {{ content: "{say("ar", key)}"' in sheet for holder, key in borrowed.WORDS.items())
    assert borrowed.sheet("en") == ""


def test_no_word_is_left_over() -> None:
    room = Path(text.__file__).resolve().parents[1]
    sources = [p for p in room.rglob("*.py") if "text" not in p.relative_to(room).parts and "node_modules" not in p.parts]
    used = "".join(p.read_text("utf-8") for p in sources)
    dynamic = (
        "example.",
        "intakeTab.",
        "intakeState.",
        "intakeDry.",
        "intakeCount.",
        "intakeRefused.",
        "intakeClaims.",
        "intakeChange.",
        "intakeColumn.",
        "intakeEvery.",
        "reviewTab.",
        "reviewDo.",
        "reviewDone.",
        "reviewAct.",
        "correct.",
        "verdict.",
        "articlesSort.",
        "articlesLife.",
        "articlesTab.",
        "withdrawKind.",
        "withdrawnAct.",
    )
    assert not [key for key in en.PAGES if f'"{key}"' not in used and f"'{key}'" not in used and not key.startswith(dynamic)]
