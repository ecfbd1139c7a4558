"""Amounts of money: a decimal as a string, never a float, and its currency."""

from decimal import Decimal
from typing import Any

import graphene
from graphql import Undefined


class DecimalText(graphene.Decimal):
    """A decimal number in digits, in a string: "0.12"."""

    class Meta:
        name = "Decimal"

    @staticmethod
    def parse_value(value: Any) -> Any:
        """As it is written, whatever a service says of it; but Python takes 1_0 for ten, and digits of all scripts.

        A number of JSON is taken by its digits, not by what it comes to in binary.
        """
        text = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
        return graphene.Decimal.parse_value(text) if text.isascii() and "_" not in text else Undefined


class Money(graphene.ObjectType):
    """An amount and its currency (ISO 4217)."""

    amount = graphene.String(required=True, description="A decimal, such as 187.40.")
    currency = graphene.String(required=True, description="ISO 4217, such as EUR.")


def money(amount: Decimal | str | None, currency: str) -> dict[str, Any] | None:
    """An amount as the API shows it; none where there is none, never a zero instead."""
    return None if amount is None else {"amount": str(amount), "currency": currency}
