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
PAGE_LEVEL = 2  # the page has the h1 and the h2 above the text
REL = "nofollow ugc noopener"

_reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")


def render_markdown(text: str) -> SafeString:
    """HTML of a description. Raw HTML is shown as text, and no picture is fetched: no page calls another site."""
    tokens = _reader.parse(text)
    _lower_headings(tokens)
    html = _reader.renderer.render(tokens, _reader.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=REL)
    return mark_safe(clean)  # noqa: S308 - nh3 has just made it safe


def _lower_headings(tokens: list[Token]) -> None:
    """Put the text's headings below the page's, and let none skip a level: who hears the page walks by them."""
    deepest = PAGE_LEVEL
    for token in tokens:
        if token.type == "heading_open":
            deepest = min(6, int(token.tag[1]) + PAGE_LEVEL, deepest + 1)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{deepest}"
