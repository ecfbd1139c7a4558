"""The lots to buy: from revisions and single lots, merged, less what is owned or left out; and why others are not."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from builds.models import BomLine
from parts.models import Colour, Part
from parts.services.shelf_facts import shelf_facts
from shop.services.pricing import plain
from shop.services.quoting.choices import Choices
from shop.services.quoting.lots import lot_key
from shop.services.quoting.whole_items import pieces_inside

Because = Literal[
    "unknown_part", "unknown_colour", "own_part", "set", "minifig", "as_parts", "minifig_parts", "optional", "owned",
    "left_out",
]  # fmt: skip
MINIFIG_SHELF = "Minifig"  # what the shelves of figures' parts begin with, in every catalogue that we take in
WHOLE = {"set", "minifig"}
Json = dict[str, Any]


@dataclass(slots=True)
class Needs:
    """Lots by their keys, each with its part and colour, and the lots that are not bought."""

    lots: dict[str, "Need"] = field(default_factory=dict)
    left_out: list[Json] = field(default_factory=list)

    @property
    def as_json(self) -> list[Json]:
        """As `Quote.needs` holds them, the most pieces first."""
        return [
            need.as_json(key) for key, need in sorted(self.lots.items(), key=lambda one: (-one[1].quantity, one[0]))
        ]


@dataclass(slots=True)
class Need:
    """So many pieces of a part in a colour."""

    part: Part
    colour: Colour
    quantity: int = 0

    def as_json(self, key: str) -> Json:
        """As it is pinned."""
        return {
            "lot": key,
            "part_id": self.part.pk,
            "colour_id": self.colour.pk,
            "number": self.part.number,
            "name": self.part.name,
            "colour": self.colour.name,
            "quantity": self.quantity,
            "grams": plain(grams_of(self.part)),
        }


def needs_of(
    lines: Collection[BomLine], kits: Mapping[int, int], singles: Iterable[tuple[Part, Colour, int]], choices: Choices
) -> Needs:
    """What to buy for so many kits of each revision (by its key), and for single lots.

    A whole set or minifigure is bought as the parts that the catalogue lists for it; what it does not list is left out.
    """
    needs, not_bought = Needs(), _NotBought()
    inside = pieces_inside(lines)
    for line in lines:
        quantity = line.quantity * kits[line.revision_id]
        because = _why_not(line, choices)
        if because in WHOLE and line.pk in inside:
            not_bought.add("as_parts", line.name or line.reference, "", quantity)
            for part, colour, each in inside[line.pk]:
                if choices.without_minifigs and _is_of_minifigs(part):
                    not_bought.add("minifig_parts", part.name, colour.name, each * quantity)
                else:
                    _add(needs, part, colour, each * quantity)
        elif because:
            not_bought.add(because, line.name or line.reference, _colour_of(line), quantity)
        else:
            assert line.part is not None
            assert line.colour is not None
            _add(needs, line.part, line.colour, quantity)
    for part, colour, quantity in singles:
        _add(needs, part, colour, quantity)
    _subtract(needs, not_bought, choices)
    needs.left_out = not_bought.rows()
    return needs


def grams_of(part: Part) -> Decimal:
    """What one piece weighs; of a part that nobody weighed or measured, what is usual on its shelf."""
    return part.weight or shelf_facts(part.category.name).weight


def survivor(part: Part) -> Part:
    """The part that it was merged into, as far as that goes in one step: offers are of that."""
    return part.merged_into or part


class _NotBought:
    """Lots that are not bought; the same lot for the same reason stands once."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, str], Json] = {}

    def add(self, because: Because, name: str, colour: str, quantity: int, lot: str = "") -> None:
        row = {"name": name, "colour": colour, "quantity": 0, "because": because, **({"lot": lot} if lot else {})}
        self._rows.setdefault((because, name, colour), row)["quantity"] += quantity

    def rows(self) -> list[Json]:
        return list(self._rows.values())


def _why_not(line: BomLine, choices: Choices) -> Because | None:
    if line.is_optional:
        return "optional"
    if line.item != BomLine.Item.PART:  # its parts were never counted
        return "set" if line.item == BomLine.Item.SET else "minifig"
    if line.part is None:
        return "own_part" if line.system == BomLine.CUSTOM else "unknown_part"
    if line.colour is None:
        return "unknown_colour"
    if choices.without_minifigs and _is_of_minifigs(line.part):
        return "minifig_parts"
    return None


def _is_of_minifigs(part: Part) -> bool:
    return part.category.name.startswith(MINIFIG_SHELF)


def _add(needs: Needs, part: Part, colour: Colour, quantity: int) -> None:
    part = survivor(part)
    needs.lots.setdefault(lot_key(part.pk, colour.pk), Need(part, colour)).quantity += quantity


def _subtract(needs: Needs, not_bought: _NotBought, choices: Choices) -> None:
    """Take away what the shopper has, and what is not wanted."""
    for key in _named(choices.left_out, needs):
        need = needs.lots.pop(key)
        not_bought.add("left_out", need.part.name, need.colour.name, need.quantity, key)
    for key in _named(choices.owned if choices.use_owned else (), needs):
        need = needs.lots[key]
        had = min(need.quantity, choices.owned[key])
        need.quantity -= had
        not_bought.add("owned", need.part.name, need.colour.name, had, key)
        if not need.quantity:
            del needs.lots[key]


def _named(keys: Collection[str], needs: Needs) -> list[str]:
    return sorted(key for key in keys if key in needs.lots)


def _colour_of(line: BomLine) -> str:
    return line.colour.name if line.colour else line.reference_colour
