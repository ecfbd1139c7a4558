"""A shared run as people see it: its tiers, how far it is, and one's own pledge."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from builds.selectors import Viewer
from shop.models import Pledge, SharedRun
from shop.selectors.requests import tier_price
from web.present import figures


@dataclass(frozen=True, slots=True)
class TierShown:
    """From so many kits on each costs that; whether as many are pledged."""

    kits: int
    price: Decimal
    is_reached: bool


@dataclass(frozen=True, slots=True)
class RunShown:
    """A run with its words. `share` is how much of the threshold is pledged, in per cent."""

    run: SharedRun
    pledged: int
    share: int
    tiers: list[TierShown]
    says: str
    price: Decimal

    @property
    def is_open(self) -> bool:
        """Whether pledges are taken."""
        return self.run.state == SharedRun.State.OPEN


@dataclass(frozen=True, slots=True)
class RunPage:
    """One run, and what the viewer pledged for it."""

    shown: RunShown
    mine: Pledge | None


def runs_shown(runs: Iterable[SharedRun]) -> list[RunShown]:
    """The runs; `pledged`, store and build have to be loaded."""
    return [_shown(run) for run in runs]


def run_page(run: SharedRun, viewer: Viewer) -> RunPage:
    """The run that access_run gave. One query more for a member."""
    mine = None
    if viewer is not None and viewer.pk is not None:
        mine = (
            run.pledges.filter(shopper=viewer.pk).exclude(state=Pledge.State.WITHDRAWN).select_related("quote").first()
        )
    return RunPage(_shown(run), mine)


def _shown(run: SharedRun) -> RunShown:
    pledged = int(getattr(run, "pledged", 0))
    tiers = [TierShown(int(one["kits"]), Decimal(one["price"]), int(one["kits"]) <= pledged) for one in run.tiers]
    price = run.kit_price or Decimal(tier_price(run.tiers, pledged) or run.tiers[0]["price"])
    share = min(100, figures.per_cent(Decimal(pledged), Decimal(run.threshold)))
    return RunShown(run, pledged, share, tiers, _says(run, pledged), price)


def _says(run: SharedRun, pledged: int) -> str:
    if run.state == SharedRun.State.REACHED:
        return _("Reached: one price for all.")
    if run.state == SharedRun.State.RELEASED:
        return _("Too few were pledged by its day. Everybody is released, and nothing was charged.")
    missing = run.threshold - pledged
    if missing <= 0:
        return _("Enough are pledged: it will be made.")
    words = ngettext("%(n)s kit is missing until it is made.", "%(n)s kits are missing until it is made.", missing)
    return words % {"n": figures.count(missing)}
