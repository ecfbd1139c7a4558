"""A quote: what was asked, how the search stands, and the price with every reason of it."""

from collections.abc import Awaitable
from typing import Any

import graphene
from django.urls import reverse

from brickfolk_api.connections import connection, connection_field
from brickfolk_api.context import in_database
from brickfolk_api.identifiers import global_id
from brickfolk_api.keysets import Order as By
from brickfolk_api.lists import list_of
from brickfolk_api.types.money import Money, money
from brickfolk_api.types.notice import Problem
from brickfolk_api.types.revision import Revision
from brickfolk_api.types.shop.choices import QuoteChoices
from brickfolk_api.types.shop.enums import QuoteState
from brickfolk_api.types.shop.pieces import FIRST, SKIP, a_part_of
from brickfolk_api.types.shop.quote_price import DEAREST, LARGEST, Charge, QuoteLineConnection, QuoteParcelConnection
from brickfolk_api.types.shop.quote_replay import Replay, replayed
from brickfolk_api.types.shop.quote_search import (
    LeftOutLot,
    QuoteFindings,
    QuoteNeed,
    QuoteProgress,
    findings_of,
    gap_of,
    progress_of,
)
from common.files import signed_url
from common.models import StoredFile
from shop.models import Quote as QuoteRow
from shop.models import QuoteKit as QuoteKitRow
from shop.selectors.quote_rows import kits_of_quote, lines_of_quote, parcels_of_quote
from shop.selectors.quotes import is_expired
from shop.services.quoting.choices import Choices


class KitOfQuote(graphene.ObjectType):
    """So many kits of a build."""

    revision = graphene.Field(Revision, description="The revision; null where you may not see it any more.")
    quantity = graphene.Int(required=True, description="How many kits.")

    @staticmethod
    def resolve_revision(kit: QuoteKitRow, info: Any) -> Awaitable[Any]:
        """The revision, as the viewer may see it."""
        return info.context.loaders.visible_revision.load(kit.revision_id)


KitOfQuoteConnection: Any = connection(KitOfQuote, "KitOfQuote")


