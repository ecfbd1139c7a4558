"""What holds for every page: one head, one title, and nothing inline that the content policy forbids."""

import re

import pytest
from django.test import Client

from accounts.models import User
from parts.models import CatalogueImport, Minifig
from tests.factories import (
    make_attachment,
    make_build,
    make_colour,
    make_line,
    make_part,
    make_published,
    make_revision,
    make_unknown_line,
)
from tests.web.catalogue_rows import make_inventory, make_lot, make_set

OPEN = [
    "/", "/builds/", "/builds/?q=x", "/builds/crane/", "/parts/", "/parts/?q=brick",
    "/parts/?q=zzz", "/parts/sources/", "/sets/", "/sets/?q=x", "/sets/10019-1/", "/minifigs/fig-000001/",
    "/colours/", "/colours/4/", "/search/", "/search/?q=brick", "/search/?q=zzz",
    "/how-numbers-are-made/", "/shop/", "/builds/crane/kit/", "/shop/stores/", "/accounts/login/",
    "/accounts/signup/", "/accounts/password/reset/", "/accounts/login/code/",
]  # fmt: skip
OWN = [
    "/upload/", "/me/", "/me/answers/", "/me/tokens/", "/builds/draft/", "/builds/draft/edit/", "/builds/draft/upload/",
    "/builds/draft/delete/", "/builds/draft/kit/", "/shop/cart/",
    "/shop/orders/", "/shop/stores/new/", "/shop/earnings/",
    "/accounts/email/", "/accounts/password/set/", "/accounts/2fa/", "/accounts/logout/",
]  # fmt: skip


@pytest.fixture
def site(owner: User) -> None:
    build = make_published(owner, slug="crane", description="# Head\n\n*text*")
    assert build.shown_revision is not None
    make_line(build.shown_revision)
    make_unknown_line(build.shown_revision)
    make_attachment(build)
    make_lot(make_inventory(1, set=make_set()))
    Minifig.objects.create(number="fig-000001", name="Driver")
    CatalogueImport.objects.create(command="import_ldraw", source="a library")
    make_revision(make_build(owner, slug="draft"))


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("address", OPEN)
def test_open_pages(visitor: Client, address: str) -> None:
    check(visitor.get(address).content.decode())


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("address", OWN)
def test_own_pages(owners: Client, visitor: Client, address: str) -> None:
    response = owners.get(address)
    assert response.status_code == 200
    check(response.content.decode())
    assert visitor.get(address).status_code in {302, 404}


@pytest.mark.usefixtures("site")
def test_a_parts_page(visitor: Client) -> None:
    check(visitor.get(f"/parts/{make_part().pk}/").content.decode())
    assert visitor.get("/parts/999999/").status_code == 404


def check(page: str) -> None:
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert re.search(r"<title>\s*[^\s<·].* · Brickfolk</title>", page, re.DOTALL)
    assert not re.search(r"<[^>]+\sstyle=", page)
    assert "<style" not in page
    assert not re.search(r"<[^>]+\son[a-z]+=", page)
    for script in re.findall(r"<script([^>]*)>", page):
        assert "src=" in script or 'type="application/json"' in script
    assert page.count("<main") == page.count("</main>") == 1
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'\shx-(?:target|select)="#([^"]+)"', page)) <= set(ids)
    assert 'hx-target="closest' not in page or "<tr" in page


def test_the_swatches_of_a_catalogue_version_last(visitor: Client, db: None) -> None:
    make_colour(72, "Dark Bluish Grey", rgb="#646464")
    response = visitor.get("/colours.css?v=1")
    assert response.content == b".sw-72{--swatch:#646464}\n"
    assert "immutable" in response.headers["Cache-Control"]
    assert "immutable" not in visitor.get("/colours.css").headers["Cache-Control"]
