"""Audiences of channels, for digests that cover more than their channel.

The members of a channel that fit into one page are read again for each post. Larger channels take minutes:
50 calls for 50,000 members, at 100 a minute, and as many for their profiles, at 20 a minute. So they are read
ahead, in the background, and cached.
"""

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.deps import Deps
from bot.domain.audience import Audience, Coverage, make_audience
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.workspace import Workspace
from bot.errors import Effect, SlackError, SlackRateLimitedError, SlackRefusedError, SlackUnavailableError
from bot.slack.api.audience_reader import MAX_AGE_OF_LARGE, AudienceReader, AudienceReaders
from bot.slack.api.cache import Cache
from bot.slack.api.directory import Directory
from bot.storage import digests as stored
from bot.storage import due_digests, users, workspaces
from bot.usecases import digests

READ_AHEAD = timedelta(minutes=30)
"""How long before a digest is due its audience is read: half of `MAX_AGE_OF_LARGE`."""
MAX_WAIT = timedelta(minutes=10)
"""How long a digest waits for its audience; then it leaves out what not every member may read."""
MAX_DUE = 5
"""Channels with due digests that are read concurrently, before other due work continues."""
MAX_READ_AHEAD = 50
"""Channels that are read ahead in one run."""
DUE_TIMEOUT = 10.0
"""Seconds that reading channels with due digests may take, and for which a slow one is skipped."""
READ_AHEAD_TIMEOUT = 60.0
"""Seconds that reading one channel ahead may take in one run."""

_log = structlog.get_logger(__name__)


