"""How a quote that waits or is searched ends without a price."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Conflict
from shop.models import Quote
from shop.selectors.quotes import access_quote


@transaction.atomic
def cancel_quote(*, quote: Quote, by: User) -> Quote:
    """Stop a search: a job that waits finds nothing to do, one that runs ends within a second or two.

    Raises NotFound, and Conflict("ALREADY_ENDED").
    """
    quote = Quote.objects.select_for_update().get(pk=access_quote(by, quote.code).pk)
    if quote.state == Quote.State.CANCELLED:
        return quote
    if quote.state not in Quote.UNFINISHED:
        raise Conflict("ALREADY_ENDED", _("The search has ended already."))
    quote.state = Quote.State.CANCELLED
    quote.save(update_fields=["state", "updated_at"])
    return quote


def fail_quote(quote_id: int, error: Mapping[str, str]) -> None:
    """Say why there is no price, unless the quote has ended otherwise."""
    waiting = Quote.objects.filter(pk=quote_id, state__in=Quote.UNFINISHED)
    waiting.update(state=Quote.State.FAILED, error=dict(error))


def give_up_quote(quote_id: int, message: str) -> None:
    """After the last attempt."""
    fail_quote(quote_id, {"code": "QUOTE_GIVEN_UP", "message": message, "hint": ""})
