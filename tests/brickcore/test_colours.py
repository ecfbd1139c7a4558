import pytest

from brickcore.colours import direct_colour, ldconfig_faults, parse_ldconfig, starter_colours

LDCONFIG = """0 LDraw.org Configuration File
0                              // LEGOID  26 - Black
0 !COLOUR Black           CODE   0   VALUE #1B2A34   EDGE #808080
0                              // LEGOID  41 - Transparent Red
0 !COLOUR Trans_Red       CODE  36   VALUE #C91A09   EDGE #880000   ALPHA 128
0 !COLOUR Chrome_Gold     CODE 334   VALUE #DFC176   EDGE #C2982E                               CHROME
0 !COLOUR Rubber_Black    CODE 256   VALUE #1B2A34   EDGE #808080                               RUBBER
0 !COLOUR Milky_White     CODE  79   VALUE #EEEEEE   EDGE #BABABA   ALPHA 240   LUMINANCE 15
0 !COLOUR Glitter   CODE 114   VALUE #DF6695   EDGE #B9275F   ALPHA 128   MATERIAL GLITTER VALUE #B92790
0 !COLOUR Broken          CODE  xx   VALUE #DF6695   EDGE #B9275F
0 !COLOUR
"""


def test_a_configuration_file_gives_codes_values_edges_and_lego_ids() -> None:
    colours = parse_ldconfig(LDCONFIG)

    assert sorted(colours) == [0, 36, 79, 114, 256, 334]
    assert (colours[0].name, colours[0].rgb, colours[0].edge, colours[0].lego_id) == (
        "Black",
        (27, 42, 52),
        (128, 128, 128),
        26,
    )
    assert (colours[36].alpha, colours[36].lego_id, colours[334].lego_id) == (128, 41, None)


@pytest.mark.parametrize(
    ("code", "finish"),
    [(0, "solid"), (36, "transparent"), (334, "chrome"), (256, "rubber"), (79, "milky"), (114, "glitter")],
)
def test_finishes_are_told_apart(code: int, finish: str) -> None:
    assert parse_ldconfig(LDCONFIG)[code].finish == finish


def test_a_glitter_keeps_its_own_value_and_not_that_of_the_glitter() -> None:
    assert parse_ldconfig(LDCONFIG)[114].rgb == (223, 102, 149)


def test_the_shipped_colours_are_the_official_ones() -> None:
    colours = starter_colours()
    assert len(colours) == 322
    assert (colours[4].name, colours[4].rgb) == ("Red", (180, 0, 0))


@pytest.mark.parametrize(
    ("code", "rgb", "alpha"),
    [
        (0x2FF8000, (255, 128, 0), 255),
        (0x300FF00, (0, 255, 0), 128),
        (0x4F00000, (127, 0, 0), 255),
        (117313504, (255, 238, 0), 128),
    ],
)
def test_direct_colours_are_spelled_by_their_code(code: int, rgb: tuple[int, int, int], alpha: int) -> None:
    colour = direct_colour(code)
    assert colour is not None
    assert (colour.rgb, colour.alpha) == (rgb, alpha)


def test_codes_of_the_palette_spell_no_colour() -> None:
    assert direct_colour(4) is None


def test_a_colour_that_is_described_badly_or_again_is_told_with_its_line() -> None:
    text = (
        "0 Colours\n0 !COLOUR Sea CODE 901 VALUE #112233 EDGE #000000\n0 !COLOUR Fog CODE 902 EDGE #000000\n"
        "0 !COLOUR Sky CODE 901 VALUE #445566 EDGE #000000\n0 !COLOUR\n0 !COLOUR Ice CODE x VALUE #112233 EDGE #0\n"
    )
    unclear = "a colour takes a name and CODE, VALUE and EDGE with their numbers"
    assert list(ldconfig_faults(text)) == [
        (3, unclear),
        (4, "colour 901 is described in line 2 already"),
        (5, unclear),
        (6, unclear),
    ]
    assert [colour.name for colour in parse_ldconfig(text).values()] == ["Sea"]
