"""Claims of a sentence: frames of verbs and nouns filled with the entities of their clause.

The frames are filled by ``ingest.phrases.verb_claims`` and ``ingest.phrases.noun_claims``; offices and
places are left to ``ingest.phrases.offices`` and ``ingest.phrases.places``.
"""

from __future__ import annotations

from ingest.phrases.noun_claims import NounClaims
from ingest.phrases.verb_claims import VerbClaims


class Claims(VerbClaims, NounClaims):
    """Fills frames in one sentence and collects what they say in ``made``."""

    def run(self) -> None:
        for group in self.clauses.groups:
            self._verb(group)
        for np in self.scene.chunks:
            if np.kind == "NP":
                self._kin(np)
                self._noun(np)
                self._compound(np)
