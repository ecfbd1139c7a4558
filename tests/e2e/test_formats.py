"""A list and a model of another editor, dropped on the upload page, worked on, and taken away as something else."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.factories import make_user
from tests.worker_process import running_worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]

BSX = b"""<BrickStoreXML><Inventory Currency="EUR"><Item><ItemID>3001</ItemID><ItemTypeID>P</ItemTypeID>
<ColorID>5</ColorID><Qty>6</Qty></Item></Inventory></BrickStoreXML>"""
LXFML = b"""<LXFML versionMajor="5"><Bricks><Brick refID="0" designID="3001">
<Part refID="0" designID="3001" materials="21"><Bone refID="0" transformation="1,0,0,0,1,0,0,0,1,0,0,0"/></Part>
</Brick></Bricks></LXFML>"""
PATIENCE = 90_000  # milliseconds; the first picture after an installation compiles what draws it


@pytest.fixture
def page(
    browser: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path, transactional_db: None,
    monkeypatch: pytest.MonkeyPatch,
) -> Page:  # fmt: skip
    """A member's window; files are shared with the worker, the catalogue is the starter's."""
    settings.MEDIA_ROOT = tmp_path / "var" / "files"
    for name in ("LDRAW_LIBRARY", "LDD_MAPPING"):
        monkeypatch.delenv(name, raising=False)
    call_command("load_starter_catalogue", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    client = Client()
    client.force_login(make_user("builder"))
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{live_server.url}/upload/")
    return page


def upload(page: Page, name: str, data: bytes) -> None:
    page.goto(page.url.partition("/builds/")[0].removesuffix("/upload/") + "/upload/")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "application/zip", "buffer": data})
    page.get_by_role("button", name="Upload it").click()
    page.wait_for_url("**/builds/**")


def test_a_list_and_an_lxf_become_builds_and_leave_as_other_formats(page: Page, tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("IMAGE100.LXFML", LXFML)
    with running_worker(tmp_path / "var", None):
        upload(page, "truck.bsx", BSX)
        expect(page.get_by_text("A parts list has no 3D view")).to_be_visible(timeout=PATIENCE)
        expect(page.locator(".bom__line")).to_have_count(1)
        expect(page.get_by_role("heading", name="Everything is made")).to_be_visible(timeout=PATIENCE)
        page.reload()
        page.locator("summary", has_text="Download").click()
        with page.expect_download() as wanted:
            page.get_by_role("link", name="BrickLink wanted list").click()
        assert b"<ITEMID>3001</ITEMID><COLOR>5</COLOR><MINQTY>6</MINQTY>" in Path(wanted.value.path()).read_bytes()

        upload(page, "house.lxf", made.getvalue())
        expect(page.get_by_role("heading", name="Everything is made")).to_be_visible(timeout=PATIENCE)
        page.reload()  # the page put its new parts in place, and a menu that was open would close
        page.locator("summary", has_text="Download").click()
        with page.expect_download(timeout=PATIENCE) as mesh:
            page.get_by_role("link", name="Mesh for printing STL").click()
        data = Path(mesh.value.path()).read_bytes()
        assert len(data) == 84 + 50 * int.from_bytes(data[80:84], "little") > 84
        assert mesh.value.suggested_filename == "house.stl"
