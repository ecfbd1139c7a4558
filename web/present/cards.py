"""Builds among others: what a card shows of each, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from builds.models import Asset, Attachment, Build, Revision
from builds.selectors import assets_by_revision
from builds.selectors.batches import attachments_by_build
from common.files import signed_url
from web.present.content import ContentShown, content_of
from web.present.estimate import Estimate, estimate_of

THUMBNAIL = (640, 480)


@dataclass(frozen=True, slots=True)
class Card:
    """One build on a card. `revision` is the one that the card speaks of."""

    build: Build
    revision: Revision | None
    picture: str
    estimate: Estimate | None
    has_program: bool
    remixes: int | None
    content: ContentShown


def cards_of(builds: Sequence[Build], newest: dict[int, Revision] | None = None) -> list[Card]:
    """Cards in the order of `builds` (with owner and shown revision loaded).

    `newest` gives the revision of builds that show none yet: an owner's drafts, by build.
    """
    revisions = {build.pk: build.shown_revision or (newest or {}).get(build.pk) for build in builds}
    keys = [revision.pk for revision in revisions.values() if revision is not None]
    pictures = assets_by_revision(keys, Asset.Kind.THUMBNAIL)
    attached = attachments_by_build([build.pk for build in builds])
    return [_card(build, revisions[build.pk], pictures, attached.get(build.pk, [])) for build in builds]


def _card(build: Build, revision: Revision | None, pictures: dict[int, Asset], attached: list[Attachment]) -> Card:
    picture = pictures.get(revision.pk) if revision else None
    return Card(
        build=build,
        revision=revision,
        picture=picture_address(picture),
        estimate=estimate_of(revision) if revision else None,
        has_program=any(one.kind == Attachment.Kind.PROGRAM for one in attached),
        remixes=getattr(build, "remix_count", None),
        content=content_of(revision),
    )


def picture_address(asset: Asset | None) -> str:
    """Where a derived picture can be fetched; empty while there is none."""
    return (
        "" if asset is None else signed_url(asset.file, name=f"{asset.kind}.png", content_type="image/png", inline=True)
    )
