"""Figures beside the minifigure: mini-dolls and Technic's action figures, how their pieces are told and what they make.

Which number a doll's torso has with its arms, and hips with their legs, the library's shortcuts say; they stand here
by number, because finding them there means reading all of it.
"""

import re
from collections.abc import Mapping

TORSOS: Mapping[str, str] = {
    "92241": "92456",
    "92242": "92815",
    "92243": "92816",
    "11391": "11408",
    "1006030": "73141",
    "1006334": "73161",
    "1011297": "73152",
    "1011355": "73441",
}
LEGS: Mapping[str, str] = {
    "11202": "11403",
    "11244": "11407",
    "15680": "15875",
    "16529": "16530",
    "20380": "20381",
    "25727": "26490",
    "35608": "19193",
    "39199": "20379",
    "59595": "59794",
    "92249": "92817",
    "92250": "92818",
    "92251": "92819",
    "92252": "92820",
    "92253": "16925",
    "100937": "101347",
    "1011322": "36187",
    "1021704": "101117",
    "1022657": "36198",
    "1022968": "2246",
    "1023000": "2241",
    "1023035": "2268",
}
ARMS = ("92244", "92245", "92246", "92247", "2758")
HIPS = ("92248", "1015152")
TECHNIC_LIMBS = tuple(str(number) for number in (2699, 2700, *range(2701, 2711)))
_TITLES: Mapping[str, re.Pattern[str]] = {
    "DOLL_TORSO": re.compile(r"figure friends \w+ torso\b"),
    "DOLL_ARM": re.compile(r"figure friends (?:\w+ )?(?:left|right) arm\b"),
    "DOLL_LEGS": re.compile(r"figure friends legs\b"),
    "DOLL_HIPS": re.compile(r"figure friends hips\b(?! and)"),
    "TECHNIC_TORSO": re.compile(r"technic action figure (?:torso\b|body$)"),
    "TECHNIC_LIMB": re.compile(r"technic action figure (?:arm|body|foot|hair|hand|head|leg)\b"),
}
_PRINTED = re.compile(r"(\d+)(p\w+)?(?:\.dat)?")


def kind_by_title(title: str, *, is_shortcut: bool) -> str | None:
    """The name of the kind of a figure's piece; None for all else, and for what is a torso or legs already."""
    if not title.startswith(("figure friends ", "technic action figure ")):
        return None
    kind = next((kind for kind, named in _TITLES.items() if named.match(title)), None)
    return None if is_shortcut and kind and kind.startswith("DOLL") else kind


def whole_doll(body: str) -> str | None:
    """The number of what this torso or these legs are sold as; the print of one is the print of the other."""
    found = _PRINTED.fullmatch(body)
    whole = (TORSOS.get(found[1]) or LEGS.get(found[1])) if found else None
    return f"{whole}{found[2] or ''}.dat" if found and whole else None
