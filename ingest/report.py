"""What a run did: counts, what was refused and why, and the words and JSON in which it is told.

Counting is left to whoever runs the pipeline; printing to ``ingest.__main__``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from graph.errors import InputError
from graph.model import Contribution
from graph.results import WriteReport
from ingest.difference import Difference
from ingest.document import Notice
from ingest.draft import Spent

# What is told in full; beyond it only counted, so that a run of a million articles stays small.
MAX_TOLD = 1000
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class RefusedClaim:
    """A claim that was not stored: ``place`` of its article, ``reason``, and the words that it stood on."""

    place: str
    reason: str
    words: str


@dataclass(slots=True)
class Report:
    """The counts of one run.

    ``read`` counts articles that were read; each of them is ``new``, ``changed`` (the next version of one, or its claims
    differ from those stored before), ``unchanged`` or among ``failed``. ``failed`` counts sources and
    articles that were refused. ``claims`` and ``entities`` count what the articles of this run hold (the same entity
    in two articles counts twice), ``relations`` those touched by the writes. ``seconds`` is the
    time from start to end. ``spent`` is what a language model took. ``stopped`` says why the run was broken off; None = it came to its end. ``run`` names the run (``Article.run``).
    ``rehearsed`` is what a dry run would have changed; None = it was no dry run.
    """

    read: int = 0
    new: int = 0
    unchanged: int = 0
    changed: int = 0
    reprints: int = 0
    claims: int = 0
    entities: int = 0
    relations: int = 0
    failed: int = 0
    refused: list[InputError] = field(default_factory=list)
    warned: int = 0
    warnings: list[Notice] = field(default_factory=list)
    refused_claims: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[RefusedClaim]] = field(default_factory=dict)
    spent: Spent = field(default_factory=Spent)
    seconds: float = 0.0
    stopped: str | None = None
    run: str | None = None
    rehearsed: Difference | None = None

    @property
    def stored(self) -> int:
        """Articles of this run that are in the store now."""
        return self.new + self.changed + self.unchanged

    @property
    def exit_code(self) -> int:
        """0 all in, 1 some refused, 2 nothing attempted or broken off."""
        if self.stopped is not None:
            return 2
        return 1 if self.failed else 0

    def count(self, brought: Contribution, written: WriteReport) -> None:
        """Count one article that was written."""
        if written.outcome == "new" and brought.article.since is None:
            self.new += 1
        elif written.outcome != "unchanged":
            self.changed += 1
        else:
            self.unchanged += 1
        self.reprints += brought.article.story not in (None, brought.article.id)
        self.claims += len(brought.claims)
        self.entities += len({mention.entity for mention in brought.mentions})
        self.relations += written.relations

    def refuse(self, error: InputError) -> None:
        self.failed += 1
        if len(self.refused) < MAX_TOLD:
            self.refused.append(error)

    def warn(self, notice: Notice) -> None:
        self.warned += 1
        if len(self.warnings) < MAX_TOLD:
            self.warnings.append(notice)

    def refuse_claim(self, claim: RefusedClaim) -> None:
        self.refused_claims[claim.reason] += 1
        examples = self.examples.setdefault(claim.reason, [])
        if len(examples) < _EXAMPLES:
            examples.append(claim)

    def as_json(self) -> dict[str, Any]:
        """A JSON object; keys are the fields' names, ``exit`` is the exit code."""
        return {
            **{
                name: getattr(self, name) for name in ("read", "new", "unchanged", "changed", "reprints", "claims", "entities", "relations")
            },
            "failed": self.failed,
            "refused": [{"place": e.place, "cause": e.cause, "remedy": e.remedy} for e in self.refused],
            "warned": self.warned,
            "warnings": [{"place": n.place, "message": n.message} for n in self.warnings],
            "refused_claims": [
                {
                    "reason": reason,
                    "count": count,
                    "examples": [{"place": c.place, "words": c.words} for c in self.examples.get(reason, ())],
                }
                for reason, count in self.refused_claims.most_common()
            ],
            "spent": asdict(self.spent),
            "seconds": round(self.seconds, 3),
            "stopped": self.stopped,
            "run": self.run,
            "dry_run": self.rehearsed.as_json() if self.rehearsed is not None else None,
            "exit": self.exit_code,
        }

    def lines(self) -> Iterator[str]:
        """The report in words, a line at a time, without what was told while the run went on."""
        parts = [f"{self.new} new", f"{self.changed} changed", f"{self.unchanged} unchanged", f"{self.failed} refused"]
        yield f"Read {counted(self.read, 'article')}: {', '.join(parts)}."
        reprints = f", {counted(self.reprints, 'reprint')}" if self.reprints else ""
        yield (
            f"{counted(self.claims, 'claim')}, {counted(self.entities, 'entity', 'entities')} named, "
            f"{counted(self.relations, 'relation')} touched{reprints}, in {self.seconds:.1f} s."
        )
        if self.spent != Spent():
            yield f"Language model: {self.spent}."
        if self.refused_claims:
            yield f"{counted(self.refused_claims.total(), 'claim')} refused:"
            for reason, number in self.refused_claims.most_common():
                example = self.examples[reason][0]
                yield f"  {number} × {reason}; e.g. {example.place}: {example.words}"
        if self.rehearsed is not None:
            yield "Dry run: nothing was written. It would change:"
            yield from self.rehearsed.lines()
        if self.stopped:
            yield self.stopped


def how_far(report: Report, why: str) -> str:
    """Why a run was broken off, and what stands of it."""
    if report.rehearsed is not None:
        return f"{why.rstrip('.')}. The dry run was broken off."
    return (
        f"{why.rstrip('.')}. The run was broken off: {counted(report.stored, 'article')} of it are in the store, nothing half; "
        "the same command goes on from there."
    )


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 claim``, ``2 claims``.

    >>> counted(2, "entity", "entities")
    '2 entities'
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def printable(text: str) -> str:
    """The text as it may go to a terminal: control characters and overrides of direction as their escapes, on one line.

    >>> printable("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    return "".join(c if c.isprintable() or c in "\u200c\u200d" else c.encode("unicode_escape").decode("ascii") for c in text)
