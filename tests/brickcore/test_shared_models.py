"""Real models that nobody here wrote: each reads, or is refused for a reason that it deserves."""

import csv
from pathlib import Path

import pytest

from brickcore.bom import count
from brickcore.errors import BrickError
from brickcore.formats import read
from brickcore.layout import flatten
from brickcore.library import PartsLibrary, open_library
from brickcore.truth.__main__ import compare, report
from brickcore.truth.causes import unexplained

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def library(shared: Path) -> PartsLibrary:
    return open_library(shared / "ldraw" / "library.zip")


def test_every_ldraw_file_is_read_or_draws_without_placing_a_part(shared: Path, library: PartsLibrary) -> None:
    refused = {}
    files = sorted((shared / "models" / "ldraw").rglob("*.*"))
    for path in files:
        try:
            model = read(path.read_bytes(), path.name)
            bom = count(model, library)
        except BrickError as error:
            refused[path] = error.code
            continue
        placed = flatten(model)
        assert bom.parts <= len(placed.part_index) or any(notice.code == "TAKEN_APART" for notice in bom.notices), path
        assert bom.parts == sum(lot.quantity for lot in bom.lots)
    assert len(files) > 100
    assert set(refused.values()) == {"NOTHING_PLACED", "NOTHING_COUNTED"}
    for path, code in refused.items():
        lines = path.read_text("utf-8", "replace").splitlines()
        placing = [line for line in lines if line.strip().startswith("1 ")]
        assert all(line.endswith(".ldr") for line in placing) if code == "NOTHING_COUNTED" else not placing, path


def test_counts_come_near_the_catalogues_totals(shared: Path, library: PartsLibrary) -> None:
    with (shared / "omr_truth.csv").open(newline="", encoding="utf-8") as table:
        rows = [compare(row, shared, library) for row in csv.DictReader(table)]
    within = [row for row in rows if row.is_within(row.difference)]
    assert (len(rows), len(within)) == (68, 47)
    *lines, told, allowed = report(rows)
    assert told == "47 of 68 within 1 % or 2 parts, 17 exact"
    assert allowed.startswith("53 of 68 ")
    assert all(line.split("  no ", 1)[1].strip() for line in lines if "  no " in line)


def test_every_difference_has_causes_that_explain_its_size(shared: Path, library: PartsLibrary) -> None:
    with (shared / "omr_truth.csv").open(newline="", encoding="utf-8") as table:
        rows = [compare(row, shared, library) for row in csv.DictReader(table)]
    missed = [row for row in rows if not row.is_within(row.difference)]
    assert all(row.is_within(unexplained(row.difference, row.causes())) for row in missed)
    by_name = {row.name: [(cause.words, cause.parts) for cause in row.causes()] for row in missed}
    assert by_name["6080 - Kings Castle.mpd"] == [("4 horses, of which the total counts the three mouldings", 8)]
    assert by_name["21318 - Tree House.mpd"] == [("the file places fewer parts than the set has", 101)]


@pytest.mark.parametrize(
    ("model", "parts"),
    [
        ("10182-1 - Cafe Corner.mpd", 2061),
        ("10214-1 - Tower Bridge.mpd", 4287),
        ("1713-1 - Shipwrecked Pirate.mpd", 23),
        ("6071 - Forestmens Crossing.mpd", 210),
        ("7150-1 - TIE Fighter & Y-wing.mpd", 410),
    ],
)
def test_known_models_keep_their_counts(shared: Path, library: PartsLibrary, model: str, parts: int) -> None:
    path = shared / "models" / "ldraw" / "omr" / model
    assert count(read(path.read_bytes(), path.name), library).parts == parts


def test_an_authors_own_parts_list_agrees(shared: Path, library: PartsLibrary) -> None:
    with (shared / "bom_pairs.csv").open(newline="", encoding="utf-8") as table:
        pairs = {row["model_file"]: int(row["total_pieces_in_model"]) for row in csv.DictReader(table)}
    for name, pieces in pairs.items():
        if name.endswith(".ldr"):
            path = shared / name
            assert count(read(path.read_bytes(), path.name), library).parts == pieces
