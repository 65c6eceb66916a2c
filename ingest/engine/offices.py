"""Titles and the persons who bear them: «وزير الخارجية الروسي سيرغي لافروف».

Which relation an office becomes is decided by the titles of the language; which known person
is meant by an office alone is left to ``ingest.engine.coreference``.
"""

from __future__ import annotations

from ingest.engine.lexicon import Title
from ingest.engine.mentions import Mention, Office, Scene, marker, named, noun_phrase
from ingest.text import fold

_PARTICLES = frozenset(map(fold, "بن ابن بنت أبو أبي أبا عبد آل دي فان فون دو ديل لا ل ال ولد بو ماك سان".split()))
# Words in a title that stand for the state itself: «رئيس الحكومة» holds office in the country.
_STATE = frozenset(map(fold, "حكومة دولة جمهورية وزراء أركان سلطة".split()))
_PAST = frozenset(map(fold, "السابق السابقة الأسبق المخلوع الراحل المستقيل المعزول المنفي".split()))
_PLANNED = frozenset(map(fold, "المنتخب المنتخبة المكلف المكلفة".split()))
_LINKS = frozenset(map(fold, "ل لدى باسم في ب".split()))
_BODIES = frozenset({"Country", "Organization", "ArmedForce", "Place", "Group", "Facility", "Outlet", "Event"})
_VERBLIKE = frozenset({"cue", "speech", "grammar", "head", "title"})


# «نظيره»: the holder of the same office elsewhere.
_PEER = "نظير"


def again(scene: Scene, at: int) -> Mention | None:
    """A further holder of the office just named: «... مودي والباكستاني نواز شريف», «وسيراليون ارنست كروما»."""
    reading = scene.words[at].reading
    last = scene.found[-1] if scene.found else None
    while last is not None and last.inside is not None:
        last = last.inside
    if reading.joined != "و" or last is None or last.office is None or last.office.relation is None or at - last.end > 0 or at + 1 >= len(scene.words):
        return None
    country = scene.language.names.demonyms.get(reading.stem) if reading.definite else None
    end = at + 1
    if country is None:
        found = named(scene, at)
        if found is None or found.type != "Country":
            return None
        country, end = found.known, found.end
    if end >= len(scene.words) or not scene.close(end):
        return None
    name = _after_title(scene, end)
    if name is None or name.first != end:
        return None
    office = Office(last.office.lemma, last.office.relation, last.office.role, country=country)
    return Mention(at, name.end, name.start, name.stop, "Person", name.known, named=True, marker=last.marker, joined="و", office=office, name=name.name)


def titled(scene: Scene, at: int) -> Mention | None:
    """A title at a token, what it is the title of, and the person's name after it where there is one."""
    hits = scene.senses(at, "title")
    if not hits:
        return None
    end = max(hit.end for hit in hits)
    best = [hit.sense.what for hit in hits if hit.end == end]
    chosen: Title = next((title for title in best if title.relation), best[0])
    if end - at > 1:
        # «رئيس حزب ...», «قائد الجيش»: the second word heads the body that is led.
        single = next((hit.sense.what for hit in hits if hit.end == at + 1 and hit.sense.what.relation), None)
        body = noun_phrase(scene, at + 1) if single is not None and scene.words[at + 1].reading.stem not in _STATE else None
        if single is not None and body is not None and body.type in ("Organization", "ArmedForce", "Group") and body.end >= end:
            chosen, end = single, at + 1
    words = scene.words
    token = words[at]
    if (token.reading.pronoun and chosen.lemma != _PEER) or scene.is_(at, "preposition") or scene.is_(at, "complementizer"):
        return None
    office = Office(chosen.lemma, chosen.relation, (at, end), definite=token.reading.definite)
    if chosen.lemma == _PEER:
        earlier = next((m.office for m in reversed(scene.found) if m.office is not None and m.office.relation), None)
        if earlier is None:
            return None
        office = Office(earlier.lemma, earlier.relation, earlier.role)
    parts: list[Mention] = []
    j = end
    spent = False
    while j < len(words) and scene.close(j) and j - at < 14:
        reading = words[j].reading
        if reading.joined and not (j > end and _second(scene, j)):
            break
        if outgoing := scene.is_(j, "outgoing"):
            j = outgoing
            continue
        if reading.base in _PAST:
            office.status = "past"
            j += 1
            continue
        if reading.base in _PLANNED:
            office.status = "planned"
            j += 1
            continue
        country = scene.language.names.demonyms.get(reading.stem)
        if country and not reading.marker and not (named(scene, j) and named(scene, j).type == "Person"):  # type: ignore[union-attr]
            office.country = office.country or country
            j += 1
            continue
        link = marker(scene, j) if j > end or reading.marker else ""
        if reading.marker and reading.marker not in ("ل", "ب"):
            break
        if scene.is_(j, "preposition") and reading.base in ("في", "لدي", "باسم", "لشؤون", "الي") and j + 1 < len(words):
            body = _body(scene, scene.is_(j, "preposition"))
            if (
                body is None
                or reading.base == "الي"
                or (reading.base == "في" and body.type not in ("Country", "Organization", "Group", "Place"))
            ):
                break
            if office.body is None:
                office.body = body
            parts.append(body)
            j = body.end
            continue
        if _names_person(scene, j) and not reading.marker and not ((place := named(scene, j, trusted=True)) and place.type == "Country"):
            break
        if office.body is None:
            body = _body(scene, j)
            if body is not None and (not reading.marker or reading.marker == "ل"):
                if office.body is None:
                    office.body = body
                parts.append(body)
                j = body.end
                spent = True
                continue
        if reading.marker:
            break
        if scene.language.adjective(reading):
            if not spent:
                office.role = (at, j + 1)
            j += 1
            continue
        if not spent and reading.definite and not _speaks(scene, j) and j == office.role[1] and not _names_person(scene, j):
            office.role = (at, j + 1)
            j += 1
            continue
        if (
            not spent
            and not reading.definite
            and reading.base in ("خارجية", "دفاع", "داخلية", "عدل", "مالية", "وزراء", "حكومة", "اركان", "برلمان", "شؤون")
        ):
            office.role = (at, j + 1)
            j += 1
            continue
        break
        _ = link
    name = _after_title(scene, j)
    if name is not None and chosen.relation is None and not name.known and (_many(scene, at) or scene.language.adjective(scene.words[name.first].reading)):
        return None
    if name is not None:
        mention = Mention(at, name.end, name.start, name.stop, "Person", name.known, named=True, marker=marker(scene, at),
                          joined=token.reading.joined, office=office, parts=parts, name=name.name, whole=name.whole)  # fmt: skip
        return mention
    if chosen.relation is None and not office.country and office.body is None:
        return None
    if not (office.country or office.body or token.reading.definite):
        return None
    many = _many(scene, at)
    return Mention(at, j, at, j, "Group" if many else "Person", head=chosen.lemma, number="many" if many else "one",
                   definite=True, named=False, marker=marker(scene, at), joined=token.reading.joined, office=None if many else office,
                   country=office.country or (office.body.known if office.body and office.body.type == "Country" else None),
                   owner=office.body, parts=parts)  # fmt: skip


