import pytest

from parts.models import Minifig, Set, Theme
from parts.selectors import named_key, search_minifigs, search_sets
from parts.selectors.search_vocabulary import forget_vocabulary
from parts.services.vocabulary import rebuild_vocabulary

pytestmark = pytest.mark.django_db


@pytest.fixture
def sets() -> None:
    theme = Theme.objects.create(number=171, name="Star Wars")
    rows = [
        ("75192-1", "Millennium Falcon", 2017, 7541),
        ("4488-1", "Millennium Falcon", 2003, 87),
        ("5005443-1", "Millennium Falcon Poster", 2017, 0),
        ("10019-1", "Rebel Blockade Runner", 2001, 1748),
        ("100191-1", "Another Thing", 2001, 5),
    ]
    for number, name, year, pieces in rows:
        Set.objects.create(number=number, name=name, year=year, part_count=pieces, theme=theme)
    Minifig.objects.create(number="fig-000001", name="Toy Store Employee", part_count=4)
    Minifig.objects.create(number="fig-000003", name="Assassin Droid, White", part_count=8)


def numbers(text: str, **narrowed: int) -> list[str]:
    return [row.number for row in search_sets(text, **narrowed)]  # type: ignore[arg-type]


@pytest.mark.usefixtures("sets")
def test_set_is_found_by_its_number_with_or_without_version() -> None:
    assert numbers("75192-1") == ["75192-1"]
    assert numbers("10019") == ["10019-1", "100191-1"]


@pytest.mark.usefixtures("sets")
def test_of_sets_with_one_name_the_large_one_goes_first_and_a_poster_last() -> None:
    assert numbers("millennium falcon") == ["75192-1", "4488-1", "5005443-1"]


@pytest.mark.usefixtures("sets")
def test_theme_and_year_narrow() -> None:
    assert numbers("falcon", year=2003) == ["4488-1"]
    assert numbers("falcon", theme=171, year=2017) == ["75192-1", "5005443-1"]
    assert numbers("falcon", theme=1) == []


@pytest.mark.usefixtures("sets")
def test_typing_errors_in_names_of_sets_and_minifigures_are_corrected() -> None:
    rebuild_vocabulary()
    forget_vocabulary()
    assert numbers("millenium falcn")[0] == "75192-1"
    assert [row.number for row in search_minifigs("asassin droid")] == ["fig-000003"]


@pytest.mark.usefixtures("sets")
def test_minifigure_is_found_by_number_and_words() -> None:
    assert [row.number for row in search_minifigs("fig-000001")] == ["fig-000001"]
    assert [row.number for row in search_minifigs("toy employee")] == ["fig-000001"]


@pytest.mark.usefixtures("sets")
@pytest.mark.parametrize("text", ["", "millennium"])
def test_pages_of_sets_follow_one_another(text: str) -> None:
    whole = list(search_sets(text))
    assert list(search_sets(text, after=named_key(whole[0]))) == whole[1:]
    assert list(search_sets(text, before=named_key(whole[2]))) == whole[:2]


@pytest.mark.usefixtures("sets")
@pytest.mark.parametrize("text", ["\0", "\ud800", "a & !b", "'", "%", "🧱", "9" * 400])
def test_hostile_text_finds_nothing(text: str) -> None:
    assert numbers(text) == []
    assert list(search_minifigs(text)) == []


@pytest.mark.usefixtures("sets")
def test_words_of_a_sets_theme_find_it_too_and_those_of_the_theme_above() -> None:
    ultimate = Theme.objects.create(number=172, name="Ultimate", parent=Theme.objects.get(number=171))
    Set.objects.filter(number="75192-1").update(theme=ultimate, theme_words="Star Wars Ultimate")
    Set.objects.create(number="55555-1", name="Star Wars Mini Falcon", part_count=90)
    assert numbers("star wars falcon") == ["75192-1", "55555-1"]
    assert numbers("ultimate 75192") == numbers("Star Wars 75192") == ["75192-1"]
    assert numbers("ultimate blockade") == []


@pytest.mark.usefixtures("sets")
def test_a_name_with_er_at_its_end_is_corrected_as_any_other() -> None:
    Set.objects.create(number="4730-1", name="The Chamber of Potter", part_count=90)
    Set.objects.create(number="4731-1", name="Clay Pot", part_count=9)
    rebuild_vocabulary()
    forget_vocabulary()
    assert numbers("chamber poter") == ["4730-1"]
