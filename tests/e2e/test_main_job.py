"""The main job as people do it: sign up, upload, watch, read, download, publish, remix, and all of it over GraphQL."""

import csv
import io
import json
import re
import struct
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import numpy as np
import pytest
from django.core.management import call_command
from django.db import connection
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from brickcore.bom import Bom, count
from brickcore.formats import read
from brickcore.library import open_library
from tests.shared_data import shared_data
from tests.worker_process import REPOSITORY, running_worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]

DEMO = REPOSITORY / "demo" / "models" / "lighthouse.mpd"
REAL = "models/ldraw/omr/10240-1 - Red Five X-Wing Starfighter.mpd"
QUESTION = (REPOSITORY / "graphql" / "operations" / "BuildBom.graphql").read_text()
PATIENCE = 60_000  # milliseconds; drawing in software takes its time
BASEPLATE = np.array([0xEC, 0xEF, 0xF0])
PLATE = 40  # how far a pixel's colour is from the baseplate's where a brick is, in any channel
Lots = Counter[tuple[str, int | str]]
NewMember = Callable[..., Page]


@dataclass(frozen=True)
class Job:
    """A model file, and what the core says is in it, asked without the site."""

    file: Path
    library: Path | None

    def bom(self) -> Bom:
        return count(read(self.file.read_bytes(), self.file.name), open_library(self.library))


@pytest.fixture
def site(
    live_server: LiveServer, settings: Settings, tmp_path: Path, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> str:
    """The site's address; its catalogue is the starter's, its queue is empty, its files are shared with a worker."""
    settings.MEDIA_ROOT = tmp_path / "var" / "files"
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)
    call_command("load_starter_catalogue", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    return live_server.url


@pytest.fixture
def complaints() -> list[str]:
    """What scripts and the content policy said against any page."""
    return []


@pytest.fixture
def new_member(browser: Browser, site: str, complaints: list[str]) -> Iterator[NewMember]:
    """new_member("builder") is a page in a window of its own, in which builder has just signed up."""
    contexts = []

    def made(name: str, *, width: int = 900, height: int = 700) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{site}/accounts/signup/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Email").fill(f"{name}@example.org")
        page.get_by_label("Password").fill("studs and tubes")
        page.get_by_role("button", name="Make the account").click()
        page.wait_for_url("**/me/")
        return page

    yield made
    for context in contexts:
        context.close()


def test_the_main_job(site: str, new_member: NewMember, tmp_path: Path, complaints: list[str]) -> None:
    """On a real model of some 1,500 parts where the shared files are; else on one of ours, without a parts library."""
    shared = shared_data()
    library = shared / "ldraw" / "library.zip" if shared else None
    with running_worker(tmp_path / "var", library):
        the_job(site, new_member, Job(shared / REAL if shared else DEMO, library))
    assert complaints == []


def test_the_keyboard_is_enough(site: str, new_member: NewMember, tmp_path: Path, complaints: list[str]) -> None:
    page = new_member("builder")
    page.goto(f"{site}/upload/")
    with page.expect_file_chooser() as chooser:
        press_enter_at(page, page.get_by_role("button", name="Choose a file"))
    chooser.value.set_files(DEMO)
    press_enter_at(page, page.get_by_role("button", name="Upload it"))
    page.wait_for_url("**/builds/**")
    with running_worker(tmp_path / "var", None):
        watch_stages(page)
    turn_by_keys(page)
    price = page.locator(".bom__line summary").first
    press_enter_at(page, price)
    expect(page.locator(".why__card").locator("visible=true")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".why__card").locator("visible=true")).to_have_count(0)
    expect(price).to_be_focused()
    page.reload()
    press_enter_at(page, page.get_by_role("button", name="Publish").locator("visible=true"))
    expect(page.get_by_text("Everybody can see and remix it.")).to_be_visible()
    assert complaints == []


