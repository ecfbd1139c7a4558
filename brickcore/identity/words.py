"""Names of parts, brought into one spelling so that they can be compared and searched."""

import re

_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s*[x×*]\s*(?=\d)", re.IGNORECASE)
_SIZE = re.compile(r"(\d+(?:[./]\d+)?)\s*[x×*]\s*(\d+(?:[./]\d+)?)")
_WORD = re.compile(r"[^\W\d_]{2,}|\d+x\d+|\d[\w.]*", re.UNICODE)
_SPACES = re.compile(r"\s+")


def tidy_title(title: str) -> str:
    """An LDraw title as a person writes it: `Brick  2 x  4` becomes `Brick 2 × 4`; marks before it (~ = _) go."""
    return _SPACES.sub(" ", _BETWEEN_DIGITS.sub(" × ", title.lstrip("~=_| "))).strip()


def normalise_words(text: str) -> str:
    """Text for comparing and searching: lower case, sizes apart (`2x4` is `2 4`), single spaces."""
    return " ".join(_BETWEEN_DIGITS.sub(" ", text.lower()).split())


def distinct_words(text: str) -> tuple[str, ...]:
    """The words to look a name up by, each once, in order: lower case; a size (`2 x 4`) is one word, `2x4`."""
    joined = _SIZE.sub(r"\1x\2", text.lower())
    return tuple(dict.fromkeys(_WORD.findall(joined)))
