import pytest

from parts.selectors.search_spelling import corrections
from parts.selectors.search_text import tokens
from parts.selectors.search_vocabulary import Vocabulary

WORDS = {
    "antenna": (60, 40),
    "beam": (300, 300),
    "bean": (40, 0),
    "brick": (5000, 4000),
    "millenium": (6, 6),
    "millennium": (70, 35),
    "falcon": (90, 20),
    "plate": (4000, 4000),
    "technic": (3000, 2500),
    "wheel": (800, 700),
}
KNOWN = Vocabulary(version=1, words=WORDS, ordered=tuple(sorted(WORDS)))


def spelled(text: str, *, of_parts: bool = True) -> list[str]:
    found = corrections(tokens(text), KNOWN, of_parts=of_parts)
    return [" ".join(token.text for token in reading) for reading in found]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tecnic baem", "technic beam"),
        ("wheell", "wheel"),
        ("pltae 1x2", "plate 1x2"),
        ("antena", "antenna"),
        ("bick 2x4", "brick 2x4"),
    ],
)
def test_letters_missing_doubled_or_changing_places_are_put_right(typed: str, meant: str) -> None:
    assert spelled(typed)[0] == meant


@pytest.mark.parametrize("text", ["technic beam", "plates", "tech", "brick 2x4", "zzzzzz", "3001", "xq", "q" * 400])
def test_words_that_are_known_begun_or_like_no_other_stay(text: str) -> None:
    assert spelled(text) == []


def test_rare_word_may_be_another_ones_typing_error() -> None:
    assert spelled("millenium falcon") == ["millennium falcon"]


def test_words_of_sets_do_not_correct_words_of_parts() -> None:
    assert spelled("baen") == []
    assert spelled("baen", of_parts=False) == ["bean"]


def test_completions_are_the_commonest_first() -> None:
    assert KNOWN.completions("mill") == ["millennium", "millenium"]
    assert KNOWN.completions("beam") == []


def test_twelve_words_of_many_readings_each_are_read_without_trying_all() -> None:
    words = {"beam": (4000, 4000), "bear": (900, 900), "beak": (300, 300), "bead": (99, 99)}
    known = Vocabulary(version=1, words=words, ordered=tuple(sorted(words)))
    readings = corrections(tokens("beax " * 12), known)
    beams = ["beam"] * 12
    assert [[token.word for token in reading] for reading in readings] == [
        beams,
        [*beams[:-1], "bear"],
        [*beams[:-2], "bear", "beam"],
    ]
