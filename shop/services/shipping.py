"""A store's shipping table: what a parcel costs, by country, weight and value."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.countries import COUNTRIES
from common.errors import Invalid
from shop.models import ShippingStep, Store
from shop.services.amounts import amount, count
from shop.services.owning import lock_own_store

MOST_STEPS = 2_000
HEAVIEST = 1_000_000  # grams; a tonne of bricks is no parcel
EVERYWHERE = ShippingStep.EVERYWHERE


@dataclass(frozen=True, slots=True)
class StepGiven:
    """A parcel to `country` ("**" is everywhere else) up to a weight and a value costs `price`; None: up to any."""

    country: str
    price: Decimal
    up_to_grams: int | None = None
    up_to_value: Decimal | None = None


@transaction.atomic
def set_shipping(*, store: Store, by: User, steps: Sequence[StepGiven]) -> list[ShippingStep]:
    """The store's whole table anew, or none: then it sends nothing. Raises NotFound and Invalid.

    The table is replaced: a step has no life of its own, and quotes keep the step that they were made with.
    """
    if len(steps) > MOST_STEPS:
        raise Invalid("SHIPPING", _("A table has at most %(count)d lines.") % {"count": MOST_STEPS}, field="steps")
    made = [_step(store, given) for given in steps]
    reaches = [(step.country, step.up_to_grams, step.up_to_value) for step in made]
    if len(set(reaches)) < len(reaches):
        message = _("Two lines of the table speak of the same parcels. Leave one of them out.")
        raise Invalid("SHIPPING", message, field="steps")
    locked = lock_own_store(store, by)
    locked.shipping_steps.all().delete()
    return ShippingStep.objects.bulk_create(made)


def _step(store: Store, given: StepGiven) -> ShippingStep:
    if given.country != EVERYWHERE and given.country not in COUNTRIES:
        raise Invalid("COUNTRY", _("Say the country by its two letters, or ** for everywhere else."), field="country")
    grams, value = given.up_to_grams, given.up_to_value
    return ShippingStep(
        store=store,
        country=given.country,
        up_to_grams=None if grams is None else count(grams, "up_to_grams", least=1, most=HEAVIEST),
        up_to_value=None if value is None else amount(value, "up_to_value"),
        price=amount(given.price, "price"),
    )
