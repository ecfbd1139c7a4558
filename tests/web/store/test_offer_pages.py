"""One's own shelf: lots listed, added, changed where they stand; files of them."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shop.models import Offer, OfferImport, Store
from tests.factories import make_colour, make_part, stored
from tests.shop.store_rows import make_offer

pytestmark = pytest.mark.django_db
TERMS = {"quantity": "40", "price": "0,1250", "tiers": "100 = 0.11, 500=0.10", "multiple": "2", "remarks": "A4",
         "comment": "washed"}  # fmt: skip
HTMX = {"HX-Request": "true"}


def test_the_owner_sees_places_and_what_is_held(keepers: Client, store: Store) -> None:
    make_offer(store, quantity=9, reserved=4, remarks="Drawer 7")
    page = keepers.get("/shop/stores/harbour/offers/").content.decode()
    assert "Drawer 7" in page
    assert "4 held" in page
    assert "Drawer 7" in keepers.get("/shop/stores/harbour/offers/?q=drawer").content.decode()


@pytest.mark.parametrize(("sale", "shown"), [("", {"3001"}), ("sold", {"3002"}), ("all", {"3001", "3002"})])
def test_sold_out_lots_are_seen_when_asked_for(keepers: Client, store: Store, sale: str, shown: set[str]) -> None:
    make_offer(store, make_part("3001"))
    make_offer(store, make_part("3002"), quantity=0)
    rows = keepers.get(f"/shop/stores/harbour/offers/?sale={sale}").context["offers"].rows
    assert {row.offer.part.number for row in rows} == shown


def test_an_empty_shelf_says_how_to_fill_it(keepers: Client, store: Store) -> None:
    assert "Bring the list that you keep elsewhere" in keepers.get("/shop/stores/harbour/offers/").content.decode()


def test_a_lot_is_added_by_number_and_colour(keepers: Client, store: Store) -> None:
    make_part("3001", "Brick 2 x 4")
    make_colour(4, "Red")
    given = {"part": "3001", "colour": "red", "condition": "used", "lot_key": ""}
    keepers.post("/shop/stores/harbour/offers/add/", given | TERMS)
    offer = Offer.objects.get()
    assert (offer.quantity, offer.price, offer.multiple, offer.condition) == (40, Decimal("0.1250"), 2, "used")
    assert offer.tiers == [{"from": 100, "price": "0.1100"}, {"from": 500, "price": "0.1000"}]


@pytest.mark.parametrize(
    ("field", "value"),
    [("part", "zzz"), ("colour", "Mauve"), ("quantity", "-1"), ("quantity", "1.5"), ("price", "0"),
     ("price", "0.00001"), ("price", "1e400"), ("price", "1_0"), ("price", "١"), ("price", "."),
     ("tiers", "many = few"), ("tiers", "100 = 0.90"),
     ("multiple", "0"), ("condition", "odd")],
)  # fmt: skip
def test_what_is_no_lot_is_refused_beside_its_field(keepers: Client, store: Store, field: str, value: str) -> None:
    make_part("3001", "Brick 2 x 4")
    make_colour(4, "Red")
    given = {"part": "3001", "colour": "4", "condition": "new", "lot_key": ""} | TERMS | {field: value}
    response = keepers.post("/shop/stores/harbour/offers/add/", given)
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    assert not Offer.objects.exists()


def test_a_row_turns_into_a_form_and_back(keepers: Client, store: Store) -> None:
    offer = make_offer(store)
    form = keepers.get(f"/shop/offers/{offer.pk}/", headers=HTMX).content.decode()
    assert form.lstrip().startswith(f'<tr id="offer-{offer.pk}"')
    assert 'value="0.10"' in form
    saved = keepers.post(f"/shop/offers/{offer.pk}/", TERMS, headers=HTMX).content.decode()
    assert "0.1250" in saved
    assert "Saved." in saved
    offer.refresh_from_db()
    assert (offer.quantity, offer.remarks, offer.comment) == (40, "A4", "washed")


def test_a_refused_row_stays_a_form_with_what_was_typed(keepers: Client, store: Store) -> None:
    offer = make_offer(store, quantity=50, reserved=30)
    page = keepers.post(f"/shop/offers/{offer.pk}/", TERMS | {"quantity": "7"}, headers=HTMX).content.decode()
    assert "Orders hold 30 of these pieces" in page
    assert 'value="7"' in page


def test_without_a_script_a_lot_has_a_page(keepers: Client, store: Store) -> None:
    offer = make_offer(store)
    page = keepers.get(f"/shop/offers/{offer.pk}/").content.decode()
    assert "<h1>" in page
    assert 'hx-target="closest tr"' not in page  # with a script, too: here is no row
    assert keepers.post(f"/shop/offers/{offer.pk}/", TERMS)["Location"] == "/shop/stores/harbour/offers/"


def test_a_lot_is_taken_off_the_shelf(keepers: Client, store: Store) -> None:
    offer = make_offer(store, quantity=50, reserved=30)
    keepers.post(f"/shop/offers/{offer.pk}/withdraw/", headers=HTMX)
    offer.refresh_from_db()
    assert (offer.quantity, offer.available) == (30, 0)


def test_anothers_lot_is_not_there(rivals: Client, store: Store) -> None:
    offer = make_offer(store)
    assert rivals.get(f"/shop/offers/{offer.pk}/").status_code == 404
    assert rivals.post(f"/shop/offers/{offer.pk}/", TERMS).status_code == 404
    assert rivals.post(f"/shop/offers/{offer.pk}/withdraw/").status_code == 404
    offer.refresh_from_db()
    assert offer.quantity == 100


def test_the_shelf_asks_the_database_a_fixed_number_of_times(
    keepers: Client, store: Store, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 9):
        for at in range(count):
            make_offer(store, make_part(f"n{count}-{at}"), make_colour(at, f"Colour {at}"))
        with django_assert_num_queries(6):  # session, member, store, lots, their pictures, the swatches' version
            keepers.get("/shop/stores/harbour/offers/")


def test_a_file_is_handed_in_and_waits(keepers: Client, store: Store) -> None:
    file = SimpleUploadedFile("lots.csv", b"part,colour,quantity,price\n3001,4,2,0.10\n")
    response = keepers.post("/shop/stores/harbour/offers/import/", {"file": file, "mode": "replace"})
    run = OfferImport.objects.get()
    assert response["Location"] == f"/shop/stores/harbour/imports/{run.pk}/"
    assert (run.mode, run.file_name, run.state) == ("replace", "lots.csv", "waiting")
    assert "It waits for a free worker" in keepers.get(response["Location"]).content.decode()


@pytest.mark.parametrize("given", [{}, {"file": SimpleUploadedFile("empty.csv", b"")}])
def test_no_file_and_an_empty_one_are_refused(keepers: Client, store: Store, given: dict[str, object]) -> None:
    response = keepers.post("/shop/stores/harbour/offers/import/", given | {"mode": "add"})
    assert response.status_code == 422
    assert 'id="id_file_error"' in response.content.decode()
    assert not OfferImport.objects.exists()


def make_run(store: Store, **fields: object) -> OfferImport:
    return OfferImport.objects.create(store=store, file=stored(b"x"), file_name="lots.bsx", **fields)


def test_a_waiting_file_is_called_off(keepers: Client, store: Store) -> None:
    run = make_run(store)
    keepers.post(f"/shop/stores/harbour/imports/{run.pk}/cancel/")
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert "You called this import off" in keepers.get(f"/shop/stores/harbour/imports/{run.pk}/").content.decode()


def test_the_report_names_each_refused_line(keepers: Client, store: Store) -> None:
    part = make_part("3001", "Brick 2 x 4")
    candidates = [{"part_id": part.pk, "number": "3001", "name": "Brick 2 x 4", "score": 0.8}]
    refused = {
        "line": 7,
        "code": "NO_SUCH_PART",
        "message": "no such number",
        "reference": "30o1",
        "candidates": candidates,
    }
    run = make_run(store, state="done", added=12, rejected=3, rejections=[refused])
    page = keepers.get(f"/shop/stores/harbour/imports/{run.pk}/").content.decode()
    assert "30o1" in page
    assert f'href="/parts/{part.pk}/"' in page
    assert "2 more lines are refused" in page


def test_a_file_that_was_not_taken_says_why(keepers: Client, store: Store) -> None:
    error = {"code": "UNSUPPORTED_FORMAT", "message": "It is damaged.", "hint": "Export it again."}
    run = make_run(store, state="failed", error=error)
    page = keepers.get(f"/shop/stores/harbour/imports/{run.pk}/").content.decode()
    assert "It is damaged." in page
    assert "UNSUPPORTED_FORMAT" in page


def test_anothers_import_is_not_there(rivals: Client, store: Store) -> None:
    run = make_run(store)
    for slug in ("harbour", "rival"):
        assert rivals.get(f"/shop/stores/{slug}/imports/{run.pk}/").status_code == 404
        assert rivals.post(f"/shop/stores/{slug}/imports/{run.pk}/cancel/").status_code == 404
