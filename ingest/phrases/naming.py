"""What a noun phrase names: known names, unknown ones by capital letter, ordinary phrases by their head.

Finding the phrases is left to ``ingest.phrases.chunks``, joining mentions to ``ingest.phrases.entities``.
Over 300 lines: each kind of name is a few lines, and all read the same words.
"""

from __future__ import annotations

from ingest.phrases.chunks import Chunk
from ingest.phrases.grammar import Grammar
from ingest.phrases.heads import STRONG, head_of, is_definite, kind_of, number_of, title_of
from ingest.phrases.mentions import Mention
from ingest.phrases.names import Named
from ingest.phrases.scenes import Scene
from ingest.phrases.vocabulary import Title
from ingest.phrases.words import Word

_NARROWING = frozenset({"of", "from", "on", "against", "for", "de", "contre", "@gen", "на", "к", "in", "à", "в"})


def name_phrase(scene: Scene, np: Chunk, grammar: Grammar, known: dict[int, tuple[int, int, Named]]) -> None:
    if np.pronoun and np.end == np.start + 1 and scene.words[np.start].tag == "PRON":
        return
    pieces: list[Mention] = []
    places: list[tuple[int, int]] = []
    titles: list[tuple[Title, int, int]] = []
    found = scene.words
    k = np.start
    while k < np.end:
        word = found[k]
        title = title_of(found, k, np.end, grammar)
        if title is not None and title[1] == k + 1 and word.tag == "ADJ":
            title = None
        if (
            title is not None
            and not grammar.cased
            and grammar.code == "en"
            and title[1] < np.end
            and found[title[1]].tag == "NOUN"
            and title_of(found, title[1], np.end, grammar) is None
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
                called = bool(titles) and titles[-1][2] == k and end == np.end == k + 1 and not grammar.cased
                personal = called and named.type == "Place" and titles[-1][0].scope in _PERSONAL
                opened = (
                    _opens_name(found, np, k, end, grammar)
                    and named.type == "Place"
                    and bool(pieces)
                    and pieces[-1].type in ("?", "Person")
                )
                if opened:
                    # "Joao Lima" is no city: a known town that closes an unknown name of a person.
                    k = places.pop()[0]
                    pieces.pop()
                    a, _ = scene.span(k, end)
                if personal or opened:
                    pieces.append(Mention(a, b, "Person", scene.text[a:b]))
                else:
                    sort = named.type in ("Group", "ArmedForce")
                    pieces.append(Mention(a, b, named.type, scene.text[a:b], known=named.key, sure=not named.unsure, plural=sort))
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
                and title_of(found, end, np.end, grammar) is None
                and found[end].low not in grammar.names.demonyms
                and (not grammar.cased or word.text[0].isascii() == found[end].text[0].isascii())
            ):
                end += 1
            if (
                grammar.code == "fr"
                and end < np.end
                and found[end].tag == "ADJ"
                and (own := head_of(found, k, end, grammar)) is not None
                and own.type in STRONG
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
            kind = kind_of(found, k, end, grammar, bool(titles) and titles[-1][2] == k, np, scene)
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


# Offices held in a country or a force: "President Salem" is a person, "Mayor Bern" may be short for the mayor of Bern.
_PERSONAL = frozenset({"country", "government", "ministry", "force", "rank", "parliament", "person"})


def _opens_name(found: list[Word], np: Chunk, k: int, end: int, grammar: Grammar) -> bool:
    """Whether a given name stands right before the known name that ends the phrase."""
    before = found[k - 1] if k > np.start else None
    return (
        before is not None
        and not grammar.cased
        and end == np.end == k + 1
        and before.tag == "NAME"
        and before.name < 0
        and (before.low in grammar.names.given or (before.text.isalpha() and before.text.istitle()))
        and not grammar.vocabulary.heads.get(before.low)
        and before.low not in grammar.vocabulary.adjective_words
    )


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
            if near and np.named.type not in STRONG[:5]:
                np.named.type = "Person"
        elif np.named.known is None and len(pieces) > 0:
            head = head_of(words_, np.start, places[-1][0], grammar)
            # "президент страны Алмаз Токтогулов" is no country.
            if head is not None and np.named.type in ("?", "Person") and not (head.type == "Country" and np.named.type == "Person"):
                np.named.type = "Person" if head.type in ("Person", "Group") else head.type
        np.named.title = titles[-1][0].lemma if titles else None
        return
    np.inside = pieces
    if np.head < 0 or words_[np.head].tag not in ("NOUN", "ADJ", "NUM", "NAME", "VERB"):
        return
    head_end = np.head + 1
    head = head_of(words_, np.start, head_end, grammar, at=np.head)
    title_at_head = next((t for t in titles if t[1] <= np.head < t[2]), None)
    low = words_[np.head].low
    kind, lemma = (head.type, head.lemma) if head else ("", grammar.lemma(low))
    if title_at_head is not None and (head is None or head.type in ("Person", "Group") or title_at_head[1] < np.head):
        if grammar.code == "fr":
            # "ministre des Affaires étrangères": the title's first word says whether it is one.
            np.plural = bool(words_[title_at_head[1]].plural)
        kind = "Group" if np.plural else "Person"
        lemma = title_at_head[0].lemma
        np.title = title_at_head
    nation = lemma if grammar.cased else low
    if nation in grammar.names.people or (nation in grammar.names.demonyms and words_[np.head].tag == "NOUN"):
        kind, lemma = ("Group" if np.plural or (not grammar.cased and low in grammar.names.people) or np.quantity else "Person"), nation
        country = grammar.names.demonyms.get(nation)
        if country:
            np.countries.append((country, np.head))
    if not kind and not pieces and _counts_people(scene, np, grammar):
        kind, lemma, np.plural = "Group", "people", True
    if not kind or (kind == "Country" and (np.plural or np.determiner in ("a", "an", "un", "une"))):
        # "two states", "a member state": it is not said which.
        return
    np.named = describe(scene, np, grammar, kind, lemma)
    np.named.title = title_at_head[0].lemma if title_at_head else None


def describe(scene: Scene, np: Chunk, grammar: Grammar, kind: str, lemma: str) -> Mention:
    """The mention that an ordinary noun phrase is, of a type that its head or its place in the clause tells."""
    words_ = scene.words
    start = np.start
    while start < np.head and words_[start].tag in ("DET", "POSS") and start < np.end - 1:
        start += 1
    end = np.end
    a, b = scene.span(start, end)
    proper = any("proper" in word.marks for word in words_[np.start : np.head])
    made = Mention(a, b, kind, scene.text[a:b], named=proper, head=lemma, plural=np.plural)
    made.definite = is_definite(np, scene, grammar)
    before = scene.before(np) if np.start > 0 else None
    if before is not None and before.kind == "P" and before.determiner in ("le", "les"):
        made.definite_by = "article"
    if grammar.base is not None and not proper and np.quantity is None:
        made.base = grammar.base(words_[start : np.head + 1], scene.text[a:b], before is not None and before.kind == "P")
    made.number = number_of(words_, np, grammar)
    return made


def _counts_people(scene: Scene, np: Chunk, grammar: Grammar) -> bool:
    """ "Five were killed", "injuring 20", "trente blessés": a number alone beside a verb that only people undergo."""
    word = scene.words[np.head]
    hurt = grammar.among(word.low, "hurt") or grammar.among(word.low, "dead")
    if np.quantity is None or not (word.tag == "NUM" or hurt) or (word.number is not None and 1900 <= word.number <= 2100):
        return False
    after, before = scene.after(np), scene.before(np)
    if grammar.among(word.low, "crowd") and np.end == np.head + 1 and after is not None and after.kind == "VG":
        return after.form in ("finite", "either")
    undergoing = after is not None and after.kind == "VG" and grammar.any_among(after.lemmas, "befalling")
    harmed = (
        before is not None
        and before.kind == "VG"
        and grammar.any_among(before.lemmas, "harming")
        and not (after is not None and after.kind == "NP")
    )
    return undergoing or harmed


def _bodies(
    scene: Scene, np: Chunk, grammar: Grammar, title: int, pieces: list[Mention], places: list[tuple[int, int]]
) -> tuple[list[Mention], list[tuple[int, int]]]:
    """ "police director": an ordinary body named before the title."""
    at = title - 1
    if at < np.start or scene.words[at].tag != "NOUN" or any(a <= at < b for a, b in places) or grammar.code != "en":
        return pieces, places
    head = head_of(scene.words, np.start, title, grammar, at=at)
    if head is None or head.type not in ("Organization", "ArmedForce"):
        return pieces, places
    start = at
    while start > np.start and scene.words[start - 1].tag == "NOUN":
        start -= 1
    a, b = scene.span(start, title)
    body = Mention(a, b, head.type, scene.text[a:b], named=False, head=head.lemma, definite=True)
    return [body, *pieces], [(start, title), *places]


def widen(scene: Scene, np: Chunk, grammar: Grammar) -> None:
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
