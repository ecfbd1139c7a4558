"""Search by words as builders write them: sizes in either order, lengths, accents; no server extension is needed."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import CombinedSearchVector, SearchVectorField
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from parts.models.search_columns import Numbers, Words

CONFIGURATION = """
CREATE TEXT SEARCH DICTIONARY public.catalogue_stem (TEMPLATE = pg_catalog.snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION public.catalogue (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION public.catalogue
    ALTER MAPPING REPLACE pg_catalog.english_stem WITH public.catalogue_stem;
"""
NO_CONFIGURATION = """
DROP TEXT SEARCH CONFIGURATION public.catalogue;
DROP TEXT SEARCH DICTIONARY public.catalogue_stem;
"""
# From the inside out: one alphabet and no punctuation; no point or stroke but within numbers; sizes as `1 x 2`;
# of `1 x 2 x 5` the words 1x2, 2y1 (the other order), 1, 2, x5 and 5; of `3L` also 3; of 43.2 also 43.
FUNCTION = r"""
CREATE FUNCTION public.catalogue_words(given text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $function$
SELECT to_tsvector('public.catalogue'::regconfig,
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        translate(lower(given),
            '×éèêëáàâäåãöóôøõüúûùñçíïî°[](){}|<>,;:!?"“”„*+=–—-_@#&%~^`\’''',
            'xeeeeaaaaaaooooouuuunciii                                  '),
        '(?<!\d)[./]|[./](?!\d)', ' ', 'g'),
        '(\d) ?x ?(?=\d)', '\1 x ', 'g'),
        '(\d+(?:[./]\d+)?) x (\d+(?:[./]\d+)?)', '\1x\2 \2y\1 \1 \2', 'g'),
        ' x (\d+(?:[./]\d+)?)', ' x\1 \1', 'g'),
        '\m(\d+(?:[./]\d+)?)(?:l|m|mm|cm|v|t)\M', '\& \1', 'g'),
        '\m(\d+)\.\d+\M', '\& \1', 'g'))
$function$
"""

def words_again(model: str, expression: CombinedSearchVector) -> list[Operation]:
    """The generated column made anew, since its expression cannot be changed, and its index."""
    column = models.GeneratedField(expression=expression, output_field=SearchVectorField(), db_persist=True)
    index = GinIndex(fields=["search"], name=f"{model}_search_gin", fastupdate=False)
    return [
        migrations.RemoveIndex(model, f"{model}_search_gin"),
        migrations.RemoveField(model, "search"),
        migrations.AddField(model, "search", column),
        migrations.AddIndex(model, index),
    ]

class Migration(migrations.Migration):
    dependencies = [("parts", "0004_part_assets_asked_for")]

    operations = [
        migrations.RunSQL(CONFIGURATION, NO_CONFIGURATION),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION public.catalogue_words(text)"),
        migrations.AddField(
            "part",
            "standing",
            models.PositiveIntegerField(
                default=0,
                help_text="how likely it is meant, words aside: made anew by each import (docs/algorithms/search.md)",
            ),
        ),
        migrations.AddField(
            "searchword",
            "part_uses",
            models.PositiveIntegerField(default=0, help_text="of these, names of parts"),
        ),
        migrations.AlterField(
            "searchword",
            "uses",
            models.PositiveIntegerField(help_text="names of parts, sets and minifigures with it"),
        ),
        *words_again(
            "part", Words("name", "A") + Words("other_names", "B") + Words("keywords", "C") + Numbers("number", "D")
        ),
        *words_again("set", Words("name", "A") + Numbers("number", "D")),
        *words_again("minifig", Words("name", "A") + Numbers("number", "D")),
    ]
