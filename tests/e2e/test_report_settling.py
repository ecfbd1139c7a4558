"""The report in a browser: settled in place, undone, remembered and forgotten; nothing keeps people out."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from builds.models import BomLine, Revision, Settlement
from tests.e2e.keys import press_enter
from tests.factories import make_build, make_colour, make_line, make_part, make_revision, make_unknown_line, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]

ADDRESS = "/builds/crane/"
TWICE = {
    "code": "ALTERNATIVES", "severity": "warning", "message": "Two models stand side by side.", "file": "a.mpd",
    "line": 1, "hint": "Upload one of them.", "parts": [], "count": 1,
}  # fmt: skip
BENT = TWICE | {"code": "BENT_PART", "severity": "note", "message": "12 segments are one hose.", "hint": ""}


@pytest.fixture
def revision(transactional_db: None) -> Revision:
    found = make_revision(make_build(make_user("builder"), slug="crane"), notices=[TWICE, BENT])
    make_line(found)
    parts = [make_part("2432", "Tile 1 x 2 with Handle", "Tile"), make_part("2412", "Tile 1 x 2 Grille", "Tile")]
    candidates = [
        {"part_id": part.pk, "number": part.number, "name": part.name, "score": score, "reason": "name"}
        for part, score in zip(parts, ("0.82", "0.80"), strict=True)
    ]
    make_unknown_line(found, candidates=candidates, place={"file": "engine.ldr", "line": 412})
    make_unknown_line(found, reference="3069x", colour=None, reference_colour="999")
    make_colour(1, "Blue")
    return found


def opened(browser: Browser, live_server: LiveServer, owner: User, **more: Any) -> Page:
    context = browser.new_context(**more)
    client = Client()
    client.force_login(owner)
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
    return context.new_page()


def grille(revision: Revision) -> BomLine:
    return revision.bom_lines.get(reference="engine-grille-x")


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 320)])
def test_a_report_keeps_nobody_out_however_it_stands(
    browser: Browser, live_server: LiveServer, axe: str, revision: Revision, theme: Any, width: int
) -> None:
    owner = revision.build.owner
    page = opened(browser, live_server, owner, viewport={"width": width, "height": 900}, color_scheme=theme)
    page.add_init_script(axe)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(live_server.url + ADDRESS)
    found = _findings(page, "open")
    page.get_by_role("button", name="Keep it as a part of my own").first.click()
    expect(page.locator("#report-said")).to_contain_text("Settled.")
    page.locator("#report").get_by_role("link", name="All").click()
    expect(page.locator("#report .report__item--settled")).to_have_count(1)
    found += _findings(page, "settled")
    page.get_by_label("Its number, or some of its name").first.fill("nothing-such")
    page.get_by_role("button", name="Use the part you named").first.click()
    expect(page.locator("#report .field__error")).to_be_visible()
    found += _findings(page, "refused")
    page.goto(live_server.url + "/me/answers/")
    found += _findings(page, "remembered")
    page.context.close()
    assert found == []
    assert complaints == []


def test_a_lot_is_settled_in_place_undone_and_remembered(
    browser: Browser, live_server: LiveServer, revision: Revision
) -> None:
    page = opened(browser, live_server, revision.build.owner)
    page.goto(live_server.url + ADDRESS)
    report = page.locator("#report")
    item = report.get_by_role("article", name="No part is called engine-grille-x")
    item.get_by_text("Tile 1 x 2 Grille").first.click()
    page.evaluate("window.same = true")
    item.get_by_role("button", name="Use Tile 1 x 2 Grille").click()
    expect(page.locator("#report-said")).to_have_text("Settled. Your answer is remembered for the next upload.")
    assert page.evaluate("window.same")  # in place: no new page came
    assert grille(revision).part is not None
    expect(page.locator("#bom")).to_contain_text("Tile 1 x 2 Grille")

    page.goto(f"{live_server.url}{ADDRESS}?report=settled#report")
    settled = report.get_by_role("article", name="engine-grille-x is Tile 1 x 2 Grille")
    expect(settled).to_contain_text("You settled it on")
    settled.get_by_role("button", name="Undo").click()
    expect(page.locator("#report-said")).to_have_text("Undone. It is as it was found, and nothing is remembered.")
    assert (grille(revision).part, Settlement.objects.count()) == (None, 0)

    item = report.get_by_role("article", name="No part is called engine-grille-x")
    use = item.get_by_role("button", name="Use Tile 1 x 2 with Handle")
    press_enter(page, use)
    expect(page.locator("#bom")).to_contain_text("Tile 1 x 2 with Handle")
    page.context.close()


def test_what_was_settled_is_seen_among_the_answers_and_forgotten_by_keys(
    browser: Browser, live_server: LiveServer, revision: Revision
) -> None:
    page = opened(browser, live_server, revision.build.owner)
    page.goto(live_server.url + ADDRESS)
    page.get_by_role("button", name="It is meant so").click()
    expect(page.locator("#report-said")).to_contain_text("Settled.")
    page.goto(live_server.url + "/me/answers/")
    row = page.get_by_role("row", name="Two models stand side by side.")
    expect(row).to_contain_text("It is meant so")
    press_enter(page, row.get_by_role("button", name="Forget"))
    expect(page.get_by_text("Nothing is remembered yet")).to_be_visible()
    assert Settlement.objects.count() == 0
    page.goto(f"{live_server.url}{ADDRESS}?report=settled#report")
    expect(page.locator("#report .report__item--settled")).to_have_count(1)  # the build keeps it
    page.context.close()


def _findings(page: Page, at: str) -> list[str]:
    if folder := os.environ.get("LOOKS"):
        page.screenshot(path=Path(folder) / f"report-{at}-{page.evaluate('innerWidth')}.png", full_page=True)
    violations = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((result) => result.violations)")
    found = [f"{at}: {one['id']} at {one['nodes'][0]['target']}" for one in violations]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{at}: wider than the window")
    return found
