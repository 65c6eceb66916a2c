"""Lists the files of a folder: recursively, in the order of their names, each once.

Reading them is left to the other readers.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from graph.errors import InputError
from ingest.document import Notice
from ingest.readers.source import unreadable

# A folder's own description is no report. Files named here by hand are read all the same.
_ABOUT = ("readme", "licence", "license", "copying", "changelog", "notice")
# Settings that lie beside reports (a dashboard, say) are none either.
_SETTINGS = (".yaml", ".yml")


def files(folder: Path) -> Iterator[Path | InputError | Notice]:
    """Each regular file below ``folder``, sorted by name; hidden files, a folder's README and settings (YAML) are passed over.

    A link to a folder is not followed (a Notice says so): it may lead round in a circle.
    InputError stands for what cannot be read: a broken link, a pipe, a folder without permission.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as exc:
        yield unreadable(folder, exc)
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith(".") or path.stem.lower() in _ABOUT or path.suffix.lower() in _SETTINGS:
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from files(path)
                continue
            mode = entry.stat().st_mode
        except OSError as exc:
            yield unreadable(path, exc)
            continue
        if stat.S_ISDIR(mode):
            yield Notice(str(path), "is a link to a folder and was not followed; name that folder itself to read it.")
        elif stat.S_ISREG(mode):
            yield path
        else:
            yield InputError(str(path), "is no regular file (a pipe, socket or device) and was never opened.", "Give regular files.")
