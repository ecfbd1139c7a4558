"""Everything that a build's page shows of one revision, in a fixed number of queries."""

from dataclasses import dataclass

from django.http import QueryDict

from builds.models import Asset, Attachment, Build, Revision, Tag
from builds.selectors import DevicesCheck, Viewer, attachments_of, bom_lines, devices_check, electric_lines
from builds.selectors.batches import assets_of_revisions
from builds.selectors.licences import DEEDS
from builds.services.attachments import content_type_of
from common.files import signed_url
from web.present import figures
from web.present.attached import FileShown, file_shown
from web.present.bom_table import BomTable, bom_table
from web.present.cards import picture_address
from web.present.content import ContentShown, content_of
from web.present.downloads import DownloadGroup, download_groups
from web.present.estimate import Estimate, estimate_of
from web.present.family import Family, family_of
from web.present.model_view import ModelView, model_view
from web.present.reports import ReportPage, report_page
from web.present.stages import StageShown, stages_of

ENDED_EARLY = {Revision.State.FAILED, Revision.State.CANCELLED}


@dataclass(frozen=True, slots=True)
class BuildPage:
    """What the template reads; nothing in it asks the database for more."""

    build: Build
    revision: Revision
    own: bool
    draft: bool
    running: bool
    behind: bool
    bom: BomTable
    report: ReportPage
    estimate: Estimate | None
    stages: list[StageShown]
    view: ModelView
    size: str
    unweighed: int
    deed: str
    programs: list[Attachment]
    files: list[FileShown]
    devices: DevicesCheck | None
    pictures: list[tuple[Attachment, str]]
    family: Family
    thumbnails: dict[int, str]
    tags: list[Tag]
    downloads: list[DownloadGroup]
    content: ContentShown

    @property
    def incomplete(self) -> bool:
        """Whether a stage failed though the parts are counted: there is no 3D view, or no picture."""
        return any(stage.state == "failed" for stage in self.stages)

    @property
    def buyable(self) -> bool:
        """Whether its kit can be asked for: the parts are counted, and it is the revision that a kit is made of."""
        is_kit = self.draft or self.revision.pk == self.build.shown_revision_id
        return is_kit and self.revision.state == Revision.State.READY and bool(self.bom.sums.lots)

    @property
    def nothing_found(self) -> bool:
        """Whether the work ended before it found anything, so that there is nothing to show but why."""
        return self.revision.state in ENDED_EARLY and not self.bom.sums.lots


def build_page(build: Build, revision: Revision, viewer: Viewer, asked: QueryDict, newest: int) -> BuildPage:
    """Collect the page. `asked` may hold the list's grouping and sorting; `newest` is the latest revision's number."""
    rising = {"up": True, "down": False}.get(asked.get("dir", ""))
    table = bom_table(bom_lines(revision), grouping=asked.get("group", ""), sort=asked.get("sort", ""), rising=rising)
    rows = [row for group in table.groups for row in group.rows]
    family = family_of(build, viewer)
    assets = assets_of_revisions([*family.revisions, revision.pk])
    own_assets = assets.get(revision.pk, {})
    files = attachments_of(build)
    own = viewer is not None and build.owner_id == viewer.pk
    return BuildPage(
        build=build,
        revision=revision,
        own=own,
        draft=build.state == Build.State.DRAFT,
        running=revision.state in Revision.UNFINISHED,
        behind=own and build.state == Build.State.PUBLISHED and newest > _shown_number(build),
        bom=table,
        report=report_page(revision, [row.line for row in rows], viewer, own=own, shown=asked.get("report", "")),
        estimate=estimate_of(revision),
        stages=stages_of(revision),
        view=model_view(own_assets),
        unweighed=sum(1 for row in rows if row.line.part is None or row.line.part.weight is None),
        size=figures.dimensions(revision.size_x, revision.size_y, revision.size_z),
        deed=DEEDS[build.licence],  # type: ignore[index]
        programs=[file for file in files if file.kind == Attachment.Kind.PROGRAM],
        files=[file_shown(file) for file in files if file.kind != Attachment.Kind.PICTURE],
        devices=devices_check(files, electric_lines(row.line for row in rows)),
        pictures=[(file, _inline(file)) for file in files if file.kind == Attachment.Kind.PICTURE],
        family=family,
        thumbnails={pk: picture_address(found.get(Asset.Kind.THUMBNAIL)) for pk, found in assets.items()},
        tags=list(build.tags.all()),
        downloads=download_groups(revision, own_assets),
        content=content_of(revision),
    )


def _shown_number(build: Build) -> int:
    return build.shown_revision.number if build.shown_revision else 0


def _inline(file: Attachment) -> str:
    return signed_url(file.file, name=file.file_name, content_type=content_type_of(file), inline=True)
