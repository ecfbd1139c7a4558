"""The catalogue's sets: which other set of the same line a file may be, where its parts come to exactly that one's."""

import csv
import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class CatalogueSet:
    """One row of the catalogue's `sets.csv`."""

    number: str
    name: str
    theme: str
    parts: int


def read_sets(path: Path) -> Mapping[str, CatalogueSet]:
    """Sets by number; none where there is no such file."""
    if not path.is_file():
        return {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table)
        return {
            row["set_num"]: CatalogueSet(row["set_num"], row["name"], row["theme_id"], int(row["num_parts"]))
            for row in rows
        }


def other_set(sets: Mapping[str, CatalogueSet], number: str, parts: int) -> str:
    """Another set of its theme, with a word of its name in common and exactly so many parts; empty where none is."""
    this = sets.get(number)
    if this is None:
        return ""
    words = _words(this)
    alike = (one for one in sets.values() if one.parts == parts and one.theme == this.theme and words & _words(one))
    return next((f"{one.number} {one.name}" for one in alike if one != this), "")


def _words(one: CatalogueSet) -> set[str]:
    return set(_WORD.findall(one.name.lower()))
