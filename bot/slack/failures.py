"""What an error of the Web API means for a delivery."""

from bot.domain.delivery import Failure
from bot.slack.client import (
    Effect,
    SlackError,
    SlackRateLimitedError,
    SlackRefusedError,
    SlackUnavailableError,
)
from bot.usecases.settle import Failed

SUSPENDING = {
    "account_inactive",
    "invalid_auth",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
}
"""Errors that say of every call the same, until somebody repairs the token or the installation."""

_FAILURES = {
    Effect.NONE: Failure.UNAVAILABLE,
    Effect.UNLIKELY: Failure.BROKEN,
    Effect.UNKNOWN: Failure.UNANSWERED,
}


def failed(error: SlackError | TimeoutError, *, acting: bool, slows: bool = True) -> Failed:
    """What an error means; `acting` says that it met the message itself, not what prepares it.

    `slows` says that a limit which the message met is that of all messages.
    """
    match error:
        case SlackRateLimitedError():
            return Failed(Failure.RATE_LIMITED, str(error), error.retry_after, slows=acting and slows)
        case SlackRefusedError() if error.error in SUSPENDING:
            return Failed(Failure.SUSPENDED, error.error)
        case SlackRefusedError() if acting:
            return Failed(Failure.REFUSED, error.error)
        case SlackUnavailableError() if acting:
            return Failed(_FAILURES[error.effect], str(error))
        case _:
            return Failed(Failure.UNAVAILABLE, str(error) or type(error).__name__)
