"""The addresses of parts' pictures, the script's question which are made, and the tiles of the part list."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from parts.models import PartAsset
from parts.services.assets import Wanted, keep_asset, recipe_of
from parts.services.library_place import library_place
from tests.factories import make_colour, make_line, make_part, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def plate() -> Wanted:
    return Wanted(make_part("3020", "Plate 2 x 4"), make_colour(4))


def kept(wanted: Wanted, content: bytes | None = b"\x89PNG") -> PartAsset:
    return keep_asset(wanted, recipe_of(wanted, str(library_place() or "")), content)


def address(wanted: Wanted, **query: object) -> str:
    words = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/parts/{wanted.part.pk}/picture/{wanted.colour.number}.png?{words}"


def test_a_picture_under_its_recipes_address_is_kept_for_good(plate: Wanted, visitor: Client) -> None:
    asset = kept(plate)
    response = visitor.get(address(plate, size=128, v=asset.recipe[:16]))
    assert b"".join(response) == b"\x89PNG"
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["ETag"] == f'"{asset.recipe}"'


def test_a_picture_under_its_plain_address_is_kept_for_a_while(plate: Wanted, visitor: Client) -> None:
    asset = kept(plate)
    assert visitor.get(address(plate)).headers["Cache-Control"] == "public, max-age=300"
    again = visitor.get(address(plate), headers={"If-None-Match": f'"{asset.recipe}"'})
    assert (again.status_code, again.content) == (304, b"")


def test_a_missing_picture_is_a_silhouette_that_nobody_keeps_and_a_job(plate: Wanted, visitor: Client) -> None:
    response = visitor.get(address(plate, size=256))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Cache-Control"] == "no-store"
    assert 'fill="#B40000"' in response.content.decode()
    assert ProcrastinateJob.objects.get().args == {"wanted": [[plate.part.pk, plate.colour.pk, 256]]}


def test_a_picture_whose_bytes_are_gone_is_asked_for_again(plate: Wanted, visitor: Client) -> None:
    asset = kept(plate)
    assert asset.file is not None
    default_storage.delete(asset.file.key)
    assert visitor.get(address(plate)).headers["Content-Type"] == "image/svg+xml"
    assert ProcrastinateJob.objects.count() == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/parts/{pk}/picture/4.png?size=100", 400),
        ("/parts/{pk}/picture/4.png?size=x", 400),
        ("/parts/{pk}/picture/9999.png", 404),
        ("/parts/99999999/picture/4.png", 404),
        ("/parts/{pk}/picture/99999999999999999999.png", 404),
        ("/parts/99999999999999999999/picture/4.png", 404),
    ],
)
def test_what_is_no_picture_is_refused(plate: Wanted, visitor: Client, path: str, status: int) -> None:
    assert visitor.get(path.format(pk=plate.part.pk)).status_code == status
    assert not ProcrastinateJob.objects.exists()


def test_the_script_hears_what_is_made_and_what_never_will_be(plate: Wanted, visitor: Client) -> None:
    asset = kept(plate)
    shapeless = Wanted(make_part("u1", "Unshaped"), plate.colour)
    kept(shapeless, None)
    late = make_part("u2", "Late")
    keys = [f"{part.pk}-4-128" for part in (plate.part, shapeless.part, late)]
    response = visitor.get("/parts/pictures/", {"want": [*keys, "", "x-y-z", "1-2", "1-4-100", f"{2**40}-4-128"]})
    assert response.json() == {keys[0]: address(plate, size=128, v=asset.recipe[:16]), keys[1]: ""}
    assert ProcrastinateJob.objects.get().args == {"wanted": [[late.pk, plate.colour.pk, 128]]}


def test_the_part_list_shows_what_is_made_and_asks_for_the_rest(plate: Wanted, visitor: Client) -> None:
    grey = make_colour(71, "Light Bluish Grey")
    asset = kept(Wanted(plate.part, grey))
    late = make_part("3021", "Plate 2 x 3")
    page = visitor.get("/parts/").content.decode()
    assert f'<img src="/parts/{plate.part.pk}/picture/71.png?size=128&amp;v={asset.recipe[:16]}"' in page
    assert page.count(f'data-picture="{late.pk}-71-128"') == 1
    assert ProcrastinateJob.objects.count() == 1


def test_a_builds_rows_show_their_lots_in_their_colours(plate: Wanted, visitor: Client) -> None:
    build = make_published()
    assert build.shown_revision is not None
    make_line(build.shown_revision, part=plate.part, colour=plate.colour)
    make_line(build.shown_revision, part=make_part("u2", "Late"), colour=plate.colour)
    make_line(build.shown_revision, part=plate.part, colour=None)
    asset = kept(plate)
    page = visitor.get(f"/builds/{build.slug}/").content.decode()
    assert page.count(f'src="/parts/{plate.part.pk}/picture/4.png?size=128&amp;v={asset.recipe[:16]}"') == 1
    assert page.count("data-picture=") == 1
