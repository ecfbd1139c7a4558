"""What number another system may give to a part that it does not list by its own, and by which relation.

Each rule looks at what is known of the part and names numbers to try, the surest first; whoever asks knows which of
them the other system has. docs/algorithms/identity.md tells the rules with examples.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from brickcore.identity.numbers import number_form, reductions

_STICKER = re.compile(r"(?<=[0-9a-z])d[0-9a-z]{2,3}$")
"""What says in a number that a sticker is on the part."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A number of the other system that elements of the maker's shape number bear: so many of so many."""

    design: str
    number: str
    elements: int
    of: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a part: its number, the numbers that moved to it or are its aliases, its numbers elsewhere.

    `second` and `elsewhere` are pairs (rule or system's name, number); `plain` is what the other system calls the plain
    part of a print; `namesake` the number there of the same family and nearly the same name; `same_name` the number of
    the one part there that bears just this name; `printed` all of its prints there.
    """

    number: str
    second: tuple[tuple[str, str], ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()
    shapes: tuple[Shape, ...] = ()
    plain: str = ""
    has_sticker: bool = False
    namesake: str = ""
    same_name: str = ""
    printed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kin:
    """A number to try; `rule` is the relation (moved, alias, mould, alternate, print, name), `says` a half-sentence."""

    number: str
    rule: str
    says: str


def kin_of(known: Known) -> Iterator[Kin]:
    """Numbers that may stand for the part's own, the surest first."""
    for rule in _RULES:
        yield from rule(known)


def _second_numbers(known: Known) -> Iterator[Kin]:
    for rule, number in known.second:
        older = "an older LDraw number of it" if rule == "moved" else "a second LDraw number of it"
        yield Kin(number, rule, older)


def _same_number(known: Known) -> Iterator[Kin]:
    yield Kin(known.number, "mould", "the number is equal; there it is the part that LDraw draws anew under another")


def _states(known: Known) -> Iterator[Kin]:
    for option in reductions(known.number):
        if option.rule == "state":
            yield Kin(option.number, "alias", f"{known.number} is it, drawn in another state")


def _numbers_elsewhere(known: Known) -> Iterator[Kin]:
    for system, number in known.elsewhere:
        yield Kin(number, "alias", f"{system} calls {known.number} so")


def _whole_shapes(known: Known) -> Iterator[Kin]:
    yield from _by_shape(known, [shape for shape in known.shapes if shape.elements == shape.of])


def _shared_shapes(known: Known) -> Iterator[Kin]:
    """Half of the elements at least: less would be a guess among several."""
    yield from _by_shape(known, [shape for shape in known.shapes if shape.of <= 2 * shape.elements < 2 * shape.of])


def _by_shape(known: Known, shapes: list[Shape]) -> Iterator[Kin]:
    """By the maker's elements: the number on the mould and the number in the catalogue meet there."""
    form = number_form(known.number)
    for shape in sorted(shapes, key=lambda shape: (shape.design != known.number, -shape.elements, shape.number)):
        theirs = number_form(shape.number)
        counted = f"{shape.elements} of {shape.of} elements of LEGO's shape {shape.design} are of it"
        if form and theirs and theirs.print and theirs.base == form.base:
            yield Kin(shape.number, "print", f"printed only; {counted}")
        elif theirs and theirs.rest:
            yield Kin(shape.number, "alternate", f"the whole that it belongs to; {counted}")
        else:
            yield Kin(shape.number, "mould" if shape.elements < shape.of else "alias", counted)


def _moulds(known: Known) -> Iterator[Kin]:
    for option in reductions(known.number):
        if option.rule == "mould":
            yield Kin(option.number, "mould", f"another mould of {known.number}")


def _plain_parts(known: Known) -> Iterator[Kin]:
    if known.plain:
        yield Kin(known.plain, "print", f"{known.number} is a print that is numbered otherwise; this is the plain part")
    for option in reductions(known.number):
        if option.rule in {"print", "print_mould"}:
            yield Kin(option.number, "print", f"{known.number} is a print that is numbered otherwise; this is plain")


def _without_sticker(known: Known) -> Iterator[Kin]:
    plain = _STICKER.sub("", known.number)
    if plain != known.number and known.has_sticker:
        for number in (plain, *(option.number for option in reductions(plain))):
            yield Kin(number, "print", f"{known.number} bears a sticker, which is listed apart; this is the part alone")


def _namesakes(known: Known) -> Iterator[Kin]:
    if known.namesake:
        yield Kin(known.namesake, "name", f"of those numbered like {known.number} the one of nearly the same name")


def _only_print(known: Known) -> Iterator[Kin]:
    if len(known.printed) == 1:
        yield Kin(known.printed[0], "print", f"{known.number} is listed printed only, and this is the one print")


def _same_names(known: Known) -> Iterator[Kin]:
    if known.same_name:
        yield Kin(known.same_name, "name", "the only one there of the same name")


_RULES: tuple[Callable[[Known], Iterator[Kin]], ...] = (
    _second_numbers,
    _same_number,
    _states,
    _numbers_elsewhere,
    _whole_shapes,
    _namesakes,
    _shared_shapes,
    _moulds,
    _plain_parts,
    _without_sticker,
    _only_print,
    _same_names,
)
