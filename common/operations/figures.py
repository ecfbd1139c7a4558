"""The figures behind /metrics. Those of the queue are read from the database when they are asked for."""

import os
from collections.abc import Iterator

from django.db.models import Count
from procrastinate.contrib.django.models import ProcrastinateJob
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

REQUEST_SECONDS = Histogram(
    "brickfolk_request_seconds",
    "Time from a request to its answer.",
    ["method", "route", "status"],
    buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10),
)
JOB_SECONDS = Histogram(
    "brickfolk_job_seconds",
    "Time that a job took.",
    ["task", "outcome"],
    buckets=(0.03, 0.1, 0.3, 1, 3, 10, 30, 100),
)


class _Queue(Collector):
    """Jobs by queue and state."""

    def collect(self) -> Iterator[Metric]:
        family = GaugeMetricFamily("brickfolk_jobs", "Jobs by queue and state.", labels=["queue", "state"])
        counted = ProcrastinateJob.objects.values_list("queue_name", "status").annotate(jobs=Count("pk"))
        for queue, state, jobs in counted.order_by("queue_name", "status"):
            family.add_metric([queue, state], jobs)
        yield family


def exposition() -> bytes:
    """All figures in Prometheus' text format; of all processes where they share a folder (PROMETHEUS_MULTIPROC_DIR)."""
    registry = CollectorRegistry()
    registry.register(_Queue())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
    return generate_latest(registry) + generate_latest(REGISTRY)
