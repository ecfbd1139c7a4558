"""What an import writes is sorted into the search's indexes in batches, and at its end all at once."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

INDEXES = {"part": "part_search_gin", "set": "set_search_gin", "minifig": "minifig_search_gin"}


class Migration(migrations.Migration):
    dependencies = [("parts", "0009_search_shelf_words")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"ALTER INDEX {name} SET (fastupdate = on)", f"ALTER INDEX {name} SET (fastupdate = off)"
                )
                for name in INDEXES.values()
            ],
            state_operations=[
                operation
                for model, name in INDEXES.items()
                for operation in (
                    migrations.RemoveIndex(model, name),
                    migrations.AddIndex(model, GinIndex(fields=["search"], name=name)),
                )
            ],
        )
    ]
