"""Asking for one's own quotes and cart."""

from typing import Any

import graphene

from brickfolk_api.connections import connection_field
from brickfolk_api.context import in_database
from brickfolk_api.keysets import Order as By
from brickfolk_api.keysets import Page, page_of, paging
from brickfolk_api.types.shop.cart import Cart
from brickfolk_api.types.shop.quote import Quote, QuoteConnection
from common.errors import NotFound
from shop.models import Cart as CartRow
from shop.models import Quote as QuoteRow
from shop.selectors.batches import DETAILS
from shop.selectors.carts import cart_of
from shop.selectors.quotes import access_quote, visible_quotes


class QuoteQueries(graphene.ObjectType):
    """What you had priced, and what you mean to buy."""

    quote = graphene.Field(
        Quote,
        code=graphene.String(required=True, description="What it is called by."),
        description="A quote of yours: ask again until it has ended.",
    )
    quotes = connection_field(QuoteConnection, description="Your quotes, the newest first.")
    cart = graphene.Field(Cart, description="Your cart; null while nothing was ever put into it.")

    @staticmethod
    @in_database
    def resolve_quote(_root: None, info: Any, code: str) -> QuoteRow | None:
        """A quote of the viewer's; of another's nobody learns that it exists."""
        try:
            return access_quote(info.context.viewer, code)
        except NotFound:
            return None

    @staticmethod
    @in_database
    def resolve_quotes(_root: None, info: Any, **arguments: Any) -> Page:
        """The viewer's quotes; what is long in them is read when asked for, together."""
        found = visible_quotes(info.context.viewer).defer(*DETAILS, "pinned")
        return page_of(found, (By("id", descending=True),), paging(arguments))

    @staticmethod
    @in_database
    def resolve_cart(_root: None, info: Any) -> CartRow | None:
        """The viewer's cart."""
        return cart_of(info.context.viewer)
