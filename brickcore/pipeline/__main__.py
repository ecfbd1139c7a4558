"""Both children one after the other, for people who want to see what they write."""

import sys

from brickcore.pipeline import derive, draw

sys.exit(derive.main() or draw.main())
