"""The page of a build: who sees it, what it says, and in how many queries."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds.models import BomLine, Build, Revision
from tests.factories import (
    make_asset,
    make_attachment,
    make_build,
    make_colour,
    make_line,
    make_part,
    make_published,
    make_revision,
    make_tag,
    make_unknown_line,
)

MOST_QUERIES = 12


def test_a_page_with_300_lots_takes_at_most_12_queries(
    owner: User, strangers: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    parent = make_published(owner, "Parent")
    build = make_published(owner, remix_of=parent.shown_revision)
    revision = build.shown_revision
    assert revision is not None
    for at in range(10):
        make_published(owner, f"Remix {at}", remix_of=revision)
    make_tag(build, "crane")
    for kind in ("glb", "picture", "thumbnail"):
        make_asset(revision, kind, shapes=3)
    make_attachment(build)
    rows = [
        BomLine(
            revision=revision, position=at, reference=f"r{at}", reference_colour=str(at), name="x", quantity=1,
            part=make_part(f"p{at}", f"Part {at}"), colour=make_colour(at % 9, f"Colour {at % 9}"),
            confidence=Decimal(1), basis="estimate", unit_price=Decimal("0.1"), line_price=Decimal("0.10"),
            price_reason={"base": "0.1"},
        )
        for at in range(300)
    ]  # fmt: skip
    BomLine.objects.bulk_create(rows)
    with django_assert_max_num_queries(MOST_QUERIES):
        response = strangers.get(f"/builds/{build.slug}/")
    assert response.status_code == 200
    assert response.content.decode().count('class="bom__line"') == 300


def test_a_draft_is_its_owners_alone(owner: User, owners: Client, strangers: Client, visitor: Client) -> None:
    build = make_build(owner)
    make_revision(build)
    address = f"/builds/{build.slug}/"
    assert owners.get(address).status_code == 200
    assert strangers.get(address).status_code == 404
    assert visitor.get(address).status_code == 404
    assert owners.get(address).headers["Cache-Control"] == "private, no-store"


def test_unknown_lots_stand_on_top_and_never_as_zero(owner: User, visitor: Client) -> None:
    build = make_published(owner)
    assert build.shown_revision is not None
    make_line(build.shown_revision)
    make_unknown_line(build.shown_revision)
    page = visitor.get(f"/builds/{build.slug}/").content.decode()
    assert page.index("Needs a look") < page.index("engine-grille-x") < page.index("Brick 2 x 4")
    assert "All 2 lots, 1 without a price" in page
    assert ">0.00<" not in page
    assert "No part is called engine-grille-x" in page


def test_every_price_opens_its_reason(owner: User, visitor: Client) -> None:
    build = make_published(owner)
    assert build.shown_revision is not None
    make_line(build.shown_revision)
    page = visitor.get(f"/builds/{build.slug}/").content.decode()
    assert "Nobody’s price is known." in page
    assert "<dt>Kind: Brick</dt><dd>× 0.77</dd>" in page
    assert "<dt>Each, before rounding</dt><dd>0.12 EUR</dd><dt>Quantity</dt><dd>× 4</dd>" in page


def test_the_bar_of_the_estimate_says_its_figures(owner: User, visitor: Client) -> None:
    page = visitor.get(f"/builds/{make_published(owner).slug}/").content.decode()
    assert 'aria-label="It rests on: 75 % prices seen, 25 % estimated"' in page
    assert "1 lot has no price yet" in page


@pytest.mark.parametrize(("signed_in", "words"), [(True, "Remix"), (False, "Sign in to remix")])
def test_the_main_action_is_to_buy_and_the_next_to_remix(
    owner: User, strangers: Client, visitor: Client, signed_in: bool, words: str
) -> None:
    build = make_published(owner)
    assert build.shown_revision is not None
    make_line(build.shown_revision)
    page = (strangers if signed_in else visitor).get(f"/builds/{build.slug}/").content.decode()
    main = re.findall(r"button--main[^>]*>.*?</svg>([^<]+)<", page)
    assert main == ["Buy the parts"] * 2  # in the card, and in the bar that stands in for it on a phone
    assert re.findall(r'class="button[^"]*"[^>]*><svg[^>]*><use[^>]*#remix"></use></svg>([^<]+)<', page) == [
        words,
        "Remix",
    ]


def test_a_build_without_a_lot_cannot_be_bought(owner: User, visitor: Client) -> None:
    assert "Buy the parts" not in visitor.get(f"/builds/{make_published(owner).slug}/").content.decode()


def test_a_draft_of_ones_own_can_be_bought_too(owner: User, owners: Client) -> None:
    build = make_build(owner)
    make_line(make_revision(build))
    page = owners.get(f"/builds/{build.slug}/").content.decode()
    assert f'href="/builds/{build.slug}/kit/"' in page
    assert set(re.findall(r"button--main[^>]*>.*?</svg>([^<]+)<", page)) == {"Publish"}


def test_a_row_names_the_shapes_that_show_it(owner: User, visitor: Client) -> None:
    build = make_published(owner)
    assert build.shown_revision is not None
    make_line(build.shown_revision, sources=["3001:4", "3001old:4"])
    assert 'data-keys="3001:4 3001old:4"' in visitor.get(f"/builds/{build.slug}/").content.decode()


def test_both_pages_show_the_lineage(owner: User, stranger: User, visitor: Client) -> None:
    parent = make_published(owner, "Parent crane")
    child = make_published(stranger, "Child crane", remix_of=parent.shown_revision)
    assert "Child crane" in visitor.get(f"/builds/{parent.slug}/").content.decode()
    assert "Parent crane" in visitor.get(f"/builds/{child.slug}/").content.decode()


def test_the_owner_hears_of_a_revision_that_is_not_shown(owner: User, owners: Client, visitor: Client) -> None:
    build = make_published(owner)
    make_revision(build)
    assert "Revision 2 is not published" in owners.get(f"/builds/{build.slug}/").content.decode()
    assert "Revision 2 is not published" not in visitor.get(f"/builds/{build.slug}/").content.decode()
    assert visitor.get(f"/builds/{build.slug}/revisions/2/").status_code == 404


def test_a_file_that_could_not_be_read_says_why_and_what_to_do(owner: User, owners: Client) -> None:
    build = make_build(owner)
    error = {
        "code": "MODEL_LOOP",
        "message": "This model contains itself.",
        "file": "arm.ldr",
        "line": 14,
        "hint": "Take it out.",
    }
    make_revision(build, state=Revision.State.FAILED, stage_figures={}, error=error, estimate=None, part_count=None)
    page = owners.get(f"/builds/{build.slug}/").content.decode()
    for words in (
        "MODEL_LOOP",
        "This model contains itself.",
        "arm.ldr",
        "line 14",
        "Take it out.",
        "Your file is kept",
    ):
        assert words in page
    assert "Publish</button>" not in page


def test_a_withdrawn_build_is_gone_for_others(owner: User, owners: Client, visitor: Client) -> None:
    build = make_published(owner)
    owners.post(f"/builds/{build.slug}/withdraw/")
    assert Build.objects.get(pk=build.pk).state == Build.State.DRAFT
    assert visitor.get(f"/builds/{build.slug}/").status_code == 404


def test_the_weight_says_which_lots_it_leaves_out(owner: User, owners: Client) -> None:
    revision = make_revision(make_build(owner, slug="crane"), weight=Decimal("12.50"))
    make_line(revision, part=make_part("3001", weight=Decimal("2.3")))
    make_line(revision, part=make_part("3002"))
    make_unknown_line(revision)
    assert "without 2 lots of unknown weight" in owners.get("/builds/crane/").content.decode()
