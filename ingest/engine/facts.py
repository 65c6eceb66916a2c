"""What mentions say by standing together: offices, places, parts, capitals, members that speak at a summit.

What verbs say is left to ``ingest.engine.frames``.
"""

from __future__ import annotations

import itertools

from ingest.engine.candidates import Candidate
from ingest.engine.clauses import Clause
from ingest.engine.coreference import Cast
from ingest.engine.offices import ENVOYS
from ingest.engine.scene import PLACE_LIKE, Mention, Scene
from ingest.gazetteer import Gazetteer

_HEADS_OF_STATE = ("head_of_state", "head_of_government", "monarch")
_DEPUTIES = frozenset({"نائب", "نائبة", "قيادي", "قيادية"})
_PARTIES = frozenset({"حزب", "كتلة", "حركة", "تيار", "جبهة", "ائتلاف", "تحالف"})
MEETINGS = frozenset(
    {"قمة", "اجتماع", "جلسة", "مؤتمر", "قمة افتراضية", "قمة طارئة", "منتدى", "لقاء", "محادثات", "مباحثات", "مفاوضات", "دورة"}
)


def offices(scene: Scene, cast: Cast, gazetteer: Gazetteer) -> list[Candidate]:
    """HOLDS_OFFICE and LEADS from titles."""
    found = []
    held = [(m, office) for m in scene.found for office in [m.office, *m.further]]
    for mention, office in held:
        if office is None or office.relation is None or mention.type != "Person":
            continue
        relation, target = office.relation, None
        body = office.body
        holder = mention
        if relation == "MEMBER_OF":
            holder = mention.inside if mention.inside is not None and not mention.named else mention
            if body is not None and body.type in ("Organization", "Group", "ArmedForce"):
                target = body.key
                relation = "AFFILIATED_WITH" if body.type == "ArmedForce" else relation
        elif body is not None and body.type == "Country" and office.country and office.lemma.startswith(ENVOYS):
            target, relation = cast.country(office.country).key, "HOLDS_OFFICE"
        elif body is not None and body.type == "Country":
            target, relation = body.key, "HOLDS_OFFICE"
        elif body is not None and body.key:
            target = body.key
            first = office.lemma.split()[0]
            if relation == "HOLDS_OFFICE" and first in ("رئيس", "الرئيس") and body.type in ("Organization", "ArmedForce", "Group"):
                relation = "LEADS"
            if first.removeprefix("ال") in _DEPUTIES and body.head in _PARTIES:
                # «النائب عن حزب ...»
                relation = "MEMBER_OF"
            envoy = office.lemma.startswith(ENVOYS)
            if body.type == "Place" or (envoy and office.country):
                relation = "HOLDS_OFFICE"
                if office.country:
                    # «السفير الأميركي في بيروت»: where he sits is not whose office it is.
                    target = cast.country(office.country).key
        elif office.country and relation != "MEMBER_OF":
            target, relation = cast.country(office.country).key, "HOLDS_OFFICE"
        if target is None or target == holder.key:
            continue
        start, end = office.role
        role = scene.text[scene.words[start].start : scene.words[end - 1].end]
        stem = scene.words[start].reading
        if stem.joined or stem.marker:
            # «ورئيس», «للرئيس»: the office without the particles glued to it.
            role = role.removeprefix(stem.joined)
            role = "ا" + role[1:] if role.startswith("لل") else role.removeprefix(stem.marker)
        found.append(
            Candidate(scene, holder.key, relation, target, mention.first, mention.end, status=office.status, role=role, confidence=0.9)
        )
    return found


