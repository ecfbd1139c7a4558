"""Files of every kind through the real children: what a revision has of each in the end."""

import io
import zipfile

import numpy as np
import pytest
import trimesh

from accounts.models import User
from brickcore.formats.studio.reader import MODEL, PICTURE
from brickcore.pictures import encode_png
from builds.models import Asset, Revision
from builds.services.process import process_revision
from builds.services.uploads import create_build
from common.files import keep, read_file
from parts.models import Colour, Part

CAR = b"0 A car\r\n1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat\r\n"
BSX = b"""<BrickStoreXML><Inventory Currency="EUR">
<Item><ItemID>3001</ItemID><ItemTypeID>P</ItemTypeID><ColorID>5</ColorID><Qty>6</Qty></Item>
<Item><ItemID>7286-1</ItemID><ItemTypeID>S</ItemTypeID><ColorID>0</ColorID><Qty>1</Qty></Item>
</Inventory></BrickStoreXML>"""
LXFML = b"""<LXFML versionMajor="5"><Bricks><Brick refID="0" designID="3001">
<Part refID="0" designID="3001" materials="21">
<Bone refID="0" transformation="1,0,0,0,1,0,0,0,1,0,0,0"/></Part></Brick></Bricks></LXFML>"""

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def nothing_around(monkeypatch: pytest.MonkeyPatch, brick: Part, red: Colour) -> None:
    """Neither a library nor a mapping."""
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)
    monkeypatch.delenv("LDD_MAPPING", raising=False)


def processed(owner: User, name: str, data: bytes) -> Revision:
    revision = create_build(owner=owner, file_name=name, file=keep(data)).revisions.get()
    process_revision(revision.pk)
    revision.refresh_from_db()
    assert revision.state == Revision.State.READY, revision.error
    return revision


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_a_list_is_counted_and_has_nothing_to_show(owner: User, red: Colour) -> None:
    revision = processed(owner, "truck.bsx", BSX)
    assert (revision.format, revision.part_count, revision.step_count) == ("bsx", 7, None)
    assert revision.stage_figures["shown"] == revision.stage_figures["pictured"] == {"absent": "bsx"}
    assert not revision.assets.exists()
    lines = {line.reference: line for line in revision.bom_lines.all()}
    assert (lines["3001"].part, lines["3001"].colour, lines["3001"].basis) == (Part.objects.get(), red, "estimate")
    assert (lines["7286-1"].item, lines["7286-1"].part) == ("set", None)
    assert [notice["code"] for notice in revision.notices] == ["NOT_A_PART"]


def test_a_mesh_is_shown_as_one_part_of_ones_own(owner: User) -> None:
    revision = processed(owner, "Gear case.stl", trimesh.creation.box((40, 20, 10)).export(file_type="stl"))
    facts = revision.stage_figures["read"]
    assert (facts["watertight"], facts["volume_mm3"], facts["weight_g"]) == (True, 8000.0, 9.92)
    assert sorted(map(float, [revision.size_x, revision.size_y, revision.size_z])) == [10, 20, 40]  # type: ignore[arg-type]
    assert {asset.kind for asset in revision.assets.all()} == {"glb", "picture", "thumbnail"}
    line = revision.bom_lines.get()
    assert (line.system, line.reference, line.name, line.unit_price) == (
        "custom",
        "custom-gear-case",
        "gear case",
        None,
    )


def test_ldds_parts_are_known_without_a_mapping(owner: User) -> None:
    revision = processed(owner, "house.lxf", zipped(**{"IMAGE100.LXFML": LXFML}))
    line = revision.bom_lines.get()
    assert (revision.format, line.system, line.reference, line.quantity) == ("ldd", "ldd", "3001", 1)
    assert "NO_MAPPING" in [notice["code"] for notice in revision.notices]
    assert revision.assets.filter(kind="glb").exists()


def test_studios_own_picture_gives_way_to_ours(owner: User) -> None:
    theirs = _png()
    revision = processed(owner, "car.io", zipped(**{MODEL: b"\xef\xbb\xbf" + CAR, PICTURE: theirs}))
    assert (revision.format, revision.part_count) == ("studio", 1)
    picture = revision.assets.get(kind=Asset.Kind.PICTURE)
    assert "given" not in picture.facts
    assert read_file(picture.file) != theirs


def test_studios_picture_is_there_as_soon_as_the_file_is_read(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, object]] = []
    monkeypatch.setattr(
        "builds.services.follow.store_bill",
        lambda run, _lots: seen.extend(one.facts for one in run.lock().assets.all()),
    )
    file = keep(zipped(**{MODEL: CAR, PICTURE: _png()}))
    revision = create_build(owner=owner, file_name="car.io", file=file).revisions.get()
    process_revision(revision.pk)
    assert seen == [{"given": True}, {"given": True}]


def _png() -> bytes:
    return encode_png(np.zeros((4, 4, 4), np.uint8))
