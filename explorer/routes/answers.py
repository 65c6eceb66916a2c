"""Answers of the routes: parameters read and refused, JSON strict, every error a sentence.

What the routes answer with is left to ``explorer.routes.api`` and its siblings.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from explorer import connection
from explorer.connection import Trouble
from explorer.state import ExplorerState
from explorer.state import from_params as state_from_params
from explorer.text import LANGUAGES, say
from explorer.views.trouble import trouble_words
from graph.errors import ConfigurationError, QueryCancelled, StoreError
from graph.filters import GraphFilter

MOST_IDS = 500
_LONGEST = 300


class Refused(Exception):
    """A request that cannot be answered; ``status`` is HTTP's."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        super().__init__(sentence)


def json_response(body: Mapping[str, Any], status: int = 200) -> Response:
    """Strict JSON that no cache keeps. Lone surrogates, which UTF-8 cannot say, become question marks."""
    text = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    headers = {"Cache-Control": "no-store"}
    return Response(text.encode("utf-8", "replace"), status, headers, "application/json")


T = TypeVar("T")
Answering = Callable[["Asked"], Mapping[str, Any]]


def route(answer: Answering) -> Callable[[Request], Awaitable[Response]]:
    """A route from a function that asks the store: it runs in a thread, since the store blocks."""

    async def answered(request: Request) -> Response:
        asked = Asked(request)
        try:
            return json_response(await run_in_threadpool(_answered, answer, asked))
        except Refused as exc:
            return json_response({"error": str(exc)}, exc.status)

    return answered


def _answered(answer: Answering, asked: Asked) -> Mapping[str, Any]:
    """The answer; where the asker gave the question a name (``asking``), ``end`` finds it by that."""
    name = asked.optional("asking")
    if name is None:
        return answer(asked)
    try:
        stoppable = connection.store().stoppable(_named(name))
    except (StoreError, ConfigurationError):
        # The question itself says in words what is amiss.
        return answer(asked)
    try:
        with stoppable:
            return answer(asked)
    except QueryCancelled as exc:
        raise Refused(409, asked.say("queryCancelled")) from exc


def _named(name: str) -> str:
    return f"asked by a page: {name}"


def end(name: str) -> bool:
    """End a question that a page asks under this name; False when none runs."""
    try:
        return connection.store().cancel(_named(name))
    except (StoreError, ConfigurationError):
        return False


class Asked:
    """The parameters of one request, each refused in a sentence of the asker's language when it cannot be used."""

    def __init__(self, request: Request) -> None:
        self._params = request.query_params
        self.path = request.path_params
        lang = self._params.get("lang", "ar")
        self.lang = lang if lang in LANGUAGES else "ar"

    def say(self, key: str, **values: object) -> str:
        return say(self.lang, key, **values)

    def text(self, name: str) -> str:
        """A parameter that must be there, up to 300 characters. Raises Refused."""
        value = self._params.get(name, "")
        if not value:
            raise Refused(400, self.say("apiMissing", name=name))
        if len(value) > _LONGEST or "\x00" in value:
            raise Refused(400, self.say("apiBad", name=name))
        return value

    def ids(self) -> tuple[str, ...]:
        """The ids asked for, at least one, each once. Raises Refused."""
        values = tuple(dict.fromkeys(v for v in self._params.getlist("id") if v))
        if not values:
            raise Refused(400, self.say("apiMissing", name="id"))
        if len(values) > MOST_IDS:
            raise Refused(400, self.say("apiTooMany", n=MOST_IDS))
        if any(len(v) > _LONGEST or "\x00" in v for v in values):
            raise Refused(400, self.say("apiBad", name="id"))
        return values

    def optional(self, name: str) -> str | None:
        """A parameter that may be missing: None then. Raises Refused as ``text`` does."""
        return self.text(name) if self._params.get(name) else None

    def one_of(self, name: str, choices: Sequence[str]) -> str | None:
        """A parameter from a closed list, None where it is missing. Raises Refused."""
        value = self._params.get(name) or None
        if value is not None and value not in choices:
            raise Refused(400, self.say("apiBad", name=name))
        return value

    def number(self, name: str, least: int, most: int) -> int | None:
        """A whole number within bounds, both inclusive; None where it is missing. Raises Refused."""
        value = self._params.get(name) or None
        if value is None:
            return None
        if not (value.isascii() and value.isdigit() and len(value) < 10 and least <= int(value) <= most):
            raise Refused(400, self.say("apiBad", name=name))
        return int(value)

    def filter(self) -> GraphFilter:
        """The filter in its URL form. Raises Refused when a part cannot be read."""
        params = {name: self._params.getlist(name) for name in self._params}
        read, dropped = GraphFilter.from_params(params)
        if dropped:
            raise Refused(400, self.say("apiBad", name=dropped[0]))
        return read

    def state(self) -> ExplorerState:
        """What a picture asks, in its URL form; parts that the routes themselves take are passed over. Raises Refused."""
        known = {"focus", "drawn", "hidden"}
        ids = {name: self._params.getlist(name) for name in known if name in self._params}
        read, dropped = state_from_params(ids)
        if dropped:
            raise Refused(400, self.say("apiBad", name=dropped[0]))
        return replace(read, lang=self.lang, filter=self.filter())

    def theme(self) -> str:
        return "dark" if self._params.get("theme") == "dark" else "light"

    def got(self, answer: T | Trouble) -> T:
        """The answer itself. Raises Refused (503) where the store had none."""
        if isinstance(answer, Trouble):
            raise Refused(503, trouble_words(answer, self.lang))
        return answer

    def known(self, answer: T | Trouble | None, key: str) -> T:
        """The answer itself. Raises Refused: 503 where the store had none, 404 where what was asked for is unknown."""
        found = self.got(answer)
        if found is None:
            raise Refused(404, self.say(key))
        return found
