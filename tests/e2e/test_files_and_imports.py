"""Files beside a build, the text of one, and an import: nothing keeps people out, and keys are enough."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from builds.models import BuildImport
from tests.factories import make_attachment, make_line, make_part, make_published, make_user, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]

REFUSED = {"code": "BUNDLE_FILE", "message": "car.zip is no export of a build: x is not there.", "hint": "Again."}
RUNS = [["c", "# drive a square\n"], ["k", "def "], ["nf", "drive"], ["", "(side=" + "x" * 300 + "):\n    return "],
        ["s", "'left'"], ["", " + "], ["m", "1.5"]]  # fmt: skip


@pytest.fixture
def owner(transactional_db: None) -> User:
    owner = make_user("builder")
    crane = make_published(owner, slug="crane", credits=[
        {"title": "Older crane", "author": "Builder", "address": "https://elsewhere.example/", "licence": "CC-BY-4.0"},
    ])  # fmt: skip
    assert crane.shown_revision is not None
    make_line(crane.shown_revision, part=make_part("53787", "Motor, NXT"), quantity=2)
    project, program = make_attachment(crane, "scout.ev3"), make_attachment(crane, "drive.py")
    project.contents = {
        "kind": "ev3", "title": "Scout",
        "members": [{"name": f"folder/Program {n} {'long ' * 20}.ev3p", "size": 900 * n} for n in range(40)],
        "devices": [{"port": port, "role": "large motor"} for port in "ABC"] + [{"port": "4", "role": "touch sensor"}],
    }  # fmt: skip
    project.save()
    program.contents, program.text = {"kind": "python"}, stored(json.dumps(RUNS).encode())
    program.save()
    broken = make_attachment(crane, "broken.lms")
    broken.contents = {"error": {"code": "BROKEN_ARCHIVE", "message": "It is no whole zip.", "hint": "Save it again."}}
    broken.save()
    for state in ("working", "failed"):
        error = REFUSED if state == "failed" else None
        BuildImport.objects.create(owner=owner, file=stored(b"x"), file_name="car.zip", state=state, error=error)
    return owner


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390), ("light", 320)])
def test_files_texts_and_imports_keep_nobody_out(
    browser: Browser, live_server: LiveServer, axe: str, owner: User, theme: Any, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    client = Client()
    client.force_login(owner)
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
    page = context.new_page()
    page.add_init_script(axe)
    build = owner.builds.get()
    text = f"/builds/crane/files/{build.attachments.get(file_name='drive.py').pk}/read/"
    imports = [f"/me/imports/{one.pk}/" for one in BuildImport.objects.order_by("pk")]
    addresses = ("/builds/crane/", text, *imports, "/me/")
    found = [one for address in addresses for one in _findings(page, live_server.url, address)]
    context.close()
    assert found == []


def test_the_list_of_a_projects_files_opens_by_keys(browser: Browser, live_server: LiveServer, owner: User) -> None:
    page = browser.new_page()
    page.goto(live_server.url + "/builds/crane/")
    summary = page.locator(".files__members > summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".files__members li").first.is_visible()
    page.get_by_role("link", name="Read drive.py").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/read/")
    text = page.get_by_role("region", name="The text of the file")
    text.focus()
    page.keyboard.press("ArrowRight")
    assert text.evaluate("box => box === document.activeElement")
    page.close()


def _findings(page: Page, site: str, address: str) -> list[str]:
    page.goto(site + address)
    if folder := os.environ.get("LOOKS"):
        width = page.evaluate("innerWidth")
        page.screenshot(path=Path(folder) / f"{address.strip('/').replace('/', '-')}-{width}.png", full_page=True)
    violations = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((result) => result.violations)")
    found = [f"{address}: {one['id']} at {one['nodes'][0]['target']}" for one in violations]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{address}: wider than the window")
    return found
