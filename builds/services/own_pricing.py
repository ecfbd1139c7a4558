"""Setting the price of a part of one's own, and adding the build up again."""

from decimal import Decimal

from django.db import transaction

from accounts.models import User
from builds.models import BomLine
from builds.selectors.bom import bom_lines
from builds.services.bill import figures_of
from builds.services.own_prices import save_own_price
from builds.services.run import write


@transaction.atomic
def set_own_price(*, line: BomLine, by: User, price: Decimal | None) -> BomLine:
    """Say what one of a lot costs that no catalogue knows, in euros; None where that is not known.

    Raises NotFound, Denied, Invalid("OWN_PRICE"), and Conflict("PRICED_OTHERWISE") for a part of the catalogue.
    """
    revision, priced = save_own_price(line=line, by=by, price=price)
    stages, fields = figures_of(list(bom_lines(revision)))
    figures = {stage: revision.stage_figures.get(stage, {}) | found for stage, found in stages.items()}
    write(revision, stage_figures=revision.stage_figures | figures, own_prices=revision.own_prices, **fields)
    return priced
