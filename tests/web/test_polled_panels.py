"""Panels that are drawn anew while somebody waits: what has the focus there has an id, by which it gets it back."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.test import Client

from accounts.models import User
from shop.models import OfferImport
from tests.factories import make_build, make_revision, stored
from tests.shop.store_rows import make_store
from tests.web.shop.quote_rows import make_quote

pytestmark = pytest.mark.django_db
VOID = {"area", "br", "hr", "img", "input", "link", "meta", "wbr", "path", "rect", "use", "circle", "line"}


class Polled(HTMLParser):
    """The ids of all that can have the focus inside of panels that ask for themselves again; None for those without."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str | None] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        asks_again = (given.get("hx-trigger") or "").startswith(("load delay", "every"))
        if tag not in VOID and (self.depth or asks_again):
            self.depth += 1
        if self.depth and (tag == "button" or (tag == "a" and "href" in given) or "tabindex" in given):
            self.ids.append(given.get("id"))

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag not in VOID:
            self.depth -= 1


def build_in_work(owner: User) -> str:
    make_revision(make_build(owner, slug="crane"), state="working", stage="received", stage_figures={}, progress=0)
    return "/builds/crane/revisions/1/progress/"


def quote_in_search(owner: User) -> str:
    return f"/shop/quotes/{make_quote(owner, state='searching').code}/"


def import_of_offers(owner: User) -> str:
    store = make_store(owner=owner, slug="harbour")
    run = OfferImport.objects.create(store=store, file=stored(b"x"), file_name="lots.bsx")
    return f"/shop/stores/harbour/imports/{run.pk}/"


@pytest.mark.parametrize(
    ("made", "ids"),
    [
        (build_in_work, ["progress-other", "progress-stop"]),
        (quote_in_search, ["search-stop"]),
        (import_of_offers, ["import-stop"]),
    ],
)
def test_who_is_about_to_press_a_button_keeps_it(
    owner: User, owners: Client, made: Callable[[User], str], ids: list[str]
) -> None:
    polled = Polled()
    polled.feed(owners.get(made(owner)).content.decode())
    assert polled.ids == ids
