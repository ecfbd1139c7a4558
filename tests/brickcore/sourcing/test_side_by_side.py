"""Parts that are looked at in threads of their own: nothing found is lost, nothing stays behind."""

import math
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from brickcore.sourcing.dividing import Divider, Looked, Part
from brickcore.sourcing.division import Division
from brickcore.sourcing.market import market_of
from brickcore.sourcing.plan import Found
from brickcore.sourcing.relaxation import Relaxation
from brickcore.sourcing.sourcing import source
from tests.brickcore.sourcing.test_ruling_out import medium

Look = Callable[..., Looked | None]


@pytest.fixture
def relaxation(monkeypatch: pytest.MonkeyPatch) -> Relaxation:
    """One whose first look leaves a part in question, and whose market counts as large enough for two threads."""
    monkeypatch.setattr("brickcore.sourcing.division.SMALL", 0)
    relaxation = Relaxation(market_of(medium(7, lots=20, stores=30)))
    assert relaxation.tighten(until=math.inf) is not None
    return relaxation


def divided(relaxation: Relaxation) -> Division:
    """A division whose ceiling rules nothing out."""
    return Division(relaxation, lambda: 1e6)


def looks(monkeypatch: pytest.MonkeyPatch, look: Look) -> None:
    monkeypatch.setattr(Divider, "look", look)


def halves(part: Part) -> Looked:
    return Looked([Part(part.bound + 1, part.least, part.most), Part(part.bound + 2, part.least, part.most)])


def test_two_parts_are_looked_at_at_once(relaxation: Relaxation, monkeypatch: pytest.MonkeyPatch) -> None:
    both = threading.Barrier(2, timeout=30)
    first = True

    def look(_self: Divider, part: Part, *_: Any, **__: Any) -> Looked:
        nonlocal first
        if first:
            first = False
            return halves(part)
        both.wait()  # neither goes on before the other is there, too
        return Looked()

    looks(monkeypatch, look)
    with divided(relaxation) as division:
        while division.advance(until=math.inf):
            pass
        assert division.bound == math.inf
    assert not both.broken


def test_the_bound_counts_what_is_being_looked_at(relaxation: Relaxation, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def look(_self: Divider, part: Part, *_: Any, **__: Any) -> Looked:
        go_on.wait(30)
        return halves(part)

    looks(monkeypatch, look)
    with divided(relaxation) as division:
        before = division.bound
        assert division.advance(until=math.inf)  # it waits a moment only
        assert not division.parts
        assert division.bound == before
        go_on.set()
        while division.bound == before:
            assert division.advance(until=math.inf)
        assert division.bound == before + 1


def test_what_goes_wrong_in_a_thread_is_raised_where_it_is_waited_for(
    relaxation: Relaxation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(*_: Any, **__: Any) -> Looked:
        raise MemoryError("no room")

    looks(monkeypatch, look)
    with divided(relaxation) as division, pytest.raises(MemoryError, match="no room"):
        division.advance(until=math.inf)


def test_sets_found_while_time_runs_out_are_told(relaxation: Relaxation, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    late = threading.Event()

    def look(_self: Divider, part: Part, *_: Any, **__: Any) -> Looked | None:
        asked.append(part.bound)
        if len(asked) == 1:
            return halves(part)
        if len(asked) == 2:
            late.wait(30)
            return Looked(sets={frozenset({3}): 17.0})
        return None

    looks(monkeypatch, look)
    found: dict[frozenset[int], float] = {}
    with divided(relaxation) as division:
        while division.advance(until=math.inf):
            found |= division.found()
            if not division.wanted:
                late.set()
        assert found == {frozenset({3}): 17.0}
        assert division.bound == max(asked)  # the part that there was no time for
    assert len(asked) == 3


def test_without_time_nothing_is_handed_out(relaxation: Relaxation) -> None:
    with divided(relaxation) as division:
        before = division.bound
        assert not division.advance(until=0.0)
        assert division.bound == before


def test_threads_have_ended_where_the_search_was_left(relaxation: Relaxation) -> None:
    before = threading.active_count()
    with divided(relaxation) as division:
        division.advance(until=math.inf)
        division.advance(until=math.inf)
    assert threading.active_count() == before


def test_each_program_begins_where_another_stood(relaxation: Relaxation) -> None:
    """A basis of one divider starts another, whose rows are others: the bounds are the same."""
    whole = Part(0.0, np.zeros(relaxation.market.stores), np.ones(relaxation.market.stores))
    one, other = (Divider(relaxation.narrowed(1e6), lambda: 1e6) for _ in range(2))
    looked = one.look(whole, frozenset(), until=math.inf)
    assert looked is not None
    half = looked.parts[0]
    assert half.start is not None
    for divider in (one, other):
        again = divider.look(half, frozenset(), until=math.inf)
        fresh = Divider(relaxation.narrowed(1e6), lambda: 1e6).look(
            Part(half.bound, half.least, half.most), frozenset(), until=math.inf
        )
        assert again is not None
        assert fresh is not None
        assert [part.bound for part in again.parts] == pytest.approx([part.bound for part in fresh.parts], rel=1e-3)


def test_a_run_cut_short_leaves_nothing_to_begin_with_and_the_bound_is_the_same(relaxation: Relaxation) -> None:
    usual = relaxation.narrowed(1e6).tighten(until=math.inf, rounds=1)
    relaxation.highs.clearSolver()
    relaxation.bar(frozenset({0}))  # a row that no basis knows
    anew = relaxation.narrowed(1e6).tighten(until=math.inf, rounds=1)
    assert usual is not None
    assert anew is not None
    assert anew.bound == pytest.approx(usual.bound)


def test_progress_is_heard_in_the_callers_thread_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("brickcore.sourcing.division.SMALL", 0)
    heard: set[int] = set()

    def hear(_: Found) -> bool:
        heard.add(threading.get_ident())
        return True

    before = threading.active_count()
    source(medium(7, lots=60, stores=60), seconds=2, on_progress=hear)
    assert heard == {threading.get_ident()}
    assert threading.active_count() == before
