"""Shared runs: a store makes kits of a build once enough of them are wanted, and then one price holds for all.

A pledge costs nothing. When the run closes (on its day, when no more kits can be made, or earlier by its store once the
threshold is reached) each pledge becomes a quote at the price of the tier that all pledges together reach, held long
enough to be ordered at leisure; below the threshold every pledge is released. Closing is one transaction under the
run's row lock, so a pledge is either in time or refused, and the price is the same for everybody.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from builds.models import Revision
from builds.selectors import access_revision
from common.countries import checked_country
from common.errors import Conflict, Denied, Invalid, NotFound
from common.money import CENT
from shop.models import Pledge, SharedRun, Store
from shop.selectors.requests import tier_price
from shop.selectors.stores import shipping_for
from shop.services.pledge_quotes import grams, kit_needs, quote_pledge

MOST_TIERS = 10
MOST_KITS = 100_000
MOST_KITS_EACH = 100  # that one member pledges for
DEAREST = Decimal(100_000)  # of one kit
SHORTEST, LONGEST = timedelta(hours=1), timedelta(days=180)  # that pledges are taken

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TierGiven:
    """From so many kits on, each costs that: in the store's currency."""

    kits: int
    price: Decimal


@transaction.atomic
def open_run(
    *, store: Store, by: User, revision: Revision, tiers: Sequence[TierGiven], most: int, closes_at: datetime
) -> SharedRun:
    """Offer to make kits of a build that everybody may see; the first tier is the threshold.

    Raises NotFound, Conflict("STORE_CLOSED", "NOT_PUBLISHED"), Invalid("RUN_TIERS", "RUN_MOST", "RUN_DATE").
    """
    if store.owner_id != by.pk:
        raise NotFound("NO_SUCH_STORE", _("There is no such store."))
    store = Store.objects.select_for_update().get(pk=store.pk)
    if not store.is_open:
        raise Conflict("STORE_CLOSED", _("The store is closed. Open it, and offer a shared run then."))
    _need_published(access_revision(by, revision.pk))
    kit_needs(revision, 1)
    _check_tiers(tiers)
    if not tiers[-1].kits <= most <= MOST_KITS:
        message = _("Make at least as many kits as the last tier asks for, and at most 100,000.")
        raise Invalid("RUN_MOST", message, field="most")
    if not SHORTEST <= closes_at - timezone.now() <= LONGEST:
        raise Invalid("RUN_DATE", _("A run closes in an hour at the earliest, in 180 days at the latest."), "closes_at")
    return SharedRun.objects.create(
        store=store,
        revision=revision,
        currency=store.currency,
        tiers=[{"kits": str(tier.kits), "price": str(tier.price.quantize(CENT))} for tier in tiers],
        threshold=tiers[0].kits,
        most=most,
        closes_at=closes_at,
    )


def _need_published(revision: Revision) -> None:
    if revision.published_at is None or revision.build.state != revision.build.State.PUBLISHED:
        message = _("Only a published build can be made for many. Publish it, and open the run then.")
        raise Conflict("NOT_PUBLISHED", message)


def _check_tiers(tiers: Sequence[TierGiven]) -> None:
    if not 0 < len(tiers) <= MOST_TIERS:
        raise Invalid("RUN_TIERS", _("Give 1 to 10 tiers."), field="tiers")
    for tier in tiers:
        is_sane = tier.price.is_finite() and 0 < tier.price <= DEAREST and tier.price == tier.price.quantize(CENT)
        if not is_sane or not 0 < tier.kits <= MOST_KITS:
            message = _("A tier has 1 to 100,000 kits, and a price above 0 in whole cents.")
            raise Invalid("RUN_TIERS", message, field="tiers")
    for before, after in pairwise(tiers):
        if after.kits <= before.kits or after.price >= before.price:
            raise Invalid("RUN_TIERS", _("Each tier has more kits and a lower price than the one before."), "tiers")


@transaction.atomic
def pledge(*, run: SharedRun, by: User, kits: int, country: str) -> Pledge:
    """Give one's word for so many kits, or change it. Raises Invalid, Denied("OWN_RUN") and Conflict."""
    run = _open(run)
    if not 0 < kits <= MOST_KITS_EACH:
        raise Invalid("PLEDGE_KITS", _("Pledge for 1 to 100 kits."), field="kits")
    country = checked_country(country)
    if run.store.owner_id == by.pk:
        raise Denied("OWN_RUN", _("This run is your own store's: it is for others to say how many are wanted."))
    if not run.store.is_open:
        raise Conflict("STORE_CLOSED", _("The store is closed now. Pledge when it opens again."))
    _need_way(run, kits, country)
    others = _pledged(run, but=by)
    if others + kits > run.most:
        message = _("%(left)d more kits can be made, and you asked for %(kits)d.")
        raise Conflict("RUN_FULL", message % {"left": run.most - others, "kits": kits})
    given, _is_new = Pledge.objects.update_or_create(
        run=run,
        shopper=by,
        defaults={"kits": kits, "country": country, "state": Pledge.State.PLEDGED},
    )
    if others + kits == run.most:
        _close(run)
        given.refresh_from_db()
    return given


