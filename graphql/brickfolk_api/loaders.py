"""Loaders: each fetches many rows of one kind in one query, by a selector.

There is one set a request, so nothing outlives its viewer.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any

from aiodataloader import DataLoader
from asgiref.sync import sync_to_async

from accounts.selectors import members_by_id
from brickcore.programs.electric import Electric
from brickfolk_api.lists import PageLoader
from builds.selectors import Viewer, electric_by_revision, part_uses
from builds.selectors.batches import (
    assets_of_revisions,
    attachments_by_build,
    builds_by_id,
    newest_revisions_by_build,
    tags_by_build,
    visible_revisions_by_id,
)
from parts.selectors import (
    categories_by_id,
    colours_by_id,
    elements_by_part,
    inventories_by_minifig,
    inventories_by_set,
    minifigs_by_number,
    numbers_by_colour,
    numbers_by_part,
    parts_by_id,
    price_days_by_part,
    sets_by_number,
    themes_by_id,
)
from shop.selectors.batches import (
    balances_by_account,
    charges_by_quote,
    currency_by_shipment,
    details_by_quote,
    orders_by_id,
    orders_by_quote,
    pledges_by_run,
    quotes_by_id,
    reports_by_import,
)
from shop.selectors.picking import picking_lists
from shop.selectors.rules import terms_by_build
from shop.selectors.stores import steps_by_store, stores_by_id

Selector = Callable[[Collection[Any]], Mapping[Any, Any]]


class SelectorLoader(DataLoader[Any, Any]):
    """Batches keys into one call of a selector, on the request's own thread; an unknown key gives `empty`."""

    def __init__(self, selector: Selector, empty: Any = None) -> None:
        super().__init__()
        self.selector = selector
        self.empty = empty

    async def batch_load_fn(self, keys: Sequence[Any]) -> list[Any]:
        """What the selector finds, in the keys' order."""
        found = await sync_to_async(self.selector, thread_sensitive=True)(keys)
        return [found.get(key, self.empty) for key in keys]


class Loaders:
    """The loaders of one viewer's one request, each made when first asked for."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self._price_days: dict[tuple[str, date | None, int], SelectorLoader] = {}
        self.lists: dict[tuple[str, str, str], PageLoader] = defaultdict(PageLoader)

    assets_by_revision = cached_property(lambda _: SelectorLoader(assets_of_revisions, empty={}))
    attachments_by_build = cached_property(lambda _: SelectorLoader(attachments_by_build, empty=[]))
    balance = cached_property(lambda _: SelectorLoader(balances_by_account))
    build = cached_property(lambda _: SelectorLoader(builds_by_id))
    category = cached_property(lambda _: SelectorLoader(categories_by_id))
    charges_by_quote = cached_property(lambda _: SelectorLoader(charges_by_quote, empty=[]))
    colour = cached_property(lambda _: SelectorLoader(colours_by_id))
    currency_of_shipment = cached_property(lambda _: SelectorLoader(currency_by_shipment))
    electric_by_revision = cached_property(lambda _: SelectorLoader(electric_by_revision, empty=Electric()))
    elements_by_part = cached_property(lambda _: SelectorLoader(elements_by_part, empty=[]))
    import_reports = cached_property(lambda _: SelectorLoader(reports_by_import))
    inventory_of_minifig = cached_property(lambda _: SelectorLoader(inventories_by_minifig))
    inventory_of_set = cached_property(lambda _: SelectorLoader(inventories_by_set))
    member = cached_property(lambda _: SelectorLoader(members_by_id))
    minifig_called = cached_property(lambda _: SelectorLoader(minifigs_by_number))
    newest_revision = cached_property(lambda self: SelectorLoader(partial(newest_revisions_by_build, self.viewer)))
    numbers_by_colour = cached_property(lambda _: SelectorLoader(numbers_by_colour, empty=[]))
    numbers_by_part = cached_property(lambda _: SelectorLoader(numbers_by_part, empty=[]))
    order_of_quote = cached_property(lambda _: SelectorLoader(orders_by_quote))
    order_of_shipment = cached_property(lambda _: SelectorLoader(orders_by_id))
    own_pledge = cached_property(lambda self: SelectorLoader(partial(pledges_by_run, self.viewer)))
    part = cached_property(lambda _: SelectorLoader(parts_by_id))
    part_uses = cached_property(lambda _: SelectorLoader(part_uses, empty=[]))
    picking_list = cached_property(lambda _: SelectorLoader(picking_lists, empty=[]))
    quote = cached_property(lambda self: SelectorLoader(partial(quotes_by_id, self.viewer)))
    quote_details = cached_property(lambda _: SelectorLoader(details_by_quote))
    set_called = cached_property(lambda _: SelectorLoader(sets_by_number))
    steps_of_store = cached_property(lambda _: SelectorLoader(steps_by_store, empty=[]))
    store = cached_property(lambda _: SelectorLoader(stores_by_id))
    tags_by_build = cached_property(lambda _: SelectorLoader(tags_by_build, empty=[]))
    terms_of_build = cached_property(lambda _: SelectorLoader(terms_by_build))
    theme = cached_property(lambda _: SelectorLoader(themes_by_id))
    visible_revision = cached_property(lambda self: SelectorLoader(partial(visible_revisions_by_id, self.viewer)))

    def price_days(self, condition: str, since: date | None, last: int) -> SelectorLoader:
        """The loader of price histories asked with these arguments."""
        asked = partial(price_days_by_part, condition=condition, since=since, last=last)
        return self._price_days.setdefault((condition, since, last), SelectorLoader(asked))
