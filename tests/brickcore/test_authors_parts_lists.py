"""Parts lists that an author exported beside a model: the same lots, but for moulds that the two tell apart."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from brickcore.bom import count
from brickcore.formats import read
from brickcore.library import PartsLibrary, open_library

pytestmark = pytest.mark.shared

# The number that the author's program gives to what the library's current number means: another mould of the same
# part, or an older number of it.
MOULDS = {
    **{f"{number}b": number for number in ("3023", "3040", "3063")},
    **{f"{number}a": number for number in ("2436", "3660", "3665", "4287", "4865", "60481")},
    **{"3069b": "3069a", "3245a": "3245c", "3794a": "3794b", "3942b": "3942c", "4032a": "4032b", "4460a": "4460b"},
    **{"6141": "4073", "6143": "3941", "6019": "61252", "30367a": "553c", "48310": "47543"},
}
COLOURS: dict[int | str, int | str] = {87: 179}  # two codes of one silver


@pytest.fixture(scope="module")
def library(shared: Path) -> PartsLibrary:
    return open_library(shared / "ldraw" / "library.zip")


def authors_list(path: Path) -> Counter[tuple[str, int | str]]:
    with path.open(newline="", encoding="utf-8-sig") as table:
        rows = [row for row in csv.DictReader(table, delimiter="\t") if row["LDrawColorId"]]
    return Counter({(row["LdrawId"], int(row["LDrawColorId"])): int(row["Qty"]) for row in rows})


@pytest.mark.parametrize(("name", "lots", "same"), [("lukasbach_hogwarts", 328, 271), ("lukasbach_burrow", 92, 82)])
def test_each_lot_is_in_the_authors_list(shared: Path, library: PartsLibrary, name: str, lots: int, same: int) -> None:
    theirs = authors_list(shared / "partlists" / f"{name}_piecelist.csv")
    path = shared / "models" / "ldraw" / "moc" / f"{name}.ldr"
    bom = count(read(path.read_bytes(), path.name), library)
    ours = Counter({(lot.part, lot.colour): lot.quantity for lot in bom.lots})
    alike = set(ours.items()) & set(theirs.items())
    assert (len(ours), len(theirs), len(alike)) == (lots, lots, same)
    others = {lot: number for lot, number in ours.items() if (lot, number) not in alike}
    renamed = {(MOULDS.get(part, part), COLOURS.get(colour, colour)): it for (part, colour), it in others.items()}
    assert renamed == {lot: number for lot, number in theirs.items() if (lot, number) not in alike}
