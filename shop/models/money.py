"""How money stands in the shop's tables: the currencies that it knows."""

from django.db import models
from django.db.models import Q

CURRENCIES = ("EUR", "USD", "GBP", "CAD", "AUD", "CHF", "DKK", "NOK", "SEK", "PLN", "CZK", "HUF")


def currency_check(name: str) -> models.CheckConstraint:
    """Three capital letters (ISO 4217)."""
    return models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name=name)
