"""Calls of the Web API: what comes back, and the three ways in which they fail."""

import ssl
from collections.abc import AsyncIterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port

from bot.errors import Effect, SlackError, SlackRateLimitedError, SlackRefusedError, SlackUnavailableError
from bot.slack.api.client import TokenClient
from tests.slack.web_api import Slack


@pytest.fixture
async def client(slack: Slack) -> AsyncIterator[TokenClient]:
    async with TokenClient(f"{slack.url}api/", "xoxb-secret") as opened:
        yield opened


async def test_call_returns_answer_and_scopes(slack: Slack, client: TokenClient) -> None:
    assert await client.call("auth.test") == {"ok": True, "n": 1, "x-oauth-scopes": "chat:write,commands"}
    ((path, _, token, _),) = slack.asked
    assert (path, token) == ("/api/auth.test", "Bearer xoxb-secret")


async def test_plain_arguments_are_sent_as_form_and_objects_as_json(
    slack: Slack, client: TokenClient
) -> None:
    await client.call("users.info", user="U1", include_locale=True, cursor=None)
    await client.call("chat.postMessage", channel="C1", text="ÄÖ", blocks=[{"type": "divider"}])
    (_, form, _, asked), (_, json, _, posted) = slack.asked
    assert (form, json) == ("application/x-www-form-urlencoded", "application/json")
    assert asked["user"] == "U1"
    assert "cursor" not in asked
    assert posted == {"channel": "C1", "text": "ÄÖ", "blocks": [{"type": "divider"}]}


@pytest.mark.parametrize("error", ["channel_not_found", "not_in_channel", "invalid_blocks", "token_revoked"])
async def test_refusal_is_final(slack: Slack, client: TokenClient, error: str) -> None:
    slack.answering({"ok": False, "error": error})
    with pytest.raises(SlackRefusedError) as refused:
        await client.call("chat.postMessage", channel="C1")
    assert refused.value.error == error


@pytest.mark.parametrize(
    ("error", "effect"),
    [
        ("internal_error", Effect.UNKNOWN),
        ("fatal_error", Effect.UNKNOWN),
        ("service_unavailable", Effect.NONE),
        ("request_timeout", Effect.NONE),
    ],
)
async def test_server_errors_are_temporary(
    slack: Slack, client: TokenClient, error: str, effect: Effect
) -> None:
    slack.answering({"ok": False, "error": error})
    with pytest.raises(SlackUnavailableError) as unavailable:
        await client.call("chat.postMessage", channel="C1")
    assert unavailable.value.effect is effect


@pytest.mark.parametrize(
    ("header", "seconds"),
    [({"Retry-After": "30"}, 30), ({"Retry-After": "0"}, 1), ({}, 1), ({"Retry-After": "soon"}, 1)],
)
@pytest.mark.parametrize("status", [429, 200])
async def test_rate_limit_has_retry_after(
    slack: Slack, client: TokenClient, header: dict[str, str], seconds: int, status: int
) -> None:
    slack.answering({"ok": False, "error": "ratelimited"}, status=status, headers=header)
    with pytest.raises(SlackRateLimitedError) as limited:
        await client.call("chat.postMessage", channel="C1")
    assert limited.value.retry_after == timedelta(seconds=seconds)


async def test_rate_limit_in_plain_text_is_recognized(slack: Slack, client: TokenClient) -> None:
    slack.answering("Too Many Requests", status=429, headers={"Retry-After": "7"})
    with pytest.raises(SlackRateLimitedError) as limited:
        await client.call("chat.postMessage", channel="C1")
    assert limited.value.retry_after == timedelta(seconds=7)


@pytest.mark.parametrize(
    ("text", "status", "kind", "effect"),
    [
        ("oops", 500, "text/plain", Effect.UNLIKELY),
        ("<html>Bad gateway</html>", 502, "text/html", Effect.UNLIKELY),
        ("<html>Away</html>", 503, "text/html", Effect.NONE),
        ("<html>maintenance</html>", 200, "text/html", Effect.UNKNOWN),
        ("{", 200, "application/json", Effect.UNKNOWN),
        ("{", 503, "application/json", Effect.NONE),
        ("[]", 200, "application/json", Effect.UNKNOWN),
        ("null", 200, "application/json", Effect.UNKNOWN),
        ('"ok"', 200, "application/json", Effect.UNKNOWN),
        ("{}", 200, "application/json", Effect.UNKNOWN),
        ('{"ok": false}', 200, "application/json", Effect.UNKNOWN),
        ('{"ok": false, "error": "oops"}', 500, "application/json", Effect.UNLIKELY),
        ("", 200, "application/json", Effect.UNKNOWN),
        ("", 204, "text/plain", Effect.UNKNOWN),
    ],
)
async def test_unreadable_answer_is_unavailable(
    slack: Slack, client: TokenClient, text: str, status: int, kind: str, effect: Effect
) -> None:
    slack.answering(text, status=status, content_type=kind)
    with pytest.raises(SlackUnavailableError) as unavailable:
        await client.call("chat.postMessage", channel="C1")
    assert unavailable.value.effect is effect


