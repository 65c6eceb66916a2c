"""Mentions: the stretches of a sentence that name or describe a person, body, place, force or event.

Which mentions are one entity is left to ``ingest.engine.coreference``, titles to ``ingest.engine.offices``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.engine.lexicon import Head, Title
from ingest.engine.senses import Hit
from ingest.engine.tokens import Token
from ingest.languages import Language


@dataclass(slots=True, eq=False)
class Mention:
    """Tokens ``first``..``end`` stand as one argument of the clause; ``start``..``stop`` name the entity.

    ``known`` is a gazetteer key, ``head`` the lemma of a noun phrase, ``number`` "one", "two" or
    "many". ``marker`` is the preposition before it, glued or apart, or "". ``country`` is the
    country that an adjective or a noun in the phrase points to. ``inside`` is the mention that
    this one is part of: such a mention is no argument of the clause. ``owner`` is the entity named
    inside the phrase that it belongs to. ``office`` is what a title said of a person.
    ``also`` are keys of further entities that the mention stands for («البلدان»). ``governed``: a
    noun that is no mention stands right before it, so that it is that noun's genitive and no
    argument. ``whole``: its first letter is no clitic.
    """

    first: int
    end: int
    start: int
    stop: int
    type: str
    known: str | None = None
    head: str | None = None
    number: str = "one"
    definite: bool = True
    named: bool = False
    marker: str = ""
    joined: str = ""
    country: str | None = None
    owner: Mention | None = None
    inside: Mention | None = None
    office: Office | None = None
    bare: str | None = None
    quantity: tuple[int, int] | None = None
    modifiers: tuple[str, ...] = ()
    pronoun: str = ""
    name: tuple[str, ...] = ()
    generic: str = ""
    also: tuple[str, ...] = ()
    governed: bool = False
    whole: bool = False
    key: str = ""
    parts: list[Mention] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Office:
    """What a title says: its lemma, the relation and status it maps to, its words, and whose office it is."""

    lemma: str
    relation: str | None
    role: tuple[int, int]
    status: str = "asserted"
    body: Mention | None = None
    country: str | None = None
    definite: bool = True


@dataclass(slots=True)
class Scene:
    """A sentence under reading: its tokens, their senses and the mentions found so far by first token."""

    text: str
    words: list[Token]
    hits: list[tuple[Hit, ...]]
    language: Language
    forms: list[str]
    found: list[Mention] = field(default_factory=list)
    titled: Callable[[Scene, int], Mention | None] | None = None
    whole: set[int] = field(default_factory=set)

    def senses(self, at: int, kind: str) -> list[Hit]:
        return [hit for hit in self.hits[at] if hit.sense.kind == kind]

    def is_(self, at: int, group: str) -> int:
        """The end of the longest function word or phrase of a class at a token; 0 if there is none."""
        return max((hit.end for hit in self.hits[at] if hit.sense.kind == "grammar" and hit.sense.what == group), default=0)

    def close(self, at: int) -> bool:
        """Whether the token stands directly after the one before it: nothing but space, quotes or a hyphen between."""
        return at < len(self.words) and not any(mark in self.words[at].gap for mark in "،,؛;:.()/…!؟?\n–—")


# Classes of function words that are never part of a noun phrase.
STRUCTURAL = frozenset({"preposition", "complementizer", "relative", "subordinator", "switch", "negation", "negated_noun", "condition", "still",
                        "pronoun", "demonstrative", "copula", "auxiliary", "other", "turn", "agent"})  # fmt: skip
PLACE_LIKE = frozenset({"Place", "Country", "Facility"})
_SMALL = frozenset({"في", "من", "الي", "على", "عن", "ان", "او", "ثم", "قد", "لا", "ما", "لم", "لن"})


# Function phrases that no mention may begin in («من جانبه», «إلى جانب»).
_CLOSED = frozenset({"turn", "switch", "preposition", "agent", "still", "condition", "subordinator", "among", "abandoned", "planned", "called"})


def find(scene: Scene, offices: object) -> None:
    """Fill ``scene.found``: longest names, then titles, noun phrases and persons, left to right, nested ones included."""
    scene.titled = offices.titled  # type: ignore[attr-defined]
    _scan(scene, offices)
    arguments = [m for m in scene.found if m.inside is None]
    covered = [False] * len(scene.words)
    for mention in arguments:
        covered[mention.first : mention.end] = [True] * (mention.end - mention.first)
    for mention in arguments:
        at = mention.first - 1
        if at >= 0 and not covered[at] and not mention.marker and not mention.joined and scene.close(mention.first):
            mention.governed = _genitive(scene, at)
    for before, after in zip(arguments, arguments[1:], strict=False):
        # «في دكا عاصمة بنغلاديش»: the second is said of the first and no argument of its own.
        if after.first == before.end and before.type == "Place" and scene.is_(after.first, "capital") and after.head and not after.marker:
            after.inside = before
            before.end = after.end


def _genitive(scene: Scene, at: int) -> bool:
    """Whether the word before a mention is a noun that it belongs to («خطر تنقل ...», «أسعار الغاز»)."""
    reading = scene.words[at].reading
    if reading.definite or reading.pronoun or reading.base in scene.language.verbs or scene.words[at].number is not None:
        return False
    hits = scene.hits[at]
    if any(hit.sense.kind in ("grammar", "date", "number", "speech", "title") for hit in hits):
        return False
    if any(hit.sense.kind == "cue" and hit.sense.what.part == "masdar" for hit in hits):
        return True
    return reading.stem in scene.language.lexicon.common and not reading.stem.endswith("ا")


def _scan(scene: Scene, offices: object) -> None:
    at = 0
    size = len(scene.words)
    while at < size:
        phrase = max((h.end for h in scene.hits[at] if h.sense.kind == "grammar" and h.sense.what in _CLOSED and h.end - at > 1), default=0)
        if phrase:
            at = phrase
            continue
        mention = _mention(scene, at, offices)
        if mention is None:
            at += 1
            continue
        _place(scene, mention)
        at = max(mention.end, at + 1)


def recall(scene: Scene, names: dict[str, tuple[str, ...]]) -> None:
    """Add persons whom the article names in full elsewhere and here by one word only."""
    covered = [False] * len(scene.words)
    for mention in scene.found:
        for at in range(mention.first, mention.end):
            covered[at] = True
    added = False
    for at, token in enumerate(scene.words):
        word = token.reading.base
        name = names.get(word) or names.get(token.form)
        if covered[at] or name is None or scene.is_(at, "preposition"):
            continue
        glued = name[-1] != word and name[-1] == token.form
        scene.found.append(Mention(at, at + 1, at, at + 1, "Person", named=True, marker="" if glued else marker(scene, at),
                                   joined="" if glued else token.reading.joined, name=(name[-1],)))  # fmt: skip
        added = True
    if added:
        scene.found.sort(key=lambda m: (m.first, m.inside is not None, -m.end))


def _place(scene: Scene, mention: Mention) -> None:
    scene.found.append(mention)
    for part in mention.parts:
        part.inside = mention
        _place(scene, part)


def _mention(scene: Scene, at: int, offices: object) -> Mention | None:
    token = scene.words[at]
    if token.number is not None:
        return counted(scene, at)
    if _dated(scene, at):
        return None
    again = offices.again(scene, at)  # type: ignore[attr-defined]
    if again is not None:
        return again  # type: ignore[no-any-return]
    titled = offices.titled(scene, at)  # type: ignore[attr-defined]
    if titled is not None:
        return titled  # type: ignore[no-any-return]
    name = named(scene, at)
    phrase = None if _opens_with_verb(scene, at) else noun_phrase(scene, at)
    if phrase is not None and (name is None or phrase.end > name.end):
        return phrase
    if name is not None:
        return offices.trailing(scene, name)  # type: ignore[attr-defined, no-any-return]
    if scene.senses(at, "number"):
        found = counted(scene, at)
        if found is not None:
            return found
    focus = scene.is_(at, "focus_country")
    if focus:
        return Mention(at, focus, at, focus, "Country", generic=token.reading.base, marker=marker(scene, at), joined=token.reading.joined)
    return offices.person(scene, at)  # type: ignore[attr-defined, no-any-return]


def _opens_with_verb(scene: Scene, at: int) -> bool:
    """Whether a word that is also a noun is the verb of a sentence that begins with it («طالب المتظاهرون»)."""
    if at and not scene.words[at].gap.strip() and not scene.words[at].reading.joined and not scene.is_(at - 1, "relative"):
        return False
    reading = scene.words[at].reading
    if reading.definite or reading.marker or not any(hit.sense.finite for hit in scene.hits[at]) or at + 1 >= len(scene.words):
        return False
    following = scene.words[at + 1].reading
    found = named(scene, at + 1)
    if found is not None and not found.marker and found.type in ("Person", "Country"):
        return True
    return following.definite and not following.marker and following.base.endswith(("ون", "ان"))


def _dated(scene: Scene, at: int) -> bool:
    kinds = ("weekday", "month", "relative_day", "weekday_relative", "weekday_part")
    return any(
        hit.sense.kind == "date" and hit.sense.what.kind in kinds and hit.sense.what.calendar not in ("hijri", "iranian") for hit in scene.hits[at]
    )


def marker(scene: Scene, at: int) -> str:
    """The preposition that governs the token: its own clitic, or the word or phrase before it."""
    own = scene.words[at].reading.marker
    if own:
        return own
    before = at - 1
    if before < 0 or not scene.close(at):
        return ""
    for start in range(max(0, before - 2), before + 1):
        for hit in scene.hits[start]:
            if hit.sense.kind == "grammar" and hit.sense.what in ("preposition", "agent") and hit.end == at:
                if scene.words[before].reading.pronoun:
                    return ""
                return " ".join(scene.forms[start:at]) if start < before else scene.words[before].reading.base
    return ""


def named(scene: Scene, at: int, trusted: bool = False) -> Mention | None:
    """The longest gazetteer name at a token; ``trusted`` where the words before leave no other reading."""
    token = scene.words[at]
    reading = token.reading
    names = scene.language.names
    firsts = (reading.base,) if reading.base == token.form else (reading.base, token.form)
    if reading.pronoun:
        firsts = (token.form,)
    following: list[str] = []
    for j in range(at + 1, min(at + 9, len(scene.words))):
        if not scene.close(j):
            break
        following.append(scene.forms[j])
    found = names.at(firsts, following)
    if found is None:
        return None
    size, what = found
    whole = " ".join(scene.forms[at : at + size])
    if what.needs_context and not trusted and not _supported(scene, at, size, what.key, what.type):
        return None
    if size == 1 and what.type == "Person" and not _family_fits(scene, at):
        return None
    if what.type == "Country" and size == 1 and reading.joined == "" and _SMALL & {whole}:
        return None
    stands_for = names.country_of(what.key)
    if stands_for is not None and marker(scene, at) not in _LOCAL and not _located(scene, at, size):
        return Mention(at, at + size, at, at + size, "Country", stands_for, named=True, marker=marker(scene, at), joined=reading.joined)
    return Mention(at, at + size, at, at + size, what.type, what.key, named=True, marker=marker(scene, at), joined=reading.joined,
                   name=tuple([reading.base if reading.base != token.form else token.form, *following[: size - 1]]))  # fmt: skip


_LOCAL = frozenset({"في", "من", "الي", "ب", "داخل", "وسط", "قرب", "شمال", "جنوب", "شرق", "غرب", "خارج", "عبر", "نحو"})


def _located(scene: Scene, at: int, size: int) -> bool:
    """Whether a capital's name is the city itself: after «العاصمة», «مدينة» or a point of the compass, or before «عاصمة»."""
    before = scene.words[at - 1].reading.stem if at and scene.close(at) else ""
    after = scene.words[at + size].reading.stem if at + size < len(scene.words) else ""
    return before in ("عاصمة", "مدينة", "شمال", "جنوب", "شرق", "غرب", "وسط", "مطار", "جامعة", "محافظة", "ولاية") or after == "عاصمة"


