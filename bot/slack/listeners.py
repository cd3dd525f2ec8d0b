"""From Slack's payloads to the handlers of the features.

One Bolt listener for each kind of payload dispatches by itself: each further one costs time on every request.
"""

import re
from collections.abc import Mapping
from typing import Any

import orjson
import structlog
from msgspec import Struct
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot.domain.commands.command import Command, is_given_at_once
from bot.domain.commands.parser import find_unnamed_channels, parse
from bot.domain.workspace import Workspace
from bot.errors import SettingsChangedError
from bot.slack.context import Context
from bot.slack.features.home import handlers as home_handlers
from bot.slack.features.onboarding import handlers as onboarding_handlers
from bot.slack.features.recognition.pressed_message import learn_shout_out
from bot.slack.payloads.commands import SlashCommand, read_command
from bot.slack.payloads.events import event_kind, read_event
from bot.slack.payloads.interactions import Press, read_press, read_shortcut
from bot.slack.payloads.submissions import read_submission
from bot.slack.request import Reader, Request
from bot.slack.request_failures import answer_failure
from bot.slack.routes import Routes
from bot.slack.typed_zones import parse_with_zones
from bot.slack.ui.message import Message
from bot.slack.ui.modal import answer_view

_log = structlog.get_logger(__name__)

Body = Mapping[str, Any]


class Listeners(Struct, frozen=True):
    """Reads each payload, calls its handler, and acknowledges with the answer."""

    routes: Routes
    context: Context

    async def answer_command(self, ack: AsyncAck, body: Body) -> None:
        """Answer `/kudos` or `/shoutout` in the body of the acknowledgement."""
        command = read_command(body)
        workspace = await self.context.find_workspace(body)
        reader = await self.context.reader_from_memory(workspace, command.user)
        request, parsed = await self._parse(workspace, reader, command)
        # Only giving checks in its transaction what is remembered.
        if reader.remembered and not is_given_at_once(parsed):
            request, parsed = await self._parse_anew(workspace, command)
        try:
            message = await self.routes.answer_command(request, parsed)
        except SettingsChangedError:
            message = await self.routes.answer_command(*await self._parse_anew(workspace, command))
        # Bolt copies a dictionary part by part before it writes it as JSON, which takes ten times as long.
        await ack(orjson.dumps({"response_type": "ephemeral", **message}).decode() if message else "")

    async def _parse(
        self, workspace: Workspace, reader: Reader, command: SlashCommand
    ) -> tuple[Request, Command]:
        """Return what a command means by the settings and values that its reader has."""
        context, text = self.context, command.text
        values = await context.add_typed_aliases(workspace, reader.language, reader.values, text)
        names = await context.directory.channels.names(workspace, find_unnamed_channels(text))
        await onboarding_handlers.offer_tour(context, workspace, reader)
        parsed = await parse_with_zones(reader.user, text, lambda zones: parse(text, values, names, zones))
        return Request(workspace, values, reader, command), parsed

    async def _parse_anew(self, workspace: Workspace, command: SlashCommand) -> tuple[Request, Command]:
        """Return what a command means by the settings and values of this moment."""
        return await self._parse(workspace, await self.context.reader(workspace, command.user), command)

    async def answer_action(self, ack: AsyncAck, body: Body) -> None:
        """Handle a button, and show the answer in its place. Pressing twice is like pressing once."""
        context = self.context
        press = read_press(body)
        workspace = await context.find_workspace(body)
        reader = await context.reader(workspace, press.user)
        if press.action_id in self.routes.shout_out_actions:
            await learn_shout_out(context, workspace, body, press)
        if press.is_on_home:
            if on_home := self.routes.home_actions.get(press.action_id):
                await on_home(workspace, reader, press)
                await ack()
                return
            await home_handlers.remember_view(context, workspace, reader, press)
        handler = self.routes.actions.get(press.action_id)
        if handler is None:
            _log.warning("unknown button", action=press.action_id[:40])
        elif answer := await handler(workspace, reader, press):
            # Slack would wait for the acknowledgement until the answer is sent.
            context.background_tasks.start(self._show(workspace, reader, press, answer))
        await ack()

    async def _show(self, workspace: Workspace, reader: Reader, press: Press, answer: Message) -> None:
        """Replace the button's message with the answer, or show it in a modal over a Home."""
        if press.is_on_home:
            await home_handlers.show_answer(self.context, workspace, reader, press, answer)
        elif press.view_id:
            await self.context.update(workspace, press.view_id, answer_view(reader.language, answer))
        else:
            await self.context.respond(press.response_url, answer)

    async def answer_submission(self, ack: AsyncAck, body: Body) -> None:
        """Handle a form, and close it or show errors at its fields."""
        submission = read_submission(body)
        workspace = await self.context.find_workspace(body)
        reader = await self.context.reader(workspace, submission.user)
        handler = self.routes.submissions.get(submission.form)
        if handler is None:
            _log.warning("unknown form", form=submission.form[:40])
            await ack()
            return
        answer = await handler(workspace, reader, submission)
        await (ack(**answer) if answer else ack())

    async def answer_shortcut(self, ack: AsyncAck, body: Body) -> None:
        """Open the form for a shortcut."""
        shortcut = read_shortcut(body)
        workspace = await self.context.find_workspace(body)
        reader = await self.context.reader(workspace, shortcut.user)
        if handler := self.routes.shortcuts.get(shortcut.name):
            await handler(workspace, reader, shortcut)
        else:
            _log.warning("unknown shortcut", name=shortcut.name[:40])
        # Last, since the trigger that opens a form lives for three seconds.
        await onboarding_handlers.offer_tour(self.context, workspace, reader)
        await ack()

    async def handle_event(self, ack: AsyncAck, body: Body) -> None:
        """Handle an event; one without a handler is only acknowledged. Slack repeats failed events."""
        if handler := self.routes.events.get(event_kind(body)):
            await handler(await self.context.find_workspace(body), read_event(body))
        await ack()


def register(app: AsyncApp, routes: Routes, context: Context) -> None:
    """Register the listeners with Bolt, which passes arguments by their names."""
    listeners = Listeners(routes, context)

    async def on_command(ack: AsyncAck, body: dict[str, Any]) -> None:
        await listeners.answer_command(ack, body)

    async def on_event(ack: AsyncAck, body: dict[str, Any]) -> None:
        await listeners.handle_event(ack, body)

    async def on_action(ack: AsyncAck, body: dict[str, Any]) -> None:
        await listeners.answer_action(ack, body)

    async def on_view(ack: AsyncAck, body: dict[str, Any]) -> None:
        await listeners.answer_submission(ack, body)

    async def on_shortcut(ack: AsyncAck, body: dict[str, Any]) -> None:
        await listeners.answer_shortcut(ack, body)

    async def on_error(error: Exception, body: dict[str, Any]) -> BoltResponse:
        return answer_failure(error, body, context)

    app.command(re.compile("^(" + "|".join(map(re.escape, context.deps.settings.commands)) + ")$"))(
        on_command
    )
    # Events without a handler are answered 200: a 404 would count as a failure.
    app.event(re.compile(".*"))(on_event)
    app.action(re.compile(".*"))(on_action)
    app.shortcut(re.compile(".*"))(on_shortcut)
    app.view(re.compile(".*"))(on_view)
    app.error(on_error)
