"""A server on loopback that speaks the OpenAI chat interface and answers what a test scripts.

What is made of the answers is tested in ``test_language_model``.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from graph.settings import ModelSettings


@dataclass
class Reply:
    """One answer: the content of the message, or an error status. ``wait`` is in seconds."""

    content: str | None = None
    status: int = 200
    finish: str = "stop"
    refusal: str | None = None
    message: str = "broken"
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0


@dataclass
class Chat:
    """Answers with ``replies`` in order, the last one for ever; ``asked`` holds the bodies of the requests."""

    replies: list[Reply]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def settings(self, **given: Any) -> ModelSettings:
        return ModelSettings(**({"url": self.url, "model": "small", "key": "S3CR3T-CANARY", "seconds": 5.0, "tries": 3} | given))

    def next(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextlib.contextmanager
def serving(*replies: Reply | str) -> Iterator[Chat]:
    chat = Chat([Reply(one) if isinstance(one, str) else one for one in replies])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            chat.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            chat.keys.append(self.headers["Authorization"])
            reply = chat.next()
            time.sleep(reply.wait)
            message = {"role": "assistant", "content": reply.content, "refusal": reply.refusal}
            usage = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}
            good = {
                "id": "1", "object": "chat.completion", "created": 0, "model": "small", "usage": usage,
                "choices": [{"index": 0, "message": message, "finish_reason": reply.finish}],
            }  # fmt: skip
            body = json.dumps(good if reply.status == 200 else {"error": {"message": reply.message}}).encode()
            with contextlib.suppress(ConnectionError):  # whoever asked may have given up
                self.send_response(reply.status)
                for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    chat.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield chat
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
