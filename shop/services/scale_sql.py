"""The statements behind `seed_scale`: every figure follows from the offer's number, so that each run makes the same."""

# Lots of the catalogue, the commonest first: what stands at the front is offered by most stores.
LOTS = """
    DROP TABLE IF EXISTS scale_lots;
    CREATE TEMPORARY TABLE scale_lots AS
    SELECT row_number() OVER (ORDER BY made.set_count DESC, made.part_id, made.colour_id) - 1 AS place,
        made.part_id, made.colour_id
    FROM (
        SELECT part_id, colour_id, coalesce(set_count, 0) AS set_count FROM parts_partcolour
        UNION ALL
        SELECT part.id, colour.id, 0 FROM parts_part AS part
        JOIN parts_colour AS colour ON colour.number IN (0, 1, 4, 14, 15, 71, 72)
        WHERE part.merged_into_id IS NULL AND NOT EXISTS (SELECT FROM parts_partcolour)
    ) AS made;
    CREATE INDEX ON scale_lots (place);
    ANALYZE scale_lots
"""
# A share of 0 to 1 to the power of one and a half crowds the offers towards the front. Numbers are spread by a large
# odd factor, modulo a prime: no two runs differ, and neighbours have nothing in common.
OFFERS = """
    WITH numbered AS (
        SELECT n, n %% %(stores)s AS store, (n::numeric * 7919 %% 1000003)::bigint AS dice,
            (n::numeric * 104729 %% 1000033)::bigint AS other
        FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
    ), written AS (
        INSERT INTO shop_offer (store_id, part_id, colour_id, condition, lot_key, quantity, reserved, price, multiple,
            tiers, remarks, comment, created_at, updated_at)
        SELECT store.id, lot.part_id, lot.colour_id, CASE WHEN dice %% 10 < 7 THEN 'new' ELSE 'used' END,
            'S' || n, 1 + other %% 500, 0, round((1 + dice %% 400)::numeric / 200, 4),
            CASE WHEN other %% 12 = 0 THEN 10 ELSE 1 END, '[]', 'drawer ' || dice %% 900, '', %(now)s, %(now)s
        FROM numbered
        JOIN shop_store AS store ON store.slug = %(prefix)s || numbered.store
        JOIN scale_lots AS lot ON lot.place = floor(%(lots)s * power(dice::float8 / 1000003, 1.5))
        ON CONFLICT DO NOTHING
        RETURNING id, store_id, part_id, colour_id, condition, price, quantity
    )
    INSERT INTO shop_askedprice (offer_id, part_id, colour_id, condition, currency, price, quantity, asked_on)
    SELECT written.id, part_id, colour_id, condition, store.currency, price, quantity,
        %(today)s - (written.id %% 90)::int
    FROM written JOIN shop_store AS store ON store.id = written.store_id
"""
COUNT = "SELECT count(*) FROM shop_offer JOIN shop_store ON shop_store.id = store_id WHERE slug LIKE %s"
