"""Sets are found by the words of their theme, and of those above it, too."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models

from parts.models.search_columns import Numbers, Words

NAMED = """
    WITH RECURSIVE named AS (
        SELECT id, name::text AS words, 1 AS depth FROM parts_theme WHERE parent_id IS NULL
        UNION ALL
        SELECT theme.id, named.words || ' ' || theme.name, depth + 1
        FROM parts_theme AS theme JOIN named ON named.id = theme.parent_id WHERE depth < 9
    )
    UPDATE parts_set AS whole SET theme_words = named.words FROM named WHERE named.id = whole.theme_id
"""


def _column(words: models.Expression) -> models.GeneratedField:
    return models.GeneratedField(expression=words, output_field=SearchVectorField(), db_persist=True)


class Migration(migrations.Migration):
    dependencies = [("parts", "0011_counts_and_plain_parts_by_index")]

    operations = [
        migrations.RemoveIndex("set", "set_search_gin"),
        migrations.RemoveField("set", "search"),
        migrations.AddField(
            "set",
            "theme_words",
            models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="its theme and those above, by which searches find it too",
            ),
        ),
        migrations.RunSQL(NAMED, migrations.RunSQL.noop),
        migrations.AddField(
            "set",
            "search",
            _column(Words("name", "A") + Words("theme_words", "C") + Numbers("number", "D")),
        ),
        migrations.AddIndex("set", GinIndex(fields=["search"], name="set_search_gin")),
    ]
