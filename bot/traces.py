"""Traces: how long requests, deliveries and calls of Slack took, for a receiver of OpenTelemetry's protocol.

No span has words, names or tokens; an error is named by its type. The packages are those of the extra `otel`,
and are imported only if an address is set.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Protocol, Self

from bot.errors import MissingExtraError

Attribute = str | int | float | bool
SERVICE = "hearten"


class Span(Protocol):
    """One piece of work."""

    def set(self, name: str, value: Attribute) -> None:
        """Describe it by an attribute."""


class Tracing(Protocol):
    """Records spans."""

    def span(self, name: str, /, **attributes: Attribute) -> AbstractContextManager[Span]:
        """Record what is done inside, as a part of the span around it, if there is one."""

    def close(self) -> None:
        """Send what is recorded. It takes a few seconds if the receiver does not answer."""


class _NoSpan:
    """A span that is not recorded."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def set(self, name: str, value: Attribute) -> None:
        pass


class _NoTracing:
    """Records nothing."""

    _no_span = _NoSpan()

    def span(self, name: str, /, **attributes: Attribute) -> AbstractContextManager[Span]:
        return self._no_span

    def close(self) -> None:
        pass


NO_TRACING: Tracing = _NoTracing()
"""What holds where no address is set. It costs a third of a microsecond for each span."""


def open_tracing(endpoint: str) -> Tracing:
    """Return what sends spans to this address, or records none if it is "".

    Raise `MissingExtraError` if the packages are not installed.
    """
    return _OtlpTracing(endpoint) if endpoint else NO_TRACING


class _OtlpTracing:
    """Sends spans by HTTP, in a thread of its own."""

    def __init__(self, endpoint: str) -> None:
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
            from opentelemetry.sdk.resources import Resource
            from opentelemetry.sdk.trace import TracerProvider
            from opentelemetry.sdk.trace.export import BatchSpanProcessor
        except ModuleNotFoundError as error:
            raise MissingExtraError("OTEL_EXPORTER_OTLP_ENDPOINT", "otel") from error
        self._provider = TracerProvider(
            resource=Resource.create({"service.name": SERVICE}), shutdown_on_exit=False
        )
        exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer(SERVICE)

    @contextmanager
    def span(self, name: str, /, **attributes: Attribute) -> Iterator[Span]:
        from opentelemetry.trace import StatusCode

        # An exception's own words may be those of people.
        with self._tracer.start_as_current_span(
            name, attributes=attributes, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield _OtlpSpan(span.set_attribute)
            except BaseException as error:
                span.set_attribute("error.type", type(error).__name__)
                span.set_status(StatusCode.ERROR)
                raise

    def close(self) -> None:
        self._provider.shutdown()


class _OtlpSpan:
    """A span that is recorded."""

    def __init__(self, set_attribute: "_SetAttribute") -> None:
        self._set_attribute = set_attribute

    def set(self, name: str, value: Attribute) -> None:
        self._set_attribute(name, value)


class _SetAttribute(Protocol):
    def __call__(self, key: str, value: Attribute) -> None: ...
