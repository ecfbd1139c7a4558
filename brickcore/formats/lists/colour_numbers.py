"""Whose colour numbers a column holds, where its heading does not say: told by names beside them, or by how common
the colours would be."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache

from brickcore.colours import COLOUR_TABLE

SYSTEMS = {"ldraw": "code", "bricklink": "bricklink_id", "rebrickable": "rebrickable_id", "lego": "lego_id"}
_SAME = 0.5
"""Share of the rows whose names have to agree before names decide."""


@cache
def colour_columns() -> Sequence[Mapping[str, str]]:
    """All colours, the rarest first: system -> number, and their `name` and `commonness`."""
    with COLOUR_TABLE.open(encoding="utf-8", newline="") as rows:
        colours = sorted(csv.DictReader(rows), key=lambda row: float(row["commonness"]))
    kept = {"name": "name", "commonness": "commonness", **SYSTEMS}
    return [{key: row[column] for key, column in kept.items()} for row in colours]


@cache
def tables() -> Mapping[str, Mapping[str, tuple[str, float]]]:
    """System -> number -> (name in lower case, how common from 0 to 1); the commonest colour of one number holds."""
    return {
        system: {
            row[system]: (row["name"].lower(), float(row["commonness"])) for row in colour_columns() if row[system]
        }
        for system in SYSTEMS
    }


def colour_system(numbers: Sequence[str], names: Sequence[str]) -> str:
    """The likeliest system of these numbers, with the colours' names beside them where the table has any.

    Systems overlap: 0 is black in one and nothing in another. Builders use common colours, so the system under which
    the numbers are the commonest colours is meant; LDraw and Rebrickable share most of theirs, and LDraw goes first.
    """
    scores = {system: _score(numbers, names, table) for system, table in tables().items()}
    best = max(scores.values(), default=0.0)
    return next((system for system in ("ldraw", "bricklink", "rebrickable", "lego") if scores[system] == best), "ldraw")


def _score(numbers: Sequence[str], names: Sequence[str], table: Mapping[str, tuple[str, float]]) -> float:
    known = [table.get(number, ("", 0.0)) for number in numbers]
    if any(names):
        same = sum(_alike(name, told) for (name, _), told in zip(known, names, strict=True)) / max(len(names), 1)
        if same >= _SAME:
            return 1 + same
    return sum(common for _, common in known) / max(len(known), 1)


def _alike(ours: str, told: str) -> bool:
    """Names of colours differ in spelling from site to site: one word in common that is no "light" or "dark"."""
    mine, theirs = (set(name.lower().replace("-", " ").replace("grey", "gray").split()) for name in (ours, told))
    return bool(mine & theirs - {"light", "dark", "bluish", "trans", "medium", "bright"})
