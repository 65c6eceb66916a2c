"""Readers: a source in, articles out; one file per kind of source."""
