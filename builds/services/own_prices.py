"""What a builder says that a part of their own costs: the only price of what no catalogue knows.

The revision records it by the lot's reference, so that it is laid again whenever the lots are made anew, and comes
along to new revisions of the build, to remixes and to where the build is imported.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from builds.models import BomLine, Revision
from builds.selectors.price_reason import OUTSIDE
from builds.services.answers import as_found
from common.errors import Invalid
from common.money import UNIT, cents, unit_price

DEAREST = Decimal(100_000)  # of one piece
PRICE = ("basis", "unit_price", "line_price", "price_reason")

Key = tuple[str, str, str]
Prices = dict[Key, Decimal | None]  # None: it was taken away
Stored = list[dict[str, Any]]


def lay_own_prices(revision: Revision, lines: Sequence[BomLine]) -> Stored:
    """Give lots of no known part the price that their owner set; returns what the revision is to record.

    A revision of which nothing is recorded takes the newest price that another of the build has: one query.
    """
    recorded: Stored | None = revision.own_prices
    told = _of_others(revision) if recorded is None else _by_key(recorded)
    for line in lines:
        price = told.get(_key(line)) if line.part is None else None
        if price or line.is_outside:
            price_own(line, price)
    if recorded is not None:
        return recorded
    here = {_key(line) for line in lines}  # not the rest: another revision may be its builder's alone
    return _stored({key: price for key, price in told.items() if key in here})


def recorded_with(revision: Revision, line: BomLine, price: Decimal | None) -> Stored:
    """What the revision records once the price of one of its lots is another; None: it is taken away."""
    return _stored(_by_key(revision.own_prices or ()) | {_key(line): price})


def price_own(line: BomLine, price: Decimal | None) -> None:
    """Price a lot as its owner says, also under an answer that may be undone later; None: the price is not known."""
    line.own_price, line.currency = price, "EUR"
    line.basis = BomLine.Basis.OWN if price else BomLine.Basis.UNKNOWN
    line.unit_price = price
    line.line_price = cents(price * line.quantity) if price else None
    because = OUTSIDE if line.is_outside else "unknown part"
    line.price_reason = {"seen_at": timezone.now().date().isoformat()} if price else {"because": because}
    if line.found is not None:
        line.found |= as_found(line, PRICE)


def checked_price(price: Decimal | None) -> Decimal | None:
    """A price of one, to a hundredth of a cent. Raises Invalid."""
    if price is None:
        return None
    if not price.is_finite() or not UNIT <= price <= DEAREST:
        message = _("A price is between 0.0001 and 100,000 euros; leave it empty where there is none.")
        raise Invalid("OWN_PRICE", message, field="price")
    return unit_price(price)


def _of_others(revision: Revision) -> Prices:
    rows = Revision.objects.filter(build=revision.build_id, own_prices__isnull=False).order_by("number")
    found: Prices = {}
    for stored in rows.values_list("own_prices", flat=True):
        found |= _by_key(stored or ())
    return found


def _by_key(stored: Iterable[Mapping[str, Any]]) -> Prices:
    return {
        (one["system"], one["reference"], one["reference_colour"]): Decimal(one["price"]) if one["price"] else None
        for one in stored
    }


def _stored(prices: Prices) -> Stored:
    return [
        {"system": system, "reference": reference, "reference_colour": colour, "price": str(price) if price else None}
        for (system, reference, colour), price in sorted(prices.items())
    ]


def _key(line: BomLine) -> Key:
    return line.system, line.reference, line.reference_colour
