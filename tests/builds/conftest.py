"""Members, a small catalogue, and builds in the states that matter."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.models import User
from builds.models import Asset, BomLine, Build, Revision
from builds.services import publish, uploads
from common.files import keep
from common.models import StoredFile
from parts.models import Category, Colour, ColourNumber, Part, PartNumber, System

CAR = b"0 A car\n1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat\n"
MakeBuild = Callable[..., Build]


@pytest.fixture(autouse=True)
def own_var(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def owner(db: None) -> User:
    return User.objects.create_user("builder")


@pytest.fixture
def stranger(db: None) -> User:
    return User.objects.create_user("stranger")


@pytest.fixture
def car(db: None) -> StoredFile:
    return keep(CAR)


@pytest.fixture
def make_build(car: StoredFile) -> MakeBuild:
    """make_build(owner, title, ready=True, published=False) -> Build with one revision."""

    def make(owner: User, title: str = "Car", *, ready: bool = True, published: bool = False, **more: object) -> Build:
        build = uploads.create_build(owner=owner, file_name="car.ldr", file=car, title=title, **more)  # type: ignore[arg-type]
        if ready or published:
            _get_ready(build.revisions.get())
        if published:
            build = publish.publish_build(build=build, by=owner)
        return build

    return make


@pytest.fixture
def get_ready() -> Callable[[Revision], Revision]:
    """get_ready(revision) leaves what a finished run leaves."""
    return _get_ready


def _get_ready(revision: Revision) -> Revision:
    """What a finished run leaves, without running it: one line and one asset."""
    revision.state = Revision.State.READY
    revision.stage = Revision.Stage.PRICED
    revision.progress = 100
    revision.part_count = revision.lot_count = 1
    revision.save()
    BomLine.objects.create(
        revision=revision, position=0, reference="3001", reference_colour="4", name="Brick 2 x 4", quantity=1,
        basis="estimate", unit_price=Decimal("0.1200"), line_price=Decimal("0.12"), sources=["3001:4"],
    )  # fmt: skip
    Asset.objects.create(revision=revision, kind="glb", pipeline_version=1, file=revision.file, facts={"shapes": 1})
    return revision


@pytest.fixture
def brick(db: None) -> Part:
    """Brick 2 x 4, known to LDraw and BrickLink, and red."""
    shelf = Category.objects.create(name="Bricks", slug="bricks")
    part = Part.objects.create(
        number="3001", name="Brick 2 x 4", category=shelf, width=80, height=24, depth=40, weight=Decimal("2.320")
    )
    red = Colour.objects.create(number=4, name="Red", rgb="#C91A09", edge_rgb="#333333")
    for system in (System.LDRAW, System.BRICKLINK):
        PartNumber.objects.create(part=part, system=system, number="3001", evidence="test")
    ColourNumber.objects.create(colour=red, system=System.LDRAW, number="4")
    ColourNumber.objects.create(colour=red, system=System.BRICKLINK, number="5")
    return part


@pytest.fixture
def red(brick: Part) -> Colour:
    return Colour.objects.get(number=4)
