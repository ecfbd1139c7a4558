"""What stores offer follows a part that the catalogue lets go into another: who looks for the one finds it there."""

from django.db import connection, transaction

# In the order of their keys, as orders and imports lock them: then nobody deadlocks.
_LOCK = """
    SELECT offer.id FROM parts_part AS part JOIN shop_offer AS offer ON offer.part_id = part.id
    WHERE part.merged_into_id IS NOT NULL ORDER BY offer.id FOR NO KEY UPDATE OF offer
"""
_THERE = """
    SELECT FROM shop_offer AS there
    WHERE (there.store_id, there.part_id, there.colour_id, there.condition)
            = (going.store_id, going.into_id, going.colour_id, going.condition)
        AND there.request_id IS NOT DISTINCT FROM going.request_id AND there.lot_key =
"""
# Where the store has such a lot of the other part already, the one that comes is told apart by the number of its old
# part. What is taken even so stays where it is and is not found: no catalogue stops at the numbers of one store's lots.
_OFFERS = f"""
    WITH going AS (
        SELECT offer.id, part.merged_into_id AS into_id, offer.store_id, offer.colour_id, offer.condition,
            offer.request_id, offer.lot_key, left(concat_ws(' ', nullif(offer.lot_key, ''), part.number), 40) AS longer
        FROM parts_part AS part JOIN shop_offer AS offer ON offer.part_id = part.id
        WHERE part.merged_into_id IS NOT NULL
    ), named AS (
        SELECT going.*, CASE WHEN EXISTS ({_THERE} going.lot_key) THEN longer ELSE lot_key END AS name FROM going
    ), free AS (
        SELECT going.*, row_number() OVER (
            PARTITION BY store_id, into_id, colour_id, condition, request_id, name ORDER BY id
        ) AS place
        FROM named AS going WHERE NOT EXISTS ({_THERE} going.name)
    )
    UPDATE shop_offer AS offer SET part_id = free.into_id, lot_key = free.name
    FROM free WHERE offer.id = free.id AND free.place = 1
"""  # noqa: S608 - of constants
_ASKED = """
    UPDATE shop_askedprice AS asked SET part_id = offer.part_id
    FROM parts_part AS part, shop_offer AS offer
    WHERE part.merged_into_id IS NOT NULL AND asked.part_id = part.id AND offer.id = asked.offer_id
        AND offer.part_id = part.merged_into_id
"""


@transaction.atomic
def follow_merged_parts() -> int:
    """Move every offer of a part that was merged, with the prices it asked; how many moved.

    A quote that is held on one of them finds another lot there and cannot be ordered; it is searched again.
    """
    moved = 0
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        while True:  # again where two old parts went into one: the second lot is named by its old part then
            cursor.execute(_OFFERS)
            if not cursor.rowcount:
                break
            moved += cursor.rowcount
        cursor.execute(_ASKED)
    return moved
