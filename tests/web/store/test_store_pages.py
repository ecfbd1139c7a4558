"""Stores: the list, a store's page, opening one, its terms and its shipping table."""

from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shop.models import ShippingStep, Store
from tests.factories import make_colour, make_part
from tests.shop.store_rows import make_offer, make_store

pytestmark = pytest.mark.django_db
SAID = {
    "name": "Plate Yard", "country": "NL", "currency": "EUR", "handling_days": "1", "minimum_buy": "5,50",
    "average_lot_minimum": "", "lot_limit": "", "terms": "Packed *well*.",
}  # fmt: skip


def test_the_list_shows_open_stores_by_name(visitor: Client, store: Store) -> None:
    make_store(name="Anchor")
    make_store(name="Zebra", is_open=False)
    page = visitor.get("/shop/stores/").content.decode()
    assert page.index("Anchor") < page.index("Harbour Bricks")
    assert "Zebra" not in page


def test_a_store_is_found_by_some_of_its_name(visitor: Client, store: Store) -> None:
    make_store(name="Anchor")
    assert "Anchor" not in visitor.get("/shop/stores/?q=harb").content.decode()
    assert "No open store is called “zzz”" in visitor.get("/shop/stores/?q=zzz").content.decode()


def test_the_list_goes_on_after_the_last_name(
    visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(50):
        make_store(name=f"Store {at:02}")
    with django_assert_num_queries(1):  # the stores with their lots counted
        first = visitor.get("/shop/stores/").content.decode()
    assert "Store 47" in first
    assert "Store 48" not in first
    assert "Store 48" in visitor.get("/shop/stores/?after=Store+47").content.decode()


def test_opening_a_store_leads_to_its_shipping_table(keepers: Client) -> None:
    assert keepers.post("/shop/stores/new/", SAID)["Location"] == "/shop/stores/plate-yard/shipping/"
    made = Store.objects.get()
    assert (made.minimum_buy, made.handling_days, made.lot_limit) == (Decimal("5.50"), 1, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("country", "ZZ"), ("minimum_buy", "-1"), ("minimum_buy", "1.234"), ("minimum_buy", "NaN"),
     ("handling_days", "91"), ("handling_days", "1.5"), ("lot_limit", "0"), ("currency", "XXX")],
)  # fmt: skip
def test_what_makes_no_sense_is_said_beside_its_field(keepers: Client, field: str, value: str) -> None:
    response = keepers.post("/shop/stores/new/", SAID | {field: value})
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    assert not Store.objects.exists()


def test_a_store_called_new_does_not_stand_where_stores_are_opened(keepers: Client) -> None:
    keepers.post("/shop/stores/new/", SAID | {"name": "New"})
    assert Store.objects.get().slug == "new-store"


def test_a_visitor_signs_in_to_open_one(visitor: Client) -> None:
    assert visitor.get("/shop/stores/new/")["Location"].startswith("/accounts/login/")


def test_terms_are_said_anew(keepers: Client, store: Store) -> None:
    assert 'value="Harbour Bricks"' in keepers.get("/shop/stores/harbour/edit/").content.decode()
    keepers.post("/shop/stores/harbour/edit/", SAID)
    store.refresh_from_db()
    assert (store.name, store.slug, store.terms) == ("Plate Yard", "harbour", "Packed *well*.")


def test_a_closed_store_is_its_owners_alone(keepers: Client, visitor: Client, store: Store) -> None:
    keepers.post("/shop/stores/harbour/turn/", {"close": "1"})
    assert visitor.get("/shop/stores/harbour/").status_code == 404
    assert "This store is closed" in keepers.get("/shop/stores/harbour/").content.decode()
    keepers.post("/shop/stores/harbour/turn/", {"open": "1"})
    assert visitor.get("/shop/stores/harbour/").status_code == 200


def line(at: int, *said: str) -> dict[str, str]:
    return dict(zip([f"{at}-{name}" for name in ("country", "up_to_grams", "up_to_value", "price")], said, strict=True))


