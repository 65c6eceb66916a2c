"""The interface's words, a file per language, with placeholders and plural forms filled in.

What is shown where is left to the pages and views; names of types and relations to ``graph.ontology``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from explorer.text import ar, en

LANGUAGES = ("ar", "en")
NAMES = MappingProxyType({"ar": "العربية", "en": "English"})
WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "ar": MappingProxyType({**ar.PAGES, **ar.TERMS, **ar.CANVAS}),
        "en": MappingProxyType({**en.PAGES, **en.TERMS, **en.CANVAS}),
    }
)
_KEYS = Path(__file__).parent.parent / "components" / "words.json"


@lru_cache(maxsize=64)
def direction(language: str) -> str:
    """``rtl`` or ``ltr``; of any ISO 639-1 code, so of an article's language too."""
    try:
        return str(Locale.parse(language).text_direction)
    except (ValueError, UnknownLocaleError):
        return "ltr"


def say(language: str, key: str, **values: object) -> str:
    """The words of ``key``. ``{name}`` is replaced by a value.

    A text that lists plural forms by CLDR category (``one=…|other=…``) is chosen by the value ``n``.
    Raises KeyError for an unknown key.

    >>> say("en", "entitiesCount", n=2)
    '2 entities'
    """
    text = WORDS[language][key]
    if "other=" in text:
        text = _plural(language, text, values.get("n", 0))
    return re.sub(r"\{(\w+)\}", lambda found: _shown(values.get(found[1], found[0])), text)


def _plural(language: str, text: str, n: object) -> str:
    forms = dict(form.split("=", 1) for form in text.split("|"))
    if n == 0 and "zero" in forms:
        return forms["zero"]
    number = n if isinstance(n, int | float) else 0
    return forms.get(str(Locale.parse(language).plural_form(number)), forms["other"])


def _shown(value: object) -> str:
    # Latin digits in Arabic too, as the Arab press writes them and as quoted sentences do.
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def day(language: str, value: date | None) -> str:
    """A day in the reader's form, with Latin digits; empty for None.

    >>> day("en", date(2022, 1, 19))
    '19 January 2022'
    """
    return format_date(value, "d MMMM y", locale=language) if value else ""


@cache
def component_keys() -> tuple[str, ...]:
    """The keys of the words that the JavaScript components ask for."""
    return tuple(json.loads(_KEYS.read_text("utf-8")))


@cache
def component_words(language: str) -> Mapping[str, str]:
    """All words of the components in ``language``, placeholders unfilled."""
    return MappingProxyType({key: WORDS[language][key] for key in component_keys()})
