"""The report of a revision: what wants a look, what was settled, which rules were applied."""

from collections.abc import Awaitable
from typing import Any

import graphene

from brickfolk_api.identifiers import global_id
from brickfolk_api.types.colour import Colour
from brickfolk_api.types.part import Part
from builds.models import BomLine
from builds.selectors import Report, ReportCandidate, ReportItem, Settled

MOST = 1000
FIELDS = (
    "kind", "code", "state", "message", "file", "line", "hint", "count", "references", "candidates", "settlement",
)  # fmt: skip
_SAID = {
    BomLine.Answer.PART: "It is the part that was chosen.",
    BomLine.Answer.OPTIONAL: "It stays listed and is left out of the price.",
    BomLine.Answer.ACCEPTED: "It is right as it stands, or a part of one’s own.",
}
SettleChoice = graphene.Enum.from_enum(
    BomLine.Answer,
    name="SettleChoice",
    description=lambda answer: _SAID[answer] if answer else "How an item of a report is settled.",
)
_STATES = {"LOOK": "look", "SETTLED": "settled", "NOTE": "note"}
_KINDS = {"LOT": "lot", "NOTICE": "notice", "RULE": "rule"}
_MEANS = {
    "look": "It waits for its builder.",
    "settled": "A person has settled it.",
    "note": "A rule was applied, and nothing is asked.",
    "lot": "A part that is unknown or doubtful.",
    "notice": "Something was dropped, approximated or looks odd.",
    "rule": "A rule that was applied while reading and counting.",
}
ReportState = graphene.Enum(
    "ReportState",
    list(_STATES.items()),
    description=lambda value: _MEANS[value.value] if value else "How an item of a report stands.",
)
ReportKind = graphene.Enum(
    "ReportKind",
    list(_KINDS.items()),
    description=lambda value: _MEANS[value.value] if value else "What an item of a report is about.",
)


class ReportCandidateType(graphene.ObjectType):
    """A part that may be meant; it is for the builder to say so."""

    class Meta:
        name = "ReportCandidate"

    part = graphene.Field(Part, description="The part; absent where the catalogue has lost it.")
    confidence = graphene.Float(required=True, description="0 to 1.")
    reason = graphene.String(required=True, description="Why it may be the one, in words.")

    @staticmethod
    def resolve_part(candidate: ReportCandidate, info: Any) -> Awaitable[Any]:
        """The part."""
        return info.context.loaders.part.load(candidate.part_id)


class Settlement(graphene.ObjectType):
    """What a person answered."""

    what = graphene.Field(SettleChoice, required=True, description="The answer.")
    part = graphene.Field(Part, description="The part that the lot is since.")
    colour = graphene.Field(Colour, description="The colour that the lot has since.")
    made_at = graphene.DateTime(required=True, description="When.")

    @staticmethod
    def resolve_part(settled: Settled, info: Any) -> Awaitable[Any] | None:
        """The part."""
        return info.context.loaders.part.load(settled.part_id) if settled.part_id else None

    @staticmethod
    def resolve_colour(settled: Settled, info: Any) -> Awaitable[Any] | None:
        """The colour."""
        return info.context.loaders.colour.load(settled.colour_id) if settled.colour_id else None


class ReportItemType(graphene.ObjectType):
    """One sentence, where it comes from, and what can be done about it."""

    class Meta:
        name = "ReportItem"

    id = graphene.ID(required=True, description="What settleLine and undoSettlement take.")
    kind = graphene.Field(ReportKind, required=True, description="What it is about.")
    code = graphene.String(required=True, description="Stable, in capitals.")
    state = graphene.Field(ReportState, required=True, description="How it stands.")
    message = graphene.String(required=True, description="One sentence for people.")
    file = graphene.String(description="The file that it speaks of.")
    line = graphene.Int(description="Counted from 1.")
    hint = graphene.String(required=True, description="What to do next, where there is something.")
    count = graphene.Int(required=True, description="How many times.")
    references = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Parts as the file names them."
    )
    candidates = graphene.List(
        graphene.NonNull(ReportCandidateType),
        required=True,
        description="Parts that may be meant, the likeliest first.",
    )
    settlement = graphene.Field(Settlement, description="What a person answered, where one did.")


class ReportCounts(graphene.ObjectType):
    """How many items stand how."""

    look = graphene.Int(required=True, description="Waiting for their builder.")
    settled = graphene.Int(required=True, description="Settled by a person.")
    note = graphene.Int(required=True, description="Rules applied.")


class ReportType(graphene.ObjectType):
    """The report of a revision."""

    class Meta:
        name = "Report"

    counts = graphene.NonNull(ReportCounts, description="How many items stand how.")
    items = graphene.List(
        graphene.NonNull(ReportItemType),
        required=True,
        first=graphene.Int(default_value=100, description=f"At most {MOST}."),
        state=ReportState(description="Only those that stand so."),
        description="What wants a look first, then what is settled, then the rules.",
    )

    @staticmethod
    def resolve_counts(row: tuple[int, Report], _info: Any) -> dict[str, int]:
        """Counts by state."""
        return {str(state): number for state, number in row[1].counts.items()}

    @staticmethod
    def resolve_items(row: tuple[int, Report], _info: Any, first: int = 100, state: Any = None) -> list[dict[str, Any]]:
        """The items, each with the id by which it is settled."""
        revision, report = row
        wanted = getattr(state, "value", state)
        found = [item for item in report.items if wanted in {None, item.state}]
        return [_shown(revision, item) for item in found[: max(0, min(first or 0, MOST))]]


def _shown(revision: int, item: ReportItem) -> dict[str, Any]:
    """An item as its fields, with the lot's global id, or one that names the notice in its revision."""
    kind, key = ("BomLine", str(item.lot.pk)) if item.lot else ("Notice", f"{revision}-{item.notice}")
    return {name: getattr(item, name) for name in FIELDS} | {"id": global_id(kind, key)}
