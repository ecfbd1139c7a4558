"""The quote of a pledge: one parcel of kits that a store makes, at the price that the run came to.

Its lines are the lots of the kits, so that picking, packing slips and refunds in part work as for any order; the kits'
price is shared out over them by what the lots are estimated to cost, in whole cents.
"""

from collections.abc import Sequence
from datetime import timedelta
from decimal import ROUND_UP, Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from builds.models import BomLine, Revision
from common.errors import Conflict
from common.money import unit_price
from shop.models import Pledge, Quote, QuoteKit, QuoteLine, QuoteParcel, SharedRun
from shop.selectors.stores import shipping_for
from shop.services.codes import new_code
from shop.services.pricing import NoRate, Parcel, PriceStack, share_out
from shop.services.quoting.choices import Choices
from shop.services.quoting.needs import Need, Needs, grams_of, needs_of
from shop.services.quoting.pinning import Pinned, pin
from shop.services.quoting.writing import write_charges

HELD = timedelta(days=14)
"""How long the price of a run that was reached waits to be ordered."""


def kit_needs(revision: Revision, kits: int) -> Needs:
    """What so many kits consist of. Raises Conflict("NOTHING_TO_BUY")."""
    lines = BomLine.objects.filter(revision=revision).select_related(
        "part__category", "part__merged_into__category", "colour"
    )
    needs = needs_of(list(lines), {revision.pk: kits}, (), Choices())
    if not needs.lots:
        raise Conflict("NOTHING_TO_BUY", _("No lot of this build is known: there is nothing to make kits of."))
    return needs


def grams(needs: Sequence[Need]) -> int:
    """What they weigh together, rounded up."""
    weight = sum((grams_of(need.part) * need.quantity for need in needs), Decimal(0))
    return int(weight.to_integral_value(ROUND_UP))


def quote_pledge(pledge: Pledge, run: SharedRun, kit_price: Decimal) -> Quote | None:
    """The quote, ready to be ordered; None where the store sends no such parcel to that country any more, or where the
    catalogue knows none of the lots any more. Raises Conflict("NO_RATE").
    """
    try:
        needs = kit_needs(run.revision, pledge.kits)
    except Conflict:
        return None
    lots = list(needs.lots.values())
    parcel = _parcel(pledge, run, kit_price * pledge.kits, lots)
    if parcel is None:
        return None
    now = timezone.now()
    pinned = pin(
        kits={run.revision: pledge.kits}, currencies=[run.currency], currency=run.currency, country=pledge.country,
        on=timezone.localdate(now), instructions=False,
    )  # fmt: skip
    stack = _priced(pinned, parcel)
    quote = Quote.objects.create(
        code=new_code("Q"),
        shopper=pledge.shopper,
        state=Quote.State.READY,
        currency=run.currency,
        country=pledge.country,
        choices=Choices().as_json(),
        needs=needs.as_json,
        left_out=needs.left_out,
        basket=stack.basket,
        bound=stack.basket,
        findings={"stores": 1, "offers": 0, "seconds": "0", "status": "made", "changes": [], "missing": []},
        pinned={**pinned.as_json(), "made": {"kit_price": str(kit_price), "kits": pledge.kits, "run": run.pk}},
        total=stack.total,
        ready_at=now,
        expires_at=now + HELD,
    )
    QuoteKit.objects.create(quote=quote, revision=run.revision, quantity=pledge.kits)
    _write_rows(quote, run, parcel, stack, lots)
    return quote


def _parcel(pledge: Pledge, run: SharedRun, goods: Decimal, lots: Sequence[Need]) -> Parcel | None:
    """All kits of the pledge in one; None where the store sends nothing like it to that country."""
    weight = grams(lots)
    step = shipping_for(run.store, pledge.country, weight, goods)
    if step is None:
        return None
    reason = {"country": step.country, "grams": weight, "asked": str(step.price), "asked_currency": run.currency}
    pieces = sum(need.quantity for need in lots)
    return Parcel(run.store_id, run.store.name, goods, step.price, len(lots), pieces, reason)


def _priced(pinned: Pinned, parcel: Parcel) -> PriceStack:
    """The designer may ask in a currency that nobody has told the worth of."""
    try:
        return pinned.price([parcel])
    except NoRate as error:
        message = _("Nobody has told what %(currency)s is worth in %(into)s, and the price of this run needs it.")
        raise Conflict("NO_RATE", message % {"currency": error.currency, "into": error.into}) from error


def _write_rows(quote: Quote, run: SharedRun, parcel: Parcel, stack: PriceStack, lots: Sequence[Need]) -> None:
    row = QuoteParcel.objects.create(
        quote=quote,
        store=run.store,
        goods=parcel.goods,
        shipping=parcel.shipping,
        grams=parcel.shipping_reason["grams"],
        shipping_reason=dict(parcel.shipping_reason),
    )
    shares = share_out(parcel.goods, _weights(run.revision, lots))
    QuoteLine.objects.bulk_create([_line(row, run, need, share) for need, share in zip(lots, shares, strict=True)])
    write_charges(quote, stack.charges)


def _weights(revision: Revision, lots: Sequence[Need]) -> list[Decimal]:
    """By what the lots are estimated to cost; by their pieces where that is not known of all of them."""
    known = {
        (part, colour): price
        for part, colour, price in BomLine.objects.filter(revision=revision, unit_price__isnull=False).values_list(
            "part_id", "colour_id", "unit_price"
        )
    }
    prices = [known.get((need.part.pk, need.colour.pk)) for need in lots]
    if any(price is None for price in prices):
        return [Decimal(need.quantity) for need in lots]
    return [price * need.quantity for price, need in zip(prices, lots, strict=True) if price is not None]


def _line(parcel: QuoteParcel, run: SharedRun, need: Need, share: Decimal) -> QuoteLine:
    each = unit_price(share / need.quantity)
    return QuoteLine(
        parcel=parcel, part=need.part, colour=need.colour, condition="new", quantity=need.quantity,
        unit_price=each, line_price=share, asked_price=each, asked_currency=run.currency,
    )  # fmt: skip
