"""What templates say often: icons, figures, swatches and markdown."""

from collections.abc import Mapping
from decimal import Decimal

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from brickcore.colours import DIRECT_COLOUR
from common.countries import country_name
from parts.models import Colour
from web.markdown import render_markdown
from web.present import figures

register = template.Library()
register.filter("count", figures.count)
register.filter("file_size", figures.file_size)
register.filter("limit", figures.limit)
register.filter("weight", figures.weight)
register.filter("price_of_one", figures.price_of_one)
register.filter("country", country_name)
register.filter("markdown", render_markdown)


@register.filter
def money(value: Decimal, currency: str = "EUR") -> str:
    """Money with its sign."""
    return figures.money(Decimal(value), currency)


@register.filter
def amount(value: Decimal) -> str:
    """Money without its sign."""
    return figures.amount(Decimal(value))


@register.filter
def initials(name: str) -> str:
    """The first letters of the first two words, or of the only one: IK."""
    words = name.split()[:2]
    return "".join(word[0] for word in words).upper() if len(words) > 1 else name[:2].upper()


@register.filter
def item(values: Mapping[int, str], key: int | None) -> str:
    """What stands under a key; nothing for a key that is not there."""
    return values.get(key, "") if key is not None else ""


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """One of the site's drawn icons. It says nothing to a screen reader: the words stand beside it, or in a label."""
    address = static("web/icons.svg")
    return format_html('<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>', extra, address, name)


@register.simple_tag
def swatch(colour: Colour | None, reference: str = "") -> SafeString:
    """The top of a 1 × 1 plate in the colour. A direct colour stands in no table, so it brings its own fill."""
    if colour is not None:
        return format_html(
            '<span class="swatch sw-{} swatch--{}" aria-hidden="true"></span>', colour.number, colour.finish
        )
    if reference.isdecimal() and int(reference) >= DIRECT_COLOUR:
        rgb = f"#{int(reference) & 0xFFFFFF:06X}"
        return format_html('<svg class="swatch" aria-hidden="true"><rect width="18" height="18" fill="{}"/></svg>', rgb)
    return SafeString('<span class="swatch swatch--none" aria-hidden="true"></span>')
