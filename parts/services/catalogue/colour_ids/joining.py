"""A colour that was made for a Rebrickable number nobody could place, and turns out to be one of LDraw's."""

from django.db import connection

from parts.models import Colour
from parts.services.catalogue.colour_ids.known import KnownColours
from parts.services.catalogue.colour_ids.rows import ColourRow
from parts.services.catalogue.frame import ImportRun
from parts.services.catalogue.rebrickable.colours import FIRST_NUMBER

TABLE = "colours joined"
_DERIVED = "DELETE FROM parts_partcolour WHERE colour_id = %(old)s"
_INVENTORIES = """
    WITH gone AS (
        DELETE FROM parts_inventorypart AS old USING parts_inventorypart AS kept
        WHERE old.colour_id = %(old)s AND kept.colour_id = %(into)s AND kept.inventory_id = old.inventory_id
          AND kept.part_id = old.part_id AND kept.is_spare = old.is_spare
        RETURNING kept.id, old.quantity
    )
    UPDATE parts_inventorypart AS kept SET quantity = kept.quantity + gone.quantity FROM gone WHERE kept.id = gone.id
"""
_PRICES = """
    DELETE FROM parts_priceseen AS old USING parts_priceseen AS kept
    WHERE old.colour_id = %(old)s AND kept.colour_id = %(into)s
      AND (kept.part_id, kept.condition, kept.currency, kept.region, kept.price, kept.seen_on, kept.source)
        = (old.part_id, old.condition, old.currency, old.region, old.price, old.seen_on, old.source)
"""
_ASSETS = "DELETE FROM parts_partasset WHERE colour_id = %(old)s"
_DROPPED_FIRST = (_DERIVED, _INVENTORIES, _PRICES, _ASSETS)


def join_made_colour(run: ImportRun, known: KnownColours, row: ColourRow, meant: set[int]) -> set[int]:
    """What the row means now: LDraw's colour, where its other numbers agree on one that has no Rebrickable number."""
    made = next(iter(meant))
    if len(meant) > 1 or known.colours[made].number < FIRST_NUMBER:
        return meant
    others = [found for system, number in row.numbers if (found := known.of(system, number)) and found != meant]
    shared = set.intersection(*others) if others else set()
    free = {key for key in shared if not known.has_rebrickable_number(key)}
    if len(free) != 1:
        return meant
    (into,) = free
    _join(made, into)
    known.replace(made, into)
    run.count(TABLE, changed=1)
    return {into}


def _join(old: int, into: int) -> None:
    """Everything that is in the one colour is in the other from now on; parts lists too, for it is the same colour."""
    values = {"old": old, "into": into}
    with connection.cursor() as cursor:
        for query in _DROPPED_FIRST:
            cursor.execute(query, values)
    for relation in Colour._meta.related_objects:
        if relation.one_to_many and relation.field is not None:
            model, name = relation.related_model, relation.field.name
            model._base_manager.filter(**{name: old}).update(**{name: into})
    Colour.objects.filter(pk=old).delete()
