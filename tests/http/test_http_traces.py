"""Traces, for who asks for them; who does not, does not even load OpenTelemetry."""
import asyncio
import subprocess
import sys

import httpx
import pytest
from dushu_service import app as app_module
from dushu_service import traces
from dushu_service.settings import Settings, SettingsError, check_traces
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> list[ReadableSpan]:
    """The spans of some requests."""
    exporter = InMemorySpanExporter()
    provider: TracerProvider = traces.provider(exporter)
    monkeypatch.setattr(traces, "provider", lambda: provider)

    async def scenario() -> None:
        transport = httpx.ASGITransport(app_module.create_app(Settings(traces=True)))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            headers = {"Content-Type": "text/plain", "traceparent": PARENT, "x-request-id": "r1"}
            await client.post("/v1/extract", content="增长5%", headers=headers)
            await client.get("/nothing/at/all")

    asyncio.run(scenario())
    provider.force_flush()
    return list(exporter.get_finished_spans())


def test_span_tells_the_request(spans: list[ReadableSpan]) -> None:
    span = spans[0]
    attributes = dict(span.attributes or {})

    assert span.name == "POST /v1/extract"
    assert attributes["http.response.status_code"] == 200
    assert attributes["dushu.request_id"] == "r1"
    assert "extract;dur=" in str(attributes["dushu.stages"])


def test_span_belongs_to_the_callers_trace(spans: list[ReadableSpan]) -> None:
    assert f"{spans[0].context.trace_id:032x}" == PARENT.split("-")[1]
    assert spans[0].parent is not None
    assert f"{spans[0].parent.span_id:016x}" == PARENT.split("-")[2]


def test_address_that_is_none_names_no_span(spans: list[ReadableSpan]) -> None:
    assert spans[1].name == "GET none"


def test_without_traces_nothing_is_loaded() -> None:
    code = (
        "import sys; from dushu_service.app import create_app; from dushu_service.settings import Settings; "
        "create_app(Settings()); sys.exit(any(name.startswith('opentelemetry.sdk') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_traces_that_cannot_be_made_are_refused_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """And not by each worker, again and again."""
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)

    with pytest.raises(SettingsError, match="DUSHU_TRACES"):
        check_traces(Settings(traces=True))
    check_traces(Settings())
