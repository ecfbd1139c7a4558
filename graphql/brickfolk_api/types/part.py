"""A part of the catalogue."""

from collections.abc import Awaitable
from datetime import date
from decimal import Decimal
from typing import Any

import graphene
from django.db.models import Value
from django.urls import reverse
from django.utils.translation import gettext as _

from brickfolk_api.connections import connection_field
from brickfolk_api.identifiers import global_id
from brickfolk_api.keysets import Order
from brickfolk_api.lists import list_of
from brickfolk_api.types.category import Category
from brickfolk_api.types.colour import (
    ELEMENTS,
    PART_COLOURS,
    ElementConnection,
    PartColourConnection,
    System,
)
from brickfolk_api.types.part_use import PartInBuildConnection, PartInMinifigConnection, PartInSetConnection
from brickfolk_api.types.price_day import Condition, PriceDay
from brickfolk_api.types.relation import RELATIONS, PartRelationConnection, RelationKind
from brickfolk_api.types.set import NEWEST_SETS
from brickfolk_api.types.shop.market import market_field
from builds.selectors import builds_with_part
from common.errors import Invalid
from parts.models import Part as PartRow
from parts.models import PartNumber as PartNumberRow
from parts.selectors import elements, minifigs_with_part, part_colours, relations_of, sets_with_part
from parts.selectors.picture_colours import PLAIN
from parts.services.assets import LIST_WIDTH, WIDTHS

MOST_DAYS = 1000
_SAID = {
    PartNumberRow.Rule.CORRECTED: "A member said so and another reviewed it.",
    PartNumberRow.Rule.OWN: "The system’s own number of this part.",
    PartNumberRow.Rule.MOVED: "An older number that moved to this part.",
    PartNumberRow.Rule.ALIAS: "Another name of the same file.",
    PartNumberRow.Rule.ASSUMED: "Taken to be equal, because no source says otherwise.",
    PartNumberRow.Rule.MOULD: "The number of another mould of it.",
    PartNumberRow.Rule.ALTERNATE: "The number of a part that may stand for it.",
    PartNumberRow.Rule.PRINT: "The number of it with a print.",
    PartNumberRow.Rule.NAME: "The number of a part that bears the same name.",
}
NumberRule = graphene.Enum.from_enum(
    PartNumberRow.Rule,
    name="PartNumberRule",
    description=lambda rule: _SAID[rule] if rule else "Why a number leads to its part, the strongest reason first.",
)

PartKind = graphene.Enum.from_enum(
    PartRow.Kind, name="PartKind", description=lambda kind: f"{kind.label}." if kind else "What sort of part it is."
)


class PartSize(graphene.ObjectType):
    """How much room a part takes, in LDU (0.4 mm)."""

    width = graphene.Float(required=True, description="Along x.")
    height = graphene.Float(required=True, description="Along y.")
    depth = graphene.Float(required=True, description="Along z.")


class PartNumber(graphene.ObjectType):
    """A number that a system gives to a part, and how we know."""

    system = graphene.Field(System, required=True, description="Whose number it is.")
    number = graphene.String(required=True, description="The number, in lower case and without .dat.")
    rule = graphene.Field(NumberRule, required=True, description="Why it leads to this part.")
    evidence = graphene.String(required=True, description="The source that says so.")


