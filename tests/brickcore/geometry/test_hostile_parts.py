"""Whatever stands in a part's text, meshing it ends with a mesh."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brickcore.geometry import mesh_part, meshes_for, write_glb
from brickcore.geometry.encode import encode_part
from brickcore.geometry.limits import MAX_PART_COLOURS, MAX_PART_TRIANGLES
from brickcore.geometry.partmesh import PartMesh
from brickcore.geometry.shapes import facts_by_title
from tests.brickcore.geometry.geometry_samples import NO_LIBRARY, GlbReader, placed, standing

NUMBERS = st.one_of(
    st.integers(-50, 50).map(str),
    st.floats(allow_nan=True, allow_infinity=True).map(repr),
    st.sampled_from(["", "-", "1e", "0x2FF0000", "1e-400", "+.", "9" * 40, "١", "\x00"]),
)
NAMES = st.sampled_from(
    ["part.dat", "other.dat", "S\\x.dat", "../../etc/passwd", "//server/share", "http://x/y.dat", " "]
)
LINES = st.one_of(
    st.builds(
        lambda kind, words, name: " ".join([kind, *words, name]),
        st.sampled_from("012345"),
        st.lists(NUMBERS, min_size=9, max_size=15),
        NAMES,
    ),
    st.lists(st.sampled_from(["BFC", "CERTIFY", "NOCERTIFY", "CW", "CCW", "CLIP", "NOCLIP", "INVERTNEXT"])).map(
        lambda words: "0 " + " ".join(words)
    ),
    st.text(max_size=30),
)
TEXTS = st.lists(LINES, max_size=12).map(lambda lines: "\n".join(lines).encode("utf-8", "replace"))
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@QUIET
@given(TEXTS, TEXTS)
def test_any_text_becomes_a_sound_mesh(text: bytes, other: bytes) -> None:
    embedded = {"part.dat": text, "other.dat": other}
    mesh = mesh_part("part.dat", NO_LIBRARY, embedded)
    assert np.isfinite(mesh.positions).all()
    assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1, atol=1e-3)
    assert mesh.triangles.max(initial=0) < max(len(mesh.positions), 1)
    assert mesh.edges.max(initial=0) < max(len(mesh.positions), 1)
    placements = placed(("part.dat", 4, standing(), 0))
    made = write_glb(placements, meshes_for(placements, NO_LIBRARY, embedded=embedded), {})
    if made.facts["triangles"]:
        assert len(GlbReader(made.data).drawn()) == len(mesh.triangles)


@QUIET
@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=12, max_size=12))
def test_any_matrix_gives_finite_nodes(numbers: list[float]) -> None:
    embedded = {"cube.dat": b"0 BFC CERTIFY\n3 16 0 0 0 10 0 0 0 10 0\n"}
    placements = placed(("cube.dat", 4, numbers, 0))
    made = write_glb(placements, meshes_for(placements, NO_LIBRARY, embedded=embedded), {})
    assert made.facts["placements"] + sum(notice.count for notice in made.notices) == 1
    if made.facts["placements"]:
        assert np.isfinite(GlbReader(made.data).drawn()).all()


@QUIET
@given(
    st.one_of(
        st.text(max_size=60),
        st.from_regex(
            r"(Brick|Plate|Tile|Slope Brick 45|Technic Beam|Technic Gear|Bar|Tyre) [\d/.]{1,12} x [\d/.]{1,12} \w*",
            fullmatch=True,
        ),
    )
)
def test_any_title_becomes_some_shape(title: str) -> None:
    facts_by_title(title)
    mesh = mesh_part(
        "zz9.dat",
        NO_LIBRARY,
        {"zz9.dat": b"0 " + title.encode("utf-8", "replace") + b"\n1 16 0 0 0 1 0 0 0 1 0 0 0 1 gone.dat"},
    )
    assert len(mesh.triangles) >= 12
    assert np.abs(mesh.bounds).max() <= 10_000


def drawn(*lines: str) -> PartMesh:
    return mesh_part("part.dat", NO_LIBRARY, {"part.dat": "\n".join(["0 Thing", *lines]).encode()})


def test_a_part_of_more_triangles_than_any_is_approximated() -> None:
    mesh = drawn(*["3 16 0 0 0 9 0 0 0 9 0"] * (MAX_PART_TRIANGLES + 1))
    assert mesh.approximate
    assert len(mesh.triangles) < 1_000


def test_a_part_of_more_colours_than_any_is_approximated() -> None:
    faces = [f"3 {0x2000000 + index} {index} 0 0 9 0 {index} 0 9 0" for index in range(MAX_PART_COLOURS + 1)]
    assert drawn(*faces).approximate
    part = encode_part(drawn(*faces[1:]))
    assert part.groups == tuple((0x2000000 + index, 6) for index in range(1, MAX_PART_COLOURS + 1))


def test_thirty_thousand_triangles_at_one_corner_are_kept() -> None:
    fan = [f"3 16 0 0 0 {index} 9 0 {index + 1} 9 {index % 5}" for index in range(30_000)]
    mesh = drawn("0 BFC CERTIFY", *fan)
    assert (encode_part(mesh).triangles, len(mesh.triangles)) == (30_000, 30_000)
