"""Reads an article in English, French or Russian: entities and claims, by the stages beside this module.

Checking the draft is left to ``ingest.pipeline``.
Over 300 lines: which phrase takes up which name is decided in the order of reading.
"""

from __future__ import annotations

from graph.model import Article
from ingest.draft import Draft, DraftClaim, Refusal
from ingest.engine.sentences import quotations, sentences
from ingest.phrases.casualties import Casualties
from ingest.phrases.chunks import Chunk
from ingest.phrases.circumstances import Circumstances
from ingest.phrases.claims import Claims
from ingest.phrases.clauses import Clauses
from ingest.phrases.context import Context
from ingest.phrases.entities import POINTING, Roster, possessive
from ingest.phrases.grammar import Grammar
from ingest.phrases.judgements import Judgements
from ingest.phrases.offices import Offices
from ingest.phrases.parsing import read
from ingest.phrases.places import Places
from ingest.phrases.scenes import Scene
from ingest.phrases.timing import Timing
from ingest.phrases.words import words


def extract(article: Article, grammar: Grammar) -> Draft:
    """The article's entities and claims. Pure: depends on the article and the grammar alone."""
    text = article.text
    proper = capitals(text, grammar)
    scenes = [read(text, sentence, number, grammar, proper) for number, sentence in enumerate(sentences(text))]
    roster = Roster(text, grammar)
    roster.names(scenes)
    made: list[DraftClaim] = []
    refused: list[Refusal] = []
    quotes = quotations(text)
    speaker: str | None = None
    open_quote = -1
    for scene in scenes:
        context = Context(scene, grammar, Clauses(scene, grammar), roster, made, refused)
        settle(context)
        inside = next((k for k, (start, end) in enumerate(quotes) if start <= scene.sentence.start and scene.sentence.start < end), -1)
        running = speaker if inside >= 0 and inside == open_quote else None
        if inside < 0 and scene.text[scene.sentence.start : scene.sentence.start + 1] in ('"', "“", "«", "„") and speaker is not None:
            running = speaker
        context.speakers.previous = speaker
        context.speakers.find(running)
        _first_person(context)
        _countries_spoken_of(context)
        before = len(made)
        Claims(context).run()
        Offices(context).run()
        Places(context).run()
        Circumstances(context).run()
        Casualties(context).run()
        Judgements(context).run()
        made[before:] = Timing(context, article.published).dated(made[before:])
        speaker = context.speakers.last or speaker
        open_quote = next((k for k, (start, end) in enumerate(quotes) if start < scene.sentence.end <= end), -1)
        _note(context)
    _partakers(roster, grammar, scenes, made)
    return Draft(roster.drafts(), tuple(_kept(made, roster)), tuple(refused))


def _partakers(roster: Roster, grammar: Grammar, scenes: list[Scene], made: list[DraftClaim]) -> None:
    """ "Protesters" take part in the protests of which the article speaks, where it speaks of one such happening."""
    for pair in sorted(grammar.vocabulary.listed.get("partaker", ())):
        person, _, happenings = pair.partition(">")
        groups = [t for t in roster.things.values() if t.head == person and t.type in ("Group", "Person") and t.spans]
        events = [t for t in roster.things.values() if t.type == "Event" and t.spans and not t.guessed and t.head in happenings.split("+")]
        if len(events) != 1:
            continue
        for group in groups:
            start = min(s for s, _ in group.spans)
            scene = next(s for s in scenes if s.sentence.start <= start < s.sentence.end)
            if any(c.subject == group.key and c.object == events[0].key for c in made):
                continue
            end = next(e for s, e in group.spans if s == start)
            made.append(
                DraftClaim(
                    group.key, "PARTICIPATED_IN", events[0].key, scene.sentence.start, scene.sentence.end, start, end, confidence=0.6
                )
            )
            group.claimed = events[0].claimed = True


def capitals(text: str, grammar: Grammar) -> frozenset[str]:
    """The folded words that stand with a capital after a word in small letters."""
    found: set[str] = set()
    before = None
    for word in words(text, (0, len(text)), grammar.code):
        if word.capital and before is not None and before.text[0].isalpha() and not grammar.vocabulary.has(word.low, "det", "prep", "time"):
            found.add(word.low)
            if grammar.cased and word.low.endswith(("а", "у")):
                found.add(word.low[:-1])
        before = word
    return frozenset(found)


