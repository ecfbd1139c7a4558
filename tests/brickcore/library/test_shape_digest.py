import hashlib
from pathlib import Path

import pytest

from brickcore.errors import UnreadableFile
from brickcore.library import PartsLibrary, open_library
from brickcore.library.parts_library import EmptyStore
from tests.ldraw_text import TextStore, library_of, part, ref

TRIANGLE = "3 16 0 0 0 1 0 0 0 1 0"
OTHER = "3 16 0 0 0 2 0 0 0 1 0"


def code(library: PartsLibrary, name: str) -> str:
    with pytest.raises(UnreadableFile) as raised:
        library.digest(name)
    return raised.value.code


def test_digest_is_the_sha256_of_what_is_drawn_and_of_the_digests_of_what_it_refers_to() -> None:
    library = library_of(leaf=part("Leaf", "Part", TRIANGLE), root=part("Root", "Part", ref("leaf.dat")))
    leaf = hashlib.sha256(b"0\n" + b"\n" + TRIANGLE.encode()).digest()
    assert library.digest("leaf.dat") == leaf.hex()
    assert library.digest("root.dat") == hashlib.sha256(b"0\n\n" + ref("leaf.dat").encode() + leaf).hexdigest()


def test_a_change_below_changes_all_above_and_nothing_beside() -> None:
    def built(bottom: str) -> PartsLibrary:
        return library_of(
            bottom=part("B", "Part", bottom),
            middle=part("M", "Part", ref("bottom.dat")),
            top=part("T", "Part", ref("middle.dat")),
            beside=part("S", "Part", TRIANGLE),
        )

    one, two = built(TRIANGLE), built(OTHER)
    assert one.digest("top.dat") != two.digest("top.dat")
    assert one.digest("middle.dat") != two.digest("middle.dat")
    assert one.digest("beside.dat") == two.digest("beside.dat")


def test_title_and_keywords_do_not_count_but_culling_does() -> None:
    plain = library_of(x=part("One title", "Part UPDATE 2020-01", TRIANGLE))
    renamed = library_of(x=part("Another", "Part UPDATE 2026-02", TRIANGLE, keywords="wheel"))
    certified = library_of(x=part("One title", "Part UPDATE 2020-01", "0 BFC CERTIFY CW", TRIANGLE))
    assert plain.digest("x.dat") == renamed.digest("x.dat")
    assert plain.digest("x.dat") != certified.digest("x.dat")


def test_what_is_drawn_is_not_mistaken_for_culling() -> None:
    above = library_of(x="0 X\n0 BFC CERTIFY CCW\n" + TRIANGLE)
    below = library_of(x="0 X\n" + TRIANGLE + "\n0 BFC CERTIFY CCW")
    assert above.digest("x.dat") != below.digest("x.dat")


def test_a_file_that_only_stands_for_another_has_its_digest() -> None:
    library = library_of(
        new=part("New", "Part", TRIANGLE),
        old=part("~Moved to new", "Part", "0 BFC CERTIFY CCW", ref("new.dat", 16)),
        unsure=part("~Moved to new", "Part", ref("new.dat", 16)),
        red=part("Red", "Part", "0 BFC CERTIFY CCW", ref("new.dat", 4)),
        shifted=part("Beside", "Part", "0 BFC CERTIFY CCW", ref("new.dat", 16, (0, 1, 0))),
        with_more=part("More", "Part", "0 BFC CERTIFY CCW", ref("new.dat", 16), TRIANGLE),
    )
    assert library.digest("old.dat") == library.digest("new.dat")
    others = {library.digest(f"{name}.dat") for name in ("new", "unsure", "red", "shifted", "with_more")}
    assert len(others) == 5


def test_a_file_that_stands_for_one_that_is_missing_has_a_digest_all_the_same() -> None:
    library = library_of(old=part("~Moved to new", "Part", "0 BFC CERTIFY CCW", ref("new.dat", 16)))
    assert len(library.digest("old.dat")) == 64


@pytest.mark.parametrize("line", ["  1\t16 0 0 0 1 0 0 0 1 0 0 0 1  LEAF.DAT", ref("leaf.dat"), ref("leaf.dat") + "\r"])
def test_references_are_found_however_they_are_spelled(line: str) -> None:
    def top(leaf: str) -> str:
        return library_of(leaf=part("L", "Part", leaf), top=part("T", "Part", line)).digest("top.dat")

    assert top(TRIANGLE) != top(OTHER)


def test_backslashes_lead_to_subparts() -> None:
    def top(leaf: str) -> str:
        texts = {"parts/s/leaf.dat": part("L", "Subpart", leaf), "parts/top.dat": part("T", "Part", ref("S\\LEAF.dat"))}
        return PartsLibrary(TextStore(texts)).digest("top.dat")

    assert top(TRIANGLE) != top(OTHER)


def test_a_file_that_turns_up_changes_what_missed_it() -> None:
    without = library_of(top=part("T", "Part", ref("leaf.dat")))
    with_leaf = library_of(top=part("T", "Part", ref("leaf.dat")), leaf=part("L", "Part", TRIANGLE))
    assert without.digest("top.dat") != with_leaf.digest("top.dat")


def test_a_part_that_the_library_lacks_is_refused() -> None:
    assert code(PartsLibrary(EmptyStore()), "3001.dat") == "PART_MISSING"


@pytest.mark.parametrize("first", ["loop", "leads", "back"])
def test_all_that_lead_to_a_loop_are_refused_whichever_is_asked_first(first: str) -> None:
    library = library_of(
        loop=part("A", "Part", ref("back.dat")),
        back=part("B", "Part", ref("fine.dat"), ref("loop.dat")),
        leads=part("C", "Part", ref("loop.dat")),
        fine=part("D", "Part", TRIANGLE),
    )
    assert code(library, f"{first}.dat") == "PART_LOOP"
    assert [code(library, name) for name in ("loop.dat", "back.dat", "leads.dat")] == ["PART_LOOP"] * 3
    assert len(library.digest("fine.dat")) == 64


def test_nesting_is_not_limited_by_python() -> None:
    chain = {f"n{at}": part("N", "Part", ref(f"n{at + 1}.dat")) for at in range(3_000)}
    assert len(library_of(**chain).digest("n0.dat")) == 64


def test_one_file_is_read_once_however_often_it_is_referred_to() -> None:
    doubling = {f"n{at}": part("N", "Part", *[ref(f"n{at + 1}.dat")] * 2) for at in range(60)}
    assert len(library_of(**doubling).digest("n0.dat")) == 64  # two to the sixtieth readings would not end


@pytest.mark.shared
def test_digests_of_the_real_library_do_not_depend_on_what_was_asked_before(shared: Path) -> None:
    wanted = ["3001.dat", "3001p01.dat", "32062.dat", "s/3001s01.dat"]
    one, two = (open_library(shared / "ldraw" / "library.zip") for _ in range(2))
    found = [one.digest(name) for name in wanted]
    assert found == [two.digest(name) for name in reversed(wanted)][::-1]
    assert len(set(found)) == len(wanted)
