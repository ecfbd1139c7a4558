"""What stores offer, and what shoppers ask for and have in their carts, follows a part that the catalogue lets go into
another: who looks for the one finds it there.
"""

from django.db import connection, transaction

MOST_PIECES = 100_000  # of a lot in a cart, and of one that is asked for

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
# Where a request or a cart has lots of both, the first of them gets all pieces.
_LOTS = """
    SELECT lot.{whose}, coalesce(part.merged_into_id, part.id) AS into_id, lot.colour_id, min(lot.id) AS kept,
        array_agg(lot.id) AS ids, sum(lot.quantity) AS pieces
    FROM {table} AS lot JOIN parts_part AS part ON part.id = lot.part_id
    WHERE EXISTS (
        SELECT FROM {table} AS moved JOIN parts_part AS old ON old.id = moved.part_id
        WHERE old.merged_into_id = coalesce(part.merged_into_id, part.id) AND moved.{whose} = lot.{whose}
            AND moved.colour_id = lot.colour_id
    )
    GROUP BY 1, 2, 3
"""
_ADD_UP = f"""
    UPDATE {{table}} AS lot SET quantity = least(joined.pieces, {MOST_PIECES}) FROM ({_LOTS}) AS joined
    WHERE lot.id = joined.kept AND lot.quantity <> joined.pieces
"""  # noqa: S608 - of constants
_LEAVE_ONE = f"""
    DELETE FROM {{table}} AS lot USING ({_LOTS}) AS joined WHERE lot.id = ANY(joined.ids) AND lot.id <> joined.kept
"""  # noqa: S608 - of constants
_RENAME = """
    UPDATE {table} AS lot SET part_id = part.merged_into_id
    FROM parts_part AS part WHERE part.id = lot.part_id AND part.merged_into_id IS NOT NULL
"""
_WANTED = ({"table": "shop_requestlot", "whose": "request_id"}, {"table": "shop_cartlot", "whose": "cart_id"})


@transaction.atomic
def follow_merged_parts() -> int:
    """Move every offer of a part that was merged, with the prices it asked, and every lot of a request or a cart; how
    many offers moved.

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
        for names in _WANTED:
            for statement in (_ADD_UP, _LEAVE_ONE, _RENAME):
                cursor.execute(statement.format(**names))
    return moved
