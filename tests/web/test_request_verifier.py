"""What a request must be before anything reads it: small, signed, fresh and readable."""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt.response import BoltResponse
from starlette.requests import Request
from structlog.testing import capture_logs

from bot.deps import Deps
from bot.errors import InvalidPayloadError, RequestRefusedError
from bot.slack.api.audiences import Audiences
from bot.slack.api.client import SlackClient
from bot.slack.api.custom_emoji import CustomEmoji
from bot.slack.api.directory import Directory
from bot.slack.api.installations import SingleInstallation
from bot.slack.api.web_api import WebApi
from bot.slack.app import build
from bot.slack.background_tasks import BackgroundTasks
from bot.slack.context import Context
from bot.slack.dispatcher import Dispatcher
from bot.slack.features.digest.preview import DigestPreviews
from bot.slack.features.leads.circle_sync import CircleSync
from bot.slack.outbound.home_publisher import HomePublisher
from bot.slack.payloads.envelope import read_envelope
from bot.slack.routes import Routes
from bot.web.application import application
from bot.web.request_verifier import MAX_BODY, RequestVerifier, read_form, read_headers
from tests.web.conftest import SECRET, Serve
from tests.web.slack_requests import COMMAND, FORM, JSON, as_json, chunked, form, post, request, signed

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Door:
    """The address of Slack's requests, and the payloads that were let in."""

    def __init__(self) -> None:
        self.port = 0
        self.let_in: list[dict[str, Any]] = []

    async def dispatch(self, payload: dict[str, Any], headers: dict[str, str]) -> BoltResponse:
        assert headers["x-slack-signature"]
        self.let_in.append(payload)
        return BoltResponse(status=200, body="taken in", headers={"x-hearten": ["a", "b"]})


@pytest.fixture
async def door(deps: Deps, serve: Serve) -> AsyncIterator[Door]:
    door = Door()
    async with serve(application(deps, dispatch=door.dispatch, is_connected=None)) as door.port:
        yield door


ABOUT_PAYLOADS = {"command": "/kudos", "text": "<@U2> thanks for the payload of notes", "user_id": "U1"}
PRESS = {"type": "block_actions", "user": {"id": "U1"}, "team": None}
UNICODE = {"command": "/kudos", "text": "Ünïcode 🎉 <!channel>"}
EVENT = {"type": "event_callback", "team_id": "T1", "event": {"type": "reaction_added"}}
GOOD: list[tuple[str, bytes, dict[str, Any]]] = [
    (FORM, form(**COMMAND), COMMAND),
    (f"{FORM}; charset=utf-8", form(**COMMAND), COMMAND),
    (FORM.upper(), form(**UNICODE), UNICODE),
    (FORM, form(**ABOUT_PAYLOADS), ABOUT_PAYLOADS),
    (FORM, form(payload=json.dumps(PRESS)), PRESS),
    (FORM, form(ssl_check="1", token="x"), {"ssl_check": "1", "token": "x"}),
    (JSON, as_json(EVENT), EVENT),
    (f"{JSON}; charset=utf-8", as_json({"type": "url_verification"}), {"type": "url_verification"}),
]


@pytest.mark.parametrize(("kind", "body", "payload"), GOOD)
async def test_requests_from_slack_are_accepted(
    door: Door, kind: str, body: bytes, payload: dict[str, Any]
) -> None:
    answer = await post(door.port, signed(body, kind=kind), body)
    assert (answer.status, answer.body) == (200, b"taken in")
    assert door.let_in == [payload]


async def test_body_in_chunks_is_accepted(door: Door) -> None:
    body = form(**COMMAND)
    headers = {**signed(body), "Transfer-Encoding": "chunked"}
    answer = await post(door.port, headers, chunked(body[:10], body[10:11], body[11:]))
    assert answer.status == 200
    assert door.let_in == [COMMAND]


async def test_body_of_a_megabyte_is_accepted(door: Door) -> None:
    body = form(**{**COMMAND, "text": ""})
    body += b"x" * (MAX_BODY - len(body))
    assert (await post(door.port, signed(body), body)).status == 200


