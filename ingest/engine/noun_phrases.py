"""Noun phrases with a head of a known class: their idafa chains, adjectives, counts and the names inside them.

Choosing between a phrase and a name is left to ``ingest.engine.mentions``.
"""

from __future__ import annotations

from ingest.engine.dates import dated
from ingest.engine.head_names import apposed, apposition, everyday_name, measures, only_name
from ingest.engine.known import named
from ingest.engine.lexicon import Head
from ingest.engine.peoples import people
from ingest.engine.scene import Mention, Scene, marker

# Classes of function words that are never part of a noun phrase.
STRUCTURAL = frozenset({"preposition", "complementizer", "relative", "subordinator", "switch", "negation", "negated_noun", "condition", "still",
                        "pronoun", "demonstrative", "copula", "auxiliary", "other", "turn", "agent"})  # fmt: skip


def noun_phrase(scene: Scene, at: int, counting: bool = False) -> Mention | None:
    """A phrase with a known head: its idafa chain, adjectives and the names inside it."""
    heads = scene.senses(at, "head")
    if not heads:
        return people(scene, at)
    token = scene.words[at]
    if (
        not counting
        and token.form.endswith(("ا", "ين"))
        and not token.reading.definite
        and not token.reading.marker
        and at + 1 < len(scene.words)
        and scene.words[at + 1].reading.definite
        and any(hit.sense.adverbial for hit in scene.hits[at])
    ):
        # «متهما البلدين ب»: what the subject does meanwhile.
        return None
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
    nations: list[str] = []
    owner: Mention | None = None
    parts: list[Mention] = []
    modifiers: list[str] = []
    if end - at > 1:
        modifiers.extend(words[j].reading.stem for j in range(at + 1, end))
        definite = definite or words[end - 1].reading.definite
    chained = definite or bool(token.reading.pronoun)
    # A sound plural or dual that keeps its final nun («محتجون») governs no genitive.
    chained = chained or (end - at == 1 and (_keeps_nun(scene, at, head) or _counted_form(scene, at)))
    # «طائرة مسيرة», «سيارة مفخخة»: with its adjective it governs no genitive either.
    chained = chained or (end - at == 2 and words[end - 1].reading.stem.endswith("ة") and token.reading.stem.endswith("ة"))
    proper = False
    adjectives = 0
    j = end
    while j < len(words) and scene.close(j) and j - at < 9:
        reading = words[j].reading
        if j > end and words[j].quoted != words[j - 1].quoted and words[j - 1].quoted >= 0 and words[j].quoted < 0 and proper:
            break
        if reading.joined == "و" and adjectives and not reading.marker and language.adjective(reading) and reading.definite == definite:
            modifiers.append(reading.stem)
            nations.extend(filter(None, (scene.nation(j)[0],)))
            j += 1
            continue
        if j == end and not definite and scene.is_(j, "demonstrative") and j + 1 < len(words) and words[j + 1].reading.definite:
            j += 1
            reading = words[j].reading
        if (
            reading.marker
            and not reading.definite
            and j == end
            and head.type == "Place"
            and scene.is_(at, "apposing")
            and only_name(scene, j)
        ):
            # «مدينة كرمان»: what looks like a clitic is the name's first letter.
            return Mention(
                at, j + 1, j, j + 1, "Place", head=head.lemma, named=True, marker=marker(scene, at), joined=token.reading.joined, whole=True
            )
        if (
            (number := words[j].number) is not None
            and number < 30
            and j > end
            and head.type in ("Group", "Organization")
            and not measures(scene, j)
        ):
            j += 1
            continue
        if reading.joined or reading.marker or scene.is_(j, "preposition") or words[j].number is not None or dated(scene, j):
            break
        fits_adjective = language.adjective(reading) and (reading.definite == definite or (chained and reading.definite))
        inner = named(scene, j)
        if inner is not None and not (fits_adjective and inner.end == j + 1 and reading.stem in language.names.demonyms):
            if adjectives:
                break
            if chained and not apposed(scene, at, head.type, inner.type):
                break
            if inner.type == "Person" and head.type not in ("Organization", "Group", "ArmedForce", "Facility", "Place"):
                break
            parts.append(inner)
            if apposed(scene, at, head.type, inner.type):
                proper = True
                return apposition(scene, at, inner, head, country)
            owner = inner
            if inner.type == "Country":
                country = inner.known
            j = inner.end
            definite = chained = True
            continue
        titled = (
            scene.titled(scene, j) if not chained and not adjectives and scene.titled is not None and scene.senses(j, "title") else None
        )
        if titled is not None and titled.type == "Person" and head.type == "Facility" and _jailing(scene, at):
            # «سجن الناشط فلان»: the deed, not the place.
            return None
        if titled is not None and titled.type == "Person":
            parts.append(titled)
            owner = titled
            j = titled.end
            break
        if j == end and not definite and inner is None and not fits_adjective and scene.is_(at, "town") and everyday_name(scene, j):
            # «مدينة حلب»: an everyday word right after its head is the place's name.
            stop = j + 1
            if (
                stop < len(words)
                and scene.close(stop)
                and everyday_name(scene, stop)
                and not scene.hits[stop]
                and not language.adjective(words[stop].reading)
            ):
                stop += 1
            name = Mention(j, stop, j, stop, "Place" if head.type == "Place" else head.type, named=True)
            return apposition(scene, at, name, head, country)
        if fits_adjective:
            nation, after = scene.nation(j)
            country = nation or country
            nations.extend(filter(None, (nation,)))
            modifiers.extend(words[k].reading.stem for k in range(j, after))
            adjectives += 1
            j = after
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
            if nested is not None and nested.end - nested.first == 1 and nested.type in ("Group", "ArmedForce") and nested.definite:
                # «قصف المدنيين»
                parts.append(nested)
                nested.marker = ""
            elif nested is not None and nested.end - nested.first > 1:
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
                      marker=marker(scene, at), joined=token.reading.joined, country=country, nations=tuple(nations), owner=owner,
                      modifiers=tuple(modifiers), pronoun=token.reading.pronoun if end - at == 1 else "", parts=parts)  # fmt: skip
    if country and scene.is_(at, "capital"):
        mention.known = scene.language.names.seats.get(country)
        mention.named = mention.named or mention.known is not None
    bare = scene.language.names.bare.get((token.reading.base, *scene.forms[at + 1 : j]))
    if bare is not None:
        mention.bare = bare[0]
        mention.type = bare[1]
    return mention


