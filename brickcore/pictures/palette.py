"""Colours as light: linear values and how each finish answers to a lamp."""

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from brickcore.colours import OPAQUE, LDrawColour, direct_colour
from brickcore.pictures.arrays import Palette

# finish -> strength of the highlight, share of the surroundings that is reflected
FINISHES = {
    "solid": (0.16, 0.0),
    "transparent": (0.35, 0.0),
    "milky": (0.12, 0.0),
    "glitter": (0.35, 0.0),
    "speckle": (0.20, 0.05),
    "rubber": (0.02, 0.0),
    "pearl": (0.28, 0.18),
    "metal": (0.35, 0.40),
    "chrome": (0.60, 0.75),
}
UNKNOWN = LDrawColour(-1, "Unknown", (155, 161, 157), (51, 51, 51))


def to_linear(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """sRGB 0 to 255 as linear light 0 to 1 (IEC 61966-2-1)."""
    share = np.asarray(values, np.float64) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def colour_for(code: int, colours: Mapping[int, LDrawColour]) -> LDrawColour:
    """The colour of a code, that which a direct code spells, or a neutral grey."""
    return colours.get(code) or direct_colour(code) or UNKNOWN


def make_palette(codes: Iterable[int], colours: Mapping[int, LDrawColour]) -> Palette:
    """One row for each code, in the order given."""
    known = [colour_for(code, colours) for code in codes]
    rgb = to_linear([colour.rgb for colour in known])
    opacity = np.array([colour.alpha / OPAQUE for colour in known])
    gloss, mirror = np.array([FINISHES.get(colour.finish, FINISHES["solid"]) for colour in known]).T
    return Palette(
        surface=np.column_stack([rgb, opacity]).astype(np.float32),
        edge=to_linear([colour.edge for colour in known]).astype(np.float32),
        gloss=gloss.astype(np.float32),
        mirror=mirror.astype(np.float32),
    )
