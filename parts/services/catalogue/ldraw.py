"""An LDraw parts library into the catalogue: a newer one on top of an older one changes only what it says anew."""

from django.utils.translation import gettext as _

from brickcore.errors import UnreadableFile
from brickcore.geometry import part_fault
from brickcore.library import PartsLibrary, survey
from parts.services.catalogue.entries import Watch, unwatched
from parts.services.catalogue.frame import Imported, ImportRefused, ImportRun, import_run
from parts.services.catalogue.ldraw_colours import TABLE as COLOURS
from parts.services.catalogue.ldraw_colours import write_colours
from parts.services.catalogue.ldraw_keys import find_keys
from parts.services.catalogue.ldraw_numbers import write_numbers
from parts.services.catalogue.ldraw_parts import write_parts
from parts.services.catalogue.ldraw_relations import write_relations
from parts.services.catalogue.ldraw_staging import LDRAW, stage_library
from parts.services.catalogue.starter import starter_colour_entries
from parts.services.catalogue.write_colours import write_colours as write_starter_colours

COMMAND = "import_ldraw"
FILES = "files"


def load_ldraw_library(*, library: PartsLibrary, watch: Watch = unwatched) -> Imported:
    """Import every part of a library; what the starter catalogue says by hand stays as it is.

    A file that cannot be trusted is refused with its name, its line and the reason; the rest is imported. A part that
    the library has no more stays in the catalogue. Raises ImportRefused where no file of it can be read.
    """
    found = survey(library, watch, part_fault)
    if not found.heads:
        raise ImportRefused(
            "LIBRARY_USELESS", _("No file in this library can be read as a part. Fetch the library again.")
        )
    source = f"{LDRAW} {found.release or library.fingerprint[:12]}"
    with import_run(command=COMMAND, source=source, watch=watch) as run:
        for error in (*found.refused, *library.colour_faults()):
            _reject(run, error)
        run.count(COLOURS, changed=write_starter_colours(starter_colour_entries(), overwrite=True))
        write_colours(run, library.colours())
        stage_library(found)
        find_keys()
        write_parts(run)
        write_numbers(run)
        write_relations(run)
    return run.imported


def _reject(run: ImportRun, error: UnreadableFile) -> None:
    place = error.location
    file, line = (place.file, place.line or 0) if place else ("", 0)
    run.reject(FILES, line, f"{_printable(file)}: {_printable(error.message)}")


def _printable(text: str) -> str:
    """File names may hold anything but text that a database or a terminal takes."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)
