"""Ctrl-C and SIGTERM, taken between two articles instead of in the middle of a write.

An exception that a signal throws into the driver can be lost there or leave its connection
stuck; so the first signal is only noted, and ``check`` raises where it is safe. What is said
about a stop is left to ``ingest.__main__``.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from types import FrameType, TracebackType

_NOTED = b"\nStopping after this article. Once more stops at once.\n"
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_SLICE = 0.2


class Interruption:
    """While it is entered, the first signal sets ``asked`` and says so; the second raises KeyboardInterrupt wherever it falls."""

    def __init__(self) -> None:
        self.asked = False
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> Interruption:
        if threading.current_thread() is threading.main_thread():  # signals come to no other
            self._before = {number: signal.signal(number, self._note) for number in _SIGNALS}
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal.signal gave back, it takes

    def check(self) -> None:
        """Raises KeyboardInterrupt once a stop was asked for."""
        if self.asked:
            raise KeyboardInterrupt

    def sleep(self, seconds: float) -> None:
        """Wait, but no longer than until a stop is asked for. Raises KeyboardInterrupt then."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.check()
            time.sleep(min(left, _SLICE))
        self.check()

    def _note(self, _: int, __: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        os.write(2, _NOTED)  # print is not safe inside a signal handler
