"""Answers of the console as tables and files: every cell as text that a person reads and a spreadsheet does not run."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from graph.results import QueryResult

# Excel and its kin read a cell that starts so as a formula.
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any, lang: str) -> str | int | float | bool | None:
    """A value as a table shows it: numbers stay numbers, nodes become their name, relationships their type."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, dict):
        if "~labels" in value:
            return str(value.get(f"name_{lang}") or value.get("name") or value.get("id") or "/".join(value["~labels"]))
        if "~type" in value:
            return str(value["~type"])
    if isinstance(value, list | tuple) and not any(
        isinstance(part, dict) and "~labels" not in part and "~type" not in part for part in value
    ):
        return "، ".join(_part(part, lang) for part in value) if lang == "ar" else ", ".join(_part(part, lang) for part in value)
    return json.dumps(value, ensure_ascii=False, default=str)


def _part(value: Any, lang: str) -> str:
    shown = cell(value, lang)
    return "" if shown is None else str(shown)


def rows(result: QueryResult, lang: str) -> list[list[Any]]:
    return [[cell(value, lang) for value in row] for row in result.rows]


def columns(result: QueryResult, lang: str) -> dict[str, list[Any]]:
    """Column by column. A column of mixed kinds becomes text, so that a grid can hold it."""
    shown = rows(result, lang)
    table: dict[str, list[Any]] = {}
    for place, name in enumerate(result.columns):
        values = [row[place] for row in shown]
        kinds = {type(v) for v in values if v is not None}
        table[name] = values if len(kinds) <= 1 else [None if v is None else str(v) for v in values]
    return table


def as_csv(result: QueryResult, lang: str) -> bytes:
    """UTF-8 with a mark, so that Excel shows Arabic; text that would run as a formula starts with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_harmless(name) for name in result.columns])
    writer.writerows([[_harmless(value) for value in row] for row in rows(result, lang)])
    return out.getvalue().encode("utf-8-sig", "replace")


def _harmless(value: Any) -> Any:
    return "'" + value if isinstance(value, str) and value.startswith(_RUNS) else value


def as_json(result: QueryResult) -> bytes:
    """A list of objects, one a row; values that JSON does not know (NaN, infinity) become null."""
    objects = [dict(zip(result.columns, map(_strict, row), strict=True)) for row in result.rows]
    return json.dumps(objects, ensure_ascii=False, indent=2, allow_nan=False, default=str).encode("utf-8", "replace")


def _strict(value: Any) -> Any:
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    if isinstance(value, dict):
        return {str(key): _strict(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_strict(part) for part in value]
    return value
