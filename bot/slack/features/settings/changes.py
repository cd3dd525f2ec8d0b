"""Showing admins who changed which setting."""

from bot.domain.workspace import Workspace
from bot.slack import payloads
from bot.slack.context import Desk, Reader
from bot.slack.features.settings import change_views, views
from bot.slack.payloads import Press
from bot.slack.ui.message import Message
from bot.usecases import workspace_settings


class SettingChanges:
    """Turns the pages of what was changed."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk

    async def pressed(self, workspace: Workspace, reader: Reader, press: Press) -> Message:
        """The page that a button leads to. Raises `InvalidPayloadError`."""
        older_than = payloads.recognition_id(press.value) if press.value else ""
        return await self.page(workspace, reader, older_than)

    async def page(self, workspace: Workspace, reader: Reader, older_than: str = "") -> Message:
        """The changes before the one with this id, or the latest."""
        found = await self._desk.deps.database.read(
            workspace_settings.changes, workspace, reader.person, older_than
        )
        if found is None:
            return views.refused(reader.language)
        names = await self._desk.names(workspace, change_views.people_in(found))
        return change_views.page(
            reader.language, names, found, zone=reader.person.timezone, is_first=not older_than
        )
