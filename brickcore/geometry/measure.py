"""What a written GLB shows: how many shapes, how large, and how much of it is a stand-in."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from brickcore.errors import Notice
from brickcore.geometry.encode import EncodedPart
from brickcore.model import Placements
from brickcore.units import MM_PER_LDU

Corner = tuple[float, float, float]
Bounds = tuple[Corner, Corner]
Ints = npt.NDArray[np.int64]


def facts_of(placements: Placements, rows: Ints, encoded: Mapping[str, EncodedPart]) -> dict[str, int]:
    """Counts of what the drawn `rows` show.

    `shapes` different parts, `placements` of them drawn, `triangles` drawn in all, `stored_triangles` kept in the file;
    `boxes` and `parametric` are the placements whose part is a box or one of our own shapes, `box_shapes` and
    `parametric_shapes` how many different parts those are; `missing_files` are references inside parts that found no
    file.
    """
    uses = np.bincount(placements.part_index[rows], minlength=len(placements.parts)).tolist()
    drawn = [
        (encoded[name], count) for name, count in zip(placements.parts, uses, strict=True) if name in encoded and count
    ]
    boxes = [count for part, count in drawn if part.origin == "box"]
    parametric = [count for part, count in drawn if part.origin == "parametric"]
    return {
        "shapes": len(drawn),
        "placements": sum(count for _, count in drawn),
        "triangles": sum(part.triangles * count for part, count in drawn),
        "stored_triangles": sum(part.triangles for part, _ in drawn),
        "boxes": sum(boxes),
        "parametric": sum(parametric),
        "box_shapes": len(boxes),
        "parametric_shapes": len(parametric),
        "missing_files": sum(part.missing for part, _ in drawn),
    }


def bounds_of(placements: Placements, rows: Ints, encoded: Mapping[str, EncodedPart]) -> Bounds:
    """The box around every drawn part, mm, y up; all zero where nothing is drawn."""
    boxes = np.full((len(placements.parts), 2, 3), np.nan)
    for index, name in enumerate(placements.parts):
        if name in encoded and encoded[name].triangles:
            boxes[index] = encoded[name].bounds
    boxes = boxes[placements.part_index[rows]]
    filled = ~np.isnan(boxes[:, 0, 0])
    if not filled.any():
        return (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)
    boxes, matrices = boxes[filled], placements.matrices[rows][filled]
    middle, half = boxes.mean(axis=1), (boxes[:, 1] - boxes[:, 0]) / 2
    middle = np.einsum("nij,nj->ni", matrices[:, :, :3], middle) + matrices[:, :, 3]
    half = np.einsum("nij,nj->ni", np.abs(matrices[:, :, :3]), half)
    low, high = (middle - half).min(axis=0) * MM_PER_LDU, (middle + half).max(axis=0) * MM_PER_LDU
    return (
        (round(float(low[0]), 3), round(float(-high[1]), 3), round(float(-high[2]), 3)),
        (round(float(high[0]), 3), round(float(-low[1]), 3), round(float(-low[2]), 3)),
    )


def size_of(bounds: Bounds) -> Corner:
    """Width, height and depth in mm of such a box."""
    low, high = bounds
    return (round(high[0] - low[0], 2), round(high[1] - low[1], 2), round(high[2] - low[2], 2))


def notices_of(dropped: int, encoded: Mapping[str, EncodedPart]) -> tuple[Notice, ...]:
    """What a person should know about the 3D view."""
    notices = []
    if dropped:
        notices.append(
            Notice(
                "PLACEMENT_OUT_OF_RANGE",
                "Some parts stand at positions or sizes that no model can have; the 3D view leaves them out.",
                hint="Look for matrices with NaN, infinite or huge numbers in the file.",
                count=dropped,
            )
        )
    broken = tuple(sorted(name for name, part in encoded.items() if part.missing))
    if broken:
        notices.append(
            Notice(
                "PART_FILES_MISSING",
                "Some parts refer to files that were not found; they are drawn without them.",
                hint="Embed the missing files in the model, or use a parts library that has them.",
                parts=broken,
                count=sum(encoded[name].missing for name in broken),
            )
        )
    return tuple(notices)
