"""A SPARQL endpoint somewhere else, asked over HTTP."""

import http.client
import json
import math
import time
import urllib.error
from urllib.parse import urlsplit

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException
from SPARQLWrapper.Wrapper import QueryResult

from ecosystem_graph import __version__
from ecosystem_graph.errors import ConfigError, QuerySyntaxError, QueryTimeoutError, StoreError
from ecosystem_graph.store.form import QueryForm, find_form
from ecosystem_graph.store.isolated import DEFAULT_TIMEOUT_SECONDS
from ecosystem_graph.store.solution import Result, parse_result, parse_triples

__all__ = ["RemoteView"]

_CHUNK_BYTES = 1 << 16
_TIMEOUT_STATUS = {408, 504}
_JSON_TYPES = {"application/sparql-results+json", "application/json"}


class RemoteView:
    """Answers queries by the SPARQL 1.1 protocol (POST, JSON results, Turtle for graphs).

    Args:
        endpoint: Address of the endpoint, ``http`` or ``https``.
        timeout: Seconds until the whole answer must be there; whole seconds count for the connection.

    Raises:
        ConfigError: The address is not a web address.
    """

    def __init__(self, endpoint: str, *, timeout: float = DEFAULT_TIMEOUT_SECONDS) -> None:
        parts = urlsplit(endpoint)
        if parts.scheme not in {"http", "https"} or not parts.hostname:  # urllib would also open file: and ftp:
            raise ConfigError(f"expected the web address of an endpoint, found {endpoint!r}")
        self._endpoint, self._timeout = endpoint, timeout

    def query(self, text: str) -> Result:
        """Answer a query; see [`GraphView.query`][ecosystem_graph.store.view.GraphView.query]."""
        deadline = time.monotonic() + self._timeout
        try:
            answer = self._request(text)
            content = _read_until(answer, deadline)
        except QueryBadFormed as error:
            raise QuerySyntaxError(f"{self._endpoint} rejects the query: {_first_words(error)}") from error
        except SPARQLWrapperException as error:
            raise StoreError(f"{self._endpoint} answers with an error: {_first_words(error)}") from error
        except urllib.error.HTTPError as error:
            raise self._status_error(error) from error
        except TimeoutError as error:
            raise self._timeout_error() from error
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            raise self._connection_error(error) from error
        return self._parse(content, (answer.info().get("content-type") or "").partition(";")[0].strip().lower())

    def _request(self, text: str) -> QueryResult:
        wrapper = SPARQLWrapper(self._endpoint, agent=f"ecosystem-graph/{__version__}")
        # Not setQuery: it guesses the form from words in comments too, and would send some queries as updates.
        form = find_form(text)
        wrapper.queryString, wrapper.queryType = text, form.value
        wrapper.setMethod(POST)  # long texts do not fit into a web address
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(TURTLE if form in {QueryForm.CONSTRUCT, QueryForm.DESCRIBE} else JSON)
        wrapper.setTimeout(max(1, math.ceil(self._timeout)))
        return wrapper.query()

    def _parse(self, content: bytes, media_type: str) -> Result:
        layout = ox.RdfFormat.from_media_type(media_type)
        try:
            if media_type in _JSON_TYPES:
                json.loads(content)  # oxigraph's parser ignores what follows a complete document: "…} cancelled"
                return parse_result(content, ox.QueryResultsFormat.JSON)
            if layout is not None:
                return parse_triples(content, layout)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self._endpoint}: expected a complete {media_type} answer, found {error}") from error
        raise StoreError(
            f"{self._endpoint}: expected SPARQL JSON results or RDF, found {media_type or 'an answer without type'}",
            hint="Give the address of the SPARQL endpoint itself, not of its web page.",
        )

    def _status_error(self, error: urllib.error.HTTPError) -> StoreError | QueryTimeoutError:
        if error.code in _TIMEOUT_STATUS:
            return QueryTimeoutError(f"{self._endpoint} stopped the query (HTTP {error.code})")
        return StoreError(f"{self._endpoint} answers with HTTP {error.code} {error.reason}")

    def _timeout_error(self) -> QueryTimeoutError:
        return QueryTimeoutError(f"{self._endpoint} did not answer within {self._timeout:g} s; nothing was answered")

    def _connection_error(self, error: Exception) -> StoreError | QueryTimeoutError:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            return self._timeout_error()
        return StoreError(f"{self._endpoint} cannot be reached: {getattr(error, 'reason', error)}")


def _read_until(answer: QueryResult, deadline: float) -> bytes:
    """Read an answer to its end; the socket's own limit would start anew with every byte."""
    chunks = []
    while chunk := answer.response.read1(_CHUNK_BYTES):
        chunks.append(chunk)
        if time.monotonic() > deadline:
            raise TimeoutError
    if answer.response.length:  # read1 ends quietly when the connection breaks
        raise http.client.IncompleteRead(b"", answer.response.length)
    return b"".join(chunks)


def _first_words(error: SPARQLWrapperException) -> str:
    """Return the message of an endpoint without the wrapper's own words around it."""
    body = error.args[0].partition("Response:\n")[2] if error.args else ""
    return " ".join(body.removeprefix("b'").removesuffix("'").split())[:300] or type(error).__name__
