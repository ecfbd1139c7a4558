"""Bills of materials: from a model to the lots that a shop sells."""

from brickcore.bom.bill import bill
from brickcore.bom.count import count
from brickcore.bom.lots import Bom, Lot, Piece

__all__ = ["Bom", "Lot", "Piece", "bill", "count"]
