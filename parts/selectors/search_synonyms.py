"""What builders say and what catalogues write: a small table of our own, one direction a row."""

import csv
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("search_synonyms.csv")
_NUMERALS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


@cache
def _table() -> dict[str, tuple[str, ...]]:
    with TABLE.open(encoding="utf-8", newline="") as rows:
        return {row["said"]: tuple(row["written"].split("|")) for row in csv.DictReader(rows)}


def synonyms(phrase: str) -> tuple[str, ...]:
    """How else catalogues put this phrase (lower case, single spaces, singular or plural)."""
    return _table().get(phrase) or _table().get(phrase.removesuffix("s"), ())


def numerals(word: str) -> tuple[str, ...]:
    """A numeral's digits: ("4",) for "four"."""
    return (str(_NUMERALS.index(word) + 1),) if word in _NUMERALS else ()
