"""Runs a table of sentences through the rules extractor, for the tests of each language.

The sentences stand in ``tests/ingest/sentences/LANG.csv``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from graph.model import Article
from graph.ontology import RELATION_TYPES, status_group
from ingest.draft import Draft, DraftClaim
from ingest.extractors.rules import RulesExtractor

_FOLDER = Path(__file__).parent / "sentences"


@dataclass(frozen=True)
class Case:
    """``how`` is held, a status, "negated", or "never": not asserted in the article's own voice."""

    line: int
    sentence: str
    subject: str
    relation: str
    object: str
    how: str
    speaker: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}"


def cases(language: str) -> list[Case]:
    with (_FOLDER / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        lines = [(number, line) for number, line in enumerate(file, start=1) if not line.startswith("#")]
    return [Case(number, *next(csv.reader([line]))) for number, line in lines[1:]]


def read(sentence: str, language: str) -> Draft:
    return RulesExtractor()(Article("test", sentence, language))


def problem(case: Case, language: str) -> str:
    """What is wrong with the extraction of a case; empty where nothing is."""
    draft = read(case.sentence, language)
    found = [c for c in draft.claims if c.relation == case.relation and _joins(draft, c, case)]
    said = [f"{c.subject} {c.relation} {c.object} {c.status}{' negated' if c.negated else ''} speaker={c.speaker}" for c in draft.claims]
    if case.how == "never":
        wrong = [c for c in found if not c.negated and c.speaker is None and status_group(c.status) == "asserted"]
        return f"asserted: {wrong}" if wrong else ""
    if not found:
        return f"not found; found {said}"
    if not any(_stands(c, case.how) and _says(draft, c, case.speaker) for c in found):
        return f"found otherwise: {said}"
    return ""


def _joins(draft: Draft, claim: DraftClaim, case: Case) -> bool:
    if _is(draft, claim.subject, case.subject) and _is(draft, claim.object, case.object):
        return True
    return RELATION_TYPES[claim.relation].symmetric and _is(draft, claim.subject, case.object) and _is(draft, claim.object, case.subject)


def _is(draft: Draft, key: str, wording: str) -> bool:
    entity = next(e for e in draft.entities if e.key == key)
    wanted = wording.lower().split()
    for name in entity.names:
        low = name.text.lower()
        if wording.lower() in low or low in wording.lower():
            return True
        # A case ending apart: "посла Индии" is "посол Индии".
        if all(any(len(word) > 3 and part[: len(word) - 2] == word[:-2] for part in low.split()) for word in wanted):
            return True
    return wording.lower() in key.lower()


def _stands(claim: DraftClaim, how: str) -> bool:
    if how == "negated":
        return claim.negated
    if claim.negated:
        return False
    return status_group(claim.status) == "asserted" if how == "held" else claim.status == how


def _says(draft: Draft, claim: DraftClaim, speaker: str) -> bool:
    if not speaker:
        return claim.speaker is None
    return claim.speaker is not None and _is(draft, claim.speaker, speaker)
