"""Having oneself erased."""

from bot.domain.erasure import ErasureExtent
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack.context import Desk, Reader
from bot.slack.features.erasure import views as erasure_views
from bot.slack.ui.message import Message
from bot.storage import erasure_ledger
from bot.usecases import erasure


class Forgetting:
    """Answers `/kudos forget me` and its buttons."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk

    def offer(self, reader: Reader) -> Message:
        """Tell what can be erased."""
        settings = self._desk.deps.settings
        has_ledger = erasure_ledger.path(settings.database_url, settings.erasures) is not None
        return erasure_views.offered(reader.language, has_ledger=has_ledger)

    async def pressed(self, workspace: Workspace, reader: Reader, name: str) -> Message:
        """Order the erasure that the button names, after it was offered. Raise `InvalidPayloadError`."""
        if not name:
            return self.offer(reader)
        extent = next((one for one in erasure_views.OFFERED if one.value == name), None)
        if extent is None:
            raise InvalidPayloadError("action_id")
        return await self._order(workspace, reader, extent)

    async def _order(self, workspace: Workspace, reader: Reader, extent: ErasureExtent) -> Message:
        is_new = await self._desk.deps.database.write(erasure.order, workspace, reader.person.id, extent)
        return erasure_views.ordered(reader.language, extent, is_new=is_new)
