"""One build as its author has it in four programs: what is counted are the same parts, whoever's numbers they are."""

import re
from collections import Counter
from pathlib import Path

import pytest

from brickcore.bom import bill
from brickcore.content import Asked
from brickcore.formats import read_content
from brickcore.library import PartsLibrary, open_library
from parts.services.identify import Reference, identify

HOGWARTS = [
    "models/ldd/lukasbach_hogwarts.lxf",
    "models/ldd/lukasbach_hogwarts.lxfml",
    "partlists/lukasbach_hogwarts_piecelist.csv",
    "partlists/lukasbach_hogwarts_piecelist.xlsx",
]
BURROW = [
    "models/ldd/lukasbach_burrow.lxfml",
    "models/studio/lukasbach_burrow.io",
    "partlists/lukasbach_burrow_piecelist.csv",
]
PAIRS = [("models/ldraw/moc/lukasbach_hogwarts.ldr", other) for other in HOGWARTS]
PAIRS += [("models/ldraw/moc/lukasbach_burrow.ldr", other) for other in BURROW]
Lots = Counter[tuple[str, str]]


@pytest.fixture(scope="module")
def library(shared: Path) -> PartsLibrary:
    return open_library(shared / "ldraw" / "library.zip")


@pytest.mark.parametrize(("model", "other"), PAIRS, ids=[Path(other).name for _, other in PAIRS])
def test_the_same_build_gives_the_same_lots_but_for_moulds(
    real_catalogue: None, db: None, shared: Path, library: PartsLibrary, model: str, other: str
) -> None:
    """Programs name different moulds of one part (3044b, 3044c); apart from their letters hardly a lot may differ."""
    ours, theirs = (lots_of(shared / path, shared, library) for path in (model, other))
    assert ours.total() == theirs.total()
    assert abs(len(ours) - len(theirs)) <= 1
    differing = without_moulds(ours) - without_moulds(theirs)
    assert len(differing) <= len(ours) // 30, differing


def lots_of(path: Path, shared: Path, library: PartsLibrary) -> Lots:
    asked = Asked(ldd_mapping=shared / "mappings" / "ldd_ldraw_leocad_2026.xml.gz")
    bom = bill(read_content(path.read_bytes(), path.name, asked), library)
    wanted = [Reference(lot.part, lot.colour, lot.system, lot.name, lot.colour_system) for lot in bom.lots]
    found: Lots = Counter()
    for lot, known in zip(bom.lots, identify(wanted), strict=True):
        part = known.part.number if known.part else f"? {lot.part}"
        found[part, known.colour.name if known.colour else f"? {lot.colour}"] += lot.quantity
    return found


def without_moulds(lots: Lots) -> Lots:
    plain: Lots = Counter()
    for (part, colour), quantity in lots.items():
        plain[re.sub(r"(?<=\d)[a-h]$", "", part), colour] += quantity
    return plain
