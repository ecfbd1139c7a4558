"""Stock on the shelves of stores: reserved, taken, put back. Every change of it goes through here.

Rows are locked in the order of their keys by one statement before any is changed, so two orders of the same lots wait
for each other and never deadlock. Whoever locks an order as well locks that first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import TypeVar

from django.db import connection

from shop.models import Offer, OrderLine, Quote, QuoteLine

Wanted = Mapping[int, int]  # an offer's key, and pieces
Line = TypeVar("Line", QuoteLine, OrderLine)
MOST = 10_000_000  # what the table allows: a store may have filled the shelf meanwhile

MOVE = """
UPDATE shop_offer SET
    quantity = least(quantity + %s * moved.pieces, %s),
    reserved = reserved + %s * moved.pieces
FROM unnest(%s::bigint[], %s::integer[]) AS moved(id, pieces)
WHERE shop_offer.id = moved.id
"""


class Move(Enum):
    """What one piece does to (quantity, reserved)."""

    RESERVE = (0, 1)
    RELEASE = (0, -1)
    TAKE_RESERVED = (-1, -1)  # paid for: it leaves the shelf
    TAKE_FREE = (-1, 0)  # paid for after its reservation had ended
    PUT_BACK = (1, 0)


def wanted_of(lines: Iterable[QuoteLine] | Iterable[OrderLine]) -> Counter[int]:
    """How many pieces of each offer the lines hold; lots that their store has taken away altogether are left out."""
    wanted: Counter[int] = Counter()
    for line in lines:
        if line.offer_id is not None:
            wanted[line.offer_id] += line.quantity
    return wanted


def lock_offers(wanted: Wanted) -> dict[int, Offer]:
    """The offers, with their stores, locked until the transaction ends. One that is gone is missing."""
    rows = Offer.objects.filter(pk__in=wanted).select_related("store").order_by("pk")
    # Without the key: rows that point at the offers go on being written meanwhile.
    return {row.pk: row for row in rows.select_for_update(of=("self",), no_key=True)}


def move(wanted: Wanted, how: Move) -> None:
    """Change the stock of offers that are locked already, in one statement."""
    pieces = {pk: count for pk, count in wanted.items() if count}
    if not pieces:
        return
    quantity, reserved = how.value
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [quantity, MOST, reserved, list(pieces), list(pieces.values())])


def lock_and_move(wanted: Wanted, how: Move) -> None:
    """Both at once, where nothing has to be asked in between."""
    if wanted:
        lock_offers(wanted)
        move(wanted, how)


def missing(lines: Sequence[Line], offers: Mapping[int, Offer], *, is_made: bool) -> list[Line]:
    """The lines that the locked offers cannot serve now: sold, withdrawn, another lot by now, or their store closed.

    What is made for the order (`is_made`) lies on no shelf: its lines name no offers, and nothing is missing of them.
    """
    wanted = wanted_of(lines)
    return [
        line
        for line in lines
        if not (is_made if line.offer_id is None else _serves(offers.get(line.offer_id), line, wanted[line.offer_id]))
    ]


def _serves(offer: Offer | None, line: QuoteLine | OrderLine, pieces: int) -> bool:
    if offer is None or not offer.store.is_open or offer.quantity - offer.reserved < pieces:
        return False
    return (offer.part_id, offer.colour_id, offer.condition) == (line.part_id, line.colour_id, line.condition)


def is_made(quote: Quote) -> bool:
    """Whether a store makes it for many at once: a pledge of a shared run."""
    return getattr(quote, "pledge", None) is not None
