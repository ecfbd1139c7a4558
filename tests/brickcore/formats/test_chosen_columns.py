"""A table whose columns a person chooses: what is read then, what is shown to choose from, and what is refused."""

import pytest

from brickcore.content import Asked, AskedColumns
from brickcore.errors import BrickError
from brickcore.formats import read_content
from brickcore.partslist import PartsList, TableSeen

TABLE = "Item,Ref,Mine,How many\nBrick,3001,21,2\nPlate,3020,24,5\n"


def read(text: str, columns: AskedColumns | None) -> PartsList:
    content = read_content(text.encode(), "mine.csv", Asked(columns=columns))
    assert isinstance(content, PartsList)
    return content


def lots(found: PartsList) -> list[tuple[str, str, str, str, int]]:
    return [(lot.system, lot.number, lot.colour_system, lot.colour, lot.quantity) for lot in found.lots]


def test_the_chosen_columns_are_read() -> None:
    found = read(TABLE, AskedColumns(part=1, system="bricklink", quantity=3, colour=2, colour_system="lego"))
    assert lots(found) == [("bricklink", "3001", "lego", "21", 2), ("bricklink", "3020", "lego", "24", 5)]
    notice = found.notices[0]
    assert (notice.code, notice.severity) == ("COLUMNS_CHOSEN", "note")
    assert notice.message == (
        "Columns were taken as the builder says: “Ref” as BrickLink numbers, “Mine” as LEGO colours, "
        "“How many” as quantities."
    )


def test_without_a_column_of_quantities_a_row_is_one() -> None:
    found = read(TABLE, AskedColumns(part=1, system="ldraw"))
    assert lots(found) == [("ldraw", "3001", "ldraw", "", 1), ("ldraw", "3020", "ldraw", "", 1)]


def test_colours_without_a_system_are_names() -> None:
    found = read("a,b\n3001,Red\n", AskedColumns(part=0, system="ldraw", colour=1, head=1))
    assert lots(found) == [("ldraw", "3001", "ldraw", "Red", 1)]


def test_a_table_that_no_heading_explains_is_read_as_told() -> None:
    text = "x;y\n3001;2\n"
    with pytest.raises(BrickError) as refused:
        read(text, None)
    assert refused.value.code == "NO_COLUMNS"
    assert lots(read(text, AskedColumns(part=0, system="lego", quantity=1, head=1))) == [
        ("lego", "3001", "lego", "", 2)
    ]


@pytest.mark.parametrize("columns", [AskedColumns(9, "ldraw"), AskedColumns(0, "ldraw", quantity=4)])
def test_a_column_that_is_not_there_is_refused(columns: AskedColumns) -> None:
    with pytest.raises(BrickError) as refused:
        read(TABLE, columns)
    assert refused.value.code == "NO_SUCH_COLUMN"


def test_a_heading_beyond_the_end_leaves_no_rows() -> None:
    with pytest.raises(BrickError) as refused:
        read(TABLE, AskedColumns(1, "ldraw", head=20))
    assert refused.value.code == "NO_ROWS"


def test_what_was_taken_is_there_to_be_looked_at() -> None:
    found = read("Part,Color,Qty\n3001,4,2\n3002,1,1\n3003,0,1\n3004,0,1\n" + "3005," + "9" * 90 + ",1\n", None)
    assert found.table == TableSeen(
        head=1,
        headings=("Part", "Color", "Qty"),
        samples=(("3001", "4", "2"), ("3002", "1", "1"), ("3003", "0", "1")),
        parts={"rebrickable": 0},
        colours={"rebrickable": 1},
        quantity=2,
    )


def test_a_person_sees_no_more_than_they_would_look_at() -> None:
    wide = ["Part", "Qty", *(f"c{at}" * 30 for at in range(100))]
    found = read(",".join(wide) + "\n3001,1," + ",".join("x" * 99 for _ in range(100)) + "\n", None)
    assert found.table is not None
    assert len(found.table.headings) == len(found.table.samples[0]) == 40
    assert max(map(len, (*found.table.headings, *found.table.samples[0]))) == 40
