"""What a file places and no shop sells as a part.

Stickers, bare primitives, marks of LSynth, models that are not in the file.
"""

from collections.abc import Iterator, Mapping

from brickcore.bom.kinds import Kind
from brickcore.bom.tally import Item, Rows, make_item

STICKER, PRIMITIVE, CONSTRAINT, MISSING_MODEL = "STICKER", "BARE_PRIMITIVE", "LSYNTH_MARK", "MISSING_SUBMODEL"
_RULES: Mapping[Kind, str] = {
    Kind.STICKER: STICKER,
    Kind.PRIMITIVE: PRIMITIVE,
    Kind.TUBE: PRIMITIVE,
    Kind.CONSTRAINT: CONSTRAINT,
    Kind.MISSING_MODEL: MISSING_MODEL,
}


def left_out(rows: Rows) -> Iterator[Item]:
    """An item that counts for nothing, for each such row."""
    for row in rows.of(*_RULES):
        rows.take([row])
        yield make_item(_RULES[row.kind], "", row.colour, [row])
