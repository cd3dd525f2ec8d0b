"""From a question about the past to whom and what it is about at this moment."""

from bot.domain.circle import CircleSource
from bot.domain.visibility import RequestedChannel, ScopeRefusal
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.context import Desk
from bot.slack.features.history.query_state import Question
from bot.storage import circles
from bot.usecases.history import About, AboutChannels, AboutPeople


class Resolving:
    """Asks Slack who is in what. Where Slack does not tell, it is as for somebody who may see nothing."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk

    async def about(
        self, workspace: Workspace, asker: str, asked: Question, here: str
    ) -> About | ScopeRefusal:
        """What the question is about; `here` is the channel in which it was typed."""
        if not asked.is_about_people:
            return await self._channels(workspace, asker, asked.channels, here)
        people, around = set(asked.people), list(asked.circles)
        for group in asked.groups:
            circle = await self._circle_of(workspace, asker, group)
            if circle:
                around.append(circle)
                continue
            members = await self._members(workspace, asker, group) - {asker}
            if not members:
                return ScopeRefusal.PERSON
            people |= members
        if not people and not around:
            people = {asker}
        return AboutPeople(
            tuple(sorted(people)), tuple(dict.fromkeys(around)), asked.given, asked.counterparts
        )

    async def private_channels(self, workspace: Workspace, asker: str) -> frozenset[str]:
        """The private channels that a lead is in; none where Slack does not tell, or for nobody's lead."""
        if not await self._is_lead(workspace, asker):
            return frozenset()
        try:
            async with self._desk.in_time():
                return await self._desk.directory.private_channels(asker)
        except (SlackError, TimeoutError):
            return frozenset()

    async def _is_lead(self, workspace: Workspace, asker: str) -> bool:
        return bool(await self._desk.deps.database.read(circles.cared_for, workspace.id, asker))

    async def _circle_of(self, workspace: Workspace, asker: str, group: str) -> str:
        """The circle that this user group is for this lead; "" where it is none."""
        led = await self._desk.deps.database.read(circles.led_by, workspace.id, asker)
        found = (c.id for c in led if c.source is CircleSource.GROUP and c.source_id == group)
        return next(found, "")

    async def _members(self, workspace: Workspace, asker: str, group: str) -> frozenset[str]:
        """Who is in a user group now, for a lead who could care for all of them."""
        if not await self._is_lead(workspace, asker):
            return frozenset()
        try:
            async with self._desk.in_time():
                return frozenset(await self._desk.directory.read_group(group))
        except (SlackError, TimeoutError):
            return frozenset()

    async def _channels(
        self, workspace: Workspace, asker: str, channels: tuple[str, ...], here: str
    ) -> AboutChannels | ScopeRefusal:
        # Slack lets only members type in a private channel, also where the bot is not in.
        joined = frozenset([here])
        if set(channels) - joined:
            try:
                async with self._desk.in_time():
                    joined |= await self._desk.directory.channels_of(asker)
            except (SlackError, TimeoutError):
                return ScopeRefusal.UNANSWERED
        found = [await self._desk.directory.channel(workspace, one) for one in channels]
        return AboutChannels(tuple(RequestedChannel(one.id, one.kind, one.id in joined) for one in found))
