"""Pictures of parts on a page: all that it shows are looked up at once, and those that are missing are asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from parts.models import Colour, Part
from parts.selectors.picture_colours import plain_colour
from parts.services.assets import LARGE_WIDTH, LIST_WIDTH, AssetKey, Found, Wanted, assets_of

NAMED = 16  # digits of a recipe in an address: enough to tell two apart
Pair = tuple[Part, Colour | None]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture. `address` is empty while there is none; `key` is what the page's script asks for while it waits."""

    address: str = ""
    key: str = ""


NO_PICTURE = Picture()


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a page. `plain` is the colour of parts that are shown in none in particular."""

    plain: Colour | None
    found: Mapping[AssetKey, Picture]

    def of(self, part: Part | None, colour: Colour | None = None, *, large: bool = False) -> Picture:
        """One of them; one without an address where it was not looked up, or cannot be made."""
        shown = colour or self.plain
        if part is None or shown is None:
            return NO_PICTURE
        return self.found.get(AssetKey(part.pk, shown.pk, width=_width(large)), NO_PICTURE)


def pictures_of(pairs: Iterable[Pair], *, large: Iterable[Pair] = (), ask: bool = True) -> Pictures:
    """Look up pictures for rows, and large ones: one query, and one more where a colour is None.

    Those that are missing are asked for in two more, unless told otherwise: then the page's script does it. The parts
    must be loaded whole, but for their words of search.
    """
    asked = [(pair, False) for pair in pairs] + [(pair, True) for pair in large]
    plain = plain_colour() if any(colour is None for (_part, colour), _large in asked) else None
    wanted = [
        Wanted(part, shown, width=_width(is_large))
        for (part, colour), is_large in asked
        if (shown := colour or plain) is not None
    ]
    found, root = assets_of(wanted, ask=ask), reverse("web:parts")
    return Pictures(plain, {one.key: _picture(root, one, found[one.key]) for one in wanted})


def picture_address(root: str, wanted: Wanted, recipe: str) -> str:
    """Where a picture is. Another recipe has another address, so that browsers may keep what they have for good."""
    return f"{root}{wanted.part.pk}/picture/{wanted.colour.number}.png?size={wanted.width}&v={recipe[:NAMED]}"


def _picture(root: str, wanted: Wanted, found: Found) -> Picture:
    key = f"{wanted.part.pk}-{wanted.colour.number}-{wanted.width}" if found.state == "waiting" else ""
    has_file = found.asset is not None and found.asset.file_id is not None
    return Picture(picture_address(root, wanted, found.asset.recipe) if has_file and found.asset else "", key)


def _width(large: bool) -> int:
    return LARGE_WIDTH if large else LIST_WIDTH
