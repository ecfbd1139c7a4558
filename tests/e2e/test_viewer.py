"""The 3D view in a browser, under the site's own content policy: draws, highlights, picks, and says what it cannot."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from brickcore.colours import starter_colours
from brickcore.formats import read
from brickcore.geometry import MeshCache, meshes_for, write_glb
from brickcore.layout import flatten
from brickcore.library import open_library
from tests.factories import make_asset, make_colour, make_line, make_part, make_published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]

# A red brick, and a blue one beside it in the second step.
PAIR = b"""0 Pair
1 4 -60 0 0 1 0 0 0 1 0 0 0 1 3001.dat
0 STEP
1 1 60 0 0 1 0 0 0 1 0 0 0 1 3001.dat
0 STEP
"""
PATIENCE = 60_000  # milliseconds; drawing in software takes its time
Pixels = NDArray[np.int16]


@pytest.fixture
def address(transactional_db: None, live_server: LiveServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A published build with a 3D view of the pair, and a line for each brick."""
    monkeypatch.delenv("LDRAW_LIBRARY", raising=False)  # so the bricks are our own shapes
    placements = flatten(read(PAIR, "pair.ldr"))
    meshes = meshes_for(placements, open_library(), MeshCache(tmp_path / "meshes"))
    glb = write_glb(placements, meshes, starter_colours())
    revision = make_published(slug="pair").shown_revision
    assert revision is not None
    make_asset(revision, "glb", glb.data, shapes=1)
    for number, name in ((4, "Red"), (1, "Blue")):
        make_line(revision, part=make_part(), colour=make_colour(number, name), sources=[f"3001:{number}"])
    return f"{live_server.url}/builds/pair/"


@pytest.fixture
def complaints() -> list[str]:
    """What scripts and the content policy said against the page."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 1700}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()


def drawn(page: Page, address: str) -> Locator:
    """Open the build's page and wait until the view has drawn all that it will."""
    page.add_init_script("document.addEventListener('viewer:complete', () => document.body.dataset.complete = 'yes')")
    page.goto(address)
    page.locator("body[data-complete]").wait_for()
    return page.locator("[data-viewer]")


def pixels(view: Locator) -> Pixels:
    """What is seen of the view: height × width × red, green, blue."""
    return np.asarray(Image.open(io.BytesIO(view.screenshot())).convert("RGB"), dtype=np.int16)


def count_red(seen: Pixels) -> int:
    return int(((seen[..., 0] > 110) & (seen[..., 1] < 60) & (seen[..., 2] < 60)).sum())


def count_blue(seen: Pixels) -> int:
    return int(is_blue(seen).sum())


def is_blue(seen: Pixels) -> NDArray[np.bool_]:
    """Where the blue brick is; the step bar's teal has as much green."""
    return (seen[..., 2] - seen[..., 1] > 40) & (seen[..., 2] > 90)


def count_mark(seen: Pixels) -> int:
    """Pixels in the mark colour, #f8bb3d; the label has some, so compare."""
    return int((np.abs(seen - np.array([0xF8, 0xBB, 0x3D])).max(axis=-1) < 24).sum())


def eventually(view: Locator, holds: Callable[[Pixels], bool]) -> Pixels:
    """Pixels of the first of up to 50 looks for which something holds; of the last look otherwise."""
    for _ in range(50):
        seen = pixels(view)
        if holds(seen):
            return seen
        view.page.wait_for_timeout(100)
    return seen


def test_bricks_are_drawn_in_their_colours_and_no_script_complains(
    page: Page, address: str, complaints: list[str]
) -> None:
    seen = pixels(drawn(page, address))

    assert count_red(seen) > 1000
    assert count_blue(seen) > 1000
    assert complaints == []


def test_a_pointed_at_line_shows_its_bricks_and_turns_the_rest_to_glass(page: Page, address: str) -> None:
    view = drawn(page, address)

    page.locator("[data-keys='3001:4']").hover()  # the window is high enough for both, so nothing scrolls from under it

    seen = eventually(view, lambda seen: count_blue(seen) == 0)

    assert count_red(seen) > 1000
    assert count_blue(seen) == 0
    assert count_mark(seen) > 500
    expect(view.get_by_role("status")).to_contain_text("Red")


def test_a_pressed_brick_marks_its_line(page: Page, address: str) -> None:
    view = drawn(page, address)
    seen = pixels(view)
    down, across = np.argwhere(is_blue(seen)).mean(axis=0)

    view.locator("canvas").click(position={"x": float(across), "y": float(down)})

    expect(page.locator(".is-here")).to_have_attribute("data-keys", "3001:1")
    assert count_red(eventually(view, lambda seen: count_red(seen) == 0)) == 0


def test_the_step_bar_takes_later_bricks_away(page: Page, address: str) -> None:
    view = drawn(page, address)

    view.get_by_role("slider").fill("1")

    seen = eventually(view, lambda seen: count_blue(seen) == 0)
    assert (count_red(seen) > 1000, count_blue(seen)) == (True, 0)
    expect(view.get_by_text("1 of 2")).to_be_visible()


def test_keys_turn_the_model_and_bring_it_back(page: Page, address: str) -> None:
    view = drawn(page, address)
    view.locator("canvas").focus()
    before = pixels(view)

    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    turned = eventually(view, lambda seen: bool((seen != before).any()))
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("0")
    back = eventually(view, lambda seen: bool((seen == before).all()))

    assert (np.abs(turned - before).max(axis=-1) > 40).mean() > 0.01
    assert (np.abs(back - before).max(axis=-1) > 40).mean() < 0.001


def test_nothing_is_drawn_while_nothing_changes(page: Page, address: str) -> None:
    page.add_init_script(
        "window.frames_asked = 0; const ask = window.requestAnimationFrame;"
        "window.requestAnimationFrame = (draw) => { window.frames_asked++; return ask(draw); };"
    )
    drawn(page, address)
    page.wait_for_timeout(500)
    before = page.evaluate("window.frames_asked")
    page.wait_for_timeout(500)

    assert page.evaluate("window.frames_asked") == before


def test_a_view_that_cannot_be_fetched_says_so_and_can_be_fetched_again(page: Page, address: str) -> None:
    page.route("**/model.glb*", lambda route: route.fulfill(status=503), times=1)
    page.goto(address)
    view = page.locator("[data-viewer]")
    expect(view.get_by_text("could not be fetched")).to_be_visible()

    view.get_by_role("button", name="Fetch it again").click()

    page.locator("[data-viewer].is-drawn").wait_for()
    expect(view.get_by_text("could not be fetched")).to_have_count(0)


def test_without_webgl_the_picture_stands_and_says_why(page: Page, address: str) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(address)

    view = page.locator("[data-viewer]")

    expect(view.get_by_text("does not draw 3D")).to_be_visible()
    expect(view.get_by_role("button")).to_have_count(0)
