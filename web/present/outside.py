"""Addresses at the catalogues of other sites, made from their own numbers."""

from urllib.parse import quote

from parts.models import System

PARTS = {
    System.BRICKLINK: "https://www.bricklink.com/v2/catalog/catalogitem.page?P={}",
    System.REBRICKABLE: "https://rebrickable.com/parts/{}/",
    System.BRICKOWL: "https://www.brickowl.com/search/catalog?query={}",
}
SETS = (
    ("Rebrickable", "https://rebrickable.com/sets/{}/"),
    ("BrickLink", "https://www.bricklink.com/v2/catalog/catalogitem.page?S={}"),
    ("Brickset", "https://brickset.com/sets/{}"),
)
MINIFIGS = (("Rebrickable", "https://rebrickable.com/minifigs/{}/"),)
COLOURS = {System.REBRICKABLE: "https://rebrickable.com/colors/{}/"}


def part_address(system: str, number: str) -> str:
    """Where the system shows the part of this number; empty where it has no such page."""
    return _filled(PARTS.get(System(system), ""), number)


def colour_address(system: str, number: str) -> str:
    """Where the system shows the colour of this number; empty where it has no such page."""
    return _filled(COLOURS.get(System(system), ""), number)


def set_addresses(number: str) -> list[tuple[str, str]]:
    """Sites that show the set, with the address."""
    return [(site, _filled(address, number)) for site, address in SETS]


def minifig_addresses(number: str) -> list[tuple[str, str]]:
    """Sites that show the minifigure, with the address."""
    return [(site, _filled(address, number)) for site, address in MINIFIGS]


def _filled(address: str, number: str) -> str:
    return address.format(quote(number, safe="")) if address else ""
