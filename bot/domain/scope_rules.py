"""Which recognitions a scope may read, and which of their recipients it may see.

`bot.storage.visibility` says the same as SQL conditions, for queries that look for recognitions.
"""

from collections.abc import Collection

from bot.domain.audience import Coverage
from bot.domain.ids import ChannelId, UserId
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
from bot.domain.visibility import Visibility, can_be_opened_to_leads, select_channel_recipients


def may_read(recognition: StoredRecognition, scope: Scope, unnameable: Collection[UserId]) -> bool:
    """Return True if the scope may read the recognition.

    `unnameable` are the users that no digest may name: they opted out of digests.
    """
    recipients, givers = recognition.recipients.keys(), recognition.givers
    match scope:
        case DigestScope():
            return _is_covered(recognition, scope) and _can_be_in_digest(recognition, scope, unnameable)
        case ChannelScope(channel):
            return recognition.channel == channel and _is_seen_in_channel(recognition)
        case ChannelsScope(channels):
            return recognition.channel in channels and _is_seen_in_channel(recognition)
        case ReceivedScope(user, only_by):
            is_thanked = user in recipients or user in recognition.readers
            return is_thanked and (not only_by or any(giver in only_by for giver in givers))
        case GivenScope(user, only_to):
            return user in givers and (not only_to or any(recipient in only_to for recipient in recipients))
        case EndorsedScope(user):
            return _is_seen_in_channel(recognition) and any(
                endorser.user == user for endorser in recognition.endorsers
            )
        case CircleScope(users, channels, is_given=True):
            return any(giver in users for giver in givers) and any(
                _is_open_to_lead(recognition, seen, channels) for seen in recognition.recipients.values()
            )
        case CircleScope(users, channels):
            return any(
                user in users
                and (_is_open_to_lead(recognition, seen, channels) or _is_opened(recognition, user))
                for user, seen in recognition.recipients.items()
            )


def find_visible_recipients(
    recognition: StoredRecognition, scope: Scope, unnameable: Collection[UserId]
) -> dict[UserId, Visibility]:
    """Return the recipients that a scope which may read the recognition may see, and how widely each is seen.

    Only the giver and the recipient see that a recipient was thanked in private. `unnameable` is as in
    `may_read`.
    """
    in_channel = select_channel_recipients(recognition.recipients)
    teams = {team.id for team in recognition.teams}
    match scope:
        case DigestScope():
            return {
                user: seen
                for user, seen in in_channel.items()
                if user not in unnameable and _is_visible_in_digest(recognition, seen, scope)
            }
        case ChannelScope() | ChannelsScope() | EndorsedScope() | CircleScope(is_given=True):
            return in_channel
        case CircleScope(users, channels):
            return {
                user: seen
                for user, seen in recognition.recipients.items()
                if _is_open_to_lead(recognition, seen, channels)
                or (user in users and _is_opened(recognition, user))
            }
        case ReceivedScope(reader):
            return {
                user: seen
                for user, seen in recognition.recipients.items()
                if user in in_channel or user == reader or (reader in recognition.readers and user in teams)
            }
        case GivenScope():
            return recognition.recipients


def _is_seen_in_channel(recognition: StoredRecognition) -> bool:
    """Return True if all members of the channel may see one of the recipients."""
    return bool(select_channel_recipients(recognition.recipients))


def _is_covered(recognition: StoredRecognition, scope: DigestScope) -> bool:
    if recognition.channel == scope.channel:
        return True
    match scope.covers:
        case Coverage.CHANNEL:
            return False
        case Coverage.MEMBERS:
            return any(
                user in scope.members and seen is Visibility.PUBLIC
                for user, seen in recognition.recipients.items()
            )
        case Coverage.WORKSPACE:
            return True


def _can_be_in_digest(
    recognition: StoredRecognition, scope: DigestScope, unnameable: Collection[UserId]
) -> bool:
    """Return True if a digest may name a giver, a recipient and all mentioned users."""
    return (
        any(giver not in unnameable for giver in recognition.givers)
        and bool(find_visible_recipients(recognition, scope, unnameable))
        and not any(user in unnameable for user in recognition.mentioned)
    )


def _is_visible_in_digest(recognition: StoredRecognition, seen: Visibility, scope: DigestScope) -> bool:
    """Return True if all readers of a digest may see a recipient that the channel sees this widely."""
    return seen is Visibility.PUBLIC or recognition.channel == scope.channel


def _is_open_to_lead(
    recognition: StoredRecognition, seen: Visibility, channels: Collection[ChannelId]
) -> bool:
    """Return True if a recipient is seen in public, or in one of the private channels that a lead is in."""
    return seen is Visibility.PUBLIC or (seen is Visibility.CHANNEL and recognition.channel in channels)


def _is_opened(recognition: StoredRecognition, user: UserId) -> bool:
    """Return True if a recipient opened a private recognition to their leads."""
    return user in recognition.opened_to_leads and can_be_opened_to_leads(recognition.recipients[user])
