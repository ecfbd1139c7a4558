"""Brings colours into the catalogue: only what differs is written."""

from collections.abc import Sequence

from parts.models import Colour, ColourNumber
from parts.services.catalogue.entries import ColourEntry

_FIELDS = ("name", "rgb", "edge_rgb", "alpha", "finish", "commonness")


def write_colours(entries: Sequence[ColourEntry], *, overwrite: bool) -> int:
    """Add missing colours and numbers, and with `overwrite` bring the others up to date; how many changed."""
    known = {colour.number: colour for colour in Colour.objects.all()}
    new = [_colour(entry) for entry in entries if entry.number not in known]
    changed = [known[entry.number] for entry in entries if overwrite and _assign(known.get(entry.number), entry)]
    Colour.objects.bulk_create(new)
    Colour.objects.bulk_update(changed, _FIELDS)
    return len(new) + len(changed) + _write_numbers(entries)


def _colour(entry: ColourEntry) -> Colour:
    colour = Colour(number=entry.number)
    _assign(colour, entry)
    return colour


def _assign(colour: Colour | None, entry: ColourEntry) -> bool:
    if colour is None:
        return False
    changed = False
    for name in _FIELDS:
        value = getattr(entry, name)
        if value is not None and getattr(colour, name) != value:
            setattr(colour, name, value)
            changed = True
    return changed


def _write_numbers(entries: Sequence[ColourEntry]) -> int:
    keys = dict(Colour.objects.values_list("number", "pk"))
    known = set(ColourNumber.objects.values_list("system", "number", "colour_id"))
    wanted = {(system, number, keys[entry.number]): None for entry in entries for system, number in entry.numbers}
    new = [key for key in wanted if key not in known]
    ColourNumber.objects.bulk_create(
        [ColourNumber(system=system, number=number, colour_id=colour) for system, number, colour in new]
    )
    return len(new)
