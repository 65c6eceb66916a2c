"""Names in their plain form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.names import plain, searchable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("إيران", "ايران"),
        ("آسيا", "اسيا"),
        ("مُحَمَّد", "محمد"),
        ("مصطفى", "مصطفي"),
        ("القاهرة", "قاهره"),
        ("مســـقط", "مسقط"),
        ("رئيس", "رييس"),
        ("ﻣﺼﺮ", "مصر"),
        ("تهران‌نو", "تهراننو"),
        ("Kassym-Jomart  TOKAYEV", "kassym jomart tokayev"),
        ("São Tomé", "Sao Tome"),
        ("Ёлкин", "елкин"),
        ("N'Djaména", "Ndjamena"),
        ("۲۰۲۲", "2022"),
        ("٢٠٢٢", "2022"),
        ("Straße", "strasse"),
    ],
)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("text", "form"), [("", ""), (" ?!«» \u200f", ""), ("ال", "ال"), ("اله", "اله"), ("الله", "الله"), ("النور", "نور")]
)
def test_plain(text: str, form: str) -> None:
    assert plain(text) == form


@given(st.text())
def test_plain_form_is_its_own_plain_form_but_for_a_second_article(text: str) -> None:
    form = plain(text)
    assert form == " ".join(form.split())
    if "ال" not in form:
        assert plain(form) == form


@given(st.text())
def test_plain_form_holds_nothing_that_the_index_reads_as_an_operator(text: str) -> None:
    assert not set(plain(text)) & set('+-&|!(){}[]^"~*?:\\/')


def test_searchable_holds_each_form_once() -> None:
    assert searchable(["Kazakhstan", "KAZAKHSTAN", "كازاخستان", "?"]) == "kazakhstan ; كازاخستان"
