"""Dashboards: YAML files of cards, read and checked, every error with its file and line.

Asking what a card asks is left to ``explorer.services``, showing it to ``explorer.views.board``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from explorer.state import ExplorerState, from_params
from graph.errors import InputError

KINDS = ("network", "table", "bar", "line", "number", "text")
_LARGEST_BYTES = 200_000
_MOST_CARDS = 24
_NAME = re.compile(r"[\w][\w .-]{0,99}")


@dataclass(frozen=True, slots=True)
class Words:
    """Text in both interface languages."""

    ar: str
    en: str

    def of(self, lang: str) -> str:
        return self.ar if lang == "ar" else self.en


@dataclass(frozen=True, slots=True)
class Card:
    """``span`` counts columns of twelve, ``height`` pixels. A network card has a ``view`` or a ``query``, a text
    card ``text``, every other one a ``query``. ``parameters`` go with the query. ``columns`` name the answer's columns
    to the reader, in their order; empty = as the query names them.
    """

    kind: str
    title: Words
    span: int = 6
    height: int = 320
    query: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    view: ExplorerState | None = None
    text: Words | None = None
    unit: Words | None = None
    columns: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """``name`` is the file's, without its ending. ``refresh`` in seconds, 2..86400; None = only when asked."""

    name: str
    title: Words
    cards: tuple[Card, ...]
    refresh: int | None = None


def names(folder: Path) -> tuple[str, ...]:
    """The dashboards in a folder, by name; none when there is no such folder."""
    found = {p.stem for ending in ("*.yaml", "*.yml") for p in folder.glob(ending) if _NAME.fullmatch(p.stem)}
    return tuple(sorted(found))


def load(folder: Path, name: str) -> Board | None:
    """The dashboard of this name; None when there is none. Raises InputError for a file that cannot be used."""
    if name not in names(folder):
        return None
    path = next(p for ending in (".yaml", ".yml") if (p := folder / f"{name}{ending}").exists())
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise InputError(path.name, f"the file is larger than {_LARGEST_BYTES // 1000} kB.", "Split it into several dashboards.")
        return read(path.read_text("utf-8"), path.name)
    except OSError as exc:
        raise InputError(path.name, f"the file cannot be read ({exc.strerror}).") from exc
    except UnicodeDecodeError as exc:
        raise InputError(path.name, "the file is not UTF-8.", "Save it as UTF-8.") from exc


