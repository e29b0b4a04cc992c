"""The tokens of a SPARQL text, as far as finding a clause or a limit needs them; parsing is left to the engines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Token", "iter_tokens"]

_TOKENS = re.compile(
    r"""
      (?P<comment> \#[^\n\r]* )
    | (?P<iri>     <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*> )
    | (?P<string>  \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                 | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<variable> [?$]\w+ )
    | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<datatype> \^\^ )
    | (?P<name>    (?:[^\W\d_](?:[\w.\-]*[\w\-])?|_)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])
                   (?:(?:[\w.:\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\.))?)? )
    | (?P<number>  [+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)? )
    | (?P<word>    [^\W\d]\w* )
    | (?P<space>   \s+ )
    | (?P<symbol>  . )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token.

    Attributes:
        kind: Group of the grammar: ``iri``, ``string``, ``variable``, ``name`` (prefixed), ``number``, ``word``…
        text: The characters themselves.
        start: Offset of the first character.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.start + len(self.text)

    def is_word(self, word: str) -> bool:
        """Tell whether this is a keyword, in upper or lower case."""
        return self.kind == "word" and self.text.upper() == word


def iter_tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a SPARQL text, without blanks and comments.

    Every character belongs to a token, so no text is refused; a character that starts nothing else is a ``symbol``.

    Source:
        SPARQL 1.1 Query Language, section 19.8, productions 139-173. https://www.w3.org/TR/sparql11-query/#sparqlGrammar

    Examples:
        >>> [token.text for token in iter_tokens("SELECT ?x { ?x eg:a <http://e/#b> } # service")]
        ['SELECT', '?x', '{', '?x', 'eg:a', '<http://e/#b>', '}']
    """
    for match in _TOKENS.finditer(text):
        kind = match.lastgroup or "symbol"
        if kind not in {"space", "comment"}:
            yield Token(kind, match.group(), match.start())
