"""Taking a quote: its stock is reserved and its order written in one transaction, once for each key that is sent.

The rows of stores' offers, which everybody competes for, are locked last and for the shortest time; what is written
before is rolled back where a lot is sold out. docs/adr/0013-stock-and-idempotency.md says why it holds.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common.errors import Conflict, Invalid, NotFound
from shop.models import Order, OrderLine, Quote
from shop.services.codes import new_code
from shop.services.ordering.addresses import Address, checked_address
from shop.services.ordering.jobs import Letter, defer_letter
from shop.services.ordering.lines import copy_quote
from shop.services.ordering.stock import lacking, reserve

MOST_UNPAID = 20  # orders of one shopper that hold stock at once
LONGEST_KEY = 80  # of the name that a program gives its order, so that it is placed once however often it is sent
NAMED = 5  # sold-out lots that a refusal names
UNREAD = ("choices", "needs", "left_out", "progress", "findings", "pinned")  # of a quote: long, and not of the order

# Of the same order sent many times at once, the others wait here for the first; what is read is read after that.
EARLIER = """
SELECT FROM accounts_user WHERE id = %(shopper)s FOR NO KEY UPDATE;
SELECT (SELECT id FROM shop_order WHERE shopper_id = %(shopper)s AND key = %(key)s),
    (SELECT code FROM shop_order WHERE quote_id = %(quote)s),
    (SELECT count(*) FROM shop_order WHERE shopper_id = %(shopper)s AND state = 'placed')
"""


@transaction.atomic
def place_order(*, by: User, quote: Quote, address: Address, key: str) -> Order:
    """Order a quote's parcels. The quote's prices hold while it lasts, whatever the stores ask by now.

    `key` is the sender's own name of this order: sent again with the same body it returns the same order.
    Raises NotFound, Invalid("ORDER_KEY", "ADDRESS_…"), and Conflict: KEY_REUSED, QUOTE_NOT_READY, QUOTE_ORDERED,
    QUOTE_EXPIRED, QUOTE_EMPTY, ORDERS_UNPAID, SOLD_OUT; and Unavailable("STORE_BUSY"). Nothing is changed then.
    """
    _check_key(key)
    if quote.shopper_id != by.pk:
        raise _no_quote()
    address = checked_address(address, country=quote.country)
    digest = _digest(quote, address)
    earlier = _earlier(by, quote, key)
    if earlier.same is not None:
        return _same(Order.objects.get(pk=earlier.same), digest)
    if earlier.unpaid >= MOST_UNPAID:
        message = _("%(count)d of your orders wait to be paid. Pay or cancel one of them first.")
        raise Conflict("ORDERS_UNPAID", message % {"count": earlier.unpaid})
    now = timezone.now()
    quote = _orderable(quote, earlier, now)
    order = _write_order(quote, by, address, key, digest, now)
    wanted = copy_quote(order, now)
    if not wanted:
        raise Conflict("QUOTE_EMPTY", _("Quote %(code)s has nothing to send.") % {"code": quote.code})
    defer_letter(Letter.PLACED, order.pk)
    _reserve(order, wanted)
    return order


def _check_key(key: str) -> None:
    if not 0 < len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        message = _("Send a key of 1 to 80 plain characters that you use for this order alone.")
        raise Invalid("ORDER_KEY", message, field="key")


def _digest(quote: Quote, address: Address) -> str:
    body = {"quote": quote.code, "address": address.fields()}
    return hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


class _Earlier(NamedTuple):
    """What was ordered already: under this key, of this quote, and how much the shopper has not paid yet."""

    same: int | None
    code: str | None
    unpaid: int


def _earlier(by: User, quote: Quote, key: str) -> _Earlier:
    """The shopper is locked from here on."""
    with connection.cursor() as cursor:
        cursor.execute(EARLIER, {"shopper": by.pk, "quote": quote.pk, "key": key})
        cursor.nextset()
        return _Earlier._make(cursor.fetchone())


def _same(order: Order, digest: str) -> Order:
    if order.body_digest != digest:
        message = _("This key was used for order %(code)s, with another quote or address. Use a new key.")
        raise Conflict("KEY_REUSED", message % {"code": order.code})
    return order


def _orderable(quote: Quote, earlier: _Earlier, now: datetime) -> Quote:
    """The quote as it stands now. Nobody else orders it: its shopper is locked."""
    found = Quote.objects.defer(*UNREAD).filter(pk=quote.pk).first()
    if found is None:
        raise _no_quote()
    if earlier.code is not None:
        message = _("Quote %(quote)s is ordered already: it is order %(order)s. For more kits ask for a new quote.")
        raise Conflict("QUOTE_ORDERED", message % {"quote": found.code, "order": earlier.code})
    if found.state != Quote.State.READY or found.expires_at is None:
        raise Conflict("QUOTE_NOT_READY", _("Quote %(code)s has no basket to order.") % {"code": found.code})
    if found.expires_at <= now:
        message = _("The prices of quote %(code)s were held until %(time)s. Ask for a new quote.")
        shown = found.expires_at.strftime("%Y-%m-%d %H:%M UTC")
        raise Conflict("QUOTE_EXPIRED", message % {"code": found.code, "time": shown})
    return found


def _write_order(quote: Quote, by: User, address: Address, key: str, digest: str, now: datetime) -> Order:
    assert quote.total is not None  # a ready quote has one: a constraint
    return Order.objects.create(
        code=new_code("B"), shopper=by, quote=quote, currency=quote.currency, total=quote.total,
        key=key, body_digest=digest, reserved_until=now + timedelta(minutes=settings.ORDER_RESERVED_MINUTES),
        **address.fields(),
    )  # fmt: skip


def _reserve(order: Order, wanted: Sequence[int | None]) -> None:
    """All of it or nothing."""
    gone = lacking(wanted, reserve(order.pk), order.quote)
    if gone:
        raise _sold_out(order, gone)


def _sold_out(order: Order, gone: Collection[int | None]) -> Conflict:
    """Names the lots, so that the shopper knows what a new quote will get from elsewhere."""
    lines = OrderLine.objects.filter(Q(offer__in=gone) | Q(offer=None), shipment__order=order).order_by("id")
    names = [f"{part}, {colour}" for part, colour in lines.values_list("part__name", "colour__name")]
    shown = "; ".join(names[:NAMED]) + ("; …" if len(names) > NAMED else "")
    message = ngettext(
        "%(count)d lot was sold meanwhile: %(lots)s. Nothing was ordered. Ask for a new quote.",
        "%(count)d lots were sold meanwhile: %(lots)s. Nothing was ordered. Ask for a new quote.",
        len(names),
    )
    return Conflict("SOLD_OUT", message % {"count": len(names), "lots": shown}, field="quote")


def _no_quote() -> NotFound:
    return NotFound("NO_SUCH_QUOTE", _("There is no such quote, or it is somebody else's."))