def _many(scene: Scene, at: int) -> bool:
    heads = scene.senses(at, "head")
    return bool(heads) and all(hit.sense.what.number != "one" for hit in heads)


def _second(scene: Scene, at: int) -> bool:
    """«وزير الدفاع والإنتاج الحربي»: a joined definite noun that continues the office's name."""
    reading = scene.words[at].reading
    return (
        reading.joined == "و"
        and reading.definite
        and not reading.marker
        and not _speaks(scene, at)
        and reading.stem in scene.language.lexicon.common
    )


def _speaks(scene: Scene, at: int) -> bool:
    return any(hit.sense.kind in ("speech", "grammar", "date") or hit.sense.finite for hit in scene.hits[at])


def _body(scene: Scene, at: int) -> Mention | None:
    if at >= len(scene.words):
        return None
    found = named(scene, at, trusted=True)
    phrase = noun_phrase(scene, at)
    if phrase is not None and (found is None or phrase.end > found.end):
        found = phrase
    if found is None or found.type not in _BODIES or found.pronoun:
        return None
    return found


def _names_person(scene: Scene, at: int) -> bool:
    found = named(scene, at)
    if found is not None and found.type == "Person":
        return True
    reading = scene.words[at].reading
    return reading.base in scene.language.names.given and not any(hit.sense.kind in _VERBLIKE for hit in scene.hits[at])


def _after_title(scene: Scene, at: int) -> Mention | None:
    """The person's name after a title, past a comma and a rank."""
    j = at
    if j >= len(scene.words):
        return None
    gap = scene.words[j].gap.strip().strip('«»"“”()')
    if gap not in ("", "،", ",", "-"):
        return None
    comma = gap != ""
    found = named(scene, j)
    if found is not None and found.type == "Person" and not found.marker and found.end - found.first > 1:
        return found
    for _ in range(2):
        ranks = [hit for hit in scene.senses(j, "title") if hit.sense.what.relation is None] if j < len(scene.words) else []
        if ranks and not scene.words[j].reading.joined and j + 1 < len(scene.words):
            j = max(hit.end for hit in ranks)
            if j >= len(scene.words):
                return None
    found = named(scene, j)
    if found is not None and found.type == "Person" and not found.marker:
        longer = name_end(scene, j, after_title=True)
        if longer > found.end and found.end - found.first == 1:
            return _person(scene, j, longer)
        return found
    end = name_end(scene, j, after_title=True)
    if end - j >= (2 if comma else 1):
        return _person(scene, j, end)
    return None


