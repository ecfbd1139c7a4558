"""Why a number can be in no catalogue: what its own form says of it."""

import re
from dataclasses import dataclass

from brickcore.identity.numbers import carried_number, first_piece, number_form

_DRAWN = re.compile(r"(?P<what>[a-z][a-z0-9_-]*?)-\d+\.(?:ldr|mpd)")
_SEGMENT = re.compile(r"ls\d\d")
_PRIMITIVE = re.compile(r"(?:\d\d?-\d\d?[a-z]\w*|stu[dg]\w*|box\d*\w*|rect\d*\w*|axle\w*hol\w*|t\d\d[io]\d{4})")


@dataclass(frozen=True, slots=True)
class Reason:
    """A stable rule, and one sentence about this number."""

    rule: str
    message: str


def why_unknown(number: str) -> Reason:
    """What the number's form says about why no catalogue lists it; `unknown` where it says nothing."""
    carried = carried_number(number)
    bare = carried.number if carried else number
    if reason := _drawn(bare):
        return reason
    if carried:
        return Reason("unofficial", f"{carried.message}, which no catalogue lists under that number")
    piece = first_piece(number)
    if piece and number_form(number) is not None:
        return Reason("assembly", f"{number} is put together from {piece} and others, or is a state or segment of it")
    return Reason("unknown", f"{number} is no number that the catalogue knows")


def _drawn(number: str) -> Reason | None:
    if match := _DRAWN.fullmatch(number):
        message = f"{match['what']} was bent or put together inside the file by LDCad, which gives it no part number"
        return Reason("drawn", message)
    if _SEGMENT.fullmatch(number):
        return Reason(
            "segment", f"{number} is a segment that LSynth draws hoses and strings from; it is no part itself"
        )
    if _PRIMITIVE.fullmatch(number):
        return Reason("primitive", f"{number} is a primitive, a bare shape that parts are drawn from; it is no part")
    return None
