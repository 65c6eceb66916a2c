"""Titles and the persons who bear them: «وزير الخارجية الروسي سيرغي لافروف».

Which relation an office becomes is decided by the titles of the language; which known person
is meant by an office alone is left to ``ingest.engine.coreference``.
"""

from __future__ import annotations

from ingest.engine.known import named
from ingest.engine.lexicon import Title
from ingest.engine.noun_phrases import noun_phrase
from ingest.engine.own_titles import no_name, own_title
from ingest.engine.persons import after_title_name, names_person
from ingest.engine.scene import Mention, Office, Scene, marker
from ingest.text import fold

# Words in a title that stand for the state itself: «رئيس الحكومة» holds office in the country.
_STATE = frozenset(map(fold, ["حكومة", "دولة", "جمهورية", "وزراء", "أركان", "سلطة"]))


_PAST = frozenset(map(fold, ["السابق", "السابقة", "الأسبق", "المخلوع", "الراحل", "المستقيل", "المعزول", "المنفي"]))


_PLANNED = frozenset(map(fold, ["المنتخب", "المنتخبة", "المكلف", "المكلفة"]))


_BODIES = frozenset({"Country", "Organization", "ArmedForce", "Place", "Group", "Facility", "Outlet"})


# «نظيره»: the holder of the same office elsewhere.
_PEER = "نظير"

# Whoever stands in for the holder of another office, or works for him.
_DEPUTIES = frozenset(map(fold, ["نائب", "نائبة", "مساعد", "مساعدة", "وكيل", "وكيلة", "مستشار", "مستشارة", "مدير مكتب", "كبير مستشاري"]))

# Offices of those whom a state sends: where they sit is not whose office it is.
ENVOYS = ("سفير", "مندوب", "قائم بالأعمال", "القائم بأعمال", "المندوب", "قنصل", "الملحق", "ملحق", "سفيرة", "القنصل")


def titled(scene: Scene, at: int, apposed: bool = False) -> Mention | None:
    """A title at a token, what it is the title of, and the person's name after it where there is one.

    ``apposed``: the name stands before the title, so that none is looked for behind a comma.
    """
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
    if not token.reading.definite and token.form.endswith("ا") and any(hit.sense.adverbial for hit in scene.hits[at]):
        # «متهما البلدين ب»: what the subject does meanwhile, no title.
        return None
    if token.reading.pronoun and chosen.lemma != _PEER:
        return own_title(scene, at, end, chosen)
    if scene.is_(at, "preposition") or scene.is_(at, "complementizer"):
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
    apposed = apposed or any(m.end == at and m.type == "Person" and m.named for m in scene.found[-1:])
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
        country, after = scene.nation(j)
        who = named(scene, j)
        if country and not reading.marker and not (who is not None and who.type == "Person"):
            office.country = office.country or country
            j = after
            continue
        link = marker(scene, j) if j > end or reading.marker else ""
        if reading.marker and reading.marker not in ("ل", "ب"):
            break
        if scene.is_(j, "preposition") and reading.base in ("في", "لدي", "باسم", "لشؤون", "الي") and j + 1 < len(words):
            body = _body(scene, scene.is_(j, "preposition"))
            if body is not None and reading.base == "الي" and chosen.relation is not None and body.type in ("Country", "Place"):
                # «المبعوث إلى اليمن»: where the mission goes, not whose office it is.
                parts.append(body)
                j = body.end
                continue
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
        if names_person(scene, j) and not reading.marker and not ((place := named(scene, j, trusted=True)) and place.type == "Country"):
            break
        if office.body is None:
            body = _body(scene, j)
            if body is not None and body.type == "Country" and office.country:
                break
            if body is not None and not reading.marker and j > at and words[j - 1].reading.definite and (office.country or j == at + 1):
                # «حمل الرئيس التركي النظام السوري ...»: behind an article or an adjective stands no genitive.
                break
            if body is not None and body.type == "Outlet" and office.country and reading.marker == "ل":
                # «قال وزير الخارجية الفرنسي لإذاعة ...»: whom he told it.
                break
            at_body = reading.marker == "ب" and body is not None and body.type in ("Organization", "ArmedForce", "Outlet")
            if body is not None and (not reading.marker or reading.marker == "ل" or at_body):
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
        own = end - at > 1 or not token.reading.definite
        if own and not spent and reading.definite and not _speaks(scene, j) and j == office.role[1] and not names_person(scene, j):
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
    name = None if apposed and j < len(words) and not scene.close(j) else after_title_name(scene, j)
    inner = _chained(scene, j, office, spent or j > end) if name is None and chosen.relation is not None else None
    if inner is not None and inner.office is not None:
        if inner.named:
            return Mention(at, inner.end, inner.start, inner.stop, "Person", inner.known, named=True, marker=marker(scene, at),
                           joined=token.reading.joined, office=office, further=_others(office, inner),
                           parts=[*parts, *inner.parts], name=inner.name, whole=inner.whole)  # fmt: skip
        if office.body is None and office.country is None:
            office.body, office.country, office.role = inner.office.body, inner.office.country, (at, inner.office.role[1])
            parts, j = [*parts, *inner.parts], inner.end
    if name is None and chosen.relation is not None and not apposed:
        name = _late(scene, j, office)
    if name is not None and chosen.relation is None and not name.known and no_name(scene, at, name):
        return None
    if (
        name is not None
        and chosen.relation is None
        and not name.known
        and (_many(scene, at) or scene.language.adjective(scene.words[name.first].reading))
    ):
        return None
    if name is not None:
        return Mention(at, name.end, name.start, name.stop, "Person", name.known, named=True, marker=marker(scene, at),
                          joined=token.reading.joined, office=office, parts=parts, name=name.name, whole=name.whole)  # fmt: skip
    if chosen.relation is None and not office.country and office.body is None:
        return None
    if token.form.endswith("ا") and not token.reading.definite and chosen.lemma + "ا" == token.reading.base:
        # «يرى نفسه زعيما للمعارضة», «وزيرا للدفاع»: a predicate, no person of its own.
        return None
    if (
        token.form.endswith("ا")
        and not token.reading.definite
        and end - at > 1
        and scene.forms[at + 1].endswith("ا")
        and not _many(scene, at)
    ):
        # «تعيين فلان مبعوثا خاصا إلى ...»
        return None
    if not (office.country or office.body or token.reading.definite):
        return None
    many = _many(scene, at)
    return Mention(at, j, at, j, "Group" if many else "Person", head=chosen.lemma, number="many" if many else "one",
                   definite=True, named=False, marker=marker(scene, at), joined=token.reading.joined, office=None if many else office,
                   country=office.country or (office.body.known if office.body and office.body.type == "Country" else None),
                   owner=office.body, parts=parts)  # fmt: skip


