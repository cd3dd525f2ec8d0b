"""The private answer to a giver: when a recognition is saved, and after they changed something about it."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain import mentions
from bot.domain.commands.command import NearMiss
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
from bot.slack.features.recognition.target_channel import Placed
from bot.slack.outbound.rendering import people_in
from bot.slack.reader import Reader
from bot.slack.ui.inline import Names, Spans
from bot.slack.ui.message import Button, Message
from bot.usecases import recognitions
from bot.usecases.recognitions import RecognitionStatus, RecordedRecognition
from bot.usecases.values import find_values

MAX_MENTIONED_OFFERED = 5
"""People who are only mentioned and can be thanked, too, by one button each."""


@dataclass(frozen=True, slots=True)
class _Reached:
    """Whom a recognition reaches how; `mentioned` are those whom the words name without thanking them."""

    groups: RecipientGroups
    names: Names
    mentioned: tuple[User, ...]


async def confirm_new(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    values: Values,
    given: RecordedRecognition,
    placed: Placed,
    *,
    quietly: bool,
    near: Sequence[NearMiss] = (),
    unread_groups: bool = False,
    matches: NameMatches = NO_MATCHES,
    broadcast: str = "",
) -> Message:
    """Answer what was saved just now, with all that is worth knowing about how it is delivered."""
    language, channel = reader.language, placed.channel
    seen = {
        user: Visibility.PRIVATE if user in given.private_recipients else Visibility.PUBLIC
        for user in given.recognition.recipients
    }
    state = ShoutOutState.COMING if given.has_shout_out else ShoutOutState.NONE
    can_look_up = channel.can_post or channel.kind is ChannelKind.PUBLIC
    reached = await _find_reach(
        context,
        workspace,
        given.recognition,
        RecognitionStatus(state, seen, given.unwritten),
        given.excluded,
        can_look_up=can_look_up,
    )
    details: list[Spans] = recognition_views.left_out(language, reached.names, given.excluded)
    if unread_groups:
        details.append(recognition_views.unread_group(language))
    if channel.kind is ChannelKind.DIRECT and not quietly:
        details.append(recognition_views.private_in_direct_messages(language))
    if given.has_shout_out and placed.stays:
        details += target_channel_views.stays_here(language, placed.stays)
    if given.has_shout_out and placed.is_moved:
        details.append(target_channel_views.stands_elsewhere(language))
    if given.has_shout_out and not channel.can_post:
        details.append(
            recognition_views.invite_there(language)
            if placed.is_elsewhere
            else recognition_views.invite(language)
        )
    details += added_recipient_views.notes(language, matches, broadcast)
    return _build_message(
        reader,
        values,
        given.recognition,
        state,
        reached,
        details=details,
        near=near,
        more_buttons=added_recipient_views.buttons(language, matches, broadcast, given.recognition.id),
    )


async def confirm_again(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    recognition: RecognitionView,
    left_out: Mapping[str, ExclusionReason] | None = None,
) -> Message:
    """Answer what is there now; `left_out` are those who could not be added just now."""
    database = context.deps.database
    values = await database.read(find_values, workspace)
    delivered = await database.read(recognitions.find_status, workspace, recognition.id)
    left_out = left_out or {}
    reached = await _find_reach(context, workspace, recognition, delivered, left_out)
    return _build_message(
        reader,
        values,
        recognition,
        delivered.state,
        reached,
        shows_values=True,
        details=recognition_views.left_out(reader.language, reached.names, left_out),
    )


def _build_message(
    reader: Reader,
    values: Values,
    recognition: RecognitionView,
    state: ShoutOutState,
    reached: _Reached,
    *,
    shows_values: bool = False,
    details: Sequence[Spans],
    near: Sequence[NearMiss] = (),
    more_buttons: Sequence[Button] = (),
) -> Message:
    language = reader.language
    mentioned = [user.id for user in reached.mentioned]
    offered = reached.mentioned[:MAX_MENTIONED_OFFERED]
    return confirmation_views.confirmation(
        language,
        reached.names,
        values,
        recognition,
        state=state,
        groups=reached.groups,
        shows_values=shows_values,
        details=[*details, *confirmation_views.only_mentioned(language, reached.names, mentioned)],
        near=near,
        more_buttons=[
            *more_buttons,
            *(added_recipient_views.thank_too_button(language, user, recognition.id) for user in offered),
        ],
    )


async def _find_reach(
    context: Context,
    workspace: Workspace,
    recognition: RecognitionView,
    delivered: RecognitionStatus,
    left_out: Collection[str],
    *,
    can_look_up: bool = True,
) -> _Reached:
    """Look up whom the recognition reaches how."""
    thanked = {
        user: delivered.recipients[user]
        for user in recognition.directly_thanked
        if user in delivered.recipients
    }
    shown = tuple(select_channel_recipients(thanked))
    found, absent = await asyncio.gather(
        context.directory.last_known(workspace, people_in([recognition]) | set(left_out)),
        _find_absent(context, workspace, recognition.channel, shown if can_look_up else ()),
    )
    groups = group_recipients(
        thanked,
        absent=absent,
        unwritten=delivered.unwritten,
        foreign={one for one, user in found.items() if user.is_foreign},
    )
    besides = {
        *recognition.givers,
        *recognition.recipients,
        *left_out,
        ERASED,
        workspace.identity.bot_user_id,
    }
    mentioned = [found[one] for one in mentions.find_mentioned_users(recognition.text) if one not in besides]
    return _Reached(
        groups,
        {one: user.name for one, user in found.items()},
        tuple(user for user in mentioned if user.name and not (user.is_bot or user.is_deactivated)),
    )


async def _find_absent(
    context: Context, workspace: Workspace, channel: str, users: Collection[str]
) -> frozenset[str]:
    """Return those known not to be in a channel; nobody if Slack doesn't answer in time."""
    if not users:
        return frozenset()
    try:
        async with context.in_time():
            return await context.directory.absent(workspace, channel, users)
    except (SlackError, TimeoutError):
        return frozenset()