def _supported(scene: Scene, at: int, size: int, key: str, kind: str) -> bool:
    """Whether a form with another reading is backed: a place after a preposition of place, a name in quotes or after its head."""
    token = scene.words[at]
    if token.quoted >= 0 and (at + size == len(scene.words) or scene.words[at + size].quoted != token.quoted):
        return True
    if at and scene.is_(at - 1, "apposing") == at and scene.close(at):
        return True
    if kind == "Country" and size == 1:
        # «مالي» after a noun is an adjective, elsewhere the country.
        before = scene.words[at - 1] if at else None
        if before is None or scene.is_(at - 1, "preposition") or before.reading.base in scene.language.verbs or any(m.end == at and m.named for m in scene.found):
            return not token.reading.definite
    if kind in PLACE_LIKE and size == 1:
        return marker(scene, at) in ("في", "الى", "الي", "من") and not any(h.sense.kind in ("cue", "head", "title") for h in scene.hits[at])
    if size >= 3:
        return True
    return bool(at and any(hit.sense.kind == "head" and hit.sense.what.type == kind and hit.end == at for hit in scene.hits[at - 1]))


def _family_fits(scene: Scene, at: int) -> bool:
    """A family name alone is taken unless it is also an everyday word."""
    return not any(hit.sense.kind in ("cue", "head", "title", "grammar", "speech") for hit in scene.hits[at])


