"""Clauses of a sentence: where each begins, its verb, its subject, and which clause it hangs on.

What the verbs mean is left to ``ingest.engine.frames``, who says the clause to ``ingest.engine.attribution``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.engine.lexicon import Speech
from ingest.engine.mentions import Mention, Scene


@dataclass(slots=True, eq=False)
class Clause:
    """Tokens ``start``..``end``. ``opener`` is how it begins: start, content, relative, joined, after, adverbial, switch.

    ``verb`` is the token of its verb or None. ``subjects`` are its grammatical subject's mentions,
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


def split(scene: Scene, inherited: list[Mention]) -> list[Clause]:
    """The clauses of a sentence in order. ``inherited`` stands for a subject that an earlier sentence named."""
    masked = _masked(scene)
    clauses = _cut(scene, masked)
    arguments = [m for m in scene.found if m.inside is None]
    for clause in clauses:
        clause.mentions = [m for m in arguments if clause.start <= m.first < clause.end]
    for clause in clauses:
        _subject(scene, clause, clauses, inherited)
    return clauses


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
        phrase = max((h.end for h in scene.hits[at] if h.sense.kind == "grammar" and h.sense.what in ("preposition", "turn", "called") and h.end - at > 1), default=0)
        if phrase:
            at = phrase
            continue
        if at and any(mark in token.gap for mark in "؛;") and at > current.start:
            current = open_(at, "switch", None)
        if at and ":" in token.gap and at > current.start and not scene.is_(max(0, at - 2), "each"):
            current = open_(at, "content", current)
        if at > current.start and token.quoted >= 0 and scene.words[at - 1].quoted != token.quoted and _reports(scene, current):
            length = sum(word.quoted == token.quoted for word in scene.words[at : at + 5])
            if length >= 4:
                current = open_(at, "content", current)
                quoted_clause, quoted = current, token.quoted
        elif quoted >= 0 and token.quoted != quoted and at:
            quoted = -1
            if quoted_clause is not None and quoted_clause.parent is not None and at > current.start:
                current = open_(at, "joined", quoted_clause.parent)
        end = scene.is_(at, "switch")
        if end and not token.reading.marker and (at == 0 or token.gap.strip() or token.reading.joined or (end < len(scene.words) and _verb_at(scene, end))):
            open_(at, "switch", None)
            if not _verb_at(scene, at):
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
            open_(at, opener, _trunk(current))
            clauses[-1].pronoun = _tail_pronoun(token.form)
            at = end
            continue
        end = scene.is_(at, "complementizer")
        if end:
            clause = open_(at, "content", current)
            clause.pronoun = _tail_pronoun(token.reading.base)
            at = end
            continue
        kind = _verb_kind(scene, at)
        if kind == "either":
            # «الجيش قصف ...» but «تعتزم فرنسا سحب ...»: a second verb needs its «و».
            kind = "verb" if current.verb is None else ""
        if kind == "adverbial" and at > current.start:
            clause = open_(at, "adverbial", _trunk(current))
            clause.verb = at
        elif kind == "verb":
            if current.verb is None and current.opener != "adverbial":
                current.verb = at
            elif current.copula is None and current.verb is not None and _copula(scene, current.verb) and not token.reading.joined:
                current.copula = current.verb
                current.verb = at
            else:
                before = by_end.get(at)
                if token.reading.pronoun and not token.reading.joined and scene.close(at) and (before is None or before.definite or before.named):
                    # «محادثات في العاصمة سيحضرها الوزير»: the indefinite noun further back.
                    earlier = (m for m in reversed(scene.found) if m.inside is None and m.end <= at and at - m.end <= 8 and not m.definite and m.type == "Event")
                    before = next(earlier, before)
                start = at
                while start - 1 > current.start and not masked[start - 1] and (
                    scene.is_(start - 1, "negation") or scene.forms[start - 1] in ("قد", "سوف", "لقد")
                ):
                    start -= 1
                if before is not None and not token.reading.joined and scene.close(at) and not before.definite:
                    clause = open_(start, "relative", current)
                    clause.antecedent = before
                else:
                    clause = open_(start, "joined", _trunk(current) if current.opener in ("relative", "adverbial") else current)
                clause.verb = at
        at += 1
    return clauses


