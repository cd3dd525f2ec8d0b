"""Admins who may read a report: Slack's own, and those appointed in Hearten."""

from bot.deps import Deps
from bot.domain.circle import may_configure
from bot.domain.ids import UserId
from bot.domain.report import NO_INVOLVED_USERS, InvolvedUsers
from bot.domain.workspace import Workspace
from bot.slack.api.users import UserLookup
from bot.storage import admins

MAX_ADMINS = 20
"""Admins who are notified of something."""


class AdminLookup:
    """Looks up admins."""

    def __init__(self, deps: Deps, users: UserLookup) -> None:
        """Read stored admins with `deps`, and others with `users`."""
        self._deps = deps
        self._users = users

    async def find(
        self, workspace: Workspace, involved: InvolvedUsers = NO_INVOLVED_USERS
    ) -> tuple[UserId, ...]:
        """Return the admins who may read a report. Raise `SlackError`.

        Slack's list of all users is read only if no stored admin may, or only mentioned ones.
        """
        able, has_unmentioned = await self.find_stored(workspace, involved)
        if has_unmentioned:
            return able
        async for page in self._users.fetch_pages(workspace):
            await self._users.save(workspace, [user for user in page if may_configure(user)])
            able, has_unmentioned = await self.find_stored(workspace, involved)
            if has_unmentioned:
                break
        return able

    async def find_stored(
        self, workspace: Workspace, involved: InvolvedUsers = NO_INVOLVED_USERS
    ) -> tuple[tuple[UserId, ...], bool]:
        """Return the stored admins who may read a report, and whether it mentions no one among them."""
        most = MAX_ADMINS + len(involved.users | involved.mentioned)
        found = await self._deps.database.read(admins.list_admins, workspace.id, most)
        able = involved.list_readers(found)[:MAX_ADMINS]
        return able, bool(able) and involved.mentioned.isdisjoint(able)
