"""Why there is no answer, in words: what the state is, its cause and what to do."""

from __future__ import annotations

from explorer.connection import Trouble
from explorer.text import say
from graph.errors import QueryCancelled, QueryError, QueryRefused, QuerySyntaxError, QueryTimeout, ResultTooLarge

_WORDS = {
    "away": ("storeAway", "storeAwayRemedy"),
    "auth": ("storeAuth", "storeAuthRemedy"),
    "full": ("storeFull", "storeFullRemedy"),
    "failed": ("storeFailed", "storeFailedRemedy"),
}


def state_words(trouble: Trouble, lang: str) -> tuple[str, str, str]:
    """State, cause and remedy. A wrong setting's own sentence says what to do."""
    if trouble.kind == "setting":
        return say(lang, "storeSetting"), trouble.why, ""
    state, remedy = _WORDS.get(trouble.kind, _WORDS["failed"])
    return say(lang, state), say(lang, "cause", why=trouble.why), say(lang, remedy)


def trouble_words(trouble: Trouble, lang: str) -> str:
    """State, cause and remedy in one line."""
    return " ".join(part for part in state_words(trouble, lang) if part)


def query_words(error: QueryError, lang: str, limit: float | None = None) -> str:
    """What went wrong with a statement. ``limit`` is the time limit in seconds, where it is known."""
    why = str(error)
    if isinstance(error, QuerySyntaxError):
        return say(lang, "querySyntax", why=why)
    if isinstance(error, QueryRefused):
        return say(lang, "queryRefused", why=why)
    if isinstance(error, QueryTimeout):
        return say(lang, "queryTimeout", limit=f"{limit:g}") if limit else why
    if isinstance(error, QueryCancelled):
        return say(lang, "queryCancelled")
    if isinstance(error, ResultTooLarge):
        return say(lang, "queryTooLarge")
    return why


def query_place(error: QueryError, lang: str) -> str | None:
    """Where in the statement; None when that is not known."""
    if isinstance(error, QuerySyntaxError) and error.line is not None:
        return say(lang, "queryPlace", line=error.line, column=error.column or 1)
    return None
