"""From linear light to the bytes of a picture."""

import numpy as np

from brickcore.compiling import inlined, kernel
from brickcore.pictures.arrays import Bytes, Pixels, single
from brickcore.pictures.occlusion import smooth_openness

STEPS = 4095  # of linear light: finer than the darkest steps of sRGB, so that a table will do
_light = np.arange(STEPS + 1) / STEPS
GAMMA: Bytes = np.rint(255 * np.where(_light <= 0.0031308, _light * 12.92, 1.055 * _light ** (1 / 2.4) - 0.055)).astype(
    np.uint8
)  # sRGB, IEC 61966-2-1


@kernel
def develop(pixels: Pixels, gamma: Bytes, picture: Bytes, top: int, bottom: int) -> None:
    """Fill rows top to bottom - 1 of the picture (height, width, 4): sRGB, not multiplied by its opacity."""
    for row in range(top, bottom):
        for column in range(picture.shape[1]):
            opacity = pixels.light[row, column, 3]
            if not opacity > 0:
                continue
            scale = smooth_openness(pixels, row, column) / opacity
            for channel in range(3):
                picture[row, column, channel] = gamma[step_of(pixels.light[row, column, channel] * scale)]
            picture[row, column, 3] = int(min(opacity, single(1)) * single(255) + single(0.5))


@inlined
def step_of(light: float) -> int:
    """The place of a light in the table; what is no number counts as dark."""
    if not light > 0:
        return 0
    return int(min(light, single(1)) * single(STEPS) + single(0.5))
