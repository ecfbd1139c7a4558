"""What shoppers ask for follows a part that the catalogue lets go into another, and stores can answer it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import User
from parts.models import Colour, Part
from parts.services.catalogue.ldraw_merging import merge_parts
from shop.models import Cart, CartLot, PartsRequest, Quote, RequestLot
from shop.services.offers import OfferGiven
from shop.services.quoting.asking import LotGiven, request_quote, search_longer
from shop.services.quoting.choices import Choices
from shop.services.requests import AskedLot, answer_request, open_request
from tests.factories import make_colour, make_part, make_user
from tests.shop.store_rows import make_offer, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def shopper() -> User:
    return make_user("shopper")


@pytest.fixture
def red() -> Colour:
    return make_colour()


@pytest.fixture
def old() -> Part:
    return make_part("3001old", "Brick 2 × 4 old")


@pytest.fixture
def brick() -> Part:
    return make_part("3001")


def asked(request: PartsRequest) -> list[tuple[str, int]]:
    return [(lot.part.number, lot.quantity) for lot in request.lots.select_related("part")]


def test_a_request_asks_for_the_part_that_stores_have_now(shopper: User, old: Part, brick: Part, red: Colour) -> None:
    plate = make_part("3020")
    wanted = [AskedLot(old.pk, red.pk, 4), AskedLot(plate.pk, red.pk, 2)]
    request = open_request(by=shopper, lots=wanted, country="NL")
    merge_parts([(old.pk, brick.pk)])
    assert asked(request) == [("3001", 4), ("3020", 2)]
    store = make_store()
    given = OfferGiven(part_id=brick.pk, colour_id=red.pk, quantity=4, price=Decimal("0.10"))
    (offer,) = answer_request(request=request, store=store, by=store.owner, offers=[given])
    assert (offer.part_id, offer.request_id) == (brick.pk, request.pk)


def test_pieces_of_lots_that_become_one_are_added_up(shopper: User, old: Part, brick: Part, red: Colour) -> None:
    older, blue = make_part("3001older"), make_colour(1, "Blue")
    parts = [(brick, red, 1), (old, red, 2), (older, red, 4), (old, blue, 8), (older, blue, 16)]
    request = open_request(
        by=shopper, lots=[AskedLot(part.pk, colour.pk, pieces) for part, colour, pieces in parts], country="NL"
    )
    other = open_request(by=make_user(), lots=[AskedLot(old.pk, red.pk, 32)], country="NL")
    cart = Cart.objects.create(shopper=shopper)
    for part, pieces in ((old, 99_999), (brick, 2)):
        CartLot.objects.create(cart=cart, part=part, colour=red, quantity=pieces)
    merge_parts([(old.pk, brick.pk), (older.pk, brick.pk)])
    lots = RequestLot.objects.filter(request=request).values_list("part__number", "colour__name", "quantity")
    assert set(lots) == {("3001", red.name, 7), ("3001", "Blue", 24)}
    assert asked(other) == [("3001", 32)]
    assert [(lot.part, lot.quantity) for lot in cart.lots.all()] == [(brick, 100_000)]


def test_a_request_of_a_quote_that_is_older_than_the_merge_asks_for_the_new_part(
    shopper: User, old: Part, brick: Part, red: Colour
) -> None:
    merge_parts([(old.pk, brick.pk)])
    request = open_request(by=shopper, lots=[AskedLot(old.pk, red.pk, 4), AskedLot(brick.pk, red.pk, 1)], country="NL")
    assert asked(request) == [("3001", 5)]


def test_searching_longer_takes_lots_and_choices_along(shopper: User, old: Part, brick: Part, red: Colour) -> None:
    plate = make_part("3020")
    key, kept, huge = f"{old.pk}:{red.pk}", f"{plate.pk}:{red.pk}", f"{10**18 * 9}:{10**18 * 9}"
    choices = Choices(
        use_owned=True, owned={key: 3, f"{brick.pk}:{red.pk}": 2, kept: 1, huge: 1}, any_colour=frozenset({key}),
        left_out=frozenset({huge}),
    )  # fmt: skip
    first = request_quote(
        by=shopper, lots=[LotGiven(old, red, 9), LotGiven(plate, red, 4)], country="NL", choices=choices
    )
    assert needed(first) == {key: 6, kept: 3}
    merge_parts([(old.pk, brick.pk)])
    make_offer(make_store(), brick, red)
    again = search_longer(quote=first, by=shopper, seconds=9)
    now = f"{brick.pk}:{red.pk}"
    assert needed(again) == {now: 4, kept: 3}  # nine, less three and two
    assert again.choices["owned"] == {now: 5, kept: 1, huge: 1}
    assert (again.choices["any_colour"], again.choices["left_out"]) == ([now], [huge])
    assert Choices.read(again.choices).colour_may_vary(now)


def needed(quote: Quote) -> dict[str, int]:
    return {need["lot"]: need["quantity"] for need in quote.needs}


def test_a_closed_request_follows_too(shopper: User, old: Part, brick: Part, red: Colour) -> None:
    request = open_request(by=shopper, lots=[AskedLot(old.pk, red.pk, 4)], country="NL")
    PartsRequest.objects.filter(pk=request.pk).update(state="closed", closes_at=timezone.now() - timedelta(days=1))
    merge_parts([(old.pk, brick.pk)])
    assert asked(request) == [("3001", 4)]
