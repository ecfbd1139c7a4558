"""Stock on the shelves of stores: reserved, taken, put back. Every change of it by orders goes through here.

Rows are locked in the order of their keys by one statement before any is changed, so two orders of the same lots wait
for each other and never deadlock. Whoever locks an order as well locks that first. What orders want is summed up by
the database from their lines: those of large orders never come to Python.
"""

from collections.abc import Mapping, Sequence
from enum import Enum

from django.db import OperationalError, connection
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from common.errors import Unavailable
from shop.models import Quote

PATIENCE = 5000  # milliseconds
MOST = 10_000_000  # what the table allows: a store may have filled the shelf meanwhile

WANTED = """
    SELECT line.offer_id AS id, sum(line.quantity) AS pieces,
        min(line.part_id) AS part_id, min(line.colour_id) AS colour_id, min(line.condition) AS condition
    FROM shop_orderline line JOIN shop_shipment parcel ON parcel.id = line.shipment_id
    WHERE parcel.order_id = ANY(%s) AND line.offer_id IS NOT NULL
    GROUP BY line.offer_id
"""
# Without the key: rows that point at the offers go on being written meanwhile.
LOCK = f"""
SELECT offer.id, store.is_open AND offer.quantity - offer.reserved >= wanted.pieces
    AND (offer.part_id, offer.colour_id, offer.condition) = (wanted.part_id, wanted.colour_id, wanted.condition)
FROM ({WANTED}) wanted JOIN shop_offer offer ON offer.id = wanted.id JOIN shop_store store ON store.id = offer.store_id
ORDER BY offer.id FOR NO KEY UPDATE OF offer
"""  # noqa: S608 - of constants
MOVE = f"""
UPDATE shop_offer SET
    quantity = shop_offer.quantity + %s * wanted.pieces, reserved = shop_offer.reserved + %s * wanted.pieces
FROM ({WANTED}) wanted WHERE shop_offer.id = wanted.id
"""  # noqa: S608 - of constants
# For orders that are being placed: lots that lack pieces are left alone, and whoever asked rolls all of it back.
RESERVE = f"""
SELECT set_config('lock_timeout', %s, true); {LOCK};
UPDATE shop_offer SET reserved = reserved + wanted.pieces
FROM ({WANTED}) wanted WHERE shop_offer.id = wanted.id AND quantity - reserved >= wanted.pieces
"""  # noqa: S608 - of constants
LOCK_THESE = "SELECT id FROM shop_offer WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
PUT_BACK = """
UPDATE shop_offer SET quantity = least(quantity + back.pieces, %s)
FROM unnest(%s::bigint[], %s::integer[]) AS back(id, pieces) WHERE shop_offer.id = back.id
"""


class Move(Enum):
    """What one piece does to (quantity, reserved)."""

    RELEASE = (0, -1)
    TAKE_RESERVED = (-1, -1)  # paid for: it leaves the shelf
    TAKE_FREE = (-1, 0)  # paid for after its reservation had ended


def lock_offers(orders: Sequence[int]) -> dict[int, bool]:
    """Lock what the orders want until the transaction ends: each offer that is there, and whether it has enough now.

    It has not where it was sold, where it has become another lot, and where its store has closed.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [list(orders)])
        return dict(cursor.fetchall())


def reserve(order: int) -> dict[int, bool]:
    """Lock what an order wants and reserve it: each offer that is there, and whether it had enough. Where one had not,
    the transaction has to be rolled back.

    It is one message to the server, so that nobody waits for this process while the offers are locked. A person waits
    not longer than for a crowd of orders: an import may hold a whole shelf. Raises Unavailable("STORE_BUSY").
    """
    with connection.cursor() as cursor:
        try:
            cursor.execute(RESERVE, [f"{PATIENCE}ms", [order], [order]])
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            message = _("A store is changing its stock at this moment. Nothing was ordered: send it again in a minute.")
            raise Unavailable("STORE_BUSY", message) from error
        cursor.nextset()
        return dict(cursor.fetchall())


def move(orders: Sequence[int], how: Move) -> None:
    """Change the stock of the orders' offers, which are locked already, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [*how.value, list(orders)])


def put_back(pieces: Mapping[int, int]) -> None:
    """Lay pieces onto the shelf again, by the keys of their offers."""
    if not pieces:
        return
    with connection.cursor() as cursor:
        cursor.execute(LOCK_THESE, [list(pieces)])
        cursor.execute(PUT_BACK, [MOST, list(pieces), list(pieces.values())])


def lacking(wanted: Sequence[int | None], offers: Mapping[int, bool], quote: Quote) -> set[int | None]:
    """Of the offers that an order's lines name, those that cannot serve it; none stands for one that is gone.

    What is made for a shared run lies on no shelf, so its lines name no offers from the start.
    """
    gone = {offer for offer in wanted if not offers.get(offer or 0)}
    return gone - {None} if None in gone and getattr(quote, "pledge", None) is not None else gone
