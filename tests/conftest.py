"""Fixtures that every test may use, and the rule for tests that need the shared real-world files."""

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from parts.selectors.search_vocabulary import Vocabulary, keep_vocabulary
from tests.real_catalogue import mark_catalogue_tests, real_catalogue, real_catalogue_name
from tests.shared_data import shared_data

__all__ = ["real_catalogue", "real_catalogue_name"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without the shared files their tests are skipped; CI has the files, so there a test that misses them fails."""
    mark_catalogue_tests(items)
    if shared_data() is not None or os.environ.get("CI"):
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="the shared real-world files are not here"))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their number: those of a zip hold the time, and every process has to name a test alike."""
    return f"{argname}-{len(val)}-bytes" if isinstance(val, bytes) and len(val) > 16 else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared real-world files."""
    folder = shared_data()
    assert folder is not None, "the shared real-world files are missing; set BRICKFOLK_SHARED_DATA"
    return folder


@pytest.fixture(autouse=True)
def no_words() -> None:
    """Search knows no words from another test's catalogue, and asks for none; a test of spelling forgets that."""
    keep_vocabulary(Vocabulary(version=0), until=float("inf"))


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    """Each test keeps its stored files in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
