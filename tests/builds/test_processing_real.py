"""The work on a revision with real children, from upload to everything that a page shows."""

import json
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import User
from builds.models import Build, Revision
from builds.selectors import asset, stage_views
from builds.services import uploads
from builds.services.process import process_revision
from common.files import keep, read_file
from parts.models import Colour, Part

pytestmark = pytest.mark.django_db

WALL = b"0 Wall\n" + b"1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat\n" * 3 + b"1 4 0 24 0 1 0 0 0 1 0 0 0 1 grille-x.dat\n"


def processed(owner: User, data: bytes, name: str = "wall.ldr") -> Revision:
    revision = uploads.create_build(owner=owner, file_name=name, file=keep(data)).revisions.get()
    process_revision(revision.pk)
    revision.refresh_from_db()
    return revision


def mesh_keys(revision: Revision) -> set[str]:
    """The lot keys that the revision's 3D file names."""
    glb = asset(revision, "glb")
    assert glb is not None
    data = read_file(glb.file)
    length = struct.unpack_from("<I", data, 12)[0]
    return {mesh["extras"]["key"] for mesh in json.loads(data[20 : 20 + length])["meshes"]}


def test_an_upload_becomes_lines_a_price_a_3d_view_and_pictures(
    owner: User, brick: Part, red: Colour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)

    revision = processed(owner, WALL)

    assert (revision.state, revision.error, revision.progress) == ("ready", None, 100)
    assert {view.state for view in stage_views(revision)} == {"done"}
    unknown, known = revision.bom_lines.all()
    assert (unknown.reference, unknown.needs_look) == ("grille-x", True)
    assert (known.part, known.colour, known.quantity) == (brick, red, 3)
    assert set(known.sources + unknown.sources) == mesh_keys(revision)
    assert (revision.part_count, revision.lot_count, str(revision.weight)) == (4, 2, "6.96")
    picture, thumbnail = asset(revision, "picture"), asset(revision, "thumbnail")
    assert picture is not None
    assert thumbnail is not None
    assert read_file(picture.file).startswith(b"\x89PNG")
    assert picture.file.size > thumbnail.file.size


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x7fELF" + bytes(range(256)) * 40, "car.ldr"),
        (
            b"0 FILE a.ldr\n1 4 0 0 0 1 0 0 0 1 0 0 0 1 b.ldr\n0 FILE b.ldr\n1 4 0 0 0 1 0 0 0 1 0 0 0 1 a.ldr\n",
            "--out",
        ),
        (b"PK\x03\x04 something", "../../model.io"),
    ],
)
def test_a_file_at_fault_says_what_is_wrong_and_stays(owner: User, data: bytes, name: str) -> None:
    revision = processed(owner, data, name)

    assert revision.state == "failed"
    assert revision.error is not None
    assert all(revision.error[key] for key in ("code", "message", "hint"))
    assert read_file(revision.file) == data


def test_an_operator_processes_a_revision_again(
    owner: User, make_build: Callable[..., Build], capsys: pytest.CaptureFixture[str]
) -> None:
    revision = make_build(owner).revisions.get()

    call_command("process_revision", str(revision.pk))

    assert capsys.readouterr().out == f"Revision {revision.pk} is ready: 1 parts in 1 lots.\n"


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["10019 - Rebel Blockade Runner - UCS.mpd", "70816 - Bennys Spaceship Spa_kOdSy6E.mpd"]
)
def test_a_real_set_can_be_taken_apart_line_by_line(
    owner: User, shared: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LDRAW_LIBRARY", str(shared / "ldraw" / "library.zip"))
    call_command("load_starter_catalogue", verbosity=0)

    revision = processed(owner, (shared / "models" / "ldraw" / "omr" / name).read_bytes(), name)

    assert (revision.state, revision.error) == ("ready", None)
    lines = list(revision.bom_lines.all())
    assert sum(line.quantity for line in lines) == revision.part_count
    assert len(lines) == revision.lot_count
    keys = mesh_keys(revision)
    assert all(line.sources and set(line.sources) <= keys for line in lines)
    assert all(line.evidence and line.price_reason for line in lines)
    looks = [line.needs_look for line in lines]
    assert looks == sorted(looks, reverse=True)
    estimate = revision.estimate
    assert estimate is not None
    priced = [line.line_price for line in lines if line.line_price is not None]
    assert estimate["total"] == str(sum(priced))
    assert estimate["unpriced_lots"] == len(lines) - len(priced)
