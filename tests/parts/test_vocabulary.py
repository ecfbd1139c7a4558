import pytest

from parts.models import Colour, Element, Part, SearchWord, Set
from parts.selectors.search_vocabulary import forget_vocabulary, vocabulary
from parts.services.vocabulary import rebuild_vocabulary

pytestmark = pytest.mark.usefixtures("starter")


def test_words_are_those_of_names_with_the_names_they_stand_in() -> None:
    Set.objects.create(number="1-1", name="Technic Zeppelin 2×4")
    count = rebuild_vocabulary()
    assert SearchWord.objects.count() == count
    zeppelin, technic = (SearchWord.objects.get(word=word) for word in ("zeppelin", "technic"))
    assert (zeppelin.uses, zeppelin.part_uses) == (1, 0)
    assert technic.uses == technic.part_uses + 1
    assert not SearchWord.objects.filter(word__regex=r"^[0-9]+$").exists()


def test_rebuilding_twice_changes_nothing() -> None:
    rebuild_vocabulary()
    words = set(SearchWord.objects.values_list("word", "uses"))
    standings = dict(Part.objects.values_list("pk", "standing"))
    rebuild_vocabulary()
    assert set(SearchWord.objects.values_list("word", "uses")) == words
    assert dict(Part.objects.values_list("pk", "standing")) == standings


def test_part_made_in_more_elements_stands_higher_and_a_print_lower() -> None:
    brick, red = Part.objects.get(number="3001"), Colour.objects.get(number=4)
    printed = Part.objects.create(
        number="3001pr0001", name="Brick 2 × 4 with Eyes", category=brick.category, kind="print", print_of=brick
    )
    rebuild_vocabulary()
    before = Part.objects.get(pk=brick.pk).standing
    Element.objects.create(number="300121", part=brick, colour=red)
    rebuild_vocabulary()
    brick.refresh_from_db()
    printed.refresh_from_db()
    assert brick.standing > before > printed.standing


def test_process_keeps_the_words_until_the_version_is_another(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    rebuild_vocabulary()
    forget_vocabulary()
    assert "technic" in vocabulary().words
    assert vocabulary().colours["light", "bluish", "gray"] == vocabulary().colours["light", "bluish", "grey"]
    with django_assert_num_queries(0):
        vocabulary()
