"""What is said of the noun before: participles and phrases without a verb («المدعومة من», «بقيادة», «تحت سيطرة»).

Nouns of action are left to ``ingest.engine.deeds``.
"""

from __future__ import annotations

from graph.ontology import RELATION_TYPES
from ingest.engine.agreement import group
from ingest.engine.candidates import Candidate
from ingest.engine.clauses import Clause
from ingest.engine.governors import Governors
from ingest.engine.lexicon import Cue
from ingest.engine.scene import Mention
from ingest.engine.senses import Hit


class Qualities(Governors):
    """Participles and prepositional phrases with their arguments."""

    def _participle(self, clause: Clause, at: int, hit: Hit, cue: Cue, cover: Mention | None) -> list[Candidate]:
        scene = self._scene
        described = [cover] if cover is not None else self._described(at)
        if not described:
            return []
        end = max(hit.end, cover.end if cover is not None and cover.end == at + 1 else hit.end)
        following = [m for m in scene.found if m.inside is None and m.first >= hit.end and m.first - hit.end <= 2]
        if cover is not None:
            following = [
                m for m in scene.found if (m.inside is None or m.inside is cover) and m.first >= hit.end and m.first - hit.end <= 2
            ]
        if cue.subject == "subject":
            return self._cross(
                self._keys(described),
                self._spec(cue, following[:1] if following and not following[0].marker else [], following, hit.end),
                cue,
                at,
                end,
            )
        if cue.subject == "agent":
            agents = self._agent(following) or self._keys([m for m in following if m.marker in ("من", "لدي")][:1])
            return self._cross(agents, described, cue, at, end)
        return []

    def _phrase(self, clause: Clause, at: int, hit: Hit, cue: Cue) -> list[Candidate]:
        """Phrases without a verb: «بقيادة X», «تحت سيطرة X», «على خلاف مع X»."""
        scene = self._scene
        if hit.tail is not None:
            return []
        following = [m for m in scene.found if m.inside is None and m.first >= hit.end and m.first - hit.end <= 3]
        before = [m for m in scene.found if m.inside is None and m.end <= at and at - m.end <= 3]
        cover = self._cover[at]
        described = [cover] if cover is not None and cover.first < at else before[-1:]
        if (
            described
            and described[0].marker in ("في", "الي", "من")
            and clause.verb is not None
            and clause.verb < at
            and clause.subjects
            and cue.relation != "LOCATED_IN"
        ):
            # «نشرت في البلاد ضمن القوة»: it is said of the subject, not of the place.
            described = clause.subjects
        if RELATION_TYPES[cue.relation].kind == "speech" and clause.subjects:
            described = clause.subjects
        described = described or (clause.subjects if clause.verb is not None else [])
        if cue.subject == "idafa":
            first = [m for m in following if m.first == hit.end][:1]
            if not first and (states := self._states(hit.end)):
                # «بوساطة صينية», «برعاية مصرية وقطرية»
                return self._cross(states, self._marked(cue.objects, following, hit.end, 6) if cue.objects else described, cue, at, hit.end)
            if cue.objects:
                marked = self._marked(cue.objects, following, hit.end, 6)
                if not marked and "direct" in cue.objects and cue.relation == "ATTACKED":
                    # «قتل جنود في هجوم شنه مسلحون»: without a target of its own it hit whoever is told of.
                    marked = described
                return self._cross(self._keys(first), marked, cue, at, hit.end)
            return self._cross(self._keys(first), described, cue, at, hit.end)
        if cue.subject == "subject":
            first = [m for m in following if m.first == hit.end][:1] if "direct" in cue.objects else []
            objects = first or self._marked(tuple(s for s in cue.objects if s not in ("direct", "clause")), following, hit.end, 4)
            return self._cross(self._keys(described), objects, cue, at, hit.end)
        if cue.subject == "agent":
            objects = self._marked(cue.objects, following, hit.end, 4) or [m for m in following if m.first == hit.end][:1]
            return self._cross(self._agent(following), objects, cue, at, hit.end)
        pair = next((m for m in following if m.marker == "بين"), None)
        return self._pairs(group(scene, pair), cue, at, hit.end) if pair is not None else []

    def _states(self, at: int) -> list[str]:
        """The countries whose adjectives stand at a token and are joined to it: «مصرية وقطرية»."""
        scene, found = self._scene, list[str]()
        while at < len(scene.words) and (not found or scene.words[at].reading.joined == "و"):
            country, end = scene.nation(at)
            reading = scene.words[at].reading
            if country is None or reading.definite or reading.marker:
                break
            found.append(self._cast.country(country).key)
            at = end
        return found
