"""Which articles are the same text again: near copies share a story, and a story counts as one source.

The signatures (MinHash over runs of three words) are kept in a file beside the data, one for
each store. The file is a cache: ``refresh`` brings it in line with the store, and what is
missing or broken is made anew from the stored texts. Counting sources is left to ``graph.folding``.
"""

from __future__ import annotations

import hashlib
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import rensa

from graph.model import Article
from graph.names import plain

if TYPE_CHECKING:
    from graph.store import GraphStore

_RUN = 3
# Of two texts that share 0.4 of all runs, 42 bands of three find 94 in 100 (32 of four: 56), of those that share 0.1 only 4.
_HASHES, _BANDS = 128, 42
_ROWS = _HASHES // _BANDS
# A copy shares this much of all runs of words of both (Jaccard) ...
_ALIKE = 0.4
# ... or, cut short, this much of its own; both are estimates, so a quarter of all must be shared too.
_CONTAINED, _AT_LEAST = 0.75, 0.25
# Below this many runs two short notices can be alike by accident.
_SHORTEST = 12
_FORMAT = f"2; rensa {rensa.RMinHash.ALGORITHM_VERSION}; {_HASHES} hashes, {_BANDS} bands, runs of {_RUN}"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS format (words TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS article (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, story TEXT, series TEXT, runs INTEGER NOT NULL, signature BLOB);
CREATE TABLE IF NOT EXISTS band (key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Signature:
    """``hashes`` are 128 numbers of 32 bits; ``runs`` counts the different runs of three words."""

    hashes: tuple[int, ...]
    runs: int

    def similarity(self, other: Signature) -> float:
        """The estimated share of runs that both have, of all that either has: 0..1."""
        return sum(a == b for a, b in zip(self.hashes, other.hashes, strict=True)) / _HASHES

    def copies(self, other: Signature) -> bool:
        """Whether one text is a copy of the other: much the same, or a part of it."""
        if min(self.runs, other.runs) < _SHORTEST:
            return False
        alike = self.similarity(other)
        common = alike * (self.runs + other.runs) / (1 + alike)
        return alike >= _ALIKE or (alike >= _AT_LEAST and common >= _CONTAINED * min(self.runs, other.runs))


@dataclass(frozen=True, slots=True)
class Copy:
    """A stored article of which another one is a near copy, and the story that both belong to.

    ``joined`` is True when the stored article already carries that story.
    """

    article: str
    story: str
    joined: bool


def sign(text: str) -> Signature:
    """The signature of a text; marks, case, punctuation and spelling variants of letters do not count."""
    words = plain(text).split()
    runs = {" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
    minhash = rensa.RMinHash(num_perm=_HASHES, seed=1)
    minhash.update(sorted(runs))
    return Signature(tuple(minhash.digest()), len(runs))


class Reprints:
    """The signatures of one store's articles. Not for use by several threads; several processes may share the file."""

    def __init__(self, path: Path | None) -> None:
        """Open or make the file; None, or a place where none can be made, keeps the signatures in memory for this run."""
        self._database = _open(path)

    def close(self) -> None:
        self._database.close()

    def leave_file(self) -> None:
        """Go on in memory: what is added from now on stays there."""
        memory = _prepared(":memory:")
        self._database.backup(memory)
        self._database.close()
        self._database = memory

    def refresh(self, store: GraphStore) -> int:
        """Bring the signatures in line with the store; returns how many were made anew. Raises StoreError."""
        known: dict[str, str | None] = dict(self._database.execute("SELECT id, story FROM article"))
        made = 0
        for identity, story in _listed(store):
            if identity not in known:
                full = store.article(identity)
                if full is not None:
                    self.add(full)
                    made += 1
            elif known[identity] != story:
                with self._database:
                    self._database.execute("UPDATE article SET story = ? WHERE id = ?", (story, identity))
            known.pop(identity, None)
        for gone in known:
            self.forget(gone)
        return made

    def find(self, article: Article) -> Copy | None:
        """The story to which ``article`` belongs, with the member that shows it; None when it stands alone.

        A story bears the id of the member that was seen first, whichever of them was published first.
        """
        own = self._database.execute("SELECT number, story FROM article WHERE id = ?", (article.id,)).fetchone()
        if own is not None and own[1] is not None:
            return Copy(article.id, own[1], True)
        signature = sign(article.text)
        best: tuple[float, int, str, str | None] | None = None
        for number, identity, story, stored in self._candidates(signature, article):
            if signature.copies(stored) and (best is None or (signature.similarity(stored), -number) > best[:2]):
                best = (signature.similarity(stored), -number, identity, story)
        if best is None:
            return None
        _, number, identity, story = best
        if story is not None:
            return Copy(identity, story, True)
        return Copy(identity, article.id if own is not None and own[0] < -number else identity, False)

    def add(self, article: Article) -> None:
        """Keep the article's signature and story; in memory for the rest of the run where the file takes no more."""
        signature = sign(article.text)
        try:
            self._keep(article, signature)
        except sqlite3.Error:
            self.leave_file()
            self._keep(article, signature)

    def _keep(self, article: Article, signature: Signature) -> None:
        with self._database:
            self._database.execute(
                "INSERT INTO article (id, story, series, runs, signature) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET story = excluded.story, series = excluded.series",
                (article.id, article.story, article.series, signature.runs, struct.pack(f"<{_HASHES}I", *signature.hashes)),
            )
            (number,) = self._database.execute("SELECT number FROM article WHERE id = ?", (article.id,)).fetchone()
            if signature.runs >= _SHORTEST:
                self._database.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", [(key, number) for key in _keys(signature)])

    def forget(self, identity: str) -> None:
        """Drop an article that is no longer stored."""
        with self._database:
            row = self._database.execute("SELECT number, signature, runs FROM article WHERE id = ?", (identity,)).fetchone()
            if row is None:
                return
            number, packed, runs = row
            keys = _keys(_unpack(packed, runs))
            self._database.executemany("DELETE FROM band WHERE key = ? AND article = ?", [(key, number) for key in keys])
            self._database.execute("DELETE FROM article WHERE number = ?", (number,))

    def _candidates(self, signature: Signature, but: Article) -> Iterator[tuple[int, str, str | None, Signature]]:
        keys = list(_keys(signature))
        numbers = {n for key in keys for (n,) in self._database.execute("SELECT article FROM band WHERE key = ?", (key,))}
        for number in sorted(numbers):
            row = self._database.execute("SELECT id, story, signature, runs, series FROM article WHERE number = ?", (number,)).fetchone()
            # Another version of the same article is no reprint of it.
            if row is not None and row[0] not in (but.id, but.series) and (row[4] is None or row[4] != but.series):
                yield number, row[0], row[1], _unpack(row[2], row[3])


def _keys(signature: Signature) -> Iterator[int]:
    """One number for each band of the signature; texts that share one are compared."""
    for band in range(_BANDS):
        values = struct.pack(f"<{_ROWS + 1}I", band, *signature.hashes[band * _ROWS : (band + 1) * _ROWS])
        yield int.from_bytes(hashlib.blake2b(values, digest_size=8).digest(), "little", signed=True)


def _unpack(packed: bytes, runs: int) -> Signature:
    return Signature(struct.unpack(f"<{_HASHES}I", packed), runs)


def _listed(store: GraphStore) -> Iterator[tuple[str, str | None]]:
    size, after = 2_000, ""
    while found := store.stories(after, size):
        yield from found
        after = found[-1][0]


def _open(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        for _ in range(2):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                return _prepared(path)
            except sqlite3.DatabaseError as exc:
                if isinstance(exc, sqlite3.OperationalError):
                    break
                path.unlink(missing_ok=True)  # not a database: it is only a cache, make it anew
            except OSError:
                break
    return _prepared(":memory:")


def _prepared(path: Path | str) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=30)
    try:
        database.executescript(_SCHEMA)
        with closing(database.execute("SELECT words FROM format")) as rows:
            words = rows.fetchone()
        if words != (_FORMAT,):
            with database:
                for table in ("band", "article", "format"):
                    database.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
                database.execute("INSERT INTO format VALUES (?)", (_FORMAT,))
        # Losing the last signatures in a crash costs nothing: refresh makes them anew.
        database.execute("PRAGMA synchronous = OFF")
    except BaseException:  # raised again: whatever ends the opening, an interrupt too, leaves no file open
        database.close()
        raise
    return database
