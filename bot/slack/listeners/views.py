"""Forms that were sent. What was wrong is answered at the field; what was typed is never lost."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.workspace import Workspace
from bot.slack import payloads
from bot.slack.blocks.form import Answer
from bot.slack.desk import Desk, Reader
from bot.slack.payloads import Submission

_log = structlog.get_logger(__name__)


class Views:
    """Takes in what was sent."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk

    async def answer(self, ack: AsyncAck, body: Mapping[str, Any]) -> None:
        """Do what the form asks for, and close it or say what is wrong."""
        submission = payloads.submission(body)
        workspace = await self._desk.workspace()
        reader = await self._desk.reader(workspace, submission.person)
        answer = await self._answer(workspace, reader, submission)
        await (ack(**answer) if answer else ack())

    async def _answer(self, workspace: Workspace, reader: Reader, submission: Submission) -> Answer | None:
        match submission.form:
            case _:
                _log.warning("unknown form", form=submission.form[:40])
                return None
