"""The key of a lot within a quote: our part and colour, which is what offers are matched by."""

import re

_KEY = re.compile(r"[1-9][0-9]{0,18}:[1-9][0-9]{0,18}")


def lot_key(part_id: int, colour_id: int) -> str:
    """The key of a part in a colour."""
    return f"{part_id}:{colour_id}"


def lot_of(key: str) -> tuple[int, int]:
    """Part and colour of a key."""
    part, colour = key.split(":")
    return int(part), int(colour)


def is_lot_key(text: str) -> bool:
    """Whether the text is a key of a lot, of whatever lot."""
    return _KEY.fullmatch(text) is not None
