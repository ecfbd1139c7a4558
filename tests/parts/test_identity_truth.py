"""What becomes of other people's references on the whole catalogue, counted strictly."""

import csv
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from brickcore.bom import Lot, count
from brickcore.formats import read
from brickcore.identity import number_form
from brickcore.library import open_library
from parts.services.alternatives import alternatives_by_part
from parts.services.bill import BillLine, bill_lines
from parts.services.identify import Identification, Reference, identify

pytestmark = [pytest.mark.shared, pytest.mark.slow, pytest.mark.usefixtures("real_catalogue", "db")]

NO_REASON = {"unknown", "ambiguous", "no_rebrickable"}
"""Answers that say nothing about the part."""


@cache
def lots_of(shared: Path, *names: str) -> tuple[Lot, ...]:
    library = open_library(shared / "ldraw" / "library.zip")
    files = [shared / "models" / name for name in names]
    return tuple(lot for file in files for lot in count(read(file.read_bytes(), file.name), library).lots)


def set_model_lines(shared: Path) -> list[BillLine]:
    names = sorted(path.name for path in (shared / "models/ldraw/omr").iterdir())
    distinct = {lot.part: lot for lot in lots_of(shared, *(f"ldraw/omr/{name}" for name in names))}
    return bill_lines(list(distinct.values()))


def reasons(line: BillLine) -> set[str]:
    return {link["rule"] for link in line.evidence}


def test_references_of_set_models_have_a_rebrickable_number_or_a_reason(shared: Path) -> None:
    lines = set_model_lines(shared)
    numbered = [line for line in lines if line.known.part and line.rebrickable]
    reasoned = [line for line in lines if not line.rebrickable and not reasons(line) & NO_REASON]
    assert len(lines) > 1500
    assert len(numbered) / len(lines) >= 0.97
    assert (len(numbered) + len(reasoned)) / len(lines) >= 0.99


def test_most_of_them_by_a_number_that_rebrickable_itself_gives(shared: Path) -> None:
    lines = set_model_lines(shared)
    weak = ("mould", "alternate", "print", "name")
    strong = [
        line for line in lines if line.rebrickable and not reasons(line) & {f"{rule}_rebrickable" for rule in weak}
    ]
    assert len(strong) / len(lines) >= 0.9


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        ("3023b", "number"),
        ("4073", "moved"),
        ("10019 - 2680b", "carried"),
        ("4111802", "element"),
        ("10182 - ls51", "segment"),
        ("rubberbandround-1.ldr", "drawn"),
        ("4-4cyli", "primitive"),
    ],
)
def test_known_kinds_of_references_say_how_they_were_read(number: str, rule: str) -> None:
    assert identify([Reference(number, 4)])[0].evidence[0]["rule"] == rule


def test_element_number_gives_part_and_colour() -> None:
    [known] = identify([Reference("4211445", "", "lego")])
    assert known.part is not None
    assert known.colour is not None
    assert (known.part.number, known.colour.name) == ("3710", "Light Bluish Grey")
    assert [link["rule"] for link in known.evidence] == ["element", "colour_element"]


PAIRS = [("lukasbach_hogwarts", 4537, 328), ("lukasbach_burrow", 356, 92)]
SYSTEMS = {"bricklink": ("BLItemNo", "BLColorId"), "ldraw": ("LdrawId", "LDrawColorId")}
Key = tuple[int, int]


def listed(file: Path, system: str) -> Iterator[tuple[Reference, int]]:
    """The lines of a piece list, as this system numbers them."""
    part, colour = SYSTEMS[system]
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if row["Qty"]:
                yield Reference(row[part], row[colour], system, row["PartName"]), int(row["Qty"])


def counted(known: list[Identification], quantities: list[int]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for one, quantity in zip(known, quantities, strict=True):
        assert one.part is not None, one.evidence
        assert one.colour is not None, one.evidence
        found[one.part.pk, one.colour.pk] += quantity
    return found


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(("name", "pieces", "least_lots"), PAIRS)
def test_model_and_its_parts_list_agree_but_for_named_differences(
    name: str, pieces: int, least_lots: int, system: str, shared: Path
) -> None:
    lots = lots_of(shared, f"ldraw/moc/{name}.ldr")
    lines = list(listed(shared / "partlists" / f"{name}_piecelist.csv", system))
    ours = identify([Reference(lot.part, lot.colour, name=lot.name) for lot in lots])
    theirs = identify([reference for reference, _quantity in lines])
    model = counted(ours, [lot.quantity for lot in lots])
    parts_list = counted(theirs, [quantity for _reference, quantity in lines])
    assert model.total() == parts_list.total() == pieces
    assert len(parts_list) >= least_lots
    numbers = {one.part.pk: one.part.number for one in (*ours, *theirs) if one.part}
    more, less = model - parts_list, parts_list - model
    unnamed = [key for key in more if not any(named(key, other, numbers) for other in less if less[other] == more[key])]
    assert [(numbers[part], colour) for part, colour in unnamed] == []


def named(one: Key, other: Key, numbers: dict[int, str]) -> bool:
    """The same part in a colour that the two call otherwise, or a part that the catalogue relates, in one colour."""
    if one[0] == other[0]:
        return True
    related = {alternative.number for alternative in alternatives_by_part([one[0]]).get(one[0], [])}
    first, second = number_form(numbers[one[0]]), number_form(numbers[other[0]])
    same_base = bool(first and second and first.base == second.base)
    return one[1] == other[1] and (numbers[other[0]] in related or same_base)
