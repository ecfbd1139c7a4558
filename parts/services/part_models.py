"""3D files of parts, made where nobody waits for them."""

from collections.abc import Sequence

from parts.models import Colour, Part, PartAsset
from parts.services.assets import Wanted, assets_of
from parts.services.part_files import make_part_files


def part_model(part: Part, colour: Colour) -> PartAsset | None:
    """The row of a part's 3D file in a colour, with its file; None while it is being made, and where none can be.

    What is missing is asked for. One query, and two more then.
    """
    wanted = Wanted(part, colour, PartAsset.Kind.MODEL, 0)
    found = assets_of([wanted])[wanted.key]
    return found.asset if found.state == "ready" else None


def make_part_models(*, wanted: Sequence[tuple[int, int, int]]) -> None:
    """Make what is missing of these 3D files: keys of part and colour, and 0. Safe to run again."""
    make_part_files(PartAsset.Kind.MODEL, wanted, module="part_models")
