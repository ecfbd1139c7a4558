"""A part's picture, or the silhouette that stands in for it."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from parts.models import Part
from web.present.shapes import shape_of

register = template.Library()


@register.simple_tag
def tile(part: Part, large: str = "") -> SafeString:
    """The silhouette of a part; `large` is the class of a drawing that fills its place."""
    address, shape = static("web/shapes.svg"), shape_of(part)
    if large:
        return format_html(
            '<svg class="{}" viewBox="0 0 30 30" aria-hidden="true"><use href="{}#{}"></use></svg>',
            large,
            address,
            shape,
        )
    return format_html(
        '<span class="tile" aria-hidden="true"><svg viewBox="0 0 30 30"><use href="{}#{}"></use></svg></span>',
        address,
        shape,
    )
