"""Verb frames: a finite verb with its subject and objects becomes candidate claims.

Nouns of action are left to ``ingest.engine.deeds``.
"""

from __future__ import annotations

from graph.ontology import RELATION_TYPES
from ingest.engine import quantities
from ingest.engine import status as statuses
from ingest.engine.addressees import Addressees
from ingest.engine.agreement import group, nominative
from ingest.engine.candidates import ACTORS, Candidate
from ingest.engine.clauses import Clause
from ingest.engine.lexicon import Cue
from ingest.engine.scene import Mention
from ingest.engine.senses import Hit
from ingest.text import fold

_SKIPPED = frozenset({"HOLDS_OFFICE"})


_ADDRESSED = frozenset({"REQUESTED", "THREATENED", "WARNED", "PROTESTED_TO"})


_CASUALTY = frozenset({"KILLED"})


# Relations that a body draws on itself by its doings.
_ABOUT = frozenset({"CRITICISED", "OPPOSED", "SUPPORTED", "REJECTED"})


class Verbs(Addressees):
    """Finite verbs and adverbial participles with their arguments."""

    def _verb(self, clause: Clause) -> list[Candidate]:
        scene, verb = self._scene, clause.verb
        assert verb is not None
        hits = [h for h in scene.senses(verb, "cue") if h.sense.finite or h.sense.adverbial or (h.sense.what.part == "phrase")]
        if not hits:
            return []
        phrases = [h for h in hits if h.end > verb + 1 or h.tail]
        best: list[Candidate] = []
        rank = -9
        for listed, bonus in ((phrases, 4), ([h for h in hits if h not in phrases], 0)):
            for hit in listed:
                cue: Cue = hit.sense.what
                if cue.relation in _SKIPPED:
                    continue
                found = self._verb_frame(clause, verb, hit, cue)
                found = [c for c in found if self._fits(c)]
                if not found:
                    continue
                score = (
                    bonus
                    + (hit.tail[1] - hit.tail[0] > 1 if hit.tail else hit.end - verb > 2)
                    + 2 * cue.sure
                    + (cue.subject == "subject")
                    - 3 * (found[0].relation != cue.relation)
                )
                if score > rank:
                    best, rank = found, score
        if scene.is_(verb, "abandoned"):
            # «تخلوا عن خطط الاستيلاء على القصر»: what was given up is no place to leave; the deed is read for itself.
            best = [c for c in best if c.relation != "WITHDREW_FROM" or c.object is None or self._cast.figures[c.object].type != "Event"]
        best = [self._summoned(candidate, verb) for candidate in best]
        state = statuses.of_verb(scene, verb, clause.start)
        kept = []
        for candidate in best:
            self._color(candidate, clause, state)
            if clause.unreal or state.unreal:
                candidate.why = "wished, feared or tried, not done"
            kept.append(candidate)
        return kept

    def _verb_frame(self, clause: Clause, verb: int, hit: Hit, cue: Cue) -> list[Candidate]:
        scene = self._scene
        after = [m for m in clause.mentions if m.first > verb]
        beyond = hit.tail[1] if hit.tail else hit.end
        if cue.subject == "subject":
            subjects = self._keys(clause.subjects)
            objects = self._object(clause, verb, beyond, hit, cue, after)
        elif cue.subject == "agent":
            objects = []
            if "direct" in cue.objects:
                objects = clause.subjects if not clause.fronted else []
                if not clause.explicit and clause.opener != "relative":
                    objects = []
            else:
                objects = self._marked(cue.objects, after, verb)
            subjects = self._agent(after)
            if not subjects and cue.part == "phrase":
                # «تلقى دعما عسكريا من إيران»
                source = next(
                    (m for m in after if m.first >= beyond and m.marker == "من" and m.first - beyond <= 5 and m.type in ACTORS), None
                )
                subjects = self._keys(group(scene, source)) if source is not None else []
            if not subjects and RELATION_TYPES[cue.relation].family == "violence":
                subjects = self._means(verb, clause.end) or (self._event(after) if cue.relation in _CASUALTY else [])
        elif cue.subject == "means":
            objects = clause.subjects
            subjects = self._keys([m for m in after if m.marker == "ب"][:1])
        elif cue.subject == "inverse":
            objects = clause.subjects if clause.explicit else []
            subjects = self._keys(self._object(clause, verb, beyond, hit, cue, after))
        elif cue.subject == "idafa":
            objects = clause.subjects
            subjects = self._keys([m for m in after if m.first == beyond][:1])
        else:
            pair = next((m for m in after if m.marker == "بين"), None)
            if pair is None and "direct" in cue.objects:
                # «جمع الرئيس بنظيره»: the two sides are the object and what follows ب.
                one = next((m for m in after if not m.marker), None)
                other = next(
                    (m for m in after if one is not None and m.first >= one.end and (m.marker in ("ب", "مع") or m.joined == "و")), None
                )
                return self._pairs([one, other], cue, verb, beyond) if one is not None and other is not None else []
            if pair is None:
                return []
            return self._pairs(group(scene, pair), cue, verb, beyond)
        end = hit.end if hit.tail is None else hit.tail[1]
        if cue.relation == "DEPLOYED_TO" and cue.subject == "subject":
            sent = next(
                (m for m in after if not m.marker and m not in clause.subjects and m.type in ("ArmedForce", "Group", "Equipment")), None
            )
            if sent is not None and sent.type == "Group":
                # Counted soldiers: the sender deploys so many of them.
                amount = quantities.wording(scene, sent)
                things = [m for m in group(scene, sent) if m.type != "Group"]
                made = self._cross([*subjects, *self._keys(things)], objects, cue, verb, end)
                for candidate in made:
                    candidate.quantity = amount if candidate.subject in subjects else None
                return made
            subjects = self._keys(group(scene, sent)) if sent is not None else subjects
        if (
            not objects
            and cue.relation in ("ENTERED", "DEPLOYED_TO")
            and any(m.type == "ArmedForce" for m in clause.subjects)
            and "في" not in cue.objects
        ):
            focus = self._cast.focus()
            force = next(m for m in clause.subjects if m.type == "ArmedForce")
            if focus is not None and force.country != focus and (force.known or "").split(":")[1:2] != [focus.split(":")[1]]:
                return [
                    Candidate(
                        scene, force.key, "DEPLOYED_TO", self._cast.country(focus).key, verb, end, subject_mention=force, confidence=0.4
                    )
                ]
        if (
            cue.subject == "subject"
            and RELATION_TYPES[cue.relation].symmetric
            and len(clause.subjects) > 1
            and not any(m.marker == "مع" for m in objects)
        ):
            return self._pairs(clause.subjects, cue, verb, end)
        if cue.relation == "STATED":
            # «اعتبره انتهاكا»: what something is called is not what was spoken of.
            objects = [m for m in objects if m.definite or m.marker]
        if cue.relation == "THREATENED" and len(objects) == 1 and objects[0].type == "Event":
            # «هدد بشن هجمات على المدينة»: whom the deed would hit.
            hit_place = next(
                (
                    m
                    for m in after
                    if m.first - objects[0].end <= 2 and m.first >= objects[0].end and m.marker in ("على", "ضد", "في", "الي")
                ),
                None,
            )
            objects = group(scene, hit_place) if hit_place is not None else objects
        if not objects and cue.subject == "subject" and cue.relation in _ADDRESSED:
            objects = self._addressed(clause, verb, subjects, cue.relation)
        return self._cross(subjects, objects, cue, verb, end)

    def _object(self, clause: Clause, verb: int, beyond: int, hit: Hit, cue: Cue, after: list[Mention]) -> list[Mention]:
        scene = self._scene
        subjects = set(map(id, clause.subjects))
        rest = [m for m in after if id(m) not in subjects]
        for spec in cue.objects:
            if spec == "direct":
                if cue.part == "phrase" and hit.tail is not None:
                    # «حملت الحكومة الحزب مسؤولية ...»: the object stands inside the phrase.
                    inside = next((m for m in rest if m.end <= hit.tail[0] and not m.marker and not m.governed and m.joined != "و"), None)
                    if inside is not None:
                        return [m for m in group(scene, inside) if id(m) not in subjects]
                if cue.part == "phrase":
                    found = next((m for m in rest if m.first >= beyond and m.first - beyond <= 1), None)
                elif clause.fronted is not None:
                    return [clause.fronted]
                else:
                    found = next(
                        (
                            m
                            for m in rest
                            if not m.marker
                            and m.joined != "و"
                            and not m.governed
                            and not nominative(scene, m)
                            and not scene.is_(m.first - 1, "wording")
                            and not self._blocked(verb, m)
                        ),
                        None,
                    )
                if found is not None:
                    return [m for m in group(scene, found) if id(m) not in subjects]
                if cue.relation in _ABOUT:
                    # «انتقد قرار الحكومة», «تعارض توسع الحلف»: what is said of a body's doings is said of it.
                    owner = next(
                        (m for m in rest if m.governed and not scene.is_(m.first - 1, "wording") and not self._blocked(verb, m)), None
                    )
                    if owner is not None:
                        return [owner]
                pronoun = scene.words[verb].reading.pronoun
                if verb + 1 < len(scene.words) and scene.forms[verb + 1].startswith("ايا") and not pronoun:
                    # «محملا إياه», «متهمة إياها»
                    pronoun = scene.forms[verb + 1].removeprefix("ايا")
                if pronoun and cue.part != "phrase":
                    meant = self._meant(verb, pronoun, [m.key for m in clause.subjects])
                    if meant is not None:
                        return [meant]
            elif spec == "clause":
                continue
            elif clause.antecedent is not None and clause.opener == "relative" and self._taken_up(clause, spec):
                return [clause.antecedent]
            else:
                marked = self._marked((spec,), [m for m in rest if m.first >= beyond or m.marker], verb)
                if not marked and cue.relation in _ABOUT:
                    wanted = fold(spec)
                    marked = [
                        m
                        for m in rest
                        if m.governed and (scene.words[m.first - 1].reading.marker == wanted or scene.forms[m.first - 2] == wanted)
                    ][:1]
                if marked:
                    inner = next(
                        (
                            m
                            for m in rest
                            if m.first - marked[0].end <= 1
                            and m.marker == "من"
                            and m.type == "Place"
                            and marked[0].type == "Place"
                            and not marked[0].named
                        ),
                        None,
                    )
                    return [inner] if inner is not None else marked
        if cue.part == "phrase" and hit.tail is not None and cue.relation == "ATTACKED" and "direct" in cue.objects:
            # «تبنى التنظيم الهجوم»: the phrase's own noun is what is claimed.
            event = self._cover[hit.tail[0]]
            if event is not None and event.type == "Event" and event.start == hit.tail[0]:
                return [event]
        if clause.opener != "relative" and (meant := self._attached(cue.objects, beyond, [m.key for m in clause.subjects])) is not None:
            return [meant]
        return []

    def _taken_up(self, clause: Clause, spec: str) -> bool:
        """Whether a preposition with a pronoun takes up the antecedent («الذي تسيطر عليه الهند»)."""
        stem = {"على": "علي", "إلى": "الي"}.get(spec, fold(spec))
        scene = self._scene
        return any(scene.is_(at, "attached") and scene.words[at].form.startswith(stem) for at in range(clause.start, clause.end))

    def _blocked(self, verb: int, mention: Mention) -> bool:
        """Whether a direct object cannot stand so far off: behind a comma or ten words."""
        scene = self._scene
        for k in range(verb + 1, mention.first):
            if (
                self._cover[k] is None
                and any(h.sense.kind == "cue" and h.sense.what.part == "masdar" for h in scene.hits[k])
                and not scene.words[k].reading.marker
            ):
                return True
        commas = sum(scene.words[k].gap.strip(' «»"“”()\n') in ("،", ",") for k in range(verb + 1, mention.first + 1))
        return commas % 2 == 1 or mention.first - verb > 16
