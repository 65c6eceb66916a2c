"""A small world for the tests of the components: drawings, answers of the routes and a page that holds them, no server.

Words, colours and icons come from the explorer itself, so that the tests see what a user sees; the sentences
are made up for the purpose.
"""

from __future__ import annotations

import json
from typing import Any

from explorer.views.legend import legend

Json = dict[str, Any]

# id, type, Arabic, English
ENTITIES = (
    ("kz", "Country", "كازاخستان", "Kazakhstan"),
    ("ru", "Country", "روسيا", "Russia"),
    ("by", "Country", "بيلاروسيا", "Belarus"),
    ("am", "Country", "أرمينيا", "Armenia"),
    ("kg", "Country", "قيرغيزستان", "Kyrgyzstan"),
    ("tj", "Country", "طاجيكستان", "Tajikistan"),
    ("us", "Country", "الولايات المتحدة", "United States"),
    ("cn", "Country", "الصين", "China"),
    ("csto", "Organization", "منظمة معاهدة الأمن الجماعي (CSTO)", "Collective Security Treaty Organization"),
    ("un", "Organization", "الأمم المتحدة", "United Nations"),
    ("knb", "Organization", "لجنة الأمن القومي", "National Security Committee"),
    ("eu", "Organization", "الاتحاد الأوروبي", "European Union"),
    ("tok", "Person", "قاسم جومارت توكاييف", "Kassym-Jomart Tokayev"),
    ("put", "Person", "فلاديمير بوتين", "Vladimir Putin"),
    ("luk", "Person", "ألكسندر لوكاشينكو", "Alexander Lukashenko"),
    ("pash", "Person", "نيكول باشينيان", "Nikol Pashinyan"),
    ("zas", "Person", "ستانيسلاف زاس", "Stanislav Zas"),
    ("mas", "Person", "كريم ماسيموف", "Karim Massimov"),
    ("naz", "Person", "نور سلطان نزارباييف", "Nursultan Nazarbayev"),
    ("bli", "Person", "أنتوني بلينكن", "Antony Blinken"),
    ("coup", "Event", "محاولة انقلاب", "Coup attempt"),
    ("prot", "Event", "احتجاجات يناير 2022", "January 2022 protests"),
    ("sum", "Event", "القمة الاستثنائية للمنظمة", "Extraordinary summit"),
    ("force", "ArmedForce", "قوات حفظ السلام الجماعية", "Collective peacekeeping forces"),
    ("army", "ArmedForce", "القوات المسلحة الكازاخية", "Kazakh armed forces"),
    ("armed", "Group", "مجموعات مسلحة", "Armed groups"),
    ("ext", "Group", "قوى خارجية وداخلية", "External and internal forces"),
    ("alm", "Place", "ألما-آتا", "Almaty"),
    ("nur", "Place", "نور سلطان", "Nur-Sultan"),
    ("air", "Facility", "مطار ألما-آتا", "Almaty airport"),
    ("veh", "Equipment", "250 قطعة عتاد", "250 pieces of equipment"),
    ("agency", "Outlet", "وكالة السهوب", "Steppe Agency"),
    ("daily", "Outlet", "صحيفة الأفق", "Horizon Daily"),
)
# id, subject, type, object, status, independent sources, disputing, more
RELATIONS: tuple[tuple[str, str, str, str, str, int, int, Json], ...] = (
    ("m1", "kz", "MEMBER_OF", "csto", "asserted", 5, 0, {"from": "1994"}),
    ("m2", "ru", "MEMBER_OF", "csto", "asserted", 4, 0, {}),
    ("m3", "by", "MEMBER_OF", "csto", "asserted", 3, 0, {}),
    ("m4", "am", "MEMBER_OF", "csto", "asserted", 2, 0, {}),
    ("m5", "kg", "MEMBER_OF", "csto", "asserted", 2, 0, {}),
    ("m6", "tj", "MEMBER_OF", "csto", "asserted", 2, 0, {}),
    ("o1", "tok", "HOLDS_OFFICE", "kz", "asserted", 6, 0, {"role": "رئيس", "from": "2019-06-12"}),
    ("o2", "put", "HOLDS_OFFICE", "ru", "asserted", 4, 0, {"role": "رئيس"}),
    ("o3", "luk", "HOLDS_OFFICE", "by", "asserted", 3, 0, {"role": "رئيس"}),
    ("o4", "pash", "HOLDS_OFFICE", "am", "asserted", 2, 0, {"role": "رئيس الوزراء"}),
    ("o5", "zas", "LEADS", "csto", "asserted", 2, 0, {"role": "الأمين العام"}),
    ("o6", "mas", "LEADS", "knb", "disputed", 2, 1, {"to": "2022-01-05"}),
    ("o7", "bli", "HOLDS_OFFICE", "us", "asserted", 1, 0, {"role": "وزير الخارجية"}),
    ("d1", "force", "DEPLOYED_TO", "kz", "asserted", 4, 0, {"quantity": "2030 جنديًا", "from": "2022-01-06", "to": "2022-01-19"}),
    ("d2", "csto", "DEPLOYED_TO", "kz", "claimed", 2, 0, {"from": "2022-01"}),
    ("d3", "veh", "DEPLOYED_TO", "kz", "claimed", 1, 0, {"quantity": "250 قطعة"}),
    ("d4", "force", "PART_OF", "csto", "asserted", 2, 0, {}),
    ("w1", "force", "WITHDREW_FROM", "kz", "open", 2, 0, {"from": "2022-01-13"}),
    ("a1", "put", "ACCUSED", "ext", "claimed", 3, 0, {}),
    ("a2", "ext", "ATTACKED", "kz", "disputed", 2, 2, {}),
    ("a3", "armed", "SEIZED", "air", "asserted", 3, 0, {"from": "2022-01-05"}),
    ("a4", "armed", "CLASHED_WITH", "army", "asserted", 2, 0, {}),
    ("a5", "us", "SUPPORTED", "ext", "denied", 1, 0, {}),
    ("a6", "tok", "ACCUSED", "mas", "claimed", 1, 0, {}),
    ("a7", "luk", "DENIED", "coup", "denied", 1, 0, {}),
    ("e1", "tok", "DECLARED", "coup", "claimed", 3, 0, {}),
    ("e2", "prot", "ORIGINATED_IN", "kz", "asserted", 4, 0, {"from": "2022-01-02"}),
    ("e3", "tok", "PARTICIPATED_IN", "sum", "asserted", 2, 0, {}),
    ("e4", "put", "PARTICIPATED_IN", "sum", "asserted", 2, 0, {}),
    ("e5", "luk", "PARTICIPATED_IN", "sum", "asserted", 1, 0, {}),
    ("e6", "pash", "PARTICIPATED_IN", "sum", "asserted", 1, 0, {}),
    ("p1", "air", "LOCATED_IN", "alm", "asserted", 1, 0, {}),
    ("p2", "alm", "LOCATED_IN", "kz", "asserted", 2, 0, {}),
    ("p3", "nur", "CAPITAL_OF", "kz", "asserted", 1, 0, {}),
    ("k1", "knb", "DEFEATED", "armed", "claimed", 1, 0, {"quantity": "خليتان"}),
    ("k2", "naz", "LEADS", "knb", "disputed", 1, 1, {}),
    ("s1", "eu", "CRITICISED", "kz", "asserted", 1, 0, {}),
    ("s2", "cn", "SUPPORTED", "tok", "asserted", 2, 0, {}),
    ("s3", "un", "CRITICISED", "kz", "open", 1, 0, {}),
    ("s4", "bli", "CRITICISED", "csto", "claimed", 1, 0, {}),
    ("c1", "put", "CALLED", "tok", "asserted", 3, 0, {"from": "2022-01-07"}),
    ("c2", "put", "SUPPORTED", "tok", "asserted", 1, 0, {}),
    ("q1", "agency", "AFFILIATED_WITH", "kz", "asserted", 1, 0, {}),
    ("q2", "daily", "COOPERATED_WITH", "agency", "asserted", 1, 0, {}),
)
# What the route of countries says.
COUNTRY_OF = {"tok": "kz", "mas": "kz", "alm": "kz", "kz": "kz", "put": "ru", "ru": "ru", "luk": "by", "by": "by"}
FAR = tuple((f"far{i}", "Place", f"بلدة {i}", f"Town {i}") for i in range(1, 41))


