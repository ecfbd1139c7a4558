"""Newer releases of a parts library and of Rebrickable's tables leave the bills of materials of old revisions alone."""

from pathlib import Path
from typing import Any

import pytest

from builds.models import BomLine, Revision
from parts.models import Category, Colour, Part
from parts.services.catalogue import load_starter_catalogue
from parts.services.catalogue.rebrickable import load_rebrickable
from tests.factories import make_build, make_line, make_revision
from tests.parts.library_texts import drawn, imported, moved
from tests.parts.rebrickable_tables import TABLES, write_tables

pytestmark = pytest.mark.django_db

DRAWN: dict[str, str | bytes] = {
    "7000": drawn("Brick 2 x 3"),
    "7001": drawn("Plate 2 x 3"),
    "7002": drawn("Tile 2 x 3"),
}
NEWER = DRAWN | {"7000": moved("7001"), "7001": drawn("Plate 2 x 3 Thick")}
del NEWER["7002"]
RENAMED = {
    "parts": TABLES["parts"].replace("Brick 2 x 3 Hooked,1", "Brick 3 x 2 with Hook,2"),
    "colors": TABLES["colors"].replace("1094,Trans-Medium Purple,8D73B3", "1094,Trans-Violet,8D73B4"),
    "elements": "element_id,part_num,color_id,design_id\n800122,8001,4,8001\n",
}


@pytest.fixture
def old(tmp_path: Path) -> Revision:
    """A revision with a line of every part that either source knows, in a colour that only one of them has."""
    load_starter_catalogue()
    imported(tmp_path / "drawn", DRAWN)
    load_rebrickable(place=write_tables(tmp_path / "listed"))
    revision = make_revision(make_build())
    for number in ("7000", "7001", "7002", "8001", "8001pr0001", "8002A"):
        colour = Colour.objects.get(name="Trans-Medium Purple")
        part = Part.objects.get(number=number)
        make_line(revision, part=part, colour=colour, name=part.name, reference=number, evidence=[{"rule": "exact"}])
    return revision


def rows(revision: Revision) -> list[Any]:
    """All that is stored of the revision's lines."""
    return list(BomLine.objects.filter(revision=revision).order_by("position").values())


def test_lines_stay_as_they_were_when_the_catalogue_below_them_changes(old: Revision, tmp_path: Path) -> None:
    before = rows(old)
    imported(tmp_path / "drawn again", NEWER)
    load_rebrickable(place=write_tables(tmp_path / "listed again", **RENAMED))

    # The catalogue did change below every kind of line, or this would show nothing.
    assert Part.objects.get(number="7000").merged_into == Part.objects.get(number="7001")
    assert Part.objects.get(number="8001").name == "Brick 3 x 2 with Hook"
    assert Part.objects.get(number="8001").category == Category.objects.get(name="Stickers")
    assert Colour.objects.get(pk=before[0]["colour_id"]).name == "Trans-Violet"
    assert rows(old) == before
