"""Endpoints that misbehave; those that behave are in the contract suite."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ecosystem_graph.errors import ConfigError, QueryError, QuerySyntaxError, QueryTimeoutError, StoreError
from ecosystem_graph.store.remote import RemoteView

Reply = Callable[[BaseHTTPRequestHandler], None]
RESULTS = "application/sparql-results+json"


def reply(status: int, media_type: str = "text/plain", content: bytes = b"", length: int | None = None) -> Reply:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(content) if length is None else length))
        handler.end_headers()
        handler.wfile.write(content)

    return send


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", RESULTS)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def stay_silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


class Endpoints:
    """Servers on the loopback, one per reply."""

    def __init__(self) -> None:
        self.servers: list[ThreadingHTTPServer] = []

    def start(self, send: Reply) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                try:
                    send(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the base class
                """Keep test output clean."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        server.block_on_close = False
        self.servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}/sparql"


@pytest.fixture
def endpoints() -> Iterator[Endpoints]:
    some = Endpoints()
    yield some
    for server in some.servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("send", "error", "message"),
    [
        (reply(400, content=b"error at 1:5:\n expected {"), QuerySyntaxError, "rejects the query: .*error at 1:5"),
        (reply(401), StoreError, "answers with an error: Unauthorized"),
        (reply(404, content=b"no such page"), StoreError, "answers with an error: no such page"),
        (reply(500, content=b"out of memory"), StoreError, "answers with an error: out of memory"),
        (reply(503), StoreError, "answers with HTTP 503"),
        (reply(504), QueryTimeoutError, r"stopped the query \(HTTP 504\)"),
        (reply(200, "text/html", b"<html>"), StoreError, "expected SPARQL JSON results or RDF, found text/html"),
        (reply(200, RESULTS, b'{"head":{"vars":["a"]},"results":{"bindings":[{"a'), StoreError, "expected a complete"),
        (reply(200, RESULTS, b'{"head":{},"boolean":true}, cancelled'), StoreError, "expected a complete"),
        (reply(200, RESULTS, b'{"head":{},"boolean":true}', length=1000), StoreError, "cannot be reached|complete"),
        (reply(200, "text/turtle", b"<http://e/a> <http://e/b> "), StoreError, "expected a complete text/turtle"),
        (lambda handler: handler.connection.close(), StoreError, "cannot be reached"),
        (stay_silent, QueryTimeoutError, "did not answer within 1 s"),
        (drip, QueryTimeoutError, "did not answer within 1 s; nothing was answered"),
    ],
)  # fmt: skip
def test_every_failure_is_one_clear_error(
    endpoints: Endpoints, send: Reply, error: type[QueryError | StoreError], message: str
) -> None:
    address, start = endpoints.start(send), time.monotonic()
    with pytest.raises(error, match=message) as caught:
        RemoteView(address, timeout=1).query("SELECT ?a { ?a ?b ?c }")
    assert str(caught.value).startswith(address)
    assert time.monotonic() - start < 2.5


def test_an_endpoint_that_is_not_there_cannot_be_reached() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/sparql"
    with pytest.raises(StoreError, match="cannot be reached"):
        RemoteView(address).query("ASK {}")


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://e.org/", "example.org/sparql", "http://", ""])
def test_only_web_addresses_are_endpoints(address: str) -> None:
    with pytest.raises(ConfigError, match="expected the web address of an endpoint"):
        RemoteView(address)
