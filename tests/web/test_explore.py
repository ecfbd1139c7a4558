"""Finding builds: filters, orders, pages, and what to do when there is nothing."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import Revision
from builds.selectors import search_builds
from tests.factories import ESTIMATE, make_asset, make_build, make_published, make_revision, make_tag
from web.paging import page_of


@pytest.mark.parametrize("order", ["newest", "parts", "remixes"])
def test_pages_show_each_build_once(owner: User, order: str) -> None:
    for at in range(7):
        build = make_published(owner, f"Crane {at}")
        Revision.objects.filter(pk__in=[build.shown_revision_id]).update(part_count=None if at == 3 else at % 3)
    expected = [build.pk for build in search_builds(None, order=order)]
    seen: list[int] = []
    cursor = ""
    for _page in range(4):
        page = page_of(search_builds(None, order=order), order, cursor, size=2)
        assert page.first == len(seen) + 1
        seen += [build.pk for build in page.builds]
        cursor = page.after
    assert seen == expected
    assert cursor == ""


@pytest.mark.parametrize("cursor", ["nonsense", "WzEsMiwzXQ==", "W10=", "WzEsIngiLCJ5Il0=", "ÿ"])
def test_a_cursor_that_says_nothing_means_the_first_page(owner: User, cursor: str) -> None:
    make_published(owner)
    assert len(page_of(search_builds(None), "newest", cursor).builds) == 1


def test_the_page_of_24_takes_a_fixed_number_of_queries(
    owner: User, visitor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(26):
        make_tag(make_published(owner, f"Crane {at}"), "crane")
    with django_assert_max_num_queries(7):
        page = visitor.get("/builds/").content.decode()
    assert page.count('class="card"') == 24
    assert "1 to 24 of 26" in page
    assert "Show 24 more" in page


def test_nothing_found_says_what_each_filter_costs(owner: User, visitor: Client) -> None:
    make_tag(make_published(owner, "Small crane"), "lifting")
    page = visitor.get("/builds/?q=robot&tag=lifting").content.decode()
    assert "No build has all of that" in page
    assert "Without “robot” there is 1 build." in page
    assert 'href="?tag=lifting">Drop “robot”' in page


def test_the_first_page_of_an_empty_site_says_how_to_begin(visitor: Client, db: None) -> None:
    assert "No build is published yet" in visitor.get("/").content.decode()
    assert "No build is published yet" in visitor.get("/builds/").content.decode()


def test_drafts_are_not_found(owner: User, visitor: Client) -> None:
    make_revision(make_build(owner, "Secret crane"))
    assert "Secret crane" not in visitor.get("/builds/?q=crane").content.decode()
    assert "Secret crane" not in visitor.get("/").content.decode()


def test_ones_own_page_has_drafts_and_published_ones(owner: User, owners: Client) -> None:
    assert "Your builds will stand here" in owners.get("/me/").content.decode()
    make_revision(make_build(owner, "Draft crane"))
    make_published(owner, "Shown crane")
    page = owners.get("/me/").content.decode()
    assert page.index("Drafts") < page.index("Draft crane") < page.index("Published") < page.index("Shown crane")
    assert "Ready to publish" in page


@pytest.mark.parametrize(
    "address", ["/builds/?q=%00", "/builds/?tag=%00&owner=%00", "/parts/?q=%00&category=%00&after=1&after=%00&after=2"]
)
def test_null_bytes_in_addresses_are_harmless(visitor: Client, db: None, address: str) -> None:
    assert visitor.get(address).status_code == 200


def test_the_price_on_the_front_says_what_it_leaves_out(owner: User, visitor: Client) -> None:
    revision = make_published(owner).shown_revision
    assert revision
    make_asset(revision)
    assert "1 lot has no price yet" in visitor.get("/").content.decode()
    Revision.objects.update(estimate=ESTIMATE | {"unpriced_lots": 0})
    assert "no price yet" not in visitor.get("/").content.decode()
