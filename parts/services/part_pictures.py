"""Pictures of parts, drawn where nobody waits for them."""

from collections.abc import Sequence

from parts.models import PartAsset
from parts.services.part_files import make_part_files


def draw_part_pictures(*, wanted: Sequence[tuple[int, int, int]]) -> None:
    """Draw what is missing of these pictures: keys of part and colour, and the width in pixels. Safe to run again."""
    make_part_files(PartAsset.Kind.PICTURE, wanted, module="part_pictures")
