"""Candidate claims and the ground that all frames stand on: arguments by their marks, types, agreement.

Which words make a candidate is left to ``ingest.engine.frames``, ``deeds`` and ``implied``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.ontology import RELATION_TYPES, fits
from ingest.engine import status as statuses
from ingest.engine.agreement import feminine, group
from ingest.engine.clauses import Clause
from ingest.engine.coreference import Cast
from ingest.engine.figures import acts_as, no_addressee
from ingest.engine.lexicon import Cue
from ingest.engine.scene import Mention, Scene
from ingest.text import fold

# What a relation becomes when the ontology does not let it join such ends: a person is affiliated with a force.
_NEIGHBOURS = {"MEMBER_OF": "AFFILIATED_WITH", "MET": "NEGOTIATED", "CALLED": "MET", "VISITED": "ENTERED", "DEPLOYED_TO": "LOCATED_IN",
               "LEADS": "HOLDS_OFFICE"}  # fmt: skip
# Acts of speech that no event performs, and the families in which an outlet acts for itself.
_BY_PERSONS = frozenset(
    {"THREATENED", "ACCUSED", "WARNED", "DENIED", "CRITICISED", "REJECTED", "MET", "CALLED", "NEGOTIATED", "DISPUTES_WITH", "PROPOSED"}
)
_OF_OUTLETS = frozenset({"membership", "place", "speech", "accusation", "denial", "sanction", "leadership"})
_ON_THE_GROUND = frozenset({"violence", "control", "deployment", "place"})
ACTORS = frozenset({"Person", "Country", "Organization", "ArmedForce", "Group", "Outlet"})


@dataclass(slots=True)
class Candidate:
    """A claim in the making: keys of figures, the tokens of its cue, and what is said of it. ``why`` is set when it is refused.

    ``words_from`` is the token at which the speaker's words begin; None where nobody's words open in the sentence.
    """

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
    words_from: int | None = None


class Ground:
    """One sentence under reading: where its mentions lie, and how arguments are found and joined.

    ``cast`` gives keys for countries that only an adjective names.
    """

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._scene: Scene
        self._heads: dict[int, Mention] = {}
        self._cover: list[Mention | None] = []

    def _enter(self, scene: Scene) -> None:
        self._scene = scene
        self._heads = {m.start if m.quantity is None else m.quantity[1]: m for m in scene.found if m.head and m.inside is None}
        self._cover = [None] * len(scene.words)
        for mention in scene.found:
            if mention.inside is None:
                for at in range(mention.first, mention.end):
                    self._cover[at] = mention

    def _cross(self, subjects: list[str], objects: list[Mention], cue: Cue, first: int, end: int) -> list[Candidate]:
        return [
            Candidate(
                self._scene,
                subject,
                self._relation(cue, subject, key, first),
                key,
                first,
                end,
                object_mention=target,
                negated=cue.effect == "negated" and cue.relation != "DENIED",
                status=cue.effect if cue.effect not in ("", "negated") else "asserted",
                confidence=0.7 if cue.sure else 0.5,
            )
            for subject in dict.fromkeys(key if cue.effect == "planned" else self._acting(cue.relation, key) for key in subjects)
            for target in objects[:8]
            for key in (self._place(cue.relation, target), *target.also)
            if key != subject
        ]

    def _acting(self, relation: str, key: str) -> str:
        """Who a person with an office acts as where the relation takes only states and bodies: «علق الرئيس الغارات»."""
        figure = self._cast.figures.get(key)
        if figure is None or figure.type != "Person" or "Person" in RELATION_TYPES[relation].subject_types:
            return key
        rulers = self._scene.language.lexicon.rulers
        state = next((of for lemma, of in figure.offices if of and of.startswith("country:") and fold(lemma) in rulers), None)
        return self._cast.country(state).key if state is not None else key

    def _place(self, relation: str, target: Mention) -> str:
        """The target's key; a capital that is bombed, entered or held is the city, not its country."""
        if target.city is None or RELATION_TYPES[relation].family not in _ON_THE_GROUND:
            return target.key
        return self._cast.city(target.city, self._scene, target)

    def _relation(self, cue: Cue, subject: str, target: str, first: int) -> str:
        """The cue's relation, or its neighbour in the family where the types of its ends ask for that one."""
        figures, relation = self._cast.figures, cue.relation
        if relation == "APPOINTED" and self._charged(first):
            return "REQUESTED"
        if subject not in figures or target not in figures or cue.subject == "inverse":
            return relation
        kinds = acts_as(figures[subject].type), acts_as(figures[target].type)
        other = _NEIGHBOURS.get(relation)
        return other if other is not None and not fits(relation, *kinds) and fits(other, *kinds) else relation

    def _charged(self, verb: int) -> bool:
        """«كلف الحكومة بالنظر في»: whoever is charged with a task is asked; only a post makes it an appointment."""
        scene = self._scene
        if not scene.is_(verb, "charges"):
            return False
        task = next((at for at in range(verb + 1, min(verb + 12, len(scene.words))) if scene.words[at].reading.marker == "ب"), None)
        return task is not None and not scene.is_(task, "post")

    def _pairs(self, sides: list[Mention], cue: Cue, first: int, end: int) -> list[Candidate]:
        if len(sides) < 2:
            return []
        return self._cross([sides[0].key], sides[1:], cue, first, end)

    def _fits(self, candidate: Candidate) -> bool:
        figures = self._cast.figures
        subject, target = figures.get(candidate.subject or ""), figures.get(candidate.object or "")
        if subject is None or target is None:
            return False
        if RELATION_TYPES[candidate.relation].kind == "speech" and (
            subject.type in ("Facility", "Equipment") or (subject.type == "Place" and not subject.known)
        ):
            return False
        if subject.type == "Event" and candidate.relation in _BY_PERSONS:
            return False
        if candidate.relation == "STATED" and (target.type != "Event" or subject.type not in ("Person", "Organization", "Country")):
            # «تحدث عن الاتفاق»: what was spoken about; all else that a speech verb takes is read by what is said.
            return False
        if candidate.relation in ("REQUESTED", "PROPOSED") and no_addressee(target):
            return False
        if candidate.relation == "DECLARED" and target.type != "Event" and (target.known or target.type == "Organization"):
            # «أعلنت الحكومة ...»: a standing body is the one that declares.
            return False
        if subject.type == "Outlet" and RELATION_TYPES[candidate.relation].family not in _OF_OUTLETS:
            return False
        return fits(candidate.relation, acts_as(subject.type), acts_as(target.type))

    def _color(self, candidate: Candidate, clause: Clause, state: statuses.Status) -> None:
        candidate.negated = candidate.negated ^ state.negated ^ clause.negated
        if candidate.status == "asserted":
            candidate.status = state.status if state.status != "asserted" else clause.status
        candidate.speaker, candidate.via = clause.speaker, clause.via

    def _keys(self, mentions: list[Mention]) -> list[str]:
        return [key for m in mentions if m.key for key in (m.key, *m.also)]

    def _first(self, mentions: list[Mention]) -> str | None:
        return next((m.key for m in mentions if m.type in ACTORS), None)

    def _focus(self) -> str | None:
        key = self._cast.focus()
        return self._cast.country(key).key if key is not None else None

    def _marked(self, specs: tuple[str, ...], mentions: list[Mention], at: int, reach: int = 12) -> list[Mention]:
        scene = self._scene
        for spec in specs:
            wanted = fold(spec)
            first = self._occurrence(wanted, at)
            for mention in mentions:
                if first is not None and mention.marker == wanted and at < first < mention.first - 3 and self._complement(first, mention):
                    # «احتجاجها على استيلاء أثينا على الناقلة»: the frame's preposition is the first one.
                    break
                if mention.marker == wanted and mention.first - at <= reach and mention.joined != "و":
                    return group(scene, mention)
        return []

    def _occurrence(self, wanted: str, at: int) -> int | None:
        """Where a preposition first stands behind a token, as a word or a clitic."""
        scene = self._scene
        for k in range(at + 1, min(at + 13, len(scene.words))):
            reading = scene.words[k].reading
            if reading.marker == wanted or (reading.base == wanted and scene.is_(k, "preposition")):
                return k
        return None

    def _complement(self, first: int, mention: Mention) -> bool:
        """Whether a noun that is no mention, not a time and not the mention's own, stands behind the first preposition."""
        scene = self._scene
        at = first if scene.words[first].reading.marker else first + 1
        if at >= mention.first or self._cover[at] is not None:
            return False
        return not any(hit.sense.kind in ("date", "number", "grammar") for hit in scene.hits[at])

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
            if (
                scene.is_(at, "doer")
                and (scene.words[at].reading.marker in ("ب",) or (at and scene.is_(at - 1, "preposition")))
                and at + 1 < len(scene.words)
            ):
                owner = next(
                    (m for m in scene.found if m.first == at + 1 and m.inside is None and m.type in ACTORS and scene.close(at + 1)), None
                )
                if owner is not None and scene.is_(at, "fire"):
                    # «برصاص الجيش»
                    return [owner.key]
                for k in range(at + 1, min(at + 3, len(scene.words))):
                    country = scene.language.names.demonyms.get(scene.words[k].reading.stem)
                    if country and not scene.words[k].reading.joined:
                        return [self._cast.country(country).key]
                    if not scene.language.adjective(scene.words[k].reading):
                        # «قصف للمناطق الباكستانية»: that is the land that was shelled.
                        break
        return []

    def _event(self, mentions: list[Mention]) -> list[str]:
        for mention in mentions:
            if mention.type == "Event" and mention.marker in ("في", "خلال", "اثر", "جراء", "نتيجة", "ب", "بسبب", "عقب", "اثناء"):
                return [mention.key]
        return []

    def _meant(self, verb: int, pronoun: str, subjects: list[str], kinds: frozenset[str] = ACTORS | {"Equipment"}) -> Mention | None:
        """The mention that a verb's object pronoun takes up: the nearest before it that agrees and is not the subject."""
        scene = self._scene
        for mention in reversed([m for m in scene.found if m.inside is None and m.end <= verb]):
            gender = feminine(scene, mention)
            if mention.key in subjects or mention.type not in kinds:
                continue
            if pronoun == "هما" and mention.number != "two":
                continue
            if pronoun == "هم" and not (mention.number == "many" and mention.type in ("Group", "ArmedForce", "Person")):
                continue
            if (pronoun == "ه" and gender is True) or (pronoun == "ها" and gender is False):
                continue
            return mention
        return None

    def _attached(self, specs: tuple[str, ...], at: int, subjects: list[str]) -> Mention | None:
        """What a pronoun on a preposition takes up: «اعتراض الصين عليها», «تسيطر عليه»; the frame's own prepositions only."""
        scene = self._scene
        for k in range(at, min(at + 2, len(scene.words))):
            if not scene.is_(k, "attached"):
                continue
            form = scene.forms[k].removeprefix("و")
            stem = next(
                (s for s in (fold(s).rstrip("يىا") for s in specs if s not in ("direct", "clause")) if s and form.startswith(s)), None
            )
            pronoun = next((p for p in ("هما", "هم", "ها", "ه") if form.endswith(p)), "")
            if stem is None or not pronoun or len(form) - len(stem) - len(pronoun) > 1:
                continue
            return self._meant(k, pronoun, subjects, ACTORS | {"Equipment", "Event", "Place", "Facility"})
        return None

    def _described(self, at: int) -> list[Mention]:
        """The mention that a noun or participle is said of: the one before it."""
        before = [m for m in self._scene.found if m.inside is None and m.end <= at and at - m.end <= 2]
        if before and any(self._scene.is_(k, "preposition") for k in range(before[-1].end, at)):
            # «اللجنة عن المشاركين في ...»: the participle is a noun of its own.
            return []
        return before[-1:]

    def _spec(self, cue: Cue, direct: list[Mention], following: list[Mention], at: int) -> list[Mention]:
        for spec in cue.objects:
            if spec == "direct" and direct:
                return direct[:1]
            found = self._marked((spec,), following, at, 6) if spec != "direct" else []
            if found:
                return found
        return []


def replace_key(mention: Mention, key: str) -> Mention:
    """The mention as it stands for another figure (a ministry for its state)."""
    return replace(mention, key=key, also=(), parts=[])
