"""Who reads a channel, for digests that tell of more than their channel.

A channel whose members Slack tells in one answer is read again whenever something is told there. Reading
a larger one takes Slack's time: 50 calls for 50,000 members, at 100 a minute, and as many to learn who they
are, at 20 a minute. So it is read ahead, in the background, and remembered.
"""

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.deps import Deps
from bot.domain.audience import Audience, Coverage, make_audience
from bot.domain.ids import WorkspaceId
from bot.domain.workspace import Workspace
from bot.errors import Effect, SlackError, SlackRateLimitedError, SlackRefusedError, SlackUnavailableError
from bot.slack.api.audience_reader import AudienceReader
from bot.slack.api.cache import Cache
from bot.slack.api.directory import Directory
from bot.slack.api.installations import Installations
from bot.storage import digests as stored
from bot.storage import due_digests, users
from bot.usecases import digests

MAX_AGE = 60.0
"""Seconds for which the members of a small channel are believed where somebody looks at what would be posted.
When a digest is made, and again when it is posted, they are read again: a guest may have come since."""
MAX_AGE_OF_LARGE = 3_600.0
"""Seconds for which the members of a channel are believed that cannot be read within seconds. A guest who
came since and of whom Slack did not tell us could read, for that hour, what all other members may see
anyway: thanks from public channels. Whoever is heard to come or to become a guest counts at once."""
AHEAD = timedelta(minutes=30)
"""How long before a digest is due its readers are read: half of what `MAX_AGE_OF_LARGE` allows."""
MAX_DELIVERY_AGE = timedelta(minutes=10)
"""How long a digest waits for who reads its channel; then it leaves out what not everybody may see."""
AT_ONCE = 5
"""Channels that are looked at side by side, between two looks at what else is due."""
READ_AHEAD_AT_ONCE = 50
"""Channels that are read ahead of their digests in one go."""
PATIENCE = 10.0
"""Seconds that looking at channels may take while other things are due."""
MAX_LENGTH = 60.0
"""Seconds that reading one channel ahead may take, before it is another one's turn."""
MAX_REMEMBERED = 200
"""Channels whose members are remembered."""

_log = structlog.get_logger(__name__)


