"""Figures of an article become entities of its draft: which are worth keeping, and by what names.

Which mentions are one figure is left to ``ingest.engine.coreference``.
"""

from __future__ import annotations

from dataclasses import replace

from graph.model import Article, Name
from ingest.draft import DraftEntity
from ingest.engine.figures import Figure
from ingest.engine.scene import Mention, Scene
from ingest.gazetteer import load as load_gazetteer


def worth(figure: Figure) -> bool:
    """Whether a figure that takes part in no claim is named, counted or described well enough to be kept.

    A bare common noun ("the meeting", "weapons") that does nothing in the article is no entity.
    """
    if figure.known:
        return True
    if figure.hanging or all(m.inside is not None and m.office is not None for _, m in figure.mentions):
        return False
    if not figure.named and all(scene.is_(m.start, "vague") for scene, m in figure.mentions):
        # «المجتمع الدولي», «طرفا النزاع»: nobody in particular unless something is told of them.
        return False
    words = max(mention.stop - mention.start for _, mention in figure.mentions)
    again = len(figure.mentions) > 1
    if figure.named:
        return words > 1
    if any(mention.quantity for _, mention in figure.mentions):
        return figure.type in ("Group", "ArmedForce", "Equipment") and words > 1
    match figure.type:
        case "ArmedForce" | "Facility":
            return True
        case "Organization":
            return words > 1 or again
        case "Group":
            return words > 1
        case "Place":
            return words > 2 or again
        case "Event" | "Person":
            return words > 2
        case _:
            return False


def entity(article: Article, figure: Figure) -> DraftEntity:
    spans = sorted({(scene.words[m.start].start, scene.words[m.stop - 1].end) for scene, m in figure.mentions})
    # «البلاد», «الطرفان» point to an entity but do not name it.
    naming = [(scene, m) for scene, m in figure.mentions if not m.generic and not m.also] or figure.mentions
    # A name stands before a description («نجيب ميقاتي» before «رئيس الحكومة»), a longer form before a shorter one.
    ranked = sorted(naming, key=lambda pair: figure.named and not pair[1].named)
    texts = {_bare(article.text, scene, m): figure.named and not m.named for scene, m in reversed(ranked)}
    if not figure.known and not figure.named:
        # «الهجوم على السفارة», «دبلوماسيون من آسيا»: what belongs to the phrase names it more fully.
        texts.update({text: False for scene, m in figure.mentions if (text := _with_complement(article.text, scene, m))})
    ordered = sorted(texts, key=lambda text: (texts[text], -len(text), text))
    entry = load_gazetteer().get(figure.known) if figure.known and all(m.generic or m.also for _, m in figure.mentions) else None
    if entry is not None:
        # An adjective and «البلاد» point to it, nothing names it.
        ordered = [*entry.names.get(article.language, ())[:1], *ordered]
    country = load_gazetteer().get(figure.known) if figure.known and figure.type == "Country" else None
    if country is not None and not set(ordered) & set(country.names.get(article.language, ())):
        # A capital or a palace that stands for its state («البيت الأبيض») does not name it.
        ordered = [*country.names.get(article.language, ())[:1], *ordered]
    names = tuple(Name(text, article.language) for text in ordered)
    return DraftEntity(
        figure.key,
        figure.type,
        names,
        tuple(spans),
        figure.known,
        figure.named,
        figure.head,
        figure.country if figure.country != figure.key else None,
    )


def _bare(text: str, scene: Scene, mention: Mention) -> str:
    """A mention's words without the clitics glued to the first and without quotation marks."""
    first = scene.words[mention.start]
    words = text[first.start : scene.words[mention.stop - 1].end]
    reading = first.reading
    if (reading.joined or reading.marker) and not mention.whole:
        own = text[first.start : first.end]
        for clitic in (reading.joined, "" if own.lstrip("وف").startswith("لل") else reading.marker):
            if clitic and words.startswith(clitic):
                words = words[1:]
        if words.startswith("لل") and reading.marker == "ل" and not reading.definite and reading.base.startswith("ل"):
            # «للجنة»: ل before «لجنة».
            words = words[1:]
        elif words.startswith("لل") and reading.marker == "ل":
            words = "ا" + words[1:]
    if words.count("«") != words.count("»"):
        words = words.replace("«", "").replace("»", "")
    return words.strip(" «»\"“”'()\u0640")


def _with_complement(text: str, scene: Scene, mention: Mention) -> str | None:
    """The phrase with the prepositional phrase right after it, None where none stands there or it belongs to the verb."""
    after = next((m for m in scene.found if m.inside is None and m.first >= mention.end and m.first - mention.end <= 1), None)
    if (
        after is None
        or after.marker not in ("على", "في", "من", "ل", "ضد", "بين", "مع")
        or not scene.close(after.first)
        or mention.pronoun
        or mention.office is not None
    ):
        return None
    if after.marker in ("على", "ضد", "بين") and mention.type != "Event":
        # «سيطرت القوات على المدينة»: the verb's, not the noun's.
        return None
    if after.marker in ("من", "ل", "مع") and mention.type not in ("Group", "Person") and (mention.type, after.marker) != ("Event", "ل"):
        return None
    longer = replace(mention, stop=after.end)
    return _bare(text, scene, longer)
