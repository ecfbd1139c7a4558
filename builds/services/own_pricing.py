"""Setting the price of a part of one's own, and adding the build up again."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from builds.models import BomLine
from builds.selectors.bom import bom_lines
from builds.services.bill import add_up_again
from builds.services.own_prices import PRICE, checked_price, price_own, recorded_with
from builds.services.owning import lock_own_line
from common.errors import Conflict


@transaction.atomic
def set_own_price(*, line: BomLine, by: User, price: Decimal | None) -> BomLine:
    """Say what one of a lot costs that no catalogue knows, in euros; None where that is not known.

    Raises NotFound, Denied, Invalid("OWN_PRICE"), and Conflict("PRICED_OTHERWISE") for a part of the catalogue.
    """
    price = checked_price(price)
    revision, line = lock_own_line(line, by)
    if line.part_id is not None:
        raise Conflict("PRICED_OTHERWISE", _("The catalogue knows this part, and prices it."))
    price_own(line, price)
    line.save(update_fields=["own_price", "currency", "found", *PRICE])
    add_up_again(revision, list(bom_lines(revision)), own_prices=recorded_with(revision, line, price))
    return line
