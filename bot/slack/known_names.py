"""Names that were typed without a mention: the users whom they may mean, among those stored."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from functools import partial

from bot.domain.ids import ChannelId
from bot.domain.name_matches import NameMatches, match_names, match_names_without_at_sign
from bot.domain.user import User
from bot.domain.visibility import may_find_by_name, must_share_channel_to_name
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.context import Context
from bot.slack.request import Request
from bot.usecases import request_facts

MAX_KNOWN_USERS = 2_000
"""Stored users who are compared with a name. Slack is not asked: it would list the whole company."""


async def look_up_names(
    context: Context, request: Request, typed: Sequence[str], text: str, *, besides: Collection[str] = ()
) -> NameMatches:
    """Find the users meant by names after an at sign, or else by the names that the text starts with.

    `besides` are the ids of users who are named already.
    """
    return await look_up_names_in(
        context,
        request.workspace,
        request.reader.user,
        request.command.channel,
        typed,
        text,
        besides=besides,
    )


async def look_up_names_in(
    context: Context,
    workspace: Workspace,
    reader: User,
    channel: ChannelId,
    typed: Sequence[str],
    text: str,
    *,
    besides: Collection[str] = (),
) -> NameMatches:
    """Find the users meant by names that were typed in this channel."""
    if not (typed or text):
        return NameMatches(text)
    if not may_find_by_name(reader):
        return NameMatches(text, unknown=tuple(typed))
    known = await context.deps.database.read(request_facts.list_known_users, workspace, MAX_KNOWN_USERS)
    others = [user for user in known if user.id not in {reader.id, *besides}]
    match = partial(match_names, typed) if typed else match_names_without_at_sign
    # Comparing thousands of names takes a while, so it must not block other requests.
    matches = await asyncio.to_thread(match, text, others)
    hidden = await _find_hidden_guests(context, workspace, channel, {*matches.users, *matches.candidates})
    if not hidden:
        return matches
    return await asyncio.to_thread(match, text, [user for user in others if user not in hidden])


async def _find_hidden_guests(
    context: Context, workspace: Workspace, channel: ChannelId, users: Iterable[User]
) -> set[User]:
    """Return the guests among these users who are not in the channel where the name was typed."""
    guests = [user for user in users if must_share_channel_to_name(user)]
    return {user for user in guests if not await _is_in(context, workspace, channel, user)}


async def _is_in(context: Context, workspace: Workspace, channel: ChannelId, user: User) -> bool:
    try:
        return await context.directory.memberships.can_see(workspace, channel, user.id)
    except (SlackError, TimeoutError):
        return False
