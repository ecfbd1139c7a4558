"""`python -m brickcore.truth --data DIR`: our counts of official set models beside the catalogue's totals.

DIR holds `omr_truth.csv` (model_file, set_num, rb_total_parts, rb_minifigs, rb_minifig_parts), the model files it
names, `ldraw/library.zip`, and perhaps `rebrickable/sets.csv.gz`. A count is within when it is 1 % or 2 parts off at
most. For every other one the causes are printed, each with how many parts it can explain, and what none explains.
"""

import argparse
import csv
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from brickcore.bom import Bom, count
from brickcore.bom.alternatives import plain_totals, versions_of
from brickcore.bom.kinds import Kinds
from brickcore.errors import BrickError
from brickcore.formats import read
from brickcore.library import PartsLibrary, open_library
from brickcore.limits import DEFAULT
from brickcore.model import Model
from brickcore.nesting import building_order
from brickcore.truth.causes import Cause, Facts, causes, figures_placed, unexplained
from brickcore.truth.sets import CatalogueSet, other_set, read_sets

_TABLE = "omr_truth.csv"
_NAME_WIDTH = 44


@dataclass(frozen=True, slots=True)
class Compared:
    """One set model, its count, and what is known beside it."""

    name: str
    total: int
    facts: Facts

    @property
    def bom(self) -> Bom:
        """The count."""
        return self.facts.bom

    @property
    def difference(self) -> int:
        """Ours less the catalogue's."""
        return self.facts.difference

    def is_within(self, difference: int) -> bool:
        """1 % or 2 parts."""
        return abs(difference) <= max(2, self.total / 100)

    def causes(self) -> list[Cause]:
        """What explains the difference, the last being what nothing else does."""
        found = list(causes(self.facts))
        rest = unexplained(self.difference, found)
        if not self.is_within(rest):
            words = "parts of the set that the file does not place" if rest < 0 else "parts beyond those of the set"
            found.append(Cause(words, -rest, sure=True))
        return found

    def surely(self) -> int:
        """The difference once the causes that the file proves are allowed for."""
        return self.difference + sum(cause.parts or 0 for cause in causes(self.facts) if cause.sure)


def compare(
    row: Mapping[str, str], folder: Path, library: PartsLibrary, sets: Mapping[str, CatalogueSet] | None = None
) -> Compared:
    """Count one model of the table. `sets` are those of the catalogue."""
    path = folder / row["model_file"]
    model = read(path.read_bytes(), path.name)
    bom = count(model, library)
    total, figures = int(row["rb_total_parts"]), int(row["rb_minifigs"] or 0)
    missing = max(0, figures - figures_placed(bom))
    facts = Facts(
        bom,
        bom.parts - total,
        missing,
        figures,
        int(row["rb_minifig_parts"] or 0) * missing // max(figures, 1),
        _unused_rows(model),
        _surplus(model, library),
        other_set(sets or {}, row["set_num"], bom.parts),
    )
    return Compared(path.name, total, facts)


def _unused_rows(model: Model) -> int:
    used = set(building_order(model.root, model.submodels, model.root, depth=DEFAULT.depth))
    return sum(len(submodel.names) for name, submodel in model.submodels.items() if name not in used)


def _surplus(model: Model, library: PartsLibrary) -> int:
    """How many parts versions side by side come to beyond the largest of them."""
    kinds = Kinds(library, model.embedded)
    order = building_order(model.root, model.submodels, model.root, depth=DEFAULT.depth)
    versions = versions_of(model, kinds, plain_totals(model, kinds, order), {}, depth=DEFAULT.depth)
    return sum(versions.values()) - max(versions.values(), default=0)


def report(rows: Sequence[Compared]) -> Iterator[str]:
    """The table's lines, and its sums."""
    yield f"{'model':{_NAME_WIDTH}} {'catalogue':>9} {'ours':>6} {'off':>6}  within  causes"
    for row in rows:
        is_within = row.is_within(row.difference)
        why = "" if is_within else "; ".join(_told(cause) for cause in row.causes())
        figures = f"{row.total:9,} {row.bom.parts:6,} {row.difference:+6}  {'yes' if is_within else 'no':6}"
        yield f"{row.name[:_NAME_WIDTH]:{_NAME_WIDTH}} {figures}  {why}".rstrip()
    within = sum(row.is_within(row.difference) for row in rows)
    exact = sum(row.difference == 0 for row in rows)
    sure = sum(row.is_within(row.difference) or row.is_within(row.surely()) for row in rows)
    yield f"{within} of {len(rows)} within 1 % or 2 parts, {exact} exact"
    yield f"{sure} of {len(rows)} with the minifigures that nobody modelled, and horses counted in three as totals do"


def _told(cause: Cause) -> str:
    if cause.parts is None:
        return cause.words
    return f"{cause.words} ({'' if cause.sure else 'up to '}{cause.parts:+,})"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 0, or 2 where the data is not there."""
    parser = argparse.ArgumentParser(prog="truth", description=__doc__.splitlines()[0] if __doc__ else None)
    default = os.environ.get("BRICKFOLK_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data"
    parser.add_argument("--data", type=Path, default=default, help="the folder with omr_truth.csv")
    parser.add_argument("--library", type=Path, help="the parts library, unless DIR/ldraw/library.zip")
    args = parser.parse_args(argv)
    folder = Path(args.data)
    try:
        with (folder / _TABLE).open(encoding="utf-8", newline="") as table:
            library = open_library(args.library or folder / "ldraw" / "library.zip")
            sets = read_sets(folder / "rebrickable" / "sets.csv.gz")
            rows = [compare(row, folder, library, sets) for row in csv.DictReader(table)]
    except (OSError, BrickError) as error:
        print(f"The truth cannot be told: {error}. Name the folder that holds {_TABLE} with --data.", file=sys.stderr)
        return 2
    print("\n".join(report(rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
