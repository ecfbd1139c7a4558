"""Offers: of a store, one's own, and those that a basket can be made of."""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from brickcore.tiers import Tiers
from builds.selectors import Viewer
from common.cursors import LARGEST
from common.errors import NotFound
from common.text import is_storable
from shop.models import Offer, OfferImport, Store

Order = Literal["newest", "part", "price", "quantity", "remarks"]
MAX_WORDS = 8
_ORDERS: dict[str, tuple[str, ...]] = {
    "newest": ("-id",),
    "part": ("part__name", "colour__name", "id"),
    "price": ("price", "id"),
    "quantity": ("-quantity", "id"),
    "remarks": ("remarks", "id"),
}


class OfferRow(NamedTuple):
    """What a search for baskets needs of an offer. Prices of one in the store's `currency`; tiers as (from, price)."""

    id: int
    store_id: int
    part_id: int
    colour_id: int
    condition: str
    available: int
    price: Decimal
    multiple: int
    tiers: Tiers
    currency: str


def offers_of_store(
    store: Store,
    query: str = "",
    *,
    condition: str = "",
    sold_out: bool | None = False,
    order: Order | str = "newest",
    as_owner: bool = True,
) -> QuerySet[Offer]:
    """A store's lots, with part, shelf and colour. Each word of `query` stands in the part's number or name, the
    colour, the comment, or (where the owner looks) the remarks or the lot's number: others cannot guess those.

    `sold_out` False: those that can be bought; True: the others; None: both. Orders end with the id, for keysets.
    """
    found = Offer.objects.filter(store=store, request=None).select_related("part__category", "colour")
    if sold_out is not None:
        found = found.filter(on_market=not sold_out)
    if condition:
        found = found.filter(condition=condition) if is_storable(condition) else found.none()
    if not is_storable(query):
        return found.none()
    for word in query.split()[:MAX_WORDS]:
        found = found.filter(_has(word) | _lies(word) if as_owner else _has(word))
    return found.order_by(*_ORDERS.get(order, _ORDERS["newest"]))


def access_own_offer(viewer: Viewer, pk: int) -> Offer:
    """An offer of a store of one's own, with store, part and colour. Raises NotFound."""
    own = Offer.objects.select_related("store", "part__category", "colour")
    mine = viewer.pk if viewer is not None else None
    offer = own.filter(pk=pk, store__owner=mine).first() if mine is not None and 0 < pk <= LARGEST else None
    if offer is None:
        raise NotFound("NO_SUCH_OFFER", _("There is no such offer of yours."))
    return offer


def imports_of_store(store: Store) -> QuerySet[OfferImport]:
    """What was made of a store's files, the newest first; without the long lists."""
    return OfferImport.objects.filter(store=store).defer("rejections", "notices").order_by("-id")


def access_own_import(viewer: Viewer, pk: int) -> OfferImport:
    """A file that was handed in for a store of one's own. Raises NotFound."""
    mine = viewer.pk if viewer is not None else None
    own = OfferImport.objects.select_related("store").filter(pk=pk, store__owner=mine)
    found = own.first() if mine is not None and 0 < pk <= LARGEST else None
    if found is None:
        raise NotFound("NO_SUCH_IMPORT", _("There is no such import of yours."))
    return found


def offers_for(lots: Iterable[tuple[int, int | None]], condition: str = "", shopper: Viewer = None) -> list[OfferRow]:
    """All that open stores have of these (part, colour) keys, the cheapest of a lot first; colour None: any colour.

    `condition` "new" or "used", "" or "any" for both. Answers to requests are among them for their shopper alone,
    while the request is open: what an order of that shopper's let go of later is not offered again.
    One query, in rows: of 800 lots in 500 stores there are hundreds of thousands.
    """
    wanted = sorted({(part, colour or 0) for part, colour in lots})
    given = [[part for part, _ in wanted], [colour for _, colour in wanted]]
    conditions = [condition] if condition in Offer.Condition.values else list(Offer.Condition.values)
    mine = shopper.pk if shopper is not None else None
    with connection.cursor() as cursor:
        cursor.execute(_OFFERS_FOR, [*given, *[conditions] * 3, mine])
        return [_row(values) for values in cursor.fetchall()]


# A branch for each index: lots in one colour, lots in any colour, and answers, which the market's index does not hold.
_COLUMNS = """
    offer.id, offer.store_id, offer.part_id, offer.colour_id, offer.condition, offer.available, offer.price,
    offer.multiple, offer.tiers::text, store.currency
"""
_OPEN = "JOIN shop_store AS store ON store.id = offer.store_id AND store.is_open"
_OFFERS_FOR = f"""
    WITH wanted AS MATERIALIZED (SELECT * FROM unnest(%s::bigint[], %s::bigint[]) AS given(part, colour))
    SELECT {_COLUMNS}
    FROM wanted JOIN shop_offer AS offer ON offer.part_id = wanted.part AND offer.colour_id = wanted.colour {_OPEN}
    WHERE offer.condition = ANY(%s) AND offer.on_market
    UNION ALL
    SELECT {_COLUMNS}
    FROM wanted JOIN shop_offer AS offer ON wanted.colour = 0 AND offer.part_id = wanted.part {_OPEN}
    WHERE offer.condition = ANY(%s) AND offer.on_market
    UNION ALL
    SELECT {_COLUMNS}
    FROM shop_partsrequest AS asked
    JOIN shop_offer AS offer ON offer.request_id = asked.id AND offer.available > 0 AND offer.condition = ANY(%s)
    JOIN wanted ON wanted.part = offer.part_id AND (wanted.colour = 0 OR offer.colour_id = wanted.colour) {_OPEN}
    WHERE asked.shopper_id = %s AND asked.state = 'open'
    ORDER BY 3, 4, 7, 1
"""  # noqa: S608 - columns of our own


def _row(values: tuple[object, ...]) -> OfferRow:
    *plain, tiers, currency = values
    return OfferRow._make((*plain, tiers_from(str(tiers)), currency))


def tiers_from(stored: str) -> Tiers:
    """Tiers out of a row's JSON."""
    if stored == "[]":  # nearly all; reading JSON would take longer than the query
        return ()
    return tuple((int(one["from"]), Decimal(one["price"])) for one in json.loads(stored))


def _has(word: str) -> Q:
    return (
        Q(part__number__istartswith=word)
        | Q(part__name__icontains=word)
        | Q(colour__name__icontains=word)
        | Q(comment__icontains=word)
    )


def _lies(word: str) -> Q:
    return Q(remarks__icontains=word) | Q(lot_key=word)
