"""What is known of a part's shape: its kind and three sizes, from its number or from its title."""

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parents[2] / "data" / "shapes.csv"
_VARIANT = re.compile(r"^(\d+)[a-z]\d?$|^(\d+[a-z]?)p[a-z0-9]{2,}$")
_NUMBER = r"(\d+/[1-9]\d*|\d+(?:\.\d+)?)"
_SIZES = rf"{_NUMBER} x {_NUMBER}(?: x {_NUMBER})?"
_ODD = re.compile(
    r"Curved|Angled|Facet|Arch|Cut|without Corner|Corner|Hinge|Wedge|Triple|Quadruple|Convex|Concave|Turntable|Half"
)


@dataclass(frozen=True, slots=True)
class ShapeFacts:
    """A kind that `build` knows, its three sizes (mostly studs along x, studs along z, and plates of height), and where
    it stands other than its kind usually does, in LDU.
    """

    kind: str
    sizes: tuple[float, float, float]
    shift: tuple[float, float, float] = (0.0, 0.0, 0.0)


def facts_by_number(number: str) -> ShapeFacts | None:
    """From the table, by the number without `.dat`; a variant (3001a) or printed part (3001p01) looks like its plain
    part.
    """
    table = _table()
    for _ in range(3):
        if number in table:
            return table[number]
        found = _VARIANT.match(number)
        if found is None:
            return None
        number = found[1] or found[2]
    return None


@cache
def _table() -> Mapping[str, ShapeFacts]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {
            row["number"]: ShapeFacts(
                row["kind"],
                (float(row["a"] or 0), float(row["b"] or 0), float(row["c"] or 0)),
                (float(row["x"] or 0), float(row["y"] or 0), float(row["z"] or 0)),
            )
            for row in csv.DictReader(file)
        }


def facts_by_title(title: str) -> ShapeFacts | None:
    """From the words that LDraw and the shops use: `Brick  2 x  4`, `Slope 45 2 x 1`, `Technic Beam 15`."""
    words = " ".join(title.lstrip("~_=|").replace(",", " ").split())
    for pattern, read in _PATTERNS:
        found = pattern.match(words)
        if found is not None:
            facts = read(found, words[found.end() :].strip())
            if facts is not None:
                return facts
    return None


def _size(text: str | None, otherwise: float = 1.0) -> float:
    if text is None:
        return otherwise
    one, _, other = text.partition("/")
    return float(one) / float(other) if other else float(text)


Reader = Callable[["re.Match[str]", str], ShapeFacts | None]


def _block(found: "re.Match[str]", rest: str) -> ShapeFacts | None:
    """Brick, plate or tile: deep x across [x bricks of height]."""
    noun, deep, across = found[1], _size(found[2]), _size(found[3])
    plates = _size(found[4]) * 3 if found[4] else (3.0 if noun == "Brick" else 1.0)
    if rest.startswith("Round") and deep == across:
        return ShapeFacts("round_tile" if noun == "Tile" else "round_brick", (across, deep, plates))
    if rest == "Corner Round" or (rest.startswith("Corner Round with") and (deep, across) == (2, 2)):
        return ShapeFacts("corner_round", (2, 2, plates)) if deep == 2 else None
    if rest == "Corner" and (deep, across) == (2, 2) and noun != "Tile":
        return ShapeFacts("corner", (2, 2, plates))
    if _ODD.search(rest):
        return None
    if "Centre Stud" in rest or "Center Stud" in rest:
        return ShapeFacts("jumper", (across, deep, plates))
    return ShapeFacts("tile" if noun == "Tile" else "brick", (across, deep, plates))


def _slope(found: "re.Match[str]", rest: str) -> ShapeFacts | None:
    """Slope, degrees, deep x across [x bricks of height]."""
    deep, across, height = _size(found[3]), _size(found[4]), _size(found[5])
    inverted = found[1] is not None or rest.startswith("Inverted")
    if rest.startswith("Double") and "v" not in rest and deep == 2:
        return ShapeFacts("ridge", (across, deep, 3 * height))
    if _ODD.search(rest) or "Double" in rest:
        return None
    if deep == 1 or height < 1:
        return ShapeFacts("wedge_tile", (across, deep, 2)) if height < 1 else None
    return ShapeFacts("inverted_slope" if inverted else "slope", (across, deep, 3 * height))


def _curved(found: "re.Match[str]", rest: str) -> ShapeFacts | None:
    if rest and not rest.startswith("with"):
        return None
    deep, across = _size(found[1]), _size(found[2])
    plates = _size(found[3]) * 3 if found[3] else (2.0 if deep == 2 else 3.0)
    return ShapeFacts("curved_slope", (across, deep, round(plates))) if deep <= 4 else None


def _round(kind: str) -> Reader:
    def read(found: "re.Match[str]", _: str) -> ShapeFacts | None:
        across = _size(found[1])
        plates = (
            {1: 1.0, 2: 1.0, 3: 2.0, 4: 2.0, 6: 2.0}.get(int(across), 3.0) if kind == "dish" else 3 * _size(found[3])
        )
        return ShapeFacts(kind, (across, across, plates)) if _size(found[2]) == across else None

    return read


def _technic_brick(found: "re.Match[str]", rest: str) -> ShapeFacts | None:
    across = _size(found[2])
    if _size(found[1]) != 1 or found[3] or "Hole" not in rest.title():
        return None
    between = across != 2 or not re.search(r"Holes|2 Hole", rest.title())
    return ShapeFacts("technic_brick" if between else "technic_brick_under_studs", (across, 1, 3))


