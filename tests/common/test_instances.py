import pytest

from common.instances import instance_of
from parts.models import Category, Part
from tests.factories import make_part


@pytest.fixture
def part(db: None) -> Part:
    return make_part("3001")


def test_a_row_becomes_an_instance_equal_to_the_stored_one(part: Part) -> None:
    made = instance_of(Part, ("number", "id"), ("3001", part.pk))
    assert (made, made.number, made._state.adding) == (part, "3001", False)


def test_columns_that_the_row_lacks_are_read_when_asked_for(part: Part, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    made = instance_of(Part, ("id",), (part.pk,))
    with django_assert_num_queries(1):
        assert made.name == part.name
    assert made.get_deferred_fields() >= {"number", "weight"}


def test_related_objects_come_along(part: Part, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    shelf = Category(part.category_id, "Bricks", "bricks")
    made = instance_of(Part, ("id", "category_id"), (part.pk, part.category_id), category=shelf)
    with django_assert_num_queries(0):
        assert made.category is shelf


def test_an_instance_saves_like_any_other(part: Part) -> None:
    made = instance_of(Part, ("id", "number"), (part.pk, "3001"))
    made.name = "Brick 2 × 4, again"
    made.save(update_fields=["name"])
    part.refresh_from_db()
    assert part.name == "Brick 2 × 4, again"


def test_a_row_of_another_length_is_refused(part: Part) -> None:
    with pytest.raises(ValueError, match="argument 2"):
        instance_of(Part, ("id", "number"), (part.pk,))
