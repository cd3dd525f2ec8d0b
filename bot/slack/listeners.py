"""From payload to use case to view, by feature.

One listener for each kind of payload dispatches by itself: every further one costs time on every request.
"""

import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot.slack.actions import Actions
from bot.slack.commands import Commands
from bot.slack.context import Desk
from bot.slack.events import Events
from bot.slack.request_failures import answer_failure
from bot.slack.shortcuts import Shortcuts
from bot.slack.submissions import Views


def register(app: AsyncApp, desk: Desk) -> None:
    """Connect Slack's payloads with what answers them. Bolt passes arguments by their names."""
    commands, events, actions = Commands(desk), Events(desk), Actions(desk)
    views, shortcuts = Views(desk), Shortcuts(desk)

    async def on_command(ack: AsyncAck, body: dict[str, Any]) -> None:
        await commands.answer(ack, body)

    async def on_event(ack: AsyncAck, body: dict[str, Any]) -> None:
        await events.take_in(ack, body)

    async def on_action(ack: AsyncAck, body: dict[str, Any]) -> None:
        await actions.answer(ack, body)

    async def on_view(ack: AsyncAck, body: dict[str, Any]) -> None:
        await views.answer(ack, body)

    async def on_shortcut(ack: AsyncAck, body: dict[str, Any]) -> None:
        await shortcuts.answer(ack, body)

    async def on_error(error: Exception, body: dict[str, Any]) -> BoltResponse:
        return answer_failure(error, body, desk)

    app.command(re.compile("^(" + "|".join(map(re.escape, desk.deps.settings.commands)) + ")$"))(on_command)
    # Events that nobody wants are answered 200: a 404 would count as a failure.
    app.event(re.compile(".*"))(on_event)
    app.action(re.compile(".*"))(on_action)
    app.shortcut(re.compile(".*"))(on_shortcut)
    app.view(re.compile(".*"))(on_view)
    app.error(on_error)
