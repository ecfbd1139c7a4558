"""Addresses for monitors: alive, ready, metrics."""

import secrets
from ipaddress import ip_address, ip_network
from threading import Event

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from common.operations.figures import exposition

_complete = Event()


@require_safe
@never_cache
def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers. Restart it when this does not."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """The site can serve: the database answers and has its tables. Send no visitors here when this says 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        waiting = waiting_migrations()
    except Error:
        return JsonResponse({"database": "does not answer"}, status=503)
    if waiting:
        return JsonResponse({"database": "ok", "migrations": f"{waiting} not applied"}, status=503)
    return JsonResponse({"database": "ok", "migrations": "ok"})


def waiting_migrations() -> int:
    """How many migrations are not applied. Looked up until there is none: code and files stay as they are then."""
    if not _complete.is_set():
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            return len(waiting)
        _complete.set()
    return 0


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, for those who may know them."""
    if not may_see_metrics(request):
        return HttpResponse("Metrics are for METRICS_NETWORKS, or for whoever has METRICS_TOKEN.\n", status=403)
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)


def may_see_metrics(request: HttpRequest) -> bool:
    """By token, or by address; a request that a proxy passed on has the proxy's address, which proves nothing."""
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").encode()
        return secrets.compare_digest(given, f"Bearer {settings.METRICS_TOKEN}".encode())
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in ip_network(network) for network in settings.METRICS_NETWORKS)
