"""What offers asked for a lot, day by day."""

import datetime
from typing import Any

from django.db.models import DateField, Min
from django.db.models.functions import Trunc

from parts.models import Colour, Part
from parts.selectors import PriceDay
from parts.selectors.price_history import FIGURES, Step, price_day
from shop.models import AskedPrice


def asked_history(
    part: Part, colour: Colour, *, since: datetime.date | None = None, step: Step = "day"
) -> list[PriceDay]:
    """Prices under the day on which an offer began to ask them, the oldest first, by condition and currency. One query.

    An offer that stays as it is counts once, on its first day. With a longer `step` the figures are of whole weeks,
    months …; with `whole` there is one row for each condition and currency.
    """
    asked = AskedPrice.objects.filter(part=part, colour=colour)
    if since is not None:
        asked = asked.filter(asked_on__gte=since)
    days: Any
    if step == "whole":
        days = asked.values("condition", "currency").annotate(day=Min("asked_on"))
    else:
        days = asked.values("condition", "currency", day=Trunc("asked_on", step, output_field=DateField()))
    rows: Any = days.order_by("day", "condition", "currency").annotate(**FIGURES)
    return [price_day(row) for row in rows]
