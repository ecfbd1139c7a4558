"""Stores and offers for tests, through the ORM: anything of them can be said otherwise."""

import itertools
from decimal import Decimal
from typing import Any

from accounts.models import User
from parts.models import Colour, Part
from shop.models import Offer, ShippingStep, Store
from tests.factories import make_colour, make_part, make_user

_numbers = itertools.count(1)


def make_store(owner: User | None = None, name: str = "", **fields: Any) -> Store:
    """An open store in Germany that asks euro and sends everywhere for 5.00."""
    number = next(_numbers)
    values = {"country": "DE", "currency": "EUR", "slug": f"store-{number}"} | fields
    store = Store.objects.create(owner=owner or make_user(), name=name or f"Store {number}", **values)
    ShippingStep.objects.create(store=store, price=Decimal("5.00"))
    return store


def make_offer(store: Store, part: Part | None = None, colour: Colour | None = None, **fields: Any) -> Offer:
    """A hundred new bricks at 0.10."""
    values = {"quantity": 100, "price": Decimal("0.1000")} | fields
    return Offer.objects.create(store=store, part=part or make_part(), colour=colour or make_colour(), **values)
