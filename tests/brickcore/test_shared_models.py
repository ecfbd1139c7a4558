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
        except BrickError as error:
            refused[path] = error.code
            continue
        bom = count(model, library)
        placed = flatten(model)
        assert bom.parts <= len(placed.part_index) or any(notice.code == "TAKEN_APART" for notice in bom.notices), path
        assert bom.parts == sum(lot.quantity for lot in bom.lots)
    assert len(files) > 100
    assert set(refused.values()) == {"NOTHING_PLACED"}
    for path in refused:
        lines = path.read_text("utf-8", "replace").splitlines()
        assert not any(line.strip().startswith("1 ") for line in lines), path


def test_counts_come_near_the_catalogues_totals(shared: Path, library: PartsLibrary) -> None:
    with (shared / "omr_truth.csv").open(newline="", encoding="utf-8") as table:
        rows = [compare(row, shared, library) for row in csv.DictReader(table)]
    within = [row for row in rows if row.is_within(row.difference)]
    assert len(within) >= 0.73 * len(rows)
    assert sum(row.difference == 0 for row in rows) >= 0.25 * len(rows)
    lines = list(report(rows))
    assert all("  no " not in line or line.split("  no ", 1)[1].strip() for line in lines)


@pytest.mark.parametrize(
    ("model", "parts"),
    [
        ("10182-1 - Cafe Corner.mpd", 2061),
        ("10214-1 - Tower Bridge.mpd", 4287),
        ("1713-1 - Shipwrecked Pirate.mpd", 23),
        ("6071 - Forestmens Crossing.mpd", 212),
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
