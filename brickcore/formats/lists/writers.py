"""The writer of every format of lists: which one is told by the format's key."""

from brickcore.formats.given import Given
from brickcore.formats.lists.systems import as_it_is, listed
from brickcore.formats.lists.writing import SYSTEMS, WRITERS
from brickcore.partslist import PartsList

_ASSUMED = "Numbers of parts are taken to be the same at {system}; a catalogue would know better."


def write(given: Given, key: str) -> bytes:
    """The parts of a file as a list of this format. Raises as counting does."""
    system = SYSTEMS.get(key)
    if isinstance(given.content, PartsList) and (system is None or _speaks(given.content, system)):
        return WRITERS[key](given.content)
    if system is None:
        return WRITERS[key](as_it_is(given.bom, given.name))
    given.notes.append(_ASSUMED.format(system=system))
    return WRITERS[key](listed(given.bom, system, given.name))


def _speaks(content: PartsList, system: str) -> bool:
    return all(lot.system == system for lot in content.lots)
