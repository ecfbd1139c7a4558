"""What a shopper puts into the cart and takes out of it, and the quote for all of it."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import Build, Revision
from common.errors import Conflict, Denied, Invalid, NotFound
from shop.models import Cart, CartLot
from shop.selectors.carts import cart_count, cart_kits, cart_lots, cart_of
from shop.services.carts import (
    add_kit,
    add_lots,
    clear,
    quote_cart,
    set_kit_quantity,
    set_lot_quantity,
)
from shop.services.quoting.asking import LotGiven
from tests.factories import make_build, make_colour, make_line, make_part, make_published, make_revision, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def shopper() -> User:
    return make_user("shopper")


@pytest.fixture
def revision() -> Revision:
    build: Build = make_published()
    assert build.shown_revision is not None
    make_line(build.shown_revision, quantity=4)
    return build.shown_revision


def test_a_kit_added_twice_is_two_kits_in_one_row(shopper: User, revision: Revision) -> None:
    add_kit(by=shopper, revision=revision, quantity=2)
    kit = add_kit(by=shopper, revision=revision)

    assert (kit.quantity, cart_kits(shopper).count(), cart_count(shopper)) == (3, 1, 3)
    assert set_kit_quantity(by=shopper, revision=revision, quantity=7).quantity == 7  # type: ignore[union-attr]
    assert set_kit_quantity(by=shopper, revision=revision, quantity=0) is None
    assert cart_count(shopper) == 0
    with pytest.raises(Conflict, match="NOT_IN_CART"):
        set_kit_quantity(by=shopper, revision=revision, quantity=1)


def test_lots_add_up_and_can_be_set_or_taken_out(shopper: User) -> None:
    brick, plate, red = make_part(), make_part("3023", "Plate"), make_colour()
    add_lots(by=shopper, lots=[LotGiven(brick, red, 5), LotGiven(brick, red, 2)])
    lots = add_lots(by=shopper, lots=[LotGiven(plate, red, 1), LotGiven(brick, red, 1)])

    assert [(lot.part.name, lot.quantity) for lot in lots] == [("Brick 2 x 4", 8), ("Plate", 1)]
    set_lot_quantity(by=shopper, lot_id=lots[0].pk, quantity=3)
    set_lot_quantity(by=shopper, lot_id=lots[1].pk, quantity=0)
    assert [(lot.part.name, lot.quantity) for lot in cart_lots(shopper)] == [("Brick 2 x 4", 3)]
    with pytest.raises(Conflict, match="NOT_IN_CART"):
        set_lot_quantity(by=shopper, lot_id=lots[1].pk, quantity=1)


def test_anothers_cart_is_out_of_reach(shopper: User) -> None:
    (lot,) = add_lots(by=shopper, lots=[LotGiven(make_part(), make_colour(), 5)])

    with pytest.raises(Conflict, match="NOT_IN_CART"):
        set_lot_quantity(by=make_user(), lot_id=lot.pk, quantity=1)

    assert CartLot.objects.get().quantity == 5


@pytest.mark.parametrize("quantity", [0, -1, 1001])
def test_no_kits_less_than_none_and_too_many_are_refused(shopper: User, revision: Revision, quantity: int) -> None:
    with pytest.raises(Invalid, match="COUNT"):
        add_kit(by=shopper, revision=revision, quantity=quantity)
    add_kit(by=shopper, revision=revision, quantity=1000)
    with pytest.raises(Invalid, match="COUNT"):
        add_kit(by=shopper, revision=revision)

    assert cart_count(shopper) == 1000


@pytest.mark.parametrize("quantity", [0, -1, 1.5, True, Decimal("NaN"), 100_001, 10**30])
def test_a_quantity_of_a_lot_that_nobody_can_buy_is_refused(shopper: User, revision: Revision, quantity: Any) -> None:
    part, colour = make_part(), make_colour()
    add_kit(by=shopper, revision=revision)
    (lot,) = add_lots(by=shopper, lots=[LotGiven(part, colour, 5)])
    for put in (
        lambda: add_lots(by=shopper, lots=[LotGiven(part, colour, quantity)]),
        lambda: add_kit(by=shopper, revision=revision, quantity=quantity),
        lambda: set_lot_quantity(by=shopper, lot_id=lot.pk, quantity=quantity or -1),
    ):
        with pytest.raises(Invalid, match="COUNT"):
            put()
    with pytest.raises(Invalid, match="COUNT"):
        add_lots(by=shopper, lots=[LotGiven(part, colour, 99_996)])  # together too many

    assert [(row.quantity, cart_count(shopper)) for row in cart_lots(shopper)] == [(5, 2)]


def test_what_a_shopper_may_not_see_cannot_be_put_into_the_cart(shopper: User) -> None:
    with pytest.raises(NotFound):
        add_kit(by=shopper, revision=make_revision(make_build()))


def test_a_visitor_has_no_cart(revision: Revision) -> None:
    visitor: Any = AnonymousUser()
    for put in (
        lambda: add_kit(by=visitor, revision=revision),
        lambda: add_lots(by=visitor, lots=[]),
        lambda: quote_cart(by=visitor, country="NL"),
    ):
        with pytest.raises(Denied, match="SIGN_IN"):
            put()
    assert (cart_of(visitor), list(cart_kits(visitor)), cart_count(visitor)) == (None, [], 0)
    assert not Cart.objects.exists()


def test_clearing_and_removing(shopper: User, revision: Revision) -> None:
    add_kit(by=shopper, revision=revision)
    add_lots(by=shopper, lots=[LotGiven(make_part(), make_colour(), 5)])
    set_kit_quantity(by=shopper, revision=revision, quantity=0)
    assert cart_count(shopper) == 1

    clear(by=shopper)

    assert cart_count(shopper) == 0


def test_a_quote_for_the_cart_is_for_all_of_it_and_leaves_it_as_it_is(shopper: User, revision: Revision) -> None:
    with pytest.raises(Invalid, match="CART_EMPTY"):
        quote_cart(by=shopper, country="NL")
    add_kit(by=shopper, revision=revision, quantity=2)
    add_lots(by=shopper, lots=[LotGiven(make_part(), make_colour(), 5)])

    quote = quote_cart(by=shopper, country="NL", currency="USD")

    assert [(need["name"], need["quantity"]) for need in quote.needs] == [("Brick 2 x 4", 13)]
    assert (quote.currency, [kit.quantity for kit in quote.kits.all()]) == ("USD", [2])
    assert cart_count(shopper) == 3


def test_a_cart_is_read_in_two_queries(
    shopper: User, revision: Revision, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        other = make_published(make_user(), f"Build {number}")
        add_kit(by=shopper, revision=other.shown_revision)  # type: ignore[arg-type]
        add_lots(by=shopper, lots=[LotGiven(make_part(f"p{number}"), make_colour(), 5)])

    with django_assert_num_queries(2):
        assert len({kit.revision.build.owner.username for kit in cart_kits(shopper)}) == 5
        assert len([(lot.part.category.name, lot.colour.name) for lot in cart_lots(shopper)]) == 5
