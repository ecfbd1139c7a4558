"""Why there is no basket: lots that nobody has, or a wish that forbids what there is; and what can be tried instead."""

from collections.abc import Iterator, Mapping
from typing import Any

from brickcore.sourcing.plan import Sourced
from shop.services.quoting.choices import SUBSTITUTES, Choices
from shop.services.quoting.searches import Search

Json = dict[str, Any]


def why_not(search: Search, found: Sourced) -> Json:
    """{missing: [{lot, quantity}], because, ways: [{kind, choices, missing}]}.

    `ways` are choices to try instead: a wish given up by which fewer lots are missing (`missing` says how many still),
    and at last a basket without what nobody has. `because` is a sentence where every lot is there, yet no basket is.
    """
    missing = {need.lot: need.quantity for need in found.missing}
    return {
        "missing": [{"lot": lot, "quantity": quantity} for lot, quantity in sorted(missing.items())],
        "because": "" if missing else found.because,
        "ways": list(_ways(search, missing)),
    }


def _ways(search: Search, missing: Mapping[str, int]) -> Iterator[Json]:
    choices = search.choices
    if not missing:
        if choices.max_stores is not None:
            yield {"kind": "max_stores", "choices": {"max_stores": None}, "missing": 0}
        return
    for kind, patch in _wishes(choices):
        other = search.under(Choices.read(choices.as_json() | patch))
        still = other.asked.problem.missing() if other else ()
        if len(still) < len(missing):
            yield {"kind": kind, "choices": patch, "missing": len(still)}
    if len(missing) < len(search.shelf.wanted):
        yield {"kind": "left_out", "choices": {"left_out": sorted(choices.left_out | missing.keys())}, "missing": 0}


def _wishes(choices: Choices) -> Iterator[tuple[str, Json]]:
    """Wishes that forbid offers which are on the shelf, and how to give them up."""
    if choices.condition == "new":
        yield "condition", {"condition": "any"}
    if SUBSTITUTES - choices.substitutes:
        yield "substitutes", {"substitutes": sorted(SUBSTITUTES)}
    if choices.barred_stores:
        yield "barred_stores", {"barred_stores": []}
