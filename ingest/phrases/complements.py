"""What stands in the slots of a verb group other than its subject: objects, prepositions, cases, places.

Subjects are left to ``ingest.phrases.subjects``.
"""

from __future__ import annotations

from ingest.phrases.chunks import GENITIVE, Chunk
from ingest.phrases.subjects import Subjects

_CASES = {"acc": "accs", "gen": "gent", "dat": "datv", "ins": "ablt", "loc": "loct", "nom": "nomn"}


class Complements(Subjects):
    """The complements of one sentence's verb groups."""

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
        if self.grammar.code == "fr" and (further := self._behind(group)) is not None:
            return self.together(further)
        return self._object_relative(group)

    def _behind(self, group: Chunk) -> Chunk | None:
        """ "a présenté mardi à l'Assemblée une motion": the object after a phrase with a preposition."""
        one = self._next(group.index)
        while one is not None and one.kind == "P" and one.low not in self.grammar.of:
            held = self._next(one.index)
            if held is None or held.kind != "NP":
                return None
            one = self._next(held.index)
            while (
                one is not None
                and one.kind == "P"
                and one.low in self.grammar.of
                and (held := self._next(one.index)) is not None
                and held.kind == "NP"
            ):
                one = self._next(held.index)
        if one is None or one.kind != "NP" or not one.determiner:
            return None
        follows = self._next(one.index)
        return one if follows is None or follows.kind != "VG" or follows.form != "finite" else None

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
            if one.kind == "P" and self._marks(one, slot) and (following := self._next(one.index)) is not None and following.kind == "NP":
                if crossed and slot not in ("against", "by", "par", "contre"):
                    continue
                while following.possessive and (nxt := self._next(following.index)) is not None and nxt.kind == "NP":
                    following = nxt
                return self.together(following)
        return []

    @staticmethod
    def _marks(preposition: Chunk, slot: str) -> bool:
        """ "pulled out of X": the particle of the verb has joined the preposition after it."""
        particle, _, rest = preposition.low.partition(" ")
        if slot in ("dans", "in") and preposition.low.startswith(f"{slot} "):
            # "dans le nord de la Jordanie"
            return True
        return preposition.low == slot or (rest == slot and particle in ("out", "away", "up"))

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
            inside = bool(skip) and all(self.grammar.lemma(word) in skip for word in lead.split())
            if lead and not (lead == GENITIVE and case == "gent" and skip) and lead not in skip and not inside:
                continue
            if not np.cases or case in np.cases or (case == "accs" and (np.quantity is not None or (group.negated and "gent" in np.cases))):
                return self.together(np)
        if case == "accs" and not prep:
            for np in ordered:
                before, governed = self._previous(np.index), self.scene.before(np, 3)
                if (
                    np.kind == "NP"
                    and np.index > group.index
                    and np.index not in subjects
                    and before is not None
                    and before.low == GENITIVE
                    and "gent" in np.cases
                    and (
                        self.scene.words[np.head].animate
                        or ("accs" in np.cases and np.named is not None and np.named.type in ("Organization", "Group", "ArmedForce"))
                    )
                    and governed is not None
                    and governed.kind == "P"
                ):
                    # "отстранили от власти президента": what looks like a genitive is the object.
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
                or (one.kind == "C" and left == group.index)
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
