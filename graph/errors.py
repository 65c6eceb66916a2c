"""The errors of the program, one class for each different reaction of a caller.

::

    WaslError                      show its sentence; every message says what to do
    ├── ConfigurationError         stop at start: a setting is missing or wrong
    ├── OntologyError              stop: the shipped lists contradict themselves
    ├── InputError                 refuse this input by name and place, go on with the rest
    ├── StoreError
    │   ├── StoreUnavailable       say so, keep the last picture, try again later
    │   ├── StoreAuthError         stop: wrong user or password; never try again by itself
    │   └── StoreFull              stop the run: nothing half was written
    └── QueryError                 show to whoever wrote the query
        ├── QuerySyntaxError       mark the place
        ├── QueryRefused           reading only: the statement would write or reach outside
        ├── QueryTimeout           offer to narrow it
        ├── QueryCancelled         a person ended it
        └── ResultTooLarge         offer LIMIT or export
"""

from __future__ import annotations


class WaslError(Exception):
    """Base of all errors that Wasl raises on purpose; ``str(error)`` is a sentence for people."""


class ConfigurationError(WaslError):
    """A setting is missing or wrong; the program cannot start."""


class OntologyError(WaslError):
    """A shipped list contradicts itself; names file and line."""


class InputError(WaslError):
    """One input cannot be used: ``place`` (path, path:line or URL), ``cause``, ``remedy``."""

    def __init__(self, place: str, cause: str, remedy: str = "") -> None:
        self.place, self.cause, self.remedy = place, cause, remedy
        super().__init__(f"{place}: {cause}" + (f" {remedy}" if remedy else ""))


class StoreError(WaslError):
    """The store could not do what was asked."""


class StoreUnavailable(StoreError):
    """No server answers at the address, or it went away."""


class StoreAuthError(StoreError):
    """The server refused user or password."""


class StoreFull(StoreError):
    """The store has no room left."""


class QueryError(WaslError):
    """A statement could not be answered."""


class QuerySyntaxError(QueryError):
    """The statement is not valid Cypher; ``line`` and ``column`` are 1-based, None when unknown."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.line, self.column = line, column
        super().__init__(message)


class QueryRefused(QueryError):
    """The console only reads: the statement would write, or reach files, network or accounts."""


class QueryTimeout(QueryError):
    """The statement ran longer than the limit and was ended by the server."""


class QueryCancelled(QueryError):
    """A person ended the statement."""


class ResultTooLarge(QueryError):
    """The result passed the limit of rows or bytes."""
