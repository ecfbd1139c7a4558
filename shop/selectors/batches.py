"""Rows of the shop for many others at once, for lists: one query each."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from builds.selectors import Viewer
from shop.models import LedgerAccount, OfferImport, Order, Pledge, Quote, QuoteCharge, Shipment
from shop.selectors.ledger import balances
from shop.selectors.orders import WITH_STORES

DETAILS = ("needs", "left_out", "findings", "choices")


def details_by_quote(ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """What is long in a quote, and so is not read with the lists of them: lots, findings, choices."""
    return {row.pop("pk"): row for row in Quote.objects.filter(pk__in=ids).values("pk", *DETAILS)}


def charges_by_quote(ids: Collection[int]) -> dict[int, list[QuoteCharge]]:
    """The lines of each quote's price in their order; a quote without a price is absent."""
    found: dict[int, list[QuoteCharge]] = defaultdict(list)
    for charge in QuoteCharge.objects.filter(quote__in=ids).order_by("quote_id", "position"):
        found[charge.quote_id].append(charge)
    return found


def orders_by_quote(ids: Collection[int]) -> dict[int, Order]:
    """The orders that quotes became, with their parcels. Two queries; only for who may see the quotes."""
    found = Order.objects.filter(quote__in=ids).prefetch_related(WITH_STORES)
    return {order.quote_id: order for order in found}


def orders_by_id(ids: Collection[int]) -> dict[int, Order]:
    """The orders themselves, for parcels of theirs that somebody may see."""
    return Order.objects.in_bulk(ids)


def currency_by_shipment(ids: Collection[int]) -> dict[int, str]:
    """In which currency each parcel was paid."""
    return dict(Shipment.objects.filter(pk__in=ids).values_list("pk", "order__currency"))


def quotes_by_id(viewer: Viewer, ids: Collection[int]) -> dict[int, Quote]:
    """Those of the quotes with these keys that are this person's own, without what is long in them."""
    if viewer is None or viewer.pk is None:
        return {}
    return Quote.objects.filter(shopper=viewer.pk).defer(*DETAILS, "pinned").in_bulk(ids)


def pledges_by_run(viewer: Viewer, ids: Collection[int]) -> dict[int, Pledge]:
    """This person's own pledge for each of these runs, where there is one."""
    if viewer is None or viewer.pk is None:
        return {}
    return {pledge.run_id: pledge for pledge in Pledge.objects.filter(run__in=ids, shopper=viewer.pk)}


def balances_by_account(ids: Collection[int]) -> dict[int, Decimal]:
    """What is owed to the holder of each account."""
    return balances([LedgerAccount(pk=key) for key in ids])


def reports_by_import(ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """What became of the rows of each file: long, and so not read with the lists of imports."""
    rows = OfferImport.objects.filter(pk__in=ids).values("pk", "rejections", "notices")
    return {row["pk"]: dict(row) for row in rows}
