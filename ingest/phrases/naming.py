"""What the noun phrases of a sentence name: known names, unknown names, people with a title, ordinary nouns with a known head.

Finding the phrases is left to ``ingest.phrases.chunks``, joining mentions to ``ingest.phrases.entities``.
Over 300 lines: each kind of name is a few lines, and all read the same words.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.engine.sentences import Sentence
from ingest.phrases.chunks import Chunk, chunk
from ingest.phrases.grammar import Grammar
from ingest.phrases.mentions import Mention
from ingest.phrases.names import Named, spans
from ingest.phrases.vocabulary import Head, Title
from ingest.phrases.words import Word, words

_PARTICLES = frozenset(
    {
        "bin",
        "ibn",
        "ben",
        "von",
        "van",
        "de",
        "del",
        "al",
        "el",
        "da",
        "dos",
        "di",
        "abu",
        "umm",
        "al-",
        "ould",
        "аль",
        "бен",
        "бин",
        "ибн",
        "эль",
        "ад",
        "ар",
        "аш",
        "der",
        "den",
        "la",
        "le",
    }
)
_STRONG = ("Organization", "Facility", "ArmedForce", "Event", "Outlet", "Place", "Country")
_NARROWING = frozenset({"of", "from", "on", "against", "for", "de", "contre", "@gen", "на", "к", "in", "à", "в"})


@dataclass(slots=True)
class Scene:
    """One sentence: its words, chunks and mentions; ``number`` counts sentences from 0."""

    number: int
    sentence: Sentence
    text: str
    words: list[Word]
    chunks: list[Chunk]
    mentions: list[Mention] = field(default_factory=list)

    def before(self, chunk: Chunk, steps: int = 1) -> Chunk | None:
        at = chunk.index - steps
        return self.chunks[at] if at >= 0 else None

    def after(self, chunk: Chunk, steps: int = 1) -> Chunk | None:
        at = chunk.index + steps
        return self.chunks[at] if at < len(self.chunks) else None

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.words[start].start, self.words[end - 1].end


def read(text: str, sentence: Sentence, number: int, grammar: Grammar, proper: frozenset[str] = frozenset()) -> Scene:
    """The sentence cut into words, tagged, chunked, its noun phrases named.

    ``proper`` are folded words that the article writes with a capital inside a sentence: names at its start, too.
    """
    found = words(text, (sentence.start, sentence.end), grammar.code)
    for word in found[:3]:
        if word.capital and word.low in proper:
            word.marks.add("seen as name")
    known: dict[int, tuple[int, int, Named]] = {}
    for at, (start, end, named) in enumerate(spans(grammar.names, found)):
        known[at] = (start, end, named)
        for k in range(start, end):
            found[k].name = at
            if named.type == "Person":
                found[k].marks.add("person")
    grammar.tag(found)
    _join_particles(found)
    _join_phrases(found, grammar)
    scene = Scene(number, sentence, text, found, chunk(found, grammar))
    for one in scene.chunks:
        if one.kind == "NP":
            _name(scene, one, grammar, known)
    for one in scene.chunks:
        if one.kind == "NP" and one.named is not None:
            _widen(scene, one, grammar)
    return scene


def _join_particles(found: list[Word]) -> None:
    """ "Ali bin Tamim", "Moammar al-Eryani": small words inside a name belong to it."""
    for i in range(1, len(found)):
        word = found[i]
        if word.tag == "NAME" or word.capital:
            continue
        stem = word.low.partition("-")[0]
        if (stem in ("al", "el", "аль", "эль", "ад", "ар", "аш", "as", "ad") and "-" in word.low) or (
            word.low in _PARTICLES
            and found[i - 1].tag == "NAME"
            and found[i - 1].name < 0
            and i + 1 < len(found)
            and found[i + 1].tag == "NAME"
            and found[i + 1].capital
            and word.low not in ("de", "la", "le")
        ):
            word.tag = "NAME"


def _join_phrases(found: list[Word], grammar: Grammar) -> None:
    """Titles and heads of several words stay in one noun phrase: "secretary of state", "forces de l'ordre"."""
    vocabulary = grammar.vocabulary
    for i, word in enumerate(found):
        if (
            word.low in ("minister", "secretary", "ministre", "министр", "commissioner", "undersecretary")
            and i + 2 < len(found)
            and found[i + 1].low in ("of", "for")
        ):
            k = i + 2 + (found[i + 2].low == "the")
            if k < len(found) and found[k].capital and found[k].name < 0:
                found[i].tag = "NOUN"
                for j in range(i + 1, k + 1):
                    found[j].tag = "NOUN"
                if (
                    k + 2 < len(found)
                    and found[k + 1].low == "and"
                    and found[k + 2].capital
                    and found[k + 2].name < 0
                    and k + 3 < len(found)
                    and found[k + 3].capital
                ):
                    found[k + 1].tag = found[k + 2].tag = "NOUN"
        for table in (vocabulary.titles, vocabulary.heads):
            for rest, _ in table.get(word.low, ()) or (table.get(grammar.lemma(word.low), ()) if grammar.cased else ()):
                if len(rest) < 2 and not (rest and grammar.code != "en"):
                    continue
                end = i + 1 + len(rest)
                if (
                    end <= len(found)
                    and all(
                        found[i + 1 + k].low == low or (grammar.cased and grammar.lemma(found[i + 1 + k].low) == grammar.lemma(low))
                        for k, low in enumerate(rest)
                    )
                    and not any(w.name >= 0 and w.tag == "NAME" and "person" in w.marks for w in found[i:end])
                ):
                    for k in range(i, end):
                        if found[k].tag not in ("NOUN", "NAME"):
                            found[k].tag = "NOUN" if k == i or found[k].tag != "ADJ" else "ADJ"
                        found[k].marks.add("phrase" if k > i else "opens")
                    break


def _name(scene: Scene, np: Chunk, grammar: Grammar, known: dict[int, tuple[int, int, Named]]) -> None:
    if np.pronoun and np.end == np.start + 1 and scene.words[np.start].tag == "PRON":
        return
    pieces: list[Mention] = []
    places: list[tuple[int, int]] = []
    titles: list[tuple[Title, int, int]] = []
    found = scene.words
    k = np.start
    while k < np.end:
        word = found[k]
        title = _title(found, k, np.end, grammar)
        if title is not None and title[1] == k + 1 and word.tag == "ADJ":
            title = None
        if (
            title is not None
            and not grammar.cased
            and grammar.code == "en"
            and title[1] < np.end
            and found[title[1]].tag == "NOUN"
            and _title(found, title[1], np.end, grammar) is None
            and not found[title[1]].capital
        ):
            title = None
        if title is not None and not (
            word.name >= 0 and known[word.name][1] - known[word.name][0] > title[1] - k and known[word.name][2].type != "Person"
        ):
            titles.append((title[0], k, title[1]))
            k = title[1]
            continue
        if word.name >= 0:
            _start, end, named = known[word.name]
            end = min(end, np.end)
            unknown_next = end < np.end and found[end].tag == "NAME" and found[end].name < 0 and found[end].capital
            if (
                end == k + 1
                and unknown_next
                and grammar.code != "ru"
                and (named.type == "Person" or (word.low in grammar.names.given and (named.unsure or named.type == "Place")))
            ):
                # "Vladimir Rebic" is no city: a known word that begins an unknown name of a person.
                while end < np.end and found[end].tag == "NAME" and found[end].name < 0:
                    end += 1
                a, b = scene.span(k, end)
                pieces.append(Mention(a, b, "Person", scene.text[a:b]))
                places.append((k, end))
                k = end
                continue
            longer = (
                _longer(found, end, np.end, grammar)
                if named.type in ("Place", "Country", "Organization", "Outlet") and grammar.code == "en"
                else None
            )
            if longer is not None:
                a, b = scene.span(k, longer[0])
                pieces.append(Mention(a, b, longer[1], scene.text[a:b]))
                places.append((k, longer[0]))
                k = longer[0]
                continue
            if word.low in grammar.names.demonyms and end == k + 1 and word.tag == "ADJ":
                np.countries.append((grammar.names.demonyms[word.low], k))
            else:
                a, b = scene.span(k, end)
                pieces.append(
                    Mention(
                        a,
                        b,
                        named.type,
                        scene.text[a:b],
                        known=named.key,
                        sure=not named.unsure,
                        plural=named.type in ("Group", "ArmedForce"),
                    )
                )
                places.append((k, end))
            k = end
            continue
        country = grammar.names.demonyms.get(word.low) or (grammar.names.demonyms.get(word.lemma) if grammar.cased else None)
        if country and word.tag == "ADJ":
            np.countries.append((country, k))
            k += 1
            continue
        if word.tag == "NAME":
            end = k + 1
            while (
                end < np.end
                and found[end].tag == "NAME"
                and (
                    found[end].name < 0
                    or (known[found[end].name][2].type == "Person" and known[found[end].name][1] - known[found[end].name][0] == 1)
                )
                and _title(found, end, np.end, grammar) is None
                and found[end].low not in grammar.names.demonyms
            ):
                end += 1
            if (
                grammar.code == "fr"
                and end < np.end
                and found[end].tag == "ADJ"
                and (own := _head(found, k, end, grammar)) is not None
                and own.type in _STRONG
            ):
                # "Parti vert": the adjective belongs to the name.
                while end < np.end and found[end].tag == "ADJ":
                    end += 1
                a, b = scene.span(k, end)
                pieces.append(Mention(a, b, own.type, scene.text[a:b]))
                places.append((k, end))
                k = end
                continue
            a, b = scene.span(k, end)
            kind = _kind(found, k, end, grammar, bool(titles) and titles[-1][2] == k, np, scene)
            pieces.append(Mention(a, b, kind, scene.text[a:b], plural=False))
            places.append((k, end))
            k = end
            continue
        k += 1
    _choose(scene, np, grammar, (pieces, places, titles))
    if np.named is not None:
        np.named.sentence = scene.number
        scene.mentions.append(np.named)
    for mention in np.inside:
        mention.sentence = scene.number
        scene.mentions.append(mention)


def _longer(found: list[Word], at: int, end: int, grammar: Grammar) -> tuple[int, str] | None:
    """A known name that only begins a longer one: "Abu Dhabi Media", "Kabul University"."""
    stop = at
    while stop < end and found[stop].tag == "NAME" and found[stop].name < 0 and found[stop].capital:
        stop += 1
    if stop == at or stop - at > 3:
        return None
    low = found[stop - 1].low
    for rest, head in grammar.vocabulary.heads.get(low, ()):
        if not rest and head.type in ("Organization", "Facility", "Outlet", "ArmedForce", "Event"):
            return stop, head.type
    return (stop, "Outlet") if low in ("media", "tv", "times", "news", "post", "daily", "journal", "radio", "television") else None


def _choose(
    scene: Scene, np: Chunk, grammar: Grammar, found: tuple[list[Mention], list[tuple[int, int]], list[tuple[Title, int, int]]]
) -> None:
    pieces, places, titles = found
    words_ = scene.words
    last = places[-1][1] if places else -1
    tail_plain = all(words_[k].tag in ("ADJ", "NUM") for k in range(last, np.end)) if last >= 0 else False
    if titles:
        np.title = titles[-1]
        pieces, places = _bodies(scene, np, grammar, titles[-1][1], pieces, places)
    if pieces and last >= 0 and (last == np.end or (grammar.code == "fr" and tail_plain and not np.countries)):
        np.named = pieces[-1]
        np.inside = pieces[:-1]
        if titles and titles[-1][2] <= places[-1][0] and np.named.known is None:
            near = titles[-1][2] == places[-1][0] or all(words_[k].tag != "NAME" for k in range(titles[-1][2], places[-1][0]))
            if near and np.named.type not in _STRONG[:5]:
                np.named.type = "Person"
        elif np.named.known is None and len(pieces) > 0:
            head = _head(words_, np.start, places[-1][0], grammar)
            if head is not None and np.named.type in ("?", "Person"):
                np.named.type = "Person" if head.type in ("Person", "Group") else head.type
        np.named.title = titles[-1][0].lemma if titles else None
        return
    np.inside = pieces
    if np.head < 0 or words_[np.head].tag not in ("NOUN", "ADJ", "NUM", "NAME", "VERB"):
        return
    head_end = np.head + 1
    head = _head(words_, np.start, head_end, grammar, at=np.head)
    title_at_head = next((t for t in titles if t[1] <= np.head < t[2]), None)
    low = words_[np.head].low
    kind, lemma = (head.type, head.lemma) if head else ("", grammar.lemma(low))
    if title_at_head is not None and (head is None or head.type in ("Person", "Group")):
        kind = "Group" if np.plural else "Person"
        lemma = title_at_head[0].lemma
        np.title = title_at_head
    nation = lemma if grammar.cased else low
    if nation in grammar.names.people or (nation in grammar.names.demonyms and words_[np.head].tag == "NOUN"):
        kind, lemma = ("Group" if np.plural or (not grammar.cased and low in grammar.names.people) or np.quantity else "Person"), nation
        country = grammar.names.demonyms.get(nation)
        if country:
            np.countries.append((country, np.head))
    if not kind and np.quantity and np.plural and not pieces and words_[np.head].tag == "NOUN" and False:
        kind = "Group"
    if not kind or (kind == "Country" and (np.plural or np.determiner in ("a", "an", "un", "une"))):
        # "two states", "a member state": it is not said which.
        return
    start = np.start
    while start < np.head and words_[start].tag in ("DET", "POSS") and start < np.end - 1:
        start += 1
    end = np.end
    a, b = scene.span(start, end)
    proper = any("proper" in word.marks for word in words_[np.start : np.head])
    np.named = Mention(a, b, kind, scene.text[a:b], named=proper, head=lemma, plural=np.plural)
    np.named.definite = _definite(np, scene, grammar)
    if np.start > 0 and (before := scene.before(np)) is not None and before.kind == "P" and before.determiner in ("le", "les"):
        np.named.definite_by = "article"
    if grammar.base is not None and not proper and np.quantity is None:
        np.named.base = grammar.base(words_[start : np.head + 1], scene.text[a:b])
    np.named.number = _number(words_, np, grammar)
    np.named.title = title_at_head[0].lemma if title_at_head else None


def _bodies(
    scene: Scene, np: Chunk, grammar: Grammar, title: int, pieces: list[Mention], places: list[tuple[int, int]]
) -> tuple[list[Mention], list[tuple[int, int]]]:
    """ "police director": an ordinary body named before the title."""
    at = title - 1
    if at < np.start or scene.words[at].tag != "NOUN" or any(a <= at < b for a, b in places) or grammar.code != "en":
        return pieces, places
    head = _head(scene.words, np.start, title, grammar, at=at)
    if head is None or head.type not in ("Organization", "ArmedForce"):
        return pieces, places
    start = at
    while start > np.start and scene.words[start - 1].tag == "NOUN":
        start -= 1
    a, b = scene.span(start, title)
    body = Mention(a, b, head.type, scene.text[a:b], named=False, head=head.lemma, definite=True)
    return [body, *pieces], [(start, title), *places]


def _definite(np: Chunk, scene: Scene, grammar: Grammar) -> bool:
    definite = np.determiner in (
        "the",
        "this",
        "that",
        "these",
        "those",
        "le",
        "la",
        "les",
        "l'",
        "ce",
        "cet",
        "cette",
        "ces",
        "этот",
        "эта",
        "эти",
        "тот",
        "этого",
        "этой",
        "этих",
        "этом",
    )
    before = scene.chunks[scene.chunks.index(np) - 1] if np.start > 0 and scene.chunks.index(np) > 0 else None
    if before is not None and before.kind == "P" and before.determiner in ("le", "les"):
        definite = True
    if grammar.cased or not np.determiner:
        definite = definite or (np.quantity is None and not np.countries and not np.inside and np.start == np.head)
    return definite and np.quantity is None


def _number(found: list[Word], np: Chunk, grammar: Grammar) -> float | None:
    for k in range(np.start, np.end):
        if found[k].tag == "NUM":
            number = found[k].number
            return number if number is not None else grammar.vocabulary.numbers.get(found[k].low)
    return None


def _title(found: list[Word], k: int, end: int, grammar: Grammar) -> tuple[Title, int] | None:
    if found[k].tag not in ("NOUN", "NAME", "ADJ", "VERB"):
        return None
    for rest, title in grammar.vocabulary.titles.get(found[k].low, ()):
        if (
            k + 1 + len(rest) <= max(end, k + 1 + len(rest) if not rest else end)
            and all(found[k + 1 + n].low == low for n, low in enumerate(rest) if k + 1 + n < len(found))
            and k + 1 + len(rest) <= len(found)
            and k + 1 + len(rest) <= end
        ):
            return title, k + 1 + len(rest)
    lemma = grammar.lemma(found[k].low)
    if lemma != found[k].low:
        for rest, title in grammar.vocabulary.titles.get(lemma, ()):
            if not rest:
                return title, k + 1
    return None


def _head(found: list[Word], start: int, end: int, grammar: Grammar, at: int = -1) -> Head | None:
    """The known head noun that ends the words (or, where adjectives follow their noun, the last one among them)."""
    at = at if at >= 0 else end - 1
    for k in range(start, at + 1):
        for low in dict.fromkeys((found[k].low, grammar.lemma(found[k].low))):
            for rest, head in grammar.vocabulary.heads.get(low, ()):
                stop = k + 1 + len(rest)
                if (stop - 1 == at or (grammar.code == "fr" and k <= at < stop)) and all(
                    n < len(found) and (found[n].low == want or grammar.lemma(found[n].low) == want)
                    for n, want in zip(range(k + 1, stop), rest, strict=True)
                ):
                    # "главы" is "heads" and "of the head" alike: the tagger has decided which.
                    plural = (
                        bool(found[k].plural) if grammar.cased and found[k].plural is not None else head.plural or bool(found[k].plural)
                    )
                    kind = "Group" if plural and head.type == "Person" else head.type
                    return Head(head.lemma, kind, plural)
    return None


def _kind(found: list[Word], start: int, end: int, grammar: Grammar, titled: bool, np: Chunk, scene: Scene) -> str:
    """The type that an unknown name seems to have; "?" where nothing tells."""
    if titled:
        return "Person"
    lows = [word.low for word in found[start:end]]
    for low in (lows[-1], *lows[:-1]):
        for form in dict.fromkeys((low, grammar.lemma(low))):
            for rest, head in grammar.vocabulary.heads.get(form, ()):
                if not rest and head.type in _STRONG and len(lows) > 1:
                    return head.type
    if len(lows) > 1 and lows[0] in grammar.names.given:
        return "Person"
    if len(lows) == 1 and found[start].text.isupper() and len(found[start].text) > 1:
        return "Organization"
    if len(lows) in (2, 3, 4) and all(
        word.text[0].isalpha() and (word.capital or word.low in _PARTICLES or "-" in word.low) and not word.text.isupper()
        for word in found[start:end]
    ):
        return "Person"
    return "?"


def _widen(scene: Scene, np: Chunk, grammar: Grammar) -> None:
    """How far the phrase reaches with what hangs on it: "head of the mission of the league"."""
    if np.named is None or np.named.named:
        return
    at = np
    for _ in range(3):
        after, phrase = scene.after(at), scene.after(at, 2)
        if after is None or phrase is None or after.kind != "P" or after.low not in _NARROWING or phrase.kind != "NP":
            return
        if at is np:
            np.named.near = scene.words[phrase.end - 1].end
            if after.low in grammar.of and np.named.type in ("Organization", "ArmedForce", "Event"):
                # "ministère" alone tells nothing: what the noun is of belongs to its name.
                np.named.base = (np.named.base or np.named.text) + scene.text[np.named.end : np.named.near]
        np.named.wide = scene.words[phrase.end - 1].end
        at = phrase
