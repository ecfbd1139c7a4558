"""How parts relate to each other."""

from collections.abc import Awaitable
from typing import Any

import graphene

from brickfolk_api.connections import connection
from brickfolk_api.keysets import Order
from brickfolk_api.types.colour import Colour
from parts.models import PartRelation as RelationRow

_SAID = {
    RelationRow.Kind.PRINT: "The child is the parent with a print on it.",
    RelationRow.Kind.PATTERN: "The child is the parent with a pattern moulded into it.",
    RelationRow.Kind.MOULD: "The child is another mould of the parent.",
    RelationRow.Kind.ALTERNATE: "The child may stand for the parent.",
    RelationRow.Kind.PAIR: "Both come together, such as left and right.",
    RelationRow.Kind.SUBPART: "The child is one of the pieces of the parent.",
}
RelationKind = graphene.Enum.from_enum(
    RelationRow.Kind, name="PartRelationKind", description=lambda kind: _SAID[kind] if kind else "How two parts relate."
)


class PartRelation(graphene.ObjectType):
    """How two parts relate: the child is a print of, a mould of … its parent."""

    kind = graphene.Field(RelationKind, required=True, description="How.")
    child = graphene.Field("brickfolk_api.types.part.Part", required=True, description="The one that is made so.")
    parent = graphene.Field("brickfolk_api.types.part.Part", required=True, description="The one that it comes from.")
    quantity = graphene.Int(required=True, description="How many of the child one parent holds; 1 in most.")
    colour = graphene.Field(Colour, description="The child's colour, where it is fixed.")
    evidence = graphene.String(required=True, description="The source that says so.")

    @staticmethod
    def resolve_child(relation: RelationRow, info: Any) -> Awaitable[Any]:
        """One side."""
        return info.context.loaders.part.load(relation.child_id)

    @staticmethod
    def resolve_parent(relation: RelationRow, info: Any) -> Awaitable[Any]:
        """The other side."""
        return info.context.loaders.part.load(relation.parent_id)

    @staticmethod
    def resolve_colour(relation: RelationRow, info: Any) -> Awaitable[Any] | None:
        """The child's colour."""
        return info.context.loaders.colour.load(relation.colour_id) if relation.colour_id else None


PartRelationConnection = connection(PartRelation, "PartRelation")
RELATIONS = (Order("kind"), Order("id"))
