"""A revision records what its builder says that parts of their own cost; until now only the lots knew it."""

from django.db import migrations, models

FROM_LOTS = """
UPDATE builds_revision SET own_prices = told.prices
FROM (
    SELECT revision_id, jsonb_agg(jsonb_build_object(
        'system', system, 'reference', reference, 'reference_colour', reference_colour, 'price', own_price::text
    )) AS prices
    FROM builds_bomline WHERE own_price IS NOT NULL GROUP BY revision_id
) AS told
WHERE told.revision_id = builds_revision.id
"""


class Migration(migrations.Migration):
    dependencies = [("builds", "0007_imports")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="own_prices",
            field=models.JSONField(
                blank=True,
                help_text="what its builder says that parts of their own cost, in euros: [{system, reference, "
                "reference_colour, price}], price null where it was taken away; null: not asked yet, other revisions' "
                "apply",
                null=True,
            ),
        ),
        migrations.RunSQL(FROM_LOTS, migrations.RunSQL.noop),
    ]
