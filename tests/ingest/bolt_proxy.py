"""A door before a server that a test can shut and open again: connections fall, and none is taken, as when the server is gone."""

from __future__ import annotations

import contextlib
import socket
import threading


class Door:
    """Listens on ``port`` of 127.0.0.1 and passes on to the target while it is open."""

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._listener: socket.socket | None = None
        self._ends: list[socket.socket] = []
        self.port = 0
        self.open()

    def open(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen()
        self.port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._take, args=(listener,), daemon=True).start()

    def shut(self) -> None:
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def _take(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
                far = socket.create_connection(self._target)
            except OSError:
                return
            self._ends += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65_536):
                other.sendall(self._changed(data))
        with contextlib.suppress(OSError):
            other.shutdown(socket.SHUT_WR)

    def _changed(self, data: bytes) -> bytes:
        """What goes through: all of it as it is."""
        return data


class WrongSign(Door):
    """A door to a server that sends whoever asks for its routes to port 9999 of this machine, as a container that advertises another address does."""

    def _changed(self, data: bytes) -> bytes:
        # As long as what it stands for, so that lengths in the message hold.
        own = f"127.0.0.1:{self.port}".encode()
        return data.replace(own, b"localhost:" + b"9999".zfill(len(own) - len(b"localhost:"))) if b"ROUTE" in data else data
