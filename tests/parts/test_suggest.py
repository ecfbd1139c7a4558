import sys
from collections.abc import Callable
from typing import Any

import pytest

from parts.models import Part, Set
from parts.selectors import Suggestion, suggest
from parts.selectors.search_vocabulary import forget_vocabulary
from parts.services.vocabulary import rebuild_vocabulary
from tests.factories import make_part

pytestmark = pytest.mark.usefixtures("starter", "words")


@pytest.fixture
def words() -> None:
    """Search knows the words of the starter catalogue, and of two sets."""
    Set.objects.create(number="10072-1", name="Technic Beams", part_count=40)
    Set.objects.create(number="8880-1", name="Super Car", part_count=1300)
    rebuild_vocabulary()
    forget_vocabulary()
    suggest("brick")


def test_begun_word_is_finished_and_rows_follow_kind_by_kind() -> None:
    found = suggest("technic be")
    assert found[0] == Suggestion("word", "technic beam", "", "technic beam")
    assert found[1] == Suggestion("category", "technic-beams", "", "Technic Beams")
    assert [one.kind for one in found] == ["word", "category", "part", "part", "part", "part", "part", "set"]
    assert found[-1] == Suggestion("set", "10072-1", "10072-1", "Technic Beams")


def test_part_comes_with_its_key_and_picture() -> None:
    brick = Part.objects.get(number="3001")
    assert suggest("3001")[0] == Suggestion("part", str(brick.pk), "3001", "Brick 2 × 4", brick.pk)


def test_common_word_that_is_whole_is_not_finished() -> None:
    assert "word" not in {one.kind for one in suggest("brick")}


def test_one_letter_completes_nothing_and_searches_no_names() -> None:
    assert {one.kind for one in suggest("t")} <= {"category"}


def test_prints_are_left_out_where_every_word_is_common_or_begins_common_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    make_part("3001pr0001", "Brick 2 × 4 with Zigzag Print", kind=Part.Kind.PRINT, standing=9_000)
    assert "3001pr0001" in {one.number for one in suggest("bric")}
    monkeypatch.setattr(sys.modules[suggest.__module__], "COMMON_WORD", 3)
    assert "3001pr0001" not in {one.number for one in suggest("bric")}
    assert "3001pr0001" in {one.number for one in suggest("brick zig")}


def test_two_digits_offer_plain_parts_and_three_prints_too() -> None:
    make_part("3001pr0001", "Brick 2 × 4 with Zigzag Print", kind=Part.Kind.PRINT, standing=9_000)
    assert [any(one.number == "3001pr0001" for one in suggest(text)) for text in ("30", "300")] == [False, True]


def test_suggestions_take_one_query(django_assert_num_queries: Callable[[int], Any]) -> None:
    with django_assert_num_queries(1):
        suggest("technic be")


@pytest.mark.parametrize("limit", [0, 1, 3, 8])
def test_there_are_never_more_than_asked_for(limit: int) -> None:
    assert len(suggest("technic", limit=limit)) == limit


@pytest.mark.parametrize("text", ["", " ", "\0", "\ud800", "!!!", "'", "%", "\\", "a & !b", "z" * 5000, "🧱"])
def test_hostile_text_is_offered_nothing(text: str) -> None:
    assert [one for one in suggest(text) if one.kind != "category"] == []