def node(row: tuple[str, str, str, str], lang: str) -> Json:
    key, kind, arabic, english = row
    label, alt = (arabic, english) if lang == "ar" else (english, arabic)
    degree = sum(key in (r[1], r[3]) for r in RELATIONS) + (len(FAR) if key == "cn" else 1 if key.startswith("far") else 0)
    return {"id": key, "type": kind, "label": label, "alt": alt, "degree": degree}


def edge(row: tuple[str, str, str, str, str, int, int, Json], lang: str) -> Json:
    from graph import ontology

    key, subject, kind, target, status, sources, disputing, more = row
    known = ontology.RELATION_TYPES[kind]
    base = {
        "id": key,
        "source": subject,
        "target": target,
        "type": kind,
        "family": known.family,
        "label": known.reads(lang),
        "status": status,
    }
    rest = {"sources": sources, "disputing": disputing, "quantity": None, "role": None, "from": None, "to": None}
    return base | rest | more


def drawing(lang: str = "ar", theme: str = "light", *, height: int = 700, only: set[str] | None = None) -> Json:
    """The whole world, or the entities ``only`` and the relations among them."""
    rows = [e for e in ENTITIES if only is None or e[0] in only]
    ids = {row[0] for row in rows}
    edges = [edge(r, lang) for r in RELATIONS if r[1] in ids and r[3] in ids]
    return {
        "lang": lang, "theme": theme, "height": height, **legend(lang), "nodes": [node(e, lang) for e in rows], "edges": edges,
        "totals": {"entities": len(rows), "relations": len(edges)}, "truncated": False, "layout": "force",
        "selected": {"node": None, "edge": None}, "camera": None, "api": "api/", "query": "", "revision": 1, "instance": "test",
    }  # fmt: skip


