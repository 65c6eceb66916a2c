"""Who the subject of a clause is: before its verb, after it, its antecedent, a pronoun or the one who went before.

Cutting a sentence into clauses is left to ``ingest.engine.clauses``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.engine.agreement import feminine, group, oblique, plural_verb, verb_gender
from ingest.engine.circumstances import TAKING_UP, circumstance, taken_up
from ingest.engine.dropped import object_alone
from ingest.engine.going_on import carried_on, previous_clause, reports
from ingest.engine.scene import Mention, Scene

if TYPE_CHECKING:
    from ingest.engine.clauses import Clause


def assign(scene: Scene, clause: Clause, clauses: list[Clause], inherited: list[Mention]) -> None:
    verb = clause.verb
    if clause.resumes is not None:
        clause.subjects = clause.resumes.subjects
        return
    previous = previous_clause(clause, clauses)
    if verb is None:
        clause.subjects = [m for m in clause.mentions if not m.marker][:1]
        clause.explicit = bool(clause.subjects)
        return
    before = [m for m in clause.mentions if m.end <= verb and not m.marker and not m.governed]
    after = [m for m in clause.mentions if m.first > verb and not m.marker and m.joined != "و" and not m.governed]
    near = [m for m in after if not _barred(scene, verb + 1, m.first) and not oblique(scene, m)]
    if plural_verb(scene, verb):
        # A verb in the plural has its subject before it.
        near = []
    gender = verb_gender(scene, verb)
    carried = carried_on(scene, verb, clause, clauses, inherited)
    if clause.opener == "adverbial":
        clause.subjects = circumstance(scene, verb, previous.subjects if previous else inherited)
        return
    if verb and scene.forms[verb - 1] in TAKING_UP and not scene.words[verb].reading.joined:
        # «صورا لقوات الأمن وهي تفرق المحتجين»: the pronoun takes up the nearest that it agrees with.
        meant = taken_up(scene, verb - 1)
        if meant is not None:
            clause.subjects, clause.explicit = group(scene, meant), True
            return
    if verb + 1 < len(scene.words) and scene.is_(verb + 1, "issued"):
        # «دعا بيان صادر عن اللجنة», «قال بيان للجيش»: a document speaks for whoever issues it.
        issuer = next((m for m in clause.mentions if verb + 1 < m.first <= verb + 6 and m.marker in ("عن", "ل", "من", "")), None)
        if issuer is not None and issuer.type in ("Person", "Country", "Organization", "Group", "ArmedForce", "Event"):
            clause.subjects, clause.explicit = group(scene, issuer), True
            return
    if clause.opener == "relative" and clause.antecedent is not None:
        follower = next((c for c in clauses if c.parent is clause and c.opener == "content"), None)
        if follower is not None and follower.pronoun and any(h.sense.kind == "speech" for h in scene.hits[verb]):
            # «التي قال إنها ...»: whoever speaks goes on speaking, the pronoun takes the antecedent up.
            teller = clause.parent
            while teller is not None and not reports(scene, teller):
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
        borne = clause.antecedent.type not in ("Person", "Country", "Organization", "ArmedForce", "Group") and not _acts(
            scene, clause.antecedent, verb
        )
        if borne and near and near[0].first == verb + 1 and near[0].type in ("Person", "Country", "Organization", "ArmedForce", "Group"):
            # «العقوبات التي أعادت واشنطن فرضها»: a thing does nothing to the actor right after the verb.
            clause.fronted = clause.antecedent
            clause.subjects, clause.explicit = group(scene, near[0]), True
            return
        if _resumed(scene, clause) and near:
            clause.subjects, clause.explicit = group(scene, near[0]), True
            return
        clause.subjects, clause.explicit = [clause.antecedent], True
        return
    if verb + 1 < len(scene.words) and scene.is_(verb + 1, "hearsay") and not scene.words[verb + 1].reading.marker:
        # «قالت تقارير إن»: nobody who could be named says it.
        return
    document = verb + 1 < len(scene.words) and scene.is_(verb + 1, "document")
    if document:
        clause.subjects = inherited
        return
    each = next((m for m in clause.mentions if m.first > verb and m.first >= 2 and scene.is_(m.first - 2, "each") == m.first), None)
    if each is not None:
        clause.subjects, clause.explicit = group(scene, each), True
        return
    if verb and scene.forms[verb - 1] in ("ما", "مما") and scene.is_(verb, "cause") and previous is not None and previous.subjects:
        # «انفجرت سيارة مفخخة ما أدى إلى مقتل ...»: what was just told caused it.
        clause.subjects = previous.subjects
        return
    if (
        verb > 1
        and scene.forms[verb - 1] == "ما"
        and not near
        and not scene.words[verb].reading.pronoun
        and not scene.is_(verb - 1, "still")
    ):
        # «ما جرى في المدينة»: what happened is not what was spoken of before.
        return
    if not before and _nameless(scene, clause, verb):
        return
    if previous is not None and previous.subjects and near and _peer(scene, near[0]) and not before:
        clause.subjects = previous.subjects
        return
    if previous is not None and near and _appointee(scene, verb, near):
        clause.subjects = previous.subjects
        return
    if previous is not None and previous.subjects and near and not before and _counted_object(scene, verb, near, previous.subjects[0]):
        clause.subjects = previous.subjects
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
    if (
        near
        and clause.pronoun in ("ه", "ها")
        and clause.opener in ("content", "after")
        and near[0].first == verb + 1
        and scene.words[verb + 1].reading.pronoun == clause.pronoun
    ):
        # «أنها ستواصل وساطتها»: what bears the pronoun is the doer's own, not the doer.
        clause.subjects = _pronoun(scene, clause, clauses, inherited)
        return
    if (
        len(near) == 1
        and clause.pronoun in ("ه", "ها")
        and clause.opener in ("content", "after")
        and _transitive(scene, verb)
        and gender in (None, clause.pronoun == "ها")
    ):
        # «أنه قتل 86 مقاتلا»: the pronoun is the doer, the one noun behind the verb whom he did it to.
        clause.subjects = _pronoun(scene, clause, clauses, inherited)
        return
    if not before and near and clause.antecedent is None and not clause.pronoun and object_alone(scene, clause, near, carried):
        clause.subjects = carried
        return
    if near:
        first = near[0]
        agreeing = feminine(scene, first)
        mismatch = gender is not None and agreeing is not None and gender != agreeing
        if mismatch and len(near) > 1 and near[1].type in ("Person", "Organization", "Country", "ArmedForce") and first.first == verb + 1:
            # «حضر القمة الرئيس الروسي»: the object stands between.
            second = feminine(scene, near[1])
            if second in (None, gender) and near[1].first - first.end <= 1 and not near[1].joined:
                clause.subjects, clause.explicit = group(scene, near[1]), True
                return
        if not mismatch and not (scene.words[verb].reading.pronoun and clause.opener == "content" and clause.pronoun):
            clause.subjects, clause.explicit = group(scene, first), True
            return
    if clause.antecedent is not None and clause.opener == "content":
        clause.subjects, clause.explicit = [clause.antecedent], True
        return
    if clause.pronoun and clause.opener in ("content", "after"):
        clause.subjects = _pronoun(scene, clause, clauses, inherited)
        return
    clause.subjects = carried


def _counted_object(scene: Scene, verb: int, near: list[Mention], outer: Mention) -> bool:
    """«وأوقفت عشرات الضباط»: a counted noun alone behind a feminine verb is its object where the feminine subject goes on."""
    return (
        verb_gender(scene, verb) is not None
        and scene.words[verb].reading.joined != ""
        and near[0].quantity is not None
        and len(near) == 1
        and near[0].first == verb + 1
        and feminine(scene, outer) is verb_gender(scene, verb)
        and outer.type in ("ArmedForce", "Organization", "Country", "Person")
        and _transitive(scene, verb)
    )


def _transitive(scene: Scene, verb: int) -> bool:
    return not scene.words[verb].reading.pronoun and any(
        hit.sense.finite and hit.sense.what.subject == "subject" and "direct" in hit.sense.what.objects for hit in scene.senses(verb, "cue")
    )


def _nameless(scene: Scene, clause: Clause, verb: int) -> bool:
    """Whether the clause opens with a noun that stands for nothing known («أن الوضع يلزم ...»): that is its subject."""
    at = clause.start + 1
    if clause.opener != "content" or clause.pronoun or at >= verb or not scene.is_(clause.start, "complementizer"):
        return False
    reading = scene.words[at].reading
    covered = any(m.first <= at < m.end for m in scene.found)
    return reading.definite and not reading.marker and not reading.joined and not covered and not scene.senses(at, "grammar")


# What protests and attacks do themselves: «مظاهرات تطالب الحكومة», «الهجوم الذي استهدف الشرطة».
_OF_EVENTS = frozenset({"REQUESTED", "OPPOSED", "CRITICISED", "SUPPORTED", "ATTACKED", "KILLED"})


def _acts(scene: Scene, event: Mention, verb: int) -> bool:
    if event.type != "Event" or scene.words[verb].reading.pronoun:
        return False
    return any(h.sense.finite and h.sense.what.relation in _OF_EVENTS for h in scene.senses(verb, "cue"))


def _peer(scene: Scene, mention: Mention) -> bool:
    """«يلتقي نظيره الإيراني»: whose peer he is, is the one who meets him."""
    return scene.words[mention.first].reading.stem in ("نظير", "نظيرة") and bool(scene.words[mention.first].reading.pronoun)


def _appointee(scene: Scene, verb: int, near: list[Mention]) -> bool:
    """«وعين فلانا وزيرا»: the one person before an accusative predicate is whom the subject before him appointed."""
    person = near[0]
    if not any(hit.sense.what.relation == "APPOINTED" for hit in scene.senses(verb, "cue") if hit.sense.finite):
        return False
    end = person.end
    if not person.named or person.type != "Person" or person.first != verb + 1 or end >= len(scene.words) or not scene.close(end):
        return False
    reading = scene.words[end].reading
    return scene.forms[end].endswith("ا") and not reading.definite and not reading.marker and not any(m.first == end for m in near[1:])


def _holds(outer: Mention, inner: Mention) -> bool:
    return outer is inner or (outer.first <= inner.first and inner.end <= outer.end)


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
    return (commas == 1 and end - start > 0 and not any(scene.is_(at, "turn") for at in range(start, end))) or end - start > 9
