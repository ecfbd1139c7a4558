"""The catalogue in a browser: suggestions by keys, studs by arrows, a chart that says its figures."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from parts.models import Part
from tests.factories import make_colour, make_part
from tests.web.catalogue_rows import make_made_in, make_price

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def plate(transactional_db: None) -> Part:
    plate = make_part("3710", "Plate 1 × 4", "Plates")
    for number, name in ((4, "Red"), (1, "Blue"), (2, "Green")):
        make_made_in(plate, make_colour(number, name), f"37100{number}", set_count=number)
    for days in (10, 100):
        day = timezone.localdate() - datetime.timedelta(days=days)
        make_price(plate, make_colour(4), "0.12", day)
    return plate


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 1280, "height": 900})


def test_a_suggestion_is_chosen_by_keys(page: Page, live_server: LiveServer, plate: Part) -> None:
    page.goto(live_server.url + "/")
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    field.press_sequentially("plate 1")
    option = page.get_by_role("option", name="Plate 1 × 4")
    expect(option).to_be_visible()
    while option.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/parts/{plate.pk}/")


def test_escape_closes_the_suggestions_and_enter_searches(page: Page, live_server: LiveServer, plate: Part) -> None:
    page.goto(live_server.url + "/")
    field = page.get_by_role("combobox")
    field.press_sequentially("plate 1")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for “plate 1”")


def test_colours_are_walked_by_arrows_without_leaving_the_page(
    page: Page, live_server: LiveServer, plate: Part
) -> None:
    page.goto(f"{live_server.url}/parts/{plate.pk}/?colour=4")
    page.evaluate("window.stayed = true")
    page.locator("#stud-4").focus()
    page.keyboard.press("Home")
    expect(page.locator("#stud-1")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#colour-title")).to_have_text("Green")
    expect(page.locator("#stud-2")).to_be_focused()
    assert page.evaluate("window.stayed")
    assert page.url.endswith("?colour=2")


def test_pointing_at_the_chart_says_its_figures(page: Page, live_server: LiveServer, plate: Part) -> None:
    page.goto(f"{live_server.url}/parts/{plate.pk}/?colour=4")
    page.locator(".chart__moment rect").last.hover()
    expect(page.locator("[data-chart-say]")).to_contain_text("new €0.12 (1 seen)")
