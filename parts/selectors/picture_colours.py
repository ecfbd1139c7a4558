"""The colours that parts are pictured in."""

from collections.abc import Collection

from django.db.models import Case, Value, When

from parts.models import Colour

PLAIN = 71  # light bluish grey: neither black nor white, so that every edge is seen


def plain_colour() -> Colour | None:
    """What a part is shown in when no colour is meant: light grey, or the commonest where that is absent."""
    first = Case(When(number=PLAIN, then=Value(0)), default=Value(1))
    return Colour.objects.order_by(first, "-commonness", "number").first()


def colours_by_code(codes: Collection[int]) -> dict[int, Colour]:
    """The colours with these LDraw codes, by code; unknown ones are absent."""
    return {colour.number: colour for colour in Colour.objects.filter(number__in=codes)}
