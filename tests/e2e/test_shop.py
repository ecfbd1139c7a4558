"""Buying a kit in a browser: searched, read line by line, ordered and paid; nothing keeps people out on the way."""

import datetime
import os
import re
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
from builds.models import Build
from shop.models import Order, SharedRun
from shop.services.carts import add_kit
from shop.services.ordering.messages import write_message
from shop.services.ordering.paying import order_paid
from shop.services.ordering.placing import place_order
from shop.services.requests import AskedLot, open_request
from shop.services.shared_runs import pledge
from tests.e2e.keys import press_enter
from tests.factories import make_colour, make_line, make_part, make_published, make_user
from tests.shop import ordering_rows, store_rows
from tests.web.shop.quote_rows import make_quote, make_ready_quote
from tests.worker_process import running_worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]
TO = {"Name": "A Shopper", "Street and number": "Kade 1", "Postcode": "3011 AA", "City": "Rotterdam"}


@pytest.fixture
def shopper(price_rules: None) -> User:
    return make_user("shopper", display_name="A Shopper")


@pytest.fixture
def crane(shopper: User) -> Build:
    """A build of three lots that two stores have, the one more of them than the other."""
    build = make_published(slug="crane", title="Small crane")
    assert build.shown_revision is not None
    stores = [store_rows.make_store(name=name, slug=name[:5].lower()) for name in ("Brick Harbour", "Noppenlager")]
    for at, prices in enumerate([("0.10", "0.30"), ("0.40", "0.05"), ("0.20", "0.21")]):
        part, colour = make_part(f"30{at}", f"Plate {at}"), make_colour(at, f"Colour {at}")
        make_line(build.shown_revision, part=part, colour=colour, quantity=40)
        for store, price in zip(stores, prices, strict=True):
            store_rows.make_offer(store, part, colour, price=price)
    return build


def signed_in(browser: Browser, live_server: LiveServer, user: User, **options: Any) -> BrowserContext:
    client = Client()
    client.force_login(user)
    context = browser.new_context(reduced_motion="reduce", **options)
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
    return context


