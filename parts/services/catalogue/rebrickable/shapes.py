"""The columns of Rebrickable's tables, as its downloads have named them since 2018; newer ones may be absent."""

from parts.services.catalogue.sources import Column, TableShape, boolean, code, number, optional, rgb, spelled, text

_MOST = 2**31 - 1
_LONGEST_NUMBER = 50
"""Leaves room in 64 characters for the mark of a number that another part shows already."""
_YEAR = number(1900, 2200)
_PIECES = number(0, 1_000_000)
_QUANTITY = number(1, 1_000_000)
_ID = number(0, _MOST)
_PART, _SET, _ELEMENT = code(64), code(32), code(20)
_COLOUR = number(-1, 999_999)

CATEGORIES = TableShape("part_categories", [Column("id", _ID), Column("name", text(80))])
PARTS = TableShape(
    "parts", [Column("part_num", spelled(_LONGEST_NUMBER)), Column("name", text(255)), Column("part_cat_id", _ID)]
)
RELATIONS = TableShape(
    "part_relationships",
    [Column("rel_type", text(8)), Column("child_part_num", _PART), Column("parent_part_num", _PART)],
)
COLOURS = TableShape(
    "colors",
    [
        Column("id", _COLOUR),
        Column("name", text(80)),
        Column("rgb", rgb),
        Column("is_trans", boolean),
        Column("y1", optional(_YEAR), required=False),
        Column("y2", optional(_YEAR), required=False),
    ],
)
ELEMENTS = TableShape(
    "elements",
    [
        Column("element_id", _ELEMENT),
        Column("part_num", _PART),
        Column("color_id", _COLOUR),
        Column("design_id", optional(code(20), ""), required=False),
    ],
)
THEMES = TableShape(
    "themes", [Column("id", _ID), Column("name", text(120)), Column("parent_id", optional(_ID), required=False)]
)
SETS = TableShape(
    "sets",
    [
        Column("set_num", _SET),
        Column("name", text(255)),
        Column("year", optional(_YEAR)),
        Column("theme_id", optional(_ID)),
        Column("num_parts", optional(_PIECES, 0)),
    ],
)
MINIFIGS = TableShape(
    "minifigs", [Column("fig_num", _SET), Column("name", text(255)), Column("num_parts", optional(_PIECES, 0))]
)
INVENTORIES = TableShape(
    "inventories", [Column("id", _ID), Column("version", number(0, 32_767)), Column("set_num", _SET)]
)
INVENTORY_PARTS = TableShape(
    "inventory_parts",
    [
        Column("inventory_id", _ID),
        Column("part_num", _PART),
        Column("color_id", _COLOUR),
        Column("quantity", _QUANTITY),
        Column("is_spare", boolean),
    ],
)
INVENTORY_SETS = TableShape(
    "inventory_sets", [Column("inventory_id", _ID), Column("set_num", _SET), Column("quantity", _QUANTITY)]
)
INVENTORY_MINIFIGS = TableShape(
    "inventory_minifigs", [Column("inventory_id", _ID), Column("fig_num", _SET), Column("quantity", _QUANTITY)]
)
