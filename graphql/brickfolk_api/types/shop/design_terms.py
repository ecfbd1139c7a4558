"""What a designer asks for kits of a build and of its remixes."""

from typing import Any

import graphene

from brickfolk_api.types.money import Money, money
from shop.models import DesignTerms as TermsRow


class DesignTerms(graphene.ObjectType):
    """What a designer asks. A royalty is so much a kit, or so many per cent of a remix's fee."""

    fee = graphene.NonNull(Money, description="For each kit; a remix shares it with those that it was made from.")
    royalty_fixed = graphene.NonNull(Money, description="For each kit of a remix.")
    royalty_percent = graphene.String(required=True, description="Of a remix’s fee, as a decimal.")

    @staticmethod
    def resolve_fee(terms: TermsRow, _info: Any) -> dict[str, Any] | None:
        """For each kit."""
        return money(terms.fee, terms.currency)

    @staticmethod
    def resolve_royalty_fixed(terms: TermsRow, _info: Any) -> dict[str, Any] | None:
        """For each kit of a remix."""
        return money(terms.royalty_fixed, terms.currency)

    @staticmethod
    def resolve_royalty_percent(terms: TermsRow, _info: Any) -> str:
        """Of a remix's fee."""
        return str(terms.royalty_percent)
