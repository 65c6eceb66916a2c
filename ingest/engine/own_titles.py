"""Titles with a pronoun before a name («رئيسها فلان»), and ranks behind which no name stands.

All other titles are left to ``ingest.engine.offices``, which body a pronoun takes up to ``ingest.engine.coreference``.
"""

from __future__ import annotations

from ingest.engine.lexicon import Title
from ingest.engine.persons import after_title_name
from ingest.engine.scene import Mention, Office, Scene, marker


def own_title(scene: Scene, at: int, end: int, title: Title) -> Mention | None:
    """«رئيسها عبد الحميد الدبيبة»: a name behind the title of whoever leads the body that its pronoun takes up."""
    reading = scene.words[at].reading
    leads = title.relation == "LEADS" or _is_head(title)
    if not leads or reading.pronoun not in ("ه", "ها", "هم") or scene.is_(at, "preposition") or not scene.close(end):
        return None
    while (
        end < len(scene.words)
        and scene.close(end)
        and scene.language.adjective(scene.words[end].reading)
        and scene.words[end].reading.definite
    ):
        # «أمينها العام»
        end += 1
    name = after_title_name(scene, end)
    if name is None or name.end - name.first < 2:
        return None
    office = Office(title.lemma, title.relation, (at, end), whose=reading.pronoun)
    return Mention(at, name.end, name.start, name.stop, "Person", name.known, named=True, marker=marker(scene, at),
                   joined=reading.joined, office=office, name=name.name, whole=name.whole)  # fmt: skip


def _is_head(title: Title) -> bool:
    return title.relation == "HOLDS_OFFICE" and title.lemma in ("رئيس", "رئيسة")


def no_name(scene: Scene, at: int, name: Mention) -> bool:
    """«انتقدت المعارضة الخطوة»: one feminine word with the article behind a rank that is also a body's name."""
    reading = scene.words[name.first].reading
    single = name.end - name.first == 1 and reading.definite and reading.stem.endswith("ة")
    return single and any(hit.sense.what.type == "Group" and hit.sense.what.number == "one" for hit in scene.senses(at, "head"))
