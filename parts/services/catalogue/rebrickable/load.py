"""All of Rebrickable's tables in one import."""

from pathlib import Path

from django.utils.translation import gettext as _

from parts.services.catalogue.entries import Watch, unwatched
from parts.services.catalogue.frame import Imported, ImportRefused, import_run
from parts.services.catalogue.rebrickable.colours import import_colours
from parts.services.catalogue.rebrickable.derived import derive_uses
from parts.services.catalogue.rebrickable.elements import import_elements
from parts.services.catalogue.rebrickable.inventories import import_inventories
from parts.services.catalogue.rebrickable.parts import import_parts
from parts.services.catalogue.rebrickable.relations import import_relations, stage_relations
from parts.services.catalogue.rebrickable.sets import import_minifigs, import_sets, import_themes
from parts.services.catalogue.sources import open_tables

COMMAND = "import_rebrickable"
_STEPS = (
    import_colours,
    stage_relations,
    import_parts,
    import_relations,
    import_elements,
    import_themes,
    import_sets,
    import_minifigs,
    import_inventories,
)


def load_rebrickable(*, place: Path, watch: Watch = unwatched) -> Imported:
    """Import the tables in a folder or zip; those that are absent are passed over. Raises ImportRefused.

    Parts come first, then what names them. The starter catalogue's names and weights stay as they are.
    """
    with open_tables(place) as folder:
        with import_run(command=COMMAND, source=f"Rebrickable tables in {folder.place}", watch=watch) as run:
            for step in _STEPS:
                step(run, folder)
            if not run.has_tables:
                message = _(
                    "%(place)s holds none of Rebrickable's tables (parts.csv, elements.csv, …). Name their folder."
                )
                raise ImportRefused("TABLES_MISSING", message % {"place": place})
            derive_uses(run)
        return run.imported
