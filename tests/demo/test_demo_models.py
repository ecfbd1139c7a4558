import ast
import json
from pathlib import Path
from typing import Any

import pytest

from brickcore.bom import count
from brickcore.formats import read
from brickcore.library import open_library
from brickcore.programs.electric import Electric, Lot, electric_of
from builds.models import Licence
from parts.services.catalogue import load_starter_catalogue
from parts.services.identify import Reference, identify

DEMO = Path(__file__).resolve().parents[2] / "demo"
BUILDS: list[dict[str, Any]] = json.loads((DEMO / "builds.json").read_text())
TITLES = [build["title"] for build in BUILDS]
PARTS = {
    "Scout, a rover with two motors": 44,
    "Cottage with a chimney": 158,
    "Lighthouse on a rock": 86,
    "Roadster": 56,
    "Taxi": 62,
    "Hand-cranked gear train": 36,
    "Owl on a branch": 54,
}


def test_every_model_is_listed_once_with_what_a_build_needs() -> None:
    assert sorted(build["file"] for build in BUILDS) == sorted(
        f"models/{path.name}" for path in DEMO.glob("models/*.mpd")
    )
    assert set(TITLES) == set(PARTS)
    for build in BUILDS:
        assert build["licence"] in Licence.values
        assert build["description"]
        assert 1 <= len(build["tags"]) <= 8
        assert build.get("remix_of", TITLES[0]) in TITLES
        assert all((DEMO / attachment).is_file() for attachment in build["attachments"])


def test_one_build_is_a_robot_with_its_program() -> None:
    [robot] = [build for build in BUILDS if "mindstorms" in build["tags"]]
    ast.parse((DEMO / robot["attachments"][0]).read_text())


@pytest.mark.parametrize("build", BUILDS, ids=TITLES)
@pytest.mark.django_db
def test_model_is_counted_and_identified_with_the_starter_catalogue_alone(
    build: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)
    load_starter_catalogue()
    file = DEMO / build["file"]
    model = read(file.read_bytes(), file.name)
    bom = count(model, open_library())
    assert bom.parts == PARTS[build["title"]]
    assert [notice.message for notice in bom.notices if notice.severity == "warning"] == []
    known = identify([Reference(lot.part, lot.colour, name=lot.name) for lot in bom.lots])
    assert [lot.part for lot, found in zip(bom.lots, known, strict=True) if not (found.part and found.colour)] == []


@pytest.mark.parametrize("build", BUILDS, ids=TITLES)
def test_model_names_its_author_and_licence_and_has_steps(build: dict[str, Any]) -> None:
    text = (DEMO / build["file"]).read_text()
    assert "0 Author: Brickfolk\n" in text
    licence = "CC0" if build["licence"].startswith("CC0") else "CC BY-SA 4.0"
    assert licence in text.split("0 NOFILE")[0]
    assert text.count("0 STEP") >= 3


@pytest.mark.shared
@pytest.mark.parametrize("build", BUILDS, ids=TITLES)
def test_official_library_has_every_part_under_its_present_number(build: dict[str, Any], shared: Path) -> None:
    library = open_library(shared / "ldraw" / "library.zip")
    file = DEMO / build["file"]
    model = read(file.read_bytes(), file.name)
    names = {name for submodel in model.submodels.values() for name in submodel.names} - set(model.submodels)
    assert {name for name in names if library.resolve(name) != name or library.header(name) is None} == set()
    assert count(model, library).parts == PARTS[build["title"]]


@pytest.mark.django_db
def test_scouts_program_finds_its_motors_and_sensors_among_the_parts() -> None:
    load_starter_catalogue()
    (scout,) = [build for build in BUILDS if build["attachments"]]
    lots = count(read((DEMO / scout["file"]).read_bytes(), scout["file"]), open_library(None)).lots
    known = identify([Reference(lot.part, lot.colour) for lot in lots])
    parts = [(found.part, lot.quantity) for found, lot in zip(known, lots, strict=True) if found.part is not None]
    assert electric_of(Lot(part.name, part.number, quantity) for part, quantity in parts) == Electric(2, 2, 1)
