"""What an error of the Web API means for a delivery. All modules that send something need it."""

from bot.domain.delivery import Failure
from bot.domain.error_names import ErrorMeaning, find_error_meaning
from bot.errors import Effect, SlackError, SlackRateLimitedError, SlackRefusedError, SlackUnavailableError
from bot.usecases.delivery_results import Failed

_FAILURES = {
    Effect.NONE: Failure.UNAVAILABLE,
    Effect.UNLIKELY: Failure.BROKEN,
    Effect.UNKNOWN: Failure.UNANSWERED,
}


def is_workspace_refused(error: SlackRefusedError) -> bool:
    """Return True if Slack refuses every call for the workspace, not only this one."""
    return find_error_meaning(error.error) is ErrorMeaning.CLOSED


def read_failure(
    error: SlackError | TimeoutError, *, is_message_call: bool, limits_all: bool = True
) -> Failed:
    """Return what an error means for a delivery.

    If it is no `is_message_call`, the call prepared the message, and nothing can be in Slack yet. If a limit
    of a message's call `limits_all`, it counts for all messages of the workspace.
    """
    match error:
        case SlackRateLimitedError():
            return Failed(
                Failure.RATE_LIMITED, str(error), error.retry_after, limits_all=is_message_call and limits_all
            )
        case SlackRefusedError() if is_workspace_refused(error):
            return Failed(Failure.SUSPENDED, error.error)
        case SlackRefusedError() if is_message_call:
            return Failed(Failure.REFUSED, error.error)
        case SlackUnavailableError() if is_message_call:
            return Failed(_FAILURES[error.effect], str(error))
        case _:
            return Failed(Failure.UNAVAILABLE, str(error) or type(error).__name__)
