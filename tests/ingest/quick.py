"""``python -m tests.ingest.quick PATH…`` is ``python -m ingest`` with an extractor that needs no lists, so that it is started often."""

from __future__ import annotations

import sys
from typing import Any

from ingest import __main__ as command
from tests.ingest.stand_in import CountriesMeet


def _stand_in(*_: Any) -> CountriesMeet:
    return CountriesMeet()


if __name__ == "__main__":
    command.chosen = _stand_in  # type: ignore[assignment]  # another extractor stands in
    sys.exit(command.main())
