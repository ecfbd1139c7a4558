"""Takes the pictures of the documentation from the running site (`make run`), with a Chromium.

Usage: .venv/bin/python scripts/screenshots.py [ADDRESS]    ADDRESS: http://127.0.0.1:8000 unless told
Run the site without LDRAW_LIBRARY, so that the pictures show only shapes and builds of our own.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
BUILD = "/builds/hand-cranked-gear-train/"
SOFTWARE = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
PATIENCE = 120_000  # milliseconds; without a graphics card the model is drawn slowly


def main() -> None:
    """Take each picture at 1280 pixels, light."""
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    # A browser that is started by root has no sandbox.
    options = SOFTWARE + (["--no-sandbox"] if os.geteuid() == 0 else [])
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        page = browser.new_page(viewport={"width": 1280, "height": 1180}, color_scheme="light", reduced_motion="reduce")
        page.set_default_timeout(PATIENCE)
        take_build(page, address)
        browser.close()


def take_build(page: Page, address: str) -> None:
    """The build page, once all of the model is drawn."""
    page.add_init_script("document.addEventListener('viewer:complete', () => document.body.dataset.complete = 'yes')")
    page.goto(address + BUILD)
    page.locator("body[data-complete]").wait_for()
    page.screenshot(path=IMAGES / "build.png", timeout=PATIENCE)


if __name__ == "__main__":
    main()
