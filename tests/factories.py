"""Rows for tests: plain functions with sensible values, anything of which can be said otherwise."""

import itertools
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from builds.models import Asset, Attachment, BomLine, Build, Revision, Tag
from common.files import keep
from common.models import StoredFile
from parts.models import Category, Colour, Part

_numbers = itertools.count(1)
ALL_STAGES: dict[str, Any] = {
    "received": {"bytes": 4_100_000},
    "read": {"submodels": 23, "warnings": 1},
    "counted": {"parts": 1503, "lots": 214},
    "identified": {"lots": 214, "known": 213},
    "shown": {"shapes": 180, "triangles": 90_000},
    "pictured": {"pictures": 2},
    "priced": {"currency": "EUR", "total": "187.40", "unpriced_lots": 1},
}
ESTIMATE: dict[str, Any] = {
    "currency": "EUR",
    "total": "187.40",
    "by_basis": {"seen": "141.20", "estimate": "46.20"},
    "unpriced_lots": 1,
    "unpriced_parts": 2,
}


def make_user(username: str = "", **fields: Any) -> User:
    """A member; without a password it signs in by `force_login` alone, which spares the slow hash."""
    name = username or f"builder{next(_numbers)}"
    user: User = User.objects.create_user(name, email=f"{name}@example.org", **fields)
    return user


def make_colour(number: int = 4, name: str = "Red", **fields: Any) -> Colour:
    """A colour, made once per number."""
    values = {"name": name, "rgb": "#B40000", "edge_rgb": "#333333"} | fields
    return Colour.objects.get_or_create(number=number, defaults=values)[0]


def make_part(number: str = "3001", name: str = "Brick 2 x 4", shelf: str = "Brick", **fields: Any) -> Part:
    """A part, made once per number, on a shelf that is made as needed."""
    category, _made = Category.objects.get_or_create(name=shelf, defaults={"slug": shelf.lower().replace(" ", "-")})
    return Part.objects.get_or_create(number=number, defaults={"name": name, "category": category} | fields)[0]


def make_build(owner: User | None = None, title: str = "Small crane", **fields: Any) -> Build:
    """A draft without a revision."""
    slug = fields.pop("slug", f"build-{next(_numbers)}")
    return Build.objects.create(owner=owner or make_user(), title=title, slug=slug, **fields)


def make_revision(build: Build, **fields: Any) -> Revision:
    """The build's next revision, ready unless said otherwise."""
    values: dict[str, Any] = {
        "number": build.revisions.count() + 1,
        "file": stored(b"0 a model\n"),
        "file_name": "crane.mpd",
        "state": Revision.State.READY,
        "stage": Revision.Stage.PRICED,
        "progress": 100,
        "stage_figures": ALL_STAGES,
        "part_count": 1503,
        "lot_count": 214,
        "step_count": 96,
        "size_x": Decimal("410"),
        "size_y": Decimal("290"),
        "size_z": Decimal("150"),
        "weight": Decimal("1420"),
        "estimate": ESTIMATE,
    }
    return Revision.objects.create(build=build, **values | fields)


def make_published(owner: User | None = None, title: str = "Small crane", **fields: Any) -> Build:
    """A published build that shows its one revision."""
    build = make_build(owner, title, state=Build.State.PUBLISHED, published_at=timezone.now(), **fields)
    build.shown_revision = make_revision(build, published_at=build.published_at)
    build.save(update_fields=["shown_revision"])
    return build


def make_line(revision: Revision, **fields: Any) -> BomLine:
    """A lot that is known and estimated, unless said otherwise."""
    values: dict[str, Any] = {
        "position": revision.bom_lines.count(),
        "reference": "3001",
        "reference_colour": "4",
        "name": "Brick 2 x 4",
        "quantity": 4,
        "confidence": Decimal(1),
        "sources": ["3001:4"],
        "basis": BomLine.Basis.ESTIMATE,
        "unit_price": Decimal("0.1200"),
        "line_price": Decimal("0.48"),
        "price_reason": {"base": "0.156", "shelf": "Brick", "shelf_factor": "0.77"},
    }
    if "part" not in fields:
        values["part"] = make_part()
    if "colour" not in fields:
        values["colour"] = make_colour()
    return BomLine.objects.create(revision=revision, **values | fields)


def make_unknown_line(revision: Revision, **fields: Any) -> BomLine:
    """A lot that nobody knows."""
    values: dict[str, Any] = {
        "part": None, "reference": "engine-grille-x", "name": "", "quantity": 2, "confidence": Decimal(0),
        "basis": "unknown", "unit_price": None, "line_price": None, "sources": [],
        "price_reason": {"because": "unknown part"},
    }  # fmt: skip
    return make_line(revision, **values | fields)


def make_asset(revision: Revision, kind: str = "thumbnail", content: bytes = b"picture", **facts: Any) -> Asset:
    """Something derived from a revision."""
    return Asset.objects.create(revision=revision, kind=kind, pipeline_version=1, file=stored(content), facts=facts)


def make_attachment(build: Build, file_name: str = "drive.lms", kind: str = "program") -> Attachment:
    """A file that goes with a build."""
    return Attachment.objects.create(build=build, kind=kind, file=stored(b"PK\x03\x04"), file_name=file_name)


def make_tag(build: Build, name: str) -> Tag:
    """A tag on a build."""
    tag, _made = Tag.objects.get_or_create(slug=name.replace(" ", "-"), defaults={"name": name})
    build.tags.add(tag)
    return tag


def stored(content: bytes) -> StoredFile:
    """Bytes, kept."""
    return keep(content)
