"""Extractors: an article in, a draft out; the registry is a tuple."""
