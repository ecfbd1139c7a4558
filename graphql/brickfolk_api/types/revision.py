"""A revision: how the work on it stands, what was counted, what it costs, and where its files are."""

from collections.abc import Awaitable
from decimal import Decimal
from typing import Any

import graphene
from graphene.types.generic import GenericScalar

from brickfolk_api.connections import connection_field
from brickfolk_api.context import in_database
from brickfolk_api.identifiers import global_id
from brickfolk_api.keysets import Page, page_of, paging
from brickfolk_api.types.asset import Asset, Original
from brickfolk_api.types.bom import COLUMNS, KEYSETS, Basis, BomConnection, BomOrder
from brickfolk_api.types.download import Download, Offered
from brickfolk_api.types.money import Money, money
from brickfolk_api.types.notice import Notice, Problem
from brickfolk_api.types.report import ReportType
from builds.models import Revision as RevisionRow
from builds.selectors import Report, bom_lines, report_of
from builds.selectors.downloads import downloads_of
from builds.services.downloads import bom_csv, wanted_list_xml

State = graphene.Enum.from_enum(RevisionRow.State, name="RevisionState")
Stage = graphene.Enum.from_enum(RevisionRow.Stage)


class BasisShare(graphene.ObjectType):
    """How much of an estimate rests on one basis."""

    basis = graphene.Field(Basis, required=True, description="What the prices rest on.")
    amount = graphene.NonNull(Money, description="How much of the total.")


class Estimate(graphene.ObjectType):
    """What the priced lots cost together, what that rests on, and what is not in it."""

    total = graphene.NonNull(Money, description="The priced lots together.")
    by_basis = graphene.List(
        graphene.NonNull(BasisShare), required=True, description="The total, split by what it rests on."
    )
    unpriced_lots = graphene.Int(required=True, description="Lots that are not in the total.")
    unpriced_parts = graphene.Int(required=True, description="Parts that are not in the total.")

    @staticmethod
    def resolve_total(estimate: dict[str, Any], _info: Any) -> dict[str, Any] | None:
        """The sum of the lines."""
        return money(estimate["total"], estimate["currency"])

    @staticmethod
    def resolve_by_basis(estimate: dict[str, Any], _info: Any) -> list[dict[str, Any]]:
        """The sum by basis."""
        shares = estimate["by_basis"]
        return [{"basis": basis, "amount": money(amount, estimate["currency"])} for basis, amount in shares.items()]


class ModelSize(graphene.ObjectType):
    """How much room the build takes, in millimetres; y is up."""

    x = graphene.Float(required=True, description="Millimetres to the right.")
    y = graphene.Float(required=True, description="Millimetres up.")
    z = graphene.Float(required=True, description="Millimetres to the front.")


class StageFigures(graphene.ObjectType):
    """A stage that is done, and what it found."""

    stage = graphene.Field(Stage, required=True, description="The stage.")
    figures = GenericScalar(description="What it found, by name.")


