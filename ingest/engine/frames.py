"""Clause frames: a verb, noun of action or participle with its arguments becomes candidate claims.

Offices and places are left to ``ingest.engine.facts``; whether a candidate is taken, to ``ingest.engine.validation``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from graph.ontology import RELATION_TYPES, fits
from ingest.engine import status as statuses
from ingest.engine.clauses import Clause, feminine, group
from ingest.engine.coreference import Cast
from ingest.engine.lexicon import Cue
from ingest.engine.mentions import Mention, Scene
from ingest.engine.senses import Hit
from ingest.text import fold

_ACTORS = frozenset({"Person", "Country", "Organization", "ArmedForce", "Group", "Outlet"})
# Deeds that are reported as wished for, feared or refused under these relations are no claims.
_WISHES = frozenset({"REQUESTED", "PROPOSED", "THREATENED", "WARNED", "REJECTED", "OPPOSED", "BANNED"})
_SKIPPED = frozenset({"STATED", "HOLDS_OFFICE"})
_AUTHORITY = frozenset({"DEFEATED", "DETAINED", "SEIZED"})
_DURING = frozenset({"في", "خلال", "بعد", "عقب", "قبل", "قبيل", "اثناء", "غداة", "اثر"})
_TOLD = frozenset({"STATED", "DECLARED", "DENIED"})
# States that a phrase mentions in passing are the article's own word even inside a speech.
_PASSING = frozenset({"LOCATED_IN", "CAPITAL_OF", "AFFILIATED_WITH", "PART_OF", "MEMBER_OF", "LEADS"})
_ADDRESSED = frozenset({"REQUESTED", "THREATENED", "WARNED", "PROTESTED_TO"})
_CASUALTY = frozenset({"KILLED"})


@dataclass(slots=True)
class Candidate:
    """A claim in the making: keys of figures, the tokens of its cue, and what is said of it. ``why`` is set when it is refused."""

    scene: Scene
    subject: str | None
    relation: str
    object: str | None
    first: int
    end: int
    negated: bool = False
    status: str = "asserted"
    speaker: str | None = None
    via: tuple[str, ...] = ()
    role: str | None = None
    quantity: str | None = None
    object_mention: Mention | None = None
    subject_mention: Mention | None = None
    confidence: float = 0.6
    why: str = ""


@dataclass(slots=True)
class _Deed:
    """A noun of action under reading: where it stands, its mention if it heads one, and what governs it."""

    at: int
    end: int
    mention: Mention | None
    governor: str = ""
    governor_clause: Clause | None = None
    lent: list[str] = field(default_factory=list)
    speaker: str | None = None
    negated: bool = False
    status: str = "asserted"
    unreal: bool = False
    told: str | None = None
    retold: bool = False
    purpose: bool = False


class Frames:
    """Reads the frames of one sentence after the other; ``cast`` gives keys for countries that only an adjective names."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    def read(self, scene: Scene, clauses: list[Clause]) -> list[Candidate]:
        self._scene = scene
        self._heads = {m.start if m.quantity is None else m.quantity[1]: m for m in scene.found if m.head and m.inside is None}
        self._cover: list[Mention | None] = [None] * len(scene.words)
        for mention in scene.found:
            if mention.inside is None:
                for at in range(mention.first, mention.end):
                    self._cover[at] = mention
        candidates: list[Candidate] = []
        for clause in clauses:
            found: list[Candidate] = []
            objects: list[str] = []
            if clause.verb is not None:
                found = self._verb(clause)
                candidates.extend(found)
                objects = [c.object for c in found if c.object]
                candidates.extend(self._lent(clause))
                candidates.extend(self._toll(clause))
            candidates.extend(self._obliged(clause))
            candidates.extend(self._blamed(clause))
            candidates.extend(self._strength(clause))
            candidates.extend(self._condemned(clause))
            candidates.extend(self._nouns(clause, found, objects))
        return candidates

    def _toll(self, clause: Clause) -> list[Candidate]:
        """«أسفرت المواجهات عن عشرة قتلى»: what caused the dead killed them."""
        scene, verb = self._scene, clause.verb
        if verb is None or not scene.is_(verb, "cause") or not clause.subjects:
            return []
        found = []
        for mention in clause.mentions:
            at = mention.quantity[1] if mention.quantity else mention.start
            if mention.first > verb and mention.first - verb <= 10 and mention.inside is None and scene.is_(at, "casualty") and mention.quantity:
                relation = "ATTACKED" if scene.words[at].reading.stem.startswith(("جر", "مصاب")) else "KILLED"
                found.append(Candidate(scene, clause.subjects[0].key, relation, mention.key, verb, mention.end, object_mention=mention, confidence=0.6))
        for candidate in found:
            self._color(candidate, clause, statuses.of_verb(scene, verb, clause.start))
        return [c for c in found if self._fits(c)]

    def _blamed(self, clause: Clause) -> list[Candidate]:
        """«قال إن قوى خارجية استغلت ...», «هم إرهابيون»: telling who is to blame is accusing him."""
        scene = self._scene
        found: list[Candidate] = []
        subject = next((m for m in clause.subjects if m.type in _ACTORS), None)
        if subject is not None and clause.speaker is not None and subject.key != clause.speaker and not clause.negated:
            for at in range(clause.start, clause.end):
                named = scene.is_(at, "hostile") and at and (scene.is_(at - 1, "copula") or at == subject.end) and clause.opener == "content"
                verb = scene.is_(at, "blame") and (at == clause.verb or clause.verb is None or at > clause.verb)
                if (verb and statuses.of_verb(scene, clause.verb or at, clause.start).unreal is False) or named:
                    found.append(Candidate(scene, clause.speaker, "ACCUSED", subject.key, at, at + 1, via=clause.via, object_mention=subject, confidence=0.5))
                    break
        for at in range(clause.start, clause.end):
            end = scene.is_(at, "occupier")
            if end and subject is not None and subject.type in ("ArmedForce", "Country", "Group", "Organization") and subject.end <= at:
                place = next((m.key for m in reversed(clause.mentions) if m.type in ("Country", "Place") and m.end <= at and m.key != subject.key), None)
                place = place or self._focus()
                negated = any(scene.is_(k, "negation") for k in range(max(clause.start, at - 3), at))
                if place is not None and place != subject.key:
                    found.append(Candidate(scene, subject.key, "CONTROLS", place, max(clause.start, at - 1), end, negated=negated ^ clause.negated,
                                           speaker=clause.speaker, via=clause.via, subject_mention=subject, confidence=0.5))  # fmt: skip
                break
        return [c for c in found if self._fits(c)]

    def _condemned(self, clause: Clause) -> list[Candidate]:
        """«قال إن الهجوم جريمة», «وصف الهجوم بالجريمة»: what a speaker calls a wrong, he criticises."""
        scene = self._scene
        if clause.negated:
            return []
        if clause.verb is not None and scene.is_(clause.verb, "described") and clause.subjects:
            target = next((m for m in clause.mentions if m.first > clause.verb and not m.marker and m not in clause.subjects), None)
            end = next((c for c in range(clause.verb, min(len(scene.words), clause.verb + 16)) if scene.is_(c, "condemned")), None)
            if target is not None and end is not None and end >= target.end:
                made = Candidate(scene, clause.subjects[0].key, "CRITICISED", target.key, clause.verb, end + 1, object_mention=target, confidence=0.5)
                self._color(made, clause, statuses.of_verb(scene, clause.verb, clause.start))
                return [made] if self._fits(made) else []
        if clause.opener == "content" and clause.speaker is not None and clause.subjects and clause.subjects[0].type in ("Event", "Organization", "Group", "Country"):
            event = clause.subjects[0]
            for at in range(event.end, clause.end):
                if self._cover[at] is None and scene.is_(at, "condemned") and event.key != clause.speaker and not scene.words[at].reading.marker:
                    if event.type != "Event" and at > event.end + 2:
                        break
                    return [Candidate(scene, clause.speaker, "CRITICISED", event.key, at, at + 1, via=clause.via, object_mention=event, confidence=0.5)]
        return []

    def _focus(self) -> str | None:
        key = self._cast.focus()
        return self._cast.country(key).key if key is not None else None

    def _strength(self, clause: Clause) -> list[Candidate]:
        """«البعثة التي تضم 2030 جنديا و250 قطعة ...»: a mission's strength is what was deployed where the article plays."""
        scene, verb = self._scene, clause.verb
        force = clause.subjects[0] if clause.subjects else None
        if verb is None or force is None or not scene.is_(verb, "strength") or not scene.is_(force.start, "mission"):
            return []
        counted = [m for m in clause.mentions if m.first > verb and m.quantity is not None and m.type in ("Group", "ArmedForce", "Equipment")]
        place = next((m.key for m in clause.mentions if m.type in ("Country", "Place") and m.marker in ("في", "الي")), None) or self._focus()
        if not counted or place is None:
            return []
        first, last = counted[0], group(scene, counted[0])[-1]
        words = scene.text[scene.words[first.first].start : scene.words[last.end - 1].end]
        found = [Candidate(scene, force.key, "DEPLOYED_TO", place, verb, last.end, quantity=words, subject_mention=force, confidence=0.6)]
        for mention in counted:
            if mention.type in ("Equipment", "ArmedForce"):
                amount = scene.text[scene.words[mention.quantity[0]].start : scene.words[mention.quantity[1] - 1].end] if mention.quantity else None
                found.append(Candidate(scene, mention.key, "DEPLOYED_TO", place, mention.first, mention.end, quantity=amount, confidence=0.6))
        for candidate in found:
            self._color(candidate, clause, statuses.of_verb(scene, verb, clause.start))
        return [c for c in found if self._fits(c)]

    def _obliged(self, clause: Clause) -> list[Candidate]:
        """«قال ... إن على إيران أن ...», «يجب على ...»: what a speaker holds another to is a request."""
        scene = self._scene
        if clause.speaker is None or clause.negated:
            return []
        at = clause.start + 1
        if clause.opener == "content" and at + 1 < clause.end and scene.is_(at, "attached") and scene.forms[at].startswith("علي") and scene.forms[at] != "علينا":
            meant = self._meant(at, "ها" if scene.forms[at].endswith("ها") else "هم" if scene.forms[at].endswith("هم") else "ه", [clause.speaker])
            if meant is not None and meant.type in _ACTORS:
                return [Candidate(scene, clause.speaker, "REQUESTED", meant.key, at, at + 2, via=clause.via, object_mention=meant, confidence=0.5)]
        for mention in clause.mentions:
            before = mention.first - 1
            if mention.type not in _ACTORS or mention.marker != "على" or mention.key == clause.speaker or before < clause.start:
                continue
            duty = before > clause.start and any(scene.is_(k, "obligation") == mention.first and mention.first - k > 1 for k in range(max(clause.start, before - 2), before))
            first = before <= clause.start + 1 and clause.opener == "content"
            follows = mention.end < len(scene.words) and scene.is_(mention.end, "complementizer")
            if duty or (first and follows):
                return [Candidate(scene, clause.speaker, "REQUESTED", mention.key, before, mention.end, via=clause.via, object_mention=mention, confidence=0.6)]
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
            made = [c for c in self._cross(self._keys(clause.subjects), objects, cue, at, clause.verb + 1) if self._fits(c)]
            if made:
                break
        for candidate in made:
            self._color(candidate, clause, statuses.Status())
        return made

    # -- verbs ----------------------------------------------------------------------------------

    def _verb(self, clause: Clause) -> list[Candidate]:
        scene, verb = self._scene, clause.verb
        assert verb is not None
        hits = [h for h in scene.senses(verb, "cue") if h.sense.finite or h.sense.adverbial or (h.sense.what.part == "phrase")]
        if not hits:
            return []
        phrases = [h for h in hits if h.end > verb + 1 or h.tail]
        best: list[Candidate] = []
        rank = -1
        for listed, bonus in ((phrases, 4), ([h for h in hits if h not in phrases], 0)):
            for hit in listed:
                cue: Cue = hit.sense.what
                if cue.relation in _SKIPPED:
                    continue
                found = self._verb_frame(clause, verb, hit, cue)
                found = [c for c in found if self._fits(c)]
                if not found:
                    continue
                score = bonus + 2 * cue.sure + (cue.subject == "subject")
                if score > rank:
                    best, rank = found, score
        best = [self._summoned(candidate, hits) for candidate in best]
        state = statuses.of_verb(scene, verb, clause.start)
        kept = []
        for candidate in best:
            self._color(candidate, clause, state)
            if clause.unreal or state.unreal:
                candidate.why = "wished, feared or tried, not done"
            kept.append(candidate)
        return kept

    def _summoned(self, candidate: Candidate, hits: list[Hit]) -> Candidate:
        """Calling in another state's diplomat is a protest to that state."""
        diplomat = candidate.object_mention
        if diplomat is None or diplomat.office is None or not any(hit.sense.what.lemma.startswith("استدع") for hit in hits):
            return candidate
        body = diplomat.office.body
        country = diplomat.office.country or (body.known if body is not None and body.type == "Country" else None)
        if country is not None and country != candidate.subject:
            candidate.relation, candidate.object = "PROTESTED_TO", self._cast.country(country).key
        return candidate

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
                other = next((m for m in after if one is not None and m.first >= one.end and (m.marker in ("ب", "مع") or m.joined == "و")), None)
                return self._pairs([one, other], cue, verb, beyond) if one is not None and other is not None else []
            if pair is None:
                return []
            return self._pairs(group(scene, pair), cue, verb, beyond)
        end = hit.end if hit.tail is None else hit.tail[1]
        if cue.relation == "DEPLOYED_TO" and cue.subject == "subject":
            sent = next((m for m in after if not m.marker and m not in clause.subjects and m.type in ("ArmedForce", "Group", "Equipment")), None)
            subjects = self._keys(group(scene, sent)) if sent is not None else subjects
        if not objects and cue.relation in ("ENTERED", "DEPLOYED_TO") and any(m.type == "ArmedForce" for m in clause.subjects) and "في" not in cue.objects:
            focus = self._cast.focus()
            force = next(m for m in clause.subjects if m.type == "ArmedForce")
            if focus is not None and force.country != focus and not (force.known or "").split(":")[1:2] == [focus.split(":")[1]]:
                return [Candidate(scene, force.key, "DEPLOYED_TO", self._cast.country(focus).key, verb, end, subject_mention=force, confidence=0.4)]
        if cue.subject == "subject" and RELATION_TYPES[cue.relation].symmetric and len(clause.subjects) > 1 and not any(m.marker == "مع" for m in objects):
            return self._pairs(clause.subjects, cue, verb, end)
        if not objects and cue.subject == "subject" and cue.relation in _ADDRESSED:
            objects = self._addressed(clause, verb, subjects, cue.relation)
        return self._cross(subjects, objects, cue, verb, end)

    def _addressed(self, clause: Clause, verb: int, subjects: list[str], relation: str) -> list[Mention]:
        """Whom a request, threat or protest is meant for when no frame names him.

        The first actor in what is asked for; for a threat whatever it names; for a request and a
        protest at last the actor spoken of before. A state answers for its forces and ministries.
        """
        scene = self._scene
        kinds = _ACTORS | ({"Equipment", "Facility", "Place"} if relation == "THREATENED" else frozenset())
        for mention in scene.found:
            if mention.inside is None and mention.first > verb and mention.first - verb <= 9 and mention.type in kinds and mention.key not in subjects:
                return self._state(mention, relation)
        if relation in ("REQUESTED", "PROTESTED_TO"):
            for mention in reversed(scene.found):
                if mention.inside is None and mention.end <= verb and mention.type in _ACTORS - {"Outlet"} and mention.key not in subjects:
                    return self._state(mention, relation)
        return []

    def _state(self, mention: Mention, relation: str) -> list[Mention]:
        parts = (mention.known or "").split(":")
        if relation == "PROTESTED_TO" and len(parts) == 3 and parts[0] in ("force", "org"):
            figure = self._cast.country(f"country:{parts[1]}")
            return [replace_key(mention, figure.key)]
        return group(self._scene, mention)

    def _object(self, clause: Clause, verb: int, beyond: int, hit: Hit, cue: Cue, after: list[Mention]) -> list[Mention]:
        scene = self._scene
        subjects = set(map(id, clause.subjects))
        rest = [m for m in after if id(m) not in subjects]
        for spec in cue.objects:
            if spec == "direct":
                if cue.part == "phrase":
                    found = next((m for m in rest if m.first >= beyond and m.first - beyond <= 1), None)
                elif clause.fronted is not None:
                    return [clause.fronted]
                else:
                    found = next((m for m in rest if not m.marker and m.joined != "و" and not m.governed and not self._blocked(verb, m)), None)
                if found is not None:
                    return [m for m in group(scene, found) if id(m) not in subjects]
                pronoun = scene.words[verb].reading.pronoun
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
                if marked:
                    inner = next((m for m in rest if m.first - marked[0].end <= 1 and m.marker == "من" and m.type == "Place" and marked[0].type == "Place" and not marked[0].named), None)
                    return [inner] if inner is not None else marked
        if clause.fronted is not None and "direct" not in cue.objects and cue.objects and cue.objects[0] != "clause":
            return []
        return []

    def _taken_up(self, clause: Clause, spec: str) -> bool:
        """Whether a preposition with a pronoun takes up the antecedent («الذي تسيطر عليه الهند»)."""
        stem = {"على": "علي", "إلى": "الي"}.get(spec, fold(spec))
        scene = self._scene
        return any(scene.is_(at, "attached") and scene.words[at].form.startswith(stem) for at in range(clause.start, clause.end))

    def _meant(self, verb: int, pronoun: str, subjects: list[str]) -> Mention | None:
        """The mention that a verb's object pronoun takes up: the nearest before it that agrees and is not the subject."""
        scene = self._scene
        for mention in reversed([m for m in scene.found if m.inside is None and m.end <= verb]):
            gender = feminine(scene, mention)
            if mention.key in subjects or mention.type not in _ACTORS | {"Equipment"}:
                continue
            if pronoun == "هما" and mention.number != "two":
                continue
            if pronoun == "هم" and not (mention.number == "many" and mention.type in ("Group", "ArmedForce", "Person")):
                continue
            if pronoun == "ه" and gender is True or pronoun == "ها" and gender is False:
                continue
            return mention
        return None

    def _blocked(self, verb: int, mention: Mention) -> bool:
        """Whether a direct object cannot stand so far off: behind a comma or ten words."""
        scene = self._scene
        for k in range(verb + 1, mention.first):
            if self._cover[k] is None and any(h.sense.kind == "cue" and h.sense.what.part == "masdar" for h in scene.hits[k]) and not scene.words[k].reading.marker:
                return True
        commas = sum(scene.words[k].gap.strip(' «»"“”()\n') in ("،", ",") for k in range(verb + 1, mention.first + 1))
        return commas % 2 == 1 or mention.first - verb > 16

    def _marked(self, specs: tuple[str, ...], mentions: list[Mention], at: int, reach: int = 12) -> list[Mention]:
        scene = self._scene
        for spec in specs:
            wanted = fold(spec)
            for mention in mentions:
                if mention.marker == wanted and mention.first - at <= reach and mention.joined != "و":
                    return group(scene, mention)
        return []

    def _agent(self, mentions: list[Mention]) -> list[str]:
        scene = self._scene
        for mention in mentions:
            before = mention.first - 1
            if before > 0 and any(scene.is_(k, "agent") == mention.first for k in range(max(0, before - 2), before + 1)):
                return self._keys(group(scene, mention))
        return []

    def _means(self, start: int, end: int) -> list[str]:
        """«بنيران هندية», «في غارات تركية»: the country whose fire it was."""
        scene = self._scene
        for at in range(start + 1, min(end, start + 10)):
            if scene.is_(at, "doer") and (scene.words[at].reading.marker in ("ب",) or at and scene.is_(at - 1, "preposition")) and at + 1 < len(scene.words):
                for k in range(at + 1, min(at + 3, len(scene.words))):
                    country = scene.language.names.demonyms.get(scene.words[k].reading.stem)
                    if country and not scene.words[k].reading.joined:
                        return [self._cast.country(country).key]
        return []

    def _event(self, mentions: list[Mention]) -> list[str]:
        for mention in mentions:
            if mention.type == "Event" and mention.marker in ("في", "خلال", "اثر", "جراء", "ب", "بسبب", "عقب", "اثناء"):
                return [mention.key]
        return []

    # -- nouns ----------------------------------------------------------------------------------

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
            if cover is not None and head is None and not parts & {"participle", "adjective", "masdar", "phrase"}:
                continue
            rank, best = -1, []
            deed = self._deed(clause, at, max(h.end for h in hits), head if head is not None and head is cover else None, verbs)
            for hit in hits:
                cue: Cue = hit.sense.what
                if cue.relation in _SKIPPED or cue.relation == "LEADS" and cue.part == "noun":
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

    def _deed(self, clause: Clause, at: int, end: int, mention: Mention | None, verbs: list[Candidate]) -> _Deed:
        scene = self._scene
        state = statuses.of_noun(scene, at, clause.start)
        deed = _Deed(at, mention.end if mention else end, mention, negated=state.negated, status=state.status, unreal=state.unreal, purpose=state.purpose)
        verb = clause.verb
        parent = clause.parent
        if clause.opener == "relative" and parent is not None and parent.verb is not None and scene.is_(parent.verb, "cause") and at:
            if scene.words[at - 1].form in ("الي", "عن", "في") and not (verb is not None and scene.is_(verb, "cause")):
                # «أدى الهجوم الذي ... إلى مقتل»: the noun goes with the verb before the relative clause.
                deed.lent, deed.unreal = self._keys(parent.subjects), False
                return deed
        if verb is None or at < verb:
            return deed
        if scene.is_(verb, "discussed") and at - verb <= 8:
            deed.unreal = True
            return deed
        pusher = next((k for k in range(max(clause.start, at - 12), at) if scene.is_(k, "causative")), None)
        if pusher is not None and scene.words[at].reading.marker in ("ل", "") and not state.negated:
            pushed = [m for m in clause.mentions if pusher < m.first < at and not m.marker]
            deed.lent, deed.unreal = self._keys(pushed[:1]), False
            return deed
        if deed.purpose:
            # «خرجوا للتنديد ب»: whoever moved did so to say it.
            deed.lent = self._keys(clause.subjects)
        if scene.is_(verb, "planned") and not deed.negated:
            deed.lent = self._keys(clause.subjects)
            deed.status = "planned"
        if scene.is_(verb, "auxiliary") and clause.speaker is not None and self._cast.figures[clause.speaker].type in ("Organization", "ArmedForce", "Country"):
            deed.told = clause.speaker
        if scene.is_(verb, "light") or scene.is_(verb, "cause"):
            deed.lent = self._keys(clause.subjects)
            if deed.unreal and scene.words[at].reading.marker == "ل" and not state.negated:
                deed.unreal = scene.words[at].reading.marker == "ل" and not scene.is_(verb, "cause")
        speech = clause.speech
        # What the verb does to the noun of action that it governs, as far as the next verb.
        relations = {c.relation for c in verbs} | {
            h.sense.what.relation for h in scene.senses(verb, "cue") if h.sense.finite or h.sense.adverbial
        }
        near = at - verb <= 10
        if near and "ACCUSED" in relations:
            accusers = [c for c in verbs if c.relation == "ACCUSED"]
            deed.lent = [c.object for c in accusers if c.object] or deed.lent
            deed.status = "alleged"
            deed.speaker = accusers[0].subject if accusers else self._first(clause.subjects)
        elif near and relations & _WISHES and scene.words[at].reading.marker in ("ب", "ل", "", "ك") and at - verb <= 6:
            deed.unreal = True
        elif near and relations & {"WARNED"}:
            deed.unreal = True
        elif speech is not None and speech.stance == "deny" and near:
            deed.negated = not deed.negated
            deed.unreal = False
            deed.speaker = self._first(clause.subjects)
            deed.lent = deed.lent or self._keys(clause.subjects)
        elif speech is not None and speech.stance in ("ask", "promise") and near:
            deed.unreal = True
        elif speech is not None and speech.stance in ("assert", "neutral", "claim") and relations <= _TOLD and {"direct", "عن", "ب"} & set(speech.takes):
            deed.speaker = self._first(clause.subjects)
            if at - verb <= 12:
                deed.lent = deed.lent or self._keys([m for m in clause.subjects if m.type not in ("Outlet", "Person")])
                deed.retold = True
        return deed

    def _noun_frame(self, clause: Clause, deed: _Deed, hit: Hit, cue: Cue) -> list[Candidate]:
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
        between = next((m for m in following if m.marker == "بين" and m.first - end <= 3), None)
        relation = RELATION_TYPES[cue.relation]
        if between is not None and (relation.symmetric or "بين" in cue.objects):
            return self._pairs(group(scene, between), cue, at, end)
        own = self._keys(clause.subjects) if scene.words[at].reading.pronoun else []
        whose = [country] if country else []
        if country:
            self._cast.country(country)
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
            if cue.relation in _CASUALTY and not agents:
                subjects = self._event(following) or (subjects if clause.verb is not None else []) or whose
            objects = direct[:1] if "direct" in cue.objects else self._marked(cue.objects, following, end, 5)
            if len(direct) > 1 and direct[1].inside is None and "direct" in cue.objects:
                return []
            if not objects and own and cue.objects and "direct" in cue.objects:
                subjects_before = clause.subjects
                objects = subjects_before if agents else []
        elif cue.subject == "subject":
            subjects = self._keys(self._described(at))
            objects = self._spec(cue, direct, following, at)
        else:
            return []
        if cue.relation == "DEPLOYED_TO" and direct and direct[-1].type in ("ArmedForce", "Group", "Equipment"):
            subjects = self._keys(direct[-1:])
        if not subjects and cue.subject == "idafa" and following and following[0].marker == "ل" and following[0].first - end <= 1 and following[0].type in _ACTORS:
            # «زيارة للرئيس إلى العاصمة»: the doer after ل.
            subjects = self._keys(following[:1])
        if not subjects and objects and cue.relation in ("MET", "CALLED", "NEGOTIATED") and at and scene.words[at - 1].form in _DURING:
            # «قال خلال لقاء مع ...», «في اتصال هاتفي مع ...»
            subjects = self._keys([m for m in clause.subjects if m.type in ("Person", "Organization", "Country")][:1])
        if not subjects and objects and cue.relation == "ATTACKED" and mention is not None and mention.type == "Event":
            # «الهجوم على الفندق»: where no doer is named the event attacked.
            subjects = [mention.key]
        if objects and objects[0].inside is None:
            objects = group(scene, objects[0])
        return self._cross(subjects, objects, cue, at, end)

    def _spec(self, cue: Cue, direct: list[Mention], following: list[Mention], at: int) -> list[Mention]:
        for spec in cue.objects:
            if spec == "direct" and direct:
                return direct[:1]
            found = self._marked((spec,), following, at, 6) if spec != "direct" else []
            if found:
                return found
        return []

    def _described(self, at: int) -> list[Mention]:
        """The mention that a noun or participle is said of: the one before it."""
        before = [m for m in self._scene.found if m.inside is None and m.end <= at and at - m.end <= 2]
        return before[-1:]

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
            agents = self._agent(following) or self._keys([m for m in following if m.marker == "من"][:1])
            return self._cross(agents, described, cue, at, end)
        return []

    def _phrase(self, clause: Clause, at: int, hit: Hit, cue: Cue) -> list[Candidate]:
        """Phrases without a verb: «بقيادة X», «تحت سيطرة X», «على خلاف مع X»."""
        scene = self._scene
        if hit.tail is not None:
            return []
        following = [m for m in scene.found if m.inside is None and m.first >= hit.end and m.first - hit.end <= 3]
        before = [m for m in scene.found if m.inside is None and m.end <= at and at - m.end <= 3]
        described = before[-1:] or (clause.subjects if clause.verb is not None and clause.verb < at else [])
        if cue.subject == "idafa":
            first = [m for m in following if m.first == hit.end][:1]
            if cue.objects:
                marked = self._marked(cue.objects, following, hit.end, 6)
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

    # -- building -------------------------------------------------------------------------------

    def _cross(self, subjects: list[str], objects: list[Mention], cue: Cue, first: int, end: int) -> list[Candidate]:
        return [
            Candidate(self._scene, subject, cue.relation, key,
                first,
                end,
                object_mention=target,
                negated=cue.effect == "negated" and cue.relation != "DENIED",
                status=cue.effect if cue.effect not in ("", "negated") else "asserted",
                confidence=0.7 if cue.sure else 0.5,
            )  # fmt: skip
            for subject in dict.fromkeys(subjects)
            for target in objects[:8]
            for key in (target.key, *target.also)
            if key != subject
        ]

    def _pairs(self, sides: list[Mention], cue: Cue, first: int, end: int) -> list[Candidate]:
        if len(sides) < 2:
            return []
        return self._cross([sides[0].key], sides[1:], cue, first, end)

    def _fits(self, candidate: Candidate) -> bool:
        figures = self._cast.figures
        subject, target = figures.get(candidate.subject or ""), figures.get(candidate.object or "")
        if subject is None or target is None:
            return False
        if RELATION_TYPES[candidate.relation].kind == "speech" and subject.type in ("Place", "Facility", "Equipment"):
            return False
        return fits(candidate.relation, _as(subject.type), _as(target.type))

    def _color(self, candidate: Candidate, clause: Clause, state: statuses.Status) -> None:
        candidate.negated = candidate.negated ^ state.negated ^ clause.negated
        if candidate.status == "asserted":
            candidate.status = state.status if state.status != "asserted" else clause.status
        candidate.speaker, candidate.via = clause.speaker, clause.via

    def _tint(self, candidate: Candidate, clause: Clause, deed: _Deed) -> None:
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

    def _keys(self, mentions: list[Mention]) -> list[str]:
        return [key for m in mentions if m.key for key in (m.key, *m.also)]

    def _first(self, mentions: list[Mention]) -> str | None:
        return next((m.key for m in mentions if m.type in _ACTORS), None)


def replace_key(mention: Mention, key: str) -> Mention:
    """The mention as it stands for another figure (a ministry for its state)."""
    return replace(mention, key=key, also=(), parts=[])


def _as(kind: str) -> str:
    """An outlet acts as the organisation that it is."""
    return "Organization" if kind == "Outlet" else kind
