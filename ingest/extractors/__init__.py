"""Extractors: an article in, a draft out. Which one reads is a setting; a new one gets its line in ``chosen``."""

from __future__ import annotations

from graph.settings import Settings
from ingest.draft import Extractor


def chosen(in_force: Settings) -> Extractor:
    """The extractor of the settings. Raises ConfigurationError where it cannot work."""
    from ingest.extractors.rules import RulesExtractor  # its lexicons take a moment to load

    rules = RulesExtractor()
    if in_force.model is None:
        return rules
    from ingest.extractors.language_model import LanguageModelExtractor  # the client takes a moment to load
    from ingest.language_model.memory import Memory

    memory = Memory(in_force.home / "language_model.sqlite")
    return LanguageModelExtractor(in_force.model, rules, memory, side_by_side=in_force.extractor == "both")
