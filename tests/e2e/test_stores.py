"""A store in a browser: opened, its shipping said, a BrickStore document brought in, and seen by everybody."""

import datetime
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from parts.models import ColourNumber
from shop.models import LedgerAccount, Offer, OfferImport, SharedRun, Shipment, Store
from shop.services.ordering.messages import write_message
from shop.services.ordering.placing import place_order
from shop.services.payments.beginning import begin_payment
from shop.services.payments.confirming import confirm_payment
from shop.services.requests import AskedLot, open_request
from tests.e2e.keys import press_enter
from tests.factories import make_colour, make_line, make_part, make_published, make_user, stored
from tests.shop import ordering_rows, store_rows
from tests.web.catalogue_rows import make_number, make_price
from tests.worker_process import running_worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]
ITEM = """<Item><ItemID>{number}</ItemID><ItemTypeID>P</ItemTypeID><ColorID>5</ColorID><Qty>{pieces}</Qty>
<Price>{price}</Price><Condition>N</Condition><Remarks>{place}</Remarks></Item>"""
LOTS = [("3001", 40, "0.12", "A2"), ("3002", 7, "0.30", "A10"), ("nobody-knows", 3, "0.10", "B1")]


@pytest.fixture
def keeper(transactional_db: None) -> User:
    return make_user("keeper", display_name="Jo Keeper")


@pytest.fixture
def bsx(tmp_path: Path) -> Path:
    items = "".join(ITEM.format(number=number, pieces=n, price=price, place=place) for number, n, price, place in LOTS)
    path = tmp_path / "shelf.bsx"
    path.write_text(f"<BrickStoreXML><Inventory Currency='EUR'>{items}</Inventory></BrickStoreXML>")
    return path


def signed_in(browser: Browser, live_server: LiveServer, user: User, **options: Any) -> BrowserContext:
    client = Client()
    client.force_login(user)
    context = browser.new_context(reduced_motion="reduce", **options)
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
    return context


