"""The one way to get a store for a person, and what it asks for sending a parcel."""

from collections.abc import Collection, Iterable
from decimal import Decimal

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from builds.selectors import Viewer
from common.errors import NotFound
from common.text import is_storable
from shop.models import Offer, ShippingStep, Store


def visible_stores(viewer: Viewer) -> QuerySet[Store]:
    """Open stores, and one's own."""
    rule = Q(is_open=True)
    if viewer is not None and viewer.pk is not None:
        rule |= Q(owner=viewer.pk)
    return Store.objects.filter(rule).select_related("owner")


def open_stores() -> QuerySet[Store]:
    """Stores that sell, by name; each has `lots_on_sale`. Only of stores that are fetched are the lots counted, in an
    index: joined and grouped, all offers of all stores would be read for the first page.
    """
    lots = Offer.objects.filter(store=OuterRef("pk"), on_market=True).order_by().values("store")
    on_sale = Coalesce(Subquery(lots.values(count=Count("*")), output_field=IntegerField()), 0)
    return Store.objects.filter(is_open=True).select_related("owner").annotate(lots_on_sale=on_sale).order_by("name")


def access_store(viewer: Viewer, slug: str) -> Store:
    """The store, with its owner. Raises NotFound: a closed one is its owner's alone to see."""
    store = visible_stores(viewer).filter(slug=slug).first() if is_storable(slug) else None
    if store is None:
        raise _no_store()
    return store


def access_own_store(viewer: Viewer, slug: str) -> Store:
    """The store, when it is this person's own: the way into its back office. Raises NotFound."""
    store = access_store(viewer, slug)
    if viewer is None or store.owner_id != viewer.pk:
        raise _no_store()
    return store


def stores_of(viewer: Viewer) -> QuerySet[Store]:
    """A member's own stores, open or not, by name; nobody's for a visitor."""
    if viewer is None or viewer.pk is None:
        return Store.objects.none()
    return Store.objects.filter(owner=viewer.pk).order_by("name")


def stores_by_id(ids: Collection[int]) -> dict[int, Store]:
    """Stores by key, with their owners. One query."""
    return Store.objects.select_related("owner").in_bulk(ids)


def steps_by_store(ids: Collection[int]) -> dict[int, list[ShippingStep]]:
    """The shipping tables of these stores; an empty one for a store without. One query."""
    found: dict[int, list[ShippingStep]] = {key: [] for key in ids}
    for step in ShippingStep.objects.filter(store__in=ids):
        found[step.store_id].append(step)
    return found


def shipping_for(store: Store, country: str, grams: int | None, value: Decimal) -> ShippingStep | None:
    """The step that a parcel falls under, as `step_for` tells it. One query."""
    return step_for(store.shipping_steps.all(), country, grams, value)


def step_for(steps: Iterable[ShippingStep], country: str, grams: int | None, value: Decimal) -> ShippingStep | None:
    """The step of a table that a parcel falls under: of those large enough the cheapest; None: it is not sent.

    The country's own steps hold if there are any, else those for everywhere. `grams` None means that the weight is not
    known: then the parcel is taken to be the heaviest that the table sends. `value` is the goods', in the store's
    currency.
    """
    table = list(steps)
    held = [step for step in table if step.country == country]
    held = held or [step for step in table if step.country == ShippingStep.EVERYWHERE]
    enough = [step for step in held if _holds(step.up_to_value, value)]
    if grams is None:
        heaviest = max((_reach(step) for step in enough), default=0.0)
        enough = [step for step in enough if _reach(step) == heaviest]
    else:
        enough = [step for step in enough if _holds(step.up_to_grams, grams)]
    return min(enough, key=lambda step: (step.price, step.pk or 0), default=None)


def _holds(limit: Decimal | int | None, amount: Decimal | int) -> bool:
    return limit is None or amount <= limit


def _reach(step: ShippingStep) -> float:
    return float("inf") if step.up_to_grams is None else step.up_to_grams


def _no_store() -> NotFound:
    return NotFound("NO_SUCH_STORE", _("There is no such store, or it is closed."))
