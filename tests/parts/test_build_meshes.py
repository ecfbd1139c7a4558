"""`manage.py build_meshes`: what it makes, says and writes into the catalogue."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries, Settings

from parts.management.commands import build_meshes
from parts.models import CatalogueVersion, Part, PartNumber, System
from parts.services import sizes
from parts.services.library_place import mesh_folder
from parts.services.meshes import mesh_library
from parts.services.sizes import write_sizes
from tests.factories import make_part
from tests.ldraw_text import part, ref

SLAB = part("Slab", "Part", "4 16 -20 0 -10 20 0 -10 20 8 10 -20 8 10")


def own(number: str, **fields: Any) -> Part:
    """A part that an LDraw file of its own number shows."""
    made = make_part(number, **fields)
    PartNumber.objects.create(part=made, system=System.LDRAW, number=number, rule="own", evidence="test")
    return made


def size(made: Part) -> tuple[float | Decimal | None, ...]:
    made.refresh_from_db()
    return made.width, made.height, made.depth


def drawn_by(number: str) -> Part:
    """The part that has an LDraw number for its own."""
    return PartNumber.objects.get(system=System.LDRAW, number=number, rule="own").part


@pytest.fixture
def library(tmp_path: Path, settings: Settings) -> Path:
    """A library of three parts, one of which contains itself; and a folder of the test's own for meshes."""
    settings.VAR_DIR = tmp_path / "var"
    parts = tmp_path / "library" / "parts"
    parts.mkdir(parents=True)
    (parts / "zz1.dat").write_text(SLAB)
    (parts / "zz2.dat").write_text(part("Two slabs", "Part", ref("zz1.dat", 16), ref("zz1.dat", 16, (0, 8, 0))))
    (parts / "zz3.dat").write_text(part("Loop", "Part", ref("zz3.dat", 16)))
    return parts.parent


@pytest.mark.django_db
def test_the_command_says_what_it_did_and_ends_with_1_when_a_part_failed(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("build_meshes", str(library), processes=1)
    said = capsys.readouterr()
    assert ended.value.code == 1
    assert said.err == "zz3.dat: zz3.dat contains itself.\n"
    assert said.out.startswith("3 parts: 2 meshed, 0 kept, 1 failed; 0 old meshes removed. 0.0 MB, ")


@pytest.mark.django_db
def test_a_second_run_makes_nothing_and_a_changed_library_drops_what_it_no_longer_has(library: Path) -> None:
    (library / "parts" / "zz3.dat").unlink()
    first = mesh_library(place=library, processes=1)
    again = mesh_library(place=library, processes=1)
    assert (first.made, first.kept, again.made, again.kept, again.removed) == (2, 0, 0, 2, 0)
    assert first.bytes == again.bytes > 0
    (library / "parts" / "zz1.dat").write_text(SLAB.replace("20", "40"))
    newer = mesh_library(place=library, processes=1)
    assert (newer.made, newer.kept, newer.removed) == (2, 0, 2)


@pytest.mark.django_db
def test_named_parts_alone_are_meshed_and_nothing_is_removed(library: Path) -> None:
    mesh_library(place=library, processes=1)
    (library / "parts" / "zz1.dat").write_text(SLAB.replace("20", "40"))
    call_command("build_meshes", str(library), part=["ZZ1"], processes=1)
    kept = [path for path in mesh_folder().rglob("p*") if path.is_file()]
    assert len(kept) == 3


@pytest.mark.django_db
def test_parts_get_the_size_of_their_mesh_and_the_catalogue_a_version(library: Path) -> None:
    slab, two, elsewhere = own("zz1"), own("zz2"), make_part("zz3")
    before = CatalogueVersion.objects.count()
    assert mesh_library(place=library, processes=1).sized == 2
    assert size(slab) == (40, 8, 20)
    assert size(two) == (40, 16, 20)
    assert size(elsewhere) == (None, None, None)
    assert CatalogueVersion.objects.count() == before + 1
    assert mesh_library(place=library, processes=1).sized == 0
    assert CatalogueVersion.objects.count() == before + 1


@pytest.mark.django_db
def test_a_size_that_was_measured_by_hand_stays(starter: None) -> None:
    brick = Part.objects.get(number="3001")
    measured = size(brick)
    assert measured == (80, 28, 40)
    other = own("zz1", width=Decimal(1), height=Decimal(1), depth=Decimal(1))
    assert write_sizes(sizes={"3001.dat": (1.0, 2.0, 3.0), "zz1.dat": (20.03125, 4.0, 0.0)}) == 1
    assert size(brick) == measured
    assert size(other) == (Decimal("20.03"), 4, 0)


@pytest.mark.django_db
def test_a_part_that_draws_nothing_gets_no_size() -> None:
    nothing = own("zz1")
    assert write_sizes(sizes={"zz1.dat": (0.0, 0.0, 0.0)}) == 0
    assert size(nothing) == (None, None, None)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
def test_sizes_take_the_same_queries_for_any_number_of_parts(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        own(f"zz{number}")
    known = {f"zz{number}.dat": (1.0, 2.0, 3.0) for number in range(count)}
    with django_assert_num_queries(7):  # savepoint, lock, numbers, sizes, version twice, savepoint
        assert write_sizes(sizes=known) == count


@pytest.mark.parametrize(
    ("library_path", "said"), [("", "There is no LDraw parts library here"), ("/nowhere", "nowhere")]
)
def test_without_a_library_the_command_says_where_it_looked(
    library_path: str, said: str, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path
    monkeypatch.setenv("LDRAW_LIBRARY", library_path)
    with pytest.raises(CommandError, match=said):
        call_command("build_meshes")


def test_stopping_says_that_nothing_is_lost(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(**_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(build_meshes, "mesh_library", stopped)
    with pytest.raises(CommandError, match="run it again to go on") as ended:
        call_command("build_meshes", str(library))
    assert ended.value.returncode == 130


@pytest.mark.parametrize("processes", ["0", "-1", "many", "257"])
def test_a_number_of_processes_is_checked(processes: str) -> None:
    with pytest.raises(CommandError, match="a number from 1 to 256"):
        call_command("build_meshes", f"--processes={processes}")


@pytest.mark.django_db
def test_what_was_found_before_a_stop_is_in_the_book(library: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        mesh_library(place=library, processes=1, progress=stop)
    assert [path for path in mesh_folder().rglob("books/*") if path.stat().st_size > 28]


@pytest.mark.django_db
@pytest.mark.shared
def test_the_real_librarys_meshes_are_as_large_as_was_measured_by_hand(
    starter: None, shared: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings
) -> None:
    settings.VAR_DIR = tmp_path
    numbers = ["3001", "3003", "3020", "32062", "3068b", "4070"]
    measured = {number: size(drawn_by(number)) for number in numbers}
    monkeypatch.setattr(sizes, "starter_parts", list)  # as if nobody had
    Part.objects.update(width=None, height=None, depth=None)
    names = [f"{number}.dat" for number in numbers]
    done = mesh_library(place=shared / "ldraw" / "library.zip", names=names, processes=1)
    assert (done.made, done.failed, done.sized) == (len(names), [], len(names))
    for number in numbers:
        found = size(drawn_by(number))
        pairs = zip(found, measured[number], strict=True)
        assert max(abs(Decimal(one or 0) - Decimal(other or 0)) for one, other in pairs) <= Decimal("0.1")