def _beam(found: "re.Match[str]", rest: str) -> ShapeFacts | None:
    if rest and not re.match(r"Liftarm|Thick|Thin|with", rest):
        return None
    thin = found[3] is not None or "Thin" in rest
    return ShapeFacts("half_beam" if thin else "beam", (_size(found[2]), 1, 0.5 if thin else 1))


def _bent(found: "re.Match[str]", rest: str) -> ShapeFacts | None:
    if rest:
        return None
    short, long, degrees = _size(found[1]), _size(found[2]), _size(found[4])
    if found[3]:
        return ShapeFacts("elbow_half_beam", (short, long, 0)) if degrees == 90 else None
    return ShapeFacts("bent_beam", (short, long, degrees))


def _gear(found: "re.Match[str]", rest: str) -> ShapeFacts:
    kind = 2.0 if rest.startswith("Double Bevel") else (1.0 if rest.startswith("Bevel") else 0.0)
    return ShapeFacts("gear", (_size(found[1]), kind, 0))


def _plain(kind: str, *sizes: float) -> Reader:
    """A kind whose first size is the pattern's first number, if it has one."""

    def read(found: "re.Match[str]", _: str) -> ShapeFacts:
        own = (_size(found[1]),) if found.re.groups else ()
        a, b, c = (*own, *sizes, 0.0, 0.0, 0.0)[:3]
        return ShapeFacts(kind, (a, b, c))

    return read


def _rim(found: "re.Match[str]", _: str) -> ShapeFacts:
    return ShapeFacts("rim", (_size(found[2]), _size(found[1]), 0))


def _tyre(found: "re.Match[str]", _: str) -> ShapeFacts:
    """Width / height in percent of it x diameter of the rim, mm, as tyres of cars are named."""
    width, percent, inside = _size(found[1]), _size(found[2]), _size(found[3])
    return ShapeFacts("tyre", (inside + 2 * width * percent / 100, width, inside))


def _sized(found: "re.Match[str]", _: str) -> ShapeFacts:
    """Anything else that says how many studs it takes: a box of that size."""
    flat = re.search(r"Plate|Tile|Wing|Grille", found.string) is not None
    plates = 3 * _size(found[3]) if found[3] else (1.0 if flat else 3.0)
    return ShapeFacts("box", (_size(found[2]), _size(found[1]), plates))


_PATTERNS: tuple[tuple["re.Pattern[str]", Reader], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(Brick|Plate|Tile) {_SIZES}", _block),
        (rf"(?:Technic )?(Plate) {_SIZES}", _block),
        (
            rf"Baseplate {_NUMBER} x {_NUMBER}$",
            lambda found, _: ShapeFacts("baseplate", (_size(found[2]), _size(found[1]), 0)),
        ),
        (rf"Slope (?:Brick )?Curved {_SIZES}", _curved),
        (rf"Slope (?:Brick )?(Inverted )?(\d+) {_SIZES}", _slope),
        (rf"Cone {_SIZES}", _round("cone")),
        (rf"Dish {_SIZES}", _round("dish")),
        (rf"Technic Brick {_SIZES}", _technic_brick),
        (rf"Technic (?:Beam|Liftarm) {_NUMBER} x {_NUMBER}( x 0\.5)?(?: Liftarm)? Bent ([\d.]+)", _bent),
        (rf"Technic (?:Beam|Liftarm) (1 x )?{_NUMBER}( x 0\.5)?(?! x)(?! ?\d)", _beam),
        (rf"Technic Axle {_NUMBER}L?\b", _plain("axle")),
        (r"Technic Axle Pin", _plain("axle_pin")),
        (r"Technic Pin 1/2", _plain("pin", -1, 0.2)),
        (r"Technic Pin 3/4", _plain("pin", -1, 0.5)),
        (r"Technic Pin (?:Joiner|Connector) Round", _plain("pin_joiner", 2)),
        (r"Technic Pin (?:Long|3L)", _plain("pin", -1.5, 1.5)),
        (r"Technic Pin(?! Joiner| Connector)", _plain("pin", -1, 1)),
        (r"Technic Bush 1/2", _plain("bush", 0.5)),
        (r"Technic Bush", _plain("bush", 1)),
        (r"Technic Axle (?:Joiner|Connector) Inline", _plain("joiner", 2)),
        (rf"Technic Gear {_NUMBER} Tooth", _gear),
        (rf"Wheel Rim {_NUMBER} x {_NUMBER}", _rim),
        (rf"Tyre {_NUMBER}/ ?{_NUMBER} x {_NUMBER}", _tyre),
        (rf"Bar {_NUMBER}L(?: Lightsaber Blade)?$", _plain("bar")),
        (r"Minifig Head(?!gear|wear|dress)", _plain("head")),
        (r"Minifig Torso", _plain("torso")),
        (r"Minifig Hips(?! and)", _plain("hips")),
        (r"Minifig Leg Left", _plain("leg", 1)),
        (r"Minifig Leg Right", _plain("leg", -1)),
        (
            rf"Arch (1) x {_NUMBER}(?: x {_NUMBER})?$",
            lambda found, _: ShapeFacts("arch", (_size(found[2]), 1, 3 * _size(found[3]))),
        ),
        (rf".*?\b{_SIZES}", _sized),
    )
)
