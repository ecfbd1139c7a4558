"""A browser, and the built site in it. Where CI runs, a missing browser or build fails; elsewhere it skips."""

import importlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from playwright.sync_api import Browser, expect, sync_playwright

from shop.models import PriceRule

REPOSITORY = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
SOFTWARE = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]

# Playwright's loop runs in this thread, and Django would take every query for one in a coroutine.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    reason = _missing()
    if reason and not os.environ.get("CI"):
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    assert not (reason := _missing()), reason
    expect.set_options(timeout=120_000)  # milliseconds; drawing in software takes its time, and tests run side by side
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=SOFTWARE)
        yield browser
        browser.close()


@pytest.fixture
def price_rules(transactional_db: None) -> None:
    """The rules that migrations give a new site: a test in transactions of its own empties every table after it."""
    PriceRule.objects.all().delete()
    for migration, add in (("0003_first_price_rules", "add_rules"), ("0005_printed_instructions", "add_rule")):
        getattr(importlib.import_module(f"shop.migrations.{migration}"), add)(apps, None)


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which looks for what keeps people out."""
    return (REPOSITORY / "frontend/node_modules/axe-core/axe.min.js").read_text()


def _chromium() -> str | None:
    return os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)


def _missing() -> str:
    if _chromium() is None:
        return "no chromium is found; install one, or name it in CHROMIUM"
    if not (REPOSITORY / "web/static/dist/manifest.json").exists():
        return "the front end is not built; run `npm run build` in frontend/"
    return ""
