"""Keys pressed as people press them: on a page that has come whole."""

from playwright.sync_api import Locator, Page, expect


def press_enter(page: Page, target: Locator) -> None:
    """Focus it and press Enter. What no script has taken in hand yet leads to a page of its own instead."""
    target.focus()
    page.wait_for_load_state()
    expect(page.locator(".htmx-added")).to_have_count(0)
    page.keyboard.press("Enter")