def test_a_phone_is_wide_enough(site: str, new_member: NewMember, tmp_path: Path, complaints: list[str]) -> None:
    page = new_member("builder", width=390, height=844)
    upload(page, site, DEMO)
    # Both at one moment: the list is made anew every second.
    corners = "stages => stages.slice(0, 2).map(one => one.getBoundingClientRect()).map(box => [box.x, box.y])"
    first, second = page.locator("[data-stage]").evaluate_all(corners)
    assert (first[0], first[1] < second[1]) == (second[0], True)
    with running_worker(tmp_path / "var", None):
        watch_stages(page)
    assert bricks_in(page.locator("[data-viewer]")).any()
    row = page.locator(".bom__line").first
    row.scroll_into_view_if_needed()
    for place in (".bom__part", ".bom__colour", ".bom__quantity", ".bom__together"):
        box = row.locator(place).bounding_box()
        assert box
        assert 0 <= box["x"] < box["x"] + box["width"] <= 390
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    publish(page)
    assert complaints == []


def press_enter_at(page: Page, place: Locator) -> None:
    """Tab forward to it, as somebody without a pointer does, and press Enter."""
    for _ in range(200):
        if place.evaluate("one => one === document.activeElement"):
            return page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    raise AssertionError("the Tab key does not lead there")


def turn_by_keys(page: Page) -> None:
    canvas = page.locator("[data-viewer] canvas")
    for _ in range(200):
        if canvas.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    before = pixels(canvas)
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(500)
    assert (np.abs(pixels(canvas) - before).max(axis=-1) > PLATE).mean() > 0.01


def the_job(site: str, new_member: NewMember, job: Job) -> None:
    """All of it, by two members."""
    bom = job.bom()
    page = new_member("builder")
    upload(page, site, job.file)
    watch_stages(page)
    assert bricks_in(page.locator("[data-viewer]")).mean() > 0.02
    read_parts_list(page, bom)
    point_at_a_line(page)
    press_a_brick(page)
    open_a_price(page)
    take_downloads(page, bom)
    publish(page)
    remix(new_member("tomas", width=390, height=500), page)
    slug = slug_in(page.url)
    assert lots_over_graphql(site, new_token(page, site), slug) == lots_of(bom)


def upload(page: Page, site: str, file: Path) -> None:
    page.goto(f"{site}/upload/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Upload it").click()
    page.wait_for_url("**/builds/**")
    expect(page.get_by_role("list").locator("[data-stage]")).to_have_count(7)


def watch_stages(page: Page) -> None:
    """Nothing is loaded again by hand: the page shows each stage as it is done, and then the model."""
    expect(page.get_by_role("heading", name="Everything is made")).to_be_visible()
    stages = page.locator("[data-stage]").evaluate_all("all => all.map(({dataset}) => [dataset.stage, dataset.state])")
    assert [stage for stage in stages if stage[1] != "done"] == []
    expect(page.locator("[data-viewer]")).to_have_class(re.compile("is-drawn"))


def read_parts_list(page: Page, bom: Bom) -> None:
    """The same lots as the core counts, and sums that say so."""
    expect(page.locator(".bom__line")).to_have_count(len(bom.lots))
    shown = page.locator(".bom__line").evaluate_all("rows => rows.map((row) => Number(row.dataset.quantity))")
    assert Counter(shown) == Counter(lot.quantity for lot in bom.lots)
    expect(page.locator(".bom tfoot .bom__quantity")).to_have_text(f"{bom.parts:,}")
    expect(page.locator(".facts")).to_contain_text(f"{bom.parts:,} in {len(bom.lots):,} lots")


def point_at_a_line(page: Page) -> None:
    view = page.locator("[data-viewer]")
    row = page.locator(".bom__line[data-keys]:not([data-keys=''])").first
    row.locator(".bom__quantity").hover()
    expect(view.get_by_role("status")).to_contain_text(label_of(row))
    expect(view.get_by_role("status")).to_contain_text("Shown in the model")


def press_a_brick(page: Page) -> None:
    """The brick nearest to the middle of the view; its line is marked and seen."""
    canvas = page.locator("[data-viewer] canvas")
    canvas.scroll_into_view_if_needed()
    bricks = bricks_in(canvas)
    places = np.argwhere(bricks)
    middle = np.array(bricks.shape) / 2
    down, across = places[np.abs(places - middle).sum(axis=1).argmin()]
    canvas.click(position={"x": float(across), "y": float(down)})
    marked = page.locator(".bom__line.is-here")
    expect(marked).to_have_count(1)
    expect(marked).to_be_visible()
    expect(page.locator("[data-viewer]").get_by_role("status")).to_contain_text(label_of(marked))


