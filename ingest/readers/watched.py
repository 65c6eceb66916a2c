"""Watches sources: folders for new and changed files, addresses at an interval. A file is given only once it is settled.

Folders are looked through again and again (polled), since notifications of the system do not reach network drives.
Reading is left to the other readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ingest import public_address
from ingest.readers import folder

# Seconds between two looks at a folder, and between two readings of an address.
POLL = 2.0
INTERVAL = 900.0

Stamp = tuple[int, int]


def settled(
    sources: Sequence[str], sleep: Callable[[float], None], now: Callable[[], float], interval: float = INTERVAL, poll: float = POLL
) -> Iterator[str]:
    """The names of files as they settle, and of addresses whenever their interval is over; without end, until ``sleep`` raises.

    A file is settled when two looks, ``poll`` seconds apart, find the same size and the same time of change, and is given again
    when it changes later. An empty file waits for its content. What cannot be read is given once, so that whoever reads says so.
    """
    seen: dict[str, Stamp | None] = {}
    given: dict[str, Stamp | None] = {}
    due = {name: now() for name in sources if public_address.is_address(name)}
    while True:
        for name, moment in due.items():
            if now() >= moment:
                yield name
                due[name] = now() + interval
        looked: dict[str, Stamp | None] = {}
        for name in sources:
            if name not in due:
                looked |= _look(Path(name))
        for path, stamp in looked.items():
            waits = stamp is not None and (stamp[1] == 0 or seen.get(path) != stamp)
            if not waits and (path not in given or given[path] != stamp):
                given[path] = stamp
                yield path
        # What was deleted is forgotten, and read again should it come back.
        seen, given = looked, {path: stamp for path, stamp in given.items() if path in looked}
        sleep(poll)


def _look(path: Path) -> dict[str, Stamp | None]:
    """Each file's time of change (ns) and size (bytes); None for what cannot be read."""
    looked: dict[str, Stamp | None] = {}
    for found in folder.files(path) if path.is_dir() else (path,):
        if not isinstance(found, Path):
            if isinstance(found, Exception):
                looked[found.place] = None
            continue
        try:
            status = found.stat()
        except OSError:
            looked[str(found)] = None
            continue
        looked[str(found)] = (status.st_mtime_ns, status.st_size)
    return looked
