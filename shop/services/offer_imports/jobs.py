"""The job that reads a store's file; tasks go by name, as they stand above services."""

from common.jobs import app, defer
from shop.models import OfferImport

IMPORTING = "shop.import_offers"


def defer_import(offer_import: OfferImport) -> None:
    """Have a worker read the file once the transaction commits."""
    defer(app.tasks[IMPORTING], import_id=offer_import.pk)
