"""The examples in docstrings run as printed."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize("module", ["dateline", "language", "legible", "report"])
def test_examples_of_the_module_run(module: str) -> None:
    result = doctest.testmod(importlib.import_module(f"ingest.{module}"))
    assert result.attempted > 0
    assert result.failed == 0
