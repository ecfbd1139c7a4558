"""A part's picture, or the silhouette that stands in for it."""

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from parts.models import Colour, Part
from web.present.part_pictures import NO_PICTURE, Picture, Pictures
from web.present.shapes import shape_of

register = template.Library()
TILE, LARGE = 44, 512  # pixels across, as far as the style does not say otherwise


@register.simple_tag(takes_context=True)
def tile(context: Context, part: Part, large: str = "", colour: Colour | None = None) -> SafeString:
    """A part in a colour; `large` is the class of a silhouette that fills its place.

    The page's view looks the pictures up and calls them `pictures` (web.present.part_pictures). Where there is none the
    part's silhouette stands in its colour, and the page's script puts the picture there as soon as it is made.
    """
    pictures = context.get("pictures")
    picture = pictures.of(part, colour, large=bool(large)) if isinstance(pictures, Pictures) else NO_PICTURE
    if large:
        return _image(picture, LARGE) if picture.address else _silhouette(part, picture, large)
    shown = _image(picture, TILE) if picture.address else _silhouette(part, picture, "")
    swatch = f" sw-{colour.number}" if colour else ""
    return format_html('<span class="tile{}" aria-hidden="true">{}</span>', swatch, shown)


@register.filter
def waits(key: str) -> SafeString:
    """The attribute by which the page's script finds what waits for a picture; nothing for what does not."""
    return format_html(' data-picture="{}"', key) if key else SafeString("")


def _image(picture: Picture, size: int) -> SafeString:
    lazy = SafeString(' loading="lazy"' if size == TILE else "")
    text = '<img src="{}" alt="" width="{}" height="{}"{} decoding="async"{}>'
    return format_html(text, picture.address, size, size, lazy, waits(picture.key))


def _silhouette(part: Part, picture: Picture, css: str) -> SafeString:
    text = '<svg class="{}" viewBox="0 0 30 30" aria-hidden="true"{}><use href="{}#{}"></use></svg>'
    return format_html(text, css, waits(picture.key), static("web/shapes.svg"), shape_of(part))
