"""Whom a request, threat or protest is meant for where no frame names him.

The frames themselves are left to ``ingest.engine.verbs``.
"""

from __future__ import annotations

from ingest.engine.agreement import group
from ingest.engine.candidates import ACTORS, Candidate, Ground, replace_key
from ingest.engine.clauses import Clause
from ingest.engine.scene import Mention

# Prepositions behind which stands what a request is about, not whom it is for.
_TOPICS = frozenset({"حول", "بشان", "ضد", "بخصوص", "ازاء", "حيال", "مع", "بين", "خلال", "في", "عن"})


class Addressees(Ground):
    """Addressees of speech acts."""

    def _summoned(self, candidate: Candidate, verb: int) -> Candidate:
        """Calling in another state's diplomat is a protest to that state."""
        diplomat = candidate.object_mention
        if diplomat is None or diplomat.office is None or not self._scene.is_(verb, "summons"):
            return candidate
        body = diplomat.office.body
        country = diplomat.office.country or (body.known if body is not None and body.type == "Country" else None)
        if country is not None and country != candidate.subject:
            candidate.relation, candidate.object = "PROTESTED_TO", self._cast.country(country).key
        return candidate

    def _addressed(self, clause: Clause, verb: int, subjects: list[str], relation: str) -> list[Mention]:
        """Whom a request, threat or protest is meant for when no frame names him.

        The first actor in what is asked for; for a threat whatever it names; for a protest at last the actor spoken of
        before. A state answers for its forces and ministries.
        """
        scene = self._scene
        kinds = ACTORS | ({"Equipment", "Facility", "Place"} if relation == "THREATENED" else frozenset())
        subjects = [*subjects, *self._homes(subjects)]
        for mention in scene.found:
            within = mention.inside is None or (
                relation == "REQUESTED" and mention.inside.type == "Event" and mention.inside.inside is None
            )
            if mention.marker == "من" and mention.first > verb and self._leaves(verb + 1, mention.first):
                # «دعا إلى انسحاب القوات من البلاد»: where it is to go away from.
                continue
            if (
                within
                and mention.first > verb
                and mention.first - verb <= 9
                and mention.type in kinds
                and mention.key not in subjects
                and (mention.marker not in _TOPICS or relation == "THREATENED")
                and (relation != "WARNED" or not (mention.governed or mention.marker))
            ):
                return self._state(mention, relation)
        if relation == "PROTESTED_TO":
            for mention in reversed(scene.found):
                if mention.inside is None and mention.end <= verb and mention.type in ACTORS - {"Outlet"} and mention.key not in subjects:
                    return self._state(mention, relation)
        return []

    def _leaves(self, start: int, end: int) -> bool:
        return any("من" in hit.sense.what.objects for k in range(start, end) for hit in self._scene.senses(k, "cue"))

    def _homes(self, subjects: list[str]) -> list[str]:
        """The states and bodies that the subjects speak for: nobody asks anything of his own."""
        return [of for key in subjects if key in self._cast.figures for _, of in self._cast.figures[key].offices if of]

    def _state(self, mention: Mention, relation: str) -> list[Mention]:
        parts = (mention.known or "").split(":")
        if relation == "PROTESTED_TO" and len(parts) == 3 and parts[0] in ("force", "org"):
            figure = self._cast.country(f"country:{parts[1]}")
            return [replace_key(mention, figure.key)]
        return group(self._scene, mention)