def _reports(scene: Scene, clause: Clause) -> bool:
    return clause.verb is not None and any(h.sense.kind == "speech" for h in scene.hits[clause.verb])


def _trunk(clause: Clause) -> Clause:
    while clause.opener in ("relative", "adverbial") and clause.parent is not None:
        clause = clause.parent
    return clause


def _tail_pronoun(form: str) -> str:
    for pronoun in ("هما", "هم", "ها", "نا", "ه"):
        if form.endswith(pronoun) and len(form) > len(pronoun) + 1:
            return pronoun
    return ""


def _copula(scene: Scene, at: int) -> bool:
    return bool(scene.is_(at, "copula") or scene.is_(at, "still") or scene.is_(at, "planned") and not _cue(scene, at))


def _cue(scene: Scene, at: int) -> bool:
    return any(hit.sense.kind == "cue" and hit.sense.finite for hit in scene.hits[at])


def _verb_at(scene: Scene, at: int) -> bool:
    return _verb_kind(scene, at) in ("verb", "either")


def _verb_kind(scene: Scene, at: int) -> str:
    """ "verb" for a finite verb form, "adverbial" for a participle that goes with another verb, else ""."""
    token = scene.words[at]
    reading = token.reading
    hits = scene.hits[at]
    if any(hit.sense.kind in ("date", "number") for hit in hits):
        return ""
    if scene.is_(at, "preposition") and not (at + 1 < len(scene.words) and scene.is_(at + 1, "complementizer")):
        return ""
    if reading.marker or (reading.definite and reading.base != reading.stem):
        return ""
    masdar = any(hit.sense.kind == "cue" and hit.sense.what.part in ("masdar", "noun") for hit in hits)
    if any(hit.sense.adverbial for hit in hits) and reading.joined != "ف" and not any(hit.sense.kind == "head" and hit.end == at + 1 for hit in hits):
        # «موافقة», «معاقبة»: the feminine participle is spelled like the noun of action.
        comma = any(mark in token.gap for mark in "،,")
        return "adverbial" if not masdar or (comma and not reading.joined and not reading.pronoun) else ""
    if at and scene.close(at) and scene.is_(at - 1, "preposition") == at:
        return ""
    finite = any(hit.sense.finite for hit in hits) or reading.base in scene.language.verbs
    if not finite:
        return ""
    if reading.future:
        return "verb"
    nominal = any(
        (hit.sense.kind == "cue" and hit.sense.what.part in ("masdar", "noun")) or (hit.sense.kind == "head" and hit.end == at + 1)
        for hit in hits
    )
    if reading.base in scene.language.lexicon.adjectives and at and not scene.is_(at - 1, "negation"):
        return ""
    nominal = nominal or reading.base in scene.language.lexicon.common
    if not nominal:
        return "verb"
    if at == 0:
        # A headline or a sentence may begin with either; a plain noun needs what it governs right after it.
        return "verb" if reading.joined or _agrees_at_start(scene, at) else ""
    if (
        scene.is_(at - 1, "negation")
        or scene.is_(at - 1, "complementizer")
        or scene.is_(at - 1, "relative")
        or scene.forms[at - 1] in ("قد", "لقد", "وقد", "فقد")
    ):
        return "verb"
    if scene.is_(at - 1, "preposition") or not scene.close(at):
        return "verb" if reading.joined and not scene.is_(at - 1, "preposition") and scene.words[at].gap.strip() else ""
    if any(m.end == at and m.inside is None and m.definite and not m.marker for m in scene.found):
        return "either"
    return ""


def _agrees_at_start(scene: Scene, at: int) -> bool:
    after = at + 1
    return any(m.first == after and m.inside is None and not m.marker and (m.quantity or m.known or m.named) for m in scene.found)


