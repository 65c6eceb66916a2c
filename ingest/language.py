"""Which language a text is in: the scripts decide first, ``py3langid`` among the languages that share one.

What is done with a language is left to the extractors.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from itertools import islice

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from graph.ontology import LANGUAGES

# Enough to be sure, little enough to cost 0.2 ms (a whole article costs 7).
_CLIP = 500
# Languages that are told apart in each script; one that is not supported answers ``und``.
_RIVALS = {
    "ARABIC": ("ar", "fa", "ur"),
    "CYRILLIC": ("ru", "uk", "bg", "be", "kk"),
    "LATIN": ("en", "fr", "es", "it", "de", "pt"),
}
_SURE = 0.45


def identify(text: str) -> str:
    """The ISO 639-1 code of the text's language if it is one of ``graph.ontology.LANGUAGES``, else ``und``.

    ``und`` also stands for texts too short or too mixed to tell.

    >>> identify("La Russie a envoyé des soldats de la paix au Kazakhstan.")
    'fr'
    """
    sample = _sample(text)
    scripts = Counter(unicodedata.name(c, "?").split()[0] for c in sample if c.isalpha())
    if not scripts:
        return "und"
    script, count = scripts.most_common(1)[0]
    rivals = _RIVALS.get(script, ())
    if not rivals or count < 8 or count < 0.5 * scripts.total():
        return "und"
    language, probability = next(pair for pair in _identifier().rank(sample) if pair[0] in rivals)
    return language if language in LANGUAGES and probability >= _SURE else "und"


def _sample(text: str) -> str:
    """The first letters and words, without digits, addresses and marks, from the beginning and the end (20,000 characters each)."""
    candidates = (text[:20_000] + " " + text[20_000:][-20_000:]).split()
    words = (w for w in candidates if len(w) < 40 and not w.startswith(("http", "www.", "@", "#")) and any(map(str.isalpha, w)))
    folded = unicodedata.normalize("NFKC", " ".join(islice(words, 120)))
    return "".join(c for c in folded if c.isalpha() or c.isspace() or c in "'’-" or unicodedata.category(c) == "Mn")[:_CLIP]


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([language for rivals in _RIVALS.values() for language in rivals])
    return identifier
