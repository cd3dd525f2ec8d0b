"""Slack's addresses of messages, and the addresses of the same messages on the page."""

import math
import re
from typing import Final
from urllib.parse import urlsplit

from bot.practice.page import view
from bot.practice.page.templates import query
from bot.practice.records import Message
from bot.practice.workspace import Workspace

_PAGE: Final = re.compile(r"/as/(?P<person>\w+)/(?P<channel>\w+)")


def find_address(workspace: Workspace, person_id: str, channel_id: str, number: str) -> str | None:
    """Return a message's address on a person's page, from the `p…` at the end of Slack's address.

    None if the message is gone or the person cannot see it.
    """
    if channel_id not in workspace.channels:
        return None
    visible = workspace.visible_messages(channel_id, person_id)
    ts = f"{number[1:-6]}.{number[-6:]}"
    message = next((message for message in visible if message.ts == ts), None)
    if message is None or not number.startswith("p"):
        return None
    key, at = ts.replace(".", "-"), f"/as/{person_id}/{channel_id}"
    if message.is_reply:
        return f"{at}{query(message.thread_ts or '', 0)}#t{key}"
    return f"{at}{query('', _count_shown(visible, message))}#m{key}"


def latest_picture(workspace: Workspace, person_id: str, channel_id: str) -> str:
    """Return the address of a channel, opened at the latest message with a picture if there is one.

    The address names the message as `#at-…`: the page begins with it, and doesn't point it out.
    """
    visible = workspace.visible_messages(channel_id, person_id)
    for message in reversed(visible):
        is_for_all = message.is_in_channel and message.ephemeral_to is None
        if is_for_all and any(block.get("type") == "image" for block in message.blocks):
            shown, key = _count_shown(visible, message), message.ts.replace(".", "-")
            return f"/as/{person_id}/{channel_id}{query('', shown)}#at-m{key}"
    return f"/as/{person_id}/{channel_id}"


def find_origin(workspace: Workspace, person_id: str, referrer: str) -> str:
    """Return the channel in which a person followed a link, or else their first."""
    page = _PAGE.fullmatch(urlsplit(referrer).path)
    channels = {channel.id for channel in workspace.visible_channels(person_id)}
    if page is not None and page["person"] == person_id and page["channel"] in channels:
        return page["channel"]
    return view.first_channel(workspace, person_id)


def _count_shown(visible: list[Message], message: Message) -> int:
    """Return how many messages have to be shown so that this one is among them."""
    later = sum(each.is_in_channel and each.ts >= message.ts for each in visible)
    return math.ceil(later / view.LATEST) * view.LATEST
