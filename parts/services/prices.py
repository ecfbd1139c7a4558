"""Keeps prices that somebody saw."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Invalid
from parts.models import Colour, Part, PriceSeen


@dataclass(frozen=True, slots=True)
class SeenPrice:
    """One price per piece as it was seen: never an offer, always with its date and source."""

    part: Part
    colour: Colour
    price: Decimal
    seen_on: datetime.date
    source: str
    condition: str = "new"
    currency: str = "EUR"
    quantity: int = 1


@transaction.atomic
def record_prices_seen(*, prices: Sequence[SeenPrice]) -> int:
    """Keep these prices, but none twice (same in all but the quantity). Returns how many were new."""
    for price in prices:
        if price.price <= 0:
            raise Invalid("PRICE_NOT_POSITIVE", _("A price seen must be more than zero; leave out what has no price."))
    rows = [
        PriceSeen(
            part=price.part,
            colour=price.colour,
            price=price.price,
            currency=price.currency,
            condition=price.condition,
            quantity=price.quantity,
            seen_on=price.seen_on,
            source=price.source,
        )
        for price in prices
    ]
    before = PriceSeen.objects.count()
    PriceSeen.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
    return PriceSeen.objects.count() - before
