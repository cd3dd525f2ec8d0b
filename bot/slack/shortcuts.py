"""Shortcuts: giving thanks from anywhere, or for a message."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import payloads
from bot.slack.context import Desk
from bot.slack.features.onboarding.handlers import Touring
from bot.slack.features.recognition.form import GivingForm
from bot.slack.manifest import RECOGNISE_SHORTCUT, THANK_SHORTCUT

_log = structlog.get_logger(__name__)


class Shortcuts:
    """Opens what was chosen."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk
        self._giving = GivingForm(desk)
        self._touring = Touring(desk)

    async def answer(self, ack: AsyncAck, body: Mapping[str, Any]) -> None:
        """Open the form, about the message if it was chosen for one."""
        shortcut = payloads.shortcut(body)
        workspace = await self._desk.workspace()
        reader = await self._desk.reader(workspace, shortcut.person)
        if shortcut.name in (THANK_SHORTCUT, RECOGNISE_SHORTCUT):
            await self._giving.chosen(workspace, reader, shortcut)
        else:
            _log.warning("unknown shortcut", name=shortcut.name[:40])
        # Only now: what opens the form lives for three seconds.
        await self._touring.meet(workspace, reader)
        await ack()