@pytest.mark.parametrize("width", [1280, 390])
def test_a_store_is_opened_filled_and_seen(
    browser: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path, keeper: User, bsx: Path, width: int
) -> None:
    settings.MEDIA_ROOT = tmp_path / "var" / "files"
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    red = make_colour(4, "Red")
    ColourNumber.objects.create(colour=red, system="bricklink", number="5")
    for number in ("3001", "3002"):
        make_number(make_part(number, f"Brick {number}"), number, "bricklink")
    context = signed_in(browser, live_server, keeper, viewport={"width": width, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_store(page, live_server.url)
    import_file(page, live_server.url, bsx, tmp_path)
    change_a_lot(page)
    change_it_on_its_page(page, live_server.url, Offer.objects.get(part__number="3001"))
    context.close()
    see_it(browser, live_server.url)
    assert complaints == []


def open_store(page: Page, site: str) -> None:
    page.goto(f"{site}/shop/stores/")
    press_enter(page, page.get_by_role("link", name="Open a store"))
    press_enter(page, page.get_by_role("button", name="Open the store"))
    expect(page.get_by_text("Give the store a name.")).to_be_visible()
    expect(page.get_by_label("Name")).to_be_focused()
    page.get_by_label("Name").fill("Plate Yard")
    page.get_by_label("Parcels are sent from").select_option("NL")
    press_enter(page, page.get_by_role("button", name="Open the store"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Shipping of Plate Yard")
    first = page.get_by_role("group", name="Line 1", exact=True)
    first.get_by_label("To", exact=True).fill("Germany")
    first.get_by_label("Costs").fill("4,20")
    press_enter(page, page.get_by_role("button", name="Save the table"))
    expect(page.get_by_text("The shipping table is saved.")).to_be_visible()


def import_file(page: Page, site: str, bsx: Path, var: Path) -> None:
    page.goto(f"{site}/shop/stores/plate-yard/offers/import/")
    page.get_by_label("List of lots").set_input_files(bsx)
    press_enter(page, page.get_by_role("button", name="Import it"))
    expect(page.get_by_text("It waits for a free worker.")).to_be_visible()
    with running_worker(var / "var", None):
        expect(page.get_by_role("heading", name="The lots are on the shelf")).to_be_visible()
    expect(page.get_by_role("heading", name="1 line was refused")).to_be_visible()
    expect(page.get_by_role("row", name="nobody-knows")).to_be_visible()
    press_enter(page, page.get_by_role("link", name="Look at the shelf"))


def change_a_lot(page: Page) -> None:
    """In its row, by keys; the focus comes back to where it was."""
    press_enter(page, page.get_by_role("link", name="Edit Brick 3001, Red"))
    say_pieces(page, "55")
    edit = page.get_by_role("link", name="Edit Brick 3001, Red")
    expect(edit).to_be_focused()
    expect(page.locator("#offers-said")).to_have_text("Saved.")
    expect(page.locator("tr", has=edit)).to_contain_text("55")


def change_it_on_its_page(page: Page, site: str, lot: Offer) -> None:
    """The same form on a page of its own, where there is no row to turn back into."""
    page.goto(f"{site}/shop/offers/{lot.pk}/")
    say_pieces(page, "56")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(page.get_by_role("row", name="Brick 3001").first).to_contain_text("56")


def say_pieces(page: Page, number: str) -> None:
    """After a number that is refused."""
    pieces = page.get_by_label("Pieces", exact=True)
    pieces.fill("-4")
    press_enter(page, pieces)
    expect(page.locator(".field__error")).to_be_visible()
    pieces.fill(number)
    press_enter(page, pieces)


def see_it(browser: Browser, site: str) -> None:
    """Somebody who has not signed in finds the lot, and its market."""
    page = browser.new_page()
    page.goto(f"{site}/shop/stores/plate-yard/?q=3001")
    lot = page.get_by_role("row", name="Brick 3001")
    expect(lot).to_contain_text("56")
    expect(lot).to_contain_text("0.1200")
    expect(page.get_by_text("A2")).to_have_count(0)
    expect(page.get_by_role("row", name="Germany")).to_contain_text("€4.20")
    press_enter(page, lot.get_by_role("link", name="Brick 3001"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Market of Brick 3001")
    expect(page.get_by_role("row", name="Plate Yard")).to_contain_text("0.1200")
    page.close()


@pytest.fixture
def addresses(keeper: User) -> list[str]:
    """Every kind of page of a store, with something on it."""
    store = store_rows.make_store(keeper, "Harbour Bricks", slug="harbour", terms="Packed *well*.", minimum_buy="5.00")
    store_rows.make_store(keeper, "Closed Bricks", slug="closed", is_open=False)
    buyer, part, colour = make_user("ines"), make_part("3001", "Brick 2 x 4"), make_colour()
    tiers = [{"from": 100, "price": "0.0900"}]
    offer = store_rows.make_offer(store, part, colour, remarks="A4", comment="washed", tiers=tiers, multiple=5)
    store_rows.make_offer(store, part, colour, condition="used", quantity=400, price="0.07")
    for at in range(3):
        make_price(part, colour, f"0.1{at}", timezone.localdate() - datetime.timedelta(days=40 * at))
    parcels = [parcel(store, buyer, key) for key in ("one", "two")]
    account = LedgerAccount.objects.get(store=store)
    asked = open_request(by=buyer, lots=[AskedLot(part.pk, colour.pk, 9)], country="NL", note="Used is fine.")
    lines = [{"line": 7, "code": "NO_SUCH_PART", "message": "no such number", "reference": "30o1"}]
    runs = [
        OfferImport.objects.create(store=store, file=stored(b"x"), file_name="lots.bsx", **fields)
        for fields in ({"state": "done", "rejected": 1, "rejections": lines}, {"state": "working", "progress": 40},
                       {"state": "failed", "error": {"code": "BROKEN", "message": "It is damaged.", "hint": ""}})
    ]  # fmt: skip
    make_run(store)
    own = "/shop/stores/harbour/"
    return [
        "/shop/stores/", "/shop/stores/?q=zzz", "/shop/stores/new/", own, own + "?q=zzz", own + "edit/",
        own + "shipping/", own + "offers/", own + "offers/?sale=sold", own + "offers/add/", own + "offers/import/",
        *(f"{own}imports/{run.pk}/" for run in runs), f"/shop/offers/{offer.pk}/", own + "shipments/",
        own + "shipments/?state=shipped", *(f"/shop/shipments/{one.pk}/" for one in parcels),
        f"/shop/shipments/{parcels[0].pk}/slip/", own + "requests/", f"{own}requests/{asked.pk}/", own + "runs/",
        "/shop/stores/closed/", "/shop/stores/closed/shipments/", "/shop/earnings/", f"/shop/earnings/{account.pk}/",
        f"/shop/earnings/{account.pk}/?span=last", f"/parts/{part.pk}/market/?colour=4", "/builds/mine/edit/",
    ]  # fmt: skip


def parcel(store: Store, buyer: User, key: str) -> Shipment:
    lots = [(ordering_rows.make_offer(store, remarks=f"B{at}"), 3) for at in range(3)]
    order = place_order(by=buyer, quote=ordering_rows.make_quote(buyer, lots), address=ordering_rows.HOME, key=key)
    confirm_payment(begin_payment(order=order, by=buyer).pk)
    shipment = order.shipments.get()
    write_message(shipment=shipment, by=buyer, text="Pack it flat.")
    return shipment


def make_run(store: Store) -> None:
    build = make_published(store.owner, slug="mine", title="Small crane")
    assert build.shown_revision is not None
    make_line(build.shown_revision)
    SharedRun.objects.create(
        store=store, revision=build.shown_revision, threshold=3, most=5, tiers=[{"kits": "3", "price": "20.00"}],
        closes_at=timezone.now() + datetime.timedelta(days=3),
    )  # fmt: skip


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 320)])
def test_pages_of_stores_keep_nobody_out(
    browser: Browser, live_server: LiveServer, axe: str, keeper: User, addresses: list[str], theme: Any, width: int
) -> None:
    context = signed_in(
        browser, live_server, keeper, viewport={"width": width, "height": 900}, color_scheme=theme
    )  # fmt: skip
    page = context.new_page()
    page.add_init_script(axe)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    found = [one for address in addresses for one in _findings(page, live_server.url, address, theme)]
    context.close()
    assert found == []
    assert complaints == []


def _findings(page: Page, site: str, address: str, theme: str) -> list[str]:
    response = page.goto(site + address)
    assert response is not None
    assert response.status == 200, address
    assert page.title()
    if folder := os.environ.get("LOOKS"):
        width = page.evaluate("innerWidth")
        name = address.strip("/").replace("/", "-").replace("?", "-")
        page.screenshot(path=Path(folder) / f"{name}-{width}-{theme}.png", full_page=True)
    violations = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((result) => result.violations)")
    found = [f"{address}: {one['id']} at {one['nodes'][0]['target']}" for one in violations]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{address}: wider than the window")
    return found