UNREADABLE = [
    (JSON, b""),
    (JSON, b"{"),
    (JSON, b"\xff\xfe"),
    (JSON, b'{"type": "\xff"}'),
    (JSON, b"[" * 100_000),
    (JSON, b"9" * 5_000),
    (JSON, b"[]"),
    (JSON, b"null"),
    (JSON, b'"type"'),
    (FORM, b"\xff"),
    (FORM, b"payload="),
    (FORM, b"payload=%7B"),
    (FORM, b"payload=%5B%5D"),
]


class TestRefusals:
    """It reaches no handler, and the response has no details."""

    async def refused(self, door: Door, headers: dict[str, str], body: bytes | None) -> int:
        answer = await post(door.port, headers, body)
        assert door.let_in == []
        assert answer.body == b""
        return answer.status

    @pytest.mark.parametrize(
        "kind", ["text/plain", "multipart/form-data; boundary=x", "", "json", "application/xml"]
    )
    async def test_other_content_type_is_refused(self, door: Door, kind: str) -> None:
        body = form(**COMMAND)
        assert await self.refused(door, signed(body, kind=kind), body) == 415

    async def test_missing_content_type_is_refused(self, door: Door) -> None:
        body = form(**COMMAND)
        headers = signed(body)
        del headers["Content-Type"]
        assert await self.refused(door, headers, body) == 415

    async def test_compressed_body_is_refused(self, door: Door) -> None:
        body = form(**COMMAND)
        assert await self.refused(door, {**signed(body), "Content-Encoding": "gzip"}, body) == 415

    async def test_announced_large_body_is_refused(self, door: Door) -> None:
        headers = {**signed(b""), "Content-Length": str(MAX_BODY + 1)}
        assert await self.refused(door, headers, None) == 413

    async def test_unannounced_large_body_is_refused(self, door: Door) -> None:
        """It is refused as soon as it is too large: the end of it never comes."""
        headers = {**signed(b""), "Transfer-Encoding": "chunked"}
        piece = b"x" * 50_000
        endless = chunked(*[piece] * (MAX_BODY // len(piece)), b"x").removesuffix(b"0\r\n\r\n")
        async with asyncio.timeout(60):
            assert await self.refused(door, headers, endless) == 413

    async def test_stale_signature_is_refused(self, door: Door) -> None:
        body = form(**COMMAND)
        for age in (301, 3_600, 86_400 * 365, -302, -86_400):
            with capture_logs() as logs:
                assert await self.refused(door, signed(body, age=age), body) == 401, age
            (refusal,) = [entry["reason"] for entry in logs if entry["event"] == "request refused"]
            direction = "ahead of" if age > 0 else "behind"
            sentence = (
                rf"this machine's clock is (\d+) s {direction} the request: set it, unless someone sent "
            )
            told = re.match(sentence, refusal)
            assert told, refusal
            assert abs(int(told[1]) - abs(age)) <= 2

    async def test_wrong_signature_is_refused(self, door: Door) -> None:
        body = form(**COMMAND)
        for changes in (
            {"X-Slack-Signature": "v0=" + "0" * 64},
            {"X-Slack-Signature": ""},
            {"X-Slack-Signature": "v1=abc"},
            {"X-Slack-Request-Timestamp": ""},
            {"X-Slack-Request-Timestamp": "soon"},
            {"X-Slack-Request-Timestamp": "9" * 400},
            {"X-Slack-Request-Timestamp": "-1"},
            {"X-Slack-Request-Timestamp": "nan"},
        ):
            for age in (0, 360):
                with capture_logs() as logs:
                    headers = {**signed(body, age=age), **changes}
                    assert await self.refused(door, headers, body) == 401, changes
                reasons = [entry["reason"] for entry in logs if entry["event"] == "request refused"]
                assert reasons == ["signature"]

    @pytest.mark.parametrize("missing", ["X-Slack-Signature", "X-Slack-Request-Timestamp"])
    async def test_missing_signature_is_refused(self, door: Door, missing: str) -> None:
        body = form(**COMMAND)
        headers = {name: value for name, value in signed(body).items() if name != missing}
        assert await self.refused(door, headers, body) == 401

    async def test_signature_of_other_body_or_secret_is_refused(self, door: Door) -> None:
        body = form(**COMMAND)
        assert await self.refused(door, signed(body), body + b"&x=y") == 401
        assert await self.refused(door, signed(body, secret="other"), body) == 401

    async def test_unreadable_body_is_refused(self, door: Door) -> None:
        for kind, body in UNREADABLE:
            assert await self.refused(door, signed(body, kind=kind), body) == 400, body[:100]

    async def test_unsigned_body_is_not_parsed(self, door: Door) -> None:
        for body in (b"{", b"[]", b"[" * 100_000):
            assert await self.refused(door, {"Content-Type": JSON}, body) == 401

    @pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
    async def test_other_method_is_refused(self, door: Door, method: str) -> None:
        assert (await request(door.port, method, "/slack/events")).status == 405

    async def test_refusals_are_counted(self, door: Door, deps: Deps) -> None:
        for _ in range(2):
            await self.refused(door, {"Content-Type": JSON}, b"{}")
        counted = deps.metrics.registry.get_sample_value(
            "hearten_requests_total", {"kind": "refused", "outcome": "401"}
        )
        assert counted == 2


async def test_response_keeps_its_headers(door: Door) -> None:
    body = form(**COMMAND)
    answer = await post(door.port, signed(body), body)
    assert answer.headers["x-hearten"] == "b"
    assert answer.headers["content-length"] == str(len(b"taken in"))


async def test_socket_mode_has_no_events_endpoint(deps: Deps, serve: Serve) -> None:
    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        body = form(**COMMAND)
        answer = await post(port, signed(body), body)
        assert answer.status == 404
        assert b"Socket Mode" in answer.body


async def test_slack_can_verify_the_url(deps: Deps, serve: Serve) -> None:
    web_api = WebApi("http://127.0.0.1:1/api/")
    installations = SingleInstallation(deps, web_api)
    client = SlackClient(web_api, installations)
    directory = Directory(deps, client)
    circle_sync, home_publisher = (
        CircleSync(deps, installations, directory),
        HomePublisher(deps, client, directory),
    )
    audiences, custom_emoji = Audiences(deps, directory), CustomEmoji(deps, client)
    context = Context(
        deps,
        client,
        installations,
        directory,
        circle_sync,
        BackgroundTasks(),
        home_publisher,
        audiences,
        custom_emoji,
        Routes(),
        DigestPreviews(client),
    )
    dispatcher = Dispatcher(build(context), deps)
    body = as_json(
        {"token": "x", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmd", "type": "url_verification"}
    )
    async with serve(application(deps, dispatch=dispatcher.dispatch, is_connected=None)) as port:
        answer = await post(port, signed(body, kind=JSON), body)
        assert answer.status == 200
        assert b"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmd" in answer.body
        assert (await post(port, signed(body, kind=JSON, secret="other"), body)).status == 401


anything_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "command", "event", "team", "user", "payload", "view"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(
    body=st.one_of(
        st.binary(max_size=40),
        anything_json.map(as_json),
        anything_json.map(as_json).map(lambda payload: form(payload=payload.decode())),
    ),
    kind=st.sampled_from([FORM, JSON]),
)
async def test_signed_body_is_accepted_or_refused(database_url: str, body: bytes, kind: str) -> None:
    headers = [(n.lower().encode(), v.encode()) for n, v in signed(body, kind=kind).items()]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    request = Request({"type": "http", "method": "POST", "headers": headers}, receive)
    try:
        let_in = await RequestVerifier(SECRET).verify(request, read_headers(request))
    except RequestRefusedError as refused:
        status = refused.status
    else:
        assert isinstance(let_in, dict)
        with contextlib.suppress(InvalidPayloadError):
            read_envelope(let_in)
        status = 400
    assert status == 400


@given(
    st.lists(
        st.sampled_from(["a", "b", "é", "=", "&", "+", ";", "%", "%4", "%26", "%c3%a9", "%ff", "\0"])
    ).map("".join)
)
def test_form_is_read_as_the_standard_library_does(database_url: str, text: str) -> None:
    assert read_form(text) == {
        name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()
    }
