"""People told by their nation alone: «الفلسطينيون», «آلاف السودانيين», «الروس».

Phrases with a head noun are left to ``ingest.engine.noun_phrases``.
"""

from __future__ import annotations

from ingest.engine.scene import Mention, Scene, marker


def people(scene: Scene, at: int) -> Mention | None:
    """People told by their nation alone: «الفلسطينيون», «آلاف السودانيين», «يمنيون في تعز»; not the adjective of a noun before it."""
    reading = scene.words[at].reading
    country = scene.language.names.demonyms.get(reading.stem)
    if country is None or reading.pronoun or scene.hits[at]:
        return None
    sound = reading.stem.endswith(("ون", "ين")) and not reading.stem.endswith("تين")
    if not sound and not (reading.definite and reading.stem in scene.language.lexicon.folk):
        return None
    if at and scene.close(at) and not reading.marker and not reading.joined:
        before = scene.words[at - 1].reading
        verb = before.base in scene.language.verbs
        loose = scene.is_(at - 1, "preposition") or scene.is_(at - 1, "quantifier") or scene.is_(at - 1, "complementizer")
        counted = scene.words[at - 1].number is not None or bool(scene.senses(at - 1, "number"))
        if not (verb or loose or counted) or any(m.end == at for m in scene.found):
            return None
    end = at + 1
    while end < len(scene.words) and scene.close(end):
        after = scene.words[end].reading
        if after.joined or after.definite != reading.definite or not scene.language.adjective(after):
            break
        end += 1
    return Mention(at, end, at, end, "Group", head=reading.stem, number="many", definite=reading.definite, marker=marker(scene, at),
                   joined=reading.joined, country=country, modifiers=tuple(scene.words[k].reading.stem for k in range(at + 1, end)))  # fmt: skip
