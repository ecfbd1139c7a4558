"""Texts of programs told apart into words of a kind, for pages that colour them.

Nothing here is HTML: a run is a class and its text, and who shows it escapes it.
"""

from typing import Any

from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES

MOST_COLOURED = 256 << 10
"""Letters. What is longer is shown plain: nobody reads it, and a page of half a million words stops a phone."""

Run = tuple[str, str]


def runs_of(text: str, language: str) -> list[Run]:
    """The text as (class, text) in order: classes as Pygments names them ("k" for a keyword), empty for plain text."""
    if not text:
        return []
    if not language or language == "text" or len(text) > MOST_COLOURED:
        return [("", text)]
    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    runs: list[Run] = []
    for token, part in lexer.get_tokens(text):
        kind = _class_of(token)
        if runs and (runs[-1][0] == kind or not part.strip()):
            runs[-1] = (runs[-1][0], runs[-1][1] + part)  # blanks have no colour, so they go with what is before them
        else:
            runs.append((kind, part))
    return runs


def _class_of(token: Any) -> str:
    """Only what a page has colours for: comments, keywords, strings, numbers, and the names that a line defines."""
    short = STANDARD_TYPES.get(token, "")
    if short in {"nf", "nc"}:  # what a line defines
        return "nf"
    return short[:1] if short[:1] in {"c", "k", "s", "m"} else ""
