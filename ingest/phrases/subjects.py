"""Who is the subject of a verb group: by order, by case, through relative clauses and shared subjects.

Objects are left to ``ingest.phrases.complements``.
Over 300 lines: order and case each look left and right, and relative clauses ask both.
"""

from __future__ import annotations

from ingest.phrases.chunks import Chunk
from ingest.phrases.neighbours import Neighbours


class Subjects(Neighbours):
    """The subjects of one sentence's verb groups."""

    _verb_gender = ""

    def complement(self, group: Chunk, slot: str, skip: frozenset[str] = frozenset()) -> list[Chunk]:
        """The noun phrases in one of a group's other slots: whom someone accuses is the subject of what follows."""
        raise NotImplementedError

    def subject(self, group: Chunk) -> list[Chunk]:
        """The noun phrases of the group's grammatical subject, the nearest first; empty where it has none."""
        if group.index in self._subjects:
            return self._subjects[group.index]
        if group.index in self._busy:
            return []
        self._busy.add(group.index)
        found = self._cased_subject(group) if self.grammar.cased else self._ordered_subject(group)
        self._busy.discard(group.index)
        self._subjects[group.index] = found
        return found

    def _ordered_subject(self, group: Chunk) -> list[Chunk]:
        chunks = self.scene.chunks
        i = group.index
        inverted = self._inverted(group)
        if inverted is not None:
            return self.together(inverted)
        before = self._previous(i)
        if group.form == "participle" and before is not None and before.kind == "MARK" and before.low == ",":
            described = self._previous(before.index)
            before = described if described is not None and described.kind == "NP" else before
        if group.form in ("participle", "gerund"):
            if before is not None and before.kind == "NP" and not before.possessive:
                if before.pronoun and before.low in ("who", "which"):
                    return []
                return [self._headed(before)]
            if before is not None and before.kind == "R":
                return self._antecedent(before)
            earlier = self._earlier_group(i)
            if earlier is not None and before is not None and before.kind == "P" and self._accuses(earlier):
                # "accused the group of attacking ...": the one accused does it.
                return self.complement(earlier, "direct")
            if earlier is None:
                later = next((g for g in self.groups if g.index > i and g.form == "finite"), None)
                return self.subject(later) if later is not None else []
            return self.subject(earlier)
        if group.form == "infinitive":
            governor = self._earlier_group(i)
            noun = (
                before
                if before is not None and before.kind == "NP"
                else self._previous(before.index)
                if before is not None and before.kind == "P"
                else None
            )
            if noun is not None and noun.kind == "NP" and noun.owner is not None and noun.head >= 0:
                # "the government's decision to suspend parliament": the owner of the plan would do it.
                return [noun.owner]
            if governor is None:
                return []
            between = [c for c in chunks[governor.index + 1 : i] if c.kind != "B"]
            if any(self._asks(lemma) for lemma in governor.lemmas) and not governor.passive:
                np = next((c for c in between if c.kind == "NP"), None)
                if np is not None:
                    return self.together(np)
            if governor.form == "participle" and len(between) == 0:
                return self.subject(governor)
            return self.subject(governor)
        k = i - 1
        while k >= 0:
            one = chunks[k]
            if one.kind == "NP":
                before_np = self._previous(k)
                if one.possessive:
                    k -= 1
                    continue
                if (
                    before_np is not None
                    and before_np.kind == "C"
                    and (joined := self._previous(before_np.index)) is not None
                    and joined.kind == "NP"
                    and self._governed(joined)
                ):
                    # "troops from X and four other states": the joined phrase hangs on the same preposition.
                    further = self._previous((self._previous(joined.index) or joined).index)
                    if further is not None and further.kind == "NP":
                        k = joined.index
                        continue
                if before_np is not None and before_np.kind == "P" and before_np.index >= k - 2:
                    k = before_np.index - 1
                    continue
                if before_np is not None and before_np.kind == "VG" and before_np.index == k - 1 and not self._reports(before_np):
                    # The object of a relative or participle clause: the subject stands before that clause.
                    if before_np.form in ("participle", "gerund", "infinitive"):
                        return self.subject(before_np)
                    opener = self._previous(before_np.index)
                    if opener is not None and opener.kind == "R":
                        return self._antecedent(opener)
                    if one.plural is None:
                        return []
                found = self.together(one, forward=False)
                last = found[-1]
                left = self._previous(last.index)
                if left is not None and left.kind == "C" and left.low in ("and", "et"):
                    pass
                appositive = self._apposed(one)
                return [appositive] if appositive is not None and len(found) == 1 else found
            if one.kind == "R":
                if one.low in ("dont", "whose", "where"):
                    k -= 1
                    continue
                return self._antecedent(one)
            if one.kind in ("THAT", "S", "IF"):
                earlier = self._earlier_group(k)
                return self.subject(earlier) if False else []
            if one.kind == "C":
                earlier = self._earlier_finite(k)
                return self.subject(earlier) if earlier is not None else []
            if one.kind == "VG":
                if one.form in ("participle", "gerund", "infinitive"):
                    before_one = self._previous(one.index)
                    if one.form != "infinitive" and before_one is not None and before_one.kind == "NP":
                        return self.subject(one)
                    k -= 1
                    continue
                return self.subject(one) if not self._reports(one) else []
            if one.kind == "MARK":
                if one.low in (";", ":", "–", "—") and one.low != ",":
                    return []
                if one.low == ",":
                    partner = self._partner(k)
                    if partner is not None:
                        k = partner - 1
                        continue
                    earlier = self._previous(k)
                    if earlier is not None and earlier.kind in ("VG",) and earlier.form == "finite" and self._reports(earlier):
                        return []
                elif one.low in (")", "]"):
                    while k >= 0 and chunks[k].low not in ("(", "["):
                        k -= 1
            k -= 1
        return []

    def _antecedent(self, relative: Chunk) -> list[Chunk]:
        """What a relative pronoun takes up: the noun phrase before it, or the one that phrase hangs on when it fits better."""
        chunks = self.scene.chunks
        k = relative.index - 1
        while k >= 0 and (chunks[k].kind == "MARK" or chunks[k].kind in ("B", "P")):
            k -= 1
        if k < 0 or chunks[k].kind != "NP":
            return []
        nearest = chunks[k]
        options = [nearest]
        while k >= 2 and chunks[k - 1].kind == "P" and chunks[k - 2].kind == "NP" and chunks[k - 1].low in self.grammar.of | {"from"}:
            k -= 2
            options.append(chunks[k])
        wanted = relative.low
        if wanted == "who":
            people = [np for np in options if np.named is not None and np.named.type in ("Person", "Group", "ArmedForce")]
            return people[:1] or [nearest]
        if self.grammar.cased and relative.cases:
            gendered = [np for np in options if self._agree(np, relative)]
            return gendered[:1] or [nearest]
        return [nearest] if nearest.named is not None or len(options) == 1 else [next((o for o in options if o.named is not None), nearest)]

    def _headed(self, np: Chunk) -> Chunk:
        """ "la motion de censure déposée par X": a bare noun that only describes another is not what the clause is about."""
        link, head = self._previous(np.index), self._previous(np.index - 1)
        bare = np.named is None and not np.determiner and np.quantity is None and np.end == np.start + 1
        described = link is not None and link.kind == "P" and link.low in self.grammar.of and not link.determiner
        return head if bare and described and head is not None and head.kind == "NP" and head.named is not None else np

    def _agree(self, np: Chunk, relative: Chunk) -> bool:
        noun, pronoun = self.scene.words[np.head], self.scene.words[relative.start]
        if noun.plural is not None and pronoun.plural is not None and noun.plural != pronoun.plural:
            return False
        return bool(noun.plural) or not noun.gender or not pronoun.gender or noun.gender == pronoun.gender

    def _cased_subject(self, group: Chunk) -> list[Chunk]:
        chunks, words = self.scene.chunks, self.scene.words
        verb = words[group.main]
        self._verb_gender = verb.gender if any(form.kind == "past" for form in verb.verbs) else ""
        if group.form == "participle":
            before = self._previous(group.index)
            while before is not None and before.kind == "MARK" and before.low == ",":
                before = self._previous(before.index)
            return [before] if before is not None and before.kind == "NP" else []
        if group.form in ("infinitive", "gerund"):
            earlier = self._earlier_group(group.index)
            later = next((g for g in self.groups if g.index > group.index and g.form == "finite"), None)
            chosen = earlier if earlier is not None else later
            if chosen is None:
                return []
            if set(chosen.lemmas) & self.grammar.vocabulary.listed.get("impersonal", set()):
                # "заложникам удалось бежать": who succeeds stands in the dative.
                given = [c for c in chunks[: group.index] if c.kind == "NP" and "datv" in c.cases and not self._after_preposition(c)]
                return given[-1:]
            if group.form == "infinitive" and any(
                frame.relation in ("REQUESTED", "AUTHORISED", "BANNED", "AIDED", "PROPOSED")
                for lemma in chosen.lemmas
                for frame in self.grammar.vocabulary.frames.get(lemma, ())
            ):
                asked = [c for c in chunks[chosen.index + 1 : group.index] if c.kind == "NP" and not self._after_preposition(c)]
                if asked:
                    return asked[:1]
            return self.subject(chosen)
        inverted = self._inverted(group)
        if inverted is not None and self._nominative(inverted, verb.plural):
            return self.together(inverted)
        left = self._search_left(group, verb)
        if left and self._objectlike(left[0]):
            # "ответственность взяла на себя группировка": the doer after the verb, what is done before it.
            doers = [np for np in self._search_right(group, verb) if self._doerlike(np)]
            if doers:
                return doers
        if left:
            return left
        near = self._previous(group.index)
        if near is not None and near.kind == "C":
            finite = [g for g in self.groups if g.index < group.index and g.form == "finite"]
            if finite and not any(c.kind in ("THAT", "S", "IF") for c in chunks[finite[-1].index : group.index]):
                return self.subject(finite[-1])
        right = self._search_right(group, verb)
        if right:
            return right
        k = group.index - 1
        while k >= 0:
            if chunks[k].kind == "R":
                return self._antecedent(chunks[k]) if "nomn" in chunks[k].cases else []
            if chunks[k].kind == "S" and self.grammar.among(chunks[k].low, "where"):
                # "прибыл в Каир, где встретился с X"
                earlier = self._earlier_finite(k)
                return self.subject(earlier) if earlier is not None else []
            if chunks[k].kind in ("THAT", "S", "IF") or (chunks[k].kind == "MARK" and chunks[k].low in (";", ":")):
                return []
            if chunks[k].kind == "VG" and chunks[k].form == "finite":
                joined = any(c.kind == "C" for c in chunks[k + 1 : group.index])
                return self.subject(chunks[k]) if joined else []
            k -= 1
        return []

    def _names_before(self, np: Chunk) -> bool:
        """ "партию «Родина»": a quoted name has the case of the noun before it."""
        noun = self._previous(np.index)
        quoted = np.index > 0 and self.scene.chunks[np.index - 1].low in ("«", '"', "“", "„")
        same = noun is not None and noun.kind == "NP" and noun.named is not None and np.named is not None
        return bool(
            quoted
            and same
            and noun is not None
            and noun.named is not None
            and np.named is not None
            and noun.named.entity == np.named.entity
            and np.named.entity
        )

    def _objectlike(self, np: Chunk) -> bool:
        """Whether a phrase may be object as well as subject, and is no actor."""
        actor = np.named is not None and np.named.type in ("Person", "Organization", "ArmedForce", "Group", "Country", "Outlet")
        return "accs" in np.cases and not self.scene.words[np.head].animate and not actor

    def _doerlike(self, np: Chunk) -> bool:
        actor = np.named is not None and np.named.type in ("Person", "Organization", "ArmedForce", "Group")
        return actor and ("accs" not in np.cases or self.scene.words[np.head].tag == "NOUN")

    def _nominative(self, np: Chunk, verb_plural: bool | None) -> bool:
        if np.pronoun and self.scene.words[np.start].tag == "PRON" and "nomn" not in np.cases:
            return False
        if self.scene.words[np.head].plural is None:
            verb_plural = None
        counted = np.quantity is not None
        if "nomn" not in np.cases and np.cases and not counted:
            return False
        if verb_plural is None or counted:
            return True
        if verb_plural is False and self._verb_gender and np.head >= 0:
            noun = self.scene.words[np.head]
            if (
                noun.tag == "NOUN"
                and noun.gender
                and not np.plural
                and noun.gender != self._verb_gender
                and not (noun.animate and noun.gender == "masc")
            ):
                # "Нападение совершила группировка": the past tense tells its subject's gender.
                return False
        return np.plural == verb_plural or any(
            c.kind == "C" and c.low in ("и", "а также") for c in self.scene.chunks[np.index + 1 : np.index + 2]
        )

    def _after_preposition(self, np: Chunk) -> bool:
        before = self._previous(np.index)
        return before is not None and before.kind == "P"

    def _search_left(self, group: Chunk, verb: object) -> list[Chunk]:
        chunks = self.scene.chunks
        plural = self.scene.words[group.main].plural
        k = group.index - 1
        best: Chunk | None = None
        while k >= 0:
            one = chunks[k]
            if one.kind == "NP" and self._names_before(one):
                k -= 1
                continue
            if one.kind == "NP" and not self._after_preposition(one) and self._nominative(one, plural):
                best = one
                if not self.scene.words[one.head].animate and "accs" in one.cases:
                    # A form that may be object too: go on, a surer one may stand further left.
                    k -= 1
                    continue
                break
            agrees = one.kind == "R" and (
                plural is None or self.scene.words[one.start].plural is None or self.scene.words[one.start].plural == plural
            )
            if one.kind == "R" and agrees and "nomn" in one.cases and best is None:
                return self._antecedent(one)
            if one.kind in ("THAT", "S", "IF", "R") or (one.kind == "MARK" and one.low in (";", ":", "—", "–")):
                break
            if one.kind == "VG" and one.form == "finite":
                break
            if one.kind == "MARK" and one.low == ",":
                partner = self._cased_partner(k)
                if partner is not None:
                    k = partner - 1
                    continue
            k -= 1
        if best is None:
            return []
        joined = [np for np in self.together(best)[1:] if np.index < group.index]
        at = best
        while not joined:
            link, other = self._next(at.index), None
            if link is not None and link.kind == "C" and link.low in ("и", "а также"):
                other = self._next(link.index)
            if other is None or other.kind != "NP" or other.index > group.index or not self._nominative(other, None):
                break
            # "Греция и Египет договорились": the verb ends the row.
            joined = [other]
        return [*self.together(best, forward=False), *joined]

    def _cased_partner(self, k: int) -> int | None:
        chunks = self.scene.chunks
        for j in range(k - 1, -1, -1):
            if chunks[j].kind == "MARK" and chunks[j].low == ",":
                first = chunks[j + 1]
                if first.kind in ("R", "S", "P") or (first.kind == "VG" and first.form in ("participle", "gerund")) or first.kind == "NP":
                    return j
        return None

    def _search_right(self, group: Chunk, verb: object) -> list[Chunk]:
        chunks = self.scene.chunks
        plural = self.scene.words[group.main].plural
        for one in chunks[group.index + 1 :]:
            if (
                one.kind in ("THAT", "S", "IF", "R")
                or (one.kind == "VG" and one.form == "finite")
                or (one.kind == "MARK" and one.low in (";", ":", ",", "—", "–"))
            ):
                break
            if one.kind == "NP" and not self._after_preposition(one) and self._nominative(one, plural):
                return self.together(one)
        return []

    def _partner(self, k: int) -> int | None:
        """The comma that opens what the comma ``k`` closes: a relative clause, an apposition, a participle clause."""
        chunks = self.scene.chunks
        for j in range(k - 1, -1, -1):
            if chunks[j].kind == "MARK" and chunks[j].low == ",":
                first = chunks[j + 1]
                before = self._previous(j)
                if before is None or before.kind != "NP":
                    return None
                if first.kind in ("R", "S", "IF", "P") or (first.kind == "VG" and first.form in ("participle", "gerund")):
                    return j
                if first.kind == "NP" and not any(c.kind == "VG" and c.form == "finite" for c in chunks[j + 1 : k]):
                    return j
                return None
            if chunks[j].kind == "MARK" and chunks[j].low in (";", ":", "."):
                return None
        return None

    def _apposed(self, np: Chunk) -> Chunk | None:
        return None
