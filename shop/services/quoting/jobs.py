"""Putting a quote's search into the queue, in the transaction that asks for it; tasks go by name."""

from common.jobs import app, defer
from shop.models import Quote

RUNNING = "shop.run_quote"


def defer_quote(quote: Quote) -> None:
    """Have a worker search once the transaction commits."""
    defer(app.tasks[RUNNING], quote_id=quote.pk)
