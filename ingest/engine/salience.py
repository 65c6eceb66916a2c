"""Who is meant by a verb that names no subject: those spoken of lately, ranked by how much is told of them.

Subjects within a sentence are left to ``ingest.engine.subjects``, the weights to ``weights.csv`` of the language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.engine.agreement import feminine, plural_verb, verb_gender
from ingest.engine.scene import Mention, Scene

if TYPE_CHECKING:
    from ingest.engine.clauses import Clause

_DOERS = frozenset({"Person", "Country", "Organization", "ArmedForce", "Group", "Outlet"})
# Sentences after which nobody is carried on any more.
_REACH = 3


@dataclass(slots=True)
class Held:
    """Mentions that may go on as subject, the sentence they stand in, and their weight there."""

    mentions: list[Mention]
    scene: Scene
    weight: float
    age: int = 0


@dataclass(slots=True)
class Salience:
    """Those spoken of in the last sentences; ``floor`` is who spoke last, [] where nobody has."""

    weights: Mapping[str, float]
    floor: list[Mention] = field(default_factory=list)
    _held: list[Held] = field(default_factory=list)

    def subject(self, scene: Scene, verb: int | None) -> list[Mention]:
        """The mentions that the verb at a token goes on with where it names none; [] where none agrees."""
        if verb is None:
            return self.floor
        if self.floor and any(hit.sense.kind == "speech" for hit in scene.hits[verb]):
            # «وأضاف»: whoever spoke last speaks on, unless the verb does not agree.
            where = next((held.scene for held in self._held if held.mentions[0] is self.floor[0]), None)
            if where is None or agrees(scene, verb, where, self.floor):
                return self.floor
        best: tuple[float, list[Mention]] = (0.0, [])
        for held in self._held:
            if not agrees(scene, verb, held.scene, held.mentions):
                continue
            spoke = bool(self.floor) and held.mentions[0].key == self.floor[0].key
            weight = held.weight * self.weights["age"] ** held.age + (self.weights["spoke"] if spoke else 0.0)
            if weight > best[0]:
                best = (weight, held.mentions)
        return best[1]

    def hear(self, scene: Scene, clauses: list[Clause]) -> None:
        """Take in a sentence when its clauses have their subjects and its speaker has the floor."""
        for held in self._held:
            held.age += 1
        self._held = [held for held in self._held if held.age < _REACH]
        own = {id(m) for m in scene.found}
        for clause in clauses:
            if clause.verb is None or not clause.subjects or clause.subjects[0].type not in _DOERS:
                continue
            feature = {"relative": "subject_of_relative", "content": "subject_of_content", "adverbial": "subject_of_relative"}.get(
                clause.opener, "subject"
            )
            told = [m for m in clause.subjects if id(m) in own]
            if told and told == clause.subjects:
                self._add(Held(told, scene, self.weights[feature]))
            elif not told and feature == "subject":
                # Carried on once more: whoever goes on through sentences stays in view.
                for held in self._held:
                    if held.mentions[0].key == clause.subjects[0].key:
                        held.age = 0

    def _add(self, held: Held) -> None:
        for other in self._held:
            if other.scene is held.scene and [m.key for m in other.mentions] == [m.key for m in held.mentions]:
                other.weight = max(other.weight, held.weight)
                return
        self._held.append(held)


def agrees(scene: Scene, verb: int, told_in: Scene | None, mentions: list[Mention]) -> bool:
    """Whether those told before (in ``told_in``, None = in a sentence no longer at hand) can be the subject of a verb that names none: gender and number as far as spelled."""
    first = mentions[0]
    people = len(mentions) > 1 or (first.number != "one" and first.type in ("Group", "Person"))
    if plural_verb(scene, verb):
        return people or (first.type == "ArmedForce" and first.number != "one")
    gender = verb_gender(scene, verb)
    if told_in is None:
        return len(mentions) == 1
    if len(mentions) > 1 or (people and not told_in.words[first.start].reading.stem.endswith("ات")):
        return False
    told = feminine(told_in, first)
    if people:
        told = True
    return gender is None or told is None or told is gender
