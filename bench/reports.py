"""Made-up news reports that read like real ones: sentences of the samples with other names, numbers and dates.

Every report is different, so that few are taken for reprints unless they are meant to be; they still
share persons and countries, so that folding works on ever longer lists of claims.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from bench.extraction import samples

_SEED = 20220111
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
# One more sentence with two persons of their own, so that entities grow with the articles.
_OWN = {
    "ar": "والتقى {a} {b} في {day} {month}، وبحثا {n} ملفا.",
    "en": "{a} met {b} on {day} {month} and discussed {n} files.",
    "ru": "{a} встретился с {b} {day} {month}, обсуждались {n} вопросов.",
    "fr": "{a} a rencontré {b} le {day} {month} et a évoqué {n} dossiers.",
}
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
    """The same ones at every call."""
    chance = random.Random(_SEED)
    languages = sorted(_pool())
    before: dict[str, str] = {}
    for i in range(number):
        language = languages[i % len(languages)]
        day = date(2022, 1, 4) + timedelta(days=i % 300)
        if i % 10 == 9 and before.get(language):
            body = before[language]  # the agency's copy in another outlet
        else:
            chosen = chance.sample(_pool()[language], chance.randint(2, min(6, len(_pool()[language]))))
            own = [_own(language, chance) for _ in range(chance.randint(2, 6))]
            sentences = [re.sub(r"\b\d{2,3}\b", lambda _: str(chance.randint(11, 999)), part) for part in chosen] + own
            chance.shuffle(sentences)
            body = before[language] = " ".join(sentences)
        yield {
            "title": f"Report {i}", "outlet": f"Outlet {i % 12}", "published": day.isoformat(), "language": language,
            "url": f"https://outlet{i % 12}.example/{i}", "text": body,
        }  # fmt: skip


def _own(language: str, chance: random.Random) -> str:
    def person() -> str:
        # Three names from two lists of ten: a thousand persons a language.
        return f"{chance.choice(_GIVEN[language])} {chance.choice(_GIVEN[language])} {chance.choice(_FAMILY[language])}"

    return _OWN[language].format(
        a=person(), b=person(), day=chance.randint(1, 28), month=chance.choice(_MONTHS[language]), n=chance.randint(2, 99)
    )


def compose(file: Path, number: int) -> None:
    """Write ``number`` reports into a JSON Lines file."""
    with file.open("w", encoding="utf-8") as out:
        for report in reports(number):
            out.write(json.dumps(report, ensure_ascii=False) + "\n")