@transaction.atomic
def withdraw_pledge(*, run: SharedRun, by: User) -> Pledge:
    """Take one's word back while the run is open. Raises NotFound("NO_PLEDGE") and Conflict("RUN_CLOSED")."""
    run = _open(run)
    given = run.pledges.filter(shopper=by, state=Pledge.State.PLEDGED).first()
    if given is None:
        raise NotFound("NO_PLEDGE", _("You have not pledged for this run."))
    given.state = Pledge.State.WITHDRAWN
    given.save(update_fields=["state", "updated_at"])
    return given


@transaction.atomic
def close_run(*, run: SharedRun, by: User) -> SharedRun:
    """Close a run before its day, once its threshold is reached. Raises NotFound and Conflict("RUN_BELOW", …)."""
    if run.store.owner_id != by.pk:
        raise NotFound("NO_SUCH_RUN", _("There is no such shared run."))
    run = _open(run)
    if _pledged(run) < run.threshold:
        message = _("Fewer kits are pledged than the threshold. Wait until the day; then all are released.")
        raise Conflict("RUN_BELOW", message)
    return _close(run)


def close_due_runs() -> int:
    """Close the runs whose day has come; one that cannot be priced now waits for the next time. Returns how many."""
    due = SharedRun.objects.filter(state=SharedRun.State.OPEN, closes_at__lte=timezone.now())
    closed = 0
    for run_id in due.order_by("pk").values_list("pk", flat=True):
        try:
            closed += _close_due(run_id)
        except Conflict as refusal:  # a rate is missing, say: no reason to leave the runs after it open
            logger.warning("Shared run %s is due and cannot be closed: %s", run_id, refusal.message)
    return closed


@transaction.atomic
def _close_due(run_id: int) -> bool:
    rows = SharedRun.objects.select_for_update(of=("self",), skip_locked=True)
    run = rows.select_related("store", "revision__build__owner").filter(pk=run_id).first()
    if run is None or run.state != SharedRun.State.OPEN:
        return False
    _close(run)
    return True


def _need_way(run: SharedRun, kits: int, country: str) -> None:
    """That the store sends such a parcel at all: learning that after the run is reached would be too late."""
    weight = grams(list(kit_needs(run.revision, kits).lots.values()))
    if shipping_for(run.store, country, weight, Decimal(run.tiers[0]["price"]) * kits) is None:
        message = _("%(store)s does not send a parcel of that weight to that country. Ask it, or pledge for fewer.")
        raise Conflict("NOT_SENT_THERE", message % {"store": run.store.name}, field="country")


def _open(run: SharedRun) -> SharedRun:
    """The run, locked: whoever pledges, withdraws or closes stands in one line."""
    run = (
        SharedRun.objects.select_for_update(of=("self",))
        .select_related("store", "revision__build__owner")
        .get(pk=run.pk)
    )
    if run.state != SharedRun.State.OPEN or run.closes_at <= timezone.now():
        raise Conflict("RUN_CLOSED", _("This run is closed."))
    return run


def _pledged(run: SharedRun, but: User | None = None) -> int:
    pledges = run.pledges.filter(state=Pledge.State.PLEDGED)
    if but is not None:
        pledges = pledges.exclude(shopper=but)
    return pledges.aggregate(kits=Sum("kits"))["kits"] or 0


def _close(run: SharedRun) -> SharedRun:
    # A store that closed meanwhile makes nothing: nobody is to order from it.
    price = tier_price(run.tiers, _pledged(run)) if run.store.is_open else None
    pledges = list(run.pledges.filter(state=Pledge.State.PLEDGED).select_related("shopper").order_by("pk"))
    run.state = SharedRun.State.RELEASED if price is None else SharedRun.State.REACHED
    run.kit_price = None if price is None else Decimal(price)
    run.save(update_fields=["state", "kit_price", "updated_at"])
    for given in pledges:
        given.quote = None if run.kit_price is None else quote_pledge(given, run, run.kit_price)
        given.state = Pledge.State.RELEASED if given.quote is None else Pledge.State.DUE
        given.save(update_fields=["state", "quote", "updated_at"])
    return run
