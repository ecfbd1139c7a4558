"""What is written and locked while an order is placed: no index of offers, and nothing that its quote holds already.

An offer's row has room beside it for its next version; an order's lines are compared with its quote's in one statement,
where each would have had its part and colour looked up and locked for itself.
"""

import django.db.models.deletion
from django.db import migrations, models

ROOM = "ALTER TABLE shop_offer SET (fillfactor = 90)"  # before the new column has the table written anew
QUOTED = """
CREATE FUNCTION public.shop_lines_are_quoted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE other bigint;
BEGIN
    SELECT found.shipment_id INTO other FROM (
        SELECT shipment_id, part_id, colour_id, condition, quantity, unit_price, line_price FROM written
        EXCEPT
        SELECT parcel.id, line.part_id, line.colour_id, line.condition, line.quantity, line.unit_price, line.line_price
        FROM (SELECT DISTINCT shipment_id AS id FROM written) about
        JOIN shop_shipment parcel ON parcel.id = about.id
        JOIN shop_order orders ON orders.id = parcel.order_id
        JOIN shop_quoteparcel quoted ON quoted.quote_id = orders.quote_id AND quoted.store_id = parcel.store_id
        JOIN shop_quoteline line ON line.parcel_id = quoted.id
    ) found LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'a line of parcel % is none of its quote''s', other USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER shop_new_lines_are_quoted AFTER INSERT ON shop_orderline
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.shop_lines_are_quoted();
CREATE TRIGGER shop_lines_stay_quoted AFTER UPDATE ON shop_orderline
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.shop_lines_are_quoted();
"""
NOT_QUOTED = """
DROP TRIGGER shop_new_lines_are_quoted ON shop_orderline;
DROP TRIGGER shop_lines_stay_quoted ON shop_orderline;
DROP FUNCTION public.shop_lines_are_quoted;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('parts', '0011_counts_and_plain_parts_by_index'),
        ('shop', '0008_paybacks_by_hand'),
    ]

    operations = [
        migrations.RunSQL(ROOM, "ALTER TABLE shop_offer RESET (fillfactor)"),
        migrations.RunSQL(QUOTED, NOT_QUOTED),
        migrations.RemoveIndex(
            model_name='askedprice',
            name='asked_price_of_lot',
        ),
        migrations.RemoveIndex(
            model_name='offer',
            name='offer_on_market',
        ),
        migrations.AddField(
            model_name='offer',
            name='on_market',
            field=models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(('quantity__gt', models.F('reserved')), ('request__isnull', True)), models.BooleanField()), help_text='whether everybody can buy of it: not sold out, and no answer to a request', output_field=models.BooleanField()),
        ),
        migrations.AlterField(
            model_name='orderline',
            name='colour',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parts.colour'),
        ),
        migrations.AlterField(
            model_name='orderline',
            name='part',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parts.part'),
        ),
        migrations.AddIndex(
            model_name='askedprice',
            index=models.Index(fields=['part', 'colour', 'asked_on'], include=('condition', 'currency', 'price', 'quantity'), name='asked_price_of_lot'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(condition=models.Q(('on_market', True)), fields=['part', 'colour', 'condition', 'price'], name='offer_on_market'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(condition=models.Q(('on_market', True)), fields=['store'], name='offer_counted'),
        ),
    ]
