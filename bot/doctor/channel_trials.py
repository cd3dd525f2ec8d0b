"""What is tried in one channel: a post, updates, a picture, and their removal."""

import asyncio
import json
import re
import time
from typing import Any

from msgspec import Struct

from bot.doctor.trial import Outcome, Trial
from bot.doctor.trial_calls import TrialCalls
from bot.domain.values import FIRST_VALUES, Values
from bot.errors import SlackError, SlackRefusedError
from bot.images.image_content import Patch, draw_png

FIND = "find the channel"
POST = "post"
UPDATE = "update of 3,800 bytes"
LONG_UPDATE = "update of 7,600 bytes, which are 3,800 characters"
PICTURE = "picture in a message"
DELETE = "delete"
TEXT = "Hearten is trying what Slack allows here. This message disappears in a moment."
PICTURE_TIMEOUT = 60.0
"""Seconds within which Slack must have processed a picture."""
PICTURE_PAUSE = 1.0
"""Seconds before a message with a picture that Slack has not processed is sent again."""
_UNPROCESSED = {"invalid_blocks", "invalid_blocks_format", "slack_file_not_found"}
_CHANNEL_ID = re.compile(r"[CG][0-9A-Z]{7,}")


class TrialChannel(Struct, frozen=True):
    """A channel to try things in."""

    id: str
    place: str


async def find_channel(calls: TrialCalls, name: str) -> TrialChannel | None:
    """Return the channel with an id or a name, with or without `#`. Note a refusal, and return None."""
    began = time.monotonic()
    try:
        channel = await (
            _fetch(calls, name) if _CHANNEL_ID.fullmatch(name) else _search(calls, name.lstrip("#"))
        )
    except SlackError as error:
        reason = str(error)
        if reason == "channel_not_found":
            reason += ": write it as in Slack, and `/invite` Hearten if it is private"
        calls.note(Trial("unknown channel", FIND, Outcome.REFUSED, time.monotonic() - began, reason))
        return None
    privacy = "private" if channel.get("is_private") else "public"
    membership = "joined" if channel.get("is_member") else "not joined"
    return TrialChannel(str(channel["id"]), f"{privacy} channel, {membership}")


async def _fetch(calls: TrialCalls, channel: str) -> dict[str, Any]:
    answer = await calls.call("conversations.info", channel=channel)
    found: dict[str, Any] = answer["channel"]
    return found


async def _search(calls: TrialCalls, name: str) -> dict[str, Any]:
    """Look through all channels that Slack shows to the bot."""
    cursor = None
    while True:
        answer = await calls.call(
            "conversations.list",
            types="public_channel,private_channel",
            exclude_archived=True,
            limit=1_000,
            cursor=cursor,
        )
        for channel in answer["channels"]:
            if channel["name"] == name:
                found: dict[str, Any] = channel
                return found
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            raise SlackRefusedError("channel_not_found")


async def try_channel(calls: TrialCalls, channel: TrialChannel) -> None:
    """Try everything in a channel. What a refusal makes impossible is left out."""
    posted = await calls.attempt(channel.place, POST, "chat.postMessage", **_message(channel, TEXT))
    if posted is None:
        return
    message = {"channel": channel.id, "ts": posted["ts"]}
    for subject, length in ((UPDATE, 1_900), (LONG_UPDATE, 3_800)):
        if not calls.is_stopped:
            # Each letter is two bytes in UTF-8.
            await calls.attempt(
                channel.place,
                subject,
                "chat.update",
                **message,
                text="ü" * length,
                blocks=_blocks(TEXT),
                is_needed=subject == UPDATE,
            )
    if not calls.is_stopped:
        await _try_picture(calls, channel)
    if not calls.is_stopped:
        await calls.attempt(channel.place, DELETE, "chat.delete", **message)


async def _try_picture(calls: TrialCalls, channel: TrialChannel) -> None:
    """Upload a picture, and post it as soon as Slack takes it in a message."""
    began = time.monotonic()
    try:
        file = await _upload(calls)
        await _post_picture(calls, channel, file, began + PICTURE_TIMEOUT)
    except SlackError as error:
        calls.note(Trial(channel.place, PICTURE, Outcome.REFUSED, time.monotonic() - began, str(error)))
    else:
        calls.note(Trial(channel.place, PICTURE, Outcome.WORKED, time.monotonic() - began))


async def _upload(calls: TrialCalls) -> str:
    values = Values(FIRST_VALUES)
    patches = [Patch(str(number), (value.key,)) for number, value in enumerate(values.all)]
    png = await asyncio.to_thread(draw_png, patches, values, "")
    answer = await calls.call(
        "files.getUploadURLExternal", filename="trial.png", length=len(png), alt_txt="A trial"
    )
    await calls.client.upload(answer["upload_url"], png)
    file = str(answer["file_id"])
    await calls.call("files.completeUploadExternal", files=json.dumps([{"id": file}]))
    return file


async def _post_picture(calls: TrialCalls, channel: TrialChannel, file: str, deadline: float) -> None:
    picture = {"type": "image", "slack_file": {"id": file}, "alt_text": "A trial"}
    message = _message(channel, TEXT)
    message["blocks"].append(picture)
    while True:
        try:
            await calls.call("chat.postMessage", **message)
        except SlackRefusedError as error:
            if error.error not in _UNPROCESSED or time.monotonic() > deadline or calls.is_stopped:
                raise
            await asyncio.sleep(PICTURE_PAUSE)
        else:
            return


def _message(channel: TrialChannel, text: str) -> dict[str, Any]:
    """Return the arguments of a post as Hearten posts."""
    return {
        "channel": channel.id,
        "text": text,
        "blocks": _blocks(text),
        "unfurl_links": False,
        "unfurl_media": False,
        "metadata": {"event_type": "hearten", "event_payload": {"id": "trial"}},
    }


def _blocks(text: str) -> list[dict[str, Any]]:
    return [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]
