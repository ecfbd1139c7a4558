"""A hundred queries as builders type them, with the numbers of the part that is meant, on the real catalogue.

The table was written from knowledge of bricks before the ranking was. An entry takes more than one number only where a
part is sold in several moulds, or where the words name several shapes alike.
"""

import csv
from pathlib import Path
from typing import Any

import pytest

from parts.models import PartNumber
from parts.selectors import search_minifigs, search_parts, search_sets
from parts.selectors.search_vocabulary import forget_vocabulary

QUERIES = list(csv.DictReader(Path(__file__).with_name("search_queries.csv").open(encoding="utf-8", newline="")))
SEARCHES: dict[str, Any] = {"part": search_parts, "set": search_sets, "minifig": search_minifigs}
WANTED = 0.95


def test_table_holds_a_hundred_different_queries() -> None:
    assert len({row["query"] for row in QUERIES}) == len(QUERIES) == 100


@pytest.mark.usefixtures("real_catalogue", "db")
def test_what_is_meant_comes_first() -> None:
    forget_vocabulary()
    misses = [f"{row['query']}: {first}" for row in QUERIES if not _is_meant(first := _first(row), row)]
    assert len(misses) <= len(QUERIES) * (1 - WANTED), misses


@pytest.mark.usefixtures("real_catalogue", "db")
@pytest.mark.parametrize("text", ["word " * 10_000, "a b c d e f g h i j k l m", "brick plate tile zzqq", "print", "%"])
def test_hostile_text_is_searched_as_any_other(text: str) -> None:
    forget_vocabulary()
    assert len(search_parts(text)[:48]) <= 48


def _first(row: dict[str, str]) -> Any:
    return SEARCHES[row["kind"]](row["query"]).first()


def _is_meant(first: Any, row: dict[str, str]) -> bool:
    if first is None:
        return False
    numbers = {first.number}
    if row["kind"] == "part":
        numbers |= set(first.numbers.filter(rule=PartNumber.Rule.OWN).values_list("number", flat=True))
    return bool(numbers & set(row["accepted"].split()))
