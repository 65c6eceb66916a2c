"""Reading the stored texts again with the extractor in force, and what that would change: nothing is written before it was seen.

Only claims that an extractor made from the text are replaced; those of structured sources, and those that
another extractor stands for, stay as they are. Asking the person is left to ``ingest.__main__``.
"""

from __future__ import annotations

import pickle
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from graph.errors import ConfigurationError, InputError, WaslError
from graph.model import Claim, Contribution
from ingest.difference import Difference, changes, same
from ingest.pipeline import Options, failure, understand
from ingest.recognition import Found
from ingest.report import Report
from ingest.workers import Workers

if TYPE_CHECKING:
    from graph.results import ArticleSummary
    from graph.store import GraphStore

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose articles are read again: extractors of ``name`` (None = any), of ``versions`` (None = any).

    >>> Wanted("rules", versions("<2")).fits(("rules/1",))
    True
    """

    name: str | None = None
    versions: SpecifierSet | None = None

    def fits(self, makers: Sequence[str]) -> bool:
        """Whether one of a claim's extractors (name/version) is meant. A version that is no number fits only any."""
        return any(map(self._fits, makers))

    def _fits(self, mark: str) -> bool:
        name, _, version = mark.rpartition("/")
        if self.name is not None and name.partition(":")[0] != self.name:
            return False
        if self.versions is None:
            return True
        try:
            return self.versions.contains(Version(version), prereleases=True)
        except InvalidVersion:
            return False


def versions(text: str) -> SpecifierSet:
    """``<2``, ``>=1,<3``, ``==1``; a bare number is that version. Raises ConfigurationError for anything else."""
    wanted = f"=={text.strip()}" if re.fullmatch(r"\s*\d[\w.]*\s*", text) else text
    try:
        return SpecifierSet(wanted)
    except InvalidSpecifier as exc:
        raise ConfigurationError(f"--extractor-version {text!r} is no range of versions. Write '<2', '>=1,<3' or '1'.") from exc


class Again:
    """One reading again. ``difference`` and ``report`` say what ``compare`` found, and what ``commit`` has written of it.

    What is to be written waits in a temporary file, so that memory stays small whatever the number of articles.
    """

    def __init__(self, store: GraphStore, options: Options, workers: Workers, sleep: Callable[[float], None]) -> None:
        self.difference, self.report = Difference(), Report()
        self._store, self._options, self._workers, self._sleep = store, options, workers, sleep
        self._new: set[str] = set()
        self._waiting: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close

    def close(self) -> None:
        self._waiting.close()

    def compare(self, wanted: Wanted) -> Iterator[InputError | None]:
        """Read every article that is meant; one event an article: None, or why it could not be read. Raises StoreError."""
        meant = ((before, None) for before in self._stored(wanted))
        for (before, _), early in self._workers.ahead(meant, lambda pair: pair[0].article):
            self.report.read += 1
            try:
                draft = self._workers.draft(before.article, early, self._sleep)
                if draft.failed is not None:
                    raise InputError(_place(before), f"not extracted: {draft.failed}", "What is stored of it stays.")
                after = self._after(before, replace(_found(before), draft=draft))
            except InputError as error:
                self.report.refuse(error)
                yield error
                continue
            except WaslError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever an extractor does on one text must not end the others
                refused = failure(_place(before), error)
                self.report.refuse(refused)
                yield refused
                continue
            if same(before, after):
                self.report.unchanged += 1
            else:
                self._keep(before, after)
            yield None

    def commit(self) -> Iterator[InputError | None]:
        """Write what ``compare`` found, an article a transaction. One that was changed meanwhile is left as it is, and said. Raises StoreError."""
        self._waiting.seek(0)
        while True:
            try:
                before, after = pickle.load(self._waiting)  # noqa: S301 - our own file, written above
            except EOFError:
                return
            self._sleep(0.0)
            stands = self._store.contribution(after.article.id)
            if stands is None or not same(stands, _standing(before)):
                error = InputError(_place(after), "it was changed or deleted since it was read again.", "Run the same command again.")
                self.report.refuse(error)
                yield error
                continue
            self.report.count(after, self._store.write(after))
            yield None

    def _stored(self, wanted: Wanted) -> Iterator[Contribution]:
        """The articles that are meant. Those whose claims say nothing of who read them have none: an older extractor may have missed all."""
        ids = [item.article.id for page in self._pages() for item in page]
        for id in ids:
            self._sleep(0.0)
            before = self._store.contribution(id)
            if before is None:
                continue
            read = [claim for claim in before.claims if claim.known_to is None and self._ours(claim)]
            if any(wanted.fits(claim.makers) for claim in read) or not any(c.known_to is None for c in before.claims):
                yield before

    def _pages(self) -> Iterator[tuple[ArticleSummary, ...]]:
        offset = 0
        while True:
            page = self._store.articles(offset=offset, limit=_PAGE)
            yield page.items
            offset += _PAGE
            if not page.items or offset >= page.total:
                return

    def _ours(self, claim: Claim) -> bool:
        """Whether it was made from the words of an article by the kind of extractor that is in force."""
        return any(maker.partition("/")[0].partition(":")[0] in _TEXT_EXTRACTORS for maker in claim.makers) or (
            claim.extractor.partition("/")[0] == self._options.extractor.name
        )

    def _after(self, before: Contribution, found: Found) -> Contribution:
        """What the article brings as read now; a claim that stays keeps the day on which it became known."""
        made = understand(found, self._options, {c.id: c.known_from for c in before.claims}).contribution
        known = {c.id: c for c in before.claims}
        claims = [replace(c, known_from=known[c.id].known_from) if c.id in known else c for c in made.claims]
        here = {c.id for c in claims}
        others = [c for c in before.claims if c.known_to is None and c.id not in here and not self._ours(c)]
        brought = {e.id: e for e in made.entities}
        needed = {id for c in others for id in (c.subject, c.object, c.speaker, *c.via) if id} | {before.article.outlet or ""}
        brought |= {e.id: e for e in before.entities if e.id in needed and e.id not in brought}
        return Contribution(before.article, tuple(brought.values()), made.mentions, (*claims, *others))

    def _keep(self, before: Contribution, after: Contribution) -> None:
        self.difference.add(changes(before, after))
        brought = {e.id for e in after.entities} - {e.id for e in before.entities} - self._new
        new = brought - {e.id for e in self._store.entities(sorted(brought))}
        self._new |= new
        self.difference.entities += len(new)
        pickle.dump((before, after), self._waiting, protocol=pickle.HIGHEST_PROTOCOL)


# Who makes claims from the words of an article; the readers of structured sources have names of their own.
_TEXT_EXTRACTORS = frozenset({"rules", "language_model"})


def _found(before: Contribution) -> Found:
    outlet = next((e for e in before.entities if e.id == before.article.outlet), None)
    return Found(before.article, outlet)


def _standing(before: Contribution) -> Contribution:
    return replace(before, claims=tuple(c for c in before.claims if c.known_to is None))


def _place(contribution: Contribution) -> str:
    return contribution.article.source or contribution.article.id
