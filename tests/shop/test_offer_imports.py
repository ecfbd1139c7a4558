"""Files of lots onto a store's shelf: what comes of each row, and what a shelf keeps whatever a file says."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from common.errors import Conflict, Invalid, NotFound
from parts.models import Colour, ColourNumber, Part, PartNumber
from shop.models import AskedPrice, Offer, OfferImport, PartsRequest, Store
from shop.selectors.offers import access_own_import, imports_of_store
from shop.services.offer_imports import accept_offers, cancel_import, give_up_import, run_import
from tests.factories import make_colour, make_part, make_user
from tests.shop.store_rows import make_offer, make_store

pytestmark = pytest.mark.django_db
HEAD = "BLItemNo,BLColorId,Qty,Price,Condition,Bulk,Tiers,Remarks,Lot ID\n"


@pytest.fixture(autouse=True)
def own_var(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def brick() -> Part:
    part = make_part()
    PartNumber.objects.create(part=part, system="bricklink", number="3001", rule="own")
    return part


@pytest.fixture
def plate() -> Part:
    part = make_part("3020", "Plate 2 x 4", "Plate")
    PartNumber.objects.create(part=part, system="bricklink", number="3020", rule="own")
    return part


@pytest.fixture
def red() -> Colour:
    colour = make_colour()
    ColourNumber.objects.create(colour=colour, system="bricklink", number="5")
    return colour


@pytest.fixture
def store(brick: Part, plate: Part, red: Colour) -> Store:
    return make_store()


def imported(store: Store, text: str, mode: str = "add", name: str = "shelf.csv") -> OfferImport:
    given = accept_offers(store=store, by=store.owner, data=text.encode(), file_name=name, mode=mode)
    run_import(given.pk)
    given.refresh_from_db()
    return given


def counts(given: OfferImport) -> tuple[str, int, int, int, int, int]:
    return (given.state, given.added, given.changed, given.unchanged, given.sold_out, given.rejected)


def shelf(store: Store) -> list[tuple[str, int, Decimal]]:
    rows = Offer.objects.filter(store=store).order_by("part__number", "lot_key")
    return [(offer.part.number, offer.quantity, offer.price) for offer in rows.select_related("part")]


def test_a_file_becomes_offers_with_all_that_it_says(store: Store, brick: Part, red: Colour) -> None:
    done = imported(store, HEAD + "3001,5,400,0.125,U,10,200:0.1;500:0.08,drawer 4,881\n")
    assert counts(done) == ("done", 1, 0, 0, 0, 0)
    assert (done.progress, done.error) == (100, None)
    offer = Offer.objects.get()
    assert (offer.part, offer.colour, offer.condition) == (brick, red, "used")
    assert (offer.quantity, offer.available, offer.price, offer.multiple) == (400, 400, Decimal("0.1250"), 10)
    assert offer.tiers == [{"from": 200, "price": "0.1000"}, {"from": 500, "price": "0.0800"}]
    assert (offer.remarks, offer.lot_key) == ("drawer 4", "881")


def test_running_a_file_again_changes_nothing(store: Store) -> None:
    text = HEAD + "3001,5,400,0.125,U,10,200:0.1,drawer 4,881\n3020,5,3,0.05,N,,,,\n"
    imported(store, text)
    before = list(Offer.objects.order_by("pk").values())
    assert counts(imported(store, text)) == ("done", 0, 0, 2, 0, 0)
    assert list(Offer.objects.order_by("pk").values()) == before
    assert AskedPrice.objects.count() == 2


def test_adding_leaves_what_the_file_does_not_name(store: Store) -> None:
    imported(store, HEAD + "3001,5,400,0.10,N,,,,\n3020,5,3,0.05,N,,,,\n")
    done = imported(store, HEAD + "3001,5,90,0.12,N,,,,\n")
    assert counts(done) == ("done", 0, 1, 0, 0, 0)
    assert shelf(store) == [("3001", 90, Decimal("0.1200")), ("3020", 3, Decimal("0.0500"))]


def test_replacing_sells_out_what_the_file_does_not_name(store: Store) -> None:
    other = make_offer(make_store())
    imported(store, HEAD + "3001,5,400,0.10,N,,,,\n3020,5,3,0.05,N,,,,\n")
    done = imported(store, HEAD + "3001,5,400,0.10,N,,,,\n", mode="replace")
    assert counts(done) == ("done", 0, 0, 1, 1, 0)
    assert shelf(store) == [("3001", 400, Decimal("0.1000")), ("3020", 0, Decimal("0.0500"))]
    other.refresh_from_db()
    assert other.quantity == 100


def test_what_comes_back_is_the_same_offer_and_its_price_is_noted_anew(store: Store) -> None:
    imported(store, HEAD + "3001,5,400,0.10,N,,,,\n3020,5,3,0.05,N,,,,\n")
    gone = Offer.objects.get(part__number="3020")
    imported(store, HEAD + "3001,5,400,0.10,N,,,,\n", mode="replace")
    AskedPrice.objects.all().delete()
    assert counts(imported(store, HEAD + "3020,5,8,0.05,N,,,,\n")) == ("done", 0, 1, 0, 0, 0)
    gone.refresh_from_db()
    assert gone.available == 8
    assert [(one.offer_id, one.quantity) for one in AskedPrice.objects.all()] == [(gone.pk, 8)]


@pytest.mark.parametrize("mode", ["add", "replace"])
def test_what_orders_hold_stays_whatever_the_file_says(store: Store, brick: Part, plate: Part, mode: str) -> None:
    held = make_offer(store, brick, quantity=40, reserved=6)
    unnamed = make_offer(store, plate, quantity=40, reserved=9)
    done = imported(store, HEAD + "3001,5,2,0.10,N,,,,\n", mode)
    held.refresh_from_db()
    unnamed.refresh_from_db()
    assert (held.quantity, held.reserved, held.available) == (6, 6, 0)
    assert (unnamed.quantity, unnamed.reserved) == ((9, 9) if mode == "replace" else (40, 9))
    assert [(one["code"], one["count"], one["lines"]) for one in done.notices if one["code"] == "HELD_BY_ORDERS"] == [
        ("HELD_BY_ORDERS", 1, [2])
    ]


def test_a_row_of_none_takes_a_lot_off_sale(store: Store, brick: Part) -> None:
    offer = make_offer(store, brick)
    assert counts(imported(store, HEAD + "3001,5,0,0.10,N,,,,\n3020,5,0,0.10,N,,,,\n")) == ("done", 0, 1, 1, 0, 0)
    offer.refresh_from_db()
    assert (offer.quantity, Offer.objects.count()) == (0, 1)


def test_rows_of_one_lot_on_the_same_terms_are_added_up(store: Store) -> None:
    done = imported(store, HEAD + "3001,5,4,0.10,N,,,A1,\n3001,5,3,0.10,N,,,A2,\n")
    assert counts(done) == ("done", 1, 0, 0, 0, 0)
    assert shelf(store) == [("3001", 7, Decimal("0.1000"))]
    assert [(one["code"], one["lines"]) for one in done.notices if one["code"] == "ROWS_JOINED"] == [
        ("ROWS_JOINED", [3])
    ]


def test_rows_of_one_lot_on_other_terms_are_refused_but_the_first(store: Store) -> None:
    done = imported(store, HEAD + "3001,5,4,0.10,N,,,,\n3001,5,3,0.12,N,,,,\n3001,5,3,0.12,N,,,,B\n")
    assert counts(done) == ("done", 2, 0, 0, 0, 1)
    assert [(one["line"], one["code"]) for one in done.rejections] == [(3, "SAME_LOT")]
    assert "line 2" in done.rejections[0]["message"]
    assert shelf(store) == [("3001", 4, Decimal("0.1000")), ("3001", 3, Decimal("0.1200"))]


def test_rows_that_together_are_more_than_a_lot_may_have_are_refused(store: Store) -> None:
    done = imported(store, HEAD + "3001,5,9999999,0.10,N,,,,\n3001,5,9,0.10,N,,,,\n")
    assert [(one["line"], one["code"]) for one in done.rejections] == [(3, "BAD_QUANTITY")]
    assert shelf(store) == [("3001", 9_999_999, Decimal("0.1000"))]


def test_a_list_without_lot_numbers_means_the_one_lot_that_there_is(store: Store, brick: Part) -> None:
    offer = make_offer(store, brick, lot_key="881")
    assert counts(imported(store, HEAD + "3001,5,7,0.10,N,,,,\n")) == ("done", 0, 1, 0, 0, 0)
    offer.refresh_from_db()
    assert offer.quantity == 7
    make_offer(store, brick, lot_key="882")
    assert counts(imported(store, HEAD + "3001,5,9,0.10,N,,,,\n")) == ("done", 1, 0, 0, 0, 0)


def test_unknown_parts_and_colours_are_refused_with_line_and_candidates(store: Store) -> None:
    make_part("3001a", "Brick 2 x 4 Hollow")
    text = "BLItemNo,BLColorId,Qty,Price,Name\n3001,5,4,0.10,\nqq77,5,4,0.10,Brick 2 x 4\n"
    text += "3001,999,4,0.10,\n3001,,4,0.10,\n"
    done = imported(store, text)
    assert counts(done) == ("done", 1, 0, 0, 0, 3)
    assert [(one["line"], one["code"], one["reference"]) for one in done.rejections] == [
        (3, "DOUBTFUL_PART", "qq77 5"),
        (4, "NO_SUCH_COLOUR", "3001 999"),
        (5, "NO_SUCH_COLOUR", "3001"),
    ]
    assert [one["number"] for one in done.rejections[0]["candidates"]][:1] == ["3001"]


def test_prices_in_another_currency_are_refused_not_taken_for_the_stores(store: Store) -> None:
    head = "BLItemNo,BLColorId,Qty,Price,Currency\n"
    done = imported(store, head + "3001,5,4,0.10,USD\n3020,5,4,0.10,eur\n")
    assert counts(done) == ("done", 1, 0, 0, 0, 1)
    assert (done.rejections[0]["line"], done.rejections[0]["code"]) == (2, "OTHER_CURRENCY")
    assert shelf(store) == [("3020", 4, Decimal("0.1000"))]


def test_refused_rows_of_reading_and_of_naming_stand_in_one_report(store: Store) -> None:
    done = imported(
        store, HEAD + "3001,999,4,0.10,N,,,,\n3001,5,-4,0.10,N,,,,\n3001,5,4,0.10,N,,,,\n=1+1,5,1,1,N,,,,\n"
    )
    assert [(one["line"], one["code"]) for one in done.rejections] == [
        (2, "NO_SUCH_COLOUR"),
        (3, "BAD_QUANTITY"),
        (5, "NO_NUMBER"),
    ]
    assert counts(done) == ("done", 1, 0, 0, 0, 3)


@pytest.mark.parametrize("mode", ["add", "replace"])
def test_a_file_of_which_nothing_can_be_used_changes_nothing(store: Store, brick: Part, mode: str) -> None:
    make_offer(store, brick)
    done = imported(store, HEAD + "3001,999,4,0.10,N,,,,\n", mode)
    assert (done.state, done.error and done.error["code"], done.rejected) == ("failed", "NO_LOTS", 1)
    assert "Line 2" in str(done.error)
    assert shelf(store) == [("3001", 100, Decimal("0.1000"))]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("0 a model\n1 4 0 0 0 1 0 0 0 1 0 0 0 1 3001.dat\n", "car.ldr", "NOT_A_LIST"),
        ("<INVENTORY><ITEM>", "a.xml", "BROKEN_XML"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><INVENTORY><ITEM>&b;</ITEM></INVENTORY>', "a.xml", "XML_DECLARES"),
        ("no document at all", "a.bsx", "UNSUPPORTED_FORMAT"),
        ("nothing,at,all\n", "a.csv", "NO_COLUMNS"),
        ("3001,5,4,0.1\n" * 200_002, "a.csv", "TOO_MANY_ROWS"),
    ],
)
def test_a_file_at_fault_says_why_and_changes_nothing(store: Store, text: str, name: str, code: str) -> None:
    done = imported(store, text, "replace", name)
    assert (done.state, done.error and done.error["code"]) == ("failed", code)
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("no document at all", "shelf.bsx", "shelf.bsx is no BrickStore document: it does not begin as XML does."),
        ("<BrickStoreXML><Inventory>", "shelf.bsx", "shelf.bsx is not whole XML: no element found: line 1"),
        ("GIF89a", "shelf.gif", "shelf.gif is a picture: no parts can be read from it. Send BrickLink's XML"),
    ],
)
def test_a_broken_file_is_told_what_is_wrong_and_what_a_shelf_takes(
    store: Store, text: str, name: str, says: str
) -> None:
    error = imported(store, text, "add", name).error
    assert error is not None
    assert error["message"].startswith(says)
    assert "build" not in error["message"]


def test_answers_to_requests_are_no_lots_of_the_shelf(store: Store, brick: Part) -> None:
    asked = PartsRequest.objects.create(shopper=make_user(), country="DE", closes_at="2026-12-01T00:00Z")
    answer = make_offer(store, brick, request=asked, price=Decimal("0.50"))
    assert counts(imported(store, HEAD + "3001,5,4,0.10,N,,,,\n", "replace")) == ("done", 1, 0, 0, 0, 0)
    answer.refresh_from_db()
    assert (answer.quantity, answer.price) == (100, Decimal("0.5000"))


def test_only_the_owner_hands_files_in_and_sees_the_reports(store: Store) -> None:
    other = make_user()
    with pytest.raises(NotFound):
        accept_offers(store=store, by=other, data=b"x", file_name="a.csv")
    done = imported(store, HEAD + "3001,5,4,0.10,N,,,,\n")
    assert access_own_import(store.owner, done.pk) == done
    assert list(imports_of_store(store)) == [done]
    for viewer in (other, None):
        with pytest.raises(NotFound):
            access_own_import(viewer, done.pk)
    with pytest.raises(NotFound):
        cancel_import(offer_import=done, by=other)


@pytest.mark.parametrize(("data", "mode", "code"), [(b"", "add", "FILE_EMPTY"), (b"x", "both", "MODE")])
def test_what_is_no_file_is_not_kept(store: Store, data: bytes, mode: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        accept_offers(store=store, by=store.owner, data=data, file_name="a.csv", mode=mode)
    assert refused.value.code == code
    assert not OfferImport.objects.exists()


def test_a_store_has_three_files_under_way_at_most(store: Store) -> None:
    for _ in range(3):
        accept_offers(store=store, by=store.owner, data=b"x", file_name="a.csv")
    with pytest.raises(Conflict, match="TOO_MANY_AT_ONCE"):
        accept_offers(store=store, by=store.owner, data=b"x", file_name="a.csv")


def test_an_import_that_was_called_off_does_nothing(store: Store) -> None:
    given = accept_offers(store=store, by=store.owner, data=HEAD.encode() + b"3001,5,4,0.1,N,,,,\n", file_name="a.csv")
    cancel_import(offer_import=given, by=store.owner)
    run_import(given.pk)
    given.refresh_from_db()
    assert (given.state, Offer.objects.count()) == ("cancelled", 0)
    with pytest.raises(Conflict, match="IMPORT_ENDED"):
        cancel_import(offer_import=given, by=store.owner)
    give_up_import(given.pk, "three times is enough")
    given.refresh_from_db()
    assert given.state == "cancelled"


def test_calling_off_while_it_is_named_leaves_the_shelf(store: Store) -> None:
    given = accept_offers(store=store, by=store.owner, data=HEAD.encode() + b"3001,5,4,0.1,N,,,,\n", file_name="a.csv")
    told: list[int] = []

    def call_off(per_cent: int) -> None:
        told.append(per_cent)
        if per_cent == 60:
            cancel_import(offer_import=given, by=store.owner)

    run_import(given.pk, call_off)
    given.refresh_from_db()
    assert (told, given.state, Offer.objects.count()) == ([25, 60], "cancelled", 0)


def test_after_the_last_attempt_the_import_says_so(store: Store) -> None:
    given = accept_offers(store=store, by=store.owner, data=b"x", file_name="a.csv")
    give_up_import(given.pk, "three times is enough")
    given.refresh_from_db()
    assert (given.state, given.error and given.error["code"]) == ("failed", "IMPORT_GIVEN_UP")


def run_command(store: Store, place: Path, text: str, *options: str) -> int:
    place.write_text(text)
    try:
        call_command("import_offers", store.slug, str(place), *options)
    except SystemExit as ended:
        return int(str(ended.code))
    except CommandError as error:
        return error.returncode
    return 0


@pytest.mark.parametrize(
    ("rows", "status"),
    [("3001,5,4,0.10,N,,,,\n", 0), ("3001,5,4,0.10,N,,,,\n3001,5,x,0.10,N,,,,\n", 1), ("3001,5,x,0.10,N,,,,\n", 2)],
)
def test_the_command_ends_with_what_came_of_it(
    store: Store, tmp_path: Path, capsys: Any, rows: str, status: int
) -> None:
    assert run_command(store, tmp_path / "a.csv", HEAD + rows) == status
    said = capsys.readouterr()
    if status < 2:
        assert said.out.split()[-5:] == ["1", "0", "0", "0", str(status)] or "×" in said.out
    if status == 1:
        assert "line 3" in said.err


def test_the_command_names_a_store_or_file_that_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no store nowhere"):
        call_command("import_offers", "nowhere", str(tmp_path / "a.csv"))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_offers", store.slug, str(tmp_path / "a.csv"))


def test_ctrl_c_calls_the_import_off(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("shop.management.commands.import_offers.run_import", stop)
    assert run_command(store, tmp_path / "a.csv", HEAD + "3001,5,4,0.1,N,,,,\n") == 130
    assert OfferImport.objects.get().state == "cancelled"
