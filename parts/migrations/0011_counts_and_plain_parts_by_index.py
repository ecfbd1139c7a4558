"""Shelves and kinds are counted, and plain parts searched, in indexes of their own."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parts", "0010_search_indexes_in_batches")]

    operations = [
        migrations.AddIndex("part", models.Index(fields=["category", "kind"], name="part_by_shelf_and_kind")),
        migrations.AlterField(
            "part",
            "category",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="parts.category",
            ),
        ),
        migrations.AddIndex(
            "part",
            django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(kind="part"), fields=["search"], name="plain_part_search_gin"
            ),
        ),
    ]
