"""A run of the explorer as its page shows it: counts, what was refused and where, what it would change."""

from __future__ import annotations

from explorer.intake import Intake
from explorer.text import say
from explorer.views.legend import relation_label
from graph.ontology import RELATION_TYPES
from ingest.difference import KINDS, Difference
from ingest.report import Report, printable

Rows = list[dict[str, str]]


def counts(report: Report, lang: str) -> list[tuple[str, int]]:
    """Words and number of each count, in the order in which they are read."""
    names = ("read", "new", "changed", "unchanged", "failed", "claims", "entities", "relations")
    return [(say(lang, f"intakeCount.{name}"), int(getattr(report, name))) for name in names]


def refusals(run: Intake, lang: str) -> Rows:
    """What was refused: where, why, and what to do."""
    columns = [say(lang, f"intakeRefused.{name}") for name in ("place", "cause", "remedy")]
    return [
        dict(zip(columns, map(printable, (run.given.place(error.place), error.cause, error.remedy)), strict=True))
        for error in run.report.refused
    ]


def notices(run: Intake, lang: str) -> Rows:
    columns = [say(lang, f"intakeRefused.{name}") for name in ("place", "cause")]
    return [dict(zip(columns, map(printable, (run.given.place(n.place), n.message)), strict=True)) for n in run.report.warnings]


def refused_claims(report: Report, lang: str) -> Rows:
    """Claims that were not believed, by reason, each with an example."""
    columns = [say(lang, f"intakeClaims.{name}") for name in ("reason", "number", "example")]
    return [
        dict(zip(columns, (printable(reason), f"{number:,}", printable(report.examples[reason][0].words)), strict=True))
        for reason, number in report.refused_claims.most_common()
    ]


def difference_totals(found: Difference, lang: str) -> list[tuple[str, int]]:
    totals = [(say(lang, f"intakeChange.{kind}"), found.total(kind)) for kind in KINDS]
    return [*totals, (say(lang, "intakeNewEntities"), found.entities), (say(lang, "intakeCount.relations"), found.relations)]


def changes(found: Difference, lang: str, run: Intake) -> Rows:
    """The examples of what would change, as sentences: who, what, whom, in which words, where."""
    columns = [say(lang, f"intakeColumn.{name}") for name in ("subject", "relation", "object", "sentence", "status", "change", "place")]
    rows = []
    for change in found.told():
        claim = change.claim
        relation = relation_label(claim.relation, lang) if claim.relation in RELATION_TYPES else claim.relation
        cells = (
            printable(change.subject),
            f"{say(lang, 'intakeNot')} {relation}" if claim.negated else relation,
            printable(change.object),
            printable(" ".join(change.sentence.split())),
            say(lang, f"claimStatus.{claim.status}"),
            say(lang, f"intakeChange.{change.kind}"),
            printable(run.given.place(change.place)),
        )
        rows.append(dict(zip(columns, cells, strict=True)))
    return rows


def state(run: Intake, lang: str) -> str:
    """What the run is doing, in a word or two."""
    return say(lang, f"intakeDry.{run.state}" if run.dry else f"intakeState.{run.state}")
