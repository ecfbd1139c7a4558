"""What lies behind all that is drawn already: each block of 8 x 8 samples knows its farthest depth.

Hierarchical z-buffer visibility after Greene, Kass and Miller (1993), with one level, asked of parts, of runs of their
triangles and edges, and of each of those.
"""

from brickcore.compiling import inlined
from brickcore.pictures.arrays import Floats, Layer, unsigned
from brickcore.pictures.sight import enclose

BLOCK = 8  # pixels on a side: what lies behind the farthest point of a block cannot be seen in it


@inlined
def is_hidden(blocks: Floats, left: int, top: int, right: int, bottom: int, nearest: float) -> bool:
    """Whether every block of the box already shows something nearer."""
    for row in range(unsigned(top // BLOCK), unsigned(bottom // BLOCK + 1)):
        for column in range(unsigned(left // BLOCK), unsigned(right // BLOCK + 1)):
            if blocks[row, column] <= nearest:
                return False
    return True


@inlined
def is_run_hidden(blocks: Floats, view: Floats, box: Floats, closer: float, top: int, bottom: int) -> bool:
    """Whether nothing within a box (2, 3) of a part can show in rows top to bottom - 1, a sample to each side included.

    Depths are taken `closer` times as near.
    """
    left, high, right, low, nearest = enclose(view, box)
    width = blocks.shape[1] * BLOCK
    if right < 0 or left >= width or low < top or high >= bottom:
        return True
    first, last = max(int(high) - 1, top), min(int(low) + 1, bottom - 1)
    return is_hidden(blocks, max(int(left) - 1, 0), first, min(int(right) + 1, width - 1), last, nearest * closer)


@inlined
def refresh_blocks(layer: Layer, left: int, top: int, right: int, bottom: int) -> None:
    """Find the farthest depth of each block of the box again."""
    for row in range(unsigned(top // BLOCK), unsigned(bottom // BLOCK + 1)):
        for column in range(unsigned(left // BLOCK), unsigned(right // BLOCK + 1)):
            farthest = layer.depth[row * BLOCK, column * BLOCK]
            for y in range(row * BLOCK, row * BLOCK + BLOCK):
                for x in range(column * BLOCK, column * BLOCK + BLOCK):
                    farthest = min(farthest, layer.depth[y, x])
            layer.blocks[row, column] = farthest
