"""The private answer to a giver: when a recognition is saved, and after they changed something about it."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from bot.domain import mentions
from bot.domain.commands.command import NearMiss
from bot.domain.ids import ChannelId, UserId
from bot.domain.name_matches import NO_MATCHES, NameMatches
from bot.domain.recipient_groups import RecipientGroups, ShoutOutState, group_recipients
from bot.domain.recognition import ExclusionReason, RecognitionView
from bot.domain.user import ERASED, User
from bot.domain.values import Values
from bot.domain.visibility import ChannelKind, Visibility, select_channel_recipients
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.context import Context
from bot.slack.features.recognition import added_recipient_views, confirmation_views, target_channel_views
from bot.slack.features.recognition import views as recognition_views
from bot.slack.features.recognition.target_channel import TargetChannel
from bot.slack.outbound.rendering import users_in
from bot.slack.request import Reader
from bot.slack.ui.inline import Names, Spans
from bot.slack.ui.message import Message
from bot.slack.ui.parts import Button
from bot.usecases import recognition_status
from bot.usecases.recognition_status import RecognitionStatus
from bot.usecases.recognitions import RecordedRecognition

NO_USERS: Mapping[UserId, User] = MappingProxyType({})
MAX_MENTIONED_OFFERED = 5
"""Users that the text only mentions and that get a button each to be thanked, too."""


class _Reach(Struct, frozen=True):
    """How a recognition reaches users; `mentioned` are users its text names without thanking."""

    groups: RecipientGroups
    names: Names
    mentioned: tuple[User, ...]


async def confirm_new(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    values: Values,
    recorded: RecordedRecognition,
    target: TargetChannel,
    *,
    is_private: bool,
    known_users: Mapping[UserId, User] = NO_USERS,
    near: Sequence[NearMiss] = (),
    unread_groups: bool = False,
    matches: NameMatches = NO_MATCHES,
    broadcast: str = "",
) -> Message:
    """Build the confirmation of a new recognition, with everything worth knowing about its delivery.

    `known_users` were looked up to give it; others are read as last stored.
    """
    language, channel = reader.language, target.channel
    seen = {
        user: Visibility.PRIVATE if user in recorded.private_recipients else Visibility.PUBLIC
        for user in recorded.recognition.recipients
    }
    state = ShoutOutState.COMING if recorded.has_shout_out else ShoutOutState.NONE
    can_look_up = channel.can_post or channel.kind is ChannelKind.PUBLIC
    reach = await _find_reach(
        context,
        workspace,
        recorded.recognition,
        RecognitionStatus(state, seen, recorded.without_messages),
        recorded.excluded,
        known_users=known_users,
        can_look_up=can_look_up,
    )
    details: list[Spans] = recognition_views.exclusion_notes(language, reach.names, recorded.excluded)
    if unread_groups:
        details.append(recognition_views.unread_group_note(language))
    if channel.kind is ChannelKind.DIRECT and not is_private:
        details.append(recognition_views.direct_message_note(language))
    if recorded.has_shout_out and target.stays:
        details += target_channel_views.stay_note(language, target.stays)
    if recorded.has_shout_out and target.is_moved:
        details.append(target_channel_views.moved_note(language))
    if recorded.has_shout_out and not channel.can_post:
        details.append(
            recognition_views.invite_there_note(language)
            if target.is_elsewhere
            else recognition_views.invite_note(language)
        )
    details += added_recipient_views.unmentioned_notes(language, matches, broadcast)
    return _build_message(
        reader,
        values,
        recorded.recognition,
        state,
        reach,
        details=details,
        near=near,
        more_buttons=added_recipient_views.build_add_buttons(
            language, matches, broadcast, recorded.recognition.id
        ),
    )


async def confirm_again(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    recognition: RecognitionView,
    left_out: Mapping[UserId, ExclusionReason] | None = None,
) -> Message:
    """Build the confirmation as of now; `left_out` are users that could not be added."""
    database = context.deps.database
    delivered = await database.read(recognition_status.find_status, workspace, recognition.id)
    left_out = left_out or {}
    reach = await _find_reach(context, workspace, recognition, delivered, left_out)
    return _build_message(
        reader,
        reader.values,
        recognition,
        delivered.state,
        reach,
        shows_values=True,
        details=recognition_views.exclusion_notes(reader.language, reach.names, left_out),
    )


def _build_message(
    reader: Reader,
    values: Values,
    recognition: RecognitionView,
    state: ShoutOutState,
    reach: _Reach,
    *,
    shows_values: bool = False,
    details: Sequence[Spans],
    near: Sequence[NearMiss] = (),
    more_buttons: Sequence[Button] = (),
) -> Message:
    language = reader.language
    mentioned = [user.id for user in reach.mentioned]
    offered_users = reach.mentioned[:MAX_MENTIONED_OFFERED]
    return confirmation_views.build_confirmation(
        language,
        reach.names,
        values,
        recognition,
        state=state,
        groups=reach.groups,
        shows_values=shows_values,
        details=[*details, *confirmation_views.mentioned_note(language, reach.names, mentioned)],
        near=near,
        more_buttons=[
            *more_buttons,
            *(
                added_recipient_views.thank_too_button(language, user, recognition.id)
                for user in offered_users
            ),
        ],
    )


async def _find_reach(
    context: Context,
    workspace: Workspace,
    recognition: RecognitionView,
    delivered: RecognitionStatus,
    left_out: Collection[UserId],
    *,
    known_users: Mapping[UserId, User] = NO_USERS,
    can_look_up: bool = True,
) -> _Reach:
    """Look up how the recognition reaches each user."""
    thanked = {
        user: delivered.recipients[user]
        for user in recognition.directly_thanked
        if user in delivered.recipients
    }
    channel_recipients = tuple(select_channel_recipients(thanked))
    finding_absent = _find_absent(
        context, workspace, recognition.channel, channel_recipients if can_look_up else ()
    )
    if unknown := (users_in([recognition]) | set(left_out)) - known_users.keys():
        found, absent = await asyncio.gather(
            context.directory.users.find_stored(workspace, unknown), finding_absent
        )
        users = {**known_users, **found}
    else:
        users, absent = dict(known_users), await finding_absent
    groups = group_recipients(
        thanked,
        absent=absent,
        without_messages=delivered.without_messages,
        foreign={user_id for user_id, user in users.items() if user.is_foreign},
    )
    besides = {
        *recognition.givers,
        *recognition.recipients,
        *left_out,
        ERASED,
        workspace.identity.bot_user_id,
    }
    mentioned = [
        users[user_id]
        for user_id in mentions.find_mentioned_users(recognition.text)
        if user_id not in besides
    ]
    return _Reach(
        groups,
        {user_id: user.name for user_id, user in users.items()},
        tuple(user for user in mentioned if user.name and user.is_active_person),
    )


async def _find_absent(
    context: Context, workspace: Workspace, channel: ChannelId, users: Collection[UserId]
) -> frozenset[UserId]:
    """Return the users known not to be in a channel; none if Slack doesn't answer in time."""
    if not users:
        return frozenset()
    try:
        async with context.in_time():
            return await context.directory.memberships.find_absent(workspace, channel, users)
    except (SlackError, TimeoutError):
        return frozenset()
