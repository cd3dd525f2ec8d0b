"""The tour for whoever brought Hearten."""

from bot.domain.circle import may_configure
from bot.domain.workspace import Workspace
from bot.slack.context import Desk, Reader
from bot.slack.payloads import Press
from bot.slack.request_record import saving_aside
from bot.usecases import onboarding


class Touring:
    """Offers the tour once, and lets it go."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk
        self._offered: set[int] = set()

    async def meet(self, workspace: Workspace, reader: Reader) -> None:
        """Somebody uses Hearten: if it is the first admin here, the tour is offered."""
        if workspace.id in self._offered or not may_configure(reader.person):
            return
        with saving_aside():
            await self._desk.deps.database.write(onboarding.offer, workspace, reader.person)
        # Once offered it is offered no more: others need not ask the database.
        self._offered.add(workspace.id)

    async def skipped(self, workspace: Workspace, press: Press) -> None:
        """Let the message go."""
        await self._desk.deps.database.write(
            onboarding.skip, workspace, press.person, press.channel, press.message_ts
        )