class Audiences:
    """The audiences of channels, each with its age."""

    def __init__(self, deps: Deps, directory: Directory) -> None:
        """Start with an empty cache."""
        self._deps = deps
        self._directory = directory
        self._cache = Cache(deps.monotonic)
        self._readers = AudienceReaders(directory)
        self._wanted: set[tuple[WorkspaceId, ChannelId]] = set()
        """Channels that were requested and are not read yet: they are read in the background."""
        self._waiting_since: dict[tuple[WorkspaceId, ChannelId], datetime] = {}
        """Since when a digest waits for a channel."""
        self._skipped_until: dict[tuple[WorkspaceId, ChannelId], float] = {}
        """Until when a slow channel is skipped (monotonic seconds)."""
        self._paused_until: dict[WorkspaceId, float] = {}
        """When the pause ends that Slack asked for in a workspace (monotonic seconds)."""

    async def fetch(self, workspace: Workspace, channel: ChannelId) -> Audience:
        """Return the audience of a channel, from the cache if it is new enough. Raise `SlackError`."""
        return await self._finish(workspace, channel, self._readers.find(workspace, channel))

    async def find(self, workspace: Workspace, channel: ChannelId) -> Audience | None:
        """Return the audience of a channel; None if Slack does not answer in time.

        A large channel that is not read yet is read in the background.
        """
        key = ("audience", workspace.id, channel)

        async def look_up() -> Audience | None:
            reader = self._readers.find(workspace, channel)
            if not await reader.read_first_page():
                return None
            return await self._finish(workspace, channel, reader)

        found = await self._cache.find(key, 0, look_up)
        if found is None:
            self._wanted.add((workspace.id, channel))
        return found

    async def fetch_due(self, due_at: datetime, seconds: float = DUE_TIMEOUT) -> digests.Audiences:
        """Return the audiences of some channels whose due digests cover more than the channel.

        None of a channel that takes longer than `seconds`, or while Slack asks for a pause: its
        digest stays due.
        """
        now = self._deps.monotonic()
        paused = self._list_paused(now)
        skipped = {key for key, until in self._skipped_until.items() if until > now}
        due = await self._deps.database.read(
            due_digests.list_due_beyond_channel, due_at, MAX_DUE + len(skipped), paused
        )
        channels = [(place, channel) for place, channel in due if (place.id, channel) not in skipped]
        audiences = await asyncio.gather(
            *(self._read_due(workspace, channel, seconds) for workspace, channel in channels[:MAX_DUE])
        )
        return {key: audience for found in audiences for key, audience in found.items()}

    def _list_paused(self, now: float) -> list[WorkspaceId]:
        """Return the workspaces (ids) in which Slack asked for a pause that has not ended."""
        return [workspace_id for workspace_id, until in self._paused_until.items() if now < until]

    async def read_ahead(self, now: datetime) -> None:
        """Read the audiences of channels whose digests are due soon, and of those that were requested."""
        read = self._deps.database.read
        paused = set(self._list_paused(self._deps.monotonic()))
        due = await read(
            due_digests.list_due_beyond_channel, now + READ_AHEAD, MAX_READ_AHEAD, sorted(paused)
        )
        places = await read(workspaces.get_many, {workspace_id for workspace_id, _ in self._wanted})
        wanted = [(places[id_], channel) for id_, channel in self._wanted if id_ in places]
        for workspace, channel in dict.fromkeys([*wanted, *due]):
            if workspace.id in paused:
                continue
            if not await self._read_one_ahead(workspace, channel):
                paused.add(workspace.id)

    async def _read_one_ahead(self, workspace: Workspace, channel: ChannelId) -> bool:
        """Read one channel ahead; return False if Slack asks for a pause."""
        known = self._readers.get(workspace, channel)
        if known and known.is_done and known.age < MAX_AGE_OF_LARGE / 2:
            return True
        reader = known if known and not known.is_done else self._readers.start(workspace, channel)
        try:
            async with asyncio.timeout(READ_AHEAD_TIMEOUT):
                await reader.read()
        except SlackRateLimitedError as error:
            self._pause(workspace, channel, error)
            return False
        except (SlackError, TimeoutError) as error:
            _log.info("audience read later", channel=channel, error=str(error) or type(error).__name__)
            return True
        except Exception as error:  # noqa: BLE001 -- see `_read_due`
            _log.error("audience not read", channel=channel, error=type(error).__name__)
            return True
        self._forget_waiting(workspace, channel)
        return True

    async def limit_digest(self, workspace: Workspace, digest: str, seconds: float) -> None:
        """Limit a digest to its channel unless every member may read the rest.

        Raise `SlackError` if that is unknown after these `seconds`: the caller has to try again.
        """
        database = self._deps.database
        found = await database.read(stored.get, digest)
        if found is None or found.contents.covers is Coverage.CHANNEL:
            return
        audience = await self._read_now(workspace, found.channel, seconds)
        if audience is None or not audience.sees_public:
            await database.write(stored.limit_to_channel, digest)

    async def add_member(self, workspace: Workspace, channel: ChannelId, user: UserId) -> None:
        """Add a user who joined a channel: a guest counts from now on."""
        if reader := self._readers.get(workspace, channel):
            found = (await self._directory.users.find(workspace, [user]))[user]
            reader.add_member(user, is_known=bool(found.name))

    def remove_member(self, workspace: Workspace, channel: ChannelId, user: UserId) -> None:
        """Remove a user who left a channel."""
        if reader := self._readers.get(workspace, channel):
            reader.remove_member(user)

    async def _finish(self, workspace: Workspace, channel: ChannelId, reader: AudienceReader) -> Audience:
        # A channel can be shared without a change of its members, so that is looked up first.
        await self._directory.channels.fetch(workspace, channel)
        await reader.read()
        self._forget_waiting(workspace, channel)
        return await self._make_audience(workspace, channel, reader)

    async def _make_audience(
        self, workspace: Workspace, channel: ChannelId, reader: AudienceReader
    ) -> Audience:
        """Return the audience with the present profiles: a member may be a guest now. Raise `SlackError`."""
        found = await self._directory.channels.fetch(workspace, channel)
        special = await self._deps.database.read(users.list_special, workspace.id)
        return make_audience(reader.members, special, reader.unknown, is_shared=found.is_shared)

    async def _read_now(self, workspace: Workspace, channel: ChannelId, seconds: float) -> Audience | None:
        """Return the present audience; None if it is unknown. Raise `SlackError` if it is not read yet."""
        asked_at = self._deps.monotonic()
        reader = self._readers.find_for_post(workspace, channel)
        try:
            async with asyncio.timeout(seconds):
                found = await self._finish(workspace, channel, reader)
                if not reader.is_large and reader.age > self._deps.monotonic() - asked_at:
                    # It was started before, so someone may have joined since.
                    reader = self._readers.start(workspace, channel)
                    found = await self._finish(workspace, channel, reader)
                return found
        except SlackRefusedError as error:
            _log.warning("audience not read", channel=channel, error=str(error))
            return None
        except (SlackError, TimeoutError) as error:
            fallback, is_over = await self._fallback(workspace, channel, reader)
            if fallback or is_over:
                return fallback
            if isinstance(error, SlackError):
                raise
            raise SlackUnavailableError("audience not read yet", Effect.NONE) from error

    async def _fallback(
        self, workspace: Workspace, channel: ChannelId, reader: AudienceReader
    ) -> tuple[Audience | None, bool]:
        """Return the last audience if it is new enough, and True if the digest has waited long enough."""
        key, now = (workspace.id, channel), self._deps.clock.now()
        self._wanted.add(key)
        since = self._waiting_since.setdefault(key, now)
        before = reader if reader.is_done else reader.before
        if before and before.is_large and before.age <= MAX_AGE_OF_LARGE:
            try:
                return await self._make_audience(workspace, channel, before), False
            except SlackError:
                pass
        return None, now - since >= MAX_WAIT

    async def _read_due(self, workspace: Workspace, channel: ChannelId, seconds: float) -> digests.Audiences:
        """Return the audience of a channel, None if it is unknown; an empty dict if its digest must wait."""
        reader = self._readers.find_for_post(workspace, channel)
        try:
            async with asyncio.timeout(min(seconds, MAX_WAIT.total_seconds())):
                found = await self._finish(workspace, channel, reader)
                return {(workspace.id, channel): found}
        except SlackRateLimitedError as error:
            is_unknown = False
            self._pause(workspace, channel, error)
        except (SlackError, TimeoutError) as error:
            _log.warning("audience not read", channel=channel, error=str(error) or type(error).__name__)
            # A channel that may be small is not worth waiting for.
            is_large = bool(reader.members or (reader.before and reader.before.is_large))
            is_unknown = isinstance(error, SlackError) and not is_large
            self._skipped_until[workspace.id, channel] = self._deps.monotonic() + DUE_TIMEOUT
        # One channel that cannot be read must not delay the others.
        except Exception as error:  # noqa: BLE001
            _log.error("audience not read", channel=channel, error=type(error).__name__)
            self._skipped_until[workspace.id, channel] = self._deps.monotonic() + DUE_TIMEOUT
            return {}
        fallback, is_over = await self._fallback(workspace, channel, reader)
        return {(workspace.id, channel): fallback} if fallback or is_over or is_unknown else {}

    def _forget_waiting(self, workspace: Workspace, channel: ChannelId) -> None:
        """Remove a channel from what waits to be read."""
        self._wanted.discard((workspace.id, channel))
        self._waiting_since.pop((workspace.id, channel), None)
        self._skipped_until.pop((workspace.id, channel), None)

    def _pause(self, workspace: Workspace, channel: ChannelId, error: SlackRateLimitedError) -> None:
        self._paused_until[workspace.id] = self._deps.monotonic() + error.retry_after.total_seconds()
        _log.info("audience read later", channel=channel, error=str(error))
