"""`python -m brickcore.truth --data DIR`: our counts of official set models beside the catalogue's totals.

DIR holds `omr_truth.csv` (model_file, rb_total_parts, rb_minifigs, rb_minifig_parts), the model files it names, and
`ldraw/library.zip`. A count is within when it is 1 % or 2 parts off at most. For every other one the causes that the
causes are printed, each with how many parts it can explain, and what none of them explains.
"""

import argparse
import csv
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from brickcore.bom import Bom, count
from brickcore.errors import BrickError
from brickcore.formats import read
from brickcore.library import PartsLibrary, open_library
from brickcore.limits import DEFAULT
from brickcore.model import Model
from brickcore.nesting import building_order
from brickcore.truth.causes import Cause, causes, figures_placed, unexplained

_TABLE = "omr_truth.csv"
_NAME_WIDTH = 44


@dataclass(frozen=True, slots=True)
class Compared:
    """One set model. `figures` are the minifigures that the catalogue counts and the model lacks.

    `unused` is how many rows stand in submodels that nothing places.
    """

    name: str
    total: int
    bom: Bom
    figures: Cause | None
    unused: int

    @property
    def difference(self) -> int:
        """Ours less the catalogue's."""
        return self.bom.parts - self.total

    def is_within(self, difference: int) -> bool:
        """1 % or 2 parts."""
        return abs(difference) <= max(2, self.total / 100)

    def causes(self) -> list[Cause]:
        """What explains the difference, the last being what nothing else does."""
        found = list(causes(self.bom, self.difference, self.figures, self.unused))
        rest = unexplained(self.difference, found)
        if not self.is_within(rest):
            words = (
                "the file places fewer parts than the set has" if rest < 0 else "the file places more than the set has"
            )
            found.append(Cause(words, -rest, sure=True))
        return found


def compare(row: Mapping[str, str], folder: Path, library: PartsLibrary) -> Compared:
    """Count one model of the table."""
    path = folder / row["model_file"]
    model = read(path.read_bytes(), path.name)
    bom = count(model, library)
    figures, parts = int(row["rb_minifigs"] or 0), int(row["rb_minifig_parts"] or 0)
    missing = max(0, figures - figures_placed(bom))
    lacking = Cause(f"{missing} of {figures} minifigures not modelled", parts * missing // max(figures, 1), sure=True)
    return Compared(path.name, int(row["rb_total_parts"]), bom, lacking if missing else None, _unused_rows(model))


def _unused_rows(model: Model) -> int:
    used = set(building_order(model.root, model.submodels, model.root, depth=DEFAULT.depth))
    return sum(len(submodel.names) for name, submodel in model.submodels.items() if name not in used)


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
    sure = sum(row.is_within(row.difference) or row.is_within(_surely(row)) for row in rows)
    yield f"{within} of {len(rows)} within 1 % or 2 parts, {exact} exact"
    yield f"{sure} of {len(rows)} with the minifigures that nobody modelled, and horses counted in three as totals do"


def _told(cause: Cause) -> str:
    if cause.parts is None:
        return cause.words
    return f"{cause.words} ({'' if cause.sure else 'up to '}{cause.parts:+,})"


def _surely(row: Compared) -> int:
    """The difference once the causes that the file proves are allowed for."""
    found = causes(row.bom, row.difference, row.figures, row.unused)
    return row.difference + sum(cause.parts or 0 for cause in found if cause.sure)


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
            rows = [compare(row, folder, library) for row in csv.DictReader(table)]
    except (OSError, BrickError) as error:
        print(f"The truth cannot be told: {error}. Name the folder that holds {_TABLE} with --data.", file=sys.stderr)
        return 2
    print("\n".join(report(rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