def settle(context: Context) -> None:
    """Give each noun phrase of the sentence its entity, in order, pronouns included."""
    for np in context.scene.chunks:
        if np.kind != "NP":
            continue
        for mention in np.inside:
            if mention.entity is None and not mention.named:
                context.roster.phrase(mention, Chunk("NP", np.start, np.start + 1, index=0), context.scene)
            if mention.entity:
                context.roster.seen(mention.entity, context.scene.number)
        if np.pronoun and context.scene.words[np.start].tag != "PRON":
            context.owners[np.index] = context.roster.pronoun(np.pronoun)
        if np.named is not None:
            if np.named.entity is None and (same := _apposed(context, np) or _called(context, np)) is not None:
                context.roster._take(np.named, context.roster.things[same])
            if np.named.entity is None:
                context.roster.phrase(np.named, np, context.scene)
            if np.named.entity is not None:
                context.roster.things[np.named.entity].gender = context.roster.things[np.named.entity].gender or _gender(context, np)
                titled = np.named.named or context.roster.things[np.named.entity].named
                context.roster.seen(np.named.entity, context.scene.number, np.named.title if titled else None)
                if titled and np.title is not None and np.title[0].relation == "HOLDS_OFFICE" and context.kind(np.named.entity) == "Person":
                    states = {key for key, _ in np.countries} | {m.known for m in np.inside if m.type == "Country" and m.known}
                    if len(states) == 1:
                        context.roster.homes[np.named.entity] = states.pop()
        elif np.pronoun and context.scene.words[np.start].tag == "PRON":
            near = _subjects_near(context, np)
            if (several := _row_before(context, np)) is not None:
                context.pronouns[np.index] = several
            elif context.grammar.among(np.low, "reflexive"):
                context.pronouns[np.index] = min(near, default=None)
            else:
                context.pronouns[np.index] = context.roster.pronoun(np.low, near)


def _gender(context: Context, np: Chunk) -> str:
    """The grammatical gender of a phrase by its first noun or its article: masc, femn or "" where neither tells."""
    if context.grammar.cased:
        words = [w for w in context.scene.words[np.start : np.end] if w.tag in ("NOUN", "NAME")]
        if np.named is not None and np.named.type == "Person":
            # A woman may hold a masculine office, and a family name may be read in two genders: the given name tells.
            words = [w for w in words if w.tag == "NAME"] if len(words) > 1 else []
        if not words:
            return ""
        at = words[0]
        return at.gender if at.gender in ("masc", "femn") else ""
    if np.named is not None and np.named.type == "Person" and np.named.named:
        return ""
    before = context.scene.before(np)
    article = np.determiner or (before.determiner if before is not None and before.kind == "P" else "")
    return {"la": "femn", "une": "femn", "cette": "femn", "le": "masc", "un": "masc", "ce": "masc", "cet": "masc"}.get(article, "")


def _first_person(context: Context) -> None:
    """ "I" in someone's words is whoever says them, "we" the body for which a person speaks, where it is known."""
    for np in context.scene.chunks:
        meant = context.pronouns.get(np.index)
        if (
            meant is not None
            and not context.grammar.among(np.low, "reflexive")
            and meant == context.speakers.voice(np.index).speaker
            and _quoted(context, np)
        ):
            # In someone's own words "he" is another.
            context.pronouns[np.index] = context.roster.pronoun(np.low, frozenset({meant}))
        if np.kind != "NP" or np.end != np.start + 1 or not context.grammar.any_among((np.low,), "i", "we"):
            continue
        voice = context.speakers.voice(np.index)
        speaker = voice.speaker
        if speaker is None or (voice.verb >= 0 and context.scene.chunks[voice.verb].negated):
            continue
        if context.grammar.among(np.low, "we") and context.kind(speaker) == "Person":
            held = [c.object for c in context.made if c.subject == speaker and c.relation in _OFFICES and not c.negated]
            named = [one for one in context.scene.chunks if one.kind == "NP" and one.title is not None and context.refer(one) == speaker]
            bodies = [body for one in named if (body := Offices(context)._own_body(one)) is not None]
            context.pronouns[np.index] = next(iter((*bodies, *held)), None)
        elif context.grammar.among(np.low, "we") or context.kind(speaker) == "Person":
            context.pronouns[np.index] = speaker


