"""Ready quotes for pages: parcels of real lines, and a price stack that the shop's own rules made of them."""

import datetime
import itertools
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from builds.models import Revision
from shop.models import Quote, QuoteCharge, QuoteKit, QuoteLine, QuoteParcel, Store
from shop.services.pricing import Claim, Kit, Parcel, Rates, Rule, price
from tests.factories import make_colour, make_part, make_user

_numbers = itertools.count(1)
DAY = datetime.date(2026, 11, 20)
BEGINS = datetime.date(2026, 1, 1)
RULES = [
    Rule("picking", "parcel", BEGINS, fixed=Decimal("1.20"), note="for finding and packing the lots of a parcel"),
    Rule("platform", "parts", BEGINS, Decimal(2), note="keeps the site running"),
    Rule("payment", "charge", BEGINS, Decimal("1.4"), Decimal("0.25"), note="what moving the money costs"),
    Rule("royalty_cap", "design_fee", BEGINS, Decimal(50)),
    Rule("tax", "services", BEGINS, Decimal(21), country="NL"),
]
Lot = tuple[str, str, int, str]  # name, colour, pieces, price of one
HARBOUR: list[Lot] = [
    ("Plate 1 × 2", "Light bluish gray", 64, "0.05"),
    ("Plate 2 × 4", "Light bluish gray", 22, "0.1125"),
]
LAGER: list[Lot] = [("Technic beam 15", "Black", 8, "0.41"), ("Tap", "Black", 4, "0.09")]
TWO_STORES = [("Brick Harbour", "5.95", HARBOUR), ("Noppenlager", "6.49", LAGER)]
COLOURS = {"Light bluish gray": 71, "Dark bluish gray": 72, "Dark red": 320, "Black": 0}


def make_quote(shopper: User, **fields: Any) -> Quote:
    """A quote in any state, without rows of its own."""
    values = {"code": f"Q-W{next(_numbers):05}", "country": "NL", "needs": [], "state": "waiting"}
    return Quote.objects.create(shopper=shopper, **values | fields)


@transaction.atomic
def make_ready_quote(
    shopper: User,
    revision: Revision | None = None,
    parcels: Sequence[tuple[str, str, Sequence[Lot]]] = TWO_STORES,
    fee: str = "4.00",
    royalty: str = "1.00",
    **fields: Any,
) -> Quote:
    """Held for an hour. `parcels` are a store's name, its shipping and its lots."""
    now = timezone.now()
    values = {
        "state": "ready", "ready_at": now, "expires_at": now + datetime.timedelta(hours=1),
        "needs": [_need(lot) for _store, _ship, lots in parcels for lot in lots],
        "findings": {"stores": 148, "offers": 11306, "seconds": 4.2, "status": "feasible", "changes": []},
    }  # fmt: skip
    quote = make_quote(shopper, **values | {"total": 0, "basket": 0} | fields)
    if revision is not None:
        QuoteKit.objects.create(quote=quote, revision=revision)
    rows = [_parcel(quote, name, Decimal(shipping), lots) for name, shipping, lots in parcels]
    stack = _stack(quote, rows, revision, fee, royalty)
    quote.total, quote.basket = stack.total, stack.basket
    quote.save()
    return quote


def _stack(quote: Quote, rows: list[Parcel], revision: Revision | None, fee: str, royalty: str) -> Any:
    kits = [_kit(revision, fee, royalty)] if revision else []
    stack = price(parcels=rows, kits=kits, rules=RULES, rates=Rates("EUR", {}), country=quote.country, on=DAY)
    QuoteCharge.objects.bulk_create(
        QuoteCharge(
            quote=quote, position=place, kind=one.kind, amount=one.amount, store_id=one.store,
            designer_id=one.designer, reason=one.reason,
        )
        for place, one in enumerate(stack.charges)
    )  # fmt: skip
    return stack


def _kit(revision: Revision, fee: str, royalty: str) -> Kit:
    """A remix, whose parent's builder asks so much a kit."""
    build, ancestor = revision.build, make_user(f"ancestor{next(_numbers)}", display_name="Trainer Builder")
    claim = Claim(0, "Twin-boom trainer", ancestor.pk, "Trainer Builder", 1, fixed=Decimal(royalty))
    claims = (claim,) if Decimal(royalty) else ()
    owner = build.owner
    return Kit(revision.pk, build.pk, build.title, 1, owner.pk, owner.shown_name, Decimal(fee), claims=claims)


def _parcel(quote: Quote, name: str, shipping: Decimal, lots: Sequence[Lot]) -> Parcel:
    store = Store.objects.filter(name=name).first() or Store.objects.create(
        owner=make_user(), name=name, slug=f"shown-{next(_numbers)}", country="NL", handling_days=1
    )
    reason = {
        "country": "NL", "up_to_grams": 1000, "up_to_value": None, "grams": 640,
        "asked": str(shipping), "asked_currency": "EUR",
    }  # fmt: skip
    goods = sum((_price(lot) for lot in lots), Decimal("0.00"))
    row = QuoteParcel.objects.create(
        quote=quote, store=store, goods=goods, shipping=shipping, grams=640, shipping_reason=reason, minimum="5.00"
    )
    QuoteLine.objects.bulk_create(_line(row, lot) for lot in lots)
    pieces = sum(pieces for _name, _colour, pieces, _each in lots)
    return Parcel(store.pk, name, goods, shipping, len(lots), pieces, reason)


def _line(parcel: QuoteParcel, lot: Lot) -> QuoteLine:
    name, colour, pieces, each = lot
    return QuoteLine(
        parcel=parcel, part=make_part(f"n{name}", name), colour=make_colour(COLOURS[colour], colour), condition="new",
        quantity=pieces, unit_price=Decimal(each), line_price=_price(lot), asked_price=Decimal(each),
        asked_currency="EUR",
    )  # fmt: skip


def _price(lot: Lot) -> Decimal:
    return (Decimal(lot[3]) * lot[2]).quantize(Decimal("0.01"))


def _need(lot: Lot) -> dict[str, Any]:
    part, colour = make_part(f"n{lot[0]}", lot[0]), make_colour(COLOURS[lot[1]], lot[1])
    return {
        "lot": f"{part.pk}:{colour.pk}", "part_id": part.pk, "colour_id": colour.pk, "number": part.number,
        "name": part.name, "colour": colour.name, "quantity": lot[2], "grams": "0.4",
    }  # fmt: skip
