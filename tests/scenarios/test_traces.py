"""Traces: requests, deliveries and calls of Slack arrive at a receiver, and nobody is named in them."""

import sys
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from bot.errors import MissingExtraError
from bot.traces import NO_TRACING, open_tracing
from tests.conftest import FixedClock
from tests.receiver import Receiver, receiving
from tests.scenarios.world import world as open_world

WORDS = ("sketches", "Maya", "Ana", "U0MAYA001", "U0ANA0001", "C0DESIGN1", "xoxb-", "xapp-", "brightside")


def read_spans(receiver: Receiver) -> list[Any]:
    assert {path for path, _ in receiver.received} == {"/v1/traces"}
    found = []
    for _, body in receiver.received:
        request = ExportTraceServiceRequest.FromString(body)
        found += [span for each in request.resource_spans for sc in each.scope_spans for span in sc.spans]
    return found


def read_attributes(span: Any) -> dict[str, Any]:
    return {each.key: getattr(each.value, each.value.WhichOneof("value")) for each in span.attributes}


async def test_spans_of_a_thanks(database_url: str, clock: FixedClock, transport: str) -> None:
    with receiving() as receiver:
        address = f"http://{receiver.address}/"
        async with open_world(database_url, clock, transport, otlp_endpoint=address) as world:
            await world.command("ana", "design", "@maya thanks for the sketches #creativity")
    spans = read_spans(receiver)
    (request,) = [span for span in spans if span.name == "request"]
    assert read_attributes(request).keys() == {"request", "kind", "status"}
    deliveries = [span for span in spans if span.name == "delivery"]
    assert {read_attributes(span)["outcome"] for span in deliveries} == {"posted"}
    (shout_out,) = [span for span in deliveries if read_attributes(span)["kind"] == "shout-out"]
    calls = [span for span in spans if span.parent_span_id == shout_out.span_id]
    assert [read_attributes(span) for span in calls] == [{"method": "chat.postMessage", "status": 200}]
    assert not [word for word in WORDS for _, body in receiver.received if word.encode() in body]


def test_without_an_address_nothing_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    assert open_tracing("") is NO_TRACING
    with pytest.raises(MissingExtraError) as raised:
        open_tracing("http://127.0.0.1:4318")
    assert str(raised.value) == (
        "OTEL_EXPORTER_OTLP_ENDPOINT is set, and what it needs is not installed: pip install hearten[otel]"
    )
