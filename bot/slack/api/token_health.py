"""The health of our tokens: whether Slack accepts them. Each change is logged once."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.settings import Secret, Settings
from bot.token_kinds import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, advice, wrong_kind

CHECK_INTERVAL = 30.0
"""Seconds after which a check of readiness tries a refused bot token again."""
CHECK_TIMEOUT = 2.0
"""Seconds that such a check may take."""

_log = structlog.get_logger(__name__)


class TokenHealth:
    """Slack's last answer about each token."""

    def __init__(self, settings: Settings, monotonic: Callable[[], float]) -> None:
        """Trust the tokens until Slack refuses one."""
        self._tokens = {BOT_TOKEN: settings.bot_token, APP_TOKEN: settings.app_token}
        self._bot_token = settings.bot_token.value if settings.bot_token else ""
        self._monotonic = monotonic
        self._refusals: dict[str, str] = {}
        # Slack does not report a wrong secret: its requests just cannot be verified.
        secret = settings.signing_secret if not settings.app_token else None
        self._wrong_secret = wrong_kind(SIGNING_SECRET, secret.value) if secret else ""
        if self._wrong_secret:
            _log.error(f"{SIGNING_SECRET} is wrong", advice=self._wrong_secret)
        self._checked_at = 0.0

    def record(self, variable: str, error: str) -> None:
        """Record that Slack accepted a token (`error` is "") or refused it, and log a change."""
        before = self._refusals.get(variable, "")
        if error == before:
            return
        if error:
            self._refusals[variable] = error
            _log.error(f"Slack refuses {variable}", error=error, advice=self._advice(variable, error))
        else:
            del self._refusals[variable]
            _log.info(f"Slack takes {variable} again")

    def record_bot_token(self, token: str, error: str) -> None:
        """Record the result of a call with the bot token, and with no other. See `record`."""
        if token == self._bot_token:
            self.record(BOT_TOKEN, error)

    def is_refused(self, variable: str) -> bool:
        """Return True if Slack refused a token last."""
        return variable in self._refusals

    @property
    def problems(self) -> list[str]:
        """The refused tokens with advice, a sentence each."""
        wrong = [f"{SIGNING_SECRET}: {self._wrong_secret}"] if self._wrong_secret else []
        return wrong + [
            f"Slack refuses {variable} ({error}): {self._advice(variable, error)}"
            for variable, error in sorted(self._refusals.items())
        ]

    async def check(self, try_bot_token: Callable[[], Awaitable[object]]) -> list[str]:
        """Return the problems. A refused bot token is tried again now and then."""
        now = self._monotonic()
        if self.is_refused(BOT_TOKEN) and now - self._checked_at >= CHECK_INTERVAL:
            self._checked_at = now
            try:
                async with asyncio.timeout(CHECK_TIMEOUT):
                    await try_bot_token()
            # The call itself records what it means for the token.
            except Exception as error:  # noqa: BLE001
                _log.debug("token tried again", error=type(error).__name__)
        return self.problems

    def _advice(self, variable: str, error: str) -> str:
        token: Secret | None = self._tokens.get(variable)
        return advice(variable, token.value if token else "", error)
