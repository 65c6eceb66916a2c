"""Withdrawing articles and whole sources, restoring and erasing them: what would end, doing it, and what was done; errors come back to be shown.

What it looks like is left to ``explorer.panels.withdrawals``, what a withdrawal is to ``graph.life``. Whoever reaches
this is the owner or signed in: ``explorer.guard`` stands before every page, and no JSON route leads here.
"""

from __future__ import annotations

from collections.abc import Callable

from explorer import connection
from explorer.connection import Trouble
from graph.errors import InputError
from graph.life import Scope, Withdrawal
from graph.results import ErasurePreview, LifeReport, PlaceCount, RunCount, WithdrawalPreview

Told = Callable[[int, int], None]


def scopes(kind: str, value: str) -> tuple[Scope, ...]:
    """What is meant; the store takes an outlet for all that are judged the same. Empty for a blank value."""
    return (Scope(kind, value.strip()),) if value.strip() else ()


def preview(meant: tuple[Scope, ...]) -> WithdrawalPreview | Trouble:
    """What a withdrawal would end today; nothing is changed."""
    return connection.answered(lambda store: store.withdrawal_preview(*meant))


def withdraw(meant: tuple[Scope, ...], by: str, why: str, told: Told) -> tuple[LifeReport, ...] | InputError | Trouble:
    """One report for each scope that means any article. ``told`` hears how many articles of how many are done."""
    reports: list[LifeReport] = []
    missed: InputError | None = None
    for scope in meant:
        report = _withdraw(scope, by, why, told)
        if isinstance(report, Trouble):
            return report
        if isinstance(report, InputError):  # of several, one may have no article of its own
            missed = report
        else:
            reports.append(report)
    return tuple(reports) or missed or ()


def _withdraw(scope: Scope, by: str, why: str, told: Told) -> LifeReport | InputError | Trouble:
    return connection.done(lambda store: store.withdraw(scope, by.strip(), why.strip(), told))


def restore(scope: Scope, by: str, why: str, told: Told) -> LifeReport | InputError | Trouble:
    return connection.done(lambda store: store.restore(scope, by.strip(), why.strip(), told))


def erasure(scope: Scope) -> ErasurePreview | Trouble:
    """What erasing would delete today; nothing is changed."""
    return connection.answered(lambda store: store.erasure_preview(scope))


def erase(seen: ErasurePreview, by: str, why: str, told: Told) -> LifeReport | InputError | Trouble | None:
    """Delete for good what a person was shown; None, with nothing done, where that is no longer what there is."""
    found = erasure(seen.scope)
    if isinstance(found, Trouble):
        return found
    return connection.done(lambda store: store.erase(seen.scope, by.strip(), why.strip(), told)) if found == seen else None


def withdrawals() -> tuple[Withdrawal, ...] | Trouble:
    """All withdrawals and erasures, those in force first, the latest of each first."""
    found = connection.answered(lambda store: store.withdrawals())
    if isinstance(found, Trouble):
        return found
    latest = list(found)[::-1]
    return tuple(w for wanted in (True, False) for w in latest if in_force(w) is wanted)


def in_force(found: Withdrawal) -> bool:
    return found.act == "withdraw" and found.restored_on is None


def runs() -> tuple[RunCount, ...] | Trouble:
    """The runs that brought what there is, the latest first."""
    return connection.answered(lambda store: store.runs())


def places() -> tuple[PlaceCount, ...] | Trouble:
    """Sites, folders and files that there is something of, of each kind the largest first."""
    return connection.answered(lambda store: store.places())


def feeds() -> tuple[PlaceCount, ...] | Trouble:
    """The feeds through which there is something, the largest first."""
    return connection.answered(lambda store: store.feeds())