def _counted_form(scene: Scene, at: int) -> bool:
    """«12 جنديا»: the accusative of what is counted governs no genitive."""
    reading = scene.words[at].reading
    if reading.definite or not reading.stem.endswith("ا") or len(reading.stem) < 4:
        return False
    return any(sense.kind == "head" for sense in scene.language.lexicon.words.get(reading.stem[:-1], ()))


def _jailing(scene: Scene, at: int) -> bool:
    return any(hit.sense.what.part == "masdar" for hit in scene.senses(at, "cue"))


def _keeps_nun(scene: Scene, at: int, head: Head) -> bool:
    stem = scene.words[at].reading.stem
    if head.number == "one" or not stem.endswith(("ون", "ين", "ان")):
        return False
    known = scene.language.lexicon.words
    return any(stem[-2:] != other and any(s.kind == "head" for s in known.get(stem[:-2] + other, ())) for other in ("ون", "ين", "ان"))


def _type(heads: list[Head], modifiers: list[str], country: str | None, owner: Mention | None) -> str:
    """The type by head; states in the plural are a group of states."""
    head = heads[0]
    return "Group" if head.type == "Country" and head.number != "one" else head.type


def _noun(scene: Scene, at: int, definite: bool) -> bool:
    """Whether a word can continue an idafa chain: a noun that is no verb form, function word or adverb."""
    token = scene.words[at]
    reading = token.reading
    if reading.base in scene.language.verbs and not definite:
        return any(
            hit.sense.kind == "head" or (hit.sense.kind == "cue" and hit.sense.what.part in ("masdar", "noun")) for hit in scene.hits[at]
        )
    if any(
        hit.sense.kind in ("date", "number") or (hit.sense.kind == "grammar" and hit.sense.what in STRUCTURAL) for hit in scene.hits[at]
    ):
        return False
    if definite:
        return True
    if any(hit.sense.kind == "head" or (hit.sense.kind == "cue" and hit.sense.what.part in ("masdar", "noun")) for hit in scene.hits[at]):
        return True
    after = at + 1
    if (
        len(reading.base) >= 3
        and after < len(scene.words)
        and scene.close(after)
        and scene.words[after].reading.definite
        and not scene.words[after].reading.marker
    ):
        return not scene.words[after].reading.joined
    return reading.stem in scene.language.lexicon.common and not reading.stem.endswith("ا")
