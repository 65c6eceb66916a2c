"""Clauses of a sentence: where each begins, its verb, and which clause it hangs on.

Subjects are left to ``ingest.engine.subjects``, what verbs mean to ``ingest.engine.frames``, who
says the clause to ``ingest.engine.attribution``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.engine import subjects
from ingest.engine.agreement import feminine, verb_gender
from ingest.engine.finite import verb_at, verb_kind
from ingest.engine.going_on import reports, trunk
from ingest.engine.lexicon import Speech
from ingest.engine.salience import Salience
from ingest.engine.scene import PLACE_LIKE, Mention, Scene


@dataclass(slots=True, eq=False)
class Clause:
    """Tokens ``start``..``end``. ``opener`` is how it begins: start, content, relative, joined, after, adverbial, switch, resumed.

    ``verb`` is the token of its verb or None. ``subjects`` are its grammatical subject's mentions,
    ``resumes`` is the clause that one behind an inserted clause goes on with,
    ``fronted`` the relative's antecedent that the verb's pronoun makes its object. ``pronoun`` is
    the opener's attached pronoun («أنها»).
    """

    start: int
    end: int
    opener: str
    parent: Clause | None
    verb: int | None = None
    passive: bool = False
    subjects: list[Mention] = field(default_factory=list)
    explicit: bool = False
    fronted: Mention | None = None
    antecedent: Mention | None = None
    pronoun: str = ""
    copula: int | None = None
    speech: Speech | None = None
    speaker: str | None = None
    via: tuple[str, ...] = ()
    negated: bool = False
    status: str = "asserted"
    unreal: bool = False
    mentions: list[Mention] = field(default_factory=list)
    resumes: Clause | None = None


def split(scene: Scene, salience: Salience) -> list[Clause]:
    """The clauses of a sentence in order. ``salience`` knows whom earlier sentences spoke of."""
    masked = _masked(scene)
    clauses = _cut(scene, masked)
    dateline = _reported_from(scene)
    arguments = [m for m in scene.found if m.inside is None and m.first >= dateline]
    clauses = _resumed(scene, clauses)
    for clause in clauses:
        clause.mentions = [m for m in arguments if clause.start <= m.first < clause.end]
    for clause in clauses:
        if clause.resumes is not None:
            # What stands behind the inserted clause are arguments of the verb before it.
            clause.resumes.mentions = [*clause.resumes.mentions, *clause.mentions]
    for clause in clauses:
        subjects.assign(scene, clause, clauses, salience.subject(scene, clause.verb))
    return clauses


def _resumed(scene: Scene, clauses: list[Clause]) -> list[Clause]:
    """The clauses with those that go on behind an inserted relative clause: «تعرضت القاعدة، التي تضم قوات، لهجوم»."""
    found: list[Clause] = []
    for at, clause in enumerate(clauses):
        found.append(clause)
        outer = clause.parent
        if clause.opener != "relative" or outer is None or clause.verb is None or "،" not in scene.words[clause.start].gap:
            continue
        inner = [c for c in clauses[at + 1 :] if c.parent is clause]
        end = next(
            (k for k in range(clause.verb + 1, clause.end) if "،" in scene.words[k].gap and scene.words[k].reading.joined != "و"), None
        )
        if end is None:
            continue
        rest = Clause(end, clause.end, "resumed", outer.parent, resumes=outer)
        rest.verb = outer.verb
        for other in inner:
            other.parent = outer
        clause.end = end
        found.append(rest)
    return found


def _reported_from(scene: Scene) -> int:
    """The token at which the report starts, where the words before the dash name a place and hold no verb."""
    end = scene.dateline
    opens = any(m.first <= 1 and m.end <= end and m.type in PLACE_LIKE for m in scene.found)
    return end if opens and not any(verb_at(scene, at) for at in range(end)) else 0


def _masked(scene: Scene) -> list[bool]:
    masked = [False] * len(scene.words)
    for mention in scene.found:
        if mention.inside is None:
            for at in range(mention.first, mention.end):
                masked[at] = True
    return masked


def _cut(scene: Scene, masked: list[bool]) -> list[Clause]:
    clauses = [Clause(0, len(scene.words), "start", None)]
    by_end = {m.end: m for m in scene.found if m.inside is None}

    def open_(at: int, opener: str, parent: Clause | None) -> Clause:
        clauses[-1].end = min(clauses[-1].end, at)
        clause = Clause(at, len(scene.words), opener, parent)
        clauses.append(clause)
        return clause

    at = 0
    quoted, quoted_clause = -1, None
    while at < len(scene.words):
        if masked[at]:
            at += 1
            continue
        current = clauses[-1]
        token = scene.words[at]
        phrase = max(
            (
                h.end
                for h in scene.hits[at]
                if h.sense.kind == "grammar" and h.sense.what in ("preposition", "turn", "called") and h.end - at > 1
            ),
            default=0,
        )
        if phrase:
            at = phrase
            continue
        if at and any(mark in token.gap for mark in "؛;") and at > current.start:
            current = open_(at, "switch", None)
        if at and ":" in token.gap and at > current.start and not scene.is_(max(0, at - 2), "each"):
            current = open_(at, "content", current)
        if at > current.start and token.quoted >= 0 and scene.words[at - 1].quoted != token.quoted and reports(scene, current):
            length = sum(word.quoted == token.quoted for word in scene.words[at : at + 5])
            if length >= 4:
                current = open_(at, "content", current)
                quoted_clause, quoted = current, token.quoted
        elif quoted >= 0 and token.quoted != quoted and at:
            quoted = -1
            if quoted_clause is not None and quoted_clause.parent is not None and at > current.start:
                current = open_(at, "joined", quoted_clause.parent)
        end = scene.is_(at, "switch")
        if (
            end
            and not token.reading.marker
            and (at == 0 or token.gap.strip() or token.reading.joined or (end < len(scene.words) and verb_at(scene, end)))
        ):
            open_(at, "switch", None)
            if not verb_at(scene, at):
                at = end
                continue
            current = clauses[-1]
        end = scene.is_(at, "relative")
        if end:
            clause = open_(at, "relative", current)
            clause.antecedent = _antecedent(scene, at, token.reading.base)
            clause.start = at
            at = end
            continue
        end = scene.is_(at, "subordinator")
        if end and not token.reading.marker:
            opener = "after"
            open_(at, opener, trunk(current))
            clauses[-1].pronoun = _tail_pronoun(token.form)
            at = end
            continue
        end = scene.is_(at, "complementizer")
        if end:
            clause = open_(at, "content", current)
            clause.pronoun = _tail_pronoun(token.reading.base)
            at = end
            continue
        kind = verb_kind(scene, at)
        if kind == "either":
            # «الجيش قصف ...» but «تعتزم فرنسا سحب ...»: a second verb needs its «و».
            kind = "verb" if current.verb is None or _copula(scene, current.verb) else ""
        if kind == "adverbial" and at > current.start:
            clause = open_(at, "adverbial", trunk(current))
            clause.verb = at
        elif kind == "verb":
            if current.verb is None and current.opener != "adverbial":
                current.verb = at
            elif current.copula is None and current.verb is not None and _copula(scene, current.verb) and not token.reading.joined:
                current.copula = current.verb
                current.verb = at
            else:
                before = by_end.get(at)
                if (
                    token.reading.pronoun
                    and not token.reading.joined
                    and scene.close(at)
                    and (before is None or before.definite or before.named)
                ):
                    # «محادثات في العاصمة سيحضرها الوزير»: the indefinite noun further back.
                    earlier = (
                        m
                        for m in reversed(scene.found)
                        if m.inside is None and m.end <= at and at - m.end <= 8 and not m.definite and m.type == "Event"
                    )
                    before = next(earlier, before)
                before = _agreeing(scene, at, before)
                start = at
                while (
                    start - 1 > current.start
                    and not masked[start - 1]
                    and (scene.is_(start - 1, "negation") or scene.forms[start - 1] in ("قد", "سوف", "لقد"))
                ):
                    start -= 1
                if before is not None and not token.reading.joined and scene.close(at) and not before.definite:
                    clause = open_(start, "relative", current)
                    clause.antecedent = before
                else:
                    clause = open_(start, "joined", trunk(current) if current.opener in ("relative", "adverbial") else current)
                clause.verb = at
        at += 1
    return clauses


def _agreeing(scene: Scene, at: int, before: Mention | None) -> Mention | None:
    """«هجوم بصواريخ استهدف القاعدة»: the indefinite noun that the verb agrees with, where the nearest one does not."""
    gender = verb_gender(scene, at)
    if before is None or gender is None or before.definite or feminine(scene, before) in (gender, None) or not before.marker:
        return before
    earlier = (
        m for m in reversed(scene.found) if m.inside is None and m.end <= before.first and before.first - m.end <= 2 and not m.definite
    )
    return next((m for m in earlier if feminine(scene, m) is gender), before)


def _tail_pronoun(form: str) -> str:
    for pronoun in ("هما", "هم", "ها", "نا", "ه"):
        if form.endswith(pronoun) and len(form) > len(pronoun) + 1:
            return pronoun
    return ""


def _copula(scene: Scene, at: int) -> bool:
    decided = scene.words[at].reading.base[:4] in ("قرر", "قررت", "قررو", "يقرر", "تقرر")
    # «قررت المنظمة إرسال قوات»: who decides does not lend his verb to another.
    return bool(scene.is_(at, "copula") or scene.is_(at, "still") or (scene.is_(at, "planned") and not _cue(scene, at) and not decided))


def _cue(scene: Scene, at: int) -> bool:
    return any(hit.sense.kind == "cue" and hit.sense.finite for hit in scene.hits[at])


def _antecedent(scene: Scene, at: int, relative: str) -> Mention | None:
    """The mention before a relative pronoun that fits its number: persons for الذين, a pair for a dual."""
    many = relative in ("الذين", "ممن", "اللواتي", "اللاتي")
    two = relative.startswith(("اللذ", "اللت"))
    before = [m for m in scene.found if m.end <= at and at - m.end <= 6 and (m.inside is None or m.named is False)]
    if scene.words[at].reading.joined and len(before) > 1 and before[-1].type == "Place" and before[-1].marker in ("في", "ب"):
        # «القمة في أبوجا والتي ...»: a second relative goes on with the head, not with its place.
        before = before[:-1]
    for mention in reversed(before):
        if two and mention.number != "two":
            continue
        if many and not (mention.number == "many" or mention.type == "Group"):
            continue
        if not many and not two:
            feminine = (
                scene.language.feminine(scene.words[mention.start].reading.stem) or mention.type == "Country" or mention.number == "many"
            )
            if relative == "التي" and not feminine and mention.head:
                continue
            if relative == "الذي" and (mention.number != "one" or (mention.head and feminine)):
                continue
        return mention
    return next((m for m in reversed(before) if m.inside is None), None)
