"""Working a quote's price out again, from nothing but what is pinned in its rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from common.errors import Conflict
from common.money import cents, unit_price
from shop.models import Quote, QuoteCharge, QuoteLine, QuoteParcel
from shop.selectors.quotes import quote_whole
from shop.services.pricing import Charge, Parcel, PriceStack, Rates
from shop.services.quoting.pinning import Pinned


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that comes out otherwise than it is pinned: where, what stands there, and what it should be."""

    where: str
    pinned: str
    computed: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """The price as it comes out now, and how that differs from what is pinned: not at all, if nobody touched it."""

    stack: PriceStack
    differences: tuple[Difference, ...]

    @property
    def is_same(self) -> bool:
        """Whether every line is the same, to the cent."""
        return not self.differences


def replay(quote: Quote) -> Replayed:
    """Recompute each price from the price that was asked, each parcel from its lines, each line from the rules.

    Nothing of today is read: no offer, no rule, no rate. Raises Conflict("NO_PRICE") for a quote that has none.
    """
    if quote.state != Quote.State.READY:
        raise Conflict("NO_PRICE", _("This quote has no price yet."))
    quote, pinned = quote_whole(quote), Pinned.read(quote)
    rows, made = list(quote.parcels.all()), quote.pinned.get("made")
    parcels = [_made_parcel(row, made, pinned.rates) if made else _parcel(row, pinned.rates) for row in rows]
    stack = pinned.price(parcels)
    found = [
        *(one for row in rows if not made for line in row.lines.all() for one in _in_line(line, pinned.rates)),
        *(one for row, parcel in zip(rows, parcels, strict=True) for one in _in_parcel(row, parcel)),
        *_in_charges(list(quote.charges.all()), stack.charges),
        *_differing("basket", quote.basket, stack.basket),
        *_differing("total", quote.total, stack.total),
    ]
    return Replayed(stack, tuple(found))


def line_price(asked: Decimal, currency: str, quantity: int, rates: Rates) -> tuple[Decimal, Decimal]:
    """Price of one and of the line in the quote's currency: each rounded once, the second from the first."""
    each = unit_price(rates.convert(asked, currency))
    return each, cents(each * quantity)


def shipping_price(reason: dict[str, Any], rates: Rates) -> Decimal:
    """What the parcel costs, from the step of the store's table."""
    return cents(rates.convert(Decimal(reason["asked"]), reason["asked_currency"]))


def _parcel(row: QuoteParcel, rates: Rates) -> Parcel:
    lines = row.lines.all()
    prices = [line_price(line.asked_price, line.asked_currency, line.quantity, rates)[1] for line in lines]
    return Parcel(
        store=row.store_id,
        name=row.store.name,
        goods=sum(prices, Decimal("0.00")),
        shipping=shipping_price(row.shipping_reason, rates),
        lots=len(lines),
        pieces=sum(line.quantity for line in lines),
        shipping_reason=row.shipping_reason,
    )


def _made_parcel(row: QuoteParcel, made: dict[str, Any], rates: Rates) -> Parcel:
    """Kits of a shared run have one price; its lines only share it out, and have to come to it."""
    goods = Decimal(made["kit_price"]) * made["kits"]
    shared = sum((line.line_price for line in row.lines.all()), Decimal("0.00"))
    return replace(_parcel(row, rates), goods=goods if shared == goods else shared)


def _in_line(line: QuoteLine, rates: Rates) -> Iterator[Difference]:
    each, together = line_price(line.asked_price, line.asked_currency, line.quantity, rates)
    yield from _differing(f"line {line.pk}: each", line.unit_price, each)
    yield from _differing(f"line {line.pk}: together", line.line_price, together)


def _in_parcel(row: QuoteParcel, parcel: Parcel) -> Iterator[Difference]:
    yield from _differing(f"parcel {row.pk}: goods", row.goods, parcel.goods)
    yield from _differing(f"parcel {row.pk}: shipping", row.shipping, parcel.shipping)


def _in_charges(rows: Sequence[QuoteCharge], charges: Sequence[Charge]) -> Iterator[Difference]:
    yield from _differing("number of lines", len(rows), len(charges))
    for row, charge in zip(rows, charges, strict=False):
        pinned = f"{row.kind} {row.store_id or row.designer_id or ''} {row.amount}"
        computed = f"{charge.kind} {charge.store or charge.designer or ''} {charge.amount}"
        yield from _differing(f"charge {row.position}", pinned, computed)


def _differing(where: str, pinned: object, computed: object) -> Iterator[Difference]:
    if pinned != computed:
        yield Difference(where, str(pinned), str(computed))
