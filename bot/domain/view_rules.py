"""What a reader sees of a recognition."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.domain.credit import is_credit_visible
from bot.domain.ids import NO_USER, UserId
from bot.domain.mentions import find_mentioned_users
from bot.domain.recognition import Comment, Credit, RecognitionView, Reply
from bot.domain.scope_rules import find_visible_recipients, may_read
from bot.domain.scopes import (
    ChannelScope,
    ChannelsScope,
    CircleScope,
    DigestScope,
    EndorsedScope,
    GivenScope,
    ReceivedScope,
    Scope,
)
from bot.domain.stored_recognition import StoredRecognition
from bot.domain.user import User
from bot.domain.visibility import Visibility


def make_view(
    recognition: StoredRecognition, scope: Scope, unnameable: Collection[UserId] = ()
) -> RecognitionView | None:
    """Return the recognition as the scope sees it; None if it may not read it.

    `unnameable` are the users who opted out of digests: a `DigestScope` does not name them.
    """
    if not may_read(recognition, scope, unnameable):
        return None
    hidden = unnameable if isinstance(scope, DigestScope) else ()
    givers = tuple(user for user in recognition.givers if user not in hidden)
    recipients = find_visible_recipients(recognition, scope, unnameable)
    teams = tuple(team for team in recognition.teams if team.id in recipients)
    is_private = is_private_view(scope, recipients)
    # Endorsers are not shown with a private recognition that was opened to leads.
    is_opened = is_private and isinstance(scope, CircleScope)
    endorsers = [one for one in recognition.endorsers if not is_opened and one.user not in hidden]
    # In order of time: no order here is a ranking.
    comments = (
        *(comment for comment in recognition.comments if comment.user not in hidden),
        *(Comment(one.user, one.text) for one in sorted(endorsers, key=lambda one: one.at) if one.text),
    )
    return RecognitionView(
        id=recognition.id,
        source=recognition.source,
        channel=recognition.channel,
        text=recognition.text,
        givers=givers,
        recipients=tuple(user for user in recipients if user not in {team.id for team in teams}),
        teams=teams,
        values=recognition.values,
        endorsers=tuple(one.user for one in endorsers),
        permalink=recognition.permalink,
        is_private=is_private,
        created_at=recognition.created_at,
        is_open=recognition.visibility is Visibility.PUBLIC,
        comments=select_comments(
            scope, [one for one in comments if not _mentions(one.text, hidden)], givers, recipients
        ),
        credits=_select_credits(recognition, scope, recipients),
        endorsed_at=_find_endorsement_time(recognition, scope),
        replies=select_replies(scope, recognition.replies),
    )


def find_named_users(recognition: StoredRecognition) -> frozenset[UserId]:
    """Return all users that a digest with this recognition may name."""
    endorsers = recognition.endorsers
    texts = [comment.text for comment in recognition.comments] + [endorser.text for endorser in endorsers]
    return frozenset(
        (
            *recognition.givers,
            *(recognition.recipients.keys() - {team.id for team in recognition.teams}),
            *recognition.mentioned,
            *(endorser.user for endorser in endorsers),
            *(user for text in texts for user in find_mentioned_users(text)),
        )
    )


def _mentions(text: str, users: Collection[UserId]) -> bool:
    return bool(users) and any(user in users for user in find_mentioned_users(text))


def _select_credits(
    recognition: StoredRecognition, scope: Scope, recipients: Collection[UserId]
) -> tuple[Credit, ...]:
    """Return the credits that the reader of these recipients may see."""
    reader = scope.user if isinstance(scope, ReceivedScope) else NO_USER
    return tuple(credit for credit in recognition.credits if is_credit_visible(credit, recipients, reader))


def _find_endorsement_time(recognition: StoredRecognition, scope: Scope) -> datetime | None:
    if not isinstance(scope, EndorsedScope):
        return None
    return next((endorser.at for endorser in recognition.endorsers if endorser.user == scope.user), None)


def is_private_view(scope: Scope, recipients: Mapping[UserId, Visibility]) -> bool:
    """Return True if the recognition is private between its giver and the reader.

    `recipients` are those that the scope may see. A lead reads private ones that the recipient opened.
    """
    match scope:
        case ChannelScope() | ChannelsScope() | EndorsedScope():
            return False
        case ReceivedScope(user) if user in recipients:
            return recipients[user] is Visibility.PRIVATE
        case ReceivedScope() | GivenScope() | CircleScope():
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


def select_replies(scope: Scope, replies: Sequence[Reply]) -> tuple[Reply, ...]:
    """Return the replies that the reader may read: a giver reads all, a recipient their own."""
    match scope:
        case GivenScope():
            return tuple(replies)
        case ReceivedScope(user):
            return tuple(reply for reply in replies if reply.by == user)
        case _:
            return ()
