"""Claims of nouns: "an attack by X on Y", "supporters of X", "US-led coalition".

What the verb that governs a noun does to it is asked of ``ingest.phrases.clauses``.
Over 300 lines: a noun's frame, its standing under a verb and its compounds read the same phrase.
"""

from __future__ import annotations

from dataclasses import replace

from graph.ontology import RELATION_TYPES
from ingest.phrases.chunks import Chunk
from ingest.phrases.slots import ACTORS, Slots, Standing
from ingest.phrases.vocabulary import Frame

_SPOKEN = frozenset({"REQUESTED", "ACCUSED", "CRITICISED", "THREATENED", "WARNED", "OPPOSED"})


class NounClaims(Slots):
    """Fills the frames of one sentence's nouns."""

    def _kin(self, np: Chunk) -> None:
        """ "her son X", "the king's daughter, X", "его отец X": a word of kinship beside the name of whom it is said."""
        owner = self.context.owners.get(np.index) if np.pronoun else None
        owner = owner or (self.context.refer(np.owner) if np.owner is not None else None)
        if owner is None or np.plural or self.context.kind(owner) != "Person":
            return
        named = np
        comma, name = self.scene.after(np), self.scene.after(np, 2)
        if np.named is None or not np.named.named:
            if comma is None or comma.low != "," or name is None or name.kind != "NP" or name.named is None or not name.named.named:
                return
            named = name
        key = self.context.refer(named)
        if key is None or key == owner or self.context.kind(key) != "Person":
            return
        for word in self.scene.words[np.start : np.end]:
            if word.tag == "NAME":
                break
            frames = self.grammar.vocabulary.nouns.get(word.low) or self.grammar.vocabulary.nouns.get(self.grammar.lemma(word.low)) or ()
            frame = next((one for one in frames if one.relation == "CHILD_OF"), None)
            if frame is None:
                continue
            voice = self.context.speakers.voice(np.index)
            pair = ((key, named), (owner, np)) if frame.subject == ("subject",) else ((owner, np), (key, named))
            self._claim(frame, *pair, (np.start, named.end), Standing("asserted", False, voice.speaker, voice.via))
            return

    def _noun(self, np: Chunk) -> None:
        word = self.scene.words[np.head]
        lemma = self.grammar.lemma(word.low)
        frames = self.grammar.vocabulary.nouns.get(word.low) or self.grammar.vocabulary.nouns.get(lemma) or []
        for frame in frames:
            if frame.subject == ("subject",):
                self._role(np, frame)
                continue
            if frame.object == ("subject",):
                continue
            if self._noun_frame(np, frame):
                break

    def _role(self, np: Chunk, frame: Frame) -> None:
        """Nouns that say what someone is to another: "supporters of X", "Y is a member of Z"."""
        if np.named is not None and np.named.named:
            return
        holders = [(np.named.entity, np)] if np.named is not None and np.named.entity is not None else []
        group = self.clauses._previous(np.index)
        while group is not None and group.kind == "NP" and group.possessive:
            group = self.clauses._previous(group.index)
        standing = Standing("asserted", False, None, ())
        if group is not None and group.kind == "VG" and self.grammar.any_among(group.lemmas, "copula"):
            holders = self._keys(self.clauses.subject(group)) or holders
            standing = self.standing(group)
        elif (chosen := self._chosen(np)) is not None:
            holders, standing = chosen
        elif (self_styled := self._self_styled(np)) is not None:
            holders = [self_styled]
            standing = Standing("claimed", False, self_styled[0], ())
        else:
            holders = self._apposed(np) or holders
            voice = self.context.speakers.voice(np.index)
            standing = Standing("asserted", False, voice.speaker, voice.via)
        objects: list[tuple[str, Chunk]] = []
        wanted = {self._plain(slot) for slot in frame.object}
        for prep, other in self._chain(np)[:1]:
            if prep in wanted or (prep in self.grammar.of and wanted & {"of", "de", "@gen", "genitive"}):
                objects = self._keys(self.clauses.together(other))
        if not objects and "possessive" in wanted and np.owner is not None:
            objects = self._keys([np.owner])
        if not objects and "prefix" in wanted:
            objects = [(m.entity, np) for m in np.inside if m.entity][-1:]
        if not objects and np.pronoun and np.end - np.start > 1 and (key := self.context.owners.get(np.index)) is not None:
            objects = [(key, np)]
        former = self.grammar.vocabulary.listed.get("former", set())
        if standing.status == "asserted" and any(w.low in former or w.lemma in former for w in self.scene.words[np.start : np.head]):
            # "its former chief" leads it no more.
            standing = replace(standing, status="past")
        for holder in holders:
            for object_ in objects:
                self._claim(frame, holder, object_, (np.start, np.end), standing)

    def _apposed(self, np: Chunk) -> list[tuple[str, Chunk]]:
        """ "the association, a member of the coalition, ...", "X, the son of Y,": what an apposition describes."""
        first = np
        while (owner := self.scene.before(first)) is not None and owner.kind == "NP" and owner.possessive:
            first = owner
        comma, body = self.scene.before(first), self.scene.before(first, 2)
        if comma is None or body is None or comma.low not in (",", "—", "–") or body.kind != "NP" or np.plural:
            return []
        tail = self.clauses._next(np.index)
        while tail is not None and tail.kind in ("P", "NP"):
            tail = self.clauses._next(tail.index)
        key = self.context.refer(body)
        closed = comma.low != "," or tail is None or tail.kind == "MARK" or (tail.kind == "VG" and tail.form == "finite")
        listed = tail is not None and tail.kind == "C"
        return [(key, body)] if key is not None and closed and not listed else []

    def _chosen(self, np: Chunk) -> tuple[list[tuple[str, Chunk]], Standing] | None:
        """ "nominated X as its candidate", "désigné X candidat", "выдвинула X кандидатом": whom the verb makes it."""
        first = np
        while (owner := self.scene.before(first)) is not None and owner.kind == "NP" and owner.possessive:
            first = owner
        link = self.clauses._previous(first.index)
        group = self.clauses._earlier_group(np.index)
        if link is None or group is None:
            return None
        marked = link.kind == "P" and self.grammar.among(link.low, "as_what")
        beside = self.grammar.code != "en" and link.kind == "NP" and (not self.grammar.cased or "ablt" in np.cases)
        verb = group.passive and link is group
        if not (marked or beside or verb):
            return None
        if not any(f.relation == "APPOINTED" for lemma in group.lemmas for f in self.grammar.vocabulary.frames.get(lemma, ())):
            return None
        chosen = self.clauses.complement(group, "acc" if self.grammar.cased else "direct")
        holders = self._keys([one for one in chosen if one is not np])
        standing = self.standing(group)
        return (
            (holders, replace(standing, status="asserted" if standing.status == "planned" and not group.status else standing.status))
            if holders
            else None
        )

    def _self_styled(self, np: Chunk) -> tuple[str, Chunk] | None:
        """ "calls himself the leader of X", "называет себя лидером X": so he says of himself."""
        before = self.clauses._previous(np.index)
        if before is None or before.kind != "NP" or not self.grammar.among(before.low, "reflexive"):
            return None
        group = self.clauses._previous(before.index)
        if group is None or group.kind != "VG":
            return None
        return next(iter(self._keys(self.clauses.subject(group))), None)

    def _noun_frame(self, np: Chunk, frame: Frame) -> bool:
        subjects: list[tuple[str, Chunk]] = []
        objects: list[tuple[str, Chunk]] = []
        clauses = self.clauses
        chain = self._chain(np) or self._beyond(np)
        slots = frame.subject
        drawer = clauses._previous(np.index)
        draws = (
            drawer is not None and drawer.kind == "VG" and bool(set(drawer.lemmas) & self.grammar.vocabulary.listed.get("drawing", set()))
        )
        taken: set[int] = set()
        objects_wanted = [self._plain(slot) for slot in frame.object]
        for prep, other in chain:
            if (
                prep in objects_wanted
                and not objects
                and not (
                    prep in self.grammar.of
                    and prep in [self._plain(s) for s in slots]
                    and len(objects_wanted) > 1
                    and prep not in objects_wanted[:1]
                )
            ):
                objects = self._keys(clauses.together(other))
                if prep in self.grammar.of and (len(chain) > 1 or draws) and (draws or not self._fit(frame.relation, objects)):
                    # "the withdrawal of troops from X", "drew the criticism of X": not all that a noun is of is its object.
                    objects = []
                if objects:
                    taken.add(other.index)
        if RELATION_TYPES[frame.relation].symmetric:
            for prep, other in chain:
                if prep in ("between", "among", "entre", "между"):
                    both = self._keys(clauses.together(other))
                    if len(both) > 1:
                        subjects, objects = both[:1], both[1:]
                        taken.add(other.index)
        agents = {
            "by": self.grammar.by,
            "of": self.grammar.of,
            "genitive": self.grammar.of,
            "de": self.grammar.of,
            "par": self.grammar.by,
            "instrumental": frozenset({"@ins"}),
            "from": frozenset({"from", "со стороны"}),
        }
        if not subjects and np.owner is not None and "possessive" in slots:
            # "the protesters' demands for an inquiry independent of the government": the owner comes first.
            subjects = self._keys([np.owner])
        if not subjects:
            for prep, other in chain:
                if other.index in taken or (prep in self.grammar.of and other is not chain[0][1]):
                    # "strikes on positions of rebels": what a later noun is of is no doer.
                    continue
                if any(prep in agents.get(slot, frozenset({slot})) for slot in slots) or prep in ("by", "par", "со стороны"):
                    subjects = self._keys(clauses.together(other))
                    if subjects:
                        taken.add(other.index)
                        break
        owned: list[tuple[str, Chunk]] = []
        if np.owner is not None and (key := self.context.refer(np.owner)) is not None:
            owned = [(key, np.owner)]
        elif np.inside and any(m.entity for m in np.inside):
            owned = [(m.entity, np) for m in np.inside if m.entity][:1]
        elif np.countries:
            key, at = np.countries[0]
            owned = [(self.context.roster.country(key, self.scene.span(at, at + 1)), np)]
        elif np.pronoun and np.end - np.start > 1 and (key := self.context.owners.get(np.index)) is not None:
            owned = [(key, np)]
        if owned and not subjects:
            subjects = owned
        holder = next((other for prep, other in chain[:1] if prep in self.grammar.of), None)
        under = self._under(np, frame, subjects or (self._keys([holder]) if holder is not None else []))
        if under is not None:
            return under
        governing = self._governing(np)
        light = governing is not None and self._does(governing, "light")
        if governing is not None and not subjects and light:
            subjects = (
                self._keys(clauses.subject(governing))
                if not governing.passive
                else self._keys(clauses.by_preposition(governing, next(iter(self.grammar.by))))
            )
        if (
            governing is not None
            and objects
            and not subjects
            and any(f.relation == "DENIED" for lemma in governing.lemmas for f in self.grammar.vocabulary.frames.get(lemma, ()))
        ):
            subjects = self._keys(clauses.subject(governing))
        answered = (
            frame.relation == "ACCUSED"
            and governing is not None
            and bool(subjects)
            and not objects
            and any(
                f.relation in ("DENIED", "REJECTED") for lemma in governing.lemmas for f in self.grammar.vocabulary.frames.get(lemma, ())
            )
        )
        if answered and governing is not None:
            # "rejected the accusations of X": whoever answers them is accused, and they stand.
            objects = self._keys(clauses.subject(governing))
        if (
            governing is not None
            and subjects
            and not objects
            and set(governing.lemmas) & self.grammar.vocabulary.listed.get("drawing", set())
        ):
            # "the decision drew condemnation from X": what drew it is its object.
            objects = self._keys(clauses.subject(governing)) or self._things(frame.relation, clauses.subject(governing))
        if subjects and not objects and frame.sure:
            objects = self._things(frame.relation, [other for prep, other in chain if prep in objects_wanted][:1])
        accused = self._accused(np) if objects and not subjects else None
        if accused is not None:
            return any(
                self._claim(frame, subject, object_, (np.start, np.end), accused[1]) for subject in accused[0] for object_ in objects
            )
        if (
            frame.relation == "WITHDREW_FROM"
            and objects
            and governing is not None
            and set(governing.lemmas) & self.grammar.vocabulary.listed.get("ordering", set())
        ):
            # "ordered the withdrawal of all troops from X"
            order = replace(frame, relation="ORDERED_WITHDRAWAL")
            for subject in self._keys(clauses.subject(governing)):
                for object_ in objects:
                    self._claim(order, subject, object_, (governing.start, np.end), self.standing(governing))
        if not subjects or not objects:
            if (
                objects
                and frame.relation == "ATTACKED"
                and np.named is not None
                and np.named.type == "Event"
                and (key := self.context.refer(np)) is not None
            ):
                subjects = [(key, np)]
            else:
                return False
        standing = self._noun_standing(np, governing, light)
        ends = governing is not None and self._does(governing, "ended")
        if frame.relation in _SPOKEN and not light and not ends and (np.owner is not None or np.pronoun):
            # "did not accede to the protesters' demands": the demands are made all the same.
            standing = replace(standing, negated=False, status="asserted")
        elif answered:
            standing = replace(standing, negated=False, status="asserted")
        made = False
        for subject in subjects:
            for object_ in objects:
                made = self._claim(frame, subject, object_, (np.start, np.end), standing) or made
        return made

    def _beyond(self, np: Chunk) -> list[tuple[str, Chunk]]:
        """ "clashes erupted between X and Y", "sanctions were imposed on X by Y": what hangs on a subject stands after its verb."""
        group = self.clauses._next(np.index)
        if group is None or group.kind != "VG" or group.form != "finite" or np not in self.clauses.subject(group):
            return []
        if not (group.passive or self.grammar.cased or set(group.lemmas) & self.grammar.vocabulary.listed.get("occurring", set())):
            return []
        return self._chain(group)

    def _fit(self, relation: str, objects: list[tuple[str, Chunk]]) -> bool:
        """Whether the ontology lets the relation have such objects."""
        types = RELATION_TYPES[relation].object_types
        return not types or any(self.context.kind(key) in types for key, _ in objects)

    def _does(self, group: Chunk, kind: str) -> bool:
        """Whether the verb is of a class of ``grammar.csv``, alone or with the word after it: "carried out", "a mis fin"."""
        words = self.scene.words
        following = words[group.main + 1].low if group.main + 1 < len(words) else ""
        listed = self.grammar.vocabulary.listed.get(kind, set())
        return any(lemma in listed or f"{lemma} {following}" in listed for lemma in group.lemmas)

    def _governing(self, np: Chunk) -> Chunk | None:
        """The verb group whose object the noun is."""
        before = self.clauses._previous(np.index)
        if before is not None and before.kind == "NP" and before.possessive:
            before = self.clauses._previous(before.index)
        if before is not None and before.kind == "VG":
            return before
        for group in self.clauses.groups:
            if group.passive and np in self.clauses.subject(group):
                return group
            if self.grammar.cased and any(np is c for case in ("acc", "ins") for c in self.clauses.complement(group, case)):
                return group
        if before is not None and before.kind == "P" and before.index > 0 and self.scene.chunks[before.index - 1].kind == "VG":
            return self.scene.chunks[before.index - 1]
        return None

    def _noun_standing(self, np: Chunk, governing: Chunk | None, light: bool) -> Standing:
        voice = self.context.speakers.voice(np.index)
        status, negated = "asserted", False
        vocabulary = self.grammar.vocabulary
        words = self.scene.words[np.start : np.end]
        if np.determiner in ("no", "aucun", "aucune", "никакой"):
            negated = True
        if any(
            w.low
            in (
                "planned",
                "proposed",
                "possible",
                "potential",
                "imminent",
                "future",
                "upcoming",
                "éventuel",
                "éventuelle",
                "possible",
                "возможный",
                "предстоящий",
                "attempted",
                "threatened",
            )
            or (self.grammar.cased and w.lemma in ("возможный", "предстоящий", "планируемый", "запланированный"))
            for w in words
        ):
            status = "planned"
        elif any(
            w.low in ("alleged", "suspected", "purported", "supposed", "présumé", "présumée", "prétendu", "prétendue")
            or w.lemma in ("предполагаемый", "мнимый")
            for w in words
        ):
            status = "alleged"
        if governing is not None:
            inner, inner_negated, _ = self.clauses.standing(governing)
            lemmas = set(governing.lemmas)
            if light or governing.status or inner_negated:
                status = inner if status == "asserted" else status
                negated = negated or inner_negated
            if not light and (lemmas & vocabulary.listed.get("failed", set()) or self._does(governing, "ended")):
                negated = not negated
            elif not light and lemmas & (vocabulary.listed.get("planned", set()) - vocabulary.listed.get("light", set())):
                status = "planned" if status == "asserted" else status
            if lemmas & vocabulary.listed.get("unsure", set()) or any(
                f.relation == "ACCUSED" for lemma in lemmas for f in vocabulary.frames.get(lemma, ())
            ):
                status = "alleged"
                accuser = self._keys(self.clauses.subject(governing)) if not governing.passive else []
                if accuser:
                    return Standing(status, negated, accuser[0][0], voice.via)
            if any(
                f.relation in ("REQUESTED", "WARNED", "THREATENED", "PROPOSED", "OPPOSED")
                for lemma in lemmas
                for f in vocabulary.frames.get(lemma, ())
            ):
                status = "planned" if status == "asserted" else status
            if any(
                f.relation in ("DENIED", "REJECTED", "DEFEATED", "BANNED", "SUSPENDED")
                for lemma in lemmas
                for f in vocabulary.frames.get(lemma, ())
            ):
                negated = True
                if any(f.relation == "DENIED" for lemma in lemmas for f in vocabulary.frames.get(lemma, ())):
                    denier = self._keys(self.clauses.subject(governing))
                    if denier:
                        return Standing(status, negated, denier[0][0], voice.via)
        before = self.clauses._previous(np.index)
        if (
            before is not None
            and before.kind == "P"
            and before.low in ("without", "instead of", "sans", "без", "вместо", "against", "contre", "против")
        ):
            if before.low in ("without", "instead of", "sans", "без", "вместо"):
                negated = True
            else:
                status = "planned" if status == "asserted" else status
        if (
            before is not None
            and before.kind == "P"
            and before.low in self.grammar.of | {"for", "to", "pour", "à", "к", "на", "о", "about", "of"}
            and (held := self._holder(before)) is not None
        ):
            if self.grammar.among(held, "open_noun"):
                status = "planned"
            elif self.grammar.among(held, "alleged_noun"):
                status = "alleged"
        if voice.open and status == "asserted":
            status = "planned"
        if voice.denied:
            negated = not negated
        return Standing(status, negated, voice.speaker, voice.via)

    def _under(self, np: Chunk, frame: Frame, subjects: list[tuple[str, Chunk]]) -> bool | None:
        """ "fell under Houthi control", "под контролем боевиков": what stands before it is controlled."""
        before = self.clauses._previous(np.index)
        if (
            frame.relation != "CONTROLS"
            or before is None
            or before.kind != "P"
            or before.low not in ("under", "sous", "под", "под контролем")
            or not subjects
        ):
            return None
        group = self.clauses._earlier_group(np.index)
        thing = self.clauses._previous(before.index)
        held = (
            self._keys([thing])
            if thing is not None and thing.kind == "NP"
            else self._keys(self.clauses.subject(group))
            if group is not None
            else []
        )
        standing = self.standing(group) if group is not None else Standing("asserted", False, None, ())
        made = False
        for object_ in held:
            made = self._claim(frame, subjects[0], object_, (np.start, np.end), standing) or made
        return made

    def _accused(self, np: Chunk) -> tuple[list[tuple[str, Chunk]], Standing] | None:
        """ "accused X of an attack on Y", "detained X on suspicion of ...": the one blamed does it, allegedly."""
        before = self.clauses._previous(np.index)
        if before is None or before.kind != "P":
            return None
        group = self.clauses._earlier_group(np.index)
        if group is None:
            return None
        tried = before.low in ("for", "over", "pour", "за", "по") and any(
            f.relation in ("DETAINED", "ISSUED_WARRANT_FOR")
            for lemma in group.lemmas
            for f in self.grammar.vocabulary.frames.get(lemma, ())
        )
        accuses = any(f.relation == "ACCUSED" for lemma in group.lemmas for f in self.grammar.vocabulary.frames.get(lemma, ()))
        suspicion = any(
            c.kind == "NP" and self.grammar.among(self.grammar.lemma(self.scene.words[c.head].low), "alleged_noun")
            for c in self.scene.chunks[group.index + 1 : np.index]
        )
        if not accuses and not suspicion and not tried:
            return None
        blamed = self._keys(self.clauses.complement(group, "acc" if self.grammar.cased else "direct"))
        blamed = [
            (key, other) for key, other in blamed if self.context.kind(key) in ("Person", "Group", "Country", "Organization", "ArmedForce")
        ]
        if not blamed:
            return None
        accuser = self._keys(self.clauses.subject(group)) if accuses and not group.passive and group.form != "participle" else []
        voice = self.context.speakers.voice(np.index)
        return blamed, Standing("alleged", False, accuser[0][0] if accuser else voice.speaker, voice.via)

    def _holder(self, preposition: Chunk) -> str | None:
        np = self.scene.before(preposition)
        if np is not None and np.kind == "NP":
            return self.grammar.lemma(self.scene.words[np.head].low)
        return None

    def _compound(self, np: Chunk) -> None:
        """ "US-led coalition", "Iranian-backed militia", "anti-Houthi coalition"."""
        if np.named is None or np.named.entity is None:
            return
        for k in range(np.start, np.end):
            low = self.scene.words[k].low
            left, hyphen, right = low.partition("-")
            if not hyphen or not left or not right:
                continue
            voice = self.context.speakers.voice(np.index)
            standing = Standing("asserted", False, voice.speaker, voice.via)
            for frame in self.grammar.vocabulary.adjectives.get(f"-{right}", ()):
                other = self._word(left, k)
                if other is not None:
                    pair = ((other, np), (np.named.entity, np)) if frame.subject == ("prefix",) else ((np.named.entity, np), (other, np))
                    self._claim(frame, *pair, (np.start, np.end), standing)
            for frame in self.grammar.vocabulary.adjectives.get(f"{left}-", ()):
                other = self._word(right, k)
                if other is not None and self.context.kind(np.named.entity) in ACTORS:
                    self._claim(frame, (np.named.entity, np), (other, np), (np.start, np.end), standing)

    def _word(self, low: str, k: int) -> str | None:
        """The entity that one half of a compound names: a country by its adjective, or an entity spoken of before."""
        country = self.grammar.names.demonyms.get(low)
        if country is not None:
            return self.context.roster.country(country, self.scene.span(k, k + 1))
        for form in self.grammar.names.forms.get(low, ()):
            if not form.rest and not form.named.unsure and form.named.type in ("Country", "Organization", "ArmedForce", "Group"):
                return self.context.roster.country(form.named.key, self.scene.span(k, k + 1))
        for key in reversed(self.context.roster.recent):
            thing = self.context.roster.things[key]
            if thing.head == low or low in {name.lower() for name in thing.names}:
                return key
        return None
