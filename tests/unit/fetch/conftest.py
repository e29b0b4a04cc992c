"""A web server on this machine that misbehaves on demand."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ecosystem_graph.fetch.patience import Patience


@dataclass
class Site:
    """What the server offers and how it fails.

    Attributes:
        content: Bytes of the file.
        failures: What to do with the requests to come, first to last: a status, ``"stall"``, ``"cut"``, ``"change"``
            or ``"refuse range"``.
        headers: Headers of each failure status.
        has_etag: Whether to send entity tags.
        extra: Further headers of good answers.
        pages: Other files by path; they never fail.
        requests: Method, path and headers of each request.
        bodies: What was posted.
        release: Set it to end what stalls.
    """

    url: str = ""
    content: bytes = b""
    failures: list[int | str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    has_etag: bool = True
    extra: dict[str, str] = field(default_factory=dict)
    pages: dict[str, bytes] = field(default_factory=dict)
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)

    @property
    def etag(self) -> str:
        """Return a strong tag of the present content."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:12]}"'


class _Handler(BaseHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        self.site.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.do_GET()

    def do_GET(self) -> None:
        site = self.site
        site.requests.append((self.command, self.path, dict(self.headers)))
        if self.path in site.pages:
            self._answer(200, site.pages[self.path])
            return
        failure = site.failures.pop(0) if site.failures else None
        if isinstance(failure, int):
            self._answer(failure, b"not now", **site.headers)
            return
        if failure == "change":
            site.content = bytes(reversed(site.content))
        if failure != "refuse range" and self.headers.get("If-None-Match") == site.etag:
            self._answer(304, b"")
            return
        start = self._start() if failure != "refuse range" else 0
        extra = {**site.extra, **({"ETag": site.etag} if site.has_etag else {})}
        if start:
            if start >= len(site.content):
                self._answer(416, b"")
                return
            extra["Content-Range"] = f"bytes {start}-{len(site.content) - 1}/{len(site.content)}"
        self._answer(206 if start else 200, site.content[start:], failure=str(failure), **extra)

    def _start(self) -> int:
        asked = self.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-")
        return int(asked) if self.headers.get("If-Range", self.site.etag) == self.site.etag else 0

    def _answer(self, status: int, body: bytes, failure: str = "", **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        sent = body[: len(body) // 2] if failure in {"stall", "cut"} else body
        self.wfile.write(sent)
        self.wfile.flush()
        if failure == "stall":
            self.site.release.wait(20)
        if failure in {"stall", "cut"}:
            self.close_connection = True


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_arguments: object) -> None:
        """Say nothing of clients that went away."""


@pytest.fixture
def site() -> Iterator[Site]:
    """Return a running server; its ``failures`` are used up one a request."""
    offered = Site(content=bytes(range(256)) * 4_000)
    handler = type("Handler", (_Handler,), {"site": offered})
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    offered.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield offered
    offered.release.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def pauses() -> list[float]:
    """Return a list that takes the pauses made, in seconds."""
    return []


@pytest.fixture
def patience(pauses: list[float]) -> Patience:
    """Return limits that make no test wait."""
    return Patience(attempts=4, connect_seconds=2, silence_seconds=0.5, sleep=pauses.append)
