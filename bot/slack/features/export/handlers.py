"""Asking for one's own data."""

from bot.domain.workspace import Workspace
from bot.slack.context import Desk, Reader
from bot.slack.features.export import views as export_views
from bot.slack.request import Request
from bot.slack.ui.message import Message
from bot.usecases import export


class Exporting:
    """Answers `/kudos export`, and begins the same for whoever presses a button."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk

    async def answer(self, request: Request) -> Message:
        """Say that the data is on its way."""
        is_new = await self.begin(request.workspace, request.reader, request.key)
        return export_views.asked(request.reader.language, is_new=is_new)

    async def begin(self, workspace: Workspace, reader: Reader, key: str) -> bool:
        """Let somebody have their data, once for each `key`; False where it is on its way already."""
        return await self._desk.deps.database.write(export.ask, workspace, reader.person.id, key)
