"""Markdown that people wrote, as HTML that cannot harm who reads it."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto"}
HEADING_SHIFT = 2  # the page has the h1 and the h2 above the text

_reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")


def render_markdown(text: str) -> SafeString:
    """HTML of a description. Raw HTML in it is shown as text; pictures stay links, so that no page calls another site."""
    tokens = _reader.parse(text)
    for token in tokens:
        _lower_heading(token)
    html = _reader.renderer.render(tokens, _reader.options, {})
    clean = nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel="nofollow ugc noopener"
    )
    return mark_safe(clean)  # noqa: S308 - nh3 has just made it safe


def _lower_heading(token: Token) -> None:
    if token.type in {"heading_open", "heading_close"}:
        token.tag = f"h{min(6, int(token.tag[1]) + HEADING_SHIFT)}"
