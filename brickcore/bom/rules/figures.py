"""Minifigures: shops sell a torso with its arms and hands as one part, and hips with their legs as another.

Within a submodel a piece goes to the nearest torso or hips that still lacks one. What is left over when the whole model has been
counted goes to whatever torso or hips still lacks it, wherever that stands.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from brickcore.bom.kinds import Kind
from brickcore.bom.tally import Item, Row, Rows, make_item

TORSO, HIPS, LOOSE = "FIGURE_TORSO", "FIGURE_LEGS", "FIGURE_PIECE"
SLOTS: Mapping[Kind, Mapping[Kind, int]] = {Kind.TORSO: {Kind.ARM: 2, Kind.HAND: 2}, Kind.HIPS: {Kind.LEG: 2}}
RULES: Mapping[Kind, str] = {Kind.TORSO: TORSO, Kind.HIPS: HIPS}
_REACH = 80.0  # LDU: no figure's hand is farther from its torso than that


def assembled_figures(rows: Rows) -> Iterator[Item]:
    """One item for each torso and hips, with what was found beside it, and one for each piece left over."""
    for body, slots in SLOTS.items():
        bodies = rows.of(body)
        groups = [[row] for row in bodies]
        for piece, most in slots.items():
            _share_out(rows, bodies, groups, rows.of(piece), most)
        rows.take(bodies)
        for group in groups:
            yield make_item(RULES[body], group[0].name, group[0].colour, group)
    loose = rows.of(Kind.ARM, Kind.HAND, Kind.LEG)
    rows.take(loose)
    for row in loose:
        yield make_item(LOOSE, row.name, row.colour, [row], detail=row.kind.name)


def _share_out(rows: Rows, bodies: list[Row], groups: list[list[Row]], pieces: list[Row], most: int) -> None:
    """Nearest pairs first, so that figures that stand close to each other keep their own hands."""
    if not bodies or not pieces:
        return
    steps = np.linalg.norm(rows.places(pieces)[:, None] - rows.places(bodies)[None], axis=2)
    taken = [0] * len(bodies)
    used: set[int] = set()
    for flat in np.argsort(steps, axis=None, kind="stable").tolist():
        piece, body = divmod(flat, len(bodies))
        if steps[piece, body] > _REACH:
            break
        if piece not in used and taken[body] < most:
            groups[body].append(pieces[piece])
            taken[body] += 1
            used.add(piece)
    rows.take(pieces[place] for place in used)
