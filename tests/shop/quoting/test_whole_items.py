"""Whole sets and minifigures of a list: bought as what the catalogue lists for them, or left out with a reason."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import BomLine, Build
from common.errors import Invalid
from parts.models import Inventory, InventoryMinifig, InventorySet, Minifig, Part
from shop.models import Quote
from shop.services.quoting import whole_items
from shop.services.quoting.asking import KitGiven, request_quote
from shop.services.quoting.choices import Choices
from shop.services.quoting.whole_items import pieces_inside
from tests.factories import make_line, make_part, make_published, make_unknown_line, make_user
from tests.shop.quoting.market_rows import offer, quoted, shown, store
from tests.web.catalogue_rows import make_inventory, make_lot, make_set

pytestmark = pytest.mark.django_db


@pytest.fixture
def brick() -> Part:
    return make_part("3001", "Brick 2 x 4")


@pytest.fixture
def head() -> Part:
    return make_part("h1", "Head", "Minifig Heads")


@pytest.fixture
def castle(brick: Part, head: Part) -> Inventory:
    """A set of five bricks, a spare one, and two knights of one head each; an older inventory says less."""
    castle = make_set("6080-1", "Castle")
    make_lot(make_inventory(1, set=castle), brick, 1)
    newest = make_inventory(2, version=2, set=castle)
    make_lot(newest, brick, 5)
    make_lot(newest, brick, 1, is_spare=True)
    knight = Minifig.objects.create(number="fig-000001", name="Knight", part_count=1)
    make_lot(make_inventory(3, minifig=knight), head, 1)
    InventoryMinifig.objects.create(inventory=newest, minifig=knight, quantity=2)
    return newest


def build_of(*whole: tuple[str, str, int]) -> Build:
    """A build that lists so many whole items: kind, number, how many."""
    build = make_published()
    for item, number, quantity in whole:
        make_unknown_line(shown(build), item=item, reference=number, name=number, system="bricklink", quantity=quantity)
    return build


def asked(by: User, build: Build, kits: int = 1, *, without_minifigs: bool = False) -> Quote:
    choices = Choices(without_minifigs=without_minifigs)
    return request_quote(by=by, kits=[KitGiven(shown(build), kits)], country="NL", choices=choices)


def lots(quote: Quote) -> dict[str, int]:
    return {need["name"]: need["quantity"] for need in quote.needs}


def left_out(quote: Quote) -> list[tuple[str, str, int]]:
    return [(row["because"], row["name"], row["quantity"]) for row in quote.left_out]


def test_a_set_is_bought_as_its_parts_with_those_of_its_minifigures_and_without_spares(castle: Inventory) -> None:
    quote = asked(make_user(), build_of(("set", "6080-1", 2)), kits=3)
    assert lots(quote) == {"Brick 2 x 4": 30, "Head": 12}
    assert left_out(quote) == [("as_parts", "6080-1", 6)]


def test_a_minifigure_of_its_own_is_bought_as_its_parts(castle: Inventory) -> None:
    quote = asked(make_user(), build_of(("minifig", "fig-000001", 4)))
    assert (lots(quote), left_out(quote)) == ({"Head": 4}, [("as_parts", "fig-000001", 4)])


def test_parts_of_minifigures_in_sets_can_be_left_out_too(castle: Inventory) -> None:
    quote = asked(make_user(), build_of(("set", "6080-1", 1)), without_minifigs=True)
    assert lots(quote) == {"Brick 2 x 4": 5}
    assert left_out(quote) == [("as_parts", "6080-1", 1), ("minifig_parts", "Head", 2)]


def test_they_join_the_lots_that_the_list_names_itself(castle: Inventory) -> None:
    build = build_of(("set", "6080-1", 1))
    make_line(shown(build), quantity=4)
    assert lots(asked(make_user(), build)) == {"Brick 2 x 4": 9, "Head": 2}


def test_a_box_of_sets_holds_what_they_hold(castle: Inventory, brick: Part) -> None:
    box = make_inventory(9, set=make_set("box-1", "Box"))
    assert castle.set is not None
    InventorySet.objects.create(inventory=box, set=castle.set, quantity=3)
    make_lot(box, brick, 1)
    assert lots(asked(make_user(), build_of(("set", "box-1", 2)))) == {"Brick 2 x 4": 32, "Head": 12}


def test_what_the_catalogue_does_not_list_to_the_last_part_is_left_out_whole(castle: Inventory, brick: Part) -> None:
    half = make_inventory(10, set=make_set("half-1"))
    make_lot(half, brick, 7)
    InventorySet.objects.create(inventory=half, set=make_set("unlisted-1"), quantity=1)
    build = build_of(("set", "half-1", 1), ("set", "nobody-knows", 1), ("minifig", "sw0001", 2))
    make_line(shown(build), quantity=1)
    quote = asked(make_user(), build)
    assert lots(quote) == {"Brick 2 x 4": 1}
    assert left_out(quote) == [("set", "half-1", 1), ("set", "nobody-knows", 1), ("minifig", "sw0001", 2)]


def test_a_set_that_holds_itself_has_no_end_and_is_left_out(brick: Part) -> None:
    loop = make_set("loop-1")
    inventory = make_inventory(11, set=loop)
    make_lot(inventory, brick, 1)
    InventorySet.objects.create(inventory=inventory, set=loop, quantity=1)
    assert pieces_inside(list(BomLine.objects.filter(revision=shown(build_of(("set", "loop-1", 1)))))) == {}


def test_a_list_of_parts_asks_nothing_and_one_of_sets_asks_as_often_however_long(
    castle: Inventory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bare = build_of()
    make_line(shown(bare))
    lines = list(BomLine.objects.filter(revision=shown(bare)))
    with django_assert_num_queries(0):
        assert pieces_inside(lines) == {}
    for more in (1, 5):
        many = build_of(*[("set", "6080-1", 1), ("minifig", "fig-000001", 1)] * more)
        lines = list(BomLine.objects.filter(revision=shown(many)))
        with django_assert_num_queries(11):  # what is named, its inventories, what these hold, how many parts, and they
            assert len(pieces_inside(lines)) == 2 * more


def test_more_than_one_request_may_read_is_refused(castle: Inventory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_items, "MOST_ROWS", 1)
    with pytest.raises(Invalid, match="QUOTE_LOTS"):
        asked(make_user(), build_of(("set", "6080-1", 1)))
    assert not Quote.objects.exists()


def test_a_kit_of_a_set_is_searched_and_priced(castle: Inventory, brick: Part, head: Part) -> None:
    one = store("One", "2.00")
    offer(one, brick, "0.10")
    offer(one, head, "0.50")
    quote = quoted(make_user(), build_of(("set", "6080-1", 1)))
    assert (quote.state, str(quote.basket)) == ("ready", "3.50")