def _chained(scene: Scene, at: int, office: Office, whose: bool) -> Mention | None:
    """A second title right behind the first: the deputy's chief («نائب المتحدث باسم ...») or one more office of the same person."""
    if at >= len(scene.words) or not scene.close(at) or scene.words[at].reading.joined or scene.words[at].reading.marker:
        return None
    if not any(hit.sense.what.relation for hit in scene.senses(at, "title")):
        return None
    deputy = not whose and office.lemma.removeprefix("ال") in _DEPUTIES
    if not deputy and not whose:
        return None
    inner = titled(scene, at)
    if inner is None or inner.type != "Person" or inner.office is None:
        return None
    if deputy:
        office.body, office.country = inner.office.body, inner.office.country
        office.role = (office.role[0], inner.office.role[1])
        office.relation = "HOLDS_OFFICE"
        return inner
    states = [office.country or _state(office), inner.office.country or _state(inner.office)]
    # «الوزير الفرنسي الرئيس المصري فلان»: two offices of states are two persons.
    return inner if inner.named and None in states else None


def _state(office: Office) -> str | None:
    return office.body.known if office.body is not None and office.body.type == "Country" else None


def _others(office: Office, inner: Mention) -> list[Office]:
    """The further offices of a person whose titles stand one behind the other; a deputy holds none of his chief's."""
    if inner.office is None or (office.role[1] == inner.office.role[1]):
        return list(inner.further)
    return [inner.office, *inner.further]


# How many words of an office's field («لشؤون الشرق الأدنى») may stand between the title and the name.
_FIELD = 6


def _late(scene: Scene, at: int, office: Office) -> Mention | None:
    """A known given name behind the office's field: «مساعد الوزير لشؤون الشرق الأدنى ديفيد شينكر»."""
    for k in range(at, min(at + _FIELD, len(scene.words))):
        reading = scene.words[k].reading
        if not scene.close(k) or reading.joined or scene.words[k].number is not None:
            return None
        if not reading.definite and scene.forms[k].endswith("ا") and not names_person(scene, k):
            return None
        if scene.senses(k, "title") and reading.pronoun:
            return None
        if k > at and not reading.marker and names_person(scene, k):
            found = after_title_name(scene, k)
            return found if found is not None and found.end - found.first > 1 and found.first == k else None
        if reading.base in scene.language.verbs or any(scene.is_(k, group) for group in ("complementizer", "relative", "negation")):
            return None
        if scene.senses(k, "speech") or (scene.senses(k, "title") and not reading.marker):
            return None
        country, _ = scene.nation(k)
        if country is not None and reading.definite and not office.country and office.body is None:
            office.country = country
    return None


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
