"""Builds that use a part: how many, and in which colours."""

from collections.abc import Mapping
from dataclasses import dataclass

from builds.models import Asset, Build
from builds.selectors import Viewer, assets_by_revision, builds_with_part, uses_of_part
from parts.models import Colour, Part
from web.present.cards import picture_address

SHOWN = 6


@dataclass(frozen=True, slots=True)
class BuildUse:
    """A build, its picture, how many of the part it uses in all, and how many of them in the colour shown."""

    build: Build
    picture: str
    quantity: int
    in_colour: int
    colours: list[tuple[Colour, int]]


def builds_using(
    viewer: Viewer, part: Part, here: Colour | None, colours: Mapping[int, Colour]
) -> tuple[list[BuildUse], int]:
    """The newest builds that this person may see and that use it, and how many there are. Four queries."""
    found = builds_with_part(viewer, part)
    builds = list(found[:SHOWN])
    if not builds:
        return [], 0
    revisions = {build.pk: _revision(build) for build in builds}
    uses = uses_of_part(part, list(revisions.values()))
    pictures = assets_by_revision(list(revisions.values()), Asset.Kind.THUMBNAIL)
    shown = []
    for build in builds:
        used = uses.get(revisions[build.pk], [])
        shown.append(
            BuildUse(
                build=build,
                picture=picture_address(pictures.get(revisions[build.pk])),
                quantity=sum(use.quantity for use in used),
                in_colour=sum(use.quantity for use in used if here is not None and use.colour_id == here.pk),
                colours=[(colours[use.colour_id], use.quantity) for use in used if use.colour_id is not None],
            )
        )
    return shown, len(builds) if len(builds) < SHOWN else found.count()


def _revision(build: Build) -> int:
    key: int = build.current_revision  # type: ignore[attr-defined]  # annotated
    return key
