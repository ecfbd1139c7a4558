"""What everybody reads about a store."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from common.countries import country_name
from shop.models import ShippingStep, Store
from web.present import figures


@dataclass(frozen=True, slots=True)
class StepShown:
    """Which parcels a line speaks of, in words, and what they cost."""

    limits: str
    price: Decimal


@dataclass(frozen=True, slots=True)
class Destination:
    """Where parcels go to, and what they cost; everywhere else stands last."""

    name: str
    steps: list[StepShown]
    is_rest: bool


@dataclass(frozen=True, slots=True)
class StorePage:
    """A store's terms."""

    store: Store
    country: str
    destinations: list[Destination]
    is_own: bool


def store_page(store: Store, viewer_pk: int | None) -> StorePage:
    """Collect it. One query."""
    steps = list(store.shipping_steps.all())
    return StorePage(store, country_name(store.country), destinations(steps), store.owner_id == viewer_pk)


def destinations(steps: Iterable[ShippingStep]) -> list[Destination]:
    """A shipping table by country, in the order of their names, each from the cheapest on."""
    found = [_destination(code, list(group)) for code, group in groupby(steps, key=lambda step: step.country)]
    return sorted(found, key=lambda one: (one.is_rest, one.name.casefold()))


def _destination(code: str, steps: list[ShippingStep]) -> Destination:
    is_rest = code == ShippingStep.EVERYWHERE
    shown = [StepShown(_limits(step), step.price) for step in steps]
    return Destination(_("Everywhere else") if is_rest else country_name(code), shown, is_rest)


def _limits(step: ShippingStep) -> str:
    told = []
    if step.up_to_grams is not None:
        told.append(_("to %(weight)s") % {"weight": figures.weight(Decimal(step.up_to_grams))})
    if step.up_to_value is not None:
        told.append(_("goods to %(value)s") % {"value": figures.amount(step.up_to_value)})
    return ", ".join(told) or _("any parcel")
