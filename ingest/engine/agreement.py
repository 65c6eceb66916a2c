"""Agreement and coordination of mentions: gender, and «روسيا والصين».

Clauses are left to ``ingest.engine.clauses``.
"""

from __future__ import annotations

from ingest.engine.scene import Mention, Scene

# Prepositions that add a further doer or thing to the one before.
_BESIDES = frozenset({"الي جانب", "فضلا عن", "اضافة الي", "بالاضافة الي", "علاوة على", "علاوة علي"})


def group(scene: Scene, mention: Mention) -> list[Mention]:
    """A mention and those coordinated with it: «روسيا والصين», «بين كل من ...»."""
    found = [mention]
    arguments = [m for m in scene.found if m.inside is None and m.first >= mention.end]
    end = mention.end
    for other in arguments:
        if other.marker in _BESIDES and other.first - other.marker.count(" ") - 1 == end and other.type == mention.type:
            # «ممثلون عن الحكومة إلى جانب مبعوثين ...»
            found.append(other)
            end = other.end
            continue
        opening = _opening(scene, other, end)
        if opening != end or other.first >= len(scene.words):
            break
        gap = scene.words[opening].gap.strip().strip('«»"“”()')
        own = scene.words[other.first].reading.marker
        joined = other.joined if opening == other.first else scene.words[opening].reading.joined
        if joined != "و" and not (gap in ("،", ",") and other.type == mention.type):
            break
        if own and own != mention.marker:
            break
        if other.type != mention.type and "Event" in (other.type, mention.type):
            break
        if other.type != mention.type and "Equipment" in (other.type, mention.type) and not (mention.quantity and other.quantity):
            break
        found.append(other)
        end = other.end
    if len(found) == 2 and found[1].joined != "و" and found[1].marker not in _BESIDES:
        # «فلان مدير المنظمة، فلان مدعي المحكمة ...»: a comma alone joins no two.
        return found[:1]
    return found


def _opening(scene: Scene, mention: Mention, end: int) -> int:
    """The token at which a mention with its quantifier begins: «وبعض دول المنطقة»."""
    for at in range(end, mention.first):
        if (
            scene.is_(at, "quantifier") == mention.first or (scene.is_(at, "preposition") == mention.first and mention.marker)
        ) and scene.words[at].reading.joined == "و":
            return at
    return mention.first


def oblique(scene: Scene, mention: Mention) -> bool:
    """Whether a mention's noun wears the ending of an object: «المتظاهرين», where the subject would be «المتظاهرون»."""
    return _case(scene, mention, "ين", ("ون", "ان"))


def nominative(scene: Scene, mention: Mention) -> bool:
    """Whether a mention's noun wears the ending of a subject: «المتظاهرون»."""
    return _case(scene, mention, "ون", ("ين",))


def _case(scene: Scene, mention: Mention, ending: str, others: tuple[str, ...]) -> bool:
    if mention.named or mention.quantity or mention.head is None or mention.number == "one":
        return False
    stem = scene.words[mention.start].reading.stem
    if not stem.endswith(ending):
        return False
    words = scene.language.lexicon.words
    return any(sense.kind == "head" for other in others for sense in words.get(stem.removesuffix(ending) + other, ()))


def feminine(scene: Scene, mention: Mention) -> bool | None:
    """The gender in which a verb agrees with a mention; None where it cannot be told."""
    if mention.city is not None:
        # «نددت بغداد»: a capital is feminine where its country is not.
        return True
    if mention.type == "Country":
        return mention.known not in (
            "country:IQ",
            "country:LB",
            "country:JO",
            "country:MA",
            "country:SD",
            "country:YE",
            "country:VA",
            "country:SS",
        )
    if mention.type == "Person":
        return None if mention.head is None else scene.language.feminine(scene.words[mention.first].reading.stem)
    if mention.quantity:
        return None
    if mention.number == "many" and mention.type == "Group":
        return None
    stem = scene.words[mention.first].reading.stem
    if mention.number == "many":
        return True
    if mention.head or mention.bare:
        return scene.language.feminine(stem)
    return scene.language.feminine(stem) or None


def verb_gender(scene: Scene, at: int) -> bool | None:
    for hit in scene.hits[at]:
        if hit.sense.finite and hit.sense.feminine is not None:
            return hit.sense.feminine
    base = scene.words[at].reading.base
    if base.startswith("ي"):
        return False
    return True if base.endswith("ت") and base in scene.language.verbs else None


def plural_verb(scene: Scene, at: int) -> bool:
    """Whether a verb wears the ending of a plural («دعوا», «يطالبون»): its subject stands before it or in an earlier sentence."""
    base = scene.words[at].reading.base
    if base.endswith("وا"):
        return len(base) > 3
    return base.endswith("ون") and base[0] in "يت" and verb_gender(scene, at) is None
