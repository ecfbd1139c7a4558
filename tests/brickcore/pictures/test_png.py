"""PNG files that other programs read back."""

import io

import numpy as np
import pytest
from PIL import Image

from brickcore.pictures import encode_png


def test_pixels_come_back_as_they_were() -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (17, 23, 4), np.uint8)

    with Image.open(io.BytesIO(encode_png(pixels))) as image:
        image.load()
        assert image.mode == "RGBA"
        assert np.array_equal(np.asarray(image), pixels)


def test_bytes_are_the_same_every_time() -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (17, 23, 4), np.uint8)

    assert encode_png(pixels) == encode_png(pixels.copy())


def test_flat_picture_is_small() -> None:
    assert len(encode_png(np.full((480, 640, 4), 200, np.uint8))) < 3000


@pytest.mark.parametrize("shape", [(4, 4, 3), (4, 4)])
def test_other_pixels_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="height, width, 4"):
        encode_png(np.zeros(shape, np.uint8))
