"""The starter catalogue into the database: one transaction, one new catalogue version when anything changed."""

from dataclasses import dataclass

from parts.services.catalogue.entries import Watch, unwatched
from parts.services.catalogue.frame import import_run
from parts.services.catalogue.starter import starter_colour_entries, starter_parts
from parts.services.catalogue.write import PartWriter
from parts.services.catalogue.write_colours import write_colours
from parts.services.source_names import STARTER

COMMAND = "load_starter_catalogue"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load came to: parts in the source, rows new or changed, and the catalogue's version after it."""

    parts: int
    changes: int
    version: int


def load_starter_catalogue(*, watch: Watch = unwatched) -> Loaded:
    """Load the colours and parts that this repository carries; loading them again changes nothing."""
    entries = starter_parts()
    with import_run(command=COMMAND, source=STARTER, watch=watch) as run:
        colours = write_colours(starter_colour_entries(), overwrite=True)
        parts = PartWriter(STARTER, watch).write(entries)
        run.count("colours", changed=colours)
        run.count("parts", changed=parts)
    return Loaded(len(entries), colours + parts, run.imported.version)
