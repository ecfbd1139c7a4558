"""The statements that bring staged lots onto a shelf. `staged_offers` lives until its transaction ends."""

STAGED = {
    "line": "integer", "part_id": "bigint", "colour_id": "bigint", "condition": "text", "lot_key": "text",
    "quantity": "integer", "price": "numeric", "multiple": "integer", "tiers": "jsonb", "remarks": "text",
    "comment": "text",
}  # fmt: skip
_LOT = "part_id, colour_id, condition, lot_key"
_TERMS = ("price", "multiple", "tiers", "remarks", "comment")
_SAME = "AND ".join(f"offer.{one} = staged.{one} " for one in _LOT.split(", "))
_ON_SHELF = f"offer.store_id = %(store)s AND offer.request_id IS NULL AND {_SAME}"

# Each table is joined whole, once: room to do so in memory is worth more than compiling the query.
STAGE = f"""
    SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;
    DROP TABLE IF EXISTS staged_offers, matched_offers;
    CREATE TEMPORARY TABLE staged_offers ({", ".join(f"{name} {kind}" for name, kind in STAGED.items())}) ON COMMIT DROP
"""
OTHER_TERMS = f"""
    DELETE FROM staged_offers AS staged USING (
        SELECT line, first_value(line) OVER lot AS first, first_value(price) OVER lot AS price,
            first_value(multiple) OVER lot AS multiple, first_value(tiers) OVER lot AS tiers
        FROM staged_offers WINDOW lot AS (PARTITION BY {_LOT} ORDER BY line)
    ) AS held
    WHERE held.line = staged.line
        AND (staged.price, staged.multiple, staged.tiers) <> (held.price, held.multiple, held.tiers)
    RETURNING staged.line, held.first
"""  # noqa: S608 - columns of our own
TOO_MANY_TOGETHER = f"""
    DELETE FROM staged_offers AS staged USING (
        SELECT line, sum(quantity) OVER (PARTITION BY {_LOT} ORDER BY line) AS together FROM staged_offers
    ) AS summed
    WHERE summed.line = staged.line AND summed.together > 10000000
    RETURNING staged.line
"""  # noqa: S608 - columns of our own
JOIN_ROWS = f"""
    WITH summed AS (
        SELECT line, row_number() OVER lot AS place, sum(quantity) OVER (PARTITION BY {_LOT}) AS together
        FROM staged_offers WINDOW lot AS (PARTITION BY {_LOT} ORDER BY line)
    ), grown AS (
        UPDATE staged_offers AS staged SET quantity = summed.together
        FROM summed WHERE summed.line = staged.line AND summed.place = 1 AND summed.together <> staged.quantity
    )
    DELETE FROM staged_offers AS staged USING summed WHERE summed.line = staged.line AND summed.place > 1
    RETURNING staged.line
"""  # noqa: S608 - columns of our own
# A list without lot numbers speaks of the one lot of a part and colour that the store has, whatever its number.
ONE_KEY = """
    UPDATE staged_offers AS staged SET lot_key = lone.lot_key
    FROM (
        SELECT part_id, colour_id, condition, min(lot_key) AS lot_key FROM shop_offer
        WHERE store_id = %(store)s AND request_id IS NULL GROUP BY 1, 2, 3 HAVING count(*) = 1 AND min(lot_key) <> ''
    ) AS lone JOIN (
        SELECT part_id, colour_id, condition, min(line) AS line FROM staged_offers GROUP BY 1, 2, 3 HAVING count(*) = 1
    ) AS named_once USING (part_id, colour_id, condition)
    WHERE staged.line = named_once.line AND staged.lot_key = ''
"""
# In the order of their keys, as orders lock them.
LOCK = f"""
    SELECT count(*) FROM (
        SELECT id FROM shop_offer AS offer
        WHERE offer.store_id = %(store)s AND offer.request_id IS NULL
            AND (%(whole)s OR EXISTS (SELECT FROM staged_offers AS staged WHERE {_SAME}))
        ORDER BY id FOR NO KEY UPDATE
    ) AS locked
"""  # noqa: S608 - columns of our own
MATCH = f"""
    CREATE TEMPORARY TABLE matched_offers ON COMMIT DROP AS
    SELECT staged.*, offer.id AS offer_id, offer.reserved,
        greatest(staged.quantity, offer.reserved) AS kept,
        offer.price IS DISTINCT FROM staged.price OR offer.available = 0 AS is_news,
        (offer.quantity, {", ".join(f"offer.{one}" for one in _TERMS)}) IS DISTINCT FROM
        (greatest(staged.quantity, offer.reserved), {", ".join(f"staged.{one}" for one in _TERMS)}) AS differs
    FROM staged_offers AS staged LEFT JOIN shop_offer AS offer ON {_ON_SHELF};
    ANALYZE matched_offers
"""  # noqa: S608 - columns of our own
HELD = "SELECT line FROM matched_offers WHERE reserved > quantity"
COUNTS = """
    SELECT count(*) FILTER (WHERE offer_id IS NULL AND quantity > 0), count(*) FILTER (WHERE offer_id > 0 AND differs),
        count(*) FILTER (WHERE offer_id > 0 AND NOT differs OR offer_id IS NULL AND quantity = 0)
    FROM matched_offers
"""
_ASK = """
    INSERT INTO shop_askedprice (offer_id, part_id, colour_id, condition, currency, price, quantity, asked_on)
    SELECT id, part_id, colour_id, condition, %(currency)s, price, available, %(today)s
    FROM written WHERE is_news AND available > 0
    ON CONFLICT (offer_id, asked_on) DO UPDATE SET price = excluded.price, quantity = excluded.quantity
"""
_RETURNED = "offer.id, offer.part_id, offer.colour_id, offer.condition, offer.price, offer.available"
INSERT = f"""
    WITH written AS (
        INSERT INTO shop_offer AS offer
            (store_id, {_LOT}, quantity, reserved, {", ".join(_TERMS)}, created_at, updated_at)
        SELECT %(store)s, {_LOT}, quantity, 0, {", ".join(_TERMS)}, %(now)s, %(now)s
        FROM matched_offers WHERE offer_id IS NULL AND quantity > 0 ORDER BY line
        RETURNING {_RETURNED}, true AS is_news
    ) {_ASK}
"""  # noqa: S608 - columns of our own
UPDATE = f"""
    WITH written AS (
        UPDATE shop_offer AS offer
        SET quantity = matched.kept, {", ".join(f"{one} = matched.{one}" for one in _TERMS)}, updated_at = %(now)s
        FROM matched_offers AS matched WHERE matched.offer_id = offer.id AND matched.differs
        RETURNING {_RETURNED}, matched.is_news
    ) {_ASK}
"""  # noqa: S608 - columns of our own
SELL_OUT = """
    UPDATE shop_offer AS offer SET quantity = reserved, updated_at = %(now)s
    WHERE offer.store_id = %(store)s AND offer.on_market
        AND NOT EXISTS (SELECT FROM matched_offers AS matched WHERE matched.offer_id = offer.id)
"""
