"""Noun frames: a noun of action with what governs it and its arguments becomes candidate claims.

Verbs are left to ``ingest.engine.verbs``, what governs the noun to ``ingest.engine.governors``.
"""

from __future__ import annotations

from dataclasses import replace

from graph.ontology import RELATION_TYPES
from ingest.engine.agreement import group
from ingest.engine.candidates import ACTORS, Candidate
from ingest.engine.clauses import Clause
from ingest.engine.governors import Deed
from ingest.engine.lexicon import Cue
from ingest.engine.qualities import Qualities
from ingest.engine.scene import Mention
from ingest.engine.senses import Hit

_SKIPPED = frozenset({"STATED", "HOLDS_OFFICE"})


_AUTHORITY = frozenset({"DEFEATED", "DETAINED", "SEIZED"})


_DURING = frozenset({"في", "خلال", "بعد", "عقب", "قبل", "قبيل", "اثناء", "غداة", "اثر"})


# States that a phrase mentions in passing are the article's own word even inside a speech.
_PASSING = frozenset({"LOCATED_IN", "CAPITAL_OF", "AFFILIATED_WITH", "PART_OF", "MEMBER_OF", "LEADS"})


_CASUALTY = frozenset({"KILLED"})


# «الهجوم على المدينة»: an attack that nobody is named for tells where it was.
_SITE = Cue("على", "noun", "LOCATED_IN", "none", ("على",), (), "", False)