async def test_broken_connection_is_not_retried(slack: Slack, client: TokenClient) -> None:
    """The message may stand: only the delivery knows whether it may be posted again."""

    async def hang_up(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    slack.answer = hang_up
    with pytest.raises(SlackUnavailableError) as unavailable:
        await client.call("chat.postMessage", channel="C1")
    assert len(slack.asked) == 1
    assert unavailable.value.effect is Effect.UNKNOWN


async def test_refused_connection_had_no_effect() -> None:
    async with TokenClient(f"http://127.0.0.1:{unused_port()}/api/", "xoxb") as client:
        with pytest.raises(SlackUnavailableError) as unavailable:
            await client.call("auth.test")
        assert unavailable.value.effect is Effect.NONE
        with pytest.raises(SlackUnavailableError) as unavailable:
            await client.respond(f"http://127.0.0.1:{unused_port()}/respond", {"text": "hi"})
        assert unavailable.value.effect is Effect.NONE


async def test_errors_do_not_contain_the_token(slack: Slack, client: TokenClient) -> None:
    for body, status in [
        ({"ok": False, "error": "invalid_auth"}, 200),
        ("oops", 500),
        ({"ok": False, "error": "ratelimited"}, 429),
    ]:
        slack.answering(body, status=status)
        with pytest.raises(SlackError) as error:
            await client.call("chat.postMessage", channel="C1", text="words")
        assert "xoxb-secret" not in str(error.value)
        assert "words" not in str(error.value)


async def test_response_url_gets_the_answer_without_token(slack: Slack, client: TokenClient) -> None:
    await client.respond(f"{slack.url}respond", {"text": "hi", "replace_original": True})
    assert slack.asked == [("/respond", "application/json", "", {"text": "hi", "replace_original": True})]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (429, SlackRateLimitedError),
        (500, SlackUnavailableError),
        (503, SlackUnavailableError),
        (404, SlackRefusedError),
        (410, SlackRefusedError),
    ],
)
async def test_failed_response_url_raises(
    slack: Slack, client: TokenClient, status: int, error: type[SlackError]
) -> None:
    slack.answering("used_url", status=status, headers={"Retry-After": "9"})
    with pytest.raises(error):
        await client.respond(f"{slack.url}respond", {"text": "hi"})


async def test_file_is_uploaded_unchanged_without_token(slack: Slack, client: TokenClient) -> None:
    content = b"\x00\xff" * 1_000_000

    async def take(request: web.Request) -> web.StreamResponse:
        assert request.content_type == "application/octet-stream"
        assert request.content_length == len(content)
        assert b"".join([piece async for piece in request.content.iter_any()]) == content
        assert "Authorization" not in request.headers
        return web.Response(text=f"OK - {len(content)}")

    slack.answer = take
    await client.upload(f"{slack.url}upload/1", content)
    assert len(slack.asked) == 1


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (429, SlackRateLimitedError),
        (500, SlackUnavailableError),
        (503, SlackUnavailableError),
        (404, SlackRefusedError),
    ],
)
async def test_failed_upload_raises(
    slack: Slack, client: TokenClient, status: int, error: type[SlackError]
) -> None:
    slack.answering("no", status=status)
    with pytest.raises(error):
        await client.upload(f"{slack.url}upload/1", b"content")


async def test_closed_client_raises() -> None:
    client = TokenClient("http://127.0.0.1:1/api/", "xoxb")
    with pytest.raises(RuntimeError):
        await client.call("auth.test")
    with pytest.raises(RuntimeError):
        await client.respond("http://127.0.0.1:1/", {})
    with pytest.raises(RuntimeError):
        await client.upload("http://127.0.0.1:1/", b"")


async def test_certificates_are_verified(client: TokenClient) -> None:
    session = client._web_api._session
    assert session is not None
    assert session.connector is not None
    https = SimpleNamespace(is_ssl=lambda: True, ssl=True)
    context = session.connector._get_ssl_context(https)  # type: ignore[attr-defined]  # private
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
