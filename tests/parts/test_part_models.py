"""3D files of single parts: made in a child, kept, and handed out."""

import gzip
import json
import struct
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from common.files import read_file
from parts.models import Colour, Part, PartAsset, PartNumber
from parts.services.assets import Wanted, assets_of
from parts.services.part_models import make_part_models
from tests.factories import make_colour, make_part
from tests.ldraw_text import part

pytestmark = pytest.mark.django_db
SLAB = part("Slab", "Part", "0 BFC CERTIFY CCW", "4 16 -20 0 -10 20 0 -10 20 8 10 -20 8 10")


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """A library of one part, and a folder of the test's own for meshes."""
    settings.VAR_DIR = tmp_path / "var"
    folder = tmp_path / "library" / "parts"
    folder.mkdir(parents=True)
    (folder / "zz1.dat").write_text(SLAB)
    monkeypatch.setenv("LDRAW_LIBRARY", str(folder.parent))


def numbered(number: str) -> Part:
    made = make_part(number)
    PartNumber.objects.create(part=made, system="ldraw", number=number, rule="own", evidence="test")
    return made


def make(made: Part, colour: Colour) -> PartAsset:
    make_part_models(wanted=[(made.pk, colour.pk, 0)])
    return PartAsset.objects.select_related("file").get(part=made, colour=colour, kind="model", width=0)


def part_model(wanted: Part, colour: Colour) -> PartAsset | None:
    """The file, where it is ready; else it is asked for."""
    one = Wanted(wanted, colour, PartAsset.Kind.MODEL, 0)
    found = assets_of([one])[one.key]
    return found.asset if found.state == "ready" else None


def document(data: bytes) -> dict[str, Any]:
    (length,) = struct.unpack_from("<I", data, 12)
    found: dict[str, Any] = json.loads(data[20 : 20 + length])
    return found


def test_a_part_is_asked_for_made_and_found() -> None:
    slab, red = numbered("zz1"), make_colour()
    assert part_model(slab, red) is None
    assert PartAsset.objects.get().file is None
    made = make(slab, red)
    assert part_model(slab, red) == made


def test_the_file_shows_the_part_alone_in_its_colour() -> None:
    asset = make(numbered("zz1"), make_colour(4))
    assert asset.file is not None
    found = document(read_file(asset.file))
    assert found["scenes"][0]["extras"]["parts"] == 1
    assert found["scenes"][0]["extras"]["size_mm"] == [16, 3.2, 8]
    assert [(mesh["extras"]["part"], mesh["extras"]["colour"]) for mesh in found["meshes"]] == [("zz1", 4)]
    assert "approximate" not in found["meshes"][0]["extras"]


def test_a_part_without_a_shape_has_none_and_is_not_asked_for_again() -> None:
    unknown, red = numbered("zz2"), make_colour()
    assert make(unknown, red).file is None
    before = PartAsset.objects.get().asked_at
    assert part_model(unknown, red) is None
    assert PartAsset.objects.get().asked_at == before


def test_a_found_file_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    slab, red = numbered("zz1"), make_colour()
    make(slab, red)
    with django_assert_num_queries(1):
        assert part_model(slab, red) is not None


def test_a_changed_shape_is_made_anew() -> None:
    slab, red = numbered("zz1"), make_colour()
    first = make(slab, red).recipe
    Part.objects.filter(pk=slab.pk).update(shape_digest="0" * 64)
    slab.refresh_from_db()
    assert part_model(slab, red) is None
    assert make(slab, red).recipe != first


def test_the_page_gets_202_until_it_is_there_and_then_the_file_gzipped(client: Client) -> None:
    slab, red = numbered("zz1"), make_colour(4)
    address = f"/parts/{slab.pk}/model/4.glb"
    waiting = client.get(address)
    assert (waiting.status_code, waiting["Retry-After"]) == (202, "1")
    made = make(slab, red)
    assert made.file is not None
    whole = read_file(made.file)
    plain, packed = client.get(address), client.get(address, headers={"Accept-Encoding": "gzip"})
    assert b"".join(plain.streaming_content) == whole  # type: ignore[attr-defined]
    assert gzip.decompress(b"".join(packed.streaming_content)) == whole  # type: ignore[attr-defined]
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    again = client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]})
    assert again.status_code == 304
