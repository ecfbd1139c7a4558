"""What people type into a search box, taken apart into sizes, numbers and words."""

import re
from dataclasses import dataclass

MAX_LENGTH = 300
MAX_TOKENS = 12
FILLERS = frozenset(
    [
        "a",
        "an",
        "and",
        "for",
        "from",
        "in",
        "lego",
        "of",
        "on",
        "or",
        "part",
        "parts",
        "piece",
        "pieces",
        "set",
        "the",
        "to",
        "with",
        "x",
    ]
)
"""Words that say nothing about which part is meant; they count only where nothing else is said."""

# One alphabet and no punctuation, as the database's function `catalogue_words` has it (migration 0005).
_LETTERS = str.maketrans("×éèêëáàâäåãöóôøõüúûùñçíïî", "xeeeeaaaaaaooooouuuunciii", "’'")
_NUMBER = r"\d{1,9}(?:[./]\d{1,6})?"
_TOKEN = re.compile(
    rf"(?P<across>{_NUMBER})\s*(?:[x*]|by\b)\s*(?P<along>{_NUMBER})(?:\s*[x*]\s*(?P<high>{_NUMBER}))?(?![^\W_])"
    rf"|(?P<number>{_NUMBER})\s?(?P<unit>°|mm|cm|[lmvtz])?(?![^\W_])"
    r"|(?P<word>[^\W_]+)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A size (`1x2x5` is three numbers), a number with its unit, or a word: the fields of the other two are empty."""

    word: str = ""
    number: str = ""
    unit: str = ""
    size: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The token as people write it."""
        return self.word or "x".join(self.size) or self.number + self.unit


def tokens(text: str) -> list[Token]:
    """The first twelve tokens of a text in its first 300 characters; words such as "with" only where nothing else is.

    A long text costs no more than a short one: it is hostile until shown otherwise.
    """
    plain = text[:MAX_LENGTH].lower().translate(_LETTERS)
    found = [_token(match.groupdict(default="")) for match in _TOKEN.finditer(plain)]
    telling = [token for token in found if token.word not in FILLERS]
    return (telling or found)[:MAX_TOKENS]


def _token(groups: dict[str, str]) -> Token:
    if groups["across"]:
        size = (groups["across"], groups["along"], groups["high"])
        return Token(size=tuple(number for number in size if number))
    if groups["number"]:
        return Token(number=groups["number"], unit=groups["unit"])
    return Token(word=groups["word"])