class Quote(graphene.ObjectType):
    """A basket and its price, held for a while. Only whoever asked for it sees it."""

    id = graphene.ID(required=True, description="The global id.")
    code = graphene.String(required=True, description="What people call it by.")
    path = graphene.String(required=True, description="Its page on this site.")
    state = graphene.Field(QuoteState, required=True, description="How it stands: ask again until it has ended.")
    created_at = graphene.DateTime(required=True, description="When it was asked for.")
    country = graphene.String(required=True, description="Where the parcels go, as a country’s two letters.")
    currency = graphene.String(required=True, description="Of all its amounts, but for what stores asked.")
    seconds = graphene.Float(required=True, description="How long the search may take.")
    choices = graphene.NonNull(QuoteChoices, description="What was chosen about the basket.")
    kits = connection_field(KitOfQuoteConnection, description="The builds that it is for.")
    needs = graphene.List(
        graphene.NonNull(QuoteNeed),
        required=True,
        first=graphene.Int(required=True, default_value=100, description=FIRST),
        skip=graphene.Int(required=True, default_value=0, description=SKIP),
        description="The lots to buy, the most pieces first.",
    )
    need_count = graphene.Int(required=True, description="How many lots there are to buy.")
    left_out = graphene.List(
        graphene.NonNull(LeftOutLot),
        required=True,
        first=graphene.Int(required=True, default_value=100, description=FIRST),
        skip=graphene.Int(required=True, default_value=0, description=SKIP),
        description="Lots that are not bought, and why.",
    )
    progress = graphene.Field(QuoteProgress, description="What the search has come to; null before it begins.")
    problem = graphene.Field(Problem, description="Why the search failed, if it did.")
    basket = graphene.Field(Money, description="Parts and shipping: what the search made small.")
    bound = graphene.Field(Money, description="No basket is below it: proven.")
    gap = graphene.String(description="How far the basket may be above the best, as a share of it: 0.0125 is 1.25 %.")
    plain = graphene.Field(Money, description="What filling one store after another would cost.")
    total = graphene.Field(Money, description="What is charged: the sum of the charges.")
    charges = graphene.List(
        graphene.NonNull(Charge), required=True, description="The lines of the price; they add up to the total."
    )
    parcels = connection_field(QuoteParcelConnection, description="What comes from each store, the largest first.")
    lines = connection_field(QuoteLineConnection, description="All lots of the basket, the dearest first.")
    findings = graphene.Field(QuoteFindings, description="What was looked at, and what would change the basket.")
    ready_at = graphene.DateTime(description="Since when it has a price.")
    expires_at = graphene.DateTime(description="Until when its prices are held.")
    is_expired = graphene.Boolean(required=True, description="Whether its prices are held no longer.")
    replay = graphene.Field(Replay, description="The price worked out again; null while there is none.")
    proof_url = graphene.String(
        description="The problem as it was solved, for “python -m brickcore source”; signed, for a limited time."
    )
    order = graphene.Field("brickfolk_api.types.shop.order.Order", description="The order that it became.")

    @staticmethod
    def resolve_id(quote: QuoteRow, _info: Any) -> str:
        """The global id."""
        return global_id("Quote", quote.pk)

    @staticmethod
    def resolve_path(quote: QuoteRow, _info: Any) -> str:
        """The address of its page."""
        return reverse("web:quote", args=[quote.code])

    @staticmethod
    async def resolve_choices(quote: QuoteRow, info: Any) -> Choices:
        """What was chosen."""
        return Choices.read((await _details(quote, info))["choices"])

    @staticmethod
    def resolve_kits(quote: QuoteRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """The builds that it is for."""
        return list_of(info, kits_of_quote(quote), (By("id"),), arguments)

    @staticmethod
    async def resolve_needs(quote: QuoteRow, info: Any, first: int, skip: int) -> list[Any]:
        """Some of the lots to buy."""
        return a_part_of((await _details(quote, info))["needs"], first, skip)

    @staticmethod
    async def resolve_need_count(quote: QuoteRow, info: Any) -> int:
        """How many there are."""
        return len((await _details(quote, info))["needs"])

    @staticmethod
    async def resolve_left_out(quote: QuoteRow, info: Any, first: int, skip: int) -> list[Any]:
        """Some of the lots that are not bought."""
        return a_part_of((await _details(quote, info))["left_out"], first, skip)

    @staticmethod
    def resolve_progress(quote: QuoteRow, _info: Any) -> dict[str, Any] | None:
        """The search's figures."""
        return progress_of(quote.progress, quote.currency)

    @staticmethod
    def resolve_problem(quote: QuoteRow, _info: Any) -> dict[str, str] | None:
        """Why it failed."""
        return quote.error

    @staticmethod
    def resolve_basket(quote: QuoteRow, _info: Any) -> dict[str, Any] | None:
        """Parts and shipping."""
        return money(quote.basket, quote.currency)

    @staticmethod
    def resolve_bound(quote: QuoteRow, _info: Any) -> dict[str, Any] | None:
        """The proven limit."""
        return money(quote.bound, quote.currency)

    @staticmethod
    def resolve_gap(quote: QuoteRow, _info: Any) -> str | None:
        """Between the two."""
        return gap_of(quote.basket, quote.bound)

    @staticmethod
    def resolve_plain(quote: QuoteRow, _info: Any) -> dict[str, Any] | None:
        """The plain way of shopping."""
        return money(quote.plain, quote.currency)

    @staticmethod
    def resolve_total(quote: QuoteRow, _info: Any) -> dict[str, Any] | None:
        """What is charged."""
        return money(quote.total, quote.currency)

    @staticmethod
    async def resolve_charges(quote: QuoteRow, info: Any) -> list[tuple[Any, str]]:
        """The lines of the price, each with its currency."""
        charges = await info.context.loaders.charges_by_quote.load(quote.pk)
        return [(charge, quote.currency) for charge in charges]

    @staticmethod
    def resolve_parcels(quote: QuoteRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """What comes from each store."""
        return list_of(info, parcels_of_quote(quote), LARGEST, arguments)

    @staticmethod
    def resolve_lines(quote: QuoteRow, info: Any, **arguments: Any) -> Awaitable[Any]:
        """The lots of all parcels."""
        return list_of(info, lines_of_quote(quote), DEAREST, arguments)

    @staticmethod
    async def resolve_findings(quote: QuoteRow, info: Any) -> dict[str, Any] | None:
        """What was found."""
        return findings_of(await _details(quote, info), quote.currency)

    @staticmethod
    def resolve_is_expired(quote: QuoteRow, _info: Any) -> bool:
        """Whether its prices are held no longer."""
        return is_expired(quote)

    @staticmethod
    @in_database
    def resolve_replay(quote: QuoteRow, _info: Any) -> dict[str, Any] | None:
        """The price worked out again."""
        return replayed(quote) if quote.state == QuoteRow.State.READY else None

    @staticmethod
    def resolve_proof_url(quote: QuoteRow, info: Any) -> str | None:
        """Where its file is."""
        if quote.problem_id is None:
            return None
        file, name = StoredFile(sha256=quote.problem_id), f"{quote.code}.json"
        address = signed_url(file, name=name, content_type="application/json")
        return str(info.context.request.build_absolute_uri(address))

    @staticmethod
    def resolve_order(quote: QuoteRow, info: Any) -> Awaitable[Any]:
        """What it became."""
        return info.context.loaders.order_of_quote.load(quote.pk)


async def _details(quote: QuoteRow, info: Any) -> dict[str, Any]:
    found: dict[str, Any] = await info.context.loaders.quote_details.load(quote.pk)
    return found


QuoteConnection: Any = connection(Quote, "Quote")
