"""What admins set."""

from bot.domain.commands.meaning import DigestsSetBy, ForgetDeactivated, KeepMonths, Settings
from bot.slack.blocks import settings as blocks
from bot.slack.blocks.document import Message
from bot.slack.desk import Desk
from bot.slack.listeners.request import Request
from bot.storage.workspaces import Kept
from bot.usecases import workspace_settings
from bot.usecases.workspace_settings import Change


class Setting:
    """Answers `/kudos settings …`."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk

    async def answer(
        self, request: Request, meaning: Settings | KeepMonths | ForgetDeactivated | DigestsSetBy
    ) -> Message:
        """Show how it is set, as it is or after a change."""
        workspace, reader, database = request.workspace, request.reader, self._desk.deps.database
        match meaning:
            case Settings():
                kept = await database.read(lambda tx: workspace_settings.show(tx, workspace, reader.person))
            case KeepMonths(months):
                kept = await self._set(request, Change(months=months))
            case ForgetDeactivated(days):
                kept = await self._set(request, Change(deactivated_days=days))
            case DigestsSetBy(by):
                kept = await self._set(request, Change(digests_by=by))
        if kept is None:
            return blocks.refused(reader.language)
        return blocks.page(reader.language, kept, is_changed=not isinstance(meaning, Settings))

    async def _set(self, request: Request, change: Change) -> Kept | None:
        return await self._desk.deps.database.write(
            lambda tx: workspace_settings.change(tx, request.workspace, request.reader.person, change)
        )
