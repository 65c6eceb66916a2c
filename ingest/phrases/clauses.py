"""The clauses of a sentence: whether a verb group is finite, and whether what it says is said to have happened.

Subject and complements are left to ``ingest.phrases.subjects`` and ``ingest.phrases.complements``, what the verbs mean to
``ingest.phrases.claims``.
"""

from __future__ import annotations

from ingest.phrases.chunks import Chunk
from ingest.phrases.complements import Complements
from ingest.phrases.grammar import Grammar
from ingest.phrases.neighbours import QUOTES
from ingest.phrases.scenes import Scene

_FAILING = {"of": frozenset({"stop", "fall"}), "against": frozenset({"decide", "vote", "advise", "argue"})}


class Clauses(Complements):
    """The clause structure of one sentence."""

    def __init__(self, scene: Scene, grammar: Grammar) -> None:
        super().__init__(scene, grammar)
        for group in self.groups:
            if self._hangs_on_noun(group):
                group.form = "participle"
                continue
            if group.form in ("participle", "either") and self._shares_auxiliary(group):
                continue
            if group.form == "either":
                group.form = self._decide(group)

    def _hangs_on_noun(self, group: Chunk) -> bool:
        """ "a station run by X", "the airport, held by Y since May": a bare participle with its doer."""
        if self.grammar.cased or group.main != group.start or group.main < 0:
            return False
        before, after = self._previous(group.index), self._next(group.index)
        if before is not None and before.kind == "MARK" and before.low == ",":
            before = self._previous(before.index)
        return (
            before is not None
            and before.kind == "NP"
            and after is not None
            and after.kind == "P"
            and after.low in self.grammar.by
            and any(verb.kind == "participle" for verb in self.scene.words[group.main].verbs)
        )

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
            if later.kind in ("S", "IF", "THAT", "R") or (later.kind == "MARK" and later.low not in QUOTES) or later.kind == "C":
                break
            if later.kind == "VG" and (later.form == "finite" or self._takes_object(later)):
                return "participle"
        return "finite"

    def _takes_object(self, group: Chunk) -> bool:
        """ "fighters linked to X attacked Y": the later verb, undecided itself, has an object and so is the clause's."""
        after = self._next(group.index)
        called = {"call", "name", "know", "dub"}
        return group.form == "either" and after is not None and after.kind == "NP" and not set(group.lemmas) & called

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
            elif earlier is not None and before.low in ("of", "against") and set(earlier.lemmas) & _FAILING[before.low]:
                # "stopped short of attacking", "decided against boycotting"
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
        if self._nearly(group):
            negated = not negated
        if group.perfect and status == "asserted":
            status = "past"
        return status, negated, blamed

    def _nearly(self, group: Chunk) -> bool:
        """ "nearly crashed" did not crash."""
        first = group.start
        return first > 0 and any(self.grammar.vocabulary.has(word.low, "almost") for word in self.scene.words[first - 1 : group.main + 1])

    def _conditional(self, group: Chunk) -> bool:
        for one in reversed(self.scene.chunks[: group.index]):
            if one.kind == "IF":
                return True
            if one.kind in ("MARK", "THAT", "S", "VG") and one.low not in QUOTES:
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
            if one.kind in ("VG", "THAT", "S", "IF", "R") or (one.kind == "MARK" and one.low != "," and one.low not in QUOTES):
                return False
        return False
