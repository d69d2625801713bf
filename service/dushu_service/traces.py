"""OpenTelemetry traces, for who asks for them (DUSHU_TRACES): a span for each request that is let in.

Imported only then, and only then does it cost anything. Where spans go to, how many, and under which name is
OpenTelemetry's own matter: OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER, OTEL_SERVICE_NAME.
"""
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_propagator = TraceContextTextMapPropagator()


def provider(exporter: SpanExporter | None = None) -> TracerProvider:
    """One worker's spans and the way they go; `shutdown` sends the last ones."""
    made = TracerProvider(resource=Resource.create({"service.name": "dushu"}), shutdown_on_exit=False)
    made.add_span_processor(BatchSpanProcessor(exporter or OTLPSpanExporter()))
    return made


class Traces:
    """The layer that makes the spans. A caller's `traceparent` is what they belong to."""

    def __init__(self, app: ASGIApp, provider: TracerProvider) -> None:
        self.app = app
        self._tracer = provider.get_tracer(__package__)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        carrier = {
            name.decode("latin-1"): value.decode("latin-1")
            for name, value in scope["headers"]
            if name in (b"traceparent", b"tracestate")
        }
        method = scope["method"]
        with self._tracer.start_as_current_span(
            method, context=_propagator.extract(carrier), kind=SpanKind.SERVER
        ) as span:

            async def send_and_note(message: Message) -> None:
                if message["type"] == "http.response.start":
                    status = message["status"]
                    span.set_attribute("http.response.status_code", status)
                    if status >= 500:
                        span.set_status(StatusCode.ERROR)
                    timing = dict(message["headers"]).get(b"server-timing")
                    if timing:
                        span.set_attribute("dushu.stages", timing.decode("latin-1"))
                await send(message)

            try:
                await self.app(scope, receive, send_and_note)
            finally:
                # The template and not the path, which comes from the outside.
                route = scope.get("path_template") or "none"
                span.update_name(f"{method} {route}")
                span.set_attributes({
                    "http.request.method": method,
                    "http.route": route,
                    "dushu.request_id": scope["state"].get("request_id", ""),
                })
