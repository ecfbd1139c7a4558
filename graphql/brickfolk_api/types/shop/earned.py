"""What a build brought its designer."""

from typing import Any

import graphene

from brickfolk_api.types.build import Build
from brickfolk_api.types.money import Money, money
from shop.selectors.statements import Earned


class EarnedByBuild(graphene.ObjectType):
    """What a build of yours brought you in one currency, less what was taken back."""

    build = graphene.Field(Build, description="The build; null where there is none any more.")
    orders = graphene.Int(required=True, description="Orders that brought something.")
    fees = graphene.NonNull(Money, description="Design fees of its own kits.")
    royalties = graphene.NonNull(Money, description="Royalties of kits of its remixes.")
    together = graphene.NonNull(Money, description="Both.")

    @staticmethod
    def resolve_fees(earned: Earned, _info: Any) -> dict[str, Any] | None:
        """In the currency of the account that they came to."""
        return money(earned.fees, earned.currency)

    @staticmethod
    def resolve_royalties(earned: Earned, _info: Any) -> dict[str, Any] | None:
        """In the currency of the account that they came to."""
        return money(earned.royalties, earned.currency)

    @staticmethod
    def resolve_together(earned: Earned, _info: Any) -> dict[str, Any] | None:
        """In the currency of the account that they came to."""
        return money(earned.fees + earned.royalties, earned.currency)
