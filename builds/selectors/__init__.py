"""Reading builds. Nothing here writes, and nothing but `access_*` and `visible_*` decides what a person may see."""

from builds.selectors.access import (
    Viewer,
    access_build,
    access_numbered_revision,
    access_own_build,
    access_revision,
    builds_by_owner,
    published_builds,
    revisions_of,
    visible_builds,
    visible_revisions,
)
from builds.selectors.assets import asset, assets_by_revision, attachments_of
from builds.selectors.bom import access_line, bom_lines, bom_lines_with_numbers
from builds.selectors.devices import DevicesCheck, devices_check, electric_by_revision, electric_lines
from builds.selectors.lineage import Lineage, ancestors_by_build, lineage, remixes_of
from builds.selectors.outdated import outdated_revisions
from builds.selectors.parts_used import PartUse, builds_with_part, part_uses, uses_of_part
from builds.selectors.price_reason import PriceReason, price_reason
from builds.selectors.report import Report, ReportCandidate, ReportItem, Settled, notice_key, report_of
from builds.selectors.search import popular_tags, search_builds, with_remix_count
from builds.selectors.stages import StageView, stage_views

__all__ = [
    "DevicesCheck",
    "Lineage",
    "PartUse",
    "PriceReason",
    "Report",
    "ReportCandidate",
    "ReportItem",
    "Settled",
    "StageView",
    "Viewer",
    "access_build",
    "access_line",
    "access_numbered_revision",
    "access_own_build",
    "access_revision",
    "ancestors_by_build",
    "asset",
    "assets_by_revision",
    "attachments_of",
    "bom_lines",
    "bom_lines_with_numbers",
    "builds_by_owner",
    "builds_with_part",
    "devices_check",
    "electric_by_revision",
    "electric_lines",
    "lineage",
    "notice_key",
    "outdated_revisions",
    "part_uses",
    "popular_tags",
    "price_reason",
    "published_builds",
    "remixes_of",
    "report_of",
    "revisions_of",
    "search_builds",
    "stage_views",
    "uses_of_part",
    "visible_builds",
    "visible_revisions",
    "with_remix_count",
]
