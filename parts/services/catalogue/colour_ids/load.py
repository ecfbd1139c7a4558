"""A colour table into the catalogue: where one number of a row is known, the others mean the same colour."""

from pathlib import Path

from django.utils.translation import gettext as _

from parts.models import Colour, ColourNumber, System
from parts.services.catalogue.colour_ids.joining import join_made_colour
from parts.services.catalogue.colour_ids.known import KnownColours
from parts.services.catalogue.colour_ids.rows import TABLE, ColourRow, is_number, read_colours
from parts.services.catalogue.entries import Watch, unwatched
from parts.services.catalogue.frame import Follows, Imported, ImportRun, import_run
from parts.services.catalogue.sources import TableFile

COMMAND = "import_colours"
YEARS = "years of colours"
_TRUSTED: list[str] = [System.REBRICKABLE, System.LDRAW, System.BRICKLINK, System.LEGO]


def load_colours(*, path: Path, watch: Watch = unwatched) -> Imported:
    """Import the numbers of a file. Raises ImportRefused when it is unusable.

    A row of which no number is known here is refused, and so is each number that means another colour here.
    """
    file = TableFile.at(path)
    source = f"colour table {file.name}"
    with import_run(command=COMMAND, source=source, watch=watch, follows=Follows.NOTHING) as run:
        known = KnownColours()
        for row in run.watch(read_colours(run, file), TABLE):
            if meant := _meant(run, known, row):
                meant = join_made_colour(run, known, row, meant)
                _add_numbers(run, known, row, meant)
                _add_years(run, known.colours[known.commonest(meant)], row)
    return run.imported


def _meant(run: ImportRun, known: KnownColours, row: ColourRow) -> set[int]:
    """The colours that the row may speak of; empty when it is refused. What its first known number says, holds."""
    wrong = next((number for _system, number in row.numbers if not is_number(number)), None)
    if wrong is not None or not row.numbers:
        run.reject(TABLE, row.line, _("%(number)s is no colour number") % {"number": repr((wrong or "")[:40])})
        return set()
    shown = ", ".join(f"{system} {number}" for system, number in row.numbers)[:120]
    if any(known.is_no_colour(number) for number in row.numbers):
        run.reject(TABLE, row.line, _("%(numbers)s: one of them means no colour") % {"numbers": shown})
        return set()
    for system, number in sorted(row.numbers, key=_first_asked):
        if found := known.of(system, number):
            return found
    if row.name and len(named := known.named(row.name)) == 1:
        return named
    run.reject(TABLE, row.line, _("none of %(numbers)s is known here") % {"numbers": f"{shown} {row.name}".strip()})
    return set()


def _first_asked(number: tuple[str, str]) -> int:
    return _TRUSTED.index(number[0]) if number[0] in _TRUSTED else len(_TRUSTED)


def _add_numbers(run: ImportRun, known: KnownColours, row: ColourRow, meant: set[int]) -> None:
    """A number that means nothing here yet means the row's colour; one that means another is refused."""
    colour = known.commonest(meant)
    for system, number in row.numbers:
        others = known.of(system, number)
        if not others:
            known.add(system, number, colour)
            ColourNumber.objects.create(system=system, number=number, colour_id=colour)
            run.count(TABLE, added=1)
        elif others & meant or known.colours[colour].finish == Colour.Finish.RUBBER:
            # Most systems give rubber and plastic one number; it stays with the plastic.
            run.count(TABLE, unchanged=1)
        else:
            other = known.colours[known.commonest(others)]
            reason = _("%(system)s %(number)s is %(other)s here, not %(colour)s")
            values = {"system": system, "number": number, "other": other, "colour": known.colours[colour]}
            run.reject(TABLE, row.line, reason % values)


def _add_years(run: ImportRun, colour: Colour, row: ColourRow) -> None:
    """Years that nobody has noted yet; what Rebrickable's tables say of sets is better than a shop's word."""
    if row.years and colour.first_year is None:
        colour.first_year, colour.last_year = row.years
        colour.save(update_fields=["first_year", "last_year"])
        run.count(YEARS, changed=1)
