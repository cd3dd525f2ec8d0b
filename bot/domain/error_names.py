"""Slack's error names, and what each means for a message of ours: the one table of them."""

from collections.abc import Mapping
from enum import StrEnum


class ErrorMeaning(StrEnum):
    """What an error name of the Web API means."""

    RATE_LIMITED = "rate limited"
    PASSING = "passing"
    """Nothing was done, and a later try helps."""
    UNCERTAIN = "uncertain"
    """A later try helps, but a part of it may have been done."""
    CLOSED = "closed"
    """The whole workspace refuses us, until an admin, a token or an installation changes that."""
    GONE = "gone"
    """The message does no longer exist."""
    ARCHIVED = "archived"
    """The channel is archived or frozen. Its messages stay visible."""
    NO_ACCESS = "no access"
    """The channel or user does not exist, or the bot has no access. Messages of the channel stay visible."""
    READ_ONLY = "read only"
    """The bot may not post there; a `response_url` may."""
    FINAL = "final"
    """Asking again brings the same."""


PASSING = (ErrorMeaning.RATE_LIMITED, ErrorMeaning.PASSING, ErrorMeaning.UNCERTAIN)
"""The meanings after which a later try helps."""

_MEANINGS: Mapping[ErrorMeaning, tuple[str, ...]] = {
    ErrorMeaning.RATE_LIMITED: ("ratelimited", "rate_limited"),
    ErrorMeaning.PASSING: (
        "message_limit_exceeded",
        "external_channel_migrating",
        "streaming_state_conflict",
        "fetch_members_failed",
        "unable_to_fetch_custom_emojis",
        "service_unavailable",
        # The body arrived truncated (https://docs.slack.dev/reference/methods/chat.postMessage#errors).
        "request_timeout",
        "team_added_to_org",
    ),
    # "Some aspect of the operation succeeded before the error was raised", says that page of the last two.
    ErrorMeaning.UNCERTAIN: ("update_failed", "internal_error", "fatal_error"),
    ErrorMeaning.CLOSED: (
        "accesslimited",
        "account_inactive",
        "ekm_access_denied",
        "invalid_auth",
        "invalid_token",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    ),
    ErrorMeaning.GONE: ("message_not_found",),
    ErrorMeaning.ARCHIVED: ("is_archived", "is_inactive"),
    ErrorMeaning.NO_ACCESS: (
        "channel_not_found",
        "not_in_channel",
        "user_not_found",
        "user_disabled",
        "cannot_dm_bot",
    ),
    ErrorMeaning.READ_ONLY: ("posting_to_general_channel_denied",),
}
_BY_NAME: Mapping[str, ErrorMeaning] = {
    name: meaning for meaning, names in _MEANINGS.items() for name in names
}
_RESTRICTED = "restricted_action"
"""How the names begin by which a workspace or channel keeps the bot from posting."""


def find_error_meaning(error: str) -> ErrorMeaning:
    """Return what Slack's error name means; FINAL for one that is not in the table."""
    if error == _RESTRICTED or error.startswith(f"{_RESTRICTED}_"):
        return ErrorMeaning.READ_ONLY
    return _BY_NAME.get(error, ErrorMeaning.FINAL)