@pytest.mark.parametrize("width", [1280, 390])
def test_a_kit_is_searched_read_ordered_and_paid(
    browser: Browser,
    live_server: LiveServer,
    settings: Settings,
    tmp_path: Path,
    shopper: User,
    crane: Build,
    width: int,
) -> None:
    settings.MEDIA_ROOT = tmp_path / "var" / "files"
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    context = signed_in(browser, live_server, shopper, viewport={"width": width, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{live_server.url}/builds/crane/")
    press_enter(page, page.get_by_role("link", name="Buy the parts").locator("visible=true"))
    page.get_by_label("Send to").select_option("NL")
    press_enter(page, page.get_by_role("button", name="Find the best basket"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Looking for the best basket")
    with running_worker(tmp_path / "var", None):
        expect(page.get_by_role("heading", level=1)).to_have_text("Kit, from 2 stores")
    expect(page.locator("#quote-said")).to_have_text("The basket is found: €24.00 for parts and shipping.")
    expect(page).to_have_title(re.compile(r"^Kit, from 2 stores"))
    read_the_price(page)
    order_and_pay(page)
    assert Order.objects.get().state == Order.State.PAID
    context.close()
    assert complaints == []


def read_the_price(page: Page) -> None:
    """Each line opens by keys, and all of them are the sum."""
    first = page.locator(".price-stack summary").first
    press_enter(page, first)
    expect(page.locator(".price-stack details").first).to_have_attribute("open", "")
    expect(page.get_by_text("Each lot is the price of one times how many").first).to_be_visible()
    expect(page.locator("[data-total]")).to_have_text("€27.99")  # with 21 % of 3.30 for the services
    shown = [float(text) for text in page.locator(".price-stack__amount").all_inner_texts()]
    total = page.locator("[data-total]").inner_text().removeprefix("€")
    assert f"{sum(shown):.2f}" == total
    expect(page.get_by_text("No basket is cheaper")).to_be_visible()


def order_and_pay(page: Page) -> None:
    press_enter(page, page.get_by_role("link", name="Order 2 parcels").locator("visible=true"))
    press_enter(page, page.get_by_role("button", name="Order and pay"))
    expect(page.get_by_text("Say who gets the parcels.")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    for label, value in TO.items():
        page.get_by_label(label, exact=True).fill(value)
    press_enter(page, page.get_by_role("button", name="Order and pay"))
    expect(page.get_by_role("heading", name="The order waits to be paid")).to_be_visible()
    press_enter(page, page.get_by_role("button", name=re.compile("^Pay")).locator("visible=true"))
    press_enter(page, page.get_by_role("button", name="Let it succeed"))
    expect(page.get_by_text("Order: paid", exact=True)).to_be_visible()


def test_a_search_is_stopped_by_keys(browser: Browser, live_server: LiveServer, shopper: User) -> None:
    quote = make_quote(shopper)
    context = signed_in(browser, live_server, shopper)
    page = context.new_page()
    page.goto(f"{live_server.url}/shop/quotes/{quote.code}/")
    stop = page.get_by_role("button", name="Stop the search")
    stop.focus()
    for _ in range(2):  # the panel is drawn anew all the time, also under somebody's finger
        page.wait_for_event("requestfinished", lambda request: "/progress/" in request.url)
    expect(stop).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="You stopped this search")).to_be_visible()
    context.close()


@pytest.fixture
def addresses(shopper: User, crane: Build) -> list[str]:
    """Every kind of page of the shopper's, in every state."""
    assert crane.shown_revision is not None
    ready = make_ready_quote(
        shopper, crane.shown_revision, bound="20.00", plain="31.08", findings=FINDINGS, left_out=LEFT
    )
    best = make_ready_quote(shopper, bound="21.76")
    gone = make_ready_quote(shopper, expires_at=timezone.now() - datetime.timedelta(hours=1))
    need = {"lot": "1:2", "part_id": 1, "name": "Tap", "colour": "Black", "quantity": 30}
    progress = {"seconds": 2.1, "cost": "201.20", "bound": "190.05", "stores": 148, "offers": 11306}
    states = [
        make_quote(shopper), make_quote(shopper, state="searching", progress=progress),
        make_quote(shopper, state="failed", error={"code": "NO_RATE", "message": "No rate.", "hint": "Ask in CZK."}),
        make_quote(shopper, state="cancelled"),
        make_quote(shopper, state="impossible", needs=[need], findings=IMPOSSIBLE),
    ]  # fmt: skip
    add_kit(by=shopper, revision=crane.shown_revision)
    codes = [quote.code for quote in (ready, best, gone, *states)]
    quotes = [f"/shop/quotes/{code}/" for code in codes]
    orders = [f"/shop/orders/{order.code}/" for order in make_orders(shopper)]
    return ["/shop/", "/builds/crane/kit/", *quotes, f"{quotes[0]}order/", f"{quotes[0]}lots/", "/shop/cart/",
            "/shop/orders/", *orders, *_asked_and_shared(shopper, crane)]  # fmt: skip


def _asked_and_shared(shopper: User, crane: Build) -> list[str]:
    """A request with an answer, and a run with a pledge."""
    part, colour = make_part("7777", "Tap"), make_colour()
    asked = open_request(by=shopper, lots=[AskedLot(part.pk, colour.pk, 5)], country="NL")
    store = store_rows.make_store(name="Made to order", slug="made")
    store_rows.make_offer(store, part, colour, request=asked)
    assert crane.shown_revision is not None
    closes = timezone.now() + datetime.timedelta(days=3)
    tiers = [{"kits": "3", "price": "20.00"}, {"kits": "5", "price": "18.00"}]
    run = SharedRun.objects.create(
        store=store, revision=crane.shown_revision, threshold=3, most=5, tiers=tiers, closes_at=closes
    )
    pledge(run=run, by=shopper, kits=1, country="NL")
    return ["/shop/requests/", f"/shop/requests/{asked.pk}/", "/shop/runs/", f"/shop/runs/{run.pk}/"]


CHANGE = {"amount": "-2.10", "basket": "1", "lots": 3, "stores": 3}
FINDINGS = {
    "seconds": 4.2, "stores": 148, "offers": 11306,
    "changes": [
        CHANGE | {"kind": "used", "choices": {"condition": "any"}},
        CHANGE | {"kind": "fewer_stores", "amount": "9.85", "choices": {"max_stores": 2}},
    ],
}  # fmt: skip
LEFT = [{"name": "engine-grille-x", "colour": "Light bluish gray", "quantity": 2, "because": "unknown_part"}]
IMPOSSIBLE = {
    "missing": [{"lot": "1:2", "quantity": 12}], "because": "",
    "ways": [{"kind": "condition", "missing": 1, "choices": {}}, {"kind": "left_out", "missing": 0, "choices": {}}],
}  # fmt: skip


def make_orders(shopper: User) -> list[Order]:
    """One that waits, and one that is paid and written about."""
    orders = []
    for key in ("waits", "paid"):
        offers = [ordering_rows.make_offer(ordering_rows.make_store()) for _store in range(2)]
        quote = ordering_rows.make_quote(shopper, [(offer, 2) for offer in offers])
        orders.append(place_order(by=shopper, quote=quote, address=ordering_rows.HOME, key=key))
    order_paid(orders[1].pk, at=timezone.now())
    write_message(shipment=orders[1].shipments.all()[0], by=shopper, text="Is it on its way?\n" + "long " * 80)
    return orders


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 320)])
def test_nothing_keeps_shoppers_out(
    browser: Browser, live_server: LiveServer, axe: str, shopper: User, addresses: list[str], theme: Any, width: int
) -> None:
    viewport: Any = {"width": width, "height": 900}
    context = signed_in(browser, live_server, shopper, viewport=viewport, color_scheme=theme)
    page = context.new_page()
    page.add_init_script(axe)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    found = [one for address in addresses for one in _findings(page, live_server.url, address)]
    context.close()
    assert found == []
    assert complaints == []


def _findings(page: Page, site: str, address: str) -> list[str]:
    answer = page.goto(site + address)
    assert answer is not None
    assert answer.status == 200, address
    if folder := os.environ.get("LOOKS"):
        name = f"{address.strip('/').replace('/', '-')}-{page.evaluate('innerWidth')}.png"
        page.screenshot(path=Path(folder) / name, full_page=True)
    violations = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((result) => result.violations)")
    found = [f"{address}: {one['id']} at {one['nodes'][0]['target']}" for one in violations]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{address}: wider than the window")
    return found
