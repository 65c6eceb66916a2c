"""Which mentions of an article are one entity: known keys, repeated and shortened names, offices, definite phrases, pronouns.

Keeping the entities is left to ``ingest.engine.figures``, matching them across articles to ``ingest.resolution``.
Over 300 lines: what each kind of mention takes up is decided in one order of reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ingest.engine.agreement import feminine
from ingest.engine.figures import Figure, Figures
from ingest.engine.scene import Mention, Office, Scene
from ingest.gazetteer import Gazetteer
from ingest.languages import Language
from ingest.text import fold


class Cast(Figures):
    """The figures of one article, in order of appearance. ``assign`` gives every mention its figure's key."""

    def __init__(self, language: Language, gazetteer: Gazetteer, synonyms: dict[str, str]) -> None:
        super().__init__(language, gazetteer)
        self._synonyms = synonyms
        self._persons: dict[tuple[str, ...], Figure] = {}
        self._firsts: dict[str, frozenset[str]] = {}

    def assign(self, scenes: Iterable[Scene]) -> None:
        scenes = list(scenes)
        for scene in scenes:
            for mention in scene.found:
                if mention.known or (mention.named and mention.type == "Person"):
                    self._name(scene, mention)
        every = [m for scene in scenes for m in scene.found if m.type != "Country" or not m.known]
        self.count_named([key for m in every if (key := self._points_to(m)) is not None], self._headed(scenes))
        for scene in scenes:
            for mention in scene.found:
                if not mention.key:
                    self._describe(scene, mention)
                figure = self.figures[mention.key]
                if mention.office is not None and mention.office.whose and mention.office.body is None:
                    self._owned_office(mention.office, figure)
                if self._recent[-1:] != [figure]:
                    self._recent.append(figure)
                if figure.type == "Country" and figure.known:
                    self._countries[figure.known] += 1
                elif country := mention.country or (mention.office.country if mention.office is not None else None):
                    self._countries[country] += 1
        for figure in self.figures.values():
            figure.mentions.sort(key=lambda pair: pair[0].words[pair[1].start].start)

    def _owned_office(self, office: Office, holder: Figure) -> None:
        """«رئيسها فلان»: the office belongs to the body spoken of last that its pronoun agrees with."""
        for figure in reversed(self._recent):
            if (
                figure.type not in ("Organization", "Country", "ArmedForce", "Group")
                or not figure.mentions
                or figure.mentions[-1][1].inside
            ):
                continue
            scene, mention = figure.mentions[-1]
            fits = mention.number != "one" if office.whose == "هم" else feminine(scene, mention) in (office.whose == "ها", None)
            if fits:
                office.body = mention
                holder.offices.append((_first(office.lemma), self._of(office)))
                return

    def _points_to(self, mention: Mention) -> str | None:
        seat = self._language.names.country_of(mention.known) if mention.known and mention.type == "Place" else None
        return seat or mention.country or (mention.office.country if mention.office is not None else None)

    def _headed(self, scenes: list[Scene]) -> set[str]:
        """The countries of the title: of a first line that ends without a stop."""
        line = scenes[0].text.lstrip().partition("\n")[0].rstrip() if scenes else ""
        if not line or len(line) == len(scenes[0].text.strip()) or line[-1] in ".!?؟…":
            return set()
        end = scenes[0].text.index(line) + len(line)
        heads = [m for scene in scenes for m in scene.found if scene.words[m.first].start < end]
        return {key for m in heads if (key := m.known if m.type == "Country" and m.known else self._points_to(m))}

    # -- named things ---------------------------------------------------------------------------

    def _name(self, scene: Scene, mention: Mention) -> None:
        figure = None
        if mention.known:
            figure = self.figures.get(mention.known)
        if figure is None and mention.type == "Person":
            figure = self._same_person(mention)
        if figure is None:
            figure = self._new(mention.known or f"{mention.type}:{'_'.join(mention.name)}", mention)
        elif mention.known and not figure.known:
            figure.known = mention.known
        self._join(figure, scene, mention)
        if mention.type == "Person":
            if mention.name and mention.name not in self._persons:
                self._persons[mention.name] = figure
            for office in [*([mention.office] if mention.office else []), *mention.further]:
                of = self._of(office) or self._listed(figure, office)
                figure.offices.append((_first(office.lemma), of))

    def _listed(self, figure: Figure, office: Office) -> str | None:
        """The country whose office a known person is listed with, where the text names none."""
        entry = self._gazetteer.get(figure.known) if figure.known else None
        if entry is None or office.body is not None or _first(office.lemma) not in ("رئيس", "ملك", "وزير", "امير", "أمير"):
            return None
        countries = {held.body for held in entry.offices if held.body and held.body.startswith("country:")}
        if len(countries) != 1:
            return None
        office.country = next(iter(countries))
        return office.country

    def _same_person(self, mention: Mention) -> Figure | None:
        name = mention.name
        if name in self._persons:
            return self._persons[name]
        for other, figure in self._persons.items():
            if len(name) == 1 and name[0] in other and (name[0] == other[-1] or len(name[0]) > 3):
                return figure
            if len(other) == 1 and other[0] in name:
                return figure
            if len(name) > 1 and len(other) > 1 and (set(name) <= set(other) or set(other) <= set(name)):
                return figure
            if len(name) > 1 and len(other) > 1 and name[0] == other[0] and name[-1] == other[-1]:
                return figure
        return None

    # -- described things -----------------------------------------------------------------------

    def _describe(self, scene: Scene, mention: Mention) -> None:
        state = (
            mention.head in ("دولة", "بلد") and mention.definite and mention.number == "one" and not mention.modifiers and not mention.owner
        )
        if state and mention.head == "بلد":
            mention.generic = mention.generic or "البلد"
        if mention.generic or state:
            key = self._country_meant(scene, mention)
            if key is not None:
                self._join(self.country(key), scene, mention)
                return
        if mention.definite and scene.is_(mention.first, "capital") and not mention.modifiers and not mention.known:
            city = next((f for f in reversed(self._recent) if f.known in self._language.names.capitals), None)
            key = city.key if city is not None else self._language.names.seats.get(self.focus() or "")
            if key is not None:
                self._join(self.figures.setdefault(key, Figure(key, "Place", key)), scene, mention)
                return
        if mention.number == "two" and scene.is_(mention.start, "pair") and mention.stop - mention.start == 1:
            both = self._last_two()
            if both is not None:
                self._join(both[0], scene, mention)
                mention.also = (both[1].key,)
                return
        if mention.number == "two" and (pair := self._named_pair(scene, mention)) is not None:
            mention.type = "Country"
            self._join(pair[0], scene, mention)
            mention.also = (pair[1].key,)
            return
        if mention.number == "many" and scene.is_(mention.start, "part"):
            # «أعضاء الخليتين», «عناصر الشرطة»: they act as the group that they belong to.
            whole = self._whole(mention)
            if whole is not None:
                self._join(whole, scene, mention)
                return
        if mention.type == "Person" and mention.pronoun and not mention.named:
            owned = self._owned(scene, mention)
            if owned is not None:
                self._join(owned, scene, mention)
                return
        if mention.type == "Person" and mention.office is not None:
            found = self._holder(mention.office)
            if found is not None:
                self._join(found, scene, mention)
                return
        figure = None if mention.generic else self._earlier(scene, mention) or self._shortened(scene, mention)
        if figure is None:
            text = "_".join(scene.forms[mention.start : mention.stop])
            figure = self._new(f"{mention.type}:{text}", mention)
            figure.hanging = bool(mention.generic) or (mention.type == "Person" and bool(mention.pronoun) and not mention.named)
            if mention.office is not None:
                figure.offices.append((_first(mention.office.lemma), self._of(mention.office)))
        self._join(figure, scene, mention)

    def _named_pair(self, scene: Scene, mention: Mention) -> tuple[Figure, Figure] | None:
        """«الجانبان السعودي والإيراني», «الرئيسين الروسي والصيني»: the two states, where no names follow."""
        if not scene.is_(mention.start, "pair"):
            return None
        keys = [key for word in mention.modifiers if (key := self._language.names.demonyms.get(word)) is not None]
        if len(keys) != 2 or keys[0] == keys[1]:
            return None
        return self.country(keys[0]), self.country(keys[1])

    def _owned(self, scene: Scene, mention: Mention) -> Figure | None:
        """«رئيسها»: who holds that office of the country or body spoken of before it."""
        lemma = scene.words[mention.start].reading.stem
        before = [
            m for m in scene.found if m.end <= mention.first and m.key and m.type in ("Country", "Organization", "Group", "ArmedForce")
        ]
        bodies = {of for other in before for of in (other.known, other.country, self.figures[other.key].key) if of}
        for figure in reversed(self.figures.values()):
            if figure.type == "Person" and any(fold(held) == lemma and of in bodies for held, of in figure.offices):
                return figure
        return None

    def _holder(self, office: Office) -> Figure | None:
        wanted, of = _first(office.lemma), self._of(office)
        found = None
        for figure in self.figures.values():
            if figure.type != "Person":
                continue
            for lemma, body in figure.offices:
                if lemma == wanted and (of == body if of is not None else office.definite):
                    found = figure
        return found

    def _of(self, office: Office) -> str | None:
        if office.country:
            return office.country
        if office.body is None:
            return None
        return office.body.known or office.body.country or office.body.head

    def _earlier(self, scene: Scene, mention: Mention) -> Figure | None:
        head = self._synonyms.get(mention.head or "", mention.head)
        told_apart = _restricted(scene, mention)
        if (
            mention.definite
            and not told_apart
            and not mention.modifiers
            and not mention.quantity
            and mention.type in ("Organization", "ArmedForce", "Group")
            and head
        ):
            stem = scene.words[mention.start].reading.stem
            for figure in reversed(self._recent):
                if figure.known and stem in self._first_words(figure):
                    return figure
        modifiers = frozenset(mention.modifiers)
        best: Figure | None = None
        for figure in reversed(self.figures.values()):
            if figure.type != mention.type and not {figure.type, mention.type} <= {"Organization", "ArmedForce", "Group"}:
                continue
            if figure.type == "Person" and figure.named:
                continue
            if mention.bare is not None and figure.bare == mention.bare:
                return figure
            other = self._synonyms.get(figure.head or "", figure.head)
            if head is None or other != head:
                continue
            if mention.country and figure.country and mention.country != figure.country:
                continue
            if any(self._sets_apart(word) for word in figure.modifiers ^ modifiers):
                continue
            if told_apart and figure.known:
                continue
            same = modifiers == figure.modifiers
            if same and (mention.definite or not mention.quantity) and mention.number == figure.number:
                return figure
            if (
                mention.definite
                and (modifiers <= figure.modifiers or not modifiers)
                and "two" not in {mention.number, figure.number} - {mention.number if mention.number == figure.number else ""}
            ):
                best = best or figure
        return best

    def _sets_apart(self, word: str) -> bool:
        """Whether an adjective tells one thing from another of its kind: «الحكومة الجديدة» is not «الحكومة»."""
        return any(sense.kind == "grammar" and sense.what == "distinct" for sense in self._language.lexicon.words.get(word, ()))

    def _first_words(self, figure: Figure) -> frozenset[str]:
        """The nouns that a known body's names begin with: «المنظمة» takes up «منظمة ...»."""
        if figure.key not in self._firsts:
            entry = self._gazetteer.get(figure.known or "")
            if entry is None or figure.type not in ("Organization", "ArmedForce", "Outlet"):
                self._firsts[figure.key] = frozenset()
            else:
                own = (fold(name.split()[0]).removeprefix("ال") for name in entry.names.get(self._language.code, ()))
                self._firsts[figure.key] = frozenset(own) | {scene.words[m.first].reading.stem for scene, m in figure.mentions}
        return self._firsts[figure.key]

    def _shortened(self, scene: Scene, mention: Mention) -> Figure | None:
        """«حزب العمال» after «حزب العمال الكردستاني»: the known body whose name goes on after these words."""
        if mention.type not in ("Organization", "ArmedForce", "Group") or mention.stop - mention.start < 2:
            return None
        first = scene.words[mention.start].reading.base
        text = " ".join([first, *scene.forms[mention.start + 1 : mention.stop]]) + " "
        for figure in reversed(self._recent):
            entry = self._gazetteer.get(figure.known) if figure.known else None
            if entry is not None and any(fold_words(name).startswith(text) for name in entry.names.get(self._language.code, ())):
                return figure
        return None

    def _whole(self, mention: Mention) -> Figure | None:
        inner = next((part for part in mention.parts if part.type in ("Group", "ArmedForce")), None)
        if inner is not None:
            return self.figures.get(inner.key) if inner.key else self._earlier_of(inner)
        if not mention.pronoun:
            return None
        for figure in reversed(self._recent):
            if figure.type in ("Group", "ArmedForce") and (mention.pronoun != "هما" or figure.number == "two"):
                return figure
        return None

    def _earlier_of(self, inner: Mention) -> Figure | None:
        for figure in reversed(self._recent):
            if figure.head is not None and figure.head == inner.head and figure.number == inner.number:
                return figure
        return None

    def _country_meant(self, scene: Scene, mention: Mention) -> str | None:
        """«بلاده» is the country of the person it belongs to, «البلاد» a speaking officeholder's own, else the article's topic."""
        if any(scene.is_(at, "demonstrative") for at in (mention.first, mention.first - 1) if at >= 0):
            return self._country_named_last(scene, mention)
        speaker, opened = self._speaking(scene, mention)
        if (mention.generic or "").endswith(("ه", "ها", "هم")):
            here = [self.figures[m.key] for m in scene.found if m.first < mention.first and m.type == "Person" and m.key]
            owners = [speaker] if speaker else here or [figure for figure in self._recent if figure.type == "Person"][-1:]
            states = (self._state(owner, born=True) for owner in reversed(owners))
            return next((key for key in states if key is not None), None) if owners else self.topic()
        state = self._state(speaker) if speaker is not None else None
        if state is None:
            return self.topic()
        named = {m.known for m in scene.found if opened <= m.first < mention.first and m.type == "Country" and m.known}
        return state if named <= {state} else None

    def _country_named_last(self, scene: Scene, mention: Mention) -> str | None:
        """«هذا البلد»: the one country named in the latest sentence that names any, None where it names several."""
        here = scene.words[mention.start].start
        before = [
            (where.words[m.start].start, where, figure.known)
            for figure in self.figures.values()
            if figure.type == "Country" and figure.known
            for where, m in figure.mentions
            if where.words[m.start].start < here and not m.generic
        ]
        latest = max(before, key=lambda one: one[0], default=None)
        named = {key for _, where, key in before if latest is not None and where is latest[1]}
        return next(iter(named)) if len(named) == 1 else None

    def _speaking(self, scene: Scene, mention: Mention) -> tuple[Figure | None, int]:
        """Who says the words in which a mention stands («أعلن فلان أن ...»), and the token at which they begin."""
        for opener in reversed(range(mention.first)):
            if not scene.is_(opener, "complementizer"):
                continue
            for m in reversed([m for m in scene.found if m.first < opener and m.type == "Person" and m.key and m.inside is None]):
                if any(scene.senses(at, "speech") for at in range(max(0, m.first - 1), m.first)):
                    return self.figures[m.key], opener
        return None, 0

    def _state(self, person: Figure, *, born: bool = False) -> str | None:
        """The one country in which a person holds office by the article or the gazetteer; ``born`` lets nationality do."""
        held = {of for _, of in person.offices if of and of.startswith("country:")}
        entry = self._gazetteer.get(person.known) if person.known else None
        if not held and entry is not None:
            held = {office.body for office in entry.offices if office.body and office.body.startswith("country:")}
            if not held and born and entry.country:
                return f"country:{entry.country}"
        if not held and born:
            # «الدبلوماسي الإيراني», «قائد الجيش الإيراني»: a nationality, or a body of one country.
            bodies = [self._gazetteer.get(of) for _, of in person.offices if of]
            held = (
                {person.country} if person.country else {f"country:{body.country}" for body in bodies if body is not None and body.country}
            )
        return next(iter(held)) if len(held) == 1 else None


def _restricted(scene: Scene, mention: Mention) -> bool:
    """«القوات الموالية للحكومة»: what a participle tells apart is not the body that was spoken of before."""
    at = mention.end
    if at >= len(scene.words) or not scene.close(at) or mention.type not in ("ArmedForce", "Group", "Organization"):
        return False
    return scene.words[at].reading.definite and any(hit.sense.what.part == "participle" for hit in scene.senses(at, "cue"))


@lru_cache(maxsize=20_000)
def fold_words(name: str) -> str:
    return " ".join(map(fold, name.split()))


def _first(lemma: str) -> str:
    return lemma.split()[0].removeprefix("ال")
