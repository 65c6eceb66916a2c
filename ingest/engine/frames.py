"""All frames of a sentence, clause by clause: verbs, nouns of action and what they imply.

Offices and places are left to ``ingest.engine.facts``; whether a candidate is taken, to ``ingest.engine.validation``.
"""

from __future__ import annotations

from ingest.engine.candidates import Candidate
from ingest.engine.clauses import Clause
from ingest.engine.deeds import Deeds
from ingest.engine.implied import Implied
from ingest.engine.loose import Loose
from ingest.engine.scene import Scene
from ingest.engine.verbs import Verbs


class Frames(Verbs, Deeds, Implied, Loose):
    """Reads the frames of one sentence after the other."""

    def read(self, scene: Scene, clauses: list[Clause]) -> list[Candidate]:
        self._enter(scene)
        candidates: list[Candidate] = []
        for clause in clauses:
            found: list[Candidate] = []
            objects: list[str] = []
            if clause.verb is not None and clause.resumes is None:
                found = self._verb(clause)
                candidates.extend(found)
                objects = [c.object for c in found if c.object]
                candidates.extend(self._lent(clause))
                candidates.extend(self._toll(clause))
            candidates.extend(self._obliged(clause))
            candidates.extend(self._urged(clause))
            candidates.extend(self._blamed(clause))
            candidates.extend(self._strength(clause))
            candidates.extend(self._condemned(clause))
            candidates.extend(self._nouns(clause, found, objects))
            candidates.extend(self._charged_with(clause, candidates))
            opened = _words_from(clause)
            for candidate in candidates:
                if candidate.speaker is not None and candidate.words_from is None and clause.start <= candidate.first < clause.end:
                    candidate.words_from = opened
        fired = {candidate.first for candidate in candidates}
        for clause in clauses:
            candidates.extend(self._loose(clause, [c for c in candidates if c.first == clause.verb], fired))
        scene.fired.update(candidate.first for candidate in candidates)
        return candidates


def _words_from(clause: Clause) -> int | None:
    """Where the words that a speech verb opens begin, for a clause among them."""
    found = None
    at: Clause | None = clause
    while at is not None:
        if at.opener == "content" and at.parent is not None and at.parent.speech is not None:
            found = at.start
        at = at.parent
    return found
