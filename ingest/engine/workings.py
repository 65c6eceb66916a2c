"""What the clause engine did with a text, for whoever writes rules: clauses, refused candidates, cues that came to nothing.

Laying it out by sentences is left to ``ingest.explanation``.
"""

from __future__ import annotations

from ingest.engine.candidates import Candidate
from ingest.engine.clauses import Clause
from ingest.engine.coreference import Cast
from ingest.engine.scene import Mention, Scene
from ingest.explanation import Working


def of(scenes: list[Scene], parts: list[list[Clause]], cast: Cast, refused: list[Candidate]) -> tuple[Working, ...]:
    """The steps in the order of the text, sentence by sentence: clauses, refusals, idle cues."""
    found: list[Working] = []
    for scene, clauses in zip(scenes, parts, strict=True):
        start, end = scene.words[0].start, scene.words[-1].end
        found.extend(Working(start, end, "clause", _clause(scene, clause, cast)) for clause in clauses)
        found.extend(Working(start, end, "refused", _refused(candidate, cast)) for candidate in refused if candidate.scene is scene)
        found.extend(Working(start, end, "idle", said) for said in _idle(scene))
    return tuple(found)


def _clause(scene: Scene, clause: Clause, cast: Cast) -> str:
    said = [clause.opener]
    if clause.verb is not None:
        said.append(f"verb «{_words(scene, clause.verb, clause.verb + 1)}»")
    said.append("subject " + (" + ".join(_subject(scene, m) for m in clause.subjects) or "none"))
    if clause.speaker is not None:
        said.append(f"says {_name(cast, clause.speaker)}")
    said.extend(word for word, holds in (("negated", clause.negated), ("unreal", clause.unreal)) if holds)
    if clause.status != "asserted":
        said.append(clause.status)
    return f"{', '.join(said)}: {_words(scene, clause.start, clause.end)}"


def _subject(scene: Scene, mention: Mention) -> str:
    """The subject's words; one that an earlier sentence named stands in none of this one's."""
    return _words(scene, mention.start, mention.stop) if any(mention is m for m in scene.found) else f"({mention.key})"


def _refused(candidate: Candidate, cast: Cast) -> str:
    cue = _words(candidate.scene, candidate.first, max(candidate.end, candidate.first + 1))
    ends = [_name(cast, candidate.subject), candidate.relation, _name(cast, candidate.object)]
    return f"{' '.join(ends)} by «{cue}»: {candidate.why}"


def _idle(scene: Scene) -> list[str]:
    """Cues from which no candidate was made: an argument is missing, or its type does not fit."""
    found = []
    for at in range(len(scene.words)):
        if at in scene.fired:
            continue
        relations = sorted({hit.sense.what.relation for hit in scene.senses(at, "cue")})
        if relations:
            found.append(f"«{_words(scene, at, at + 1)}» ({', '.join(relations)}): no arguments that fit")
    return found


def _name(cast: Cast, key: str | None) -> str:
    figure = cast.figures.get(key or "")
    if figure is None:
        return "?"
    if not figure.mentions:
        return figure.key
    scene, mention = figure.mentions[0]
    return _words(scene, mention.start, mention.stop)


def _words(scene: Scene, first: int, end: int) -> str:
    return " ".join(scene.text[scene.words[first].start : scene.words[max(end, first + 1) - 1].end].split())
