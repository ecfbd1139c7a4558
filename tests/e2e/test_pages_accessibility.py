"""Every kind of page, in both themes: axe-core finds nothing, nothing is wider than the window, no script complains."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from builds.models import Revision
from parts.models import CatalogueImport, InventoryMinifig, Minifig
from tests.factories import (
    ALL_STAGES,
    make_attachment,
    make_build,
    make_colour,
    make_line,
    make_part,
    make_published,
    make_revision,
    make_tag,
    make_unknown_line,
    make_user,
)
from tests.web.catalogue_rows import (
    make_inventory,
    make_lot,
    make_made_in,
    make_number,
    make_price,
    make_relation,
    make_set,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]

OPEN = [
    "/", "/builds/", "/builds/?q=none&tag=crane", "/builds/crane/", "/parts/", "/parts/?q=zzz", "/parts/1/?colour=2",
    "/parts/1/related/prints/", "/parts/1/sets/", "/parts/1/builds/", "/parts/sources/", "/sets/", "/sets/10019-1/",
    "/sets/20-1/", "/minifigs/fig-000001/", "/colours/", "/colours/2/", "/search/", "/search/?q=plate",
    "/how-numbers-are-made/", "/shop/", "/builds/crane/kit/", "/accounts/login/",
    "/accounts/signup/", "/accounts/password/reset/", "/accounts/login/code/", "/nothing/here/",
]  # fmt: skip
OWN = [
    "/upload/", "/me/", "/me/answers/", "/me/tokens/", "/builds/ready/", "/builds/working/", "/builds/broken/",
    "/builds/stopped/", "/builds/ready/kit/", "/shop/", "/shop/cart/", "/shop/orders/",
    "/builds/ready/edit/", "/builds/ready/upload/", "/builds/ready/delete/", "/accounts/email/",
    "/accounts/2fa/", "/accounts/password/change/", "/accounts/logout/",
]  # fmt: skip
SOME = {name: ALL_STAGES[name] for name in ("received", "read")}
LOOP = {
    "code": "MODEL_LOOP",
    "message": "This model contains itself.",
    "file": "arm.ldr",
    "line": 14,
    "hint": "Mend it.",
}


@pytest.fixture
def owner(transactional_db: None) -> User:
    owner = make_user("builder", display_name="A Builder", password="studs and tubes")
    crane = make_published(owner, slug="crane", description="# What it does\n\n- lifts\n- turns\n\n> slowly")
    revision = crane.shown_revision
    assert revision is not None
    make_tag(crane, "crane")
    make_attachment(crane)
    make_unknown_line(revision)
    for at in range(4):
        make_line(revision, part=make_part(f"30{at}", f"Plate {at}"), colour=make_colour(at, f"Colour {at}"))
    make_published(owner, "A remix", remix_of=revision)
    _catalogue(revision)
    make_revision(make_build(owner, slug="ready"))
    bare = {"part_count": None, "estimate": None, "size_x": None}
    make_revision(make_build(owner, slug="working"), state="working", stage_figures=SOME, progress=10, **bare)
    make_revision(make_build(owner, slug="stopped"), state="cancelled", stage_figures=SOME, **bare)
    make_revision(make_build(owner, slug="broken"), state="failed", stage_figures={}, error=LOOP, **bare)
    return owner


def _catalogue(revision: Revision) -> None:
    """A part with something in each of its sections; parts of other tests may have had the number 1 before."""
    part, colour = make_part("3710", "Plate 1 × 4", pk=1), make_colour(2, "Green")
    make_line(revision, part=part, colour=colour)
    make_made_in(part, colour, "371028", first_year=1980, last_year=1999, set_count=3)
    make_number(part, "3710", "bricklink")
    for at in range(8):
        make_relation("print", make_part(f"3710p{at}", f"Plate 1 × 4 with print {at}"), part)
        for condition in ("new", "used"):
            day = timezone.localdate() - datetime.timedelta(days=30 * at)
            make_price(part, colour, f"0.{10 + at}", day, condition=condition)
    held = make_inventory(1, set=make_set())
    make_lot(held, part)
    figure = Minifig.objects.create(number="fig-000001", name="Driver", part_count=4)
    InventoryMinifig.objects.create(inventory=held, minifig=figure, quantity=1)
    make_set("20-1", "Moon")
    refused = [{"table": "parts", "line": 7, "reason": "It has 3 columns, not 4."}]
    tables = {"parts": {"added": 7, "changed": 0, "unchanged": 0, "rejected": 1}}
    CatalogueImport.objects.create(command="import_ldraw", source="a library", rejections=refused, tables=tables)


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 320)])
def test_nothing_keeps_people_out(
    browser: Browser, live_server: LiveServer, axe: str, owner: User, theme: Any, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    page = context.new_page()
    page.add_init_script(axe)
    complaints: list[str] = []
    page.on("console", lambda message: _note(message, complaints))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    found = [finding for address in OPEN for finding in _findings(page, live_server.url + address)]
    context.add_cookies([{"name": "session", "value": _session(owner), "url": live_server.url}])
    found += [finding for address in OWN for finding in _findings(page, live_server.url + address)]
    context.close()
    assert found == []
    assert complaints == []


def _findings(page: Page, address: str) -> list[str]:
    page.goto(address)
    assert page.title()
    violations = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((result) => result.violations)")
    found = [f"{address}: {one['id']} at {one['nodes'][0]['target']}" for one in violations]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{address}: wider than the window")
    return found


def _note(message: ConsoleMessage, complaints: list[str]) -> None:
    address = str(message.location.get("url", ""))
    if message.type == "error" and "/nothing/here/" not in address:
        complaints.append(f"{message.text} ({address})")


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["session"].value
