"""Ids that a person can read: the letters of a name, and a digest that tells it from others which read alike.

What an id is made of is left to ``ingest.resolution``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

# For readable ids only; two names never become one through it, for a digest follows.
_LETTERS = str.maketrans("ابتجحدرزسصضطظعغفقكلمنهويةىؤئأإآабвгдеёзийклмнопрстуфыэ", "abtjhdrzssdtzagfqklmnhwyaawyaiaabvgdeeziiklmnoprstufye") | str.maketrans(
    {"ث": "th", "خ": "kh", "ذ": "dh", "ش": "sh", "ء": "", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
)  # fmt: skip


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c)))[:48].strip("-") or "x"


def digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:10]
