"""Text that the database can keep: PostgreSQL takes neither NUL nor half of a surrogate pair; JSON can carry both."""

import re

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def is_storable(text: str) -> bool:
    """Whether a query or a row may hold the text; nothing that is stored equals one that is not."""
    return _UNSTORABLE.search(text) is None


def storable(text: str) -> str:
    """The text without what cannot be kept."""
    return _UNSTORABLE.sub("", text)
