"""How long LDraw's unit is: the one figure that joins the coordinates of models to millimetres."""

from decimal import Decimal

MM_PER_LDU = 0.4  # a brick is 24 LDU high, and 9.6 mm
LDU_PER_MM = 2.5
EXACT_MM_PER_LDU = Decimal("0.4")  # for sizes that are kept as decimals