def read(text: str, place: str) -> Board:
    """Read a dashboard; ``place`` names the file in errors and, without its ending, the board. Raises InputError."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as exc:
        line = exc.problem_mark.line + 1 if exc.problem_mark else 1
        raise InputError(f"{place}:{line}", f"this is not YAML: {exc.problem}.") from exc
    except (yaml.YAMLError, RecursionError) as exc:
        raise InputError(place, "this is not YAML.") from exc
    if root is None:
        raise InputError(f"{place}:1", "the file is empty.", "A dashboard has a title and cards.")
    _refuse_aliases(root, place, set())
    top = _Fields(root, place, "a dashboard", {"title", "refresh", "cards"})
    cards = top.node("cards")
    if not isinstance(cards, yaml.SequenceNode) or not 1 <= len(cards.value) <= _MOST_CARDS:
        raise top.error("cards", f"a list of 1 to {_MOST_CARDS} cards is expected.")
    return Board(
        name=Path(place).stem,
        title=top.words("title"),
        refresh=top.number("refresh", 2, 86_400, None),
        cards=tuple(_card(card, place) for card in cards.value),
    )


def _refuse_aliases(node: yaml.Node, place: str, seen: set[int]) -> None:
    # An alias repeats a part, and repeated often enough it fills the memory.
    if id(node) in seen:
        raise InputError(f"{place}:{node.start_mark.line + 1}", "this part is repeated by an alias (*name).", "Write it out.")
    seen.add(id(node))
    if isinstance(node, yaml.CollectionNode):
        for part in node.value:
            for child in part if isinstance(part, tuple) else (part,):
                _refuse_aliases(child, place, seen)


_ALLOWED = {
    "network": {"view", "query", "parameters"},
    "text": {"text"},
    "number": {"query", "parameters", "unit"},
    **{kind: {"query", "parameters", "columns"} for kind in ("table", "bar", "line")},
}


def _card(node: yaml.Node, place: str) -> Card:
    kind = _Fields(node, place, "a card", None).choice("kind", KINDS)
    fields = _Fields(node, place, f"a {kind} card", {"kind", "title", "span", "height"} | _ALLOWED[kind])
    needed = ("text",) if kind == "text" else ("view", "query") if kind == "network" else ("query",)
    given = [name for name in needed if fields.has(name)]
    if len(given) != 1:
        raise fields.error("kind", f"a {kind} card needs {' or '.join(needed)}{', not both' if len(given) > 1 else ''}.")
    return Card(
        kind=kind,
        title=fields.words("title"),
        span=fields.number("span", 1, 12, 6) or 6,
        height=fields.number("height", 80, 2000, 320) or 320,
        query=fields.text("query") if fields.has("query") else None,
        parameters=fields.mapping("parameters"),
        view=fields.view("view") if fields.has("view") else None,
        text=fields.words("text") if fields.has("text") else None,
        unit=fields.words("unit") if fields.has("unit") else None,
        columns=fields.many_words("columns") if fields.has("columns") else (),
    )


class _Fields:
    """The fields of one YAML mapping, each read with its line at hand."""

    def __init__(self, node: yaml.Node, place: str, what: str, allowed: set[str] | None) -> None:
        self._place, self._line = place, node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            raise InputError(f"{place}:{self._line}", f"{what} is a list of fields such as “title: …”.")
        self._nodes: dict[str, yaml.Node] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise InputError(f"{place}:{line}", f"a field of {what} has a plain name.")
            if key.value in self._nodes:
                raise InputError(f"{place}:{line}", f"“{key.value}” stands twice.")
            if allowed is not None and key.value not in allowed:
                raise InputError(f"{place}:{line}", f"{what} has no field “{key.value}”.", f"It may have: {', '.join(sorted(allowed))}.")
            self._nodes[key.value] = value

    def has(self, name: str) -> bool:
        return name in self._nodes

    def error(self, name: str, cause: str) -> InputError:
        line = self._nodes[name].start_mark.line + 1 if name in self._nodes else self._line
        return InputError(f"{self._place}:{line}", cause)

    def node(self, name: str) -> yaml.Node:
        if name not in self._nodes:
            raise self.error(name, f"“{name}” is missing.")
        return self._nodes[name]

    def _value(self, name: str) -> Any:
        # Built by the safe loader: plain values only, whatever tags the file carries.
        try:
            return yaml.SafeLoader("").construct_document(self.node(name))
        except (yaml.YAMLError, ValueError, OverflowError) as exc:
            raise self.error(name, f"“{name}” cannot be read.") from exc

    def text(self, name: str) -> str:
        value = self._value(name)
        if not isinstance(value, str) or not value.strip():
            raise self.error(name, f"“{name}” is text.")
        return value.strip()

    def words(self, name: str) -> Words:
        return self._words(name, self._value(name))

    def many_words(self, name: str) -> tuple[Words, ...]:
        value = self._value(name)
        if not isinstance(value, list):
            raise self.error(name, f"“{name}” is a list.")
        return tuple(self._words(name, part) for part in value)

    def _words(self, name: str, value: Any) -> Words:
        if isinstance(value, dict) and set(value) == {"ar", "en"} and all(isinstance(v, str) for v in value.values()):
            return Words(value["ar"].strip(), value["en"].strip())
        if isinstance(value, str):
            return Words(value.strip(), value.strip())
        raise self.error(name, f"“{name}” is text, or text in both languages: {{ar: …, en: …}}.")

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        value = self._value(name)
        if value not in choices:
            raise self.error(name, f"“{name}” is one of {', '.join(choices)}.")
        return str(value)

    def number(self, name: str, low: int, high: int, default: int | None) -> int | None:
        if not self.has(name):
            return default
        value = self._value(name)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.error(name, f"“{name}” is a whole number from {low} to {high}.")
        return value

    def mapping(self, name: str) -> Mapping[str, Any]:
        if not self.has(name):
            return {}
        value = self._value(name)
        if not isinstance(value, dict) or not all(
            isinstance(k, str) and isinstance(v, str | int | float | bool | list) for k, v in value.items()
        ):
            raise self.error(name, f"“{name}” gives each parameter a text, a number, true, false or a list of those.")
        return value

    def view(self, name: str) -> ExplorerState:
        """The parts of an address, each a value or a list of values."""
        value = self._value(name)
        if not isinstance(value, dict):
            raise self.error(name, f"“{name}” names parts of an address, such as “statuses: [disputed]”.")
        params = {str(k): [str(v) for v in part] if isinstance(part, list) else [str(part)] for k, part in value.items()}
        state, dropped = from_params(params)
        if dropped:
            raise self.error(name, f"“{dropped[0]}” in “{name}” cannot be read.")
        return state