def places(scene: Scene, cast: Cast) -> list[Candidate]:
    """LOCATED_IN from a phrase with «في» and a place, and from a place with its country; PART_OF from «التابعة ل»."""
    found = []
    arguments = [m for m in scene.found if m.inside is None]
    for left, right in itertools.pairwise(arguments):
        housed = left.type == "Organization" and left.head is not None and bool(scene.is_(left.start, "housed"))
        if (
            (right.first - left.end <= 1 or _held(scene, left, right))
            and right.marker in ("في", "ب")
            and right.type in PLACE_LIKE
            and (left.type in ("Event", "Facility", "Group", "Place") or housed)
        ):
            if right.marker == "ب" and (left.type not in ("Place", "Facility", "Event") or not right.named or right.first != left.end):
                continue
            if any(scene.is_(k, "negation") for k in range(max(0, left.first - 2), left.first)):
                continue
            if left.key != right.key and (scene.close(right.first) or right.first - left.end > 1):
                found.append(
                    Candidate(scene, left.key, "LOCATED_IN", right.key, left.first, right.end, object_mention=right, confidence=0.6)
                )
    return found


def _held(scene: Scene, left: Mention, right: Mention) -> bool:
    """Whether nothing but where it takes place («المنعقد في»), a day or a name in brackets stands between an event and its place."""
    between = range(left.end, right.first)
    if left.type not in ("Event", "Facility", "Organization") or len(between) > 5:
        return False
    if any(mark in scene.words[k].gap for k in (*between, right.first) for mark in "؛;:.") or not len(between):
        return False
    return all(scene.is_(k, "held") or (left.type == "Event" and _idle(scene, k)) for k in between)


def parts(scene: Scene) -> list[Candidate]:
    """PART_OF from a force of an organisation: «قوات الأمم المتحدة», «قوات حفظ السلام للمنظمة»."""
    found = []
    arguments = list(scene.found)
    for mention in arguments:
        if mention.type != "ArmedForce" or mention.known or mention.named:
            continue
        whole = mention.owner
        if whole is None:
            whole = next(
                (m for m in arguments if m.first == mention.end and m.marker == "ل" and m.type == "Organization" and scene.close(m.first)),
                None,
            )
        if whole is not None and whole.type == "Organization" and whole.key and whole.key != mention.key:
            found.append(
                Candidate(
                    scene,
                    mention.key,
                    "PART_OF",
                    whole.key,
                    mention.first,
                    max(whole.end, mention.end),
                    object_mention=whole,
                    confidence=0.7,
                )
            )
    return found


def ranks(scene: Scene) -> list[Candidate]:
    """Whose people are told by «من»: «86 مقاتلا من الجماعة», «المراقبين العسكريين من المنظمة»."""
    found = []
    arguments = [m for m in scene.found if m.inside is None]
    for left, right in itertools.pairwise(arguments):
        if right.marker != "من" or right.type not in ("Organization", "ArmedForce") or not right.key or left.key == right.key:
            continue
        if left.type not in ("Person", "Group") or left.office is not None or right.first - left.end > 1 or not scene.close(right.first):
            continue
        before = range(max(0, left.first - 5), right.first)
        if any("من" in hit.sense.what.objects for k in before for hit in scene.senses(k, "cue")):
            # «طلب المحتجون من الحكومة», «انسحاب المقاتلين من الجيش»: the verb asks for the preposition.
            continue
        relation = "MEMBER_OF" if right.type == "Organization" else "AFFILIATED_WITH"
        found.append(Candidate(scene, left.key, relation, right.key, left.first, right.end, object_mention=right, confidence=0.5))
    return found


def _idle(scene: Scene, at: int) -> bool:
    """Whether a word between an event and its place says nothing of its own: a date, a preposition, an acronym in brackets."""
    if any(hit.sense.kind == "date" for hit in scene.hits[at]) or scene.is_(at, "preposition"):
        return True
    return "(" in scene.words[at].gap


