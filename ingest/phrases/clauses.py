"""Who stands where in a clause: the subject of a verb group, its complements, and whether it is said to have happened.

What the verbs mean is left to ``ingest.phrases.claims``.
Over 300 lines: subject, complements and standing of a verb group ask one another.
"""

from __future__ import annotations

from ingest.phrases.chunks import GENITIVE, Chunk
from ingest.phrases.grammar import Grammar
from ingest.phrases.naming import Scene

_QUOTES = frozenset("\"“”«»‘’'")
_CASES = {"acc": "accs", "gen": "gent", "dat": "datv", "ins": "ablt", "loc": "loct", "nom": "nomn"}


class Clauses:
    """The clause structure of one sentence."""

    def __init__(self, scene: Scene, grammar: Grammar) -> None:
        self.scene, self.grammar = scene, grammar
        self.groups = [c for c in scene.chunks if c.kind == "VG"]
        self._subjects: dict[int, list[Chunk]] = {}
        self._busy: set[int] = set()
        for group in self.groups:
            if group.form in ("participle", "either") and self._shares_auxiliary(group):
                continue
            if group.form == "either":
                group.form = self._decide(group)

    # -- finite or participle

    def _shares_auxiliary(self, group: Chunk) -> bool:
        """ "had stormed the embassy and taken 52 hostages": a joined participle shares the auxiliary before it."""
        if self.grammar.cased:
            return False
        before = self._previous(group.index)
        if before is None or before.kind != "C":
            return False
        earlier = self._earlier_group(group.index)
        if earlier is None or earlier.form != "finite" or earlier.main == earlier.start or earlier.main < 0:
            return False
        group.form = "finite"
        group.passive, group.negated, group.perfect = earlier.passive, earlier.negated, earlier.perfect
        group.status = group.status or earlier.status
        return True

    def _inverted(self, group: Chunk) -> Chunk | None:
        """The speaker after a reporting verb that closes the words: "..., said X", "..., a déclaré X"."""
        if not self._reports(group) or group.form != "finite" or group.index == 0:
            return None
        before = self.scene.chunks[group.index - 1]
        after = self._next(group.index)
        if before.kind != "MARK" or before.low not in (",", "—", "–", "-", *_QUOTES) or after is None or after.kind != "NP":
            return None
        tail = self._next(after.index)
        while tail is not None and tail.kind in ("P", "NP"):
            tail = self._next(tail.index)
        if tail is None or tail.kind in ("MARK", "C", "R", "S") or (tail.kind == "VG" and tail.form != "finite"):
            return after
        return None

    def _decide(self, group: Chunk) -> str:
        """ "troops deployed to X" against "troops shelled X": a participle hangs on the noun before it."""
        chunks = self.scene.chunks
        after = self._next(group.index)
        before = self._previous(group.index)
        if before is None or before.kind != "NP":
            return "finite" if before is None or before.kind != "P" else "participle"
        if after is not None and after.kind == "P" and after.low in self.grammar.by:
            return "participle"
        if after is not None and after.kind in ("NP", "THAT"):
            return "finite"
        k = before.index - 1
        governed = k >= 0 and chunks[k].kind in ("VG", "P")
        if governed:
            while k >= 0 and chunks[k].kind in ("P", "NP"):
                k -= 1
            if k >= 0 and chunks[k].kind == "VG" and not (self._reports(chunks[k]) and chunks[k].index == before.index - 1):
                return "participle"
        for later in chunks[group.index + 1 :]:
            if later.kind in ("S", "IF", "THAT", "R") or (later.kind == "MARK" and later.low not in _QUOTES) or later.kind == "C":
                break
            if later.kind == "VG" and later.form == "finite":
                return "participle"
        return "finite"

    def _reports(self, group: Chunk) -> bool:
        return any((speech := self.grammar.vocabulary.speech.get(lemma)) is not None and speech.clause for lemma in group.lemmas)

    # -- neighbours

    def _next(self, i: int) -> Chunk | None:
        for one in self.scene.chunks[i + 1 :]:
            if one.kind in ("B", "T") or (one.kind == "MARK" and one.low in _QUOTES):
                continue
            return one
        return None

    def _previous(self, i: int) -> Chunk | None:
        for one in reversed(self.scene.chunks[:i]):
            if one.kind in ("B", "T") or (one.kind == "MARK" and one.low in _QUOTES):
                continue
            return one
        return None

    # -- coordination

    def together(self, first: Chunk, forward: bool = True) -> list[Chunk]:
        """A noun phrase and those joined to it: "X, Y and Z"."""
        found = [first]
        chunks = self.scene.chunks
        at = first.index
        last_join = ""
        while True:
            step = 1 if forward else -1
            k = self._skip_quotes(at + step, step)
            joined = 0
            kinds: list[str] = []
            while (
                0 <= k < len(chunks)
                and (
                    (chunks[k].kind == "C" and chunks[k].low not in ("but", "mais", "но", "or", "ou", "или", "а"))
                    or (chunks[k].kind == "MARK" and chunks[k].low == ",")
                )
                and joined < 2
            ):
                kinds.append(chunks[k].kind)
                joined += 1
                k = self._skip_quotes(k + step, step)
            if not joined or not 0 <= k < len(chunks) or chunks[k].kind != "NP":
                break
            other = chunks[k]
            if forward:
                following = self._next(k)
                between = self._previous(first.index)
                paired = between is not None and between.kind == "P" and between.low in ("between", "among", "entre", "parmi", "между")
                if following is not None and following.kind == "VG" and following.form == "finite" and not paired:
                    break
                if "C" not in kinds and not self._list_goes_on(k):
                    break
            else:
                if "C" not in kinds and last_join != "C":
                    break
                if k > 0 and chunks[k - 1].kind == "P" and chunks[k - 1].low != GENITIVE and "C" not in kinds:
                    break
                if self._governed(other):
                    break
            last_join = "C"
            if self.grammar.cased and first.cases and other.cases and not (first.cases & other.cases):
                break
            found.append(other)
            at = k
        return found

    def _skip_quotes(self, k: int, step: int) -> int:
        chunks = self.scene.chunks
        while 0 <= k < len(chunks) and chunks[k].kind == "MARK" and chunks[k].low in _QUOTES:
            k += step
        return k

    def _list_goes_on(self, k: int) -> bool:
        """Whether a comma list reaches a conjunction: ", B and C"."""
        for one in self.scene.chunks[k + 1 : k + 10]:
            if one.kind == "C":
                return True
            if not (one.kind == "NP" or (one.kind == "MARK" and one.low == ",") or (one.kind == "P" and one.low in self.grammar.of)):
                return False
        return False

    def _governed(self, np: Chunk) -> bool:
        before = self._previous(np.index)
        return before is not None and (before.kind == "P" or (before.kind == "VG" and before.form != "finite"))

    # -- subjects

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

    def _earlier_group(self, i: int) -> Chunk | None:
        for one in reversed(self.scene.chunks[:i]):
            if one.kind == "VG":
                return one
            if one.kind == "MARK" and one.low == ";":
                return None
        return None

    def _earlier_finite(self, i: int) -> Chunk | None:
        """The verb group that a joined verb shares its subject with: the last finite one that is in no relative clause."""
        groups = [g for g in self.groups if g.index < i and g.form == "finite"]
        for group in reversed(groups):
            before = self._previous(group.index)
            if (before is not None and before.kind == "R") or self._inverted(group) is not None:
                continue
            return group
        return groups[-1] if groups else self._earlier_group(i)

    def _ordered_subject(self, group: Chunk) -> list[Chunk]:
        chunks = self.scene.chunks
        i = group.index
        inverted = self._inverted(group)
        if inverted is not None:
            return self.together(inverted)
        before = self._previous(i)
        if group.form in ("participle", "gerund"):
            if before is not None and before.kind == "NP" and not before.possessive:
                if before.pronoun and before.low in ("who", "which"):
                    return []
                return [before]
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

    def _accuses(self, group: Chunk) -> bool:
        return any(f.relation == "ACCUSED" for lemma in group.lemmas for f in self.grammar.vocabulary.frames.get(lemma, ()))

    def _asks(self, lemma: str) -> bool:
        vocabulary = self.grammar.vocabulary
        if lemma in vocabulary.listed.get("planned", ()) and lemma in (
            "ask",
            "urge",
            "order",
            "call",
            "tell",
            "persuade",
            "press",
            "invite",
            "advise",
            "instruct",
            "allow",
            "authorise",
            "permit",
            "warn",
            "push",
            "encourage",
            "pressure",
            "want",
            "expect",
            "need",
            "forbid",
            "ban",
            "help",
            "force",
            "appeler",
            "exhorter",
            "inviter",
            "autoriser",
            "forcer",
            "aider",
            "sommer",
            "pousser",
            "presser",
            "inciter",
        ):
            return True
        return any(
            frame.relation in ("REQUESTED", "AUTHORISED", "AIDED", "BANNED", "ACCUSED") for frame in vocabulary.frames.get(lemma, ())
        )

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

    def _agree(self, np: Chunk, relative: Chunk) -> bool:
        noun, pronoun = self.scene.words[np.head], self.scene.words[relative.start]
        if noun.plural is not None and pronoun.plural is not None and noun.plural != pronoun.plural:
            return False
        return bool(noun.plural) or not noun.gender or not pronoun.gender or noun.gender == pronoun.gender

    def _cased_subject(self, group: Chunk) -> list[Chunk]:
        chunks, words = self.scene.chunks, self.scene.words
        verb = words[group.main]
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
            if chunks[k].kind in ("THAT", "S", "IF") or (chunks[k].kind == "MARK" and chunks[k].low in (";", ":")):
                return []
            if chunks[k].kind == "VG" and chunks[k].form == "finite":
                joined = any(c.kind == "C" for c in chunks[k + 1 : group.index])
                return self.subject(chunks[k]) if joined else []
            k -= 1
        return []

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

    # -- complements

    def complement(self, group: Chunk, slot: str, skip: frozenset[str] = frozenset()) -> list[Chunk]:
        """The noun phrases in a slot of the verb group: direct, a preposition, a case or preposition+case."""
        if self.grammar.cased:
            return self._cased_complement(group, slot, skip)
        if slot in ("direct", "de-direct"):
            return self._direct(group)
        if slot == "subject":
            return self.subject(group)
        return self.by_preposition(group, slot)

    def _direct(self, group: Chunk) -> list[Chunk]:
        if group.passive or group.form == "participle":
            return self.subject(group)
        if self._inverted(group) is not None:
            return []
        after = self._next(group.index)
        while after is not None and after.kind == "NP" and after.possessive:
            after = self._next(after.index)
        if after is not None and after.kind == "NP":
            last = self.together(after)[-1]
            verb = self._next(last.index)
            if verb is not None and verb.kind == "VG" and verb.form == "finite" and self._reports(group):
                return []
            return self.together(after)
        return self._object_relative(group)

    def _object_relative(self, group: Chunk) -> list[Chunk]:
        """ "the missiles that Iran fired": the antecedent is the object when the relative has a subject of its own."""
        chunks = self.scene.chunks
        k = group.index - 1
        if k >= 1 and chunks[k].kind == "NP":
            j = k - 1
            if chunks[j].kind in ("R", "THAT") and chunks[j].low not in ("qui", "where", "who", "dont", "whose"):
                return self._antecedent(chunks[j])
        return []

    def by_preposition(self, group: Chunk, slot: str) -> list[Chunk]:
        chunks = self.scene.chunks
        crossed = False
        for one in chunks[group.index + 1 :]:
            if one.kind in ("THAT", "S", "IF", "R") or (one.kind == "MARK" and one.low in (";", ":", "(", "–", "—")):
                break
            if one.kind == "VG":
                break
            if one.kind == "MARK" and one.low == ",":
                crossed = True
                following = self._next(one.index)
                if following is None or following.kind != "P":
                    break
            if one.kind == "C" and (following := self._next(one.index)) is not None and following.kind == "VG":
                break
            if one.kind == "P" and one.low == slot and (following := self._next(one.index)) is not None and following.kind == "NP":
                if crossed and slot not in ("against", "by", "par", "contre"):
                    continue
                while following.possessive and (nxt := self._next(following.index)) is not None and nxt.kind == "NP":
                    following = nxt
                return self.together(following)
        return []

    def fronted(self, group: Chunk, slots: frozenset[str]) -> list[tuple[str, Chunk]]:
        """Prepositional phrases that open the clause: "In Almaty, troops ..."."""
        chunks = self.scene.chunks
        k = group.index - 1
        while k >= 0 and chunks[k].kind not in ("THAT", "S", "IF", "R") and not (chunks[k].kind == "VG" and chunks[k].form == "finite"):
            k -= 1
        found = []
        for j in range(k + 1, group.index - 1):
            if chunks[j].kind == "P" and chunks[j].low in slots and chunks[j + 1].kind == "NP":
                before = self._previous(j)
                if before is None or before.kind in ("MARK", "C", "THAT", "S"):
                    found.append((chunks[j].low, chunks[j + 1]))
        return found

    def _cased_complement(self, group: Chunk, slot: str, skip: frozenset[str] = frozenset()) -> list[Chunk]:
        """``skip`` are the dictionary forms of nouns that belong to the cue itself."""
        if slot == "subject":
            return self.subject(group)
        passive = group.passive
        if slot == "acc" and passive:
            return self.subject(group)
        prep, _, case = slot.rpartition("+")
        case = _CASES.get(case, "")
        subjects = {c.index for c in self.subject(group)}
        region = self._region(group)
        ordered = [c for c in region if c.index > group.index] + [c for c in reversed(region) if c.index < group.index]
        for np in ordered:
            if np.kind != "NP" or np.index in subjects or self.grammar.lemma(self.scene.words[np.head].low) in skip:
                continue
            before = self._previous(np.index)
            lead = before.low if before is not None and before.kind == "P" else ""
            if prep:
                if case == "loct" and prep in ("в", "на") and " " in lead and lead in self.grammar.inside:
                    return self.together(np)
                if lead == prep or (lead in ("во", "со", "ко", "об", "обо") and lead[:-1] == prep) or (lead == "об" and prep == "о"):
                    return self.together(np)
                continue
            if lead and not (lead == GENITIVE and case == "gent" and skip) and lead not in skip:
                continue
            if not np.cases or case in np.cases or (case == "accs" and (np.quantity is not None or (group.negated and "gent" in np.cases))):
                return self.together(np)
        if slot == "acc" and group.index > 0:
            for one in reversed(self.scene.chunks[: group.index]):
                if one.kind == "R" and "accs" in one.cases:
                    found = self._antecedent(one)
                    return found if found and found[0].index not in subjects else []
                if one.kind in ("VG", "THAT", "S", "IF"):
                    break
        return []

    def _region(self, group: Chunk) -> list[Chunk]:
        """The chunks of the group's clause."""
        chunks = self.scene.chunks
        left = group.index
        while left > 0:
            one = chunks[left - 1]
            if (
                one.kind in ("THAT", "S", "IF", "R")
                or (one.kind == "MARK" and one.low in (";", ":", ",", "—", "–"))
                or (one.kind == "VG" and one.form == "finite")
            ):
                break
            left -= 1
        right = group.index
        while right + 1 < len(chunks):
            one = chunks[right + 1]
            if one.kind in ("THAT", "S", "IF", "R", "VG") or (one.kind == "MARK" and one.low in (";", ":", "—", "–")):
                break
            if one.kind == "MARK" and one.low == ",":
                following = self._next(one.index)
                if following is None or following.kind not in ("NP", "P"):
                    break
            right += 1
        return chunks[left : right + 1]

    def place(self, group: Chunk) -> list[tuple[str, Chunk]]:
        """Where the verb's happening lies: (preposition, noun phrase) of place inside the clause."""
        found: list[tuple[str, Chunk]] = []
        if self.grammar.cased:
            region = self._region(group)
        else:
            stop = next(
                (
                    c.index
                    for c in self.scene.chunks[group.index + 1 :]
                    if c.kind in ("THAT", "S", "IF", "R", "VG") or (c.kind == "MARK" and c.low in (";", ":"))
                ),
                len(self.scene.chunks),
            )
            region = self.scene.chunks[group.index + 1 : stop]
            found += self.fronted(group, self.grammar.inside)
        for one in region:
            if one.kind != "P" or one.low not in self.grammar.inside or (np := self._next(one.index)) is None or np.kind != "NP":
                continue
            if not self.grammar.cased or not np.cases or "loct" in np.cases or one.low not in ("в", "на", "во"):
                found.append((one.low, np))
        return found

    # -- status

    def standing(self, group: Chunk) -> tuple[str, bool, Chunk | None]:
        """(status, negated, the verb group of an accusation that it hangs on) of what the group says."""
        vocabulary = self.grammar.vocabulary
        status, negated = group.status or "asserted", group.negated
        blamed: Chunk | None = None
        subjects = self.subject(group)
        if subjects and any(
            s.determiner in ("no", "aucun", "aucune", "neither") or s.low in ("nobody", "none", "no one") for s in subjects
        ):
            negated = not negated
        before = self._previous(group.index)
        earlier = self._earlier_group(group.index)
        if group.form == "infinitive":
            noun = before if before is not None and before.kind == "NP" else None
            if before is not None and before.kind == "P" and not self.grammar.cased:
                noun = self._previous(before.index)
            if earlier is not None:
                inner, inner_negated, inner_blamed = self.standing(earlier) if earlier.index < group.index else ("asserted", False, None)
                lemmas = set(earlier.lemmas)
                close = not any(c.kind in ("THAT", "S", "R", "IF") for c in self.scene.chunks[earlier.index + 1 : group.index])
                if close and lemmas & vocabulary.listed.get("failed", set()):
                    negated, status = not negated, "asserted"
                elif close and lemmas & vocabulary.listed.get("happened", set()):
                    status, negated = inner if status == "asserted" else status, negated or inner_negated
                elif close and self._accuses(earlier):
                    status, inner_blamed = "alleged", earlier
                elif close and earlier.passive and lemmas & vocabulary.listed.get("unsure", set()):
                    status = "alleged"
                elif (
                    close
                    and not lemmas & vocabulary.listed.get("planned", set())
                    and self.grammar.code == "fr"
                    and earlier.index >= group.index - 2
                    and lemmas & {"venir", "vient", "viennent", "venait", "venaient"}
                ):
                    status = "asserted"
                else:
                    status = "planned"
                    negated = negated or (
                        inner_negated
                        and bool(
                            lemmas
                            & {
                                "plan",
                                "intend",
                                "want",
                                "планировать",
                                "собираться",
                                "намереваться",
                                "хотеть",
                                "мочь",
                                "prévoir",
                                "vouloir",
                                "aller",
                                "pouvoir",
                                "готовый",
                                "должный",
                            }
                        )
                    )
                blamed = inner_blamed
            else:
                status = "planned"
            if noun is not None and noun.named is not None and noun.named.head in ("attempt", "refusal"):
                status = "planned"
        elif group.form == "gerund" and before is not None and before.kind == "P":
            if before.low in ("without", "instead of", "sans", "rather than"):
                negated = True
            elif earlier is not None and before.low in ("of", "for", "with"):
                lemmas = set(earlier.lemmas)
                if lemmas & vocabulary.listed.get("unsure", set()) or any(
                    f.relation == "ACCUSED" for lemma in lemmas for f in vocabulary.frames.get(lemma, ())
                ):
                    status, blamed = "alleged", earlier
            elif earlier is not None and before.low == "from" and set(earlier.lemmas) & vocabulary.listed.get("failed", set()):
                negated = True
        elif group.form == "gerund" and before is not None and before is earlier and earlier is not None:
            lemmas = set(earlier.lemmas)
            judged = {f.relation for lemma in lemmas for f in vocabulary.frames.get(lemma, ())}
            out = self.scene.words[earlier.main + 1].low == "out" if earlier.main + 1 < len(self.scene.words) else False
            if (
                lemmas & vocabulary.listed.get("failed", set())
                or judged & {"DENIED", "REJECTED", "BANNED", "SUSPENDED"}
                or ("rule" in lemmas and out)
            ):
                negated = not negated
                if "DENIED" in judged:
                    blamed = earlier
            elif lemmas & vocabulary.listed.get("planned", set()) - vocabulary.listed.get("happened", set()) or judged & {
                "PROPOSED",
                "OPPOSED",
                "CRITICISED",
            }:
                status = "planned"
        elif (
            group.form == "gerund"
            and earlier is not None
            and earlier.form == "infinitive"
            and not any(c.kind == "MARK" for c in self.scene.chunks[earlier.index : group.index])
        ):
            status = self.standing(earlier)[0]
        if self._conditional(group):
            status = "conditional"
        if self._alleged_near(group):
            status = "alleged"
        if group.perfect and status == "asserted":
            status = "past"
        return status, negated, blamed

    def _conditional(self, group: Chunk) -> bool:
        for one in reversed(self.scene.chunks[: group.index]):
            if one.kind == "IF":
                return True
            if one.kind in ("MARK", "THAT", "S", "VG") and one.low not in _QUOTES:
                return False
        return False

    def _alleged_near(self, group: Chunk) -> bool:
        chunks = self.scene.chunks
        near = chunks[max(0, group.index - 1) : group.index + 2]
        if any(c.kind == "B" for c in near):
            return True
        # "Russia, perhaps, attacked X"; "By rumour, X visited Y": between commas or at the head of its clause.
        for k in range(group.index - 1, -1, -1):
            one = chunks[k]
            if one.kind == "B":
                opens = k == 0 or chunks[k - 1].kind in ("MARK", "THAT", "C")
                return opens and k + 1 < len(chunks) and (chunks[k + 1].low == "," or chunks[k + 1].kind == "NP")
            if one.kind in ("VG", "THAT", "S", "IF", "R") or (one.kind == "MARK" and one.low != "," and one.low not in _QUOTES):
                return False
        return False
