"""Meshes of library parts, kept under the digest of their shape."""

from pathlib import Path

import pytest

from brickcore.geometry import MeshCache, mesh_part, meshes_for
from brickcore.geometry.cache import cache_key
from brickcore.geometry.encode import EncodedPart, encode_part
from brickcore.geometry.key_book import KeyBook, read_book
from brickcore.geometry.maker import PartMaker
from brickcore.geometry.mesher import PartMesher
from brickcore.library import PartsLibrary
from tests.brickcore.geometry.geometry_samples import CUBE, NO_LIBRARY
from tests.ldraw_text import TextStore, part, ref

TRIANGLE = "3 16 0 0 0 10 0 0 0 10 0"
LARGER = "3 16 0 0 0 30 0 0 0 10 0"


class Release(TextStore):
    """A library whose state has a name."""

    def __init__(self, fingerprint: str, **parts: str) -> None:
        super().__init__({f"parts/{number}.dat": text for number, text in parts.items()})
        self.fingerprint = fingerprint


def library(fingerprint: str = "one", shape: str = TRIANGLE, title: str = "Corner") -> PartsLibrary:
    parts = {
        "corner": part(title, "Part", shape),
        "pair": part("Pair", "Part", ref("corner.dat", 16), ref("corner.dat", 16, (0, 0, 5))),
        "beside": part("Beside", "Part", TRIANGLE, TRIANGLE.replace("10", "20")),
    }
    return PartsLibrary(Release(fingerprint, **parts))


NAMES = ["corner.dat", "pair.dat", "beside.dat"]


@pytest.fixture
def meshed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of parts as they are meshed."""
    names: list[str] = []
    mesh = PartMesher.mesh

    def noted(self: PartMesher, name: str, *args: object) -> object:
        names.append(name)
        return mesh(self, name, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(PartMesher, "mesh", noted)
    return names


def sample() -> EncodedPart:
    return encode_part(mesh_part("cube.dat", NO_LIBRARY, {"cube.dat": CUBE}))


def test_a_newer_release_meshes_what_it_redrew_and_what_is_built_from_it(tmp_path: Path, meshed: list[str]) -> None:
    meshes_for(NAMES, library("one"), MeshCache(tmp_path))
    meshed.clear()
    found = meshes_for(NAMES, library("two", LARGER), MeshCache(tmp_path))
    assert meshed == ["corner.dat", "pair.dat"]
    assert found["pair.dat"].bounds[1].tolist() == [30, 10, 5]


def test_a_release_that_only_renames_meshes_nothing(tmp_path: Path, meshed: list[str]) -> None:
    meshes_for(NAMES, library("one"), MeshCache(tmp_path))
    meshed.clear()
    meshes_for(NAMES, library("two", title="Another title"), MeshCache(tmp_path))
    assert meshed == []


def test_the_same_release_is_not_even_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = meshes_for(NAMES, library(), MeshCache(tmp_path))
    monkeypatch.setattr(PartsLibrary, "text", None)
    again = meshes_for(NAMES, library(), MeshCache(tmp_path))
    assert again.encoded == first.encoded


def test_a_part_that_contains_itself_is_meshed_for_each_release(tmp_path: Path, meshed: list[str]) -> None:
    def looped(fingerprint: str) -> PartsLibrary:
        return PartsLibrary(Release(fingerprint, x=part("X", "Part", TRIANGLE, ref("x.dat", 16, (0, 0, 5)))))

    assert len(meshes_for(["x.dat"], looped("one"), MeshCache(tmp_path))["x.dat"].triangles) == 2
    meshes_for(["x.dat"], looped("one"), MeshCache(tmp_path))
    meshes_for(["x.dat"], looped("two"), MeshCache(tmp_path))
    assert meshed == ["x.dat", "x.dat"]


def test_a_deflated_entry_is_smaller_and_kept_as_it_is_once_it_was_used(tmp_path: Path) -> None:
    cache, key, encoded = MeshCache(tmp_path), cache_key("part", "x"), sample()
    sizes = []
    cache.put(key, encoded, small=True)
    for _ in range(3):
        (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
        sizes.append(path.stat().st_size)
        assert cache.get(key) == encoded
    assert sizes[0] < sizes[1] == sizes[2]


@pytest.mark.parametrize("small", [False, True])
def test_the_head_of_an_entry_sums_it_up(tmp_path: Path, small: bool) -> None:
    cache, key = MeshCache(tmp_path), cache_key("part", "x")
    cache.put(key, sample(), small=small)
    (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
    found = cache.summary(key)
    assert found is not None
    assert (found.origin, found.missing, found.size) == ("embedded", 0, (20, 20, 20))
    assert found.bytes == path.stat().st_size
    path.write_bytes(path.read_bytes()[:-1])
    assert cache.summary(key) is None
    assert cache.get(key) is None


def test_a_damaged_deflated_entry_counts_as_absent(tmp_path: Path) -> None:
    cache, key = MeshCache(tmp_path), cache_key("part", "x")
    cache.put(key, sample(), small=True)
    (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
    whole = path.read_bytes()
    path.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    assert cache.get(key) is None


def keys(*names: str) -> dict[str, str]:
    return {name: cache_key("part", name) for name in names}


def test_a_book_knows_what_was_written_and_nothing_else(tmp_path: Path) -> None:
    KeyBook().with_more(keys("a", "b")).write(tmp_path / "book")
    read_book(tmp_path / "book").with_more(keys("c") | {"a": cache_key("part", "other")}).write(tmp_path / "book")
    book = read_book(tmp_path / "book")
    assert len(book) == 3
    assert [book.get(name) for name in "abcd"] == [
        cache_key("part", "other"),
        cache_key("part", "b"),
        cache_key("part", "c"),
        None,
    ]


@pytest.mark.parametrize("cut", [0, 3, 17, -1])
def test_a_book_cut_short_is_empty(tmp_path: Path, cut: int) -> None:
    KeyBook().with_more(keys("a", "b")).write(tmp_path / "book")
    (tmp_path / "book").write_bytes((tmp_path / "book").read_bytes()[:cut])
    assert len(read_book(tmp_path / "book")) == 0


def test_keys_are_found_again_when_the_book_is_lost(tmp_path: Path) -> None:
    maker = PartMaker(library(), MeshCache(tmp_path), {}, {})
    found = [maker.library_key(name) for name in NAMES]
    maker.remember_keys()
    (book,) = (path for path in tmp_path.rglob("*") if path.is_file())
    book.write_bytes(b"damaged")
    assert [PartMaker(library(), MeshCache(tmp_path), {}, {}).library_key(name) for name in NAMES] == found
    assert len(set(found)) == 3
