"""Whether the confidence of Arabic claims means what it says: ``python -m bench.calibration GOLD [--fit]``.

GOLD is a folder with annotated articles (ID.json, texts/ID.txt) and their ``score.py``, which decides what is the
same as what. Articles with an even number (and the seed) are those that the weights were fitted on.
How a confidence is made is left to ``ingest.engine.confidence``.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.model import Article, article_id
from graph.ontology import RELATION_TYPES
from ingest.engine import confidence
from ingest.extractors.rules import RulesExtractor, graded

_STEPS, _RATE, _PULL = 4000, 0.01, 1.0


@dataclass(frozen=True)
class Judged:
    """One claim between two annotated entities: its grade, family and distance, and whether the annotator drew it too."""

    grade: float
    family: str
    distance: int
    right: bool


def judged(gold: Path, half: str) -> Iterator[Judged]:
    """The claims of one half of the Arabic articles ("even" or "odd")."""
    score = _score(gold)
    extractor = RulesExtractor()
    for path in sorted(gold.glob("*.json")):
        wanted = json.loads(path.read_text("utf-8"))
        if wanted.get("language") != "ar" or "must_not_assert" not in wanted or (wanted["id"][-1] in "13579") != (half == "odd"):
            continue
        text = (gold / "texts" / f"{wanted['id']}.txt").read_text("utf-8")
        article = Article(article_id(text), text, "ar")
        draft = extractor(article)
        entities = [
            {
                "id": e.key,
                "type": e.type,
                "name": e.names[0].text,
                "aliases": [n.text for n in e.names[1:]] + [text[s:t] for s, t in e.spans],
            }
            for e in draft.entities
        ]
        match, kept = score.Match(wanted, {"entities": entities}), {e.key for e in draft.entities}
        for claim in graded(article):
            if not {claim.subject, claim.object} <= kept or not (match.in_gold(claim.subject) and match.in_gold(claim.object)):
                continue
            relation = {"subject": claim.subject, "object": claim.object}
            right = any(
                match.joins(relation, g["subject"], g["object"], g["predicate"]) and score.same_family(claim.relation, g["predicate"])
                for g in wanted["relations"]
            )
            yield Judged(claim.grade, RELATION_TYPES[claim.relation].family, claim.distance, right)


def fit(rows: list[Judged]) -> dict[str, float]:
    """The weights of ``ingest.engine.confidence`` by logistic regression with a pull to 0 on all but base and grade."""
    names = ["base", "grade", "far", *sorted({row.family for row in rows})]
    weights = dict.fromkeys(names, 0.0)
    for _ in range(_STEPS):
        slope = dict.fromkeys(names, 0.0)
        for row in rows:
            parts = {
                "base": 1.0,
                "grade": math.log(row.grade / (1 - row.grade)),
                "far": float(row.distance > confidence.NEAR),
                row.family: 1.0,
            }
            miss = 1 / (1 + math.exp(-sum(weights[name] * value for name, value in parts.items()))) - row.right
            for name, value in parts.items():
                slope[name] += miss * value
        for name in names:
            weights[name] -= _RATE * (slope[name] + (_PULL * weights[name] if name not in ("base", "grade") else 0.0))
    return weights


def table(rows: list[Judged]) -> Iterator[str]:
    """A line for each tenth of stated confidence: how many claims, what they state on the average, how many are right."""
    yield "stated     claims  average  right"
    bins: dict[int, list[tuple[float, bool]]] = {}
    for row in rows:
        stated = confidence.calibrated(row.grade, row.family, row.distance)
        bins.setdefault(min(int(stated * 10), 9), []).append((stated, row.right))
    for tenth, found in sorted(bins.items()):
        average, right = sum(s for s, _ in found) / len(found), sum(r for _, r in found) / len(found)
        yield f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f} {len(found):6} {average:8.2f} {right:6.2f}"


def _score(gold: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", gold / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{gold} holds no score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("gold", type=Path, metavar="GOLD")
    parser.add_argument("--fit", action="store_true", help="print weights fitted anew on the even half")
    args = parser.parse_args()
    even = list(judged(args.gold, "even"))
    for name, rows in (("even (fitted on)", even), ("odd (not seen)", list(judged(args.gold, "odd")))):
        print(f"\n{name}: {len(rows)} claims")
        print("\n".join(table(rows)))
    if args.fit:
        print({name: round(weight, 2) for name, weight in fit(even).items()})


if __name__ == "__main__":
    main()
