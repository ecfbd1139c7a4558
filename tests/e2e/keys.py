"""Keys pressed as people press them: on a page that has come whole."""

from playwright.sync_api import Locator, Page


def press_enter(page: Page, target: Locator) -> None:
    """Focus it and press Enter; before the scripts run, a link leads to a page of its own instead of opening here."""
    target.focus()
    page.wait_for_load_state()
    page.keyboard.press("Enter")
