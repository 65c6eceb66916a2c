"""French: its data files beside this module and the rules that data cannot hold: inflection and word classes.

The grammar's stages are left to ``ingest.phrases``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ingest.languages.fr.tagging import Tagger
from ingest.phrases import date_words
from ingest.phrases import vocabulary as words_of
from ingest.phrases.grammar import Grammar
from ingest.phrases.names import load as load_names

_HERE = Path(__file__).parent
_FINITE = (
    "ait",
    "aient",
    "era",
    "eront",
    "ira",
    "iront",
    "dra",
    "dront",
    "tra",
    "tront",
    "èrent",
    "irent",
    "urent",
    "ent",
    "vra",
    "vront",
    "rra",
    "rront",
)
_NOUN = ("ion", "ment", "age", "ance", "ence", "ure", "eur", "isme", "ée")


@cache
def grammar() -> Grammar:
    """The French grammar. Raises OntologyError naming file and line where a data file is wrong."""
    vocabulary = words_of.load(_HERE, "fr", inflect)
    names = load_names("fr")
    return Grammar(
        dates=date_words.load(_HERE / "dates.csv", "fr"), code="fr", vocabulary=vocabulary, names=names, tag=Tagger(vocabulary, names), lemma=singular, cased=False,
        of=frozenset({"de"}), by=frozenset({"par"}),
        inside=frozenset({"à", "en", "dans", "sur", "près de", "devant", "au nord de", "au sud de", "à l'est de", "à l'ouest de", "au large de", "autour de", "à l'intérieur de", "dans le nord de", "dans le sud de", "dans l'est de", "dans l'ouest de", "dans le centre de", "sous"}),
    )  # fmt: skip


def inflect(lemma: str, listed: tuple[str, ...] = ()) -> dict[str, str]:
    """The forms of a French verb and their kinds; verbs of the first and second group by rule, others as listed.

    >>> inflect("accuser")["accusé"], inflect("agir")["agissent"], inflect("accuser")["accuserait"]
    ('participle', 'present', 'conditional')
    """
    bare = lemma.removeprefix("se ").removeprefix("s'")
    forms: dict[str, str] = {bare: "infinitive"}
    if bare.endswith("er") and bare not in ("aller", "envoyer"):
        forms.update(_first_group(bare))
    elif (third := _third_group(bare)) is not None:
        forms.update(third)
    elif bare.endswith("ir") and not listed:
        forms.update(_second_group(bare))
    for form in listed:
        plain = form.removeprefix("se ").removeprefix("s'")
        for lead in ("est ", "sont ", "a ", "ont "):
            plain = plain.removeprefix(lead)
        if not plain or " " in plain or plain in forms:
            continue
        kind = _kind(plain, bare)
        if kind:
            forms[plain] = kind
    return forms


def _first_group(verb: str) -> dict[str, str]:
    stem = verb[:-2]
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    grave = stem
    if len(stem) > 2 and stem[-2] in "eé" and stem[-1] not in "aeiouéè" and not stem.endswith(("ess", "ell", "ett", "err")):
        grave = stem[:-2] + "è" + stem[-1]
    forms = {grave + "e": "present", grave + "ent": "present", soft + "ait": "past", soft + "aient": "past", soft + "a": "past"}
    forms.update(
        {stem + "èrent": "past", stem + "era": "future", stem + "eront": "future", grave + "era": "future", grave + "eront": "future"}
    )
    forms.update(
        {
            stem + "erait": "conditional",
            stem + "eraient": "conditional",
            soft + "ant": "gerund",
            stem + "ons": "present",
            stem + "ez": "present",
        }
    )
    forms.update({stem + ending: "participle" for ending in ("é", "ée", "és", "ées")})
    return forms


# Verbs of the third group by their ending: present singular and plural, imperfect stem, future stem, past, participle.
_THIRD = {
    "battre": ("bat", "battent", "batt", "battr", "battit", "battu"),
    "mettre": ("met", "mettent", "mett", "mettr", "mit", "mis"),
    "prendre": ("prend", "prennent", "pren", "prendr", "prit", "pris"),
    "endre": ("end", "endent", "end", "endr", "endit", "endu"),
    "ondre": ("ond", "ondent", "ond", "ondr", "ondit", "ondu"),
    "erdre": ("erd", "erdent", "erd", "erdr", "erdit", "erdu"),
    "craindre": ("craint", "craignent", "craign", "craindr", "craignit", "craint"),
    "oindre": ("oint", "oignent", "oign", "oindr", "oignit", "oint"),
    "rompre": ("rompt", "rompent", "romp", "rompr", "rompit", "rompu"),
    "vaincre": ("vainc", "vainquent", "vainqu", "vaincr", "vainquit", "vaincu"),
    "suivre": ("suit", "suivent", "suiv", "suivr", "suivit", "suivi"),
    "crire": ("crit", "crivent", "criv", "crir", "crivit", "crit"),
    "duire": ("duit", "duisent", "duis", "duir", "duisit", "duit"),
    "truire": ("truit", "truisent", "truis", "truir", "truisit", "truit"),
    "clure": ("clut", "cluent", "clu", "clur", "clut", "clu"),
    "aître": ("aît", "aissent", "aiss", "aîtr", "ut", "u"),
    "tenir": ("tient", "tiennent", "ten", "tiendr", "tint", "tenu"),
    "venir": ("vient", "viennent", "ven", "viendr", "vint", "venu"),
    "cevoir": ("çoit", "çoivent", "cev", "cevr", "çut", "çu"),
    "ouvrir": ("ouvre", "ouvrent", "ouvr", "ouvrir", "ouvrit", "ouvert"),
    "offrir": ("offre", "offrent", "offr", "offrir", "offrit", "offert"),
    "courir": ("court", "courent", "cour", "courr", "courut", "couru"),
    "fuir": ("fuit", "fuient", "fuy", "fuir", "fuit", "fui"),
    "mentir": ("ment", "mentent", "ment", "mentir", "mentit", "menti"),
    "partir": ("part", "partent", "part", "partir", "partit", "parti"),
    "sortir": ("sort", "sortent", "sort", "sortir", "sortit", "sorti"),
    "dire": ("dit", "disent", "dis", "dir", "dit", "dit"),
    "mourir": ("meurt", "meurent", "mour", "mourr", "mourut", "mort"),
}


def _third_group(verb: str) -> dict[str, str] | None:
    """The forms of an irregular verb whose ending is known, None for any other.

    >>> _third_group("interrompre")["interrompu"], _third_group("produire")["produisent"]
    ('participle', 'present')
    """
    ending = next((known for known in sorted(_THIRD, key=len, reverse=True) if verb.endswith(known)), None)
    if ending is None or verb in ("investir", "repartir", "répartir", "assortir"):
        return None
    stem = verb.removesuffix(ending)
    one, many, imperfect, future, past, participle = (stem + part for part in _THIRD[ending])
    forms = {one: "present", many: "present", imperfect + "ait": "past", imperfect + "aient": "past", imperfect + "ant": "gerund"}
    forms.update({future + "a": "future", future + "ont": "future", future + "ait": "conditional", future + "aient": "conditional"})
    forms[past] = f"{forms[past]}+past" if past in forms else "past"
    for ending in ("", "e", "", "es") if participle.endswith("s") else ("", "e", "s", "es"):
        form = participle + ending
        forms[form] = f"{forms[form]}+participle" if form in forms else "participle"
    return forms


def _second_group(verb: str) -> dict[str, str]:
    stem = verb[:-1]
    forms = {
        stem + "t": "present",
        stem + "ssent": "present",
        stem + "ssait": "past",
        stem + "ssaient": "past",
        stem + "ra": "future",
        stem + "ront": "future",
    }
    forms.update({stem + "rent": "past", stem + "ssant": "gerund", stem + "rait": "conditional", stem + "raient": "conditional"})
    forms.update({stem + ending: "participle" for ending in ("", "e", "s", "es")})
    return forms


def _kind(form: str, lemma: str) -> str:
    if form.endswith(("rait", "raient")) and len(form) > 6 and not lemma.endswith(("rer", "rir")):
        return "conditional"
    if form.endswith("ant"):
        return "gerund"
    if lemma.endswith(("eter", "eler")) and form.endswith(("tte", "ttent", "lle", "llent")):
        return "present"
    if form.endswith(_NOUN) and not form.endswith(("ée", "ée")) and not form.endswith("ent"):
        return ""
    if form.endswith(("ment",)) and not lemma.startswith(form[:-5]):
        return ""
    if form.endswith(("ra", "ront")):
        return "future"
    if form.endswith(("ait", "aient", "rent", "ent")):
        return "present"
    if form.endswith(("é", "ée", "és", "ées")):
        return "participle"
    if form.endswith(("is", "ise", "ises", "us", "ue", "ues", "te", "tes", "ts", "ies", "ie")):
        return "participle"
    if form.endswith(("t", "u", "i")):
        return "present+participle"
    if form.endswith(("d", "e")):
        return "present"
    return ""


def singular(noun: str) -> str:
    """The singular of a folded noun by rule.

    >>> singular("attaques"), singular("généraux"), singular("pays")
    ('attaque', 'général', 'pays')
    """
    if noun.endswith("aux") and len(noun) > 4:
        return noun[:-3] + "al" if not noun.endswith("eaux") else noun[:-1]
    if (
        noun.endswith("s")
        and len(noun) > 3
        and noun
        not in ("pays", "palais", "procès", "accès", "succès", "décès", "corps", "temps", "mois", "fils", "congrès", "progrès", "français")
    ):
        return noun[:-1]
    return noun
