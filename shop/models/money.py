"""How money stands in the shop's tables: amounts in whole cents, prices of one piece in hundredths of them."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

CURRENCIES = ("EUR", "USD", "GBP", "CAD", "AUD", "CHF", "DKK", "NOK", "SEK", "PLN", "CZK", "HUF")
CENT = Decimal("0.01")
UNIT = Decimal("0.0001")


def currency_check(name: str) -> models.CheckConstraint:
    """Three capital letters (ISO 4217)."""
    return models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name=name)
