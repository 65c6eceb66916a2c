"""One folder per language: its lexicon and grammar as data, its few rules as code."""
