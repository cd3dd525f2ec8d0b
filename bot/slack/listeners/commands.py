"""Slash commands: the answer is the body of the acknowledgement."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.commands import meaning as meant
from bot.domain.commands.parsing import parse, unnamed_channels
from bot.slack import payloads
from bot.slack.blocks import guidance
from bot.slack.blocks.document import Message
from bot.slack.desk import Desk
from bot.slack.listeners.choosing import Choosing
from bot.slack.listeners.digest import DigestCommands
from bot.slack.listeners.exporting import Exporting
from bot.slack.listeners.forgetting import Forgetting
from bot.slack.listeners.giving import Giving
from bot.slack.listeners.leading import Leading
from bot.slack.listeners.reading import Reading
from bot.slack.listeners.request import Request
from bot.slack.listeners.setting import Setting
from bot.storage import workspaces


class Commands:
    """Finds out what was meant, and lets the feature answer."""

    def __init__(self, desk: Desk) -> None:
        """Make the features."""
        self._desk = desk
        self._giving = Giving(desk)
        self._reading = Reading(desk)
        self._digest = DigestCommands(desk)
        self._choosing = Choosing(desk)
        self._leading = Leading(desk)
        self._exporting = Exporting(desk)
        self._forgetting = Forgetting(desk)
        self._setting = Setting(desk)

    async def answer(self, ack: AsyncAck, body: Mapping[str, Any]) -> None:
        """Answer `/kudos` or `/shoutout`."""
        command = payloads.command(body)
        workspace = await self._desk.workspace()
        values = await self._desk.deps.database.read(lambda tx: workspaces.values(tx, workspace.id))
        names = await self._desk.directory.channel_names(workspace, unnamed_channels(command.text))
        reader = await self._desk.reader(workspace, command.person)
        request = Request(workspace, values, reader, command)
        message = await self._answer(request, parse(command.text, values, names))
        await (ack({"response_type": "ephemeral", **message}) if message else ack())

    async def _answer(self, request: Request, meaning: meant.Meaning) -> Message | None:
        """What to say; None where a form says it."""
        language = request.reader.language
        match meaning:
            case meant.Give() | meant.NobodyNamed():
                return await self._giving.answer(request, meaning)
            case meant.Undo():
                return await self._giving.undo(request)
            case meant.History():
                return await self._reading.answer(request, meaning)
            case meant.DigestOn() | meant.DigestOff() | meant.DigestPreview() | meant.DigestStatus():
                return await self._digest.answer(request, meaning)
            case meant.Leads() | meant.LeadsChange() | meant.LeadsSwitch() | meant.LeadsNote():
                return await self._leading.answer(request, meaning)
            case meant.ShowPrivacy() | meant.Choose():
                return await self._choosing.answer(request.workspace, request.reader, meaning)
            case meant.Export():
                return await self._exporting.answer(request)
            case meant.ForgetMe():
                return self._forgetting.offer(request.reader)
            case meant.Settings() | meant.KeepMonths() | meant.ForgetDeactivated() | meant.DigestsSetBy():
                return await self._setting.answer(request, meaning)
            case meant.ShowValues():
                return guidance.values_list(language, request.values)
            case meant.Help(asked):
                if not asked and await self._giving.open_form(request):
                    return None
                return guidance.help_(language, asked=asked)
            case meant.NotUnderstood():
                return guidance.not_understood(language, meaning, request.typed)
