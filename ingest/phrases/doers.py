"""Who stands behind a happening or a weapon, and which happening stands for a doer that nobody names.

The frames that ask this are left to ``ingest.phrases.verb_claims``.
"""

from __future__ import annotations

from ingest.phrases.chunks import Chunk
from ingest.phrases.slots import ACTORS, Slots


class Doers(Slots):
    """Finds the doers of one sentence's violence."""

    def _event_near(self, group: Chunk, victims: list[tuple[str, Chunk]]) -> list[tuple[str, Chunk]]:
        """No doer is named: the happening itself is the subject ("176 people died in the crash")."""
        for np in self.scene.chunks:
            if (
                np.kind == "NP"
                and np.named is not None
                and np.named.type == "Event"
                and np.named.head
                and self.context.refer(np) is not None
            ):
                before = self.scene.before(np)
                if (
                    before is not None
                    and before.kind == "P"
                    and before.low
                    in (
                        "in",
                        "during",
                        "after",
                        "by",
                        "following",
                        "amid",
                        "suite à",
                        "à la suite de",
                        "après",
                        "pendant",
                        "после",
                        "вследствие",
                        "dans",
                        "lors de",
                        "au cours de",
                        "в",
                        "в результате",
                        "в ходе",
                        "при",
                        "во время",
                        "от",
                        "из-за",
                    )
                ):
                    key = self.context.refer(np)
                    if key is not None and all(key != victim for victim, _ in victims):
                        return [(key, np)]
        if any(c.kind == "T" for c in self.scene.chunks) or any(self.grammar.among(w.low, "earlier") for w in self.scene.words):
            # A time of its own: these victims may be another happening's.
            return []
        recent = self.context.roster.violence(self.scene.number)
        return [(recent, victims[0][1])] if recent is not None and all(recent != victim for victim, _ in victims) else []

    def _when(self, group: Chunk) -> list[tuple[str, Chunk]]:
        """ "were killed when gunmen opened fire", "погибли, когда взорвалась бомба": whose violence the clause of time tells of."""
        opener = next((c for c in self.scene.chunks[group.index + 1 :] if c.kind == "S" and self.grammar.among(c.low, "as_when")), None)
        if opener is None:
            return []
        verb = next((g for g in self.clauses.groups if g.index > opener.index and g.form == "finite"), None)
        if verb is None or verb.passive or verb.negated:
            return []
        words = self.scene.words
        following = [w.low for w in words[verb.main + 1 : verb.main + 8]]
        after = [self.grammar.lemma(low) for low in following]
        vocabulary = self.grammar.vocabulary
        violent = any(self.grammar.among(lemma, "bursting") for lemma in verb.lemmas) or any(
            frame.relation == "ATTACKED"
            for lemma in verb.lemmas
            for frame in (
                *vocabulary.frames.get(lemma, ()),
                *(
                    f
                    for rest, f in vocabulary.phrases.get(lemma, ())
                    if following[: len(rest)] == list(rest) or after[: len(rest)] == list(rest)
                ),
            )
        )
        if not violent:
            return []
        return [pair for pair in self._keys(self.clauses.subject(verb)) if self.context.kind(pair[0]) not in ("Country", "Place")]

    def _doer(self, key: str, np: Chunk, group: Chunk) -> tuple[str, Chunk]:
        """Who stands behind a happening or a weapon: "the US airstrike", "Iran launched missiles targeting ..."."""
        kind = self.context.kind(key)
        if kind == "Event":
            if np.countries:
                country, at = np.countries[0]
                return self.context.roster.country(country, self.scene.span(at, at + 1)), np
            owners = [
                m.entity
                for m in np.inside
                if m.entity and self.context.kind(m.entity) in ("Country", "ArmedForce", "Group", "Organization")
            ]
            if owners:
                return owners[0], np
            if np.owner is not None and (owner := self.context.refer(np.owner)) is not None:
                return owner, np
        elif kind == "Equipment":
            before = self.clauses._previous(np.index)
            if (
                before is not None
                and before.kind == "VG"
                and before is not group
                and set(before.lemmas) & {"launch", "fire", "send", "lancer", "tirer", "выпустить", "запустить"}
                and not before.passive
            ):
                owner = next((k for k, _ in self._keys(self.clauses.subject(before))), None)
                if owner is not None:
                    return owner, np
        if kind in ("Event", "Equipment") and (owner := self._launched(np)) is not None:
            return owner, np
        return key, np

    def _launched(self, np: Chunk) -> str | None:
        """Who "a rocket fired by rebels", "un obus tiré par X", "снаряд, выпущенный X" comes from."""
        group = self.clauses._next(np.index)
        if group is not None and group.kind == "MARK" and group.low == ",":
            group = self.clauses._next(group.index)
        if (
            group is None
            or group.kind != "VG"
            or group.form not in ("participle", "either")
            or not any(self.grammar.among(lemma, "launching") for lemma in group.lemmas)
        ):
            return None
        agents = (
            self.clauses.complement(group, "ins") if self.grammar.cased else self.clauses.by_preposition(group, next(iter(self.grammar.by)))
        )
        return next((key for key, _ in self._keys(agents) if self.context.kind(key) in ACTORS), None)