class Revision(graphene.ObjectType):
    """One immutable upload of a build."""

    id = graphene.ID(required=True, description="The global id.")
    number = graphene.Int(required=True, description="Counts up from 1 in its build.")
    build = graphene.Field("brickfolk_api.types.build.Build", required=True, description="The build that it is of.")
    file_name = graphene.String(required=True, description="As the file was called.")
    format = graphene.String(required=True, description="Which format the file has.")
    note = graphene.String(required=True, description="What the builder says of it.")
    created_at = graphene.DateTime(required=True, description="When it was uploaded.")
    state = graphene.Field(State, required=True, description="How the work on it stands.")
    stage = graphene.Field(Stage, required=True, description="The last stage that is done.")
    stages = graphene.List(
        graphene.NonNull(StageFigures), required=True, description="Stages that are done, in their order."
    )
    progress = graphene.Int(required=True, description="Per cent.")
    error = graphene.Field(Problem, description="Why it failed, if it did.")
    warnings = graphene.List(graphene.NonNull(Notice), required=True, description="What wants a look.")
    notes = graphene.List(graphene.NonNull(Notice), required=True, description="Which rules were applied.")
    report = graphene.NonNull(ReportType, description="What wants a look, what was settled, which rules were applied.")
    part_count = graphene.Int(description="Parts in it, all lots together.")
    lot_count = graphene.Int(description="Lots: parts in a colour.")
    step_count = graphene.Int(description="Building steps in the file.")
    size = graphene.Field(ModelSize, description="Where it was measured.")
    weight_grams = graphene.String(description="Of the lots whose weight is known.")
    estimate = graphene.Field(Estimate, description="What the parts cost, as far as known.")
    catalogue_version = graphene.Int(description="Of the catalogue that identified its parts.")
    pipeline_version = graphene.Int(description="Of the program that read it.")
    glb = graphene.Field(Asset, description="Its 3D view.")
    picture = graphene.Field(Asset, description="Its picture.")
    thumbnail = graphene.Field(Asset, description="Its small picture.")
    original = graphene.NonNull(Original, description="The file as it was sent.")
    downloads = graphene.List(
        graphene.NonNull(Download), required=True, description="What it can be had as: file, model, parts list."
    )
    bom_csv = graphene.String(required=True, description="The whole parts list as CSV.")
    wanted_list_xml = graphene.String(required=True, description="The whole parts list as a BrickLink wanted list.")
    bom = connection_field(
        BomConnection,
        order_by=BomOrder(default_value="position", description="What the list goes by."),
        description="Its parts list.",
    )

    @staticmethod
    def resolve_id(revision: RevisionRow, _info: Any) -> str:
        """The global id."""
        return global_id("Revision", revision.pk)

    @staticmethod
    def resolve_build(revision: RevisionRow, info: Any) -> Awaitable[Any]:
        """The build that it is of."""
        return info.context.loaders.build.load(revision.build_id)

    @staticmethod
    def resolve_stages(revision: RevisionRow, _info: Any) -> list[dict[str, Any]]:
        """The stages that are done, in their order."""
        done = revision.stage_figures
        return [{"stage": stage, "figures": done[stage]} for stage in RevisionRow.Stage.values if stage in done]

    @staticmethod
    def resolve_warnings(revision: RevisionRow, _info: Any) -> list[dict[str, Any]]:
        """Notices that want a look."""
        return [notice for notice in revision.notices if notice["severity"] == "warning"]

    @staticmethod
    def resolve_notes(revision: RevisionRow, _info: Any) -> list[dict[str, Any]]:
        """Notices of rules applied."""
        return [notice for notice in revision.notices if notice["severity"] == "note"]

    @staticmethod
    def resolve_size(revision: RevisionRow, _info: Any) -> dict[str, Decimal] | None:
        """Its size where it was measured."""
        if revision.size_x is None or revision.size_y is None or revision.size_z is None:
            return None
        return {"x": revision.size_x, "y": revision.size_y, "z": revision.size_z}

    @staticmethod
    def resolve_weight_grams(revision: RevisionRow, _info: Any) -> str | None:
        """Its weight as far as known."""
        return None if revision.weight is None else str(revision.weight)

    @staticmethod
    async def resolve_glb(revision: RevisionRow, info: Any) -> Any:
        """Its 3D view."""
        return await _asset(revision, info, "glb")

    @staticmethod
    async def resolve_picture(revision: RevisionRow, info: Any) -> Any:
        """Its picture."""
        return await _asset(revision, info, "picture")

    @staticmethod
    async def resolve_thumbnail(revision: RevisionRow, info: Any) -> Any:
        """Its small picture."""
        return await _asset(revision, info, "thumbnail")

    @staticmethod
    def resolve_original(revision: RevisionRow, _info: Any) -> RevisionRow:
        """The file as it was sent."""
        return revision

    @staticmethod
    async def resolve_downloads(revision: RevisionRow, info: Any) -> list[Offered]:
        """Every format that it is there in, or can be made in."""
        build = await info.context.loaders.build.load(revision.build_id)
        return [Offered(build, revision, one) for one in downloads_of(revision)]

    @staticmethod
    @in_database
    def resolve_report(revision: RevisionRow, _info: Any) -> tuple[int, Report]:
        """The report, with the revision that it is of."""
        return revision.pk, report_of(revision, bom_lines(revision))

    @staticmethod
    @in_database
    def resolve_bom_csv(revision: RevisionRow, _info: Any) -> str:
        """The parts list for a spreadsheet."""
        return bom_csv(revision).decode("utf-8-sig")

    @staticmethod
    @in_database
    def resolve_wanted_list_xml(revision: RevisionRow, _info: Any) -> str:
        """The parts list for BrickLink."""
        return wanted_list_xml(revision).decode()

    @staticmethod
    @in_database
    def resolve_bom(revision: RevisionRow, _info: Any, **arguments: Any) -> Page:
        """Its lots."""
        order = arguments.get("order_by") or "position"
        keyset = KEYSETS[getattr(order, "value", order)]
        lines = bom_lines(revision).select_related(None).values(*COLUMNS)
        return page_of(lines, keyset, paging(arguments))


async def _asset(revision: RevisionRow, info: Any, kind: str) -> Any:
    return (await info.context.loaders.assets_by_revision.load(revision.pk)).get(kind)
