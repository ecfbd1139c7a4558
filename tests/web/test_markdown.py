"""What people write cannot harm who reads it."""

import pytest

from web.markdown import render_markdown


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[a](javascript:alert(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        '<p style="position:fixed">x</p>',
        "![x](https://elsewhere.example/track.png)",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(text: str) -> None:
    html = render_markdown(text)
    for harm in ("<script", "<img", 'href="javascript', 'href="data', "<p style"):
        assert harm not in html


def test_headings_stand_below_the_pages_own_and_skip_no_level() -> None:
    html = render_markdown("### Deep first\n\n# Top\n\n###### Deepest")
    assert [html[at : at + 3] for at in range(len(html)) if html[at : at + 2] == "<h"] == ["<h3", "<h3", "<h4"]


def test_links_say_that_others_wrote_them() -> None:
    assert render_markdown("[notes](https://example.org)") == (
        '<p><a href="https://example.org" rel="nofollow ugc noopener">notes</a></p>\n'
    )
