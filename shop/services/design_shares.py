"""Who gets what of the design fee of one kit, as it would be charged today."""

from django.utils import timezone

from builds.models import Revision
from shop.models import PriceRule, QuoteCharge
from shop.services.pricing import Charge, NoRate
from shop.services.quoting.pinning import pin

DESIGN = (QuoteCharge.Kind.DESIGN_FEE, QuoteCharge.Kind.ROYALTY)


def shares_of(revision: Revision, currency: str) -> list[Charge] | None:
    """The lines of one kit's fee: its builder's, then each ancestor's; none where nothing is asked.

    None where a currency of the lineage has no exchange rate. The revision needs its build and owner loaded.
    """
    pinned = pin(
        kits={revision: 1}, currencies=[currency], currency=currency, country=PriceRule.EVERYWHERE,
        on=timezone.localdate(), instructions=False,
    )  # fmt: skip
    try:
        charges = pinned.price([]).charges
    except NoRate:
        return None
    return [charge for charge in charges if charge.kind in DESIGN]
