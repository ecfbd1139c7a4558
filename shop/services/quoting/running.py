"""The worker's part: search, price, write. It may be killed at any line, and then does all of it again."""

import logging
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from brickcore.errors import BrickError
from brickcore.sourcing.plan import Found, Sourced
from brickcore.sourcing.problem import Problem
from brickcore.sourcing.sourcing import source
from common.money import cents
from shop.models import Quote
from shop.services.pricing import NoRate
from shop.services.quoting.baskets import Packed
from shop.services.quoting.changing import Kind, changes_of
from shop.services.quoting.ending import fail_quote
from shop.services.quoting.impossible import why_not
from shop.services.quoting.proofs import proof_of
from shop.services.quoting.searches import Search, search_for
from shop.services.quoting.watching import Watch
from shop.services.quoting.writing import Answer, bound_of, write_impossible, write_ready

MOST_FOR_A_CHANGE = 2.0  # seconds; and no more than a quarter of what the search itself may take
MOST_TOTAL = Decimal("9999999999.99")  # what the columns of amounts hold
MOST_FOR_CHANGES = 1.5  # times what the search may take: then no further change is tried
Json = dict[str, Any]

logger = logging.getLogger(__name__)


def run_quote(quote_id: int, *, keep_proof: bool = True) -> None:
    """Find the basket, price it and store both; does nothing for a quote that has ended or is gone.

    Without `keep_proof` no file is written: a file outlives the transaction of a quote that is only tried.
    """
    quote = _begin(quote_id)
    if quote is None:
        return
    try:
        _run(quote, keep_proof=keep_proof)
    except NoRate as error:
        message = _("Nobody has told what %(currency)s is worth in %(into)s, and this price needs it.")
        words = message % {"currency": error.currency, "into": error.into}
        fail_quote(quote.pk, {"code": "NO_RATE", "message": words, "hint": _("Ask for the quote in another currency.")})
    except BrickError as error:
        logger.warning("a basket was no problem that can be solved", extra={"quote": quote.code, "code": error.code})
        fail_quote(quote.pk, {"code": error.code, "message": error.message, "hint": error.hint})


@transaction.atomic
def _begin(quote_id: int) -> Quote | None:
    """Take the quote to work on it, also where a run before this one was cut off."""
    quote = Quote.objects.select_for_update(of=("self",)).select_related("shopper").filter(pk=quote_id).first()
    if quote is None or quote.state not in Quote.UNFINISHED:
        return None
    quote.state, quote.progress = Quote.State.SEARCHING, {}
    quote.save(update_fields=["state", "progress", "updated_at"])
    return quote


def _run(quote: Quote, *, keep_proof: bool) -> None:
    search = search_for(quote, timezone.localdate())
    problem = search.asked.problem
    figures: Json = {"stores": len(problem.stores), "offers": sum(len(store.offers) for store in problem.stores)}
    watch = Watch(quote, figures | {"cost": None, "bound": None})
    if not watch.tell():
        return
    found = source(problem, seconds=float(quote.seconds), on_progress=watch.see)
    if watch.is_over:
        return
    figures |= {"seconds": round(watch.seconds, 1), "status": found.status, "not_asked": _not_asked(search)}
    proof = proof_of(problem) if keep_proof else b""
    if found.cost is not None:
        _price(search, found, watch, figures, proof)
    elif found.status == "unknown":
        hint = _("Search longer, or allow more: used parts, more stores.")
        fail_quote(quote.pk, {"code": "QUOTE_LATE", "message": _("No basket was found in time."), "hint": hint})
    else:
        write_impossible(quote.pk, figures | why_not(search, found), proof)


def _price(search: Search, found: Sourced, watch: Watch, figures: Json, proof: bytes) -> None:
    found, fewer = _with_fewer(search, found, watch)
    packed = search.pack(found.plan)
    stack = search.pinned.price([one.parcel for one in packed])
    if stack.total > MOST_TOTAL:
        message = _("This basket comes to more than %(most)s: more than a quote can hold.")
        hint = _("Ask for fewer pieces, or split it.")
        error = {"code": "QUOTE_TOO_DEAR", "message": message % {"most": f"{MOST_TOTAL:,}"}, "hint": hint}
        fail_quote(search.quote.pk, error)
        return
    changes = _changes(search, found, fewer, packed, watch)
    if watch.is_over:
        return
    answer = Answer(
        packed=packed,
        stack=stack,
        pinned=search.pinned,
        bound=bound_of(found, search.asked.slack, stack.basket),
        plain=_plain(found, stack.basket),
        findings=figures | {"changes": changes, "missing": [], "because": ""},
        proof=proof,
    )
    write_ready(search.quote.pk, answer)


def _plain(found: Sourced, basket: Decimal) -> Decimal | None:
    """What the plain way of shopping costs; None where there is none, or it is more than anybody can compare with."""
    plain = None if found.baseline is None else max(basket, cents(found.baseline))
    return None if plain is None or plain > MOST_TOTAL else plain


def _with_fewer(search: Search, found: Sourced, watch: Watch) -> tuple[Sourced, Sourced | None]:
    """The plan, and the best with one store less.

    Where the search ran out of time, fewer stores may come out cheaper; that plan is one of this problem too, so it is
    the basket then. A page must not offer to save by a wish what the search could have had without it.
    """
    while len(found.stores) > 1 and watch.still():
        problem = replace(search.asked.problem, max_stores=len(found.stores) - 1)
        fewer = _tried(problem, search, found, watch)
        if fewer.cost is None or found.cost is None or fewer.cost >= found.cost:
            return found, fewer
        found = replace(found, plan=fewer.plan, cost=fewer.cost, bound=min(found.bound, fewer.cost))
    return found, None


def _changes(search: Search, found: Sourced, fewer: Sourced | None, packed: list[Packed], watch: Watch) -> list[Json]:
    """What would change it, as far as time allows; the quote may be cancelled between two of them."""
    until = watch.seconds + MOST_FOR_CHANGES * float(search.quote.seconds)

    def solve(kind: Kind, other: Search) -> Sourced | None:
        if kind == "fewer_stores":
            return fewer
        if watch.seconds > until or not watch.tell():
            return None
        return _tried(other.asked.problem, search, found, watch)

    return list(changes_of(search, packed, solve))


def _tried(problem: Problem, search: Search, found: Sourced, watch: Watch) -> Sourced:
    """A problem near one that is solved, for a short while: it is no matter if nothing comes of it."""
    seconds = min(MOST_FOR_A_CHANGE, float(search.quote.seconds) / 4)

    def goes_on(now: Found) -> bool:
        return now.seconds < seconds and watch.still()

    return source(problem, seconds=seconds, start=found.plan, on_progress=goes_on)


def _not_asked(search: Search) -> list[Json]:
    """Stores that have some of the lots and cannot be asked, with the reason."""
    shelf = search.shelf
    return [{"store": shelf.stores[key].name, "because": because} for key, because in shelf.not_asked.items()]
