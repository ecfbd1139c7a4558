"""What was asked for a part, day by day."""

from typing import Any

import graphene

from brickfolk_api.types.money import Money, money
from parts.models import PriceSeen
from parts.selectors import PriceDay as Day

Condition = graphene.Enum.from_enum(
    PriceSeen.Condition, name="Condition", description=lambda one: f"{one.label} parts." if one else "New or used."
)


class PriceDay(graphene.ObjectType):
    """The prices seen on one day in one condition and currency, per piece."""

    day = graphene.Date(required=True, description="The day on which they were seen.")
    condition = graphene.Field(Condition, required=True, description="Whether new or used parts were asked for.")
    median = graphene.NonNull(Money, description="The one in the middle.")
    low = graphene.NonNull(Money, description="The lowest.")
    high = graphene.NonNull(Money, description="The highest.")
    quantity = graphene.Int(required=True, description="How many pieces the prices speak of together.")
    count = graphene.Int(required=True, description="How many prices were seen.")

    @staticmethod
    def resolve_median(day: Day, _info: Any) -> dict[str, Any] | None:
        """The one in the middle."""
        return money(day.median, day.currency)

    @staticmethod
    def resolve_low(day: Day, _info: Any) -> dict[str, Any] | None:
        """The lowest."""
        return money(day.low, day.currency)

    @staticmethod
    def resolve_high(day: Day, _info: Any) -> dict[str, Any] | None:
        """The highest."""
        return money(day.high, day.currency)
