"""What a clause implies: who killed by the toll, who is blamed, criticised, asked or deployed.

What words say outright is left to ``ingest.engine.verbs`` and ``deeds``.
"""

from __future__ import annotations

from ingest.engine import status as statuses
from ingest.engine.agreement import group
from ingest.engine.candidates import ACTORS, Candidate, Ground
from ingest.engine.clauses import Clause
from ingest.engine.lexicon import Cue

_SKIPPED = frozenset({"STATED", "HOLDS_OFFICE"})

# Deeds whose telling accuses the doer.
_MISDEEDS = frozenset({"VIOLATED"})


class Implied(Ground):
    """Claims that a clause makes without a frame of its own: tolls, blame, condemnation, strength, duty."""

    def _toll(self, clause: Clause) -> list[Candidate]:
        """«أسفرت المواجهات عن عشرة قتلى»: what caused the dead killed them."""
        scene, verb = self._scene, clause.verb
        if verb is None or not scene.is_(verb, "cause") or not clause.subjects:
            return []
        found = []
        for mention in clause.mentions:
            at = mention.quantity[1] if mention.quantity else mention.start
            if (
                mention.first > verb
                and mention.first - verb <= 10
                and mention.inside is None
                and mention.quantity
                and (scene.is_(at, "casualty") or scene.words[max(0, mention.first - 1)].reading.stem == "حياة")
            ):
                relation = "ATTACKED" if scene.words[at].reading.stem.startswith(("جر", "مصاب")) else "KILLED"
                found.append(
                    Candidate(
                        scene, clause.subjects[0].key, relation, mention.key, verb, mention.end, object_mention=mention, confidence=0.6
                    )
                )
        for candidate in found:
            self._color(candidate, clause, statuses.of_verb(scene, verb, clause.start))
        return [c for c in found if self._fits(c)]

    def _blamed(self, clause: Clause) -> list[Candidate]:
        """«قال إن قوى خارجية استغلت ...», «هم إرهابيون»: telling who is to blame is accusing him."""
        scene = self._scene
        found: list[Candidate] = []
        subject = next((m for m in clause.subjects if m.type in ACTORS), None)
        if subject is not None and clause.speaker is not None and subject.key != clause.speaker and not clause.negated:
            for at in range(clause.start, clause.end):
                named = (
                    scene.is_(at, "hostile") and at and (scene.is_(at - 1, "copula") or at == subject.end) and clause.opener == "content"
                )
                verb = scene.is_(at, "blame") and (at == clause.verb or clause.verb is None or at > clause.verb)
                if (verb and statuses.of_verb(scene, clause.verb or at, clause.start).unreal is False) or named:
                    found.append(
                        Candidate(
                            scene,
                            clause.speaker,
                            "ACCUSED",
                            subject.key,
                            at,
                            at + 1,
                            via=clause.via,
                            object_mention=subject,
                            confidence=0.5,
                        )
                    )
                    break
        for at in range(clause.start, clause.end):
            end = scene.is_(at, "occupier")
            if end and subject is not None and subject.type in ("ArmedForce", "Country", "Group", "Organization") and subject.end <= at:
                place = next(
                    (m.key for m in reversed(clause.mentions) if m.type in ("Country", "Place") and m.end <= at and m.key != subject.key),
                    None,
                )
                place = place or self._focus()
                negated = any(scene.is_(k, "negation") for k in range(max(clause.start, at - 3), at))
                if place is not None and place != subject.key:
                    found.append(Candidate(scene, subject.key, "CONTROLS", place, max(clause.start, at - 1), end, negated=negated ^ clause.negated,
                                           speaker=clause.speaker, via=clause.via, subject_mention=subject, confidence=0.5))  # fmt: skip
                break
        return [c for c in found if self._fits(c)]

    def _charged_with(self, clause: Clause, made: list[Candidate]) -> list[Candidate]:
        """«قال الجيش إن الجماعة خرقت الهدنة»: whoever tells of another's misdeed accuses him of it."""
        if clause.speaker is None or self._cast.figures[clause.speaker].type not in ACTORS - {"Outlet"}:
            return []
        found = []
        for candidate in made:
            if (
                candidate.scene is self._scene
                and clause.start <= candidate.first < clause.end
                and candidate.speaker == clause.speaker
                and candidate.relation in _MISDEEDS
                and not (candidate.negated or candidate.why)
                and candidate.subject not in (clause.speaker, None)
                and self._cast.figures[candidate.subject].type in ACTORS
            ):
                found.append(Candidate(self._scene, clause.speaker, "ACCUSED", candidate.subject, candidate.first, candidate.end,
                                       via=clause.via, confidence=0.4))  # fmt: skip
        return [c for c in found[:1] if self._fits(c)]

    def _condemned(self, clause: Clause) -> list[Candidate]:
        """«قال إن الهجوم جريمة», «وصف الهجوم بالجريمة»: what a speaker calls a wrong, he criticises."""
        scene = self._scene
        if clause.negated:
            return []
        if clause.verb is not None and scene.is_(clause.verb, "described") and clause.subjects:
            target = next((m for m in clause.mentions if m.first > clause.verb and not m.marker and m not in clause.subjects), None)
            pronoun = scene.words[clause.verb].reading.pronoun
            if pronoun and pronoun != "هم":
                # «ووصفته بالاستفزاز»
                keys = self._keys(clause.subjects)
                target = self._meant(clause.verb, pronoun, keys, frozenset({"Event"})) or self._meant(clause.verb, pronoun, keys)
            end = next((c for c in range(clause.verb, min(len(scene.words), clause.verb + 16)) if scene.is_(c, "condemned")), None)
            if target is not None and end is not None and (target.end <= end):
                made = Candidate(
                    scene, clause.subjects[0].key, "CRITICISED", target.key, clause.verb, end + 1, object_mention=target, confidence=0.5
                )
                self._color(made, clause, statuses.of_verb(scene, clause.verb, clause.start))
                return [made] if self._fits(made) else []
        if (
            clause.opener == "content"
            and clause.speaker is not None
            and clause.subjects
            and clause.subjects[0].type in ("Event", "Organization", "Group", "Country")
        ):
            event = clause.subjects[0]
            for at in range(event.end, clause.end):
                if (
                    self._cover[at] is None
                    and scene.is_(at, "condemned")
                    and event.key != clause.speaker
                    and not scene.words[at].reading.marker
                ):
                    if event.type != "Event" and at > event.end + 2:
                        break
                    return [
                        Candidate(
                            scene, clause.speaker, "CRITICISED", event.key, at, at + 1, via=clause.via, object_mention=event, confidence=0.5
                        )
                    ]
        return []

    def _strength(self, clause: Clause) -> list[Candidate]:
        """«البعثة التي تضم 2030 جنديا و250 قطعة ...»: a mission's strength is what was deployed where the article plays."""
        scene, verb = self._scene, clause.verb
        force = clause.subjects[0] if clause.subjects else None
        if verb is None or force is None or not scene.is_(verb, "strength") or not scene.is_(force.start, "mission"):
            return []
        counted = [
            m for m in clause.mentions if m.first > verb and m.quantity is not None and m.type in ("Group", "ArmedForce", "Equipment")
        ]
        place = (
            next((m.key for m in clause.mentions if m.type in ("Country", "Place") and m.marker in ("في", "الي")), None) or self._focus()
        )
        if not counted or place is None:
            return []
        first, last = counted[0], group(scene, counted[0])[-1]
        words = scene.text[scene.words[first.first].start : scene.words[last.end - 1].end]
        found = [Candidate(scene, force.key, "DEPLOYED_TO", place, verb, last.end, quantity=words, subject_mention=force, confidence=0.6)]
        for mention in counted:
            if mention.type in ("Equipment", "ArmedForce"):
                amount = (
                    scene.text[scene.words[mention.quantity[0]].start : scene.words[mention.quantity[1] - 1].end]
                    if mention.quantity
                    else None
                )
                found.append(
                    Candidate(scene, mention.key, "DEPLOYED_TO", place, mention.first, mention.end, quantity=amount, confidence=0.6)
                )
        for candidate in found:
            self._color(candidate, clause, statuses.of_verb(scene, verb, clause.start))
        return [c for c in found if self._fits(c)]

    def _obliged(self, clause: Clause) -> list[Candidate]:
        """«قال ... إن على إيران أن ...», «يجب على ...»: what a speaker holds another to is a request."""
        scene = self._scene
        if clause.speaker is None or clause.negated:
            return []
        at = clause.start + 1
        if (
            clause.opener == "content"
            and at + 1 < clause.end
            and scene.is_(at, "attached")
            and scene.forms[at].startswith("علي")
            and scene.forms[at] != "علينا"
        ):
            meant = self._meant(
                at, "ها" if scene.forms[at].endswith("ها") else "هم" if scene.forms[at].endswith("هم") else "ه", [clause.speaker]
            )
            if meant is not None and meant.type in ACTORS:
                return [
                    Candidate(
                        scene, clause.speaker, "REQUESTED", meant.key, at, at + 2, via=clause.via, object_mention=meant, confidence=0.5
                    )
                ]
        for mention in clause.mentions:
            before = mention.first - 1
            if mention.type not in ACTORS or mention.marker != "على" or mention.key == clause.speaker or before < clause.start:
                continue
            duty = before > clause.start and any(
                scene.is_(k, "obligation") == mention.first and mention.first - k > 1 for k in range(max(clause.start, before - 2), before)
            )
            first = before <= clause.start + 1 and clause.opener == "content"
            follows = mention.end < len(scene.words) and scene.is_(mention.end, "complementizer")
            if duty or (first and follows):
                return [
                    Candidate(
                        scene,
                        clause.speaker,
                        "REQUESTED",
                        mention.key,
                        before,
                        mention.end,
                        via=clause.via,
                        object_mention=mention,
                        confidence=0.6,
                    )
                ]
        return []

    def _urged(self, clause: Clause) -> list[Candidate]:
        """«شدد على ضرورة أن تفرج السلطات ...», «أكد أهمية تعزيز دور المنظمة»: what a speaker holds needful he asks of the first actor in it."""
        scene = self._scene
        if clause.negated:
            return []
        speaker = (
            clause.subjects[0].key
            if clause.speech is not None and clause.subjects and clause.subjects[0].type in ACTORS
            else clause.speaker
        )
        if speaker is None or self._cast.figures[speaker].type == "Outlet":
            return []
        start = clause.verb if clause.verb is not None and clause.speech is not None else clause.start
        for at in range(start, clause.end):
            end = scene.is_(at, "needful")
            if not end:
                continue
            for mention in scene.found:
                if mention.inside is not None and mention.inside.first <= at:
                    continue
                if mention.first < end or mention.first - end > 6 or mention.type not in ACTORS or mention.key == speaker:
                    continue
                gaps = "".join(scene.words[k].gap for k in range(end, mention.first + 1))
                if mention.marker in ("مع", "عن", "ضد", "بين", "في", "من") or any(mark in gaps for mark in "،؛:"):
                    return []
                return [
                    c
                    for c in [
                        Candidate(scene, speaker, "REQUESTED", mention.key, at, mention.end, speaker=clause.speaker if speaker != clause.speaker else None,
                                  via=clause.via, object_mention=mention, confidence=0.5)
                    ]
                    if self._fits(c)
                ]  # fmt: skip
        return []

    def _lent(self, clause: Clause) -> list[Candidate]:
        """«غارات شنتها الطائرات في القرية»: the event before a light verb is the deed of the verb's subject."""
        scene, event = self._scene, clause.fronted
        if event is None or event.type != "Event" or clause.verb is None:
            return []
        if not any(scene.is_(at, "light") for at in range(clause.verb, min(clause.verb + 4, clause.end))):
            return []
        made: list[Candidate] = []
        at = event.start
        for hit in scene.senses(at, "cue"):
            cue: Cue = hit.sense.what
            if cue.part not in ("masdar", "noun") or cue.relation in _SKIPPED:
                continue
            after = [m for m in clause.mentions if m.first > clause.verb and m not in clause.subjects]
            objects = self._marked(tuple(s for s in cue.objects if s != "direct"), after, clause.verb)
            if not objects and cue.relation == "ATTACKED":
                objects = [m for m in self._marked(("في",), after, clause.verb) if m.type in ("Place", "Facility")]
            outer = clause.parent
            if (
                not objects
                and outer is not None
                and outer.verb is not None
                and scene.is_(outer.verb, "undergo")
                and event.first > outer.verb
            ):
                # «تعرضت القاعدة لهجوم شنته فصائل»
                objects = [m for m in outer.subjects if m is not event]
            made = [c for c in self._cross(self._keys(clause.subjects), objects, cue, at, clause.verb + 1) if self._fits(c)]
            if made:
                break
        for candidate in made:
            self._color(candidate, clause, statuses.Status())
        return made
