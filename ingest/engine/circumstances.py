"""Circumstances: whom «وهي تفرق» and «مطالبين» are said of.

The subjects of all other clauses are left to ``ingest.engine.subjects``.
"""

from __future__ import annotations

from ingest.engine.agreement import feminine
from ingest.engine.scene import Mention, Scene

# Pronouns that open a circumstance: «وهي تفرق».
TAKING_UP = {"وهو": False, "وهي": True, "وهم": None, "وهما": None}


def taken_up(scene: Scene, at: int) -> Mention | None:
    wanted = TAKING_UP[scene.forms[at]]
    for mention in reversed([m for m in scene.found if m.inside is None and m.end <= at]):
        if at - mention.end > 3:
            return None
        if wanted is None:
            if mention.number != "one":
                return mention
            continue
        if feminine(scene, mention) in (wanted, None) and (mention.number == "one" or wanted):
            return mention
    return None


def circumstance(scene: Scene, verb: int, subjects: list[Mention]) -> list[Mention]:
    """Whom an adverbial participle is said of: the clause's subject, or for a plural one the nearest people where the subject is one."""
    if not scene.words[verb].reading.base.endswith("ين") or (subjects and (len(subjects) > 1 or subjects[0].number != "one")):
        people = [m for m in subjects[:1] if m.type == "Group"]
        if people or not scene.words[verb].reading.base.endswith("ين") or len(subjects) > 1:
            return subjects
    for mention in reversed([m for m in scene.found if m.inside is None and m.end <= verb]):
        if mention.number == "many" and mention.type == "Group":
            return [mention]
    return subjects
