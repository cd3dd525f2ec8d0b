"""The addresses at which the app may respond to what a person did."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.practice.api.faults import RESPONSE_URL, Faults, Outcome
from bot.practice.checks.blocks import check_blocks
from bot.practice.files import check_pictures
from bot.practice.records import JsonObject, SlackError
from bot.practice.workspace import Workspace

USES = 5
RESPONSE_URL_LIFETIME = timedelta(minutes=30)
TEXT = 40_000
"""Characters of a response's `text`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where someone did something: the channel, who it was, and the message that they pressed, if any."""

    channel: str
    person: str
    message_ts: str | None = None


def respond(workspace: Workspace, place: Place, body: JsonObject) -> None:
    """Show an app's response where it belongs: to the person alone, unless it asks for `in_channel`.

    `replace_original` and `delete_original` concern the message that was pressed; without such a message, a
    replacement is a new message. `thread_ts` puts a new message into a thread; one that the person alone sees
    only if someone has answered there before, as with chat.postEphemeral.
    Raises SlackError `no_text`, `invalid_blocks`, `thread_not_found` and their like.
    """
    is_changing = any(_is_true(body.get(key)) for key in ("delete_original", "replace_original"))
    if place.message_ts and is_changing and workspace.channel(place.channel).is_archived:
        raise SlackError("is_inactive")
    if place.message_ts and _is_true(body.get("delete_original")):
        workspace.delete(place.channel, place.message_ts)
        return
    text = body.get("text") or ""
    blocks = check_blocks(body.get("blocks") or [])
    check_pictures(workspace.files, blocks, "/blocks", "invalid_blocks")
    if not isinstance(text, str) or not (text or blocks):
        raise SlackError("no_text")
    if len(text) > TEXT:
        raise SlackError("msg_too_long")
    if place.message_ts and _is_true(body.get("replace_original")):
        workspace.update(place.channel, place.message_ts, text=text, blocks=blocks)
        return
    thread_ts = body.get("thread_ts") or None
    if not isinstance(thread_ts, str | None):
        raise SlackError("invalid_thread_ts")
    is_private = body.get("response_type") != "in_channel"
    if thread_ts and is_private and not workspace.has_replies(place.channel, thread_ts):
        return
    workspace.post(
        place.channel,
        user=workspace.bot_user_id,
        text=text,
        blocks=blocks,
        ephemeral_to=place.person if is_private else None,
        thread_ts=thread_ts,
        via_response_url=True,
    )


def _is_true(value: object) -> bool:
    return value in (True, "true")


@dataclass(slots=True)
class _Handle:
    place: Place
    issued: datetime
    uses: int = 0


class ResponseUrls:
    """The addresses that have been given out: each works 5 times, for 30 minutes by the workspace's clock."""

    def __init__(self, workspace: Workspace, faults: Faults) -> None:
        """Give out addresses for what happens in `workspace`; `faults` spoil what is posted to them."""
        self._workspace = workspace
        self._faults = faults
        self._handles: dict[str, _Handle] = {}

    def issue(self, place: Place) -> str:
        """Return the key, the last part of the path, of a new address."""
        key = secrets.token_urlsafe(18)
        self._handles[key] = _Handle(place, self._workspace.now())
        return key

    def use(self, key: str, body: JsonObject) -> None:
        """Respond through an address; SlackError `expired_url`, `used_url`, or what `respond` raises."""
        handle = self._handles.get(key)
        if handle is None or self._workspace.now() - handle.issued > RESPONSE_URL_LIFETIME:
            raise SlackError("expired_url")
        if handle.uses >= USES:
            raise SlackError("used_url")
        respond(self._workspace, handle.place, body)
        handle.uses += 1

    async def endpoint(self, request: Request) -> Response:
        """Take one response; the last part of the path is the key of its address."""
        try:
            body = await request.json()
        except ValueError:
            body = None
        if not isinstance(body, dict):
            return PlainTextResponse("invalid_payload", 400)
        key: str = request.path_params["key"]
        return await self._faults.meet(
            request.url.path, body, self._faults.take(RESPONSE_URL), lambda: self._outcome(key, body)
        )

    def _outcome(self, key: str, body: JsonObject) -> Outcome:
        try:
            self.use(key, body)
        except SlackError as refusal:
            status = 404 if refusal.error in ("used_url", "expired_url") else 400
            answer: JsonObject = {"ok": False, "error": refusal.error}
            return answer, JSONResponse(answer, status)
        return {"ok": True}, PlainTextResponse("ok")
