"""GraphStore: the questions and the writes, over Bolt, for whichever server answers.

Which server that is, is left to ``graph.server``; Cypher to ``graph.queries``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

from graph.filters import GraphFilter
from graph.model import Article, Contribution, Entity, Evidence, Subgraph
from graph.results import ArticlePage, ArticleReading, DeleteReport, Facets, Hit, Profile, QueryResult, Schema, StoreStatus, WriteReport
from graph.settings import Settings


class GraphStore:
    @classmethod
    def open(cls, settings: Settings) -> GraphStore: raise NotImplementedError
    def close(self) -> None: raise NotImplementedError
    def __enter__(self) -> GraphStore: return self
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: self.close()

    # writes
    def write(self, contribution: Contribution) -> WriteReport: raise NotImplementedError
    def delete_article(self, article_id: str) -> DeleteReport: raise NotImplementedError

    # reads
    def status(self) -> StoreStatus: raise NotImplementedError
    def revision(self) -> int: raise NotImplementedError
    def facets(self) -> Facets: raise NotImplementedError
    def article(self, article_id: str) -> Article | None: raise NotImplementedError
    def articles(self, text: str = "", language: str | None = None, offset: int = 0, limit: int = 50) -> ArticlePage: raise NotImplementedError
    def reading(self, article_id: str) -> ArticleReading | None: raise NotImplementedError
    def contribution(self, article_id: str) -> Contribution | None: raise NotImplementedError
    def entities(self, ids: Sequence[str]) -> tuple[Entity, ...]: raise NotImplementedError
    def search(self, text: str, types: Sequence[str] = (), limit: int = 10) -> tuple[Hit, ...]: raise NotImplementedError
    def overview(self, filter: GraphFilter) -> Subgraph: raise NotImplementedError
    def neighbourhood(self, ids: Sequence[str], filter: GraphFilter) -> Subgraph: raise NotImplementedError
    def between(self, ids: Sequence[str], filter: GraphFilter) -> Subgraph: raise NotImplementedError
    def evidence(self, relation_id: str) -> tuple[Evidence, ...]: raise NotImplementedError
    def profile(self, entity_id: str, filter: GraphFilter) -> Profile | None: raise NotImplementedError

    # the console: the reader's account
    def query(self, text: str, parameters: Mapping[str, Any] | None = None, *, query_id: str | None = None) -> QueryResult: raise NotImplementedError
    def cancel(self, query_id: str) -> bool: raise NotImplementedError
    def schema(self) -> Schema: raise NotImplementedError