def _antecedent(scene: Scene, at: int, relative: str) -> Mention | None:
    """The mention before a relative pronoun that fits its number: persons for الذين, a pair for a dual."""
    many = relative in ("الذين", "ممن", "اللواتي", "اللاتي")
    two = relative.startswith("اللذ") or relative.startswith("اللت")
    before = [m for m in scene.found if m.end <= at and at - m.end <= 6 and (m.inside is None or m.named is False)]
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


def group(scene: Scene, mention: Mention) -> list[Mention]:
    """A mention and those coordinated with it: «روسيا والصين», «بين كل من ...»."""
    found = [mention]
    arguments = [m for m in scene.found if m.inside is None and m.first >= mention.end]
    end = mention.end
    for other in arguments:
        if other.first != end or other.first >= len(scene.words):
            break
        gap = scene.words[other.first].gap.strip().strip('«»"“”()')
        own = scene.words[other.first].reading.marker
        if other.joined != "و" and not (gap in ("،", ",") and other.type == mention.type):
            break
        if own and own != mention.marker:
            break
        if other.type != mention.type and {other.type, mention.type} & {"Event", "Equipment"}:
            break
        found.append(other)
        end = other.end
    return found


def feminine(scene: Scene, mention: Mention) -> bool | None:
    """The gender in which a verb agrees with a mention; None where it cannot be told."""
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


def _gender(scene: Scene, at: int) -> bool | None:
    for hit in scene.hits[at]:
        if hit.sense.finite and hit.sense.feminine is not None:
            return hit.sense.feminine
    base = scene.words[at].reading.base
    if base.startswith("ي"):
        return False
    return True if base.endswith("ت") and base in scene.language.verbs else None


def _subject(scene: Scene, clause: Clause, clauses: list[Clause], inherited: list[Mention]) -> None:
    verb = clause.verb
    previous = _previous(clause, clauses)
    if verb is None:
        clause.subjects = [m for m in clause.mentions if not m.marker][:1]
        clause.explicit = bool(clause.subjects)
        return
    before = [m for m in clause.mentions if m.end <= verb and not m.marker and not m.governed]
    after = [m for m in clause.mentions if m.first > verb and not m.marker and m.joined != "و" and not m.governed]
    near = [m for m in after if not _barred(scene, verb + 1, m.first)]
    if scene.words[verb].reading.base.endswith(("وا", "ون")):
        # A verb in the plural has its subject before it.
        near = []
    gender = _gender(scene, verb)
    if clause.opener == "adverbial":
        clause.subjects = previous.subjects if previous else inherited
        return
    if clause.opener == "relative" and clause.antecedent is not None:
        follower = next((c for c in clauses if c.parent is clause and c.opener == "content"), None)
        if follower is not None and follower.pronoun and any(h.sense.kind == "speech" for h in scene.hits[verb]):
            # «التي قال إنها ...»: whoever speaks goes on speaking, the pronoun takes the antecedent up.
            teller = clause.parent
            while teller is not None and not _reports(scene, teller):
                teller = teller.parent
            clause.subjects = group(scene, near[0]) if near and near[0].first - verb <= 2 else (teller.subjects if teller else inherited)
            follower.antecedent = clause.antecedent
            return
        if scene.words[verb].reading.pronoun:
            clause.fronted = clause.antecedent
            if near and near[0].first - verb <= 3:
                clause.subjects, clause.explicit = group(scene, near[0]), True
                return
            # «الناقلتين اللتين احتجزتهما»: the doer is the clause's subject, unless that is the thing itself.
            outer = previous
            while outer is not None and any(_holds(m, clause.antecedent) for m in outer.subjects):
                outer = outer.parent
            if outer is not None:
                clause.subjects = outer.subjects
            return
        borne = clause.antecedent.type not in ("Person", "Country", "Organization", "ArmedForce", "Group")
        if borne and near and near[0].first == verb + 1 and near[0].type in ("Person", "Country", "Organization", "ArmedForce"):
            # «العقوبات التي أعادت واشنطن فرضها»: a thing does nothing to the actor right after the verb.
            clause.fronted = clause.antecedent
            clause.subjects, clause.explicit = group(scene, near[0]), True
            return
        if _resumed(scene, clause) and near:
            clause.subjects, clause.explicit = group(scene, near[0]), True
            return
        clause.subjects, clause.explicit = [clause.antecedent], True
        return
    document = verb + 1 < len(scene.words) and scene.is_(verb + 1, "document")
    if document and inherited:
        clause.subjects = inherited
        return
    each = next((m for m in clause.mentions if m.first > verb and m.first >= 2 and scene.is_(m.first - 2, "each") == m.first), None)
    if each is not None:
        clause.subjects, clause.explicit = group(scene, each), True
        return
    if before and clause.opener != "joined":
        clause.subjects, clause.explicit = group(scene, before[0]), True
        return
    if clause.copula is not None:
        between = [m for m in clause.mentions if clause.copula < m.first < verb and not m.marker]
        if between:
            clause.subjects, clause.explicit = group(scene, between[0]), True
            return
    if clause.antecedent is not None and clause.opener == "content":
        clause.subjects, clause.explicit = [clause.antecedent], True
        return
    if near:
        first = near[0]
        agreeing = feminine(scene, first)
        mismatch = gender is not None and agreeing is not None and gender != agreeing
        if not mismatch and not (scene.words[verb].reading.pronoun and clause.opener == "content" and clause.pronoun):
            clause.subjects, clause.explicit = group(scene, first), True
            return
    if clause.antecedent is not None and clause.opener == "content":
        clause.subjects, clause.explicit = [clause.antecedent], True
        return
    if clause.pronoun and clause.opener in ("content", "after"):
        clause.subjects = _pronoun(scene, clause, clauses, inherited)
        return
    if previous is not None:
        clause.subjects = previous.subjects
    else:
        clause.subjects = inherited