def noun_phrase(scene: Scene, at: int, counting: bool = False) -> Mention | None:
    """A phrase with a known head: its idafa chain, adjectives and the names inside it."""
    heads = scene.senses(at, "head")
    if not heads:
        return None
    token = scene.words[at]
    longest = max(hit.end for hit in heads)
    for size in range(4, 1, -1):
        body = scene.language.names.bare.get((token.reading.base, *scene.forms[at + 1 : at + size]))
        if body is not None and at + size > longest and all(scene.close(k) for k in range(at + 1, at + size)):
            longest = at + size
            return _extend(scene, at, longest, [hit.sense.what for hit in heads], True)
    if token.reading.stem in scene.language.lexicon.adjectives and all(hit.sense.what.number == "two" for hit in heads):
        return None
    heads = sorted((hit for hit in heads if hit.end == longest), key=lambda hit: hit.sense.what.number == "two")
    return _extend(scene, at, longest, [hit.sense.what for hit in heads], token.reading.definite, counting)


def _extend(scene: Scene, at: int, end: int, heads: list[Head], definite: bool, counting: bool = False) -> Mention | None:
    words, language = scene.words, scene.language
    token = words[at]
    head = heads[0]
    country: str | None = None
    owner: Mention | None = None
    parts: list[Mention] = []
    modifiers: list[str] = []
    if end - at > 1:
        modifiers.extend(words[j].reading.stem for j in range(at + 1, end))
        definite = definite or words[end - 1].reading.definite
    chained = definite or bool(token.reading.pronoun)
    proper = False
    adjectives = 0
    j = end
    while j < len(words) and scene.close(j) and j - at < 9:
        reading = words[j].reading
        if j > end and words[j].quoted != words[j - 1].quoted and words[j - 1].quoted >= 0 and words[j].quoted < 0 and proper:
            break
        if reading.joined == "و" and adjectives and not reading.marker and language.adjective(reading) and reading.definite == definite:
            modifiers.append(reading.stem)
            j += 1
            continue
        if j == end and not definite and scene.is_(j, "demonstrative") and j + 1 < len(words) and words[j + 1].reading.definite:
            j += 1
            reading = words[j].reading
        if reading.marker and not reading.definite and j == end and head.type == "Place" and scene.is_(at, "apposing") and _only_name(scene, j):
            # «مدينة كرمان»: what looks like a clitic is the name's first letter.
            return Mention(at, j + 1, j, j + 1, "Place", head=head.lemma, named=True, marker=marker(scene, at), joined=token.reading.joined, whole=True)
        if reading.joined or reading.marker or scene.is_(j, "preposition") or words[j].number is not None or _dated(scene, j):
            break
        fits_adjective = language.adjective(reading) and (reading.definite == definite or (chained and reading.definite))
        inner = named(scene, j)
        if inner is not None and not (fits_adjective and inner.end == j + 1 and reading.stem in language.names.demonyms):
            if adjectives:
                break
            if chained and not _apposed(scene, at, head.type, inner.type):
                break
            if inner.type == "Person" and head.type not in ("Organization", "Group", "ArmedForce", "Facility", "Place"):
                break
            parts.append(inner)
            if _apposed(scene, at, head.type, inner.type):
                proper = True
                return _apposition(scene, at, inner, head, country)
            owner = inner
            if inner.type == "Country":
                country = inner.known
            j = inner.end
            definite = chained = True
            continue
        titled = scene.titled(scene, j) if not chained and not adjectives and scene.titled is not None and scene.senses(j, "title") else None
        if titled is not None and titled.type == "Person":
            parts.append(titled)
            owner = titled
            j = titled.end
            break
        if j == end and not definite and scene.is_(at, "town") and not reading.definite and not fits_adjective and inner is None and len(reading.base) > 2:
            if not scene.is_(j, "preposition") and not any(h.sense.kind in ("grammar", "date", "number", "speech") for h in scene.hits[j]):
                # «مدينة حلب»: an everyday word right after its head is the place's name.
                return _apposition(scene, at, Mention(j, j + 1, j, j + 1, "Place" if head.type == "Place" else head.type, named=True), head, country)
        if fits_adjective:
            if reading.stem in language.names.demonyms:
                country = language.names.demonyms[reading.stem]
            modifiers.append(reading.stem)
            adjectives += 1
            j += 1
            continue
        if (
            words[j].quoted >= 0
            and words[j - 1].quoted != words[j].quoted
            and head.type in ("Organization", "ArmedForce", "Group", "Outlet", "Place", "Equipment")
        ):
            stop = j
            while stop < len(words) and words[stop].quoted == words[j].quoted and stop - j < 6:
                stop += 1
            if not any(scene.language.verbs & {words[k].reading.base} for k in range(j, stop)):
                proper = True
                j = stop
            break
        if chained or adjectives:
            break
        if _noun(scene, j, reading.definite):
            nested = noun_phrase(scene, j)
            modifiers.append(reading.stem)
            if nested is not None and nested.end - nested.first > 1:
                parts.append(nested)
                nested.marker = ""
                owner = nested.owner or owner
                country = nested.country or country
                modifiers.extend(nested.modifiers)
                j = nested.end
                definite = nested.definite
                chained = True
                continue
            definite = chained = reading.definite or bool(reading.pronoun)
            j += 1
            continue
        if (
            head.type in ("Place", "Organization", "Outlet", "ArmedForce", "Equipment")
            and head.number == "one"
            and not reading.known
            and j == end
        ):
            stop = j
            while stop < len(words) and scene.close(stop) and not words[stop].reading.known and stop - j < 3:
                stop += 1
            proper = True
            j = stop
            break
        break
    if (head.needs == "genitive" and owner is None) or (head.needs == "number" and not counting):
        return None
    kind = _type(heads, modifiers, country, owner)
    mention = Mention(at, j, at, j, kind, head=head.lemma, number=head.number, definite=definite, named=proper,
                      marker=marker(scene, at), joined=token.reading.joined, country=country, owner=owner,
                      modifiers=tuple(modifiers), pronoun=token.reading.pronoun if end - at == 1 else "", parts=parts)  # fmt: skip
    if country and scene.is_(at, "capital"):
        mention.known = scene.language.names.seats.get(country)
        mention.named = mention.named or mention.known is not None
    bare = scene.language.names.bare.get(tuple([token.reading.base, *scene.forms[at + 1 : j]]))
    if bare is not None:
        mention.bare = bare[0]
        mention.type = bare[1]
    return mention


