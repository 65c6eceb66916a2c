"""The legible form of a text: what is taken out, and that every span finds back to the stored characters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Article
from ingest.draft import Draft, DraftClaim, DraftEntity, Refusal
from ingest.legible import extracted, legible
from tests.ingest.stand_in import CountriesMeet


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("Rus\u200bsia", "Russia"),
        ("Tok\x00ayev", "Tokayev"),
        ("Kazakh\x0bstan", "Kazakhstan"),
        ("\x1b[31mArmenia\x1b[0m and", "Armenia and"),
        ("\ufeffArmenia\u2060", "Armenia"),
        ("Bela\u202erus\u202c", "Belarus"),
        ("co\xadoperation", "cooperation"),
        ("2\xa0030\u202fsoldiers", "2 030 soldiers"),
        (unicodedata.normalize("NFD", "Tokaïev, Biélorussie, Йемен"), "Tokaïev, Biélorussie, Йемен"),
        ("ﺭﻭﺳﻴﺎ ﻻ", "روسيا لا"),
        ("ا\u0654رمينيا", "أرمينيا"),
        ("ﬁnal", "final"),
    ],
)
def test_odd_characters_are_out(stored: str, read: str) -> None:
    made = legible(stored)
    assert made is not None
    assert made.text == read


@pytest.mark.parametrize("plain", ["", "Russia met Armenia.\n\tOn Monday.", "أَرْمِينِيَا وروســـيا", "naïve café", "🇰🇿 👨"])
def test_plain_text_needs_nothing(plain: str) -> None:
    assert legible(plain) is None


def test_span_takes_marks_with_their_letter_and_leaves_what_stands_around() -> None:
    stored = "\u200bTokai\u0308\u200eev\u202e said"
    made = legible(stored)
    assert made is not None
    start = made.text.index("Tokaïev")
    assert stored[slice(*made.span(start, start + 7))] == "Tokai\u0308\u200eev"
    assert made.span(3, 3) == made.span(-1, 2) == made.span(0, 99) == (-1, -1)


@given(st.text(st.sampled_from("aé\u0301\u0308ﻻا\u0654\u200b\x00\x1b[31m \n"), max_size=30))
def test_every_span_reads_the_same_when_cut_out_and_made_legible(stored: str) -> None:
    made = legible(stored)
    if made is None:
        return
    assert len(made.text) == len(made.starts) == len(made.ends)
    assert list(made.starts) == sorted(made.starts)
    for i in range(len(made.text)):
        start, end = made.span(i, i + 1)
        piece = stored[start:end]
        again = legible(piece)
        assert made.text[i] in (again.text if again else piece)


def test_draft_points_into_the_stored_text() -> None:
    stored = "\x1b[1mRus\u200bsia\x1b[0m met Armenia\u202e on Mon\x0bday.\n"
    draft = extracted(Article("a", stored, "en"), CountriesMeet())
    spans = {entity.key: stored[slice(*entity.spans[0])] for entity in draft.entities}
    assert spans == {"country:RU": "Rus\u200bsia", "country:AM": "Armenia"}
    (claim,) = draft.claims
    assert stored[claim.start : claim.end] == "Rus\u200bsia\x1b[0m met Armenia\u202e on Mon\x0bday."


def test_wrong_offsets_of_an_extractor_stay_wrong() -> None:
    class Wrong:
        name, version = "wrong", "1"

        def __call__(self, article: Article) -> Draft:
            entity = DraftEntity("a", "Country", (), ((0, 999),))
            return Draft((entity,), (DraftClaim("a", "MET", "a", 5, 2, 0, 999),), (Refusal(0, 1, "why"),))

    draft = extracted(Article("a", "\u200bxyz words", "en"), Wrong())
    assert draft.entities[0].spans == ((-1, -1),)
    assert (draft.claims[0].start, draft.claims[0].cue_end) == (-1, -1)
    assert draft.refused == (Refusal(1, 2, "why"),)
