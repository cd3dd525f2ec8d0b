"""What an error of the Web API means for a delivery."""

from bot.domain.delivery import Failure
from bot.domain.error_names import ErrorMeaning, find_error_meaning
from bot.errors import Effect, SlackError, SlackRateLimitedError, SlackRefusedError, SlackUnavailableError
from bot.usecases.delivery_results import Failed

_FAILURES = {
    Effect.NONE: Failure.UNAVAILABLE,
    Effect.UNLIKELY: Failure.BROKEN,
    Effect.UNKNOWN: Failure.UNANSWERED,
}


def is_closed(error: SlackRefusedError) -> bool:
    """Return True if Slack refuses the whole workspace, whatever is asked."""
    return find_error_meaning(error.error) is ErrorMeaning.CLOSED


def failed(error: SlackError | TimeoutError, *, acting: bool, slows: bool = True) -> Failed:
    """What an error means; `acting` says that it met the message itself, not what prepares it.

    `slows` says that a limit which the message met is that of all messages.
    """
    match error:
        case SlackRateLimitedError():
            return Failed(Failure.RATE_LIMITED, str(error), error.retry_after, slows=acting and slows)
        case SlackRefusedError() if is_closed(error):
            return Failed(Failure.SUSPENDED, error.error)
        case SlackRefusedError() if acting:
            return Failed(Failure.REFUSED, error.error)
        case SlackUnavailableError() if acting:
            return Failed(_FAILURES[error.effect], str(error))
        case _:
            return Failed(Failure.UNAVAILABLE, str(error) or type(error).__name__)
