"""What a later word of an article means by what stands before it: offices, "the country", acronyms, family names, in four languages."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from graph.model import Article, article_id
from ingest.extractors.rules import RulesExtractor
from ingest.resolution import resolve

TOKAYEV, KENYA, UGANDA, KAZAKHSTAN, CSTO = "person-kassym-jomart-tokayev", "country-ke", "country-ug", "country-kz", "org-csto"


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


def unclear(language: str, text: str, words: str) -> None:
    """Nothing is meant by the last occurrence of the words, and no claim is made of what they would be."""
    source = Article(article_id(text), text, language, published=date(2022, 1, 10))
    draft = extractor()(source)
    at = text.rindex(words)
    hits = [e.key for e in draft.entities for start, end in e.spans if start < at + len(words) and at < end]
    assert hits == []
    assert [c for c in draft.claims if c.start <= at < c.end] == []


@pytest.mark.parametrize(
    ("language", "text", "words", "expected"),
    [
        # In the words of who holds a state's office: that state, not the country named last.
        ("en", "Tokayev visited Kenya and Uganda. Tokayev said the country would hold elections.", "the country", KAZAKHSTAN),
        ("fr", "Tokaïev s'est rendu au Kenya et en Ouganda. Tokaïev a déclaré que le pays organiserait des élections.", "le pays", KAZAKHSTAN),
        ("ru", "Токаев посетил Кению и Уганду. Токаев заявил, что страна проведет выборы.", "страна", KAZAKHSTAN),
        ("ar", "زار توكاييف كينيا وأوغندا. وأعلن توكاييف أن البلاد ستجري انتخابات.", "البلاد", KAZAKHSTAN),
        # "his country" is the person's, however often another is named.
        ("en", "Tokayev visited Kenya. Kenya welcomed him. Tokayev said his country would sign the agreement.", "his country", KAZAKHSTAN),
        ("fr", "Tokaïev s'est rendu au Kenya. Tokaïev a déclaré que son pays signerait l'accord.", "son pays", KAZAKHSTAN),
        ("ru", "Токаев посетил Кению. Токаев заявил, что его страна подпишет соглашение.", "его страна", KAZAKHSTAN),
        ("ar", "زار توكاييف كينيا. وأعلن توكاييف أن بلاده ستوقع الاتفاق.", "بلاده", KAZAKHSTAN),
        # In narration: the one that clearly leads.
        ("en", "Kenya closed its borders. Kenya accused Uganda. Protesters stormed the country's parliament.", "the country", KENYA),
        ("fr", "Le Kenya a fermé ses frontières. Le Kenya a accusé l'Ouganda. Le pays a fermé ses écoles.", "Le pays", KENYA),
        ("ru", "Кения закрыла границы. Кения обвинила Уганду. Страна закрыла школы.", "Страна", KENYA),
        ("ar", "أغلقت كينيا حدودها. واتهمت كينيا أوغندا بالهجوم. ودخلت قوات تشادية البلاد.", "البلاد", KENYA),
        # Where none leads, the one of the title does.
        ("en", "Kenya closes its schools\n\nKenya accused Uganda. Uganda rejected that. The country closed its schools.", "The country", KENYA),
        ("fr", "Le Kenya ferme ses écoles\n\nLe Kenya a accusé l'Ouganda. L'Ouganda l'a nié. Le pays a fermé ses écoles.", "Le pays", KENYA),
        ("ru", "Кения закрывает школы\n\nКения обвинила Уганду. Уганда отвергла это. Страна закрыла школы.", "Страна", KENYA),
        ("ar", "كينيا تغلق مدارسها\n\nاتهمت كينيا أوغندا بالهجوم. ونفت أوغندا ذلك. ودخلت قوات تشادية البلاد.", "البلاد", KENYA),
        # "this country": the one named last, whichever leads.
        ("ar", "أغلقت كينيا حدودها. واتهمت كينيا إثيوبيا بالهجوم. ودخلت قوات كينية أوغندا. وغادرت قوات تشادية هذا البلد.", "البلد", UGANDA),
    ],
)  # fmt: skip
def test_the_country_is_the_speakers_the_owners_or_the_one_that_leads(language: str, text: str, words: str, expected: str) -> None:
    assert meant(language, text, words) == expected


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Kenya attacked Uganda. The country closed its borders.", "The country"),
        ("fr", "Le Kenya a attaqué l'Ouganda. Le pays a fermé ses frontières.", "Le pays"),
        ("ru", "Кения атаковала Уганду. Страна закрыла границы.", "Страна"),
        ("ar", "هاجمت كينيا أوغندا. ودخلت قوات تشادية البلاد الاثنين.", "البلاد"),
        ("ar", "أغلقت كينيا حدودها. واتهمت كينيا أوغندا بالهجوم. ودخلت قوات تشادية هذا البلد.", "البلد"),
        ("en", "Kenya and Uganda close their schools\n\nKenya accused Uganda. Uganda rejected that. The country closed its schools.", "The country"),
        # Whose country it is nobody says.
        ("en", "Zebulon Quarterstaff visited Kenya. Quarterstaff said his country would sign the agreement.", "his country"),
        ("fr", "Zébulon Quarterstaff a visité le Kenya. Quarterstaff a déclaré que son pays signerait l'accord.", "son pays"),
        ("ru", "Зебулон Кварталов посетил Кению. Кварталов заявил, что его страна подпишет соглашение.", "его страна"),
        ("ar", "زار وزير الخارجية زبلون كوارتر كينيا. وقال كوارتر إن بلاده ستوقع الاتفاق.", "بلاده"),
    ],
)  # fmt: skip
def test_a_country_that_is_not_clear_is_none(language: str, text: str, words: str) -> None:
    unclear(language, text, words)


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