def _countries_spoken_of(context: Context) -> None:
    """ "the country" in the words of who holds a state's office is that state; where the words name another before it, neither."""
    for np in context.scene.chunks:
        mention = np.named
        if mention is None or mention.named or mention.type != "Country" or mention.plural or not mention.definite or np.end - np.start > 2:
            continue
        if np.inside or np.countries or np.owner is not None or not context.grammar.among(mention.head or "", "generic"):
            continue
        voice = context.speakers.voice(np.index)
        if np.determiner in POINTING or (possessive(np) and not context.grammar.among(possessive(np), "ours")):
            continue
        if voice.speaker is None or context.kind(voice.speaker) != "Person":
            continue
        state = context.roster.state(voice.speaker)
        if state is None:
            continue
        between = [c.named.known for c in context.scene.chunks[voice.verb + 1 : np.index] if c.named is not None and voice.verb >= 0]
        others = {key for key in between if key and key.startswith("country:") and key != state}
        context.roster.means(mention, None if others else state)


def _quoted(context: Context, np: Chunk) -> bool:
    """Whether the phrase stands in quotation marks."""
    start = context.scene.words[np.start].start
    return any(a < start < b for a, b in quotations(context.scene.text))


_OFFICES = frozenset({"HOLDS_OFFICE", "LEADS"})


def _row_before(context: Context, np: Chunk) -> str | None:
    """ "they" after a clause whose subjects are several: the first of them."""
    if not context.grammar.vocabulary.has(np.low, "they"):
        return None
    for group in reversed([g for g in context.clauses.groups if g.index < np.index and g.form == "finite"]):
        subjects = [s for s in context.clauses.subject(group) if s.index < np.index]
        keys = [key for s in subjects if (key := context.refer(s)) is not None]
        if keys and (len(keys) > 1 or subjects[0].plural):
            return keys[-1] if len(keys) > 1 else keys[0]
    return None


def _subjects_near(context: Context, np: Chunk) -> frozenset[str]:
    """Whom a pronoun in object position cannot mean: the subject of its own clause."""
    before, after = context.scene.before(np), context.scene.after(np)
    if before is None or before.kind not in ("VG", "P"):
        return frozenset()
    if before.kind == "VG" and after is not None and after.kind == "VG" and after.form == "finite" and context.clauses._reports(before):
        # "the army said it had struck a depot": a subject of its own.
        return frozenset()
    groups = [g for g in context.clauses.groups if g.index < np.index]
    if not groups:
        return frozenset()
    return frozenset(key for s in context.clauses.subject(groups[-1]) if (key := context.refer(s)) is not None)


def _apposed(context: Context, np: Chunk) -> str | None:
    """The named person whom a phrase only describes: "Iranian general, Qasem Soleimani"."""
    mention = np.named
    if mention is None or mention.type != "Person" or np.plural or mention.named:
        return None
    steps = 1
    while steps < 6:
        link, inner = context.scene.after(np, steps), context.scene.after(np, steps + 1)
        if link is None or inner is None or link.kind != "P" or inner.kind != "NP":
            break
        if inner.named is not None and inner.named.named and inner.named.type == "Person":
            if inner.inside and np.title is not None:
                return inner.named.entity
            if link.low not in context.grammar.of:
                return None
        steps += 2
    other = context.scene.after(np, steps)
    comma = other is not None and other.kind == "MARK" and other.low == ","
    if comma:
        other = context.scene.after(np, steps + 1)
    adjacent = context.grammar.cased and steps > 1 and other is not None and "nomn" in other.cases and "nomn" in np.cases
    if other is not None and _person(other) and (comma or np.title is not None or adjacent):
        return other.named.entity if other.named is not None else None
    before, earlier = context.scene.before(np), context.scene.before(np, 2)
    if (
        before is not None
        and earlier is not None
        and before.kind == "MARK"
        and before.low == ","
        and earlier.kind == "NP"
        and earlier.named is not None
        and earlier.named.named
        and earlier.named.type == "Person"
        and (np.title is not None or np.determiner in ("a", "an", "un", "une", "the", "le", "la", "l'", ""))
        and not np.plural
    ):
        return earlier.named.entity
    return None


