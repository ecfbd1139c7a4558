"""Drawing pictures of parts in a child, from a small library or from shapes of our own."""

import struct
from pathlib import Path
from typing import Any

import pytest

from common.files import read_file
from parts.models import Part, PartAsset, PartNumber
from parts.services.assets import Wanted
from parts.services.part_files import make_part_files
from parts.services.part_pictures import draw_part_pictures
from tests.factories import make_colour, make_part

pytestmark = pytest.mark.django_db
CUBE = """0 Cube
4 16 -10 0 -10 10 0 -10 10 0 10 -10 0 10
4 16 -10 20 -10 -10 20 10 10 20 10 10 20 -10
4 16 -10 0 -10 -10 20 -10 10 20 -10 10 0 -10
4 16 -10 0 10 10 0 10 10 20 10 -10 20 10
4 16 -10 0 -10 -10 0 10 -10 20 10 -10 20 -10
4 16 10 0 -10 10 20 -10 10 20 10 10 0 10
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "library" / "parts"
    folder.mkdir(parents=True)
    (folder / "cube.dat").write_text(CUBE)
    monkeypatch.setenv("LDRAW_LIBRARY", str(folder.parent))
    return folder


def numbered(number: str, name: str, **fields: Any) -> Part:
    part = make_part(number, name, **fields)
    PartNumber.objects.create(part=part, system="ldraw", number=number, evidence="test")
    return part


def drawn(wanted: Wanted) -> PartAsset:
    draw_part_pictures(wanted=[(wanted.part.pk, wanted.colour.pk, wanted.width)])
    return PartAsset.objects.select_related("file").get(part=wanted.part, colour=wanted.colour, width=wanted.width)


def content(asset: PartAsset) -> bytes:
    assert asset.file is not None
    return read_file(asset.file)


@pytest.mark.usefixtures("library")
def test_a_picture_has_its_width_and_the_same_bytes_each_time() -> None:
    wanted = Wanted(numbered("cube", "Cube"), make_colour(), width=64)
    first = drawn(wanted)
    data = content(first)
    assert struct.unpack(">II", data[16:24]) == (64, 64)
    first.delete()
    assert content(drawn(wanted)) == data


@pytest.mark.usefixtures("library")
def test_a_part_that_the_library_lacks_has_no_picture_beside_it() -> None:
    asset = drawn(Wanted(numbered("3001", "Brick 2 x 4"), make_colour()))
    assert asset.file is None
    assert asset.recipe


def test_without_a_library_our_own_shapes_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)
    assert drawn(Wanted(numbered("3001", "Brick 2 x 4"), make_colour(), width=64)).file is not None
    assert drawn(Wanted(numbered("strange", "Strange thing"), make_colour(), width=64)).file is None


@pytest.mark.usefixtures("library")
def test_a_part_without_an_ldraw_number_has_no_picture() -> None:
    part = make_part("cube", "Cube")
    PartNumber.objects.create(part=part, system="rebrickable", number="cube", evidence="test")
    assert drawn(Wanted(part, make_colour())).file is None


@pytest.mark.usefixtures("library")
def test_where_the_child_breaks_the_rest_is_tried_and_nothing_is_tried_forever() -> None:
    part, colour = numbered("cube", "Cube"), make_colour()
    make_part_files(
        PartAsset.Kind.PICTURE, [(part.pk, colour.pk, 64), (part.pk, colour.pk, 128)], module="no_such_program"
    )
    assert list(PartAsset.objects.values_list("file", flat=True)) == [None, None]
