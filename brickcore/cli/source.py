"""`python -m brickcore source`: buy a whole basket as cheaply as possible, with a proof of how good that is."""

import argparse
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from brickcore.cli.given import FAILED, plain, read_file, say_error, to_json
from brickcore.errors import BrickError
from brickcore.sourcing.changes import Change, what_would_change
from brickcore.sourcing.plan import Sourced
from brickcore.sourcing.problem import Problem
from brickcore.sourcing.reading import read_problem
from brickcore.sourcing.soundness import refuse
from brickcore.sourcing.sourcing import source
from brickcore.sourcing.wording import in_words

# How the command ends, for scripts: 3 that no basket exists, 4 that none was found in time.
STATUSES = {"optimal": 0, "feasible": 0, "infeasible": 3, "unknown": 4}
MOST_SECONDS = 3600.0
_NOT_KEPT = (
    "Sourcing works, but no folder can be written: each large basket waits for compiling. Set BRICKFOLK_VAR or "
    "NUMBA_CACHE_DIR."
)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Tell the command line what `source` takes."""
    parser = subparsers.add_parser(
        "source",
        help="find the cheapest stores for a whole basket",
        epilog="Exit status: 0 a plan was found, 2 the problem cannot be read, 3 there is no way to buy all of it, "
        "4 time ran out before any plan was found.",
    )
    parser.add_argument("file", type=Path, nargs="?", metavar="PROBLEM.json", help="needs, stores and their offers")
    parser.add_argument("--seconds", type=float, default=10.0, metavar="S", help="take so long at most (10)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--changes", action="store_true", help="also tell what would change the plan; takes longer")
    parser.add_argument("--warm", action="store_true", help="only compile what large baskets need, and keep it")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the plan; the status as --help says."""
    if args.warm:
        return _warm()
    if args.file is None:
        print("source wants PROBLEM.json, or --warm.", file=sys.stderr)
        return FAILED
    begun = time.monotonic()
    try:
        if not 0 <= args.seconds <= MOST_SECONDS:
            raise refuse("--seconds", f"{args.seconds} is no time from 0 to {MOST_SECONDS:.0f}", "Give it in seconds.")
        problem = read_problem(read_file(args.file, args.file.name))
        sourced = source(problem, seconds=max(0.0, args.seconds - (time.monotonic() - begun)))
        changes = what_would_change(problem, sourced, seconds=args.seconds) if args.changes else []
    except BrickError as error:
        return say_error(error, as_json=args.json)
    print(to_json(facts(sourced, changes)) if args.json else table(problem, sourced, changes))
    return STATUSES.get(sourced.status, FAILED)


def _warm() -> int:
    # Compiled code takes as long to load as small baskets take to search.
    from brickcore.sourcing.large.warming import warm  # noqa: PLC0415

    folder = warm()
    print(f"Sourcing is ready; compiled code is kept in {folder}." if folder else _NOT_KEPT)
    return 0


def facts(sourced: Sourced, changes: list[Change]) -> dict[str, Any]:
    """What `--json` prints; money as decimal strings."""
    told: dict[str, Any] = {
        "status": sourced.status,
        "cost": _money(sourced.cost),
        "bound": _money(sourced.bound),
        "gap": None if sourced.gap is None else round(float(sourced.gap), 9),
        "plan": [
            {"store": line.store, "lot": line.lot, "quantity": line.quantity, "price": _money(line.price)}
            | ({"for": line.need} if line.need != line.lot else {})
            for line in sourced.plan
        ],
        "missing": [{"lot": need.lot, "quantity": need.quantity} for need in sourced.missing],
        "baseline": _money(sourced.baseline),
    }
    if sourced.because:
        told["because"] = sourced.because
    if changes:
        told["changes"] = [
            {
                "kind": change.kind,
                "count": change.count,
                "names": list(change.names),
                "saving": _money(change.saving),
                "stores": list(change.stores),
                "moved": change.moved,
            }
            for change in changes
        ]
    return told


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


def table(problem: Problem, sourced: Sourced, changes: list[Change]) -> str:
    """The plan for people: a block for each store, then the proof."""
    return "\n".join(map(plain, in_words(problem, sourced, changes)))