def open_a_price(page: Page) -> None:
    """The rule, in words, with what went into it."""
    line = page.locator(".bom__line", has=page.locator(".basis--estimate")).first
    line.locator("summary").click()
    card = line.locator(".why__card")
    expect(card).to_be_visible()
    expect(card.locator("p").first).not_to_be_empty()
    assert card.locator("dt").count() > 0
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def take_downloads(page: Page, bom: Bom) -> None:
    rows = list(csv.DictReader(io.StringIO(download(page, "parts.csv").decode("utf-8-sig"))))
    listed = Counter({(row["reference"], int(row["reference_colour"])): int(row["quantity"]) for row in rows})
    assert listed == lots_of(bom)
    glb = download(page, "model.glb")
    assert struct.unpack_from("<4sII", glb) == (b"glTF", 2, len(glb))
    wanted = Tree.fromstring(download(page, "wanted-list.xml"))
    known = sum(int(row["quantity"]) for row in rows if row["bricklink"] and row["bricklink_colour"])
    assert sum(int(item.findtext("MINQTY") or 0) for item in wanted.iter("ITEM")) == known > 0


def download(page: Page, name: str) -> bytes:
    page.locator(".estimate summary", has_text="Download").click()
    with page.expect_download() as coming:
        page.locator(f".estimate .menu__list a[href*='/{name}']").click()
    page.keyboard.press("Escape")
    return coming.value.path().read_bytes()


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publish").locator("visible=true").click()
    expect(page.get_by_text("Everybody can see and remix it.")).to_be_visible()


def remix(other: Page, page: Page) -> None:
    """Another member remixes the build; each page tells of the other one."""
    other.goto(page.url)
    other.get_by_role("button", name="Remix").locator("visible=true").click()
    other.wait_for_url(lambda address: address != page.url)
    expect(other.locator(".lineage a").first).to_have_attribute("href", f"/builds/{slug_in(page.url)}/")
    publish(other)
    page.reload()
    expect(page.locator(".lineage a")).to_have_attribute("href", f"/builds/{slug_in(other.url)}/")


def new_token(page: Page, site: str) -> str:
    """A token's secret, read from the page that makes it."""
    page.goto(f"{site}/me/tokens/")
    page.get_by_label("Name").fill("spreadsheet")
    page.get_by_role("button", name="Make the token").click()
    return page.locator("#secret").inner_text()


def lots_over_graphql(site: str, token: str, slug: str) -> Lots:
    """All lots of the build, a hundred at a time."""
    found: Lots = Counter()
    after = None
    while True:
        bom = ask(site, token, {"slug": slug, "after": after})["build"]["revision"]["bom"]
        for line in bom["nodes"]:
            found[line["reference"], int(line["referenceColour"])] += line["quantity"]
        if not bom["pageInfo"]["hasNextPage"]:
            return found
        after = bom["pageInfo"]["endCursor"]


def ask(site: str, token: str, variables: dict[str, Any]) -> dict[str, Any]:
    body = json.dumps({"query": QUESTION, "variables": variables}).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(f"{site}/graphql/", body, headers)) as answer:
        read: dict[str, Any] = json.load(answer)
    assert "errors" not in read, read["errors"]
    data: dict[str, Any] = read["data"]
    return data


def label_of(row: Locator) -> str:
    """What the view says of a line: quantity, name and colour."""
    label = row.get_attribute("data-label")
    assert label
    return label


def lots_of(bom: Bom) -> Lots:
    return Counter({(lot.part, lot.colour): lot.quantity for lot in bom.lots})


def slug_in(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def pixels(place: Locator) -> NDArray[np.int16]:
    """What is seen of it: height × width × red, green, blue."""
    return np.asarray(Image.open(io.BytesIO(place.screenshot())).convert("RGB"), dtype=np.int16)


def bricks_in(place: Locator) -> NDArray[np.bool_]:
    """Where something stands on the light baseplate, away from the tools at the edges."""
    seen = pixels(place)
    found: NDArray[np.bool_] = (np.abs(seen - BASEPLATE).max(axis=-1) > PLATE).copy()
    found[:90] = found[-90:] = False
    found[:, -90:] = False
    return found
