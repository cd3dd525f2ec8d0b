"""Refreshing tokens that expire, in one process at a time.

With token rotation a bot token lives for twelve hours. Slack means the token to refresh it with to be used
once, and revokes it "after a short grace period" of a length that it does not say; the bot token before
lives on for its time (https://docs.slack.dev/authentication/using-token-rotation). So what Slack granted
must not get lost, and where it did, the same refresh is asked for again as soon as possible.
"""

import asyncio
from datetime import timedelta

import structlog
from msgspec.structs import replace

from bot.deps import Deps
from bot.domain.ids import WorkspaceId
from bot.domain.installation import EncryptedTokens
from bot.errors import Effect, SlackError, SlackRefusedError, SlackUnavailableError
from bot.slack.api.cache import call_each
from bot.slack.api.oauth import GrantedTokens, OAuth
from bot.storage import installations
from bot.token_cipher import TokenCipher

REFRESH_AHEAD = timedelta(hours=2)
"""How long before it expires a token is refreshed in the background, as Slack's SDK does."""
REFUSED_EXPIRY = timedelta(minutes=1)
"""How long before it expires a token is no longer used without refreshing it."""
LEASE = timedelta(seconds=15)
"""How long one process may take for a refresh; a call of Slack is given up after ten seconds.

If it died, another one asks again after that: the sooner, the more likely within Slack's grace period.
"""
SHUTDOWN_TIMEOUT = 3.0
"""Seconds that refreshes under way get when the process ends."""
SPENT = (
    "account_inactive",
    "invalid_auth",
    "invalid_grant",
    "invalid_refresh_token",
    "invalid_token",
    "token_expired",
    "token_revoked",
)
"""Slack's names for why a token to refresh with is good for nothing: only a new installation helps."""
WAIT_STEP = 0.2
"""Seconds between two looks at whether another process has refreshed a token."""
MAX_WAIT = 3.0
"""Seconds for which a call waits until another process has refreshed its token."""

_log = structlog.get_logger(__name__)


class TokenRefresh:
    """Refreshes tokens. A lease in the database keeps other processes from refreshing the same one."""

    def __init__(self, deps: Deps, oauth: OAuth, cipher: TokenCipher) -> None:
        """Refresh nothing yet."""
        self._deps = deps
        self._oauth = oauth
        self._cipher = cipher
        self._under_way: dict[WorkspaceId, asyncio.Task[None]] = {}
        self._unstored: dict[WorkspaceId, tuple[EncryptedTokens, EncryptedTokens]] = {}
        """What Slack granted and the database did not take yet, with what it replaces."""

    async def refresh_due(self) -> None:
        """Refresh all tokens that expire within `REFRESH_AHEAD`."""
        before = self._deps.clock.now() + REFRESH_AHEAD
        holders = await self._deps.database.read(installations.list_expiring, before)
        await call_each(self._refresh_ahead, {*holders, *self._unstored})

    async def end(self) -> None:
        """Wait for refreshes under way for `SHUTDOWN_TIMEOUT` seconds."""
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=SHUTDOWN_TIMEOUT)

    async def _refresh_ahead(self, holder: WorkspaceId) -> None:
        try:
            await self._refresh_together(holder, REFRESH_AHEAD)
        # One workspace must not stop the others.
        except Exception as error:  # noqa: BLE001
            _log.warning("token not refreshed", workspace=holder, error=str(error) or type(error).__name__)

    async def refresh(self, holder: WorkspaceId, within: timedelta) -> None:
        """Refresh the token of a holder if it expires within this time, or wait until another process did.

        Raise `SlackError`.
        """
        await self._refresh_together(holder, within)
        waited = 0.0
        while waited < MAX_WAIT and await self._is_claimed(holder, within):
            await asyncio.sleep(WAIT_STEP)
            waited += WAIT_STEP

    async def _is_claimed(self, holder: WorkspaceId, within: timedelta) -> bool:
        """Return True if another process is refreshing a token that expires within this time."""
        before = self._deps.clock.now() + within
        return await self._deps.database.read(installations.is_being_refreshed, holder, before)

    async def _refresh_together(self, holder: WorkspaceId, within: timedelta) -> None:
        """Refresh once for all who wait in this process. Cancelling one of them doesn't stop it."""
        task = self._under_way.get(holder)
        if task is None:
            task = asyncio.ensure_future(self._refresh(holder, within))
            self._under_way[holder] = task
            task.add_done_callback(lambda _: self._under_way.pop(holder, None))
        await asyncio.shield(task)

    async def _refresh(self, holder: WorkspaceId, within: timedelta) -> None:
        database = self._deps.database
        if holder in self._unstored:
            await self._store(holder)
            return
        before = self._deps.clock.now() + within
        claimed = await database.write(installations.claim_refresh, holder, before, LEASE)
        if claimed is None or claimed.refresh_token is None:
            return
        try:
            granted = await self._oauth.refresh(self._cipher.decrypt(claimed.refresh_token))
        except SlackError as error:
            if isinstance(error, SlackRefusedError) and error.error in SPENT:
                _log.error("a workspace has to install the app again", workspace=holder, error=error.error)
                await database.write(
                    installations.replace_tokens, holder, claimed, replace(claimed, refresh_token=None)
                )
                return
            await database.write(installations.end_refresh, holder)
            # The settings may be wrong, which says nothing about the workspace.
            raise SlackUnavailableError(f"token not refreshed: {error}", Effect.NONE) from error
        self._unstored[holder] = (claimed, encrypt_tokens(self._cipher, granted, self._deps))
        await self._store(holder)

    async def _store(self, holder: WorkspaceId) -> None:
        """Store what Slack granted. If the database is away, the next refresh of this process does it."""
        claimed, renewed = self._unstored[holder]
        if not await self._deps.database.write(installations.replace_tokens, holder, claimed, renewed):
            _log.info("installed again, or refreshed elsewhere, meanwhile", workspace=holder)
        del self._unstored[holder]


def encrypt_tokens(cipher: TokenCipher, granted: GrantedTokens, deps: Deps) -> EncryptedTokens:
    """Return what is stored of granted tokens."""
    return EncryptedTokens(
        bot_token=cipher.encrypt(granted.bot_token),
        refresh_token=cipher.encrypt(granted.refresh_token) if granted.refresh_token else None,
        expires_at=deps.clock.now() + granted.lifetime if granted.lifetime else None,
    )