class Deeds(Qualities):
    """Nouns of action, participles and phrases with their arguments."""

    def _nouns(self, clause: Clause, verbs: list[Candidate], objects: list[str]) -> list[Candidate]:
        scene = self._scene
        found: list[Candidate] = []
        for at in range(clause.start, clause.end):
            if at == clause.verb:
                continue
            cover = self._cover[at]
            head = self._heads.get(at)
            hits = [
                h
                for h in scene.senses(at, "cue")
                if h.sense.what.part in ("masdar", "noun", "participle", "adjective", "phrase") and not h.sense.finite
            ]
            if not hits or (cover is not None and (cover.named or cover.bare)):
                continue
            parts = {h.sense.what.part for h in hits}
            if cover is not None and cover.type in ("Facility", "Equipment") and at != cover.start and head is None:
                # «معسكر تدريب للمقاتلين»: what a thing is for.
                continue
            if (
                cover is not None
                and cover in clause.subjects
                and clause.explicit
                and cover.type in ("Group", "Person")
                and cover.end == at + 1
            ):
                # «قاطعت المعارضة الانتخابات»: who acts is no deed.
                continue
            if cover is not None and head is None and not parts & {"participle", "adjective", "masdar", "phrase"}:
                continue
            rank, best = -1, []
            deed = self._deed(clause, at, max(h.end for h in hits), head if head is not None and head is cover else None, verbs)
            for hit in hits:
                cue: Cue = hit.sense.what
                if cue.relation in _SKIPPED or (cue.relation == "LEADS" and cue.part == "noun"):
                    continue
                if cue.part in ("participle", "adjective"):
                    made = self._participle(clause, at, hit, cue, cover)
                elif cue.part == "phrase":
                    made = self._phrase(clause, at, hit, cue)
                else:
                    made = self._noun_frame(clause, deed, hit, cue)
                made = [c for c in made if self._fits(c)]
                score = 2 * cue.sure + (hit.end - at) + (cue.subject == "idafa")
                if made and score > rank:
                    rank, best = score, made
            for candidate in best:
                self._tint(candidate, clause, deed)
                found.append(candidate)
        return found

    def _noun_frame(self, clause: Clause, deed: Deed, hit: Hit, cue: Cue) -> list[Candidate]:
        scene = self._scene
        at, mention = deed.at, deed.mention
        end = mention.end if mention is not None else hit.end
        following = [m for m in scene.found if m.inside is None and m.first >= end and m.first < clause.end and m.first - end <= 8]
        direct: list[Mention] = []
        cursor = end
        country: str | None = None
        if mention is None:
            if cursor < len(scene.words) and scene.language.adjective(scene.words[cursor].reading):
                country = scene.language.names.demonyms.get(scene.words[cursor].reading.stem)
            for other in following:
                if other.first != cursor or other.marker or other.joined or len(direct) == 2 or not scene.close(other.first):
                    break
                direct.append(other)
                cursor = group(scene, other)[-1].end
        else:
            inner = mention.owner or (mention.parts[0] if mention.parts and mention.parts[0].end == mention.end else None)
            country = mention.country
            if inner is not None:
                direct.append(inner)
            if following and following[0].first == end and not following[0].marker and not following[0].joined and scene.close(end):
                direct.append(following[0])
        agents = self._agent(following)
        # A pronoun on a noun points back, not ahead.
        own = self._owners(clause, at) if scene.words[at].reading.pronoun else []
        nations = mention.nations if mention is not None and len(mention.nations) > 1 else ()
        whose = list(nations) or ([country] if country else [])
        for key in whose:
            self._cast.country(key)
        between = next((m for m in following if m.marker == "بين" and m.first - end <= 5), None)
        relation = RELATION_TYPES[cue.relation]
        if between is not None and (relation.symmetric or "بين" in cue.objects):
            sides = group(scene, between)
            if len(sides) == 1 and len(sides[0].nations) == 2:
                sides = [replace(sides[0], key=self._cast.country(key).key, also=(), parts=[]) for key in sides[0].nations]
            sides = [*sides, *self._other_side(sides)]
            if relation.symmetric:
                return self._pairs(sides, cue, at, end)
            # «وساطتها بين البلدين»: who does it stands with the noun, both sides are whom it is for.
            doers = own or agents or self._keys(direct[:1]) or whose or deed.lent
            return self._cross([key for key in doers if key not in self._keys(sides)], sides, cue, at, end)
        if deed.undergone and cue.subject in ("idafa", "agent"):
            sources = [m for m in following if m.marker in ("من", "بين") and m.type in ACTORS][:1]
            # «تعرض الموكب لهجوم بطائرة مسيرة»
            sources = sources or [m for m in following if m.marker == "ب" and m.type == "Equipment" and m.first - end <= 1][:1]
            doers = agents or (self._keys(group(scene, sources[0])) if sources else [])
            doers = doers or (self._keys(group(scene, direct[0])) if direct and direct[0].inside is None else [m.key for m in direct[:1]])
            doers = doers or whose or self._states(hit.end)
            if doers:
                return self._cross(doers, deed.undergone, cue, at, end)
        if cue.subject == "none":
            subjects: list[str] = deed.lent
            objects = self._spec(cue, direct, following, at)
        elif cue.subject == "idafa":
            objects = []
            if own:
                subjects, rest = own, direct
            elif direct:
                subjects = self._keys(group(scene, direct[0])) if direct[0].inside is None else [direct[0].key]
                rest = direct[1:]
            else:
                subjects = own or whose or deed.lent
                rest = []
            for spec in cue.objects:
                if spec in ("direct", "ل") and rest:
                    objects = [rest[0]]
                elif spec != "direct":
                    objects = self._marked((spec,), following, end, 5)
                if objects:
                    break
            if not objects and cue.relation == "ATTACKED" and subjects and mention is not None and mention.type == "Event":
                # «هجمات الشباب في مقديشو»: the place is what was attacked.
                objects = [m for m in self._marked(("في",), following, end, 2) if m.type in ("Place", "Facility")]
            if not objects and "ل" in cue.objects and direct and not rest and (deed.lent or agents or whose):
                # One noun only after a noun of action on something: it is the thing, not the doer.
                objects, subjects = [direct[0]], agents or deed.lent or whose
        elif cue.subject == "agent":
            subjects = agents or deed.lent or whose
            if not subjects and deed.told is not None and cue.relation in _AUTHORITY:
                # «أكدت اللجنة أنه جرى تحييد ...»: a body that tells of its kind of deed without a doer did it.
                subjects = [deed.told]
            if deed.retold and cue.relation in _CASUALTY and not agents:
                # «أعلن الجيش مقتل ...» may be its own deed, «أعلنت الوزارة مقتل ...» is not.
                subjects = [key for key in subjects if self._cast.figures[key].type == "ArmedForce"]
            elif deed.retold and RELATION_TYPES[cue.relation].family == "violence" and not agents:
                # «أكدت الوزارة إسقاط مروحية تابعة لها»: what befell its own is not its deed.
                target = direct[0] if direct else None
                if target is not None and (target.pronoun or self._speakers_own(target)):
                    subjects = []
            if cue.relation in _CASUALTY and not agents:
                own_end = subjects if clause.verb is not None and not own else []
                subjects = self._means(at, clause.end) or self._event(following) or own_end or whose
            objects = direct[:1] if "direct" in cue.objects else self._marked(cue.objects, following, end, 5)
            if len(direct) > 1 and direct[1].inside is None and "direct" in cue.objects:
                return []
            if not objects and own and cue.objects and "direct" in cue.objects:
                # «لقوا مصرعهم في كمين»
                objects = [m for m in clause.subjects if m.key not in subjects] if agents or subjects else []
        elif cue.subject == "subject":
            subjects = self._keys(self._described(at))
            objects = self._spec(cue, direct, following, at)
        else:
            return []
        if cue.relation == "DEPLOYED_TO" and direct and direct[-1].type in ("ArmedForce", "Equipment"):
            subjects = self._keys(direct[-1:])
        elif cue.relation == "DEPLOYED_TO" and direct and direct[-1].type == "Group":
            # «إرسال ألفي جندي إلى»: whoever sends counted soldiers deploys them.
            subjects = whose or deed.lent or self._keys([m for m in clause.subjects if m.type in ("Country", "Organization")])
        if (
            not subjects
            and cue.subject == "idafa"
            and following
            and following[0].marker == "ل"
            and following[0].first - end <= 1
            and following[0].type in ACTORS
        ):
            # «زيارة للرئيس إلى العاصمة»: the doer after ل.
            subjects = self._keys(following[:1])
        if (
            not subjects
            and objects
            and cue.relation in ("MET", "CALLED", "NEGOTIATED", "CLASHED_WITH", "AGREED_WITH")
            and at
            and scene.words[at - 1].form in _DURING
        ):
            # «قال خلال لقاء مع ...», «في اتصال هاتفي مع ...»
            subjects = self._keys([m for m in clause.subjects if m.type in ACTORS][:1])
        if not subjects and objects and cue.relation == "ATTACKED" and mention is not None and mention.type == "Event":
            # «الهجوم على الفندق»: where no doer is named the event attacked.
            subjects = [mention.key]
            if objects[0].type in ("Place", "Country", "Facility"):
                return self._cross(subjects, group(scene, objects[0]) if objects[0].inside is None else objects, _SITE, at, end)
        if objects and objects[0].inside is None:
            objects = group(scene, objects[0])
        if not objects and subjects and cue.objects != ("direct",):
            taken_up = self._attached(cue.objects, cursor, subjects)
            objects = [taken_up] if taken_up is not None else []
        return self._cross(subjects, objects, cue, at, end)

    def _other_side(self, sides: list[Mention]) -> list[Mention]:
        """«بين القوات الأوكرانية والروسية»: the state that the adjective alone stands for."""
        scene, at = self._scene, sides[0].end
        if len(sides) > 1 or at >= len(scene.words) or scene.words[at].reading.joined != "و" or not scene.words[at].reading.definite:
            return []
        country, end = scene.nation(at)
        if country is None or country == sides[0].country:
            return []
        return [replace(sides[0], first=at, end=end, key=self._cast.country(country).key, also=(), parts=[], country=country)]

    def _speakers_own(self, thing: Mention) -> bool:
        scene, at = self._scene, thing.end
        own = scene.words[at].reading.base.startswith(("تابع", "التابع")) if at + 1 < len(scene.words) else False
        return own and bool(scene.is_(at + 1, "attached"))

    def _owners(self, clause: Clause, at: int) -> list[str]:
        """Whose deed a pronoun on its noun makes it («حصارهم للمدينة»): the clause's subject, for a plural one the nearest people."""
        pronoun = self._scene.words[at].reading.pronoun
        subjects = [m for m in clause.subjects if m.first < at or m not in clause.mentions]
        if pronoun == "هم" and not any(m.number == "many" and m.type in ("Group", "ArmedForce") for m in subjects) and len(subjects) < 2:
            meant = self._meant(at, pronoun, [])
            if meant is not None:
                return [meant.key, *meant.also]
        return self._keys(subjects)

    def _tint(self, candidate: Candidate, clause: Clause, deed: Deed) -> None:
        candidate.negated = candidate.negated ^ deed.negated ^ clause.negated
        if candidate.status == "asserted":
            candidate.status = deed.status if deed.status != "asserted" else clause.status
        candidate.speaker = deed.speaker or clause.speaker
        candidate.via = () if deed.speaker else clause.via
        if candidate.relation in _PASSING:
            candidate.speaker, candidate.via = None, ()
        if deed.purpose and RELATION_TYPES[candidate.relation].kind == "speech":
            deed.unreal = False
        if deed.unreal or clause.unreal:
            candidate.why = "wished, feared or tried, not done"
