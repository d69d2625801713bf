"""What Prometheus sees. With several workers all share their numbers through files (see server.py)."""
import os
from functools import cache

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector

MULTIPROCESS_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
CONTENT_TYPE = CONTENT_TYPE_LATEST

_SECONDS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

requests = Counter("dushu_requests", "Requests answered, by route and status.", ["route", "status"])
request_seconds = Histogram(
    "dushu_request_seconds", "From the request's head to the end of the answer.", ["route"], buckets=_SECONDS
)
refused = Counter("dushu_refused", "Requests refused before anything was done, since too many waited.")
in_flight = Gauge("dushu_requests_in_flight", "Requests being answered.", multiprocess_mode="livesum")
waiting = Gauge("dushu_requests_waiting", "Requests waiting for a turn.", multiprocess_mode="livesum")
buffered_bytes = Gauge("dushu_buffered_bytes", "What all bodies hold.", multiprocess_mode="livesum")
stage_seconds = Histogram("dushu_stage_seconds", "Time of each stage.", ["stage"], buckets=_SECONDS)
reports = Counter("dushu_reports", "Reports read, by charset.", ["charset"])
body_bytes = Counter("dushu_body_bytes", "Bytes of reports read, after decompression.")
characters = Counter("dushu_characters", "Code points of reports read.")
indicators = Counter("dushu_indicators", "Indicators found.")
indicators_without_metric = Counter(
    "dushu_indicators_without_metric", "Indicators for which no metric was found."
)

# Looking labels up costs as much as counting.
answered = cache(requests.labels)
taken = cache(request_seconds.labels)
stage = cache(stage_seconds.labels)
read_as = cache(reports.labels)


def exposition() -> bytes:
    """All numbers, of all workers, in Prometheus' text format."""
    if MULTIPROCESS_VARIABLE not in os.environ:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
