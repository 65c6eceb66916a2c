"""Who says each clause: the speaker, the outlets that carried the words, and what the saying does to them.

Which words report is left to the lexicon; whether the deed is negated inside the clause, to ``ingest.engine.status``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.engine import status as statuses
from ingest.engine.clauses import Clause
from ingest.engine.coreference import Cast
from ingest.engine.lexicon import Speech
from ingest.engine.scene import Mention, Scene

_SPEAKERS = frozenset({"Person", "Organization", "Country", "Group", "ArmedForce", "Outlet"})
# Relations that are themselves acts of speech of their subject.
UNREAL_STANCES = frozenset({"ask", "warn", "promise"})


@dataclass(slots=True)
class Floor:
    """Who spoke last, across sentences: the figure's key, its mention, and the outlets that carried it."""

    speaker: str | None = None
    mention: Mention | None = None
    via: tuple[str, ...] = ()
    quoted: int = -1


@dataclass(slots=True)
class Saying:
    """A speech clause and who speaks in it."""

    clause: Clause
    speech: Speech
    speaker: str | None
    via: tuple[str, ...] = ()
    outlets: list[str] = field(default_factory=list)


def attribute(scene: Scene, clauses: list[Clause], floor: Floor, cast: Cast) -> None:
    """Give every clause its speaker, via, negation and reality; move the floor on."""
    # Words that go on inside a quotation from the sentence before keep its speaker.
    held = scene.words[0].quoted if scene.words[0].quoted >= 0 and scene.words[0].quoted == floor.quoted else -1
    trailing = _trailing(scene, cast)
    root: str | None = floor.speaker if held >= 0 else None
    root_via = floor.via if held >= 0 else ()
    spoke = False
    for clause in clauses:
        parent = clause.parent
        clause.speech = speech_of(scene, clause)
        if (outer := clause.resumes) is not None:
            clause.speech = None
            clause.speaker, clause.via = outer.speaker, outer.via
            clause.negated, clause.unreal, clause.status = outer.negated, outer.unreal, outer.status
            continue
        if parent is None or clause.opener in ("start", "switch"):
            clause.speaker, clause.via = root, root_via
        elif clause.opener == "content" and (parent.speech is not None or (parent.verb is None and parent.opener == "start")):
            hearsay = parent.verb is not None and parent.verb + 1 < len(scene.words) and bool(scene.is_(parent.verb + 1, "hearsay"))
            speaker, via = (None, ()) if hearsay else _said(scene, parent, cast, floor)
            if speaker is None:
                clause.speaker, clause.via = parent.speaker, parent.via
            else:
                clause.speaker, clause.via = speaker, via
            if parent.speech is not None:
                if parent.speech.stance == "deny":
                    clause.negated = True
                elif parent.speech.stance in ("ask", "promise") or parent.speech.stance == "warn":
                    clause.unreal = True
                elif parent.speech.stance == "claim" or hearsay:
                    clause.status = "alleged"
            spoke = True
        else:
            clause.speaker, clause.via = parent.speaker, parent.via
            clause.negated, clause.unreal, clause.status = parent.negated, parent.unreal, parent.status
            if clause.opener in ("relative",):
                clause.negated = False
        if clause.opener == "content":
            _open(scene, clause)
            if parent is not None and parent.verb is not None and statuses.of_verb(scene, parent.verb, parent.start).negated:
                # «لا توجد أدلة على أن», «لم يقل إن»: nothing is said to hold.
                clause.unreal = True
        if clause.speech is not None and clause.opener in ("joined", "adverbial", "after") and parent is not None:
            # «وأضاف», «مؤكدا»: the speaker takes the floor again, outside the words just reported.
            speaker = _key(clause.subjects)
            if clause.opener == "adverbial" or not clause.explicit:
                outer = _outer_speaker(clause)
                relayed = outer is not None and outer.verb is not None and scene.words[outer.verb].reading.base in _RELAYING
                if relayed and floor.mention is not None:
                    # «نقلت القناة عن اللجنة بيانا أكدت فيه»: the source speaks, not the outlet.
                    clause.subjects = [floor.mention]
                elif outer is not None:
                    clause.subjects = outer.subjects or clause.subjects
                elif floor.mention is not None and parent.speaker == floor.speaker and floor.speaker:
                    clause.subjects = [floor.mention]
            clause.speaker, clause.via = root, root_via
            clause.negated = clause.unreal = False
            clause.status = "asserted"
            _ = speaker
        if clause.speech is not None:
            _take(scene, clause, floor, cast)
    if trailing is not None:
        at, speaker, via = trailing
        for clause in clauses:
            # At the head of a sentence it covers all of it, further on only what stands before it.
            if clause.speaker is None and (at <= 2 or clause.start < at):
                clause.speaker, clause.via = speaker, via
        if not spoke:
            floor.speaker, floor.via = speaker, via
            floor.mention = next((m for m in scene.found if m.key == speaker), floor.mention)
    last = scene.words[-1]
    floor.quoted = last.quoted
    _ = spoke


