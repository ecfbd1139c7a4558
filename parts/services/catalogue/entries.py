"""What a source says of parts and colours, before it is compared with the catalogue."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from parts.models import Part, PartNumber, System

Watch = Callable[[Iterable[Any], str], Iterable[Any]]
"""Hands the items on, one by one, and may show how far it got; the text says what they are."""


def unwatched(items: Iterable[Any], _: str) -> Iterable[Any]:
    """Shows nothing."""
    return items


@dataclass(frozen=True, slots=True)
class NumberEntry:
    """A number that a system gives to the part."""

    system: System
    number: str
    rule: PartNumber.Rule = PartNumber.Rule.OWN


@dataclass(frozen=True, slots=True)
class PartEntry:
    """One part. `ldraw` is its LDraw number, by which the catalogue knows it again; sizes in LDU, weight in grams."""

    ldraw: str
    number: str
    name: str
    shelf: str
    kind: Part.Kind = Part.Kind.PART
    print_of: str = ""
    width: Decimal | None = None
    height: Decimal | None = None
    depth: Decimal | None = None
    weight: Decimal | None = None
    weight_estimated: bool = False
    keywords: str = ""
    numbers: tuple[NumberEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class ColourEntry:
    """One colour; `commonness` None leaves what the catalogue has. RGB as #RRGGBB."""

    number: int
    name: str
    rgb: str
    edge_rgb: str
    alpha: int
    finish: str
    commonness: Decimal | None = None
    numbers: tuple[tuple[System, str], ...] = ()
