"""The reply of a recipient to the givers of a recognition."""

from enum import StrEnum

MAX_REPLY_LENGTH = 1_000
"""Characters of a reply."""
MAX_REPLIES_SHOWN = 10
"""Replies that a history shows with one recognition."""
MAX_REPLY_SHOWN = 300
"""Characters of each that a history shows."""


class ReplyRefusal(StrEnum):
    """Why there is no reply."""

    GONE = "gone"
    """The recognition was withdrawn or taken down, or is not theirs."""
    ALREADY = "already"
    """They replied before. More than one reply is a conversation, and Slack has a place for those."""
    NO_GIVERS = "nobody"
    """No giver can be reached by a message."""
    NO_TEXT = "no words"
    TEXT_TOO_LONG = "too many words"


def decide_reply(text: str) -> ReplyRefusal | None:
    """Return why this plain text cannot be a reply; None if it can."""
    if not text:
        return ReplyRefusal.NO_TEXT
    return ReplyRefusal.TEXT_TOO_LONG if len(text) > MAX_REPLY_LENGTH else None