def _open(scene: Scene, clause: Clause) -> None:
    """What the words right before a content clause make of it: «من المقرر أن», «يعتقد أن», «حاول أن», «قبل أن»."""
    first = clause.start
    for at in range(max(0, first - 4), first + 1):
        end = scene.is_(at, "planned")
        if end and first - 1 <= end <= first + 2 and clause.status == "asserted":
            clause.status = "planned"
        if scene.is_(at, "doubt") and scene.is_(at, "doubt") >= first - 1 and clause.status == "asserted":
            clause.status = "alleged"
        if scene.is_(at, "attempt") and first - at <= 2:
            clause.unreal = True
        if scene.is_(at, "wish") and first - at <= 3:
            clause.unreal = True
        if scene.is_(at, "untrue") and scene.is_(at, "untrue") >= first - 1:
            clause.negated = True


def speech_of(scene: Scene, clause: Clause) -> Speech | None:
    """The reporting verb of a clause, if it has one; a phrase like «جاء في بيان» counts."""
    if clause.verb is None:
        for at in range(clause.start, min(clause.start + 3, clause.end)):
            for hit in scene.senses(at, "speech"):
                if hit.sense.what.part == "phrase" and hit.end - at > 1:
                    return hit.sense.what  # type: ignore[no-any-return]  # the senses asked for are of speech
        return None
    hits = scene.senses(clause.verb, "speech")
    if not hits:
        return None
    best = max(hits, key=lambda hit: (hit.end, "عن" not in hit.sense.what.speakers))
    return best.sense.what  # type: ignore[no-any-return]  # the senses asked for are of speech


def _outer_speaker(clause: Clause) -> Clause | None:
    parent = clause.parent
    while parent is not None:
        if parent.speech is not None:
            return parent
        parent = parent.parent
    return None


def _key(mentions: list[Mention]) -> str | None:
    return mentions[0].key if mentions and mentions[0].type in _SPEAKERS else None


def _said(scene: Scene, clause: Clause, cast: Cast, floor: Floor) -> tuple[str | None, tuple[str, ...]]:
    """Speaker and outlets of the words that a speech clause opens."""
    if clause.verb is None and clause.speech is None:
        # «فلان: ...» in a headline.
        if len(clause.mentions) >= 1 and clause.mentions[0].type in _SPEAKERS and clause.mentions[0].end >= clause.end - 1:
            return clause.mentions[0].key, ()
        return None, ()
    return floor.speaker, floor.via