def _type(heads: list[Head], modifiers: list[str], country: str | None, owner: Mention | None) -> str:
    """The type by head; states in the plural are a group of states."""
    head = heads[0]
    return "Group" if head.type == "Country" and head.number != "one" else head.type


def _only_name(scene: Scene, at: int) -> bool:
    """Whether no word of the language but at most a name is left when the clitic is taken off."""
    base = scene.words[at].reading.base
    return not scene.hits[at] and base not in scene.language.lexicon.common and base not in scene.language.lexicon.adjectives and scene.words[at].reading.marker != "ل"


def _apposed(scene: Scene, at: int, head: str, name: str) -> bool:
    """Whether the name is the thing that the head calls it («مدينة البصرة», «حركة طالبان»), not its owner."""
    if not scene.is_(at, "apposing") or (scene.words[at].reading.definite and not scene.is_(at, "capital")):
        return False
    if head == name:
        return name in ("Place", "Organization", "Outlet", "ArmedForce", "Country")
    pairs = {("Organization", "ArmedForce"), ("ArmedForce", "Organization"), ("Organization", "Outlet"), ("Outlet", "Organization"),
             ("Country", "Place"), ("Organization", "Group"), ("Facility", "Place")}  # fmt: skip
    return (head, name) in pairs


def _apposition(scene: Scene, at: int, name: Mention, head: Head, country: str | None) -> Mention:
    token = scene.words[at]
    end = name.end
    while end < len(scene.words) and scene.close(end) and scene.words[end].reading.definite and scene.language.adjective(scene.words[end].reading):
        country = scene.language.names.demonyms.get(scene.words[end].reading.stem, country)
        end += 1
    return Mention(at, end, name.start, name.stop, name.type, name.known, head.lemma, named=True, marker=marker(scene, at),
                   joined=token.reading.joined, country=country, name=name.name)  # fmt: skip


