"""What Hearten raises itself: one family, each class named after what went wrong.

`str(error)` is a sentence or a word for the operator. It may be logged and printed as it is: it holds no name
of a person, no text of a recognition, no token and no password.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum


class HeartenError(Exception):
    """Base of all errors of Hearten's own."""


class OperatorError(HeartenError):
    """Something that the operator can mend. The command line prints the sentence and exits with 1."""


class InvalidSettingsError(OperatorError):
    """Variables of the environment that are wrong: a sentence for each, by its name."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        """Say all of them, a line each."""
        super().__init__("\n".join(f"{variable}: {problem}" for variable, problem in problems.items()))
        self.problems = problems


class DatabaseUnavailableError(OperatorError):
    """The database cannot be opened or reached, or this version cannot use it."""


class DatabaseInUseError(DatabaseUnavailableError):
    """Another process serves the file of an embedded database."""


class BackupError(OperatorError):
    """A backup cannot be made or restored."""


class ErasureLedgerError(OperatorError):
    """The ledger of erasures cannot be read or written."""


class EnvFileError(OperatorError):
    """The file `.env` cannot be read or written."""


class MissingExtraError(OperatorError):
    """A setting needs packages that are not installed."""

    def __init__(self, variable: str, extra: str) -> None:
        """Name the variable that is set, and the extra with the packages."""
        super().__init__(
            f"{variable} is set, and what it needs is not installed: pip install hearten[{extra}]"
        )


class ImportFileError(OperatorError):
    """A file cannot be imported."""


class ExportFileError(OperatorError):
    """An export cannot be written."""


class AddressUnavailableError(OperatorError):
    """The HTTP server cannot listen at the configured host and port."""


class UndecipherableTokenError(OperatorError):
    """No key decrypts a stored token."""


class CommitUncertainError(HeartenError):
    """The connection broke during a commit, and the database did not say whether it was kept."""


class SettingsChangedError(HeartenError):
    """A command was read by remembered settings or values that changed since. Nothing was recorded."""


class RequestError(HeartenError):
    """A request that Hearten does not answer. `status` is the HTTP status for Slack."""

    status = 400


class RequestRefusedError(RequestError):
    """A request that is too large, unsigned, too slow or unreadable; Slack would not send it."""

    def __init__(self, status: int, reason: str) -> None:
        """Store the HTTP status to answer with."""
        super().__init__(reason)
        self.status = status


class InvalidPayloadError(RequestError):
    """A signed payload that is not what Slack sends. The message names the field, not its content."""


class UnknownWorkspaceError(RequestError):
    """A payload of a workspace that the bot is not installed in. The message is its id."""

    status = 403


class MessageNotStoredError(RequestError):
    """A reaction to a message that is being posted, so its `ts` is unknown: Slack must repeat the event."""

    status = 503


class TooManyMembersError(HeartenError):
    """A channel has more members than the caller can work with. The message is the channel's id."""


class SlackError(HeartenError):
    """A call of the Web API that brought no result."""


class SlackRefusedError(SlackError):
    """Slack refused a call for good. `error` is Slack's name of the reason, such as `channel_not_found`."""

    def __init__(self, error: str) -> None:
        """Store Slack's name of the reason."""
        super().__init__(error)
        self.error = error


class Effect(StrEnum):
    """What a call that failed may have done in Slack."""

    NONE = "none"
    """Nothing: Slack was not reached, or says so."""
    UNLIKELY = "unlikely"
    """Slack answered with a bare server error."""
    UNKNOWN = "unknown"
    """No answer came, or one after which a part may have been done."""


class SlackUnavailableError(SlackError):
    """A server error, a timeout or a broken network: the same call may succeed later."""

    def __init__(self, message: str, effect: Effect = Effect.UNKNOWN) -> None:
        """Store what the call may have done."""
        super().__init__(message)
        self.effect = effect


class SlackUnreachableError(SlackUnavailableError):
    """No answer came: a name that does not resolve, a refused or broken connection, a timeout."""


class SlackRateLimitedError(SlackError):
    """Slack takes no more calls for `retry_after`."""

    def __init__(self, retry_after: timedelta) -> None:
        """Store how long Slack wants to be left alone."""
        super().__init__(f"rate limited for {retry_after.total_seconds():.0f} s")
        self.retry_after = retry_after


class KeepsakeError(HeartenError):
    """The process that makes a keepsake failed."""

    def __init__(self) -> None:
        """Say no more: what the process says may quote a text."""
        super().__init__("the keepsake could not be made")
