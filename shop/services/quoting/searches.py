"""One search: what a quote asks, all that it may choose from, and the problem that both make."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from brickcore.sourcing.plan import PlanLine
from shop.models import Quote
from shop.services.quoting.baskets import Packed, pack
from shop.services.quoting.choices import Choices
from shop.services.quoting.pinning import Pinned, pin
from shop.services.quoting.problems import Asked, problem_for
from shop.services.quoting.shelf import Found, Shelf, find, shelf_of


@dataclass(frozen=True, slots=True)
class Search:
    """What a basket is looked for with."""

    quote: Quote
    choices: Choices
    pinned: Pinned
    shelf: Shelf
    asked: Asked

    def under(self, choices: Choices, *, owned: bool = False, without: Collection[str] = ()) -> "Search | None":
        """The same under other choices, less what is owned or without some lots, where that is new.

        None where nothing is left to buy.
        """
        had = choices.owned if owned else {}
        left = (replace(one, quantity=one.quantity - had.get(one.lot, 0)) for one in self.shelf.wanted)
        wanted = tuple(one for one in left if one.quantity > 0 and one.lot not in without)
        if not wanted:
            return None
        shelf = replace(self.shelf, wanted=wanted)
        return Search(self.quote, choices, self.pinned, shelf, problem_for(shelf, choices, self.pinned.rates))

    def pack(self, plan: Sequence[PlanLine]) -> list[Packed]:
        """The parcels of a plan."""
        return pack(self.asked, plan, self.shelf, self.quote.country, self.pinned.rates)


def search_for(quote: Quote, on: date) -> Search:
    """Everything for the search of a quote, read and pinned. Raises brickcore's ProblemError."""
    choices = Choices.read(quote.choices)
    found = find(quote, choices)
    pinned = _pinned(quote, choices, found, on)
    shelf = shelf_of(found, quote.country, pinned.rates)
    return Search(quote, choices, pinned, shelf, problem_for(shelf, choices, pinned.rates))


def _pinned(quote: Quote, choices: Choices, found: Found, on: date) -> Pinned:
    kits = quote.kits.select_related("revision__build__owner").defer("revision__build__words")
    return pin(
        kits={kit.revision: kit.quantity for kit in kits},
        currencies=found.currencies,
        currency=quote.currency,
        country=quote.country,
        on=on,
        instructions=not choices.without_instructions,
    )
