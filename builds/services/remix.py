"""Making a published revision of somebody's the first revision of a draft of one's own."""

from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from builds.models import Asset, Attachment, BomLine, Build, Revision
from builds.selectors.access import access_revision
from builds.services.jobs import defer_looking_into, defer_processing
from builds.services.naming import clean_title
from builds.services.revisions import insert_build
from common.errors import Conflict

Row = TypeVar("Row", BomLine, Asset, Attachment)

DERIVED = [
    "format", "part_count", "lot_count", "step_count", "size_x", "size_y", "size_z", "weight", "estimate", "notices",
    "stage", "progress", "stage_figures", "catalogue_version", "pipeline_version", "started_at", "finished_at",
]  # fmt: skip


@transaction.atomic
def remix_build(*, revision: Revision, by: User, title: str = "") -> Build:
    """A draft of one's own with the same file, and with its lineage, licence and tags.

    Whatever was derived from the file is copied, since it depends on nothing but the file and the versions it names.
    Programs that go with the build come along; its pictures show the original, and stay there.
    Raises NotFound for what this person may not see, Conflict("NOT_PUBLISHED") for a draft of their own.
    """
    source = access_revision(by, revision.pk)
    if source.published_at is None or source.build.state != Build.State.PUBLISHED:
        raise Conflict("NOT_PUBLISHED", _("Only a published revision can be remixed. Publish it first."))
    build = insert_build(
        Build(
            owner=by,
            title=clean_title(title or source.build.title),
            licence=source.build.licence,
            remix_of=source,
        )
    )
    build.tags.set(source.build.tags.all())
    copy = Revision(build=build, number=1, file=source.file, file_name=source.file_name, reading=source.reading)
    copy.answers = source.answers or []  # its builder's are part of what was published; one's own are not asked
    copy.own_prices = source.own_prices
    if source.state == Revision.State.READY:
        _copy_derived(source, copy)
    else:
        copy.save()
        defer_processing(copy)
    programs = source.build.attachments.filter(kind=Attachment.Kind.PROGRAM)
    for program in Attachment.objects.bulk_create(_copies(programs, build=build)):
        defer_looking_into(program)
    return build


def _copy_derived(source: Revision, copy: Revision) -> None:
    for name in DERIVED:
        setattr(copy, name, getattr(source, name))
    copy.state = Revision.State.READY
    copy.save()
    BomLine.objects.bulk_create(_copies(source.bom_lines.all(), revision=copy))
    Asset.objects.bulk_create(_copies(source.assets.all(), revision=copy))


def _copies(rows: QuerySet[Row], **changed: Model) -> list[Row]:
    """The rows as new ones, with some relations changed."""
    copies = list(rows)
    for row in copies:
        row.pk = None
        row._state.adding = True
        for name, value in changed.items():
            setattr(row, name, value)
    return copies
