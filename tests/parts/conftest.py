"""The starter catalogue, and a small parts library that was made for these tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from parts.services.catalogue import load_starter_catalogue

SAME_AS_7001 = "1 16 0 0 0 1 0 0 0 1 0 0 0 1 7001.dat"
LIBRARY_FILES = {
    "parts/7001.dat": (
        "Brick  2 x  3 with Handle",
        "!LDRAW_ORG Part",
        "!KEYWORDS Rebrickable 7001a, BrickLink 7001, grip",
    ),
    "parts/7000.dat": ("~Moved to 7001", "!LDRAW_ORG Part", SAME_AS_7001),
    "parts/7009.dat": ("=Brick  2 x  3 with Grip", "!LDRAW_ORG Part Alias", SAME_AS_7001),
    "parts/7001p01.dat": ("Brick  2 x  3 with Handle with Star Pattern", "!LDRAW_ORG Part"),
    "parts/7002.dat": ("~Hinge Half", "!LDRAW_ORG Part"),
    "parts/7003c01.dat": ("Winch  2 x  4 (Complete)", "!LDRAW_ORG Shortcut", SAME_AS_7001),
    "parts/3001.dat": ("Brick  2 x  4", "!LDRAW_ORG Part"),
    "parts/s/7001s01.dat": ("~Brick  2 x  3 without Handle", "!LDRAW_ORG Subpart"),
    "p/stud.dat": ("Stud", "!LDRAW_ORG Primitive"),
    "LDConfig.ldr": ("!COLOUR Sea_Foam CODE 9001 VALUE #A0E0D0 EDGE #333333",),
}


@pytest.fixture(scope="module")
def starter_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The starter catalogue, loaded once for a module and rolled back after it; tests nest their own rollback in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_starter_catalogue()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def starter(starter_rows: None, db: None) -> None:
    """The starter catalogue is loaded."""


@pytest.fixture
def small_library(tmp_path: Path) -> Path:
    """A folder laid out like the official library, with nine files."""
    for name, lines in LIBRARY_FILES.items():
        path = tmp_path / "library" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line}\n" if line.startswith("1 ") else f"0 {line}\n" for line in lines))
    return tmp_path / "library"
