"""Files of lots that a store hands in: kept, read by a child, identified, and merged into its shelf at once."""

from shop.services.offer_imports.accepting import accept_offers, cancel_import
from shop.services.offer_imports.running import give_up_import, run_import

__all__ = ["accept_offers", "cancel_import", "give_up_import", "run_import"]
