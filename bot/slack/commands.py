"""Slash commands: the answer is the body of the acknowledgement."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.commands.digest import is_about_digest
from bot.domain.commands.parser import find_unnamed_channels, parse
from bot.slack import payloads
from bot.slack.command_answers import Meanings
from bot.slack.context import Desk
from bot.slack.features.onboarding.handlers import Touring
from bot.slack.request import Request
from bot.slack.ui.zone_names import zone_finder


class Commands:
    """Finds out what was meant, and answers."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk
        self._meanings = Meanings(desk)
        self._touring = Touring(desk)

    async def answer(self, ack: AsyncAck, body: Mapping[str, Any]) -> None:
        """Answer `/kudos` or `/shoutout`."""
        command = payloads.command(body)
        workspace = await self._desk.workspace()
        values = await self._desk.values(workspace, command.text)
        names = await self._desk.directory.channel_names(workspace, find_unnamed_channels(command.text))
        reader = await self._desk.reader(workspace, command.person)
        await self._touring.meet(workspace, reader)
        request = Request(workspace, values, reader, command)
        zones = await zone_finder(reader.person) if is_about_digest(command.text) else None
        message = await self._meanings.answer(request, parse(command.text, values, names, zones))
        await (ack({"response_type": "ephemeral", **message}) if message else ack())