class Audiences:
    """Knows who is in channels, each with the age of that knowledge."""

    def __init__(self, deps: Deps, installations: Installations, directory: Directory) -> None:
        """Start with nothing remembered."""
        self._deps = deps
        self._installations = installations
        self._directory = directory
        self._cache = Cache(deps.monotonic)
        self._readings: dict[tuple[WorkspaceId, str], AudienceReader] = {}
        self._wanted: set[tuple[WorkspaceId, str]] = set()
        """What somebody asked for and is not read yet: it is read in the background."""
        self._waiting_since: dict[tuple[WorkspaceId, str], datetime] = {}
        """Since when a digest waits for what is not read yet."""
        self._aside_until: dict[str, float] = {}
        """Until when a channel that takes long holds up no others (monotonic seconds)."""
        self._free_at = 0.0
        """Until when Slack asked us to look at no channel (monotonic seconds)."""

    async def read(self, workspace: Workspace, channel: str) -> Audience:
        """Return who reads this channel, as far as is remembered. Raises `SlackError`."""
        return await self._read_on(workspace, channel, self._reading(workspace, channel))

    async def read_in_time(self, workspace: Workspace, channel: str) -> Audience | None:
        """Return who reads this channel; None where Slack does not tell while somebody waits for it.

        Nobody waits for a large channel that is not read yet: that goes on in the background.
        """
        key = ("audience", workspace.id, channel)

        async def look_up() -> Audience | None:
            reading = self._reading(workspace, channel)
            if not await reading.is_soon_done():
                return None
            return await self._read_on(workspace, channel, reading)

        found = await self._cache.find(key, 0, look_up)
        if found is None:
            self._wanted.add((workspace.id, channel))
        return found

    async def of_due(self, due_at: datetime, patience: float = PATIENCE) -> digests.Audiences:
        """Return who reads some of the channels whose digests are due and tell of more than them.

        Nobody where none is, where Slack asks for a pause or it takes longer than `patience` (in seconds):
        they stay due.
        """
        read, now = self._deps.database.read, self._deps.monotonic()
        if now < self._free_at or not await read(lambda tx: due_digests.has_due_beyond_channel(tx, due_at)):
            return {}
        workspace = await self._workspace()
        if workspace is None:
            return {}
        aside = {channel for channel, until in self._aside_until.items() if until > now}
        many = AT_ONCE + len(aside)
        due = await read(lambda tx: due_digests.list_due_beyond_channel(tx, workspace.id, due_at, many))
        channels = [channel for channel in due if channel not in aside][:AT_ONCE]
        looked = await asyncio.gather(*(self._read_due(workspace, one, patience) for one in channels))
        return {(workspace.id, channel): one for some in looked for channel, one in some.items()}

    async def read_ahead(self, now: datetime) -> None:
        """Read who reads the channels whose digests are due soon, and those that something waits for."""
        if self._deps.monotonic() < self._free_at:
            return
        until, read = now + AHEAD, self._deps.database.read
        if not self._wanted and not await read(lambda tx: due_digests.has_due_beyond_channel(tx, until)):
            return
        workspace = await self._workspace()
        if workspace is None:
            return
        due = await read(
            lambda tx: due_digests.list_due_beyond_channel(tx, workspace.id, until, READ_AHEAD_AT_ONCE)
        )
        wanted = [channel for of, channel in self._wanted if of == workspace.id]
        for channel in dict.fromkeys([*wanted, *due]):
            if not await self._read_one_ahead(workspace, channel):
                return

    async def _read_one_ahead(self, workspace: Workspace, channel: str) -> bool:
        """Read one channel ahead; answers False where Slack asks for a pause."""
        known = self._readings.get((workspace.id, channel))
        if known and known.is_done and known.age < MAX_AGE_OF_LARGE / 2:
            return True
        reading = known if known and not known.is_done else self._begin(workspace, channel)
        try:
            async with asyncio.timeout(MAX_LENGTH):
                await reading.read()
        except SlackRateLimitedError as error:
            self._pause(channel, error)
            return False
        except (SlackError, TimeoutError) as error:
            _log.info("audience read later", channel=channel, error=str(error) or type(error).__name__)
            return True
        except Exception as error:  # noqa: BLE001 -- see `_read_due`
            _log.error("audience not read", channel=channel, error=type(error).__name__)
            return True
        self._forget_waiting(workspace, channel)
        return True

    async def keep_to_what_all_may_see(self, workspace: Workspace, digest: str, patience: float) -> None:
        """Shrink a digest to its channel where not everybody there may see the rest, or nobody can tell.

        Raises `SlackError` where that takes longer than `patience` (in seconds): it is to be tried again.
        """
        database = self._deps.database
        found = await database.read(stored.get, digest)
        if found is None or found.contents.covers is Coverage.CHANNEL:
            return
        seen = await self._read_now(workspace, found.channel, patience)
        if seen is None or not seen.sees_public:
            await database.write(stored.limit_to_channel, digest)

    async def hear_joined(self, workspace: Workspace, channel: str, user: str) -> None:
        """Take in that somebody came into a channel: a guest counts from now on."""
        if reading := self._readings.get((workspace.id, channel)):
            found = (await self._directory.users.find(workspace, [user]))[user]
            for one in (reading, reading.before):
                if one:
                    one.hear_joined(user, is_known=bool(found.name))

    def hear_left(self, workspace: Workspace, channel: str, user: str) -> None:
        """Take in that somebody left a channel."""
        if reading := self._readings.get((workspace.id, channel)):
            for one in (reading, reading.before):
                if one:
                    one.hear_left(user)

    def _reading(self, workspace: Workspace, channel: str) -> AudienceReader:
        """What is remembered of a channel and not too old, or is being read."""
        found = self._readings.get((workspace.id, channel))
        if found is None:
            return self._begin(workspace, channel)
        most = MAX_AGE if found.is_done and not found.is_large else MAX_AGE_OF_LARGE
        return found if found.age <= most else self._begin(workspace, channel)

    def _reading_for_post(self, workspace: Workspace, channel: str) -> AudienceReader:
        """The same, but of a small channel nothing that is remembered."""
        reading = self._reading(workspace, channel)
        is_remembered = reading.is_done and not reading.is_large
        return self._begin(workspace, channel) if is_remembered else reading

    def _begin(self, workspace: Workspace, channel: str) -> AudienceReader:
        """Begin to read a channel again; until that is done, keep what was known."""
        key = (workspace.id, channel)
        before = self._readings.pop(key, None)
        if before and not before.is_done:
            before = before.before
        while len(self._readings) >= MAX_REMEMBERED:
            del self._readings[next(iter(self._readings))]
        self._readings[key] = reading = AudienceReader(self._directory, workspace, channel, before)
        return reading

    async def _read_on(self, workspace: Workspace, channel: str, reading: AudienceReader) -> Audience:
        # What a channel is may change without its members: it is asked before anything else.
        await self._directory.channels.fetch(workspace, channel)
        await reading.read()
        self._forget_waiting(workspace, channel)
        return await self._audience(workspace, channel, reading)

    async def _audience(self, workspace: Workspace, channel: str, reading: AudienceReader) -> Audience:
        """Return who that is, as people are known now: somebody may be a guest since. Raises `SlackError`."""
        found = await self._directory.channels.fetch(workspace, channel)
        special = await self._deps.database.read(users.list_special, workspace.id)
        return make_audience(reading.members, special, reading.unknown, is_shared=found.is_shared)

    async def _read_now(self, workspace: Workspace, channel: str, patience: float) -> Audience | None:
        """Return who reads a channel now; None where nobody can tell. Raises `SlackError` for "not yet"."""
        asked_at = self._deps.monotonic()
        reading = self._reading_for_post(workspace, channel)
        try:
            async with asyncio.timeout(patience):
                found = await self._read_on(workspace, channel, reading)
                if not reading.is_large and reading.age > self._deps.monotonic() - asked_at:
                    # It was begun before we asked: somebody may have come since.
                    reading = self._begin(workspace, channel)
                    found = await self._read_on(workspace, channel, reading)
                return found
        except SlackRefusedError as error:
            _log.warning("audience not read", channel=channel, error=str(error))
            return None
        except (SlackError, TimeoutError) as error:
            fallback, is_over = await self._fallback(workspace, channel, reading)
            if fallback or is_over:
                return fallback
            if isinstance(error, SlackError):
                raise
            raise SlackUnavailableError("audience not read yet", Effect.NONE) from error

    async def _fallback(
        self, workspace: Workspace, channel: str, reading: AudienceReader
    ) -> tuple[Audience | None, bool]:
        """What was known before, if it is not too old; and whether it is no use to wait any longer."""
        key, now = (workspace.id, channel), self._deps.clock.now()
        self._wanted.add(key)
        since = self._waiting_since.setdefault(key, now)
        before = reading if reading.is_done else reading.before
        if before and before.is_large and before.age <= MAX_AGE_OF_LARGE:
            try:
                return await self._audience(workspace, channel, before), False
            except SlackError:
                pass
        return None, now - since >= MAX_DELIVERY_AGE

    async def _read_due(
        self, workspace: Workspace, channel: str, patience: float
    ) -> dict[str, Audience | None]:
        """Who reads a channel whose digest is due, None where nobody can tell; nothing where it waits."""
        reading = self._reading_for_post(workspace, channel)
        try:
            async with asyncio.timeout(min(patience, MAX_DELIVERY_AGE.total_seconds())):
                found = await self._read_on(workspace, channel, reading)
                return {channel: found}
        except SlackRateLimitedError as error:
            is_untold = False
            self._pause(channel, error)
        except (SlackError, TimeoutError) as error:
            _log.warning("audience not read", channel=channel, error=str(error) or type(error).__name__)
            # Where nothing is known of it, not even that it is large, nobody need wait.
            is_large = bool(reading.members or (reading.before and reading.before.is_large))
            is_untold = isinstance(error, SlackError) and not is_large
            self._aside_until[channel] = self._deps.monotonic() + PATIENCE
        # One channel that nobody can read must not hold up the others.
        except Exception as error:  # noqa: BLE001
            _log.error("audience not read", channel=channel, error=type(error).__name__)
            self._aside_until[channel] = self._deps.monotonic() + PATIENCE
            return {}
        fallback, is_over = await self._fallback(workspace, channel, reading)
        return {channel: fallback} if fallback or is_over or is_untold else {}

    def _forget_waiting(self, workspace: Workspace, channel: str) -> None:
        """Note that a channel is read."""
        self._wanted.discard((workspace.id, channel))
        self._waiting_since.pop((workspace.id, channel), None)
        self._aside_until.pop(channel, None)

    def _pause(self, channel: str, error: SlackRateLimitedError) -> None:
        self._free_at = self._deps.monotonic() + error.retry_after.total_seconds()
        _log.info("audience read later", channel=channel, error=str(error))

    async def _workspace(self) -> Workspace | None:
        try:
            return (await self._installations.get()).workspace
        except SlackError as error:
            _log.warning("nobody knows who reads digests", error=str(error))
            return None
