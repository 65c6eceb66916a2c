"""The language data files are checked when they are loaded: a wrong row names its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import OntologyError
from graph.ontology import RELATION_TYPES
from ingest.engine import lexicon
from ingest.languages import load
from ingest.text import fold

HEADER = "lemma,pos,relation,subject,object,second,effect,weight,forms\n"


def cues(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "cues.csv"
    path.write_text("# source\n" + HEADER + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def shape(form: str, forms: tuple[str, ...]) -> tuple[bool | None, bool, bool]:
    return None, True, False


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x,verb,STROKED,subject,direct,,,high,x", "cues.csv:3: unknown relation type 'STROKED'"),
        ("x,verbal,ATTACKED,subject,direct,,,high,x", "cues.csv:3: unknown part of speech"),
        ("x,verb,ATTACKED,nobody,direct,,,high,x", "cues.csv:3: unknown part of speech 'verb' or place of the subject 'nobody'"),
        ("x,verb,ATTACKED,subject,direct,,maybe,high,x", "cues.csv:3: unknown effect 'maybe'"),
        ("x,verb,ATTACKED,subject", "cues.csv:3: 4 cells, wanted 9"),
    ],
)
def test_lexicon_refuses_a_wrong_cue(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message):
        lexicon.load_cues(cues(tmp_path, row), lexicon.Builder(), shape)


def test_lexicon_refuses_a_cue_that_stands_twice(tmp_path: Path) -> None:
    row = "x,verb,ATTACKED,subject,direct,,,high,x"
    with pytest.raises(OntologyError, match=r"cues.csv:4: x for ATTACKED stands already at cues.csv:3"):
        lexicon.load_cues(cues(tmp_path, row, row), lexicon.Builder(), shape)


def test_lexicon_ar_covers_the_ontology() -> None:
    """Each relation type has a cue or title in Arabic."""
    words = load("ar").lexicon
    senses = [s for listed in words.words.values() for s in listed]
    senses += [s for listed in words.phrases.values() for _, found, _ in listed for s in found]
    assert {s.what.relation for s in senses if s.kind == "cue"} >= RELATION_TYPES.keys() - {"HOLDS_OFFICE"}
    assert len({(s.what.lemma, s.what.part) for s in senses if s.kind == "cue"}) >= 600


@pytest.mark.parametrize(
    ("word", "joined", "marker", "base", "pronoun"),
    [
        ("كازاخستان", "", "", "كازاخستان", ""),
        ("وأثينا", "و", "", "أثينا", ""),
        ("للأمم", "", "ل", "الأمم", ""),
        ("ولبنان", "و", "", "لبنان", ""),
        ("بالهجوم", "", "ب", "الهجوم", ""),
        ("وقال", "و", "", "قال", ""),
        ("احتجزتهما", "", "", "احتجزت", "هما"),
        ("حكومته", "", "", "حكومة", "ه"),
        ("وزير", "", "", "وزير", ""),
        ("فرنسا", "", "", "فرنسا", ""),
    ],
)
def test_reading_ar_takes_clitics_off_only_where_a_word_is_left(word: str, joined: str, marker: str, base: str, pronoun: str) -> None:
    reading = load("ar").read(fold(word))
    assert (reading.joined, reading.marker, reading.base, reading.pronoun) == (joined, marker, fold(base), pronoun)


def test_reading_ar_knows_the_future() -> None:
    reading = load("ar").read(fold("ستنسحب"))
    assert reading.future
    assert reading.base == fold("تنسحب")
