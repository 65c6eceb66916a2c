"""Russian sentences through the rules extractor: what must be read, what must not, and that nothing breaks it.

The sentences stand in ``tests/ingest/sentences/ru.csv``.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

_spec = importlib.util.spec_from_file_location("phrase_tables", Path(__file__).parent / "phrase_tables.py")
assert _spec is not None and _spec.loader is not None
tables = importlib.util.module_from_spec(_spec)
import sys  # noqa: E402

sys.modules["phrase_tables"] = tables
_spec.loader.exec_module(tables)

_WORDS = sorted({word for case in tables.cases("ru") for word in case.sentence.split()})
_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИКЛМНОП 0123456789,.;:!?\"'«»“”()—–-\n’"


@pytest.mark.parametrize("case", tables.cases("ru"), ids=str)
def test_sentence(case: tables.Case) -> None:
    assert tables.problem(case, "ru") == ""


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join) | st.text(_LETTERS, max_size=200) | st.text(max_size=120))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    draft = tables.read(text, "ru")
    keys = {entity.key for entity in draft.entities}
    for entity in draft.entities:
        assert entity.names
        assert all(0 <= start < end <= len(text) for start, end in entity.spans)
    for claim in draft.claims:
        assert {claim.subject, claim.object} <= keys
        assert claim.speaker is None or claim.speaker in keys
        assert claim.start <= claim.cue_start < claim.cue_end <= claim.end <= len(text)


def test_reading_does_not_depend_on_what_was_read_before() -> None:
    sentences = [case.sentence for case in tables.cases("ru")[:12]]
    first = [tables.read(sentence, "ru") for sentence in sentences]
    again = [tables.read(sentence, "ru") for sentence in reversed(sentences)]
    assert first == again[::-1]
