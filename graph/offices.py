"""The offices that people hold, in four languages: one office behind all its wordings.

The rows stand in ``offices.csv`` (written for this project; the first wording of a language is its
label). An office qualified by "former" or "acting" is another one and is not listed; which words
of a text name an office is left to ``ingest.languages``.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from graph.errors import OntologyError
from graph.names import plain
from graph.ontology import LANGUAGES

_FILE = Path(__file__).parent / "offices.csv"


@cache
def _table() -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Office by plain wording, and label by (office, language)."""
    offices: dict[str, str] = {}
    labels: dict[tuple[str, str], str] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            for language in LANGUAGES:
                wordings = row[language].split("|")
                labels[row["office"], language] = wordings[0]
                for wording in wordings:
                    known = offices.setdefault(plain(wording), row["office"])
                    if known != row["office"]:
                        raise OntologyError(f"offices.csv:{line}: {wording!r} names {known} and {row['office']}")
    return offices, labels


def office(role: str) -> str | None:
    """The office that a wording names, None for one that is not listed.

    >>> office("رئيسة الوزراء") == office("Prime Minister") == "prime_minister"
    True
    >>> office("الرئيس السابق") is None
    True
    """
    return _table()[0].get(plain(role))


def label(role: str, language: str) -> str:
    """The office's name in ``language``; the wording itself where the office or the language is not listed.

    >>> label("президент", "fr")
    'président'
    """
    return _table()[1].get((office(role) or "", language), role)
