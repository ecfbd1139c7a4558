"""Stores, offers and ready quotes of them, written through the ORM: what orders are tested on."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from common.errors import ServiceError
from common.money import CENT
from parts.models import Part
from shop.models import Offer, Order, Quote, QuoteCharge, QuoteLine, QuoteParcel, Store
from shop.services.ordering.addresses import Address
from tests.factories import make_colour, make_part, make_user

_numbers = itertools.count(1)
KIND = QuoteCharge.Kind
HOME = Address(
    email="shopper@example.org", name="A Shopper", street="Kade 1", postcode="3011 AA", city="Rotterdam", country="NL"
)


def make_store(name: str = "", owner: User | None = None, **fields: Any) -> Store:
    number = next(_numbers)
    name = name or f"Store {number}"
    return Store.objects.create(owner=owner or make_user(), name=name, slug=f"store-{number}", country="NL", **fields)


def make_offer(store: Store, quantity: int = 10, price: str = "0.10", part: Part | None = None, **fields: Any) -> Offer:
    part = part or make_part(f"p{next(_numbers)}")
    return Offer.objects.create(
        store=store, part=part, colour=make_colour(), quantity=quantity, price=Decimal(price), **fields
    )


def make_quote(shopper: User, wanted: Sequence[tuple[Offer, int]], fees: Mapping[str, str] | None = None) -> Quote:
    """A ready quote of so many pieces of each offer; each parcel costs 3.00 to send and 1.20 to pick."""
    now = timezone.now()
    stores = dict.fromkeys(offer.store for offer, _pieces in wanted)
    parcels = {store.pk: QuoteParcel(store=store, goods=0, shipping=Decimal("3.00")) for store in stores}
    lines = [_line(parcels[offer.store_id], offer, pieces) for offer, pieces in wanted]
    charges = [charge for parcel in parcels.values() for charge in _of_parcel(parcel)]
    for kind, amount in (fees if fees is not None else {"platform": "0.40", "payment": "0.35", "tax": "0.77"}).items():
        designer = make_user() if kind in {"design_fee", "royalty"} else None
        charges.append(QuoteCharge(kind=kind, amount=Decimal(amount), designer=designer))
    with transaction.atomic():
        quote = Quote.objects.create(
            code=f"Q-{next(_numbers):06}", shopper=shopper, state="ready", country="NL",
            total=sum((charge.amount for charge in charges), Decimal(0)),
            basket=sum((parcel.goods + parcel.shipping for parcel in parcels.values()), Decimal(0)),
            ready_at=now, expires_at=now + timedelta(hours=1),
        )  # fmt: skip
        for parcel in parcels.values():
            parcel.quote = quote
        for position, charge in enumerate(charges):
            charge.quote, charge.position = quote, position
        QuoteParcel.objects.bulk_create(parcels.values())
        QuoteLine.objects.bulk_create(lines)
        QuoteCharge.objects.bulk_create(charges)
    return quote


def _line(parcel: QuoteParcel, offer: Offer, pieces: int) -> QuoteLine:
    price = (offer.price * pieces).quantize(CENT, ROUND_HALF_UP)
    parcel.goods += price
    return QuoteLine(
        parcel=parcel, offer=offer, part_id=offer.part_id, colour_id=offer.colour_id, condition=offer.condition,
        quantity=pieces, unit_price=offer.price, line_price=price, asked_price=offer.price, asked_currency="EUR",
    )  # fmt: skip


def _of_parcel(parcel: QuoteParcel) -> list[QuoteCharge]:
    amounts = {KIND.PARTS: parcel.goods, KIND.SHIPPING: parcel.shipping, KIND.PICKING: Decimal("1.20")}
    return [QuoteCharge(kind=kind, amount=amount, store=parcel.store) for kind, amount in amounts.items()]


def stock_of(*offers: Offer) -> list[tuple[int, int]]:
    """(on the shelf, reserved) of each."""
    rows = {row.pk: (row.quantity, row.reserved) for row in Offer.objects.all()}
    return [rows[offer.pk] for offer in offers]


def at_once(calls: Sequence[Callable[[], Any]], threads: int = 0) -> list[Any]:
    """What each call returned, or the code of its refusal; on connections of their own."""

    def one(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except ServiceError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(threads or len(calls)) as pool:
        return list(pool.map(one, calls))


def codes(orders: Sequence[Order | str]) -> list[str]:
    """An order's code, or a refusal's."""
    return [order if isinstance(order, str) else order.code for order in orders]
