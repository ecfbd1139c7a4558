"""3D files of parts, made where nobody waits for them."""

from collections.abc import Sequence

from parts.models import PartAsset
from parts.services.part_files import make_part_files


def make_part_models(*, wanted: Sequence[tuple[int, int, int]]) -> None:
    """Make what is missing of these 3D files: keys of part and colour, and 0. Safe to run again."""
    make_part_files(PartAsset.Kind.MODEL, wanted, module="part_models")