def _person(scene: Scene, at: int, end: int) -> Mention:
    token = scene.words[at]
    reading = token.reading
    if reading.marker and not scene.hits[at] and at in scene.whole:
        return Mention(at, end, at, end, "Person", named=True, whole=True, name=tuple(scene.forms[at:end]))
    return Mention(at, end, at, end, "Person", named=True, marker=marker(scene, at), joined=reading.joined,
                   name=tuple([reading.base, *scene.forms[at + 1 : end]]))  # fmt: skip


def name_end(scene: Scene, at: int, after_title: bool = False) -> int:
    """Where a person's name that begins at a token ends; ``at`` itself when there is none."""
    words, names = scene.words, scene.language.names
    j = at
    while j < len(words) and (j == at or scene.close(j)) and j - at < 6:
        token = words[j]
        reading = token.reading
        if token.number is not None:
            break
        if token.form in _PARTICLES or reading.base in _PARTICLES and j > at:
            j += 1
            continue
        if j > at and words[j - 1].form in ("عبد", "ابو", "ابي", "ابا", "ال"):
            j += 1
            continue
        if after_title and j == at and (reading.marker or reading.pronoun) and not scene.hits[j] and (reading.base in names.given or reading.base in names.family):
            # «بريك»: after a title a name keeps its first letter even where what follows it is known.
            scene.whole.add(at)
            j += 1
            continue
        if after_title and j > at and reading.marker in ("ك", "ب", "ف") and not reading.definite and not scene.hits[j]:
            if reading.base not in scene.language.lexicon.common and reading.base not in scene.language.lexicon.adjectives:
                j += 1
                continue
        if reading.marker or reading.pronoun or (reading.joined and j > at):
            break
        if any(hit.sense.kind == "grammar" for hit in scene.hits[j]):
            break
        lexical = any(hit.sense.kind in _VERBLIKE or hit.sense.kind == "cue" for hit in scene.hits[j])
        plain = reading.base in scene.language.lexicon.common or reading.stem in scene.language.lexicon.common
        plain = plain or reading.base in scene.language.verbs or reading.stem in scene.language.lexicon.adjectives
        plain = plain or reading.stem in names.demonyms
        listed = reading.base in names.given or reading.base in names.family
        if listed and (j > at or not lexical):
            if lexical and reading.base in scene.language.verbs:
                break
            if lexical and not (reading.base in names.family and j > at and not scene.is_(j, "preposition")):
                break
            j += 1
            continue
        if lexical or plain or len(reading.base) < 3:
            break
        if not reading.known and (j > at or after_title):
            if j == at and reading.definite and not after_title:
                break
            if _imperfect(reading.base) and j > at + 1:
                break
            j += 1
            continue
        if reading.known and j > at and reading.base in names.vocabulary and not scene.language.adjective(reading):
            found = named(scene, j)
            if found is not None and found.type != "Person":
                break
            j += 1
            continue
        break
    while j > at and words[j - 1].form in _PARTICLES:
        j -= 1
    return j


def _imperfect(base: str) -> bool:
    return len(base) >= 4 and base[0] in "يت" and not base.endswith(("ي", "ا"))


def person(scene: Scene, at: int) -> Mention | None:
    """A name without a title: a known given name and at least one more part."""
    reading = scene.words[at].reading
    compound = reading.base in ("عبد", "ابو") and at + 1 < len(scene.words) and scene.close(at + 1) and not reading.marker
    if compound:
        end = max(name_end(scene, at), at + 2)
        return trailing(scene, _person(scene, at, end)) if scene.words[at + 1].reading.definite or end - at > 2 else None
    if scene.words[at].form in _PARTICLES or len(reading.base) < 3 or reading.base not in scene.language.names.given or any(hit.sense.kind in _VERBLIKE for hit in scene.hits[at]):
        return None
    if (
        reading.base in scene.language.lexicon.common
        or reading.base in scene.language.lexicon.adjectives
        or reading.stem in scene.language.names.demonyms
    ):
        return None
    end = name_end(scene, at)
    if end - at < 2:
        return None
    return trailing(scene, _person(scene, at, end))


def trailing(scene: Scene, mention: Mention) -> Mention:
    """A title in apposition after a person's name: «سيرغي لافروف، وزير الخارجية الروسي»."""
    if mention.type != "Person":
        return mention
    at = mention.end
    if at >= len(scene.words):
        return mention
    gap = scene.words[at].gap.strip().strip('«»"“”')
    if gap not in ("", "،", ",", "-", "("):
        return mention
    j = at
    if scene.words[at].reading.base in ("هو", "هي") and at + 1 < len(scene.words):
        j = at + 1
    if not scene.senses(j, "title") or scene.words[j].reading.marker or (scene.words[j].reading.joined and j == at):
        return mention
    described = titled(scene, j)
    if described is None or described.office is None or described.named or described.type != "Person":
        return mention
    mention.end = described.end
    mention.office = described.office
    mention.parts = described.parts
    return mention
