"""Reading requests for parts and shared runs."""

from collections.abc import Sequence

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from builds.selectors import Viewer
from common.errors import NotFound
from shop.models import Offer, PartsRequest, Pledge, SharedRun, Store


def open_requests() -> QuerySet[PartsRequest]:
    """Requests that stores may answer now, newest first, with how many lots they ask for."""
    found = PartsRequest.objects.filter(state=PartsRequest.State.OPEN, closes_at__gt=timezone.now())
    return found.annotate(lot_count=Count("lots")).order_by("-id")


def requests_of(shopper: User) -> QuerySet[PartsRequest]:
    """A shopper's own requests, newest first, with how many lots they ask for and how many offers answer them."""
    offers = Offer.objects.filter(request=OuterRef("pk")).order_by().values("request")
    answers = Coalesce(offers.annotate(n=Count("id")).values("n"), Value(0), output_field=IntegerField())
    return shopper.parts_requests.annotate(lot_count=Count("lots"), answer_count=answers).order_by("-id")


def access_request(viewer: Viewer, request_id: int) -> PartsRequest:
    """A request: its shopper's own in any state, or an open one for whoever has an open store. Raises NotFound."""
    if viewer is None or viewer.pk is None:
        raise _no_request()
    sells = Exists(Store.objects.filter(owner=viewer.pk, is_open=True))
    is_open = Q(state=PartsRequest.State.OPEN, closes_at__gt=timezone.now()) & Q(sells)
    found = PartsRequest.objects.filter(Q(shopper=viewer.pk) | is_open, pk=request_id)
    request = found.select_related("shopper", "quote").prefetch_related("lots__part", "lots__colour").first()
    if request is None:
        raise _no_request()
    return request


def answers_to(request: PartsRequest, viewer: Viewer) -> QuerySet[Offer]:
    """The offers that answer it: all for its shopper, a store's own for its owner. Cheapest first."""
    offers = request.offers.select_related("store", "part", "colour").order_by("part", "colour", "price", "id")
    if viewer is None or viewer.pk is None:
        return offers.none()
    return offers if request.shopper_id == viewer.pk else offers.filter(store__owner=viewer.pk)


def shared_runs(now_open: bool = True) -> QuerySet[SharedRun]:
    """Shared runs of builds that everybody may see, those that close first standing first, with the kits pledged."""
    runs = SharedRun.objects.filter(revision__build__state="published", revision__published_at__isnull=False)
    if now_open:
        runs = runs.filter(state=SharedRun.State.OPEN, closes_at__gt=timezone.now())
    return with_pledged(runs).select_related("store", "revision__build__owner").order_by("closes_at", "id")


def with_pledged(runs: QuerySet[SharedRun]) -> QuerySet[SharedRun]:
    """Runs with `pledged`: how many kits people have given their word for."""
    counted = Q(pledges__state__in=[Pledge.State.PLEDGED, Pledge.State.DUE])
    return runs.annotate(pledged=Coalesce(Sum("pledges__kits", filter=counted), 0))


def access_run(viewer: Viewer, run_id: int) -> SharedRun:
    """A shared run of a build that this person may see, or of their own store. Raises NotFound."""
    rule = Q(revision__build__state="published", revision__published_at__isnull=False)
    if viewer is not None and viewer.pk is not None:
        rule |= Q(store__owner=viewer.pk) | Q(pledges__shopper=viewer.pk)
    visible = SharedRun.objects.filter(rule, pk=run_id).values("pk")
    runs = with_pledged(SharedRun.objects.filter(pk__in=visible)).select_related("store", "revision__build__owner")
    run = runs.first()
    if run is None:
        raise NotFound("NO_SUCH_RUN", _("There is no such shared run."))
    return run


def pledges_of(shopper: User) -> QuerySet[Pledge]:
    """A shopper's pledges, newest first."""
    return shopper.pledges.select_related("run__store", "run__revision__build", "quote").order_by("-id")


def tier_price(tiers: Sequence[dict[str, str]], kits: int) -> str | None:
    """The price of a kit when so many are made: of the last tier that is reached. None: the first is not."""
    reached = [tier["price"] for tier in tiers if int(tier["kits"]) <= kits]
    return reached[-1] if reached else None


def _no_request() -> NotFound:
    return NotFound("NO_SUCH_REQUEST", _("There is no such request."))