ARTICLES = (
    {"id": "art1", "title": "الرئيس: الوضع تحت السيطرة", "outlet": "صحيفة الأفق", "published": "2022-01-11", "language": "ar"},
    {"id": "art2", "title": "Allied troops begin to leave", "outlet": "Steppe Agency", "published": "2022-01-13", "language": "en"},
    {"id": "art3", "title": "Заявление комитета", "outlet": "Степное агентство", "published": "2022-01-12", "language": "ru"},
)


def answer(path: str, params: dict[str, list[str]]) -> tuple[int, Json]:
    """What a route says: status and body."""
    lang = params.get("lang", ["ar"])[0]
    entities = {e[0]: e for e in (*ENTITIES, *FAR)}
    if path == "search":
        return 200, {"hits": _hits(params["q"][0], lang)}
    if path == "expand":
        return 200, _around(params["id"], int(params.get("limit", ["25"])[0]), lang)
    if path == "profile":
        if params["entity"][0] not in entities:
            return 404, {"error": "no such entity"}
        return 200, _profile(entities[params["entity"][0]], lang)
    if path == "countries":
        return 200, {"of": {i: {"country": COUNTRY_OF[i], "by": "HOLDS_OFFICE"} for i in params["id"] if i in COUNTRY_OF}, "names": {}}
    if path == "evidence":
        found = [r for r in RELATIONS if r[0] == params["relation"][0]]
        return (200, _evidence(found[0], lang)) if found else (404, {"error": "no such relation"})
    return 404, {"error": f"no route {path}"}


def _hits(text: str, lang: str) -> list[Json]:
    wanted = text.casefold()
    found = [(e, name) for e in (*ENTITIES, *FAR) for name in (e[2], e[3]) if wanted in name.casefold()]
    seen: dict[str, Json] = {}
    for row, name in found:
        seen.setdefault(row[0], node(row, lang) | {"matched": name})
    return sorted(seen.values(), key=lambda hit: -hit["degree"])[:10]


def _around(ids: list[str], limit: int, lang: str) -> Json:
    rows = [r for r in RELATIONS if set(ids) & {r[1], r[3]}]
    if "cn" in ids:
        rows += [(f"f{i}", "cn", "VISITED", f"far{i}", "asserted", 1, 0, {}) for i in range(1, 41)]
    rows.sort(key=lambda r: (-r[5], r[0]))
    near = set(ids) | {end for r in rows[:limit] for end in (r[1], r[3])}
    entities = [e for e in (*ENTITIES, *FAR) if e[0] in near]
    totals = {"entities": len({end for r in rows for end in (r[1], r[3])}), "relations": len(rows)}
    return {
        "nodes": [node(e, lang) for e in entities],
        "edges": [edge(r, lang) for r in rows[:limit]],
        "totals": totals,
        "truncated": len(rows) > limit,
    }


