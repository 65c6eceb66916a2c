"""What a later word of an article means by what stands before it: offices, "the country", acronyms, family names, in four languages."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from graph.model import Article, article_id
from ingest.extractors.rules import RulesExtractor
from ingest.resolution import resolve

TOKAYEV, KENYA, KAZAKHSTAN, CSTO = "person-kassym-jomart-tokayev", "country-ke", "country-kz", "org-csto"


@cache
def extractor() -> RulesExtractor:
    return RulesExtractor()


def meant(language: str, text: str, words: str) -> str:
    """The id of the entity that the last occurrence of the words names."""
    source = Article(article_id(text), text, language, published=date(2022, 1, 10))
    draft = extractor()(source)
    at = text.rindex(words)
    hits = [e.key for e in draft.entities for start, end in e.spans if start < at + len(words) and at < end]
    assert len(hits) == 1, hits
    return resolve(source, draft, date(2022, 1, 10)).ids[hits[0]]


@pytest.mark.parametrize(
    ("language", "text", "words", "expected"),
    [
        ("en", "Kazakhstan's President Kassym-Jomart Tokayev met Vladimir Putin in Moscow. The president thanked Russia.", "The president", TOKAYEV),
        ("fr", "Le président kazakh Kassym-Jomart Tokaïev a rencontré Vladimir Poutine à Moscou. Le président a remercié la Russie.", "Le président", TOKAYEV),
        ("ru", "Президент Казахстана Касым-Жомарт Токаев встретился с Владимиром Путиным в Москве. Президент поблагодарил Россию.", "Президент", TOKAYEV),
        ("ar", "التقى الرئيس الكازاخستاني قاسم جومارت توكاييف فلاديمير بوتين في موسكو الاثنين. وقال الرئيس إن الحكومة ستستقيل.", "الرئيس", TOKAYEV),
        ("en", "Kenya closed its borders. Ugandan troops entered the country.", "the country", KENYA),
        ("fr", "Le Kenya a fermé ses frontières. Des soldats ougandais sont entrés dans le pays.", "le pays", KENYA),
        ("ru", "Кения закрыла границы. Угандийские войска вошли в страну.", "страну", KENYA),
        ("ar", "وصل الرئيس قاسم جومارت توكاييف إلى موسكو. وأعلن توكاييف أن البلاد ستجري انتخابات.", "البلاد", KAZAKHSTAN),
        ("en", "The Collective Security Treaty Organization (CSTO) sent troops to Kazakhstan. The CSTO will withdraw its troops.", "CSTO", CSTO),
        ("fr", "L'Organisation du traité de sécurité collective (OTSC) a envoyé des troupes au Kazakhstan. L'OTSC retirera ses troupes.", "OTSC", CSTO),
        ("ru", "Организация Договора о коллективной безопасности (ОДКБ) направила войска в Казахстан. ОДКБ выведет войска.", "ОДКБ", CSTO),
        ("ar", "أرسلت منظمة معاهدة الأمن الجماعي (CSTO) قوات إلى كازاخستان. وستسحب المنظمة قواتها الخميس.", "المنظمة", CSTO),
    ],
)  # fmt: skip
def test_what_was_named_before_is_meant(language: str, text: str, words: str, expected: str) -> None:
    assert meant(language, text, words) == expected


@pytest.mark.parametrize(
    ("language", "text", "full", "short"),
    [
        ("en", "Foreign Minister Zebulon Quarterstaff visited Kenya. Quarterstaff met William Ruto.", "Zebulon Quarterstaff", "Quarterstaff"),
        ("fr", "Le ministre Zébulon Quarterstaff a visité le Kenya. Quarterstaff a rencontré William Ruto.", "Zébulon Quarterstaff", "Quarterstaff"),
        ("ru", "Министр Зебулон Кварталов посетил Кению. Кварталов встретился с Уильямом Руто.", "Зебулон Кварталов", "Кварталов"),
        ("ar", "زار وزير الخارجية زبلون كوارتر كينيا. وقال كوارتر إن كينيا ستوقع الاتفاق.", "زبلون كوارتر", "كوارتر"),
        ("en", "Fighters of the Zebulon National Front (ZNF) attacked Nairobi. The ZNF seized Mombasa.", "ZNF)", "ZNF"),
        ("fr", "Des militants du Front national zébulon (FNZ) ont attaqué Nairobi. Le FNZ a pris Mombasa.", "FNZ)", "FNZ"),
        ("ru", "Народный фронт Зебулона (НФЗ) атаковал Найроби. НФЗ захватил Момбасу.", "НФЗ)", "НФЗ"),
    ],
)  # fmt: skip
def test_a_short_name_is_the_one_that_was_named_in_full(language: str, text: str, full: str, short: str) -> None:
    first, last = meant(language, text, full), meant(language, text, short)
    assert first == last
