"""Sentences that people read can be translated: whole, with placeholders that have names, and with plural forms."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
APPS = ("accounts", "builds", "common", "config", "graphql", "parts", "shop", "web")
SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
UNNAMED = re.compile(r"%(?![(%\s])[-+0-9.]*[a-z]|\{\d*\}")


def sentences(app: str) -> Iterator[tuple[str, ast.expr]]:
    """What is given to gettext, with its place."""
    for path in sorted((REPOSITORY / app).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SINGLE | PLURAL:
                for told in node.args[: 2 if node.func.id in PLURAL else 1]:
                    yield f"{path.relative_to(REPOSITORY)}:{node.lineno}", told


@pytest.mark.parametrize("app", APPS)
def test_sentences_are_filled_after_they_are_translated_and_by_name(app: str) -> None:
    found = list(sentences(app))
    filled = [place for place, told in found if isinstance(told, ast.JoinedStr | ast.BinOp)]
    texts = [(place, told.value) for place, told in found if isinstance(told, ast.Constant)]
    unnamed = [(place, text) for place, text in texts if UNNAMED.search(str(text))]
    assert texts
    assert (filled, unnamed) == ([], [])


@pytest.mark.parametrize(
    ("text", "is_unnamed"),
    [("%s lots", True), ("%d of them", True), ("{} lots", True), ("%(n)s lots, 2 % of all, 5 %%", False)],
)
def test_what_counts_as_a_placeholder_without_a_name(text: str, is_unnamed: bool) -> None:
    assert bool(UNNAMED.search(text)) == is_unnamed
