"""A claim as the texts of a form, and what a person changed in it. Drawing the form is left to ``explorer.panels.correcting``."""

from __future__ import annotations

from collections.abc import Mapping

from graph.identity import FIXABLE
from graph.model import Claim


def texts(claim: Claim) -> dict[str, str]:
    """What may be put right, each as a correction writes it; empty = none or not known."""
    shown = {key: getattr(claim, key) for key in FIXABLE}
    return {key: str(value).lower() if isinstance(value, bool) else "" if value is None else str(value) for key, value in shown.items()}


def changed(read: Claim, wanted: Mapping[str, str]) -> dict[str, str]:
    """Of what a form holds, that which is not as it was read: only this is kept, so that all else follows the next reading."""
    before = texts(read)
    return {key: value.strip() for key, value in wanted.items() if value.strip() != before[key]}