def attendance(scene: Scene, clauses: list[Clause]) -> list[Candidate]:
    """PARTICIPATED_IN from speaking «خلال القمة», «أمام الاجتماع»."""
    found = []
    for clause in clauses:
        if clause.speech is None or not clause.subjects or clause.verb is None:
            continue
        source = next((m for m in clause.mentions if m.first > clause.verb and m.marker == "عن" and m.type == "Person"), None)
        speaker = source if source is not None and clause.subjects[0].type == "Outlet" else clause.subjects[0]
        if speaker.type != "Person":
            continue
        for mention in clause.mentions:
            if (
                mention.type == "Event"
                and mention.head in MEETINGS
                and mention.marker in ("خلال", "في", "امام")
                and mention.first > clause.verb
            ):
                found.append(
                    Candidate(
                        scene,
                        speaker.key,
                        "PARTICIPATED_IN",
                        mention.key,
                        clause.verb,
                        mention.end,
                        object_mention=mention,
                        confidence=0.6,
                    )
                )
    return found


def scenes_of_events(scene: Scene, clauses: list[Clause]) -> list[Candidate]:
    """LOCATED_IN from an event that is its clause's subject and the first place after the verb: «اندلعت الاحتجاجات أمس في المدينة»."""
    found = []
    for clause in clauses:
        found.extend(_hosted(scene, clause))
        if clause.verb is None or not clause.subjects or clause.subjects[0].type != "Event" or clause.unreal or clause.negated:
            continue
        place = next((m for m in clause.mentions if m.first > clause.verb and m.marker in ("في", "ب") and m.type in PLACE_LIKE), None)
        if (
            place is None
            or place.first - max(clause.verb, clause.subjects[0].end) > 6
            or any(scene.is_(k, "negation") for k in range(clause.start, clause.verb))
        ):
            continue
        between = range(max(clause.verb + 1, clause.subjects[0].end), place.first)
        if any(any(h.sense.kind == "cue" for h in scene.hits[k]) for k in between):
            continue
        event = clause.subjects[0]
        found.append(Candidate(scene, event.key, "LOCATED_IN", place.key, clause.verb, place.end, object_mention=place, confidence=0.4))
    return found


def _hosted(scene: Scene, clause: Clause) -> list[Candidate]:
    """«اختتم الاتحاد في العاصمة قمة»: a gathering that somebody holds in a place, whichever of the two stands first."""
    if clause.verb is None or not scene.is_(clause.verb, "holds") or clause.unreal or clause.negated:
        return []
    event = next((m for m in clause.mentions if m.first > clause.verb and m.type == "Event" and not m.marker and not m.governed), None)
    place = next((m for m in clause.mentions if m.first > clause.verb and m.type in PLACE_LIKE and m.marker == "في"), None)
    if event is None or place is None or max(event.first, place.first) - min(event.end, place.end) > 5 or event.key == place.key:
        return []
    return [
        Candidate(scene, event.key, "LOCATED_IN", place.key, clause.verb, max(event.end, place.end), object_mention=place, confidence=0.5)
    ]


def capitals(scene: Scene, cast: Cast) -> list[Candidate]:
    """CAPITAL_OF from «كييف، عاصمة أوكرانيا», LOCATED_IN from a place with its country's adjective."""
    found = []
    for mention in scene.found:
        if mention.head is not None and scene.is_(mention.first, "capital"):
            city = next(
                (
                    m
                    for m in reversed(scene.found)
                    if m.type == "Place" and m.stop <= mention.first and mention.first - m.stop <= 1 and m is not mention
                ),
                None,
            )
            of = mention.owner
            if city is not None and of is not None and of.type in ("Country", "Place"):
                found.append(Candidate(scene, city.key, "CAPITAL_OF", of.key, city.first, mention.end, confidence=0.9))
        if (
            mention.type in ("Place", "Facility")
            and mention.known
            and mention.country
            and mention.head
            and mention.country != mention.known
        ):
            found.append(
                Candidate(scene, mention.key, "LOCATED_IN", cast.country(mention.country).key, mention.first, mention.end, confidence=0.8)
            )
    return found