def _holds(outer: Mention, inner: Mention) -> bool:
    return outer is inner or (outer.first <= inner.first and inner.end <= outer.end)


def _previous(clause: Clause, clauses: list[Clause]) -> Clause | None:
    """The clause whose subject goes on: the one it hangs on, or the last one before it that is no relative clause."""
    if clause.opener in ("adverbial", "relative", "content") and clause.parent is not None:
        return clause.parent
    before = clauses[: clauses.index(clause)]
    for other in reversed(before):
        if other.opener not in ("relative", "adverbial") and other.subjects:
            return other
    return None


def _pronoun(scene: Scene, clause: Clause, clauses: list[Clause], inherited: list[Mention]) -> list[Mention]:
    wanted = {"ه": False, "ها": True}.get(clause.pronoun)
    parent = clause.parent
    subjects = parent.subjects if parent is not None else inherited
    if clause.pronoun in ("هم", "هما"):
        for mention in reversed([m for m in scene.found if m.end <= clause.start and m.inside is None]):
            if mention.number in ("many", "two") and mention.type in ("Group", "ArmedForce", "Person"):
                return [mention]
        return subjects
    if subjects:
        gender = feminine(scene, subjects[0])
        if wanted is None or gender is None or gender == wanted:
            return subjects
    for mention in reversed([m for m in scene.found if m.end <= clause.start and m.inside is None]):
        if feminine(scene, mention) == wanted:
            return [mention]
    return subjects


def _resumed(scene: Scene, clause: Clause) -> bool:
    """Whether a pronoun on a preposition or noun takes the antecedent up («التي جرت فيها»)."""
    return any(scene.is_(at, "attached") for at in range(clause.start + 1, clause.end))


def _barred(scene: Scene, start: int, end: int) -> bool:
    """Whether a subject cannot stand so far from its verb: another noun phrase's preposition or a comma stands between."""
    commas = 0
    for at in range(start, end):
        if scene.words[at].gap.strip(' «»"“”()\n') in ("،", ","):
            commas += 1
    if end < len(scene.words) and scene.words[end].gap.strip(' «»"“”()\n') in ("،", ","):
        commas += 1
    return commas == 1 and end - start > 0 and not any(scene.is_(at, "turn") for at in range(start, end)) or end - start > 9