class Part(graphene.ObjectType):
    """A shape in the catalogue."""

    id = graphene.ID(required=True, description="The global id.")
    number = graphene.String(required=True, description="The number that we show.")
    name = graphene.String(required=True, description="Its name.")
    kind = graphene.String(required=True, description="part, assembly, print, sticker or flexible")
    category = graphene.NonNull(Category, description="The shelf that it stands on.")
    size = graphene.Field(PartSize, description="Absent where it was not measured.")
    weight_grams = graphene.String(description="A decimal; absent where it is not known.")
    author = graphene.String(description="Who drew its LDraw file, where there is one.")
    licence = graphene.String(description="Of its LDraw file, as the file says.")
    first_year = graphene.Int(description="The first year that it was made in, where known.")
    last_year = graphene.Int(description="The last year that it was made in, where known.")
    set_count = graphene.Int(required=True, description="Sets that hold it; 0 also where no inventory was read.")
    merged_into = graphene.Field(
        lambda: Part, description="The same part under another number, found later; ask that one."
    )
    numbers = graphene.List(graphene.NonNull(PartNumber), required=True, description="In every system.")
    path = graphene.String(required=True, description="Its page on this site.")
    picture_url = graphene.String(
        required=True,
        colour=graphene.Int(default_value=PLAIN, description="LDraw’s code."),
        size=graphene.Int(default_value=LIST_WIDTH, description="Pixels of a side: " + ", ".join(map(str, WIDTHS))),
        description="A PNG of it in a colour; as long as none is drawn, its silhouette as SVG.",
    )
    model_url = graphene.String(
        required=True,
        colour=graphene.Int(default_value=PLAIN, description="LDraw’s code."),
        description="Its 3D file (GLB). Status 202 there says that it is being made: ask again a little later.",
    )
    elements = connection_field(ElementConnection, description="The maker’s numbers of it, colour by colour.")
    colours = connection_field(PartColourConnection, description="Colours that it was made in, the usual ones first.")
    relations = connection_field(
        PartRelationConnection,
        kind=RelationKind(description="Only relations of this kind."),
        as_child=graphene.Boolean(description="Only those in which this part is the child, or only the others."),
        description="Prints, moulds, alternates, pairs and pieces, on either side.",
    )
    sets = connection_field(
        PartInSetConnection,
        colour=graphene.Int(description="LDraw’s code: only sets that hold it in this colour."),
        description="Sets whose newest inventory lists it, the newest set first.",
    )
    minifigs = connection_field(PartInMinifigConnection, description="Minifigures that have it, by number.")
    builds = connection_field(
        PartInBuildConnection, description="Builds that use it, as far as you may see them, the newest first."
    )
    price_history = graphene.List(
        graphene.NonNull(PriceDay),
        required=True,
        condition=Condition(description="Only new or only used parts."),
        since=graphene.Date(description="The first day, YYYY-MM-DD."),
        last=graphene.Int(default_value=100, description="So many of the newest, at most 1,000."),
        description="Prices seen by day, condition and currency, the oldest first.",
    )
    market = market_field(of_part=True)

    @staticmethod
    def resolve_id(part: PartRow, _info: Any) -> str:
        """The global id."""
        return global_id("Part", part.pk)

    @staticmethod
    def resolve_category(part: PartRow, info: Any) -> Awaitable[Any]:
        """Its shelf."""
        return info.context.loaders.category.load(part.category_id)

    @staticmethod
    def resolve_size(part: PartRow, _info: Any) -> dict[str, Decimal] | None:
        """Its size where all three are known."""
        if part.width is None or part.height is None or part.depth is None:
            return None
        return {"width": part.width, "height": part.height, "depth": part.depth}

    @staticmethod
    def resolve_weight_grams(part: PartRow, _info: Any) -> str | None:
        """Its weight."""
        return None if part.weight is None else str(part.weight)

    @staticmethod
    def resolve_author(part: PartRow, _info: Any) -> str | None:
        """Who drew it."""
        return part.author or None

    @staticmethod
    def resolve_licence(part: PartRow, _info: Any) -> str | None:
        """What may be done with its file."""
        return part.licence or None

    @staticmethod
    def resolve_merged_into(part: PartRow, info: Any) -> Awaitable[Any] | None:
        """The part that stands for it now."""
        return info.context.loaders.part.load(part.merged_into_id) if part.merged_into_id else None

    @staticmethod
    def resolve_numbers(part: PartRow, info: Any) -> Awaitable[Any]:
        """Its numbers in every system."""
        return info.context.loaders.numbers_by_part.load(part.pk)

    @staticmethod
    def resolve_path(part: PartRow, _info: Any) -> str:
        """The address of its page."""
        return reverse("web:part", args=[part.pk])

    @staticmethod
    def resolve_picture_url(part: PartRow, info: Any, colour: int, size: int) -> str:
        """The address of its picture."""
        if size not in WIDTHS:
            message = _("Pictures of parts are %(sizes)s pixels wide.") % {"sizes": ", ".join(map(str, WIDTHS))}
            raise Invalid("PICTURE_SIZE", message, field="size")
        return f"{_file_address('web:part-picture', part, info, colour)}?size={size}"

    @staticmethod
    def resolve_model_url(part: PartRow, info: Any, colour: int) -> str:
        """The address of its 3D file."""
        return _file_address("web:part-model", part, info, colour)

    @staticmethod
    def resolve_elements(part: PartRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """Its element numbers."""
        return list_of(info, elements().filter(part=part).select_related(None), ELEMENTS, arguments)

    @staticmethod
    def resolve_colours(part: PartRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """The colours that it was made in."""
        return list_of(info, part_colours().filter(part=part).select_related(None), PART_COLOURS, arguments)

    @staticmethod
    def resolve_relations(part: PartRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """How it relates to others."""
        kind = arguments.get("kind")
        found = relations_of(part, kind=getattr(kind, "value", kind) or "", as_child=arguments.get("as_child"))
        return list_of(info, found, RELATIONS, arguments)

    @staticmethod
    def resolve_sets(part: PartRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """Sets that hold it."""
        found = sets_with_part(part, arguments.get("colour")).select_related(None)
        return list_of(info, found, NEWEST_SETS, arguments)

    @staticmethod
    def resolve_minifigs(part: PartRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """Minifigures that have it."""
        return list_of(info, minifigs_with_part(part), (Order("number"),), arguments)

    @staticmethod
    def resolve_builds(part: PartRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """Builds that use it."""
        found = builds_with_part(info.context.viewer, part).select_related(None)
        return list_of(info, found.annotate(part_key=Value(part.pk)), (Order("id", descending=True),), arguments)

    @staticmethod
    def resolve_price_history(
        part: PartRow, info: Any, last: int, condition: Any = None, since: date | None = None
    ) -> Awaitable[Any]:
        """What was asked for it."""
        if not 0 <= last <= MOST_DAYS:
            message = _("“last” is 0 to %(most)d; ask for earlier days by themselves.") % {"most": MOST_DAYS}
            raise Invalid("PAGE_SIZE", message, field="last")
        return info.context.loaders.price_days(getattr(condition, "value", condition) or "", since, last).load(part.pk)


def _file_address(page: str, part: PartRow, info: Any, colour: int) -> str:
    if colour < 0:
        raise Invalid("BAD_COLOUR", _("LDraw's codes of colours begin with 0."), field="colour")
    return str(info.context.request.build_absolute_uri(reverse(page, args=[part.pk, colour])))
