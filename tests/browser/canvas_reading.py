"""An article and a dashboard of the small world, for the tests of reader and board."""

from __future__ import annotations

from typing import Any

from explorer.views.legend import legend
from tests.browser import canvas_world as world

Json = dict[str, Any]

# Text, entity or None, claims that cover it, whether it carries a relation.
_ARABIC = (
    ("أعلن الرئيس ", None, ("c1",), False),
    ("قاسم جومارت توكاييف", "tok", ("c1",), False),
    (" أن ", None, ("c1",), False),
    ("قوات حفظ السلام الجماعية", "force", ("c1",), False),
    (" ", None, ("c1",), False),
    ("ستبدأ الانسحاب", None, ("c1",), True),
    (" من ", None, ("c1",), False),
    ("كازاخستان", "kz", ("c1",), False),
    (" خلال يومين، على ألا يستغرق ذلك أكثر من عشرة أيام.", None, ("c1",), False),
    ("\n\nوكانت ", None, (), False),
    ("منظمة معاهدة الأمن الجماعي", "csto", ("c2",), False),
    (" قد ", None, ("c2",), False),
    ("نشرت", None, ("c2",), True),
    (" 2030 جنديًا في ", None, ("c2",), False),
    ("كازاخستان", "kz", ("c2",), False),
    (" بطلب من رئيسها، بحسب ", None, ("c2",), False),
    ("وكالة السهوب", "agency", ("c2",), False),
    (".", None, ("c2",), False),
    ("\n\nمن جهته ", None, ("c3",), False),
    ("نفى", None, ("c3",), True),
    (" ", None, ("c3",), False),
    ("ألكسندر لوكاشينكو", "luk", ("c3",), False),
    (" أن يكون ما جرى ", None, ("c3",), False),
    ("محاولة انقلاب", "coup", ("c3",), False),
    (" دبّرتها أطراف من الداخل وحدها.", None, ("c3",), False),
)
_MORE = "\n\nوفي الأيام التالية عاد الهدوء إلى الشوارع وفتحت المتاجر أبوابها، وأُعلن أن المطار سيستأنف رحلاته تدريجيًا بعد إصلاح ما تضرر منه."


def reading(lang: str = "ar", theme: str = "light", *, height: int = 640, focus: str | None = None) -> Json:
    by_id = {e[0]: world.node(e, lang) for e in world.ENTITIES}
    known = legend(lang)

    def claim(
        key: str, subject: str, relation: str, target: str, reads: str, status: str, speaker: str | None, via: list[str], **more: Any
    ) -> Json:
        label = {
            "ar": {"asserted": "منقول على أنه واقع", "claimed": "قول منسوب", "open": "مخطط"},
            "en": {"asserted": "reported", "claimed": "attributed", "open": "planned"},
        }
        base = {
            "id": key, "relation": relation, "reads": reads, "subject": by_id[subject], "object": by_id[target],
            "speaker": by_id[speaker] if speaker else None, "via": [by_id[v] for v in via], "status": status, "statusLabel": label[lang][status],
            "negated": False, "quantity": None, "role": None, "relationId": {"c1": "w1", "c2": "d1", "c3": "a7"}[key],
        }  # fmt: skip
        return base | more

    return {
        "lang": lang, "theme": theme, "height": height, "types": known["types"], "statuses": known["statuses"], "words": known["words"],
        "article": world.ARTICLES[0] | {"dir": "rtl", "url": "https://example.org/a"},
        "segments": [
            *({"text": t, "entity": e, "type": by_id[e]["type"] if e else None, "claims": list(c), "cue": cue, "cues": list(c) if cue else []} for t, e, c, cue in _ARABIC),
            {"text": _MORE * 8, "entity": None, "type": None, "claims": [], "cue": False, "cues": []},
        ],
        "claims": [
            claim("c1", "force", "WITHDREW_FROM", "kz", "انسحب من", "open", "tok", []),
            claim("c2", "csto", "DEPLOYED_TO", "kz", "انتشر في", "claimed", "tok", ["agency"], quantity="2030 جنديًا"),
            claim("c3", "luk", "DENIED", "coup", "نفى", "claimed", "luk", [], negated=True),
        ],
        "focus": focus,
    }  # fmt: skip


