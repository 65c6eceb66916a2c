"""Known names as tables and event data write them, and as transliteration leaves them."""

from __future__ import annotations

import pytest

from ingest import gazetteer
from ingest.sounded import sounded


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("PUTIN, VLADIMIR", "person:vladimir_putin"),
        ("Владимир Владимирович Путин", "person:vladimir_putin"),
        ("RUSSIAN FEDERATION", "country:RU"),
        ("Korea, Republic of", "country:KR"),
        ("MINISTRY OF FINANCE (EGYPT)", "org:EG:finance"),
        ("Ministère des Finances (Égypte)", "org:EG:finance"),
        ("وزارة المالية المصرية", "org:EG:finance"),
        ("Министерство финансов Египта", "org:EG:finance"),
        ("Egyptian Ministry of Finance", "org:EG:finance"),
    ],
)
def test_a_known_name_is_found_as_tables_write_it(name: str, key: str) -> None:
    assert [entry.key for entry in gazetteer.load().named(name)] == [key]


@pytest.mark.parametrize(
    "name",
    ["MINISTRY OF FINANCE (NOWHERE)", "Ministry of Magic (Egypt)", "Smith, John", "Иван Петрович Иванов", "Finance", "Egypt (Ministry)"],
)
def test_an_unknown_name_stays_unknown(name: str) -> None:
    assert gazetteer.load().named(name) == ()


def test_a_bracket_that_two_countries_share_says_nothing() -> None:
    assert gazetteer.load().national_named("Ministry of Finance", "XX") == ()
    assert [entry.key for entry in gazetteer.load().national_named("Ministry of Finance", "KZ")] == ["org:KZ:finance"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Жомарт Алиев", "Zhomart Aliyev", True),
        ("Сергей Бейсембаев", "Sergei Beysembayev", True),
        ("Dmitriy Vysotskiy", "Дмитрий Высоцкий", True),
        ("Dmitry Vysotsky", "Dmitri Vysotski", True),
        ("Джамшед Юсупов", "Djamched Yousoupov", False),  # French writes ш as ch, which others write for ч
        ("Zebulon Quarterstaff", "Zebulon Quarterstaf", False),
        ("Айгуль Касымова", "Айгуль Касимова", False),
        ("Mario Rossi", "Mare Rossi", False),
    ],
)
def test_transliteration_by_rule_leaves_one_name(one: str, other: str, same: bool) -> None:
    assert (sounded(one) == sounded(other)) is same
