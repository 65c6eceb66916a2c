"""Who holds which office: titles before and after names, appositions, "is the president of", bodies and leaders.

Which words are titles is left to the data of ``ingest.languages``, whose office it is to ``ingest.phrases.bodies``.
"""

from __future__ import annotations

from graph.ontology import fits
from ingest.phrases.bodies import Bodies
from ingest.phrases.chunks import Chunk
from ingest.phrases.slots import Standing
from ingest.phrases.vocabulary import Title

_QUOTES = frozenset({"«", "»", '"', "“", "”", "„"})
_COMMA = frozenset({",", "(", "—", "–", "-"})


def _is_named(np: Chunk) -> bool:
    return np.named is not None and np.named.named


class Offices(Bodies):
    """Reads the titles of one sentence."""

    def run(self) -> None:
        for np in self.scene.chunks:
            if np.kind != "NP" or np.named is None:
                continue
            if np.named.named and self.context.kind(np.named.entity or "") == "Person":
                self._person(np)
            elif np.title is not None and np.named.type in ("Person", "Group"):
                self._unnamed(np)
            self._belongs(np)

    def _person(self, np: Chunk) -> None:
        if np.named is None:
            return
        if np.title is not None and np.title[1] >= np.start:
            if np.title[0].relation is None and not np.inside and not np.countries:
                # "the manager of the company, Dr X": a form of address hides no office beside it.
                office = self._title_before(np) or self._title_after(np)
                if office is not None and office.title is not None and office.title[0].relation is not None:
                    self._hold(office, np, self._body(office, whose=np))
                    return
            self._hold(np, np, self._body(np))
            return
        before, wide = self.scene.before(np), self.scene.before(np, 2)
        # "President of Ukraine Volodymyr Zelenskyy": the country stands in the person's own phrase.
        if (
            before is not None
            and before.kind == "P"
            and before.low in self.grammar.of
            and wide is not None
            and wide.title is not None
            and np.inside
        ) and (key := np.inside[0].entity) is not None:
            self._hold(wide, np, key)
            return
        if (
            before is not None
            and before.kind == "P"
            and before.low in ("for", "to", "in", "en", "à", "on")
            and wide is not None
            and wide.title is not None
            and np.inside
            and not (wide.named is not None and wide.named.named)
        ):
            self._hold(wide, np, self._own_body(wide))
            return
        if self.grammar.cased and before is not None and before.kind == "NP" and before.title is not None and not _is_named(before):
            # "представитель НАТО Джон Смит": a body that has no cases stands in the person's own phrase.
            bodies = [m.entity for m in np.inside if m.entity]
            if bodies:
                self._hold(before, np, bodies[0])
                return
        titled = self._title_before(np)
        if titled is not None:
            self._hold(titled, np, self._body(titled, whose=np))
            return
        titled = self._title_after(np)
        if titled is not None:
            self._hold(titled, np, self._body(titled, whose=np), self._copula(np))
            return
        link, party = self.scene.after(np), self.scene.after(np, 2)
        if (
            link is not None
            and party is not None
            and link.kind == "P"
            and link.low in ("of", "de", "from")
            and party.kind == "NP"
            and (key := self.context.refer(party)) is not None
        ) and (
            self.context.kind(key) in ("Organization", "ArmedForce", "Group", "Outlet")
            and self.context.roster.things[key].named
            and np.named.entity
        ):
            self.context.claim(
                "AFFILIATED_WITH", (np.named.entity, None), (key, None), (np.start, party.end), Standing("asserted", False, None, ())
            )
        # "Sky News producer X": a person named after a body belongs to it.
        bodies = [
            m.entity for m in np.inside if m.entity and self.context.kind(m.entity) in ("Organization", "Outlet", "ArmedForce", "Group")
        ]
        if bodies and not self.grammar.cased:
            self.context.claim(
                "AFFILIATED_WITH",
                (np.named.entity if np.named and np.named.entity else "", None),
                (bodies[0], None),
                (np.start, np.end),
                Standing("asserted", False, None, ()),
            )

    def _title_before(self, np: Chunk) -> Chunk | None:
        """ "the general manager of the company, Ali bin Tamim", "le guide de l'Iran, l'ayatollah X"."""
        chunks = self.scene.chunks
        k = np.index - 1
        comma = False
        if k >= 0 and chunks[k].kind == "MARK" and chunks[k].low == ",":
            comma = True
            k -= 1
        steps = 0
        while k >= 0 and steps < 12:
            if chunks[k].kind == "NP" and chunks[k].title is not None and not _is_named(chunks[k]):
                return chunks[k] if not chunks[k].plural and (comma or k + 1 == np.index or self.grammar.cased) else None
            if (
                (
                    chunks[k].kind == "P"
                    and (chunks[k].low in self.grammar.of or chunks[k].low in ("for", "in", "to", "en", "à", "в", "по", "dans", "at"))
                )
                or (chunks[k].kind == "NP" and k > 0 and (chunks[k - 1].kind == "P" or chunks[k - 1].kind == "C"))
                or (chunks[k].kind == "C" and k > 0 and chunks[k - 1].kind == "NP")
                or (self.grammar.cased and (chunks[k].low in _QUOTES or self._calls(chunks[k])))
            ):
                k -= 1
            else:
                return None
            steps += 1
        return None

    def _calls(self, np: Chunk) -> bool:
        """ "агентства Reuters", "газеты «Известия»": a name that tells which body the noun before it means."""
        k = np.index - 1
        while k > 0 and self.scene.chunks[k].low in _QUOTES:
            k -= 1
        noun = self.scene.chunks[k]
        key = self.context.refer(np)
        body = key is not None and self.context.kind(key) in ("Organization", "Outlet", "ArmedForce", "Group")
        return noun.kind == "NP" and body and self.context.refer(noun) is not None

    def _title_after(self, np: Chunk) -> Chunk | None:
        chunks = self.scene.chunks
        k = np.index + 1
        if k + 1 < len(chunks) and chunks[k].kind == "MARK" and chunks[k].low in _COMMA:
            title = chunks[k + 1]
            if title.kind == "NP" and title.possessive and k + 2 < len(chunks):
                title = chunks[k + 2]
            if title.kind == "NP" and title.title is not None and not (title.named is not None and title.named.named) and not title.plural:
                return title
        if k + 1 < len(chunks) and chunks[k].kind == "VG":
            group = chunks[k]
            verbs = {"be", "become", "être", "devenir", "remain", "rester", "быть", "являться", "стать"}
            named = {"appoint", "elect", "name", "nommer", "élire", "désigner", "избрать", "назначить", "re-elect"}
            if set(group.lemmas) & verbs or (group.passive and set(group.lemmas) & named):
                title = chunks[k + 1]
                if title.kind == "P" and k + 2 < len(chunks):
                    title = chunks[k + 2]
                if title.kind == "NP" and title.possessive and title.index + 1 < len(chunks):
                    title = chunks[title.index + 1]
                if title.kind == "NP" and title.title is not None and not (title.named is not None and title.named.named):
                    return title
        return None

    def _unnamed(self, np: Chunk) -> None:
        if np.title is None or np.title[0].relation is None or np.named is None or np.named.entity is None:
            return
        following = self.scene.after(np)
        if (
            following is not None
            and following.kind == "MARK"
            and (apposed := self.scene.after(np, 2)) is not None
            and apposed.kind == "NP"
            and apposed.named is not None
            and apposed.named.type == "Person"
        ):
            return
        if self.context.kind(np.named.entity) != "Person" or self.context.roster.things[np.named.entity].named is not False:
            return
        body = self._body(np, guess=False)
        if body is not None and self.context.roster.things[np.named.entity].claimed:
            self._hold(np, np, body)

    def _copula(self, np: Chunk) -> tuple[str, bool]:
        """(status, negated) of the verb between a person and the title: "X is not the president", "X will be minister"."""
        group = self.scene.after(np)
        if group is None or group.kind != "VG":
            return "asserted", False
        status, negated, _ = self.clauses.standing(group)
        return status, negated

    def _hold(self, titled: Chunk, np: Chunk, body: str | None, verb: tuple[str, bool] = ("asserted", False)) -> None:
        person = self.context.refer(np)
        if person is None or body is None or titled.title is None:
            return
        title, start, end = titled.title
        relation = self._relation(title, self.context.kind(person), self.context.kind(body))
        if relation is None:
            return
        a, b = self.scene.span(start, end)
        role = self.scene.text[a:b]
        status = title.effect or verb[0]
        first_word, _, rest_of_role = role.partition(" ")
        if title.effect == "past" and rest_of_role and self.grammar.vocabulary.has(first_word.lower(), "former"):
            role = rest_of_role
        lows = {w.low.strip("-") for w in self.scene.words[titled.start : start]} | {
            self.grammar.lemma(w.low) for w in self.scene.words[titled.start : start]
        }
        lows |= {self.scene.words[titled.start].low.partition("-")[0]}
        if lows & self.grammar.vocabulary.listed.get("former", set()):
            status = "past"
        elif lows & self.grammar.vocabulary.listed.get("elect", set()):
            status = "planned"
        first, last = min(titled.start, np.start), max(titled.end, np.end)
        self.context.claim(relation, (person, None), (body, None), (first, last), Standing(status, verb[1], None, ()), role=role)

    def _relation(self, title: Title, person: str, body: str) -> str | None:
        wanted = title.relation
        if wanted is None:
            wanted = "HOLDS_OFFICE" if title.scope == "force" or title.scope == "rank" else "AFFILIATED_WITH"
        options = {
            "HOLDS_OFFICE": ("HOLDS_OFFICE", "LEADS", "AFFILIATED_WITH"),
            "LEADS": ("LEADS", "HOLDS_OFFICE", "AFFILIATED_WITH"),
            "AFFILIATED_WITH": ("AFFILIATED_WITH",),
        }[wanted]
        return next((relation for relation in options if fits(relation, person, body)), None)

    def _belongs(self, np: Chunk) -> None:
        """ "Iraqi army", "troops of Iraq": a force or body is part of its country."""
        mention = np.named
        if mention is None or mention.entity is None:
            return
        if mention.named:
            # "US troops": the key of a national force says whose it is.
            parts = (mention.known or "").split(":")
            if len(parts) == 3 and parts[0] == "force" and f"country:{parts[1]}" in self.context.roster.things:
                self._part(np, mention.entity, f"country:{parts[1]}")
            return
        after, body = self.scene.after(np), self.scene.after(np, 2)
        if (
            mention.type in ("Group", "ArmedForce")
            and after is not None
            and after.kind == "P"
            and after.low in self.grammar.of | {"from"}
            and body is not None
            and (key := self.context.refer(body)) is not None
            and self.context.kind(key) in ("ArmedForce", "Group", "Organization")
            and self.context.roster.things[key].named
            and not self.grammar.vocabulary.nouns.get(mention.head or "")
        ):
            # "rebels of the X", "боевики движения X"
            self.context.claim(
                "AFFILIATED_WITH", (mention.entity, np), (key, None), (np.start, body.end), Standing("asserted", False, None, ())
            )
        if mention.type != "ArmedForce" and not (mention.type == "Organization" and self.grammar.cased):
            return
        anchor = mention.anchor
        if anchor is None or (anchor not in self.context.roster.things and not anchor.startswith("country:")):
            return
        if anchor.startswith("country:"):
            at = next((k for key, k in np.countries if key == anchor), np.start)
            anchor = self.context.roster.country(anchor, self.scene.span(at, at + 1))
        if self.context.kind(anchor) not in ("Country", "Organization") or not self.context.roster.things[anchor].named:
            return
        self._part(np, mention.entity, anchor)

    def _part(self, np: Chunk, part: str, whole: str) -> None:
        if any(c.relation == "PART_OF" and c.subject == part and c.object == whole for c in self.context.made):
            return
        self.context.claim("PART_OF", (part, None), (whole, None), (np.start, np.end), Standing("asserted", False, None, ()))
