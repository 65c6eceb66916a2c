"""Cues read loosely: where a frame found no arguments, the likeliest subject and object that fit stand in.

Every reading has a cost (how far off, how unusual a place); the cheapest pair that the ontology lets the relation join is
taken, and only below a limit. Exact frames are left to ``ingest.engine.verbs`` and ``deeds``, which come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.engine import status as statuses
from ingest.engine.agreement import feminine, group, verb_gender
from ingest.engine.candidates import ACTORS, Candidate
from ingest.engine.clauses import Clause
from ingest.engine.governors import Governors
from ingest.engine.lexicon import Cue
from ingest.engine.scene import Mention
from ingest.engine.senses import Hit
from ingest.text import fold

# Costs above this are guesses.
LIMIT = 1.9
_SKIPPED = frozenset({"STATED", "HOLDS_OFFICE", "LOCATED_IN", "PART_OF", "CAPITAL_OF", "LEADS", "MEMBER_OF", "POSSESSES", "CHILD_OF",
                      "DISPUTES_WITH", "DECLARED", "ALLIED_WITH", "ORIGINATED_IN", "PARTICIPATED_IN", "REJECTED", "DENIED"})  # fmt: skip
# What only dates the clause is nobody's deed in it.
_TIMES = frozenset({"بعد", "عقب", "قبل", "منذ", "اثر", "قبيل", "غداة", "ذكري", "خلال", "اثناء", "بسبب", "نتيجة", "رغم", "جراء"})
_WITHHOLDING = ("discussed", "favours", "undergo", "abandoned", "negated_noun", "ended", "attempt", "wish")
_STEP = 0.12
_REACH = 14


@dataclass(slots=True)
class Filler:
    """What may fill a place of a frame: keys of figures, its mention if it has one, and what the reading costs."""

    keys: list[str]
    mention: Mention | None
    cost: float


class Loose(Governors):
    """Reads the cues of a clause that no frame took."""

    def _withheld(self, clause: Clause, at: int) -> bool:
        """Whether the clause's verb does with a noun of action what leaves open whether it was done: weighs, avoids, faces it."""
        return clause.verb is not None and clause.verb < at and any(self._scene.is_(clause.verb, group) for group in _WITHHOLDING)

    def _loose(self, clause: Clause, verbs: list[Candidate], taken: set[int]) -> list[Candidate]:
        found: list[Candidate] = []
        for at in range(clause.start, clause.end):
            if at in taken:
                continue
            cover = self._cover[at]
            if cover is not None and (cover.named or cover.bare):
                continue
            best: tuple[float, Hit, Filler, Filler] | None = None
            for hit in self._scene.senses(at, "cue"):
                cue: Cue = hit.sense.what
                if cue.relation in _SKIPPED or cue.part in ("participle", "adjective") or not cue.sure:
                    continue
                verbal = hit.sense.finite or hit.sense.adverbial
                if cue.part == "verb" and not verbal:
                    continue
                if not verbal and cue.relation == "REQUESTED" and "من" in cue.objects:
                    # «بناء على طلب من الرئيس»: who stands behind «من» may have asked or been asked.
                    continue
                if (verbal and at != clause.verb) or (not verbal and self._withheld(clause, at)):
                    continue
                for subject in self._doers(clause, at, hit, cue):
                    for target in self._targets(clause, at, hit, cue):
                        cost = subject.cost + target.cost
                        if cost > LIMIT or (best is not None and cost >= best[0]) or target.mention is None:
                            continue
                        if set(subject.keys) & {target.mention.key, *target.mention.also}:
                            continue
                        made = self._cross(subject.keys[:1], [target.mention], cue, at, hit.end)
                        if made and self._fits(made[0]):
                            best = cost, hit, subject, target
            if best is not None:
                found.extend(self._made(clause, at, best, verbs))
        return found

    def _made(self, clause: Clause, at: int, best: tuple[float, Hit, Filler, Filler], verbs: list[Candidate]) -> list[Candidate]:
        _, hit, subject, target = best
        cue: Cue = hit.sense.what
        assert target.mention is not None
        objects = group(self._scene, target.mention) if target.mention.inside is None else [target.mention]
        made = [c for c in self._cross(subject.keys, objects, cue, at, hit.end if hit.tail is None else hit.tail[1]) if self._fits(c)]
        if hit.sense.finite or hit.sense.adverbial:
            state = statuses.of_verb(self._scene, at, clause.start)
            unreal = state.unreal
            for candidate in made:
                self._color(candidate, clause, state)
        else:
            deed = self._deed(clause, at, hit.end, None, verbs)
            unreal = deed.unreal
            if clause.verb is not None and clause.verb < at:
                governing = statuses.of_verb(self._scene, clause.verb, clause.start)
                deed.negated = deed.negated or governing.negated
                unreal = unreal or governing.unreal
                deed.status = governing.status if deed.status == "asserted" else deed.status
            for candidate in made:
                candidate.negated = candidate.negated ^ deed.negated ^ clause.negated
                if candidate.status == "asserted":
                    candidate.status = deed.status if deed.status != "asserted" else clause.status
                candidate.speaker = deed.speaker or clause.speaker
                candidate.via = () if deed.speaker else clause.via
        for candidate in made:
            candidate.confidence = 0.4
            if unreal or clause.unreal:
                candidate.why = "wished, feared or tried, not done"
        return made

    def _doers(self, clause: Clause, at: int, hit: Hit, cue: Cue) -> Iterator[Filler]:
        scene = self._scene
        verbal = hit.sense.finite or hit.sense.adverbial or (cue.part == "phrase" and at == clause.verb)
        end = hit.end
        if cue.subject in ("idafa") and not verbal:
            first = next((m for m in scene.found if m.first == end and not m.marker and scene.close(end)), None)
            if first is not None and first.type in ACTORS and cue.subject == "idafa":
                # «رفض أنقرة للخطوة»: whoever stands right behind is the doer, or it is unclear who is.
                return
            agents = self._agent([m for m in scene.found if m.inside is None and end <= m.first < end + 9])
            if agents:
                yield Filler(agents, None, 0.1)
        if cue.subject not in ("subject", "idafa"):
            return
        if cue.subject == "agent" and verbal:
            return
        if not verbal and at and scene.forms[at - 1] in _TIMES and not scene.words[at].reading.pronoun:
            return
        if clause.subjects:
            cost = (0.0 if clause.explicit else 0.6) if verbal else (0.9 if clause.explicit else 1.4)
            yield Filler(self._keys(clause.subjects), clause.subjects[0], cost)
        if verbal and clause.verb == at:
            gender = verb_gender(scene, at)
            for mention in scene.found:
                if mention.inside is None and at < mention.first <= at + 6 and not mention.marker and not mention.governed:
                    agrees = feminine(scene, mention)
                    if gender is None or agrees is None or gender == agrees:
                        yield Filler(self._keys(group(scene, mention)), mention, 0.5 + _STEP * (mention.first - at))
                        break
        before = next((m for m in reversed(scene.found) if m.inside is None and m.end <= at and m.type in ACTORS and not m.marker), None)
        if before is not None:
            yield Filler([before.key, *before.also], before, 1.2 + 0.08 * (at - before.end))

    def _targets(self, clause: Clause, at: int, hit: Hit, cue: Cue) -> Iterator[Filler]:
        scene = self._scene
        end = hit.end if hit.tail is None else hit.tail[1]
        wanted = {fold(spec) for spec in cue.objects}
        if clause.fronted is not None and at == clause.verb and "direct" in cue.objects:
            yield Filler([clause.fronted.key], clause.fronted, 0.0)
        for mention in scene.found:
            distance = mention.first - end
            if distance < 0 or distance > _REACH or mention.inside is not None or (mention.joined == "و" and not mention.marker):
                continue
            if mention.first >= clause.end:
                break
            cost = _STEP * distance
            marker = mention.marker
            if mention.governed:
                before = mention.first - 1
                marker = scene.words[before].reading.marker or (
                    scene.words[before - 1].reading.base if before and scene.is_(before - 1, "preposition") else ""
                )
                cost += 0.5
            if marker in wanted or (not marker and "direct" in wanted):
                yield Filler([mention.key], mention, cost)