def test_the_shipping_table_is_saved_as_it_is_said(keepers: Client, store: Store) -> None:
    said = line(0, "Germany", "500", "", "4,20") | line(1, "everywhere else", "", "150", "9") | line(2, "", "", "", "")
    assert keepers.post("/shop/stores/harbour/shipping/", said).status_code == 302
    rows = ShippingStep.objects.values_list("country", "up_to_grams", "up_to_value", "price").order_by("price")
    assert list(rows) == [("DE", 500, None, Decimal("4.20")), ("**", None, Decimal("150.00"), Decimal("9.00"))]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [(("Atlantis", "", "", "4"), "0-country"), (("DE", "-5", "", "4"), "0-up_to_grams"),
     (("DE", "", "", ""), "0-price"), (("DE", "", "", "-4"), "This is no amount"),
     (("DE", "", "1e99", "4"), "0-up_to_value")],
)  # fmt: skip
def test_a_line_that_cannot_be_is_refused_and_the_table_stays(
    keepers: Client, store: Store, said: tuple[str, ...], wrong: str
) -> None:
    response = keepers.post("/shop/stores/harbour/shipping/", line(0, *said))
    assert response.status_code == 422
    assert (f'id="id_{wrong}_error"' if wrong[0] == "0" else wrong) in response.content.decode()
    assert ShippingStep.objects.get().price == Decimal("5.00")


def test_more_lines_are_only_asked_for(keepers: Client, store: Store) -> None:
    page = keepers.post("/shop/stores/harbour/shipping/", line(0, "Peru", "", "", "4") | {"more": "1"}).content.decode()
    assert 'name="5-price"' in page
    assert 'value="Peru"' in page
    assert ShippingStep.objects.get().price == Decimal("5.00")


@pytest.mark.parametrize("page", ["edit", "shipping", "offers", "offers/add", "offers/import"])
def test_the_back_office_is_nobody_elses(rivals: Client, store: Store, page: str) -> None:
    assert rivals.get(f"/shop/stores/harbour/{page}/").status_code == 404
    assert rivals.post(f"/shop/stores/harbour/{page}/", SAID).status_code in {404, 405}


def test_everybody_sees_what_can_be_bought(visitor: Client, store: Store) -> None:
    make_offer(store, make_part("3001", "Brick 2 x 4"), price="0.1050", comment="like new", remarks="secret shelf")
    make_offer(store, make_part("3002", "Brick 2 x 3"), quantity=0)
    page = visitor.get("/shop/stores/harbour/").content.decode()
    assert "Brick 2 x 4" in page
    assert "0.1050" in page
    assert "like new" in page
    assert "Brick 2 x 3" not in page
    assert "secret shelf" not in page
    assert "€5.00" in page  # the parcel


def test_the_shelf_cannot_be_guessed_by_searching_or_ordering(visitor: Client, store: Store) -> None:
    make_offer(store, remarks="vault")
    assert "No lot has all of that" in visitor.get("/shop/stores/harbour/?q=vault").content.decode()
    assert 'value="remarks"' not in visitor.get("/shop/stores/harbour/?order=remarks").content.decode()


@pytest.mark.parametrize("order", ["part", "price", "quantity", "newest"])
def test_a_stores_lots_are_all_shown_once_in_every_order(visitor: Client, store: Store, order: str) -> None:
    for at in range(60):
        make_offer(store, make_part(f"p{at}", f"Part {at % 7}"), price=f"0.{at % 5 + 1}0", quantity=at % 3 + 1)
    seen: list[str] = []
    address = f"/shop/stores/harbour/?order={order}"
    for _page in range(2):
        response = visitor.get(address)
        seen += [str(one.offer.part.number) for one in response.context["offers"].rows]
        address = "/shop/stores/harbour/?" + response.context["offers"].page.more
    assert sorted(seen) == sorted(f"p{at}" for at in range(60))


def test_the_page_asks_the_database_a_fixed_number_of_times(
    visitor: Client, store: Store, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 9):
        for at in range(count):
            make_offer(store, make_part(f"n{count}-{at}"), make_colour(at, f"Colour {at}"))
        with django_assert_num_queries(6):  # store, lots, their pictures, shipping, runs, the swatches' version
            visitor.get("/shop/stores/harbour/")


def test_the_shops_first_page_leads_its_owner_to_the_back_office(
    keepers: Client, rivals: Client, visitor: Client, store: Store
) -> None:
    office = f"/shop/stores/{store.slug}/shipments/"
    assert office in keepers.get("/shop/").content.decode()
    assert office not in rivals.get("/shop/").content.decode()
    assert "Your store" not in visitor.get("/shop/").content.decode()
