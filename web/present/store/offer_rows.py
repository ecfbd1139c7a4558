"""A store's lots as a list shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict
from django.utils import formats

from shop.models import Offer, Store
from shop.selectors.offers import offers_of_store
from shop.services.offers import tiers_of
from web.keysets import Stretch, stretch
from web.present import figures
from web.present.part_pictures import Pictures, pictures_of
from web.present.store.offer_keys import ORDERS, after, key_of, known_order

LONGEST = 200
CONDITIONS = ("new", "used")
ON_SALE = {"": False, "sold": True, "all": None}


@dataclass(frozen=True, slots=True)
class OfferShown:
    """A lot: the price of one, with four decimals so that a column of them aligns, and what more pieces cost."""

    offer: Offer
    price: str
    tiers: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class OfferList:
    """Some lots of a store, what was asked for, and where the list goes on."""

    rows: list[OfferShown]
    page: Stretch[Offer]
    q: str
    condition: str
    order: str
    sale: str
    orders: list[tuple[str, str]]
    pictures: Pictures

    @property
    def is_filtered(self) -> bool:
        """Whether fewer than all lots were asked for."""
        return bool(self.q or self.condition)


def offer_list(store: Store, asked: QueryDict, *, own: bool) -> OfferList:
    """The lots that were asked for; the owner may see those that are sold out too, and search what only they see."""
    q = " ".join(asked.get("q", "").split())[:LONGEST]
    condition = asked.get("condition", "")
    condition = condition if condition in CONDITIONS else ""
    order = known_order(asked.get("order", ""), own=own)
    sale = asked.get("sale", "") if own and asked.get("sale", "") in ON_SALE else ""
    found = offers_of_store(
        store, q, condition=condition, sold_out=ON_SALE[sale], order=order, as_owner=own
    )  # fmt: skip
    page = stretch(after(found, order, asked), asked, lambda offer: key_of(order, offer))
    orders = [(name, str(words)) for name, words in ORDERS.items() if own or name != "remarks"]
    pictures = pictures_of([(one.part, one.colour) for one in page.rows], ask=False)
    return OfferList(offers_shown(page.rows), page, q, condition, order, sale, orders, pictures)


def offers_shown(offers: Iterable[Offer]) -> list[OfferShown]:
    """Lots with their prices in words."""
    return [offer_shown(one) for one in offers]


def offer_shown(offer: Offer) -> OfferShown:
    """One of them."""
    tiers = [(pieces, figures.price_of_one(Decimal(each))) for pieces, each in tiers_of(offer)]
    return OfferShown(offer, formats.number_format(offer.price, decimal_pos=4), tiers)
