"""Endorsements and comments: what others add to a recognition."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from msgspec.structs import replace

from bot.domain import message_text
from bot.domain.ids import UserId
from bot.domain.recognition import HiddenNames, RecognitionView, RefusalReason, find_hidden_names
from bot.domain.visibility import ThanksPreference

MAX_COMMENT_LENGTH = 300
"""Characters that one user adds to a recognition."""
MAX_COMMENTS_SHOWN = 10
"""Comments that one message shows; later endorsers are only named."""


class EndorsementRefusal(StrEnum):
    """Why a user cannot join in a recognition."""

    GONE = "gone"
    """It is no longer in a channel, or never was."""
    NO_ADDITIONS = "no additions"
    """Comments and endorsements are closed: see `visibility.accepts_additions`."""
    IS_GIVER = "own words"
    IS_RECIPIENT = "own thanks"


def decide_endorsement(
    user: UserId, givers: Collection[UserId], recipients: Collection[UserId], *, is_shown: bool
) -> EndorsementRefusal | None:
    """Return why a user cannot endorse a recognition; None if they can.

    `recipients` are all, in private too; `is_shown` says whether the members of its channel may see it.
    """
    if not is_shown:
        return EndorsementRefusal.GONE
    if user in givers:
        return EndorsementRefusal.IS_GIVER
    return EndorsementRefusal.IS_RECIPIENT if user in recipients else None


def decide_comment(
    user: UserId,
    text: str,
    thanks_preferences: Mapping[UserId, ThanksPreference],
    mentioned: Sequence[UserId],
    *,
    is_shown: bool,
) -> RefusalReason | HiddenNames | None:
    """Decide about a user's comment; return None if it is allowed, as an empty one is.

    `thanks_preferences` maps user ids to their preference (default: publicly); `mentioned` are the users
    named in the text; `is_shown` is True if a channel can read it.
    """
    if message_text.is_longer(text, MAX_COMMENT_LENGTH):
        return RefusalReason.TEXT_TOO_LONG
    hidden = find_hidden_names(user, thanks_preferences, mentioned) if is_shown else ()
    return HiddenNames(hidden) if hidden else None


def reduce_to_endorser(recognition: RecognitionView, user: UserId) -> RecognitionView:
    """Return what an endorser may read of a recognition outside its channel, which they may have left.

    That is what they did and wrote themselves; the text and the comments of others stay in the channel.
    """
    said = tuple(one for one in recognition.comments if one.user == user)
    return replace(
        recognition,
        text="",
        recipients=recognition.directly_thanked,
        endorsers=(user,),
        comments=said,
        credits=(),
    )