def _profile(row: tuple[str, str, str, str], lang: str) -> Json:
    names = [{"text": row[2], "language": "ar", "dir": "rtl"}, {"text": row[3], "language": "en", "dir": "ltr"}]
    if row[0] == "tok":
        names += [{"text": "Касым-Жомарт Токаев", "language": "ru", "dir": "ltr"}, {"text": "توكاييف", "language": "ar", "dir": "rtl"}]
    groups: dict[str, list[Json]] = {}
    by_id = {e[0]: e for e in ENTITIES}
    for relation in sorted((r for r in RELATIONS if row[0] in (r[1], r[3])), key=lambda r: -r[5]):
        drawn = edge(relation, lang)
        other = relation[3] if relation[1] == row[0] else relation[1]
        groups.setdefault(drawn["family"], []).append(drawn | {"other": node(by_id[other], lang), "outgoing": relation[1] == row[0]})
    labels = legend(lang)["families"]
    own = node(row, lang) | {
        "names": names, "mentions": 14, "description": "رئيس كازاخستان منذ عام 2019" if row[0] == "tok" else None,
        "externalIds": [{"scheme": "wikidata", "value": "Q1396", "url": "https://www.wikidata.org/wiki/Q1396"}],
    }  # fmt: skip
    return {
        "entity": own, "groups": [{"family": f, "label": labels[f]["label"], "relations": rows} for f, rows in groups.items()],
        "articles": list(ARTICLES), "totals": {"entities": 5, "relations": sum(len(rows) for rows in groups.values())},
    }  # fmt: skip


def _evidence(relation: tuple[str, str, str, str, str, int, int, Json], lang: str) -> Json:
    by_id = {e[0]: node(e, lang) for e in ENTITIES}

    def item(key: str, supports: bool, sentence: list[str], article: int, **more: Any) -> Json:
        base = {
            "claim": key, "supports": supports, "independent": True, "sentence": sentence, "dir": "rtl" if ARTICLES[article]["language"] == "ar" else "ltr",
            "speaker": None, "via": [], "outlet": ARTICLES[article]["outlet"], "status": "claimed", "statusLabel": "قول منسوب" if lang == "ar" else "attributed",
            "negated": not supports, "saidOn": "2022-01-10", "published": ARTICLES[article]["published"], "validFrom": None, "validTo": None,
            "quantity": None, "role": None, "confidence": 0.86, "extractor": "rules", "article": ARTICLES[article],
        }  # fmt: skip
        return base | more

    items = [
        item(
            "c1",
            True,
            ["وقال الرئيس إن مجموعات منظمة ", "هاجمت", " المدينة من عدة جهات في وقت واحد."],
            0,
            speaker=by_id["tok"],
            via=[by_id["agency"]],
            validFrom="2022-01",
            quantity="2030 جنديًا",
        ),
        item(
            "c2",
            True,
            ["The president said organised groups had ", "attacked", " the city from several sides at once."],
            1,
            speaker=by_id["tok"],
            independent=False,
        ),
        item(
            "c4", True, ["Комитет сообщил, что две ячейки были ", "нейтрализованы", " в городе."], 2, speaker=by_id["knb"], validFrom="2022"
        ),
    ]
    if relation[6]:
        items.append(
            item("c3", False, ["ونفى لوكاشينكو أن تكون قوى خارجية قد ", "هاجمت", " البلاد، واصفا ذلك بالمبالغة."], 0, speaker=by_id["luk"])
        )
    return {"relation": edge(relation, lang), "subject": by_id[relation[1]], "object": by_id[relation[3]], "items": items}


def page(body: str = "") -> str:
    """A page that imports the bundle and mounts what a test asks for; ``window.sent`` holds what Python would hear."""
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>Wasl</title><style>body {{ margin: 0; padding: 14px; }}</style></head>
<body><div id="parent"></div>{body}<script type="module">
import * as wasl from "./wasl.js";
window.wasl = wasl;
window.sent = [];
// What an older test's picture still says goes into that test's list.
window.feed = (entry, data, id = "parent") => {{
  const {{ sent }} = window, say = (name, value) => sent.push([name, value]);
  return wasl[entry]({{ data, parentElement: document.getElementById(id), setStateValue: say, setTriggerValue: say }});
}};
window.loaded = true;
</script></body></html>"""


def as_json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)
