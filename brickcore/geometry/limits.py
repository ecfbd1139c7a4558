"""How much geometry anyone may ask for. Parts that travel inside a model are written by strangers."""

MAX_PART_TRIANGLES = 400_000  # the largest part of the official library needs about a quarter of this
MAX_PART_LINES = 1_000_000  # edge lines and conditional lines of one part
MAX_PART_COLOURS = 256  # each is drawn by itself
MAX_NESTING = 48  # references inside references inside one part
MAX_COORDINATE = 32_000.0  # LDU inside one part: 12.8 m; more cannot be welded on a 1/32 LDU grid in 63 bits
MAX_POSITION = 4_000_000.0  # LDU from the model's origin: 1.6 km
MAX_SCALE = 1_000.0  # how far a placement may stretch a part
MAX_PLACEMENTS = 200_000  # drawn in one GLB: a browser must move them all
MAX_UNIQUE_TRIANGLES = 6_000_000  # over all parts of one model, each counted once
MEMO_TRIANGLES = 1_500_000  # flattened subparts kept while one model is meshed, about 100 MB
