"""The tokens of many workspaces, which the database holds encrypted."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from bot.clock import Clock, machine_time
from bot.doctor.finding import Finding, failure, note, well
from bot.doctor.tokens import check_bot_token
from bot.domain.ids import WorkspaceId
from bot.domain.installation import EncryptedTokens
from bot.errors import UndecipherableTokenError
from bot.settings import Settings
from bot.storage import installations
from bot.storage.engine import connect
from bot.token_cipher import TokenCipher

MAX_CHECKED = 20
"""Installations whose token is shown to Slack."""
_KEYS = "encryption keys"
_RENEWAL = "let someone of that workspace install Hearten again at /slack/install"


async def check_installations(settings: Settings) -> AsyncIterator[Finding]:
    """Yield whether the keys decrypt all tokens, and whether Slack accepts the first ones."""
    if not (settings.serves_many and settings.encryption_keys):
        return
    try:
        stored = await _read(settings.database_url)
    # Each driver has errors of its own. What is wrong, the finding about the database says.
    except Exception:  # noqa: BLE001 -- see above
        yield note(_KEYS, "not checked, because the database can't be read")
        return
    cipher = TokenCipher([key.value for key in settings.encryption_keys])
    try:
        decrypted = [(tokens, cipher.decrypt(tokens.bot_token)) for _, tokens in stored]
    except UndecipherableTokenError as error:
        yield failure(_KEYS, str(error))
        return
    yield well(_KEYS)
    lasting = [token for tokens, token in decrypted if not is_expired(tokens)]
    async for finding in _show(settings.slack_api_url, lasting):
        yield finding


async def _read(database_url: str) -> Sequence[tuple[WorkspaceId, EncryptedTokens]]:
    database = connect(database_url, Clock().now)
    try:
        return await database.read(installations.list_tokens)
    finally:
        await asyncio.to_thread(database.close)


def is_expired(tokens: EncryptedTokens) -> bool:
    """Return True if `hearten run` refreshes a token before it is used again."""
    return tokens.expires_at is not None and tokens.expires_at <= machine_time()


async def _show(api_url: str, tokens: Sequence[str]) -> AsyncIterator[Finding]:
    for token in tokens[:MAX_CHECKED]:
        async for finding in check_bot_token(api_url, token, _RENEWAL):
            yield finding
    if len(tokens) > MAX_CHECKED:
        yield note("bot tokens", f"only {MAX_CHECKED} of {len(tokens)} were shown to Slack")
