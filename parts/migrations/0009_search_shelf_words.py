"""A name's length leaves out the shelf that it begins with: of "Technic Axle 3" and "Technic Axle 3, stud" the first is
all that "axle 3" asks for."""

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from parts.models.search_columns import NameLength

_FUNCTION = r"""
CREATE OR REPLACE FUNCTION public.catalogue_length(given text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $function$
SELECT coalesce(min(cardinality(regexp_split_to_array(trim(name), '[\s×-]+'))
    + 3 * cardinality(regexp_split_to_array(trim(public.catalogue_heads(name)), '[\s×-]+'))), 0)
FROM regexp_split_to_table({names}, '\n') AS name WHERE name <> ''
$function$
"""
SHELF_WORDS = "technic|minifig|animal|food|plant|equipment|weapon|tool|vehicle|electric"
FUNCTION = _FUNCTION.format(names=rf"regexp_replace(lower(given), '^((?:{SHELF_WORDS}),? )+(?=[^,\n(\[])', '', 'gn')")
WITHOUT = _FUNCTION.format(names="given")


def _again(name: str, column: str) -> list[Operation]:
    length = models.GeneratedField(expression=NameLength(column), output_field=models.IntegerField(), db_persist=True)
    return [migrations.RemoveField("part", name), migrations.AddField("part", name, length)]


class Migration(migrations.Migration):
    dependencies = [("parts", "0008_part_by_standing")]

    operations = [
        migrations.RunSQL(FUNCTION, WITHOUT),
        *_again("name_length", "name"),
        *_again("other_length", "other_names"),
    ]
