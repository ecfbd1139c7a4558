"""What a shopper chooses about a basket, as it is sent and as a quote shows it: the same fields both ways."""

from typing import Any

import graphene

from brickfolk_api.identifiers import global_id
from shop.services.quoting.choices import Choices

BasketCondition = graphene.Enum(
    "BasketCondition", [("NEW", "new"), ("ANY", "any")], description="Only new parts, or used ones too."
)
Substitute = graphene.Enum(
    "Substitute",
    [("MOULD", "mould"), ("PRINT", "print"), ("ALTERNATE", "alternate")],
    description="What may stand for a part: another mould, another print, an alternate.",
)
SAID = {
    "condition": "Only new parts, or used ones too.",
    "max_stores": "From at most so many stores; null: from as many as it takes.",
    "exact_colours": "False: any lot may come in any colour.",
    "any_colour": "Keys of lots that may come in any colour.",
    "substitutes": "What may stand for a part.",
    "use_owned": "Whether to buy less of what is owned.",
    "owned": "What the shopper has.",
    "barred_stores": "Ids of stores not to buy from.",
    "left_out": "Keys of lots not to buy.",
    "without_instructions": "No printed instructions.",
    "without_minifigs": "No parts of minifigures.",
}


class OwnedLot(graphene.ObjectType):
    """How many pieces of a lot the shopper has."""

    lot = graphene.String(required=True, description="The lot’s key, as Quote.needs gives it.")
    quantity = graphene.Int(required=True, description="How many pieces.")


class OwnedLotInput(graphene.InputObjectType):
    """How many pieces of a lot you have."""

    lot = graphene.String(required=True, description="The lot’s key, as Quote.needs gives it.")
    quantity = graphene.Int(required=True, description="How many pieces.")


def _texts(name: str) -> Any:
    return graphene.List(graphene.NonNull(graphene.String), required=True, description=SAID[name])


class QuoteChoices(graphene.ObjectType):
    """What was chosen about a basket; all of it can be sent back as it is."""

    condition = graphene.Field(BasketCondition, required=True, description=SAID["condition"])
    max_stores = graphene.Int(description=SAID["max_stores"])
    exact_colours = graphene.Boolean(required=True, description=SAID["exact_colours"])
    any_colour = _texts("any_colour")
    substitutes = graphene.List(graphene.NonNull(Substitute), required=True, description=SAID["substitutes"])
    use_owned = graphene.Boolean(required=True, description=SAID["use_owned"])
    owned = graphene.List(graphene.NonNull(OwnedLot), required=True, description=SAID["owned"])
    barred_stores = graphene.List(graphene.NonNull(graphene.ID), required=True, description=SAID["barred_stores"])
    left_out = _texts("left_out")
    without_instructions = graphene.Boolean(required=True, description=SAID["without_instructions"])
    without_minifigs = graphene.Boolean(required=True, description=SAID["without_minifigs"])

    @staticmethod
    def resolve_any_colour(choices: Choices, _info: Any) -> list[str]:
        """In an order that stays."""
        return sorted(choices.any_colour)

    @staticmethod
    def resolve_substitutes(choices: Choices, _info: Any) -> list[str]:
        """In an order that stays."""
        return sorted(choices.substitutes)

    @staticmethod
    def resolve_owned(choices: Choices, _info: Any) -> list[dict[str, Any]]:
        """Lot by lot."""
        return [{"lot": lot, "quantity": quantity} for lot, quantity in sorted(choices.owned.items())]

    @staticmethod
    def resolve_barred_stores(choices: Choices, _info: Any) -> list[str]:
        """By their global ids."""
        return [global_id("Store", key) for key in sorted(choices.barred_stores)]

    @staticmethod
    def resolve_left_out(choices: Choices, _info: Any) -> list[str]:
        """In an order that stays."""
        return sorted(choices.left_out)


class QuoteChoicesInput(graphene.InputObjectType):
    """What you choose about a basket; what is left out is as usual: new parts in the exact colours of the build."""

    condition = BasketCondition(description=SAID["condition"])
    max_stores = graphene.Int(description=SAID["max_stores"])
    exact_colours = graphene.Boolean(description=SAID["exact_colours"])
    any_colour = graphene.List(graphene.NonNull(graphene.String), description=SAID["any_colour"])
    substitutes = graphene.List(graphene.NonNull(Substitute), description=SAID["substitutes"])
    use_owned = graphene.Boolean(description=SAID["use_owned"])
    owned = graphene.List(graphene.NonNull(OwnedLotInput), description=SAID["owned"])
    barred_stores = graphene.List(graphene.NonNull(graphene.ID), description=SAID["barred_stores"])
    left_out = graphene.List(graphene.NonNull(graphene.String), description=SAID["left_out"])
    without_instructions = graphene.Boolean(description=SAID["without_instructions"])
    without_minifigs = graphene.Boolean(description=SAID["without_minifigs"])
