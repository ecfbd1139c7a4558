"""Bills of materials: from a model to the lots that a shop sells."""

from brickcore.bom.count import count
from brickcore.bom.lots import Bom, Lot, Piece

__all__ = ["Bom", "Lot", "Piece", "count"]
