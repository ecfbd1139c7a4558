"""What a designer asks for each kit of a build, and of the fees of its remixes."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from builds.models import Build
from builds.services.owning import lock_own_build
from common.errors import Invalid
from common.money import CENT
from shop.models import DesignTerms
from shop.services.amounts import amount, checked_currency

ALL = Decimal(100)


@transaction.atomic
def set_design_terms(
    *,
    build: Build,
    by: User,
    fee: Decimal = Decimal(0),
    royalty_fixed: Decimal = Decimal(0),
    royalty_percent: Decimal = Decimal(0),
    currency: str = "EUR",
) -> DesignTerms:
    """Set them, or change them: quotes that were made before keep what they were made with.

    A royalty is so much a kit of a remix or so many per cent of its fee, not both. Raises NotFound, Denied, Invalid.
    """
    if royalty_fixed and royalty_percent:
        message = _("A royalty is so much a kit, or so many per cent of the fee: choose one.")
        raise Invalid("TERMS_ROYALTY", message, field="royalty_percent")
    given = {
        "currency": checked_currency(currency),
        "fee": amount(fee, "fee"),
        "royalty_fixed": amount(royalty_fixed, "royalty_fixed"),
        "royalty_percent": _percent(royalty_percent),
        "set_by": by,
    }
    return DesignTerms.objects.update_or_create(build=lock_own_build(build, by), defaults=given)[0]


def _percent(given: Decimal) -> Decimal:
    if not given.is_finite() or not 0 <= given <= ALL or given != given.quantize(CENT):
        message = _("Say a per cent from 0 to 100, with two decimals at most.")
        raise Invalid("TERMS_ROYALTY", message, field="royalty_percent")
    return given.quantize(CENT)
