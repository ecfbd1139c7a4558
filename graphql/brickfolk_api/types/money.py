"""Amounts of money: a decimal as a string, never a float, and its currency."""

from decimal import Decimal
from typing import Any

import graphene


class Money(graphene.ObjectType):
    """An amount and its currency (ISO 4217)."""

    amount = graphene.String(required=True, description="A decimal, such as 187.40.")
    currency = graphene.String(required=True, description="ISO 4217, such as EUR.")


def money(amount: Decimal | str | None, currency: str) -> dict[str, Any] | None:
    """An amount as the API shows it; none where there is none, never a zero instead."""
    return None if amount is None else {"amount": str(amount), "currency": currency}
