"""What a build's page reads takes few queries, however long its bill is."""

from collections.abc import Callable

from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from builds import selectors
from builds.models import BomLine, Build
from parts.models import Category, Colour, Part, PartNumber

LINES = 300


def test_a_page_with_300_lines_takes_ten_queries(
    owner: User,
    stranger: User,
    make_build: Callable[..., Build],
    red: Colour,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    build = make_build(owner, published=True, tags=["space"])
    _lengthen_bill(build, red)

    with django_assert_num_queries(10):
        seen = selectors.access_build(stranger, build.slug)
        revision = selectors.access_numbered_revision(stranger, seen)
        owner_name, tags = seen.owner.shown_name, [tag.name for tag in seen.tags.all()]
        lines = [
            (line.name, line.part.category.name, line.colour.name, [one.number for one in line.part.numbers.all()],
             [number.number for number in line.colour.numbers.all()])
            for line in selectors.bom_lines_with_numbers(revision)
            if line.part and line.colour
        ]  # fmt: skip
        line_of_descent = selectors.lineage(seen, stranger)
        remixes = list(line_of_descent.remixes)
        attachments = selectors.attachments_of(seen)
        glb = selectors.asset(revision, "glb")
        numbers = [one.number for one in selectors.revisions_of(stranger, seen)]

    assert (owner_name, tags, len(lines), remixes, attachments, numbers) == ("builder", ["space"], LINES, [], [], [1])
    assert glb is not None
    assert lines[7][3] == ["p7"]


def _lengthen_bill(build: Build, colour: Colour) -> None:
    revision = build.revisions.get()
    revision.bom_lines.all().delete()
    shelf = Category.objects.create(name="Plates", slug="plates")
    parts = Part.objects.bulk_create(Part(number=f"p{n}", name=f"Plate {n}", category=shelf) for n in range(LINES))
    PartNumber.objects.bulk_create(
        PartNumber(part=part, system="ldraw", number=part.number, evidence="test") for part in parts
    )
    BomLine.objects.bulk_create(
        BomLine(revision=revision, position=place, reference=part.number, reference_colour="4", part=part,
                colour=colour, name=part.name, quantity=1, confidence=1)
        for place, part in enumerate(parts)
    )  # fmt: skip
