"""What governs a noun of action: the verb before it lends it a doer, or makes it wished, denied, alleged or told.

The noun's own arguments are left to ``ingest.engine.deeds``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.ontology import RELATION_TYPES
from ingest.engine import status as statuses
from ingest.engine.candidates import Candidate, Ground
from ingest.engine.clauses import Clause
from ingest.engine.scene import Mention

# Deeds that are reported as wished for, feared or refused under these relations are no claims.
_WISHES = frozenset({"REQUESTED", "PROPOSED", "THREATENED", "WARNED", "REJECTED", "OPPOSED", "BANNED"})

_TOLD = frozenset({"STATED", "DECLARED", "DENIED"})


@dataclass(slots=True)
class Deed:
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
    undergone: list[Mention] = field(default_factory=list)
    purpose: bool = False


class Governors(Ground):
    """Finds the governor of one noun of action after the other."""

    def _deed(self, clause: Clause, at: int, end: int, mention: Mention | None, verbs: list[Candidate]) -> Deed:
        scene = self._scene
        state = statuses.of_noun(scene, at, clause.start)
        deed = Deed(
            at,
            mention.end if mention else end,
            mention,
            negated=state.negated,
            status=state.status,
            unreal=state.unreal,
            purpose=state.purpose,
        )
        verb = clause.verb
        parent = clause.parent
        if any(scene.forms[k].startswith("ليس") for k in range(max(clause.start, at - 4), at)):
            # «ليست سوريا حليفة»
            deed.negated = True
        if clause.opener == "relative" and parent is not None and parent.verb is not None and scene.is_(parent.verb, "cause"):
            complement = at > 0 and scene.words[at - 1].form in ("الي", "عن", "في")
            if complement and not (verb is not None and scene.is_(verb, "cause")):
                # «أدى الهجوم الذي ... إلى مقتل»: the noun goes with the verb before the relative clause.
                deed.lent, deed.unreal = self._keys(parent.subjects), False
                return deed
        if verb is None or at < verb:
            return deed
        if scene.forms[at].endswith("ا") and not scene.words[at].reading.definite and not scene.words[at].reading.marker:
            # «احتجاجا على», «دعما ل»: the accusative says why the subject acted.
            deed.lent = self._keys(clause.subjects)
        if (scene.is_(verb, "discussed") or scene.is_(verb, "favours")) and at - verb <= 8:
            deed.unreal = True
            return deed
        pusher = next((k for k in range(max(clause.start, at - 12), at) if scene.is_(k, "causative")), None)
        if pusher is not None and scene.words[at].reading.marker in ("ل", "") and not state.negated:
            pushed = [m for m in clause.mentions if pusher < m.first < at and not m.marker]
            deed.lent, deed.unreal = self._keys(pushed[:1]), False
            return deed
        if (
            deed.purpose
            and scene.is_(verb, "light")
            and any(RELATION_TYPES[h.sense.what.relation].family == "violence" for h in scene.senses(at, "cue"))
        ):
            # «أطلقت الشرطة الغاز لتفريق المتظاهرين»: the means was used.
            deed.purpose = deed.unreal = False
            deed.lent = self._keys(clause.subjects)
            return deed
        if deed.purpose:
            # «خرجوا للتنديد ب»: whoever moved did so to say it.
            deed.lent = self._keys(clause.subjects)
        if scene.is_(verb, "planned") and not deed.negated:
            deed.lent = self._keys(clause.subjects)
            deed.status = "planned"
        if (
            scene.is_(verb, "auxiliary")
            and clause.speaker is not None
            and self._cast.figures[clause.speaker].type in ("Organization", "ArmedForce", "Country")
        ):
            deed.told = clause.speaker
        happened = at - verb <= 2 and not scene.words[at].reading.marker and scene.is_(verb, "happen")
        if happened and statuses.of_verb(scene, verb, clause.start).negated:
            # «لم تقع اشتباكات»
            deed.negated = True
            return deed
        if (scene.is_(verb, "abandoned") or scene.is_(verb, "ended")) and at - verb <= 5:
            deed.lent, deed.negated, deed.status, deed.unreal = self._keys(clause.subjects), True, "asserted", False
            return deed
        if scene.is_(verb, "undergo") and at - verb <= 8:
            # «تعرضت القاعدة لهجوم», «حظي بدعم من»: the subject is whom it was done to.
            deed.undergone, deed.unreal = [m for m in clause.subjects if not m.first <= at < m.end], False
        if scene.is_(verb, "light") or scene.is_(verb, "cause"):
            deed.lent = self._keys(clause.subjects)
            if deed.unreal and scene.words[at].reading.marker == "ل" and not state.negated:
                deed.unreal = scene.words[at].reading.marker == "ل" and not scene.is_(verb, "cause")
        speech = clause.speech
        # What the verb does to the noun of action that it governs, as far as the next verb.
        senses = {h.sense.what.relation for h in scene.senses(verb, "cue") if h.sense.finite or h.sense.adverbial}
        relations = {c.relation for c in verbs} or senses
        near = at - verb <= 10
        if near and "ACCUSED" in relations:
            accusers = [c for c in verbs if c.relation == "ACCUSED"]
            deed.lent = [c.object for c in accusers if c.object] or deed.lent
            deed.status = "alleged"
            deed.speaker = accusers[0].subject if accusers else self._first(clause.subjects)
        elif (near and relations & _WISHES and scene.words[at].reading.marker in ("ب", "ل", "", "ك") and at - verb <= 6) or (
            near and relations & {"WARNED"}
        ):
            deed.unreal = True
        elif speech is not None and speech.stance == "deny" and near:
            deed.negated = not deed.negated
            deed.unreal = False
            deed.speaker = self._first(clause.subjects)
            deed.lent = deed.lent or self._keys(clause.subjects)
        elif speech is not None and speech.stance in ("ask", "promise") and near:
            deed.unreal = True
        elif (
            speech is not None
            and speech.stance in ("assert", "neutral", "claim")
            and relations <= _TOLD
            and {"direct", "عن", "ب"} & set(speech.takes)
            and not self._timed(at, mention)
        ):
            deed.speaker = self._first(clause.subjects)
            if at - verb <= 12:
                appoints = any(h.sense.what.relation in ("APPOINTED", "DISMISSED") for h in scene.senses(at, "cue"))
                tellers = ("Outlet",) if appoints else ("Outlet", "Person")
                deed.lent = deed.lent or self._keys([m for m in clause.subjects if m.type not in tellers])
                deed.retold = True
        return deed

    def _timed(self, at: int, mention: Mention | None) -> bool:
        """«منذ بدء الاحتجاجات»: what only dates the saying is no part of what is said."""
        scene = self._scene
        marks = {mention.marker if mention is not None else "", *scene.forms[max(0, at - 2) : at]}
        return not marks.isdisjoint(_TIMES)


_TIMES = frozenset({"منذ", "بعد", "قبل", "عقب", "خلال", "اثناء", "قبيل", "غداة", "اثر", "عند", "مع"})
