"""Whether the one noun behind a verb is its object, and its subject is who went before: «... واتهمت تينوبو بتسييس الجيش».

Who went before is left to ``ingest.engine.salience``, all other subjects to ``ingest.engine.subjects``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.ontology import RELATION_TYPES
from ingest.engine.agreement import group, nominative
from ingest.engine.scene import Mention, Scene
from ingest.text import fold

if TYPE_CHECKING:
    from ingest.engine.clauses import Clause

_ACTORS = frozenset({"Person", "Country", "Organization", "ArmedForce", "Group", "Outlet"})


def object_alone(scene: Scene, clause: Clause, near: list[Mention], carried: list[Mention]) -> bool:
    """Whether the noun right behind a clause's verb is its object and ``carried``, who agrees with the verb, its subject.

    Signs are weighed (``weights.csv``): what the verb cannot do without, who else the clause names, where it stands.
    """
    verb = clause.verb
    assert verb is not None
    noun = near[0]
    if not carried or noun.first != verb + 1 or nominative(scene, noun) or scene.words[verb].reading.pronoun:
        return False
    if any(hit.sense.what.stance not in ("ask", "warn") for hit in scene.senses(verb, "speech")):
        # «أعلنت روسيا أنها ...»: what a reporting verb takes is what is said.
        return False
    cues = [hit.sense.what for hit in scene.senses(verb, "cue") if hit.sense.finite and hit.sense.what.subject == "subject"]
    taking = [cue for cue in cues if cue.objects[:1] == ("direct",)]
    if not taking or any(m.key == noun.key or m is noun for m in carried):
        return False
    kinds = {kind for cue in taking for kind in RELATION_TYPES[cue.relation].object_types}
    if _type(noun) not in kinds:
        return False
    side = {id(other) for other in group(scene, noun)}
    others = [m for m in clause.mentions if m.first >= noun.end and id(m) not in side]
    weights = scene.language.weights
    score = weights["object_bias"]
    if all(cue.objects[:1] == ("direct",) for cue in cues):
        score += weights["needs_object"]
    after = group(scene, noun)[-1].end
    if any(not m.marker and not m.governed and m.joined != "و" and _adjoins(scene, after, m.first) for m in others):
        score += weights["second_noun"]
    seconds = {spec for cue in taking for spec in cue.second}
    if after < len(scene.words) and scene.close(after) and _led_by(scene, after, seconds):
        score += weights["then_its_preposition"]
    if not any(m.type in _ACTORS for m in others):
        score += weights["no_other_actor"]
    if clause.parent is not None or clause.opener != "start":
        score += weights["same_sentence" if scene.words[verb].reading.joined or clause.opener == "after" else "unjoined"]
    kinds = {kind for cue in taking for kind in RELATION_TYPES[cue.relation].subject_types}
    if _type(noun) not in kinds:
        score += weights["no_subject_by_type"]
    if _type(carried[0]) not in kinds:
        score += weights["carried_no_subject_by_type"]
    return score > 0


def _type(mention: Mention) -> str:
    return "Organization" if mention.type == "Outlet" else mention.type


def _adjoins(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing that governs stands between two nouns: a day or an adverb may («اتهم الرئيس أمس المعارضة»)."""
    return end - start <= 4 and not any(
        scene.words[k].reading.marker or scene.words[k].reading.joined or scene.is_(k, "preposition") for k in range(start, end)
    )


def _led_by(scene: Scene, at: int, prepositions: set[str]) -> bool:
    wanted = {fold(spec) for spec in prepositions} - {"direct"}
    return scene.words[at].reading.marker in wanted or scene.forms[at] in wanted
