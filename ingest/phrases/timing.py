"""When what a claim says happened, and when it was said: dates shared out among the clauses of a sentence.

Finding and resolving the dates is left to ``ingest.phrases.dates``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph.model import PartialDate
from graph.ontology import RELATION_TYPES, status_group
from ingest.draft import DraftClaim
from ingest.phrases.chunks import Chunk
from ingest.phrases.context import Context
from ingest.phrases.dates import Moment, moments

_BREAKS = frozenset({"THAT", "S", "IF", "R"})
_STOPS = frozenset({";", ":", "(", ")", "–", "—"})


class Timing:
    """The dates of one sentence, each with the verb group in whose clause it stands or the happening that it dates."""

    def __init__(self, context: Context, published: date | None) -> None:
        self.context = context
        self.chunks = context.scene.chunks
        self.words = context.scene.words
        self._known = context.grammar.dates
        self._low = [w.low for w in self.words]
        self._openings = {s.start for s in context.speakers.scopes} | {s.end for s in context.speakers.scopes}
        self._of_verb: dict[int, list[Moment]] = {}
        self._of_noun: dict[int, list[Moment]] = {}
        for moment in moments(self.words, context.grammar, published):
            self._share(moment)

    def dated(self, claims: list[DraftClaim]) -> list[DraftClaim]:
        """The claims with ``valid_from``, ``valid_to`` and ``said_on`` where the words tell them."""
        if not self._of_verb and not self._of_noun:
            return claims
        return [self._dated(claim) for claim in claims]

    # -- whose date it is

    def _share(self, moment: Moment) -> None:
        at = next((c.index for c in self.chunks if c.start >= moment.first), len(self.chunks))
        if moment.end < len(self.words) and self.words[moment.end].tag == "POSS":
            # "last week's unrest": the happening, not the clause.
            np = next((c for c in self.chunks[at:] if c.kind == "NP" and c.start >= moment.end), None)
            if np is not None and np.start <= moment.end + 2:
                self._of_noun.setdefault(np.index, []).append(moment)
            return
        self._when(moment)
        owner = self._owner(at, moment.first)
        if owner is None:
            return
        before = self.chunks[at - 1] if at else None
        if before is not None and before.index > owner.index and self._event(before) and self._speaks(owner):
            # "condemned the attack on Monday": it is the attack that is dated more often, and never both.
            self._of_noun.setdefault(before.index, []).append(moment)
            return
        self._of_verb.setdefault(owner.index, []).append(moment)

    def _when(self, moment: Moment) -> None:
        """ "since 5 January, when the cabinet fell": what follows happened on the day before it."""
        at = moment.end
        if at < len(self.words) and self.words[at].low == ",":
            at += 1
        if moment.start is None or self._known.at(self._low, at, "when") is None:
            return
        group = next((g for g in self.context.clauses.groups if g.start > at), None)
        if group is not None:
            self._of_verb.setdefault(group.index, []).append(Moment(moment.first, moment.end, moment.start, moment.start))

    def _owner(self, at: int, word: int) -> Chunk | None:
        """The verb group of the clause in which chunk ``at`` stands."""
        left = self._left(at)
        before = self.chunks[at - 1] if at else None
        opens = before is not None and (before.kind == "C" or (before.kind == "MARK" and before.low == ","))
        if left is None or opens:
            right = self._right(at)
            if right is not None and (left is None or any(c.kind == "NP" for c in self.chunks[at : right.index])):
                return right
            if right is not None and left is not None and left.form != "finite":
                return right
            if before is not None and before.kind == "C" and self.words[before.start].end <= self.words[word].start:
                return right
        return left

    def _left(self, at: int) -> Chunk | None:
        for k in range(at - 1, -1, -1):
            one = self.chunks[k]
            if k + 1 in self._openings and k + 1 < len(self.chunks):
                return None
            if one.kind == "VG":
                return one
            if one.kind in _BREAKS or (one.kind == "MARK" and one.low in _STOPS):
                return None
        return None

    def _right(self, at: int) -> Chunk | None:
        for one in self.chunks[at:]:
            if one.kind == "VG" and one.form == "finite":
                return one
            if one.kind in _BREAKS or (one.kind == "MARK" and one.low in _STOPS):
                return None
            if one.index in self._openings and one.index > at:
                return None
        return None

    def _event(self, np: Chunk) -> bool:
        return np.kind == "NP" and np.named is not None and np.named.type == "Event"

    def _speaks(self, group: Chunk) -> bool:
        vocabulary = self.context.grammar.vocabulary
        return any(
            lemma in vocabulary.speech or any(RELATION_TYPES[f.relation].kind == "speech" for f in vocabulary.frames.get(lemma, ()))
            for lemma in group.lemmas
        )

    # -- what a claim takes of it

    def _dated(self, claim: DraftClaim) -> DraftClaim:
        cue = next(
            (
                c
                for c in self.chunks
                if c.kind in ("VG", "NP") and self.words[c.start].start <= claim.cue_start < self.words[max(c.start, c.end - 1)].end
            ),
            None,
        )
        if cue is None:
            return claim
        said = self._said(claim, cue)
        if said is not None:
            claim = replace(claim, said_on=said)
        if status_group(claim.status) == "open":
            return claim
        moment = self._narrowest(self._moments(claim, cue))
        if moment is None:
            return claim
        start, stop = moment.start, moment.stop
        state = RELATION_TYPES[claim.relation].kind == "state" and self.context.kind(claim.subject) != "Event"
        if start is None and not state:
            return claim
        if state and start is not None and cue.kind == "VG" and self._begins(cue):
            stop = None
        return replace(claim, valid_from=start, valid_to=stop)

    def _begins(self, group: Chunk) -> bool:
        return any(self._known.at([lemma], 0, "begins") for lemma in group.lemmas)

    def _moments(self, claim: DraftClaim, cue: Chunk) -> list[Moment]:
        happened = RELATION_TYPES[claim.relation].kind == "event" or (
            claim.relation == "LOCATED_IN" and self.context.kind(claim.subject) == "Event"
        )
        for index, found in self._of_noun.items():
            np = self.chunks[index]
            if happened and (np is cue or (self._event(np) and self.context.refer(np) in (claim.subject, claim.object))):
                return found
        if cue.kind == "VG":
            if cue.index in self._of_verb:
                return self._of_verb[cue.index]
            governor = self._governor(cue)
            return self._of_verb.get(governor.index, []) if governor is not None else []
        cued = self.context.refer(cue)
        if not happened or (cued in (claim.subject, claim.object) and not self._event(cue)):
            # "supporters of X" are so at any time.
            return []
        owner = self._owner(cue.index, cue.start)
        return self._of_verb.get(owner.index, []) if owner is not None and not self._speaks(owner) else []

    def _governor(self, group: Chunk) -> Chunk | None:
        """ "began on Thursday to withdraw": the verb whose infinitive did happen shares its date."""
        if group.form not in ("infinitive", "gerund"):
            return None
        listed = self.context.grammar.vocabulary.listed
        left = self._left(group.index)
        return left if left is not None and set(left.lemmas) & (listed.get("happened", set()) | listed.get("light", set())) else None

    def _said(self, claim: DraftClaim, cue: Chunk) -> PartialDate | None:
        if claim.speaker is None:
            return None
        voice = self.context.speakers.voice(cue.index, cue.index if cue.kind == "VG" else -1)
        verbs = [voice.verb] if voice.speaker == claim.speaker and voice.verb >= 0 else []
        for group in self.context.clauses.groups:
            if (
                not verbs
                and group.index < cue.index
                and self._speaks(group)
                and claim.speaker in [self.context.refer(np) for np in self.context.clauses.subject(group)]
            ):
                verbs = [group.index]
        moment = self._narrowest(self._of_verb.get(verbs[0], [])) if verbs else None
        return moment.start if moment is not None and moment.start == moment.stop else None

    def _narrowest(self, found: list[Moment]) -> Moment | None:
        """One of several dates of a clause: the one that lies in all others; None where they disagree."""
        if len(found) < 2:
            return found[0] if found else None
        for one in found:
            if one.start is not None and one.stop is not None and all(_within(one.start, one.stop, other) for other in found):
                return one
        return None


def _within(start: PartialDate, stop: PartialDate, other: Moment) -> bool:
    after = other.start is None or other.start.first() <= start.first()
    return after and (other.stop is None or stop.last() <= other.stop.last())
