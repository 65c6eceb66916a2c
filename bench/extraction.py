"""How fast the rules extractor reads, and how much memory it takes: each language in a process of its own.

Run as a program it measures one language: ``python -m bench.extraction ar 5``.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date

from bench.machine import ROOT
from graph.model import Article, article_id
from graph.ontology import LANGUAGES
from ingest.document import Document, ReadOptions
from ingest.readers import text


def run(quick: bool) -> Iterator[str]:
    seconds = 1.0 if quick else 8.0
    yield f"samples/ read again and again by one process for {seconds:g} s a language; the store and the disk have no part in it"
    for language in LANGUAGES:
        done = subprocess.run(
            [sys.executable, "-m", "bench.extraction", language, str(seconds)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            yield f"{language}: could not run: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'no message'}"
            continue
        m = json.loads(done.stdout)
        if not m["articles"]:
            yield f"{language}: no sample in this language"
            continue
        if not m["claims"]:
            yield f"{language}: {m['read']} readings found no claim; a speed would say nothing"
            continue
        yield (
            f"{language}: {m['read'] / m['seconds']:.1f} articles/s ({m['words'] / m['seconds']:,.0f} words/s; {m['articles']} articles of "
            f"{m['words'] / m['read']:.0f} words, {m['claims'] / m['read']:.1f} claims each), first article {m['first'] * 1000:.0f} ms with its "
            f"word lists, peak memory {m['peak_mb']:.0f} MB, of it {m['before_mb']:.0f} MB before the first article"
        )


def samples() -> list[Article]:
    """The sample reports, as ``ingest`` would hand them to an extractor."""
    found = []
    for path in sorted((ROOT / "samples").glob("*.txt")):
        for document in text.read(path, ReadOptions()):
            if isinstance(document, Document):
                found.append(article(document))
    return found


def article(document: Document) -> Article:
    return Article(
        article_id(document.text),
        document.text,
        document.language or "und",
        title=document.title,
        published=document.published or date.today(),
    )


def measure(language: str, seconds: float) -> dict[str, float]:
    """Times in seconds, memory in MB (10^6 bytes)."""
    articles = [a for a in samples() if a.language == language]
    if not articles:
        return {"articles": 0}
    before = _peak_mb()
    started = time.perf_counter()
    from ingest.extractors.rules import RulesExtractor

    extractor = RulesExtractor()
    extractor(articles[0])
    first = time.perf_counter() - started
    read = words = claims = 0
    started = time.perf_counter()
    # Whole rounds, so that each article weighs the same.
    while time.perf_counter() - started < seconds:
        for one in articles:
            claims += len(extractor(one).claims)
            words += len(one.text.split())
            read += 1
    spent = time.perf_counter() - started
    return {
        "articles": len(articles), "read": read, "words": words, "claims": claims, "seconds": spent, "first": first,
        "before_mb": before, "peak_mb": _peak_mb(),
    }  # fmt: skip


def _peak_mb() -> float:
    # The kernel counts KiB on Linux, bytes on macOS.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], float(sys.argv[2]))))
