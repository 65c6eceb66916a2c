"""The block between ``---`` lines at the head of a text file: title, outlet, date, language, address.

The same keys mean the same in JSON Lines; what they become is left to ``metadata``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit, urlunsplit

import yaml

from graph.errors import InputError
from ingest.document import Document, Notice

_MAX_LINES = 60
_KEYS = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher", "site"),
    "published": ("published", "date", "published_at", "publication_date"),
    "language": ("language", "lang"),
    "url": ("url", "link"),
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """``values`` are words as written; ``body`` is the text after the block; ``lines`` the number of lines before it."""

    values: Mapping[str, str]
    body: str
    lines: int = 0


def split(text: str, place: str) -> FrontMatter:
    """Take the block off the text. A text without one, or one whose ``---`` is only a rule, is all body.

    Raises InputError, naming the line, for a block that is begun like one but is not YAML.
    """
    if not text.startswith("---\n"):
        return FrontMatter({}, text)
    lines = text.split("\n", _MAX_LINES + 1)
    end = next((i for i, line in enumerate(lines[1 : _MAX_LINES + 1], start=1) if line.rstrip() in ("---", "...")), None)
    if end is None or not any(re.match(r"[A-Za-z_]+\s*:", line) for line in lines[1:end]):
        return FrontMatter({}, text)
    try:
        # BaseLoader: words stay words; a date is checked below, "no" stays the code of Norwegian.
        values = yaml.load("\n".join(lines[1:end]), Loader=yaml.BaseLoader)  # noqa: S506 - builds strings, lists and dicts only
    except yaml.YAMLError as exc:
        mark = getattr(exc, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        cause = f"the front matter is not valid YAML ({getattr(exc, 'problem', None) or 'it cannot be read'})."
        raise InputError(f"{place}:{line}", cause, 'Write "key: value" lines; put a value that holds ": " in quotes.') from exc
    if not isinstance(values, dict):
        return FrontMatter({}, text)
    body = "\n".join(lines[end + 1 :])
    kept = {str(k).lower(): v.strip() for k, v in values.items() if isinstance(v, str) and v.strip()}
    return FrontMatter(kept, body, end + 1)


def describe(document: Document, values: Mapping[str, str]) -> Document:
    """The document with what ``values`` say; what cannot be believed is left out and noted."""
    found = {field: next((values[k] for k in keys if values.get(k)), None) for field, keys in _KEYS.items()}
    notices = list(document.notices)
    published = None
    if text := found["published"]:
        published = day(text)
        if published is None:
            notices.append(Notice(document.place, f"{text!r} is not a calendar date (YYYY-MM-DD); the article is stored without a date."))
    url = None
    if text := found["url"]:
        url = web_address(text)
        if url is None:
            notices.append(Notice(document.place, f"{text!r} is not a web address (http or https); it is left out."))
    language = found["language"]
    return replace(
        document,
        title=one_line(found["title"]) or document.title,
        outlet=one_line(found["outlet"]) or document.outlet,
        published=published or document.published,
        language=language.split("-")[0].split("_")[0].lower() if language else document.language,
        url=url or document.url,
        notices=tuple(notices),
    )


def speaks_of(field: str, values: Mapping[str, str]) -> bool:
    """Whether ``values`` have any of the keys that mean ``field``."""
    return any(key in values for key in _KEYS[field])


def day(text: str) -> date | None:
    """The calendar day of an ISO 8601 date or time; None for anything else, impossible days included."""
    text = text.strip()
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text).date()
    except ValueError:
        return None


def web_address(text: str) -> str | None:
    """An http(s) address without user, password and fragment; None for anything else."""
    try:
        parts = urlsplit(text.strip())
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or any(c.isspace() or not c.isprintable() for c in text.strip()):
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return urlunsplit((parts.scheme.lower(), host + port, parts.path, parts.query, ""))


def one_line(text: str | None) -> str | None:
    """The words on one line without control characters, at most 500 characters; None when nothing is left."""
    if text is None:
        return None
    return " ".join("".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in text).split())[:500] or None