def _take(scene: Scene, clause: Clause, floor: Floor, cast: Cast) -> None:
    """The clause's speaker takes the floor."""
    verb = clause.verb if clause.verb is not None else clause.start
    subject = clause.subjects[0] if clause.subjects else None
    source = next((m for m in clause.mentions if m.first > verb and m.marker == "عن"), None)
    written = max(
        (h.end for h in scene.senses(verb, "speech") if h.sense.what.part == "phrase" and "بيان" in h.sense.what.lemma), default=0
    )
    author = next((m for m in clause.mentions if written and m.first == written and m.marker in ("", "ل") and m.type in _SPEAKERS), None)
    if author is not None:
        # «جاء في بيان الوزارة»
        floor.speaker, floor.mention, floor.via = author.key, author, ()
        clause.subjects = [author]
        return
    if scene.words[verb].reading.base in _RELAYING and source is not None and subject is not None and subject is not source:
        floor.speaker, floor.mention, floor.via = source.key, source, (subject.key,)
        return
    if clause.opener == "relative" and subject is not None and subject.type == "Outlet":
        # «في تصريحات أوردتها وكالة ...»: the outlet carried words whose speaker stands before.
        floor.via = (subject.key,)
        return
    if clause.verb is None:
        marked = next((m for m in clause.mentions if m.first > verb and m.type in _SPEAKERS), None)
        if marked is not None:
            floor.speaker, floor.mention, floor.via = marked.key, marked, ()
        return
    if verb + 1 < len(scene.words) and scene.is_(verb + 1, "document") and not clause.explicit:
        marked = next(
            (m for m in clause.mentions if m.first > verb and m.marker in ("ل", "عن", "") and m.type in _SPEAKERS and m.first - verb <= 3),
            None,
        )
        if marked is not None:
            floor.speaker, floor.mention, floor.via = marked.key, marked, ()
        if floor.mention is not None:
            clause.subjects = [floor.mention]
        return
    if subject is None or subject.type not in _SPEAKERS:
        if floor.mention is not None and not clause.explicit:
            clause.subjects = [floor.mention]
        return
    if clause.opener == "content" and not clause.explicit:
        return
    if not clause.explicit and floor.speaker == subject.key:
        return
    outlets = [
        m.key for m in clause.mentions if m.type == "Outlet" and m is not subject and m.marker in ("ل", "عبر", "في", "الى", "الي", "مع")
    ]
    same = floor.speaker == subject.key
    floor.via = tuple(outlets) if outlets or not same else floor.via
    floor.speaker, floor.mention = subject.key, subject


# Phrases that credit someone with what the sentence says.
_CREDITS = ("وفق", "بحسب", "حسب", "طبقا", "على ما", "على لسان", "نقلا عن", "استنادا", "من وجهة")
_RELAYING = frozenset({"نقل", "نقلت", "نقلوا", "ينقل", "تنقل", "اورد", "اوردت", "نسب", "نسبت"})


def _trailing(scene: Scene, cast: Cast) -> tuple[int, str, tuple[str, ...]] | None:
    """«بحسب X», «وفق ما أعلنت X», «كما أعلنت X», «نقلا عن X»: who vouches for the whole sentence."""
    for at in range(len(scene.words)):
        for hit in scene.senses(at, "speech"):
            speech = hit.sense.what
            if speech.part != "phrase" or not speech.lemma.startswith(_CREDITS):
                continue
            start = hit.end
            if start < len(scene.words) and scene.words[start].reading.pronoun and not scene.words[start].reading.definite:
                # «بحسب رأيه»: whoever speaks already.
                continue
            found = next((m for m in scene.found if m.inside is None and start <= m.first <= start + 3 and m.type in _SPEAKERS), None)
            if found is not None and found.governed and speech.lemma.startswith("استنادا"):
                # «بناء على نشاط السياسيين»: their doings vouch for nothing.
                continue
            if found is not None and (
                at == 0 or scene.words[at].gap.strip() or scene.words[at].reading.joined or found.end >= len(scene.words) - 1 or True
            ):
                if found.type == "Outlet":
                    source = next(
                        (
                            m
                            for m in scene.found
                            if m.inside is None and m.first >= found.end and m.first <= found.end + 3 and m.marker == "عن"
                        ),
                        None,
                    )
                    if source is not None:
                        return at, source.key, (found.key,)
                return at, found.key, ()
    return None
