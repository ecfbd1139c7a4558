"""Search tells what a name says first (`Technic Pin` of "Technic Pin with Slots") from the details that follow."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models

from parts.models.search_columns import NameLength, Heads, Numbers, Words

# Line by line: what follows a comma (but not the one after the first word: "Animal, Frog"), a bracket, a dash, "with".
FUNCTIONS = r"""
CREATE FUNCTION public.catalogue_heads(given text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $function$
SELECT regexp_replace(regexp_replace(lower(given),
    '^(\S+ [^,\n]*?),.*$', '\1', 'gn'),
    '(?:\s[-–/]\s(?!\d)|\s?[(\[;]|\s(?:with|without|no|for|aka|on|in)\M).*$', '', 'gn')
$function$;

CREATE FUNCTION public.catalogue_length(given text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $function$
SELECT coalesce(min(cardinality(regexp_split_to_array(trim(name), '[\s×-]+'))
    + 3 * cardinality(regexp_split_to_array(trim(public.catalogue_heads(name)), '[\s×-]+'))), 0)
FROM regexp_split_to_table(given, '\n') AS name WHERE name <> ''
$function$
"""
NO_FUNCTIONS = """
DROP FUNCTION public.catalogue_length(text);
DROP FUNCTION public.catalogue_heads(text);
"""

WORDS = Heads("name", "A") + Words("name", "B") + Words("other_names", "B") + Heads("other_names", "D")


def _generated(expression: models.Expression, output: models.Field) -> models.GeneratedField:
    return models.GeneratedField(expression=expression, output_field=output, db_persist=True)


class Migration(migrations.Migration):
    dependencies = [("parts", "0006_number_derived")]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RemoveIndex("part", "part_search_gin"),
        migrations.RemoveField("part", "search"),
        migrations.AddField(
            "part",
            "search",
            _generated(WORDS + Words("keywords", "C") + Numbers("number", "C"), SearchVectorField()),
        ),
        migrations.AddField("part", "name_length", _generated(NameLength("name"), models.IntegerField())),
        migrations.AddField("part", "other_length", _generated(NameLength("other_names"), models.IntegerField())),
        migrations.AddIndex("part", GinIndex(fields=["search"], name="part_search_gin", fastupdate=False)),
    ]
