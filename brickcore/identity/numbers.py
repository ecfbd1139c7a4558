"""Part numbers: what their suffixes say, after LDraw's part numbering (ldraw.org, "Part Numbers and Naming").

A number is digits, maybe with a letter or `u`/`bb` before them, then suffixes in this order:
`a`, `b` a mould; `p01`, `pb01`, `pr0001`, `ps1` a print; `c01` an assembly, `d01` a part with its sticker,
`k01` a flexible part's segment, `-f1` a formed state. A part that travels in a file of the official model repository
bears the set's number before its own: `10019 - 2680b`.
"""

import re
from string import ascii_lowercase
from typing import NamedTuple

MOULD_LETTERS = ascii_lowercase[:8]

_FORM = re.compile(
    r"(?P<base>[a-z]{0,4}\d+)"
    r"(?P<mould>[a-z](?!\d))?"
    r"(?P<print>p[0-9a-z]{1,6}?)?"
    r"(?P<rest>(?:[cdk]\d[0-9a-z]{1,3}|d[a-z][0-9a-z]{1,2})*(?:-f\d+)?)"
)
_STATE = re.compile(r"(?P<whole>.+)-f\d+")
_CARRIED = re.compile(r"(?P<set>\d{3,6}(?:-\d+)?(?:[ ,&]+\d{3,6}(?:-\d+)?)*) - (?P<number>\S+)")
_IN_TITLE = re.compile(r"\b([a-z]{0,2}\d{2,}[\w-]*)\.dat\b", re.IGNORECASE)
_BRICK_OWL_LOT = re.compile(r"(\d+)-(\d{1,3})")
_SHORTEST_ELEMENT, _LONGEST_ELEMENT = 6, 8


class NumberForm(NamedTuple):
    """A number taken apart; an empty string where it has no such suffix."""

    base: str
    mould: str
    print: str
    rest: str


class Reduction(NamedTuple):
    """A number that may stand for the asked one, by which rule, and one sentence that says why."""

    number: str
    rule: str
    message: str


def normalise_number(number: str) -> str:
    """The number as the catalogue keeps it: lower case, no folder, no ending."""
    bare = number.strip().lower().replace("\\", "/").rsplit("/", 1)[-1]
    return bare.removesuffix(".dat").strip()


def number_form(number: str) -> NumberForm | None:
    """The number taken apart, or None when it is not built like a part number."""
    match = _FORM.fullmatch(number)
    return NumberForm._make(match.groups("")) if match else None


def state_of(number: str) -> str:
    """The part of which this is one state (a leg bent, a hose laid); empty where the number names none."""
    match = _STATE.fullmatch(number)
    return match["whole"] if match else ""


def brick_owl_lot(number: str) -> tuple[str, str]:
    """Brick Owl's numbers of a part and its colour out of that of a lot, `737117-38`; the number alone otherwise."""
    match = _BRICK_OWL_LOT.fullmatch(number)
    return (match[1], match[2]) if match else (number, "")


def carried_number(number: str) -> Reduction | None:
    """The part's own number where it bears that of the set in whose file it travels; None where it bears none."""
    match = _CARRIED.fullmatch(number)
    if match is None:
        return None
    own = match["number"]
    return Reduction(own, "carried", f"the file of set {match['set']} carries a part of its own for {own}")


def number_in_title(number: str, title: str) -> Reduction | None:
    """The part file that the title names, as authors note it for what they bent or drew: `Rubber Belt 85543.dat`."""
    match = _IN_TITLE.search(title)
    if match is None or match[1].lower() == number:
        return None
    named = match[1].lower()
    return Reduction(named, "titled", f"the title of {number} names {named}.dat")


def may_be_element(number: str) -> bool:
    """Whether it is built like the maker's number of a part in a colour: six to eight digits."""
    return _SHORTEST_ELEMENT <= len(number) <= _LONGEST_ELEMENT and number.isdecimal()


def reductions(number: str) -> tuple[Reduction, ...]:
    """Numbers that may stand for one that the catalogue lacks, the surest first.

    A part that is drawn in another state is the same part. Other moulds of the same number come before the plain part
    of a print. An assembly or a part with its sticker is never taken for its first piece: that would hide the others.
    """
    if state := _STATE.fullmatch(number):
        whole = state["whole"]
        return (Reduction(whole, "state", f"{number} is {whole} drawn in another state"),)
    form = number_form(number)
    if form is None or form.rest:
        return ()
    if form.print:
        whole = form.base + form.mould
        plain = Reduction(whole, "print", f"{number} is a print of {whole}; the print itself is not in the catalogue")
        return (plain, *(_mould(number, other, "print_mould") for other in _moulds(form) if other != whole))
    return tuple(_mould(number, other, "mould") for other in _moulds(form) if other != number)


def first_piece(number: str) -> str | None:
    """The number that an assembly or a part with its sticker is named after; None for any other number."""
    form = number_form(number)
    return form.base + form.mould if form and form.rest else None


def _moulds(form: NumberForm) -> list[str]:
    return [form.base, *(form.base + letter for letter in reversed(MOULD_LETTERS))]


def _mould(number: str, other: str, rule: str) -> Reduction:
    says = "is a print on another mould of" if rule == "print_mould" else "is another mould of"
    return Reduction(other, rule, f"{number} {says} {other}")
