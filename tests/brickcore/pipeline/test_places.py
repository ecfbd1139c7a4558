"""Where each lot stands first in its file."""

from brickcore.bom import bill
from brickcore.errors import Location
from brickcore.formats import read_content
from brickcore.library import PartsLibrary
from brickcore.library.parts_library import EmptyStore
from brickcore.pipeline.places import places_of

AT = "0 0 0 1 0 0 0 1 0 0 0 1"
MODEL = f"""0 FILE main.ldr
1 4 {AT} 3001.dat
1 1 {AT} arm.ldr
1 1 {AT} 3002.dat
0 FILE arm.ldr
1 16 {AT} 3003.dat
1 1 {AT} 3002.dat
1 4 {AT} 3001.dat
"""


def places(text: str, name: str) -> dict[str, Location | None]:
    content = read_content(text.encode(), name)
    lots = bill(content, PartsLibrary(EmptyStore())).lots
    return {lot.part: at for lot, at in zip(lots, places_of(content, lots, name), strict=True)}


def test_a_lot_of_a_model_stands_in_its_submodel_at_its_line() -> None:
    assert places(MODEL, "m.mpd") == {
        "3001": Location("main.ldr", 2),
        "3002": Location("main.ldr", 4),
        "3003": Location("arm.ldr", 6),  # drawn in the colour of what uses it
    }


def test_a_lot_of_a_list_stands_in_its_row() -> None:
    assert places("Part,Color,Qty\n3001,4,2\n3002,1,1\n3001,4,1\n", "a.csv") == {
        "3001": Location("a.csv", 2),
        "3002": Location("a.csv", 3),
    }


def test_what_has_no_lines_has_no_places() -> None:
    facet = "facet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\n"
    assert list(places(f"solid a\n{facet}endsolid\n", "hook.stl").values()) == [None]