def lived(lang: str = "ar", *, article_dir: str = "rtl") -> Json:
    """The same article with its own network, copies, versions and two extractors."""
    base = reading(lang)
    drawn = world.drawing(lang, only={"kz", "csto", "force", "luk", "coup", "tok"})
    own = {"w1", "d1", "a7"}
    by_maker = {"c1": ["rules/3", "language_model:small/2"], "c2": ["rules/3"], "c3": ["language_model:small/2"]}
    members = [
        {
            "id": "art0",
            "title": "Text",
            "outlet": "Steppe Wire",
            "published": "2022-01-10",
            "language": "en",
            "dir": "ltr",
            "here": False,
            "stands": True,
        },
        {
            "id": "art1",
            "title": "نص",
            "outlet": "وكالة السهوب",
            "published": "2022-01-11",
            "language": "ar",
            "dir": "rtl",
            "here": True,
            "stands": True,
        },
    ]
    versions = [
        {
            "id": "old",
            "number": 1,
            "title": "نص",
            "published": "2022-01-11",
            "starts": None,
            "ended": "2022-01-12",
            "here": False,
            "withdrawn": None,
        },
        {
            "id": "art1",
            "number": 2,
            "title": "نص",
            "published": "2022-01-12",
            "starts": "2022-01-12",
            "ended": None,
            "here": True,
            "withdrawn": None,
        },
    ]
    return base | {
        "api": "api/", "article": base["article"] | {"dir": article_dir},
        "network": {"nodes": drawn["nodes"], "edges": [e for e in drawn["edges"] if e["id"] in own], "layout": "force", "selected": {"node": None, "edge": None}, "camera": None, "query": "", "revision": 0, "truncated": False},
        "alone": ["a7"],
        "claims": [c | {"makers": by_maker[c["id"]], "agreed": c["id"] == "c1", "ended": None} for c in base["claims"]],
        "extractors": [{"id": "rules/3", "label": "rules 3", "claims": 2, "alone": 1}, {"id": "language_model:small/2", "label": "small 2", "claims": 2, "alone": 1}],
        "life": {"withdrawn": [], "superseded": None, "versions": versions, "story": {"members": members}},
    }  # fmt: skip


def board(lang: str = "ar", theme: str = "light", *, soldiers: int = 2030, presenter: bool = False) -> Json:
    known = legend(lang)
    arabic = lang == "ar"
    days = [f"2022-01-{day:02d}" for day in range(4, 20)]
    counts = [1, 3, 9, 12, 8, 7, 11, 14, 9, 6, 5, 4, 3, 3, 2, 4]
    return {
        "lang": lang, "theme": theme, "title": "أزمة يناير 2022" if arabic else "The January 2022 crisis", "dir": "rtl" if arabic else "ltr",
        "refresh": 30, "asOf": "2026-11-25T09:30:00Z", "types": known["types"], "statuses": known["statuses"], "families": known["families"],
        "words": known["words"], "presenter": presenter,
        "cards": [
            {"id": "n1", "kind": "number", "title": "جنود منتشرون" if arabic else "Soldiers deployed", "span": 3, "height": 170, "value": soldiers, "unit": "جندي" if arabic else "soldiers"},
            {"id": "n2", "kind": "number", "title": "علاقات متنازع عليها" if arabic else "Disputed relations", "span": 3, "height": 170, "value": 3, "unit": ""},
            {"id": "l1", "kind": "line", "title": "أقوال في اليوم" if arabic else "Claims a day", "span": 6, "height": 170, "xKind": "time", "series": [{"name": "أقوال" if arabic else "claims", "points": list(map(list, zip(days, counts, strict=True)))}]},
            {"id": "g1", "kind": "network", "title": "من فعل ماذا" if arabic else "Who did what", "span": 8, "height": 430, "drawing": world.drawing(lang, theme) | {"api": None}},
            {"id": "b1", "kind": "bar", "title": "علاقات كل عائلة" if arabic else "Relations by family", "span": 4, "height": 430, "xKind": "category",
             "series": [{"name": "علاقات", "points": [[known["families"][f]["label"], n] for f, n in (("membership", 9), ("leadership", 8), ("accusation", 6), ("violence", 5), ("deployment", 4), ("support", 3), ("place", 3))]}]},
            {"id": "t1", "kind": "table", "title": "آخر ما قيل" if arabic else "Latest claims", "span": 7, "height": 250, "columns": ["القائل", "القول", "مصادر"] if arabic else ["Speaker", "Claim", "Sources"],
             "rows": [["قاسم جومارت توكاييف", "انسحاب القوات خلال عشرة أيام", 3], ["Kassym-Jomart Tokayev", "2,030 soldiers deployed", 2], ["ألكسندر لوكاشينكو", "نفي وجود احتلال", 1], ["لجنة الأمن القومي", "تحييد خليتين", 1]]},
            {"id": "x1", "kind": "text", "title": "ملاحظة" if arabic else "Note", "span": 5, "height": 250, "text": "كل رقم هنا يعود إلى أقوال في مقالات؛ انقر علاقة في الشبكة لترى من قالها." if arabic else "Every number here goes back to claims in articles."},
            {"id": "z1", "kind": "table", "title": "بطاقة معطلة" if arabic else "A broken card", "span": 12, "height": 110, "columns": [], "rows": [], "error": "Unknown relation type MEMBR_OF in card z1; did you mean MEMBER_OF?"},
        ],
    }  # fmt: skip
