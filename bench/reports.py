"""Made-up news reports that read like real ones: sentences of the samples with other names, numbers and dates.

Every report is different, so that few are taken for reprints unless they are meant to be; a few persons, countries
and outlets are in very many of them, as in the news, so that folding works on ever longer lists of claims.
"""

from __future__ import annotations

import json
import random
import re
from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from babel import Locale

from bench.extraction import samples

_SEED = 20220111
_OUTLETS, _RECENT, _DAYS = 60, 200, 300
_FAMILY = {
    "ar": ("الحمدان", "الراشدي", "الصباغ", "الكيلاني", "المنصوري", "النجار", "الهاشمي", "البزاز", "الدباغ", "السعدون"),
    "en": ("Ashdown", "Brankov", "Calloway", "Dunmore", "Eastley", "Farrow", "Grantham", "Holloway", "Ingram", "Jardine"),
    "ru": ("Арсеньев", "Белозеров", "Воронцов", "Громов", "Дубинин", "Ершов", "Жаров", "Зимин", "Истомин", "Каверин"),
    "fr": ("Aubry", "Bertin", "Carpentier", "Delorme", "Estève", "Fabre", "Gaillard", "Hamelin", "Jourdain", "Lacroix"),
}
_GIVEN = {
    "ar": ("سالم", "طارق", "ماهر", "نبيل", "وليد", "يونس", "رائد", "فارس", "كمال", "جابر"),
    "en": ("Alan", "Brian", "Colin", "Derek", "Edwin", "Frank", "Gavin", "Henry", "Ian", "Julian"),
    "ru": ("Антон", "Борис", "Виктор", "Глеб", "Денис", "Егор", "Захар", "Игорь", "Кирилл", "Леонид"),
    "fr": ("Alain", "Bruno", "Cyril", "Denis", "Émile", "Fabien", "Gilles", "Hervé", "Jules", "Luc"),
}
# Sentences with persons of their own, so that entities grow with the articles, and with countries, few of which are in most.
_OWN = {
    "ar": (
        "والتقى {a} {b} في {day} {month}، وبحثا {n} ملفا.",
        "وأدانت {c} {d} في {day} {month}.",
        "ووقعت {c} اتفاقا مع {d} في {day} {month}.",
        "وقال {a} إن {c} تدعم {d}.",
    ),
    "en": (
        "{a} met {b} on {day} {month} and discussed {n} files.",
        "{c} condemned {d} on {day} {month}.",
        "{c} signed an agreement with {d} on {day} {month}.",
        "{a} said that {c} supports {d}.",
    ),
    "ru": (
        "{a} встретился с {b} {day} {month}, обсуждались {n} вопросов.",
        "{c} и {d} подписали соглашение {day} {month}.",
        "{a} сообщил, что {c} и {d} провели переговоры.",
    ),
    "fr": (
        "{a} a rencontré {b} le {day} {month} et a évoqué {n} dossiers.",
        "{c} et {d} ont signé un accord le {day} {month}.",
        "{a} a déclaré que {c} soutient {d}.",
    ),
}
_COUNTRIES = (
    "RU", "US", "CN", "UA", "IL", "IR", "TR", "SA", "SY", "IQ", "FR", "DE", "GB", "IN", "PK",
    "EG", "JP", "KR", "KP", "YE", "LB", "JO", "QA", "AE", "AF", "PL", "BY", "KZ", "AM", "AZ",
    "GE", "LY", "DZ", "MA", "TN", "SD", "ET", "SO", "NG", "ZA", "BR", "MX", "CA", "AU",
)  # fmt: skip
_MONTHS = {
    "ar": ("يناير", "فبراير", "مارس", "أبريل"),
    "en": ("January", "February", "March", "April"),
    "ru": ("января", "февраля", "марта", "апреля"),
    "fr": ("janvier", "février", "mars", "avril"),
}


@cache
def _pool() -> dict[str, tuple[str, ...]]:
    by_language: dict[str, list[str]] = {}
    for article in samples():
        parts = (part.strip() for part in re.split(r"(?<=[.!?؟])\s+", article.text))
        by_language.setdefault(article.language, []).extend(part for part in parts if len(part) > 20)
    return {language: tuple(dict.fromkeys(parts)) for language, parts in by_language.items() if language in _OWN}


def pieces() -> int:
    return sum(map(len, _pool().values()))


def reports(number: int) -> Iterator[dict[str, str]]:
    """The same ones at every call. A tenth are agency copy in another outlet, one in twenty is an edited text at its old address."""
    chance = random.Random(_SEED)
    languages = sorted(_pool())
    # What may still be printed again or edited.
    recent: deque[dict[str, str]] = deque(maxlen=_RECENT)
    for i in range(number):
        language = languages[i % len(languages)]
        day = date(2022, 1, 4) + timedelta(days=i * _DAYS // max(number, _DAYS))
        outlet = f"Outlet {_few(chance, _OUTLETS)}"
        told = {
            "title": f"Report {i}", "outlet": outlet, "published": day.isoformat(), "language": language,
            "url": f"https://{outlet.lower().replace(' ', '')}.example/{i}", "text": "",
        }  # fmt: skip
        kind = i % 20
        if kind in (9, 19) and recent:
            copied = chance.choice(recent)
            told |= {"text": copied["text"], "language": copied["language"]}
        elif kind == 14 and recent:
            edited = chance.choice(recent)
            told |= edited | {"text": f"{edited['text']} {_own(edited['language'], chance)}", "published": day.isoformat()}
        else:
            told["text"] = _text(language, chance)
            recent.append(told)
        yield told


def _text(language: str, chance: random.Random) -> str:
    chosen = chance.sample(_pool()[language], chance.randint(1, min(4, len(_pool()[language]))))
    own = [_own(language, chance) for _ in range(chance.randint(3, 8))]
    sentences = [re.sub(r"\b\d{2,3}\b", lambda _: str(chance.randint(11, 999)), part) for part in chosen] + own
    chance.shuffle(sentences)
    return " ".join(sentences)


def _few(chance: random.Random, number: int) -> int:
    """One of 0 to ``number`` - 1: the first ten of a thousand get a fifth of all, as names do in the news."""
    return int(number * chance.random() ** 3)


def _own(language: str, chance: random.Random) -> str:
    def person() -> str:
        # Three names from two lists of ten: a thousand persons a language.
        one = _few(chance, 1000)
        return f"{_GIVEN[language][one % 10]} {_GIVEN[language][one // 10 % 10]} {_FAMILY[language][one // 100]}"

    names = Locale(language).territories
    one = _few(chance, len(_COUNTRIES))
    other = (one + 1 + _few(chance, len(_COUNTRIES) - 1)) % len(_COUNTRIES)
    return chance.choice(_OWN[language]).format(
        a=person(), b=person(), c=names[_COUNTRIES[one]], d=names[_COUNTRIES[other]],
        day=chance.randint(1, 28), month=chance.choice(_MONTHS[language]), n=chance.randint(2, 99),
    )  # fmt: skip


def compose(file: Path, number: int) -> None:
    """Write ``number`` reports into a JSON Lines file."""
    with file.open("w", encoding="utf-8") as out:
        for report in reports(number):
            out.write(json.dumps(report, ensure_ascii=False) + "\n")
