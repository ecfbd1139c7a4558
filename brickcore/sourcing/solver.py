"""HiGHS behind three calls: a linear model that grows row by row, a mixed-integer model, and what they answer."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from brickcore.sourcing.market import Floats, Whole
from brickcore.sourcing.rows import Rows

STATUS = highspy.HighsModelStatus
SLACK = highspy.HighsBasisStatus.kBasic
# HiGHS shares its threads among all models of a process and refuses another number of them later on. The work is in
# the simplex method, which one thread does; another one made nothing faster here.
THREADS = 1
LIGHTLY: dict[str, float | bool] = {
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_detect_symmetry": False,
    "mip_allow_restart": False,
    "mip_allow_cut_separation_at_nodes": False,
}
SEEN = Callable[[float, float], bool]
STILL = Callable[[], bool]
"""Whether anybody still wants the answer; asked often."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the mixed-integer solver came to: a value for each column or None, a bound, and whether it is finished."""

    values: Floats | None
    bound: float
    finished: bool
    infeasible: bool


def new_model(columns: tuple[Floats, Floats, Floats], rows: Rows) -> highspy.Highs:
    """A linear model: cost, least and most of each column; the rows."""
    least, length, column, value = rows.join()
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(columns[0]), len(least)
    model.col_cost_, model.col_lower_, model.col_upper_ = columns
    model.row_lower_, model.row_upper_ = least, np.full(len(least), highspy.kHighsInf)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.concatenate(([0], np.cumsum(length))).astype(np.int32)
    model.a_matrix_.index_ = column.astype(np.int32)
    model.a_matrix_.value_ = value
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", THREADS)
    # HiGHS 1.15.1's presolve takes a model of ours with tiers and steps by weight for solved at 1.68; 1.37 is possible.
    highs.setOptionValue("presolve", "off")
    # Devex prices cost nothing to begin with; those of steepest edges are computed anew after every change of rows.
    highs.setOptionValue("simplex_dual_edge_weight_strategy", 1)
    highs.passModel(model)
    return highs


def add_rows(highs: highspy.Highs, rows: Rows) -> None:
    """Let the model keep to more rows."""
    least, length, column, value = rows.join()
    if len(least):
        starts = (np.cumsum(length) - length).astype(np.int32)
        most = np.full(len(least), highspy.kHighsInf)
        status = highs.addRows(len(least), least, most, len(column), starts, column.astype(np.int32), value)
        assert status == highspy.HighsStatus.kOk


def solve_linear(highs: highspy.Highs, *, until: float) -> tuple[Floats, Floats] | None:
    """Values of the columns and prices of the rows, or None when there was no time or nothing keeps to the rows."""
    # HiGHS counts the time of all runs of a model together.
    highs.setOptionValue("time_limit", highs.getRunTime() + max(0.05, until - time.monotonic()))
    highs.run()
    if highs.getModelStatus() != STATUS.kOptimal:
        return None
    solution = highs.getSolution()
    return np.array(solution.col_value), np.array(solution.row_dual)


def contradiction(highs: highspy.Highs) -> Floats | None:
    """Where a linear model came out impossible: prices of its rows that prove it, the largest being 1."""
    if highs.getModelStatus() != STATUS.kInfeasible:
        return None
    _, found, ray = highs.getDualRay()  # type: ignore[attr-defined]
    prices = np.maximum(np.array(ray), 0) if found else np.zeros(0)
    return prices / prices.max() if prices.any() else None


def basis_of(highs: highspy.Highs) -> highspy.HighsBasis:
    """Where the simplex method stands, to come back to."""
    return highs.getBasis()


def come_back(highs: highspy.Highs, basis: highspy.HighsBasis, rows: int) -> None:
    """Let the simplex method begin where it, or another one with the same columns and so many first rows, stood."""
    there = highspy.HighsBasis()
    there.col_status = basis.col_status
    there.row_status = [*basis.row_status[:rows], *[SLACK] * (highs.getNumRow() - rows)]
    there.valid = there.alien = True  # alien: what other rows held may be missed
    highs.setBasis(there)


def begin_like(highs: highspy.Highs, other: highspy.Highs, columns: Whole, rows: Whole) -> None:
    """Let the simplex method begin where it stands in another model, whose column and row each of this one's was."""
    there = other.getBasis()
    of_columns, of_rows = list(there.col_status), list(there.row_status)
    basis = highspy.HighsBasis()
    basis.col_status = [of_columns[column] for column in columns.tolist()]
    basis.row_status = [of_rows[row] for row in rows.tolist()]
    basis.valid = basis.alien = True
    highs.setBasis(basis)


def solve_integer(
    highs: highspy.Highs,
    integer: Whole,
    *,
    until: float,
    close_enough: float,
    start: tuple[Whole, Floats] | None = None,
    seen: SEEN | None = None,
    lightly: bool = False,
) -> Answer:
    """Look for whole values of some columns. `seen(best, bound)` hears how it goes, and ends the search with False.

    `lightly`: without what HiGHS does before it divides, for models so small that dividing them is quicker.
    """
    kinds = np.zeros(highs.getNumCol(), np.uint8)
    kinds[integer] = highspy.HighsVarType.kInteger.value
    highs.changeColsIntegrality(len(kinds), np.arange(len(kinds), dtype=np.int32), kinds)
    options = {"mip_rel_gap": 0.0, "mip_abs_gap": close_enough, "mip_feasibility_tolerance": 1e-7}
    options |= LIGHTLY if lightly else {}
    for name, value in options.items():
        highs.setOptionValue(name, value)
    highs.setOptionValue("time_limit", max(0.05, until - time.monotonic()))
    if start is not None:
        highs.setSolution(len(start[0]), start[0].astype(np.int32), start[1])
    if seen is not None:
        _watch(highs, seen, completes=start is not None)
    highs.run()
    info, status = highs.getInfo(), highs.getModelStatus()
    has_values = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return Answer(
        values=np.array(highs.getSolution().col_value) if has_values else None,
        bound=info.mip_dual_bound if len(integer) else info.objective_function_value,
        finished=status == STATUS.kOptimal,
        infeasible=status in (STATUS.kInfeasible, STATUS.kUnboundedOrInfeasible),
    )


def listen(highs: highspy.Highs, still: STILL) -> None:
    """Let the simplex method end when nobody wants its answer any more."""

    def told(event: object) -> None:
        if not still():
            event.data_in.user_interrupt = True  # type: ignore[attr-defined]

    highs.cbSimplexInterrupt += told


def _watch(highs: highspy.Highs, seen: SEEN, *, completes: bool) -> None:
    """Tell how it goes. A start that names some columns only is completed in a run of its own with these held, and its
    bound is none of the model's: then no bound counts until the clock has begun anew."""
    clock = 0.0 if completes else np.inf
    is_models = False

    def told(event: object) -> None:
        nonlocal clock, is_models
        out, into = event.data_out, event.data_in  # type: ignore[attr-defined]
        is_models = is_models or out.running_time < clock
        clock = out.running_time
        if not seen(out.mip_primal_bound, out.mip_dual_bound if is_models else -np.inf):
            into.user_interrupt = True

    highs.cbMipInterrupt += told


def fixed(highs: highspy.Highs, columns: Whole, values: Sequence[float] | Floats) -> None:
    """Hold columns at values."""
    held = np.asarray(values, float)
    highs.changeColsBounds(len(columns), columns.astype(np.int32), held, held)


def bound_columns(highs: highspy.Highs, columns: Whole, least: Floats, most: Floats) -> None:
    """Let columns lie between two values each."""
    highs.changeColsBounds(len(columns), columns.astype(np.int32), least, most)