def _noun(scene: Scene, at: int, definite: bool) -> bool:
    """Whether a word can continue an idafa chain: a noun that is no verb form, function word or adverb."""
    token = scene.words[at]
    reading = token.reading
    if reading.base in scene.language.verbs and not definite:
        return any(
            hit.sense.kind == "head" or (hit.sense.kind == "cue" and hit.sense.what.part in ("masdar", "noun")) for hit in scene.hits[at]
        )
    if any(hit.sense.kind in ("date", "number") or (hit.sense.kind == "grammar" and hit.sense.what in STRUCTURAL) for hit in scene.hits[at]):
        return False
    if definite:
        return True
    if any(hit.sense.kind == "head" or (hit.sense.kind == "cue" and hit.sense.what.part in ("masdar", "noun")) for hit in scene.hits[at]):
        return True
    after = at + 1
    if len(reading.base) >= 3 and after < len(scene.words) and scene.close(after) and scene.words[after].reading.definite and not scene.words[after].reading.marker:
        return not scene.words[after].reading.joined
    return reading.stem in scene.language.lexicon.common and not reading.stem.endswith("ا")


def counted(scene: Scene, at: int) -> Mention | None:
    """A number and what it counts: «أكثر من 40 معسكر تدريب», «عشرات القتلى», «28 شخصا»."""
    words = scene.words
    j = at
    seen = False
    while j < len(words) and (j == at or scene.close(j)) and j - at < 7:
        if words[j].number is not None or any(
            h.sense.kind == "number" and h.sense.what.kind in ("cardinal", "collective") for h in scene.hits[j]
        ):
            seen = True
            j = max(
                [j + 1, *(h.end for h in scene.hits[j] if h.sense.kind == "number" and h.sense.what.kind in ("cardinal", "collective"))]
            )
            continue
        approximation = max((h.end for h in scene.hits[j] if h.sense.kind == "number" and h.sense.what.kind == "approximation"), default=0)
        if approximation and not seen:
            j = approximation
            continue
        if seen and words[j].reading.base in ("من", "قطعة", "بين") and j + 1 < len(words):
            j += 1
            continue
        break
    crowd = words[at].reading.definite and any(h.sense.kind == "number" and h.sense.what.kind == "collective" for h in scene.hits[at])
    if crowd and (j >= len(words) or not scene.close(j) or not scene.senses(j, "head")):
        # «تظاهر الآلاف»
        return Mention(at, j, at, j, "Group", head="آلاف", number="many", marker=marker(scene, at), joined=words[at].reading.joined, quantity=(at, j))
    if not seen or j >= len(words) or not scene.close(j) or words[j].reading.joined:
        return None
    heads = scene.senses(j, "head")
    phrase = noun_phrase(scene, j, counting=True)
    if phrase is None or phrase.marker not in ("", "من"):
        return None
    if heads and heads[0].sense.what.number == "one" and words[j - 1].number is not None and phrase.end > j + 1 and words[j + 1].reading.definite:
        # «70 ألف متظاهر الطرقات»: what is counted in the singular takes no genitive with the article.
        phrase.end = phrase.stop = j + 1
        phrase.parts = []
    first = at
    phrase.first = first
    phrase.quantity = (at, j)
    phrase.number = "many" if phrase.number == "one" else phrase.number
    if phrase.type == "Person":
        phrase.type = "Group"
    phrase.start = at if words[at].number is None or True else j
    phrase.marker = marker(scene, at)
    phrase.joined = words[at].reading.joined
    phrase.definite = False
    return phrase