def _called(context: Context, np: Chunk) -> str | None:
    """The named place that a phrase only introduces: "the town of Mokha"."""
    mention = np.named
    if mention is None or mention.named:
        return None
    if (described := _described(context, np)) is not None:
        return described
    if mention.type in ("Group", "ArmedForce") and context.grammar.among(mention.head, "fighter") and np.quantity is None:
        # "Taliban fighters" are the Taliban.
        for inner in reversed(np.inside):
            if inner.entity and context.kind(inner.entity) in ("ArmedForce", "Group"):
                return inner.entity
    quote, called = context.scene.after(np), context.scene.after(np, 2)
    if context.grammar.cased and quote is not None and quote.kind == "NP" and quote.named is not None and quote.named.named:
        # "агентство Reuters"
        bodies = ("Organization", "Outlet")
        if mention.type in bodies and quote.named.type in bodies and np.quantity is None and np.owner is None:
            return quote.named.entity
    if (
        quote is not None
        and called is not None
        and quote.low in ("«", '"', "“")
        and called.kind == "NP"
        and called.named is not None
        and called.named.named
    ):
        # "движение «Талибан»"
        name_of = called.named.entity
        if (
            name_of is not None
            and mention.type in ("Organization", "ArmedForce", "Group", "Facility", "Outlet", "Place")
            and np.owner is None
        ):
            thing = context.roster.things[name_of]
            thing.type = mention.type if thing.type == "?" else thing.type
            return name_of if thing.type != "Person" else None
    if mention.type not in ("Place", "Country", "Facility"):
        return None
    if (
        context.grammar.cased
        and quote is not None
        and quote.kind == "NP"
        and quote.named is not None
        and quote.named.named
        and quote.named.type in ("Place", "?")
        and context.grammar.among(mention.head, "introducing")
        and np.owner is None
        and quote.named.entity
    ):
        # "в городе Дераа"
        context.roster.things[quote.named.entity].type = "Place"
        return quote.named.entity
    link, name = context.scene.after(np), context.scene.after(np, 2)
    if link is None or name is None or link.kind != "P" or link.low not in context.grammar.of or name.kind != "NP" or name.named is None:
        return None
    if (
        context.grammar.among(mention.head, "introducing")
        and name.named.named
        and name.named.type in ("Place", "?")
        and name.named.entity
        and not name.possessive
    ):
        context.roster.things[name.named.entity].type = "Place"
        return name.named.entity
    return None


def _described(context: Context, np: Chunk) -> str | None:
    """The named body or place that an apposition describes: "Al-Manar, a television station linked to X"."""
    mention, comma, body = np.named, context.scene.before(np), context.scene.before(np, 2)
    if mention is None or comma is None or body is None or comma.low != "," or body.kind != "NP" or body.named is None:
        return None
    alike = mention.type == body.named.type or {mention.type, body.named.type} == {"Organization", "Outlet"}
    if not alike or not body.named.named or mention.type in ("Person", "Country") or np.plural or np.quantity is not None:
        return None
    indefinite = np.determiner in context.grammar.vocabulary.listed.get("indefinite", set())
    after = context.scene.after(np)
    hangs = after is not None and (after.kind in ("P", "R") or (after.kind == "VG" and after.form in ("participle", "either")))
    return body.named.entity if indefinite and hangs else None


def _person(np: Chunk) -> bool:
    return np.kind == "NP" and np.named is not None and np.named.named and np.named.type == "Person"


def _note(context: Context) -> None:
    """The subjects of a sentence are what the next one's pronouns take up first."""
    finite = [group for group in context.clauses.groups if group.form == "finite"]
    for group in reversed(finite):
        for np in context.clauses.subject(group):
            key = context.refer(np)
            if key is not None:
                context.roster.seen(key, context.scene.number)


def _kept(made: list[DraftClaim], roster: Roster) -> list[DraftClaim]:
    alive = {key for key, thing in roster.things.items() if thing.spans and thing.type != "?"}
    return [c for c in made if c.subject in alive and c.object in alive and (c.speaker is None or c.speaker in alive)]
