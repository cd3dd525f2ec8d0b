"""What a reader sees of a recognition that their scope may read."""

from collections.abc import Collection, Mapping, Sequence

from bot.domain.ids import UserId
from bot.domain.recognition import Comment, RecognitionView, Reply
from bot.domain.scopes import (
    ChannelScope,
    ChannelsScope,
    CircleScope,
    EndorsedScope,
    GivenScope,
    ReceivedScope,
    Scope,
)
from bot.domain.user import User
from bot.domain.visibility import Visibility


def is_private_view(scope: Scope, recipients: Mapping[UserId, Visibility]) -> bool:
    """Return True if the recognition is private between its giver and the reader.

    `recipients` are those that the scope may see. A lead reads private ones that the recipient opened.
    """
    match scope:
        case ChannelScope() | ChannelsScope() | EndorsedScope():
            return False
        case ReceivedScope(user):
            return recipients.get(user) is Visibility.PRIVATE
        case GivenScope() | CircleScope():
            return all(seen is Visibility.PRIVATE for seen in recipients.values())


def select_comments(
    scope: Scope,
    comments: Sequence[Comment],
    givers: Collection[UserId],
    recipients: Mapping[UserId, Visibility],
) -> tuple[Comment, ...]:
    """Return the comments that the reader may read: comments made in a channel stay in the channel.

    Of a private recognition, the recipient reads what their givers added, and each giver their own comment.
    """
    if not is_private_view(scope, recipients):
        return tuple(comments)
    match scope:
        case ReceivedScope():
            return tuple(comment for comment in comments if comment.user in givers)
        case GivenScope(user):
            return tuple(comment for comment in comments if comment.user == user)
        case _:
            return ()


def must_be_member_to_open(reader: User, recognition: RecognitionView) -> bool:
    """Return True if a reader can open a recognition's message only as a member of its channel.

    Full members can open what is public; anything else, and for guests everything, is for members.
    """
    return not (recognition.is_open and reader.is_full_member)


def can_read_replies(scope: Scope) -> bool:
    """Return True if the scope may read any reply: only givers and the recipient who replied may."""
    return isinstance(scope, GivenScope | ReceivedScope)


def select_replies(scope: Scope, replies: Sequence[Reply]) -> tuple[Reply, ...]:
    """Return the replies that the reader may read: a giver reads all, a recipient their own."""
    match scope:
        case GivenScope():
            return tuple(replies)
        case ReceivedScope(user):
            return tuple(reply for reply in replies if reply.by == user)
        case _:
            return ()
