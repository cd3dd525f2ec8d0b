"""Looking up names that were typed without a mention, among the people whom Hearten has met."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from functools import partial

from bot.domain.name_matches import NameMatches, match_names, match_names_without_at_sign
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.context import Context
from bot.slack.request import Request
from bot.usecases import request_facts

MAX_LOOKED_THROUGH = 2_000
"""People among whom a name is looked for. Slack is asked for nobody: that would be the whole company."""


async def look_up_names(
    context: Context, request: Request, typed: Sequence[str], text: str, *, besides: Collection[str] = ()
) -> NameMatches:
    """Look up names that stood after an at sign, or else those with which the text starts.

    `besides` are the user ids of those who are named already.
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
    channel: str,
    typed: Sequence[str],
    text: str,
    *,
    besides: Collection[str] = (),
) -> NameMatches:
    """Look up names that were typed in this channel."""
    if not (typed or text):
        return NameMatches(text)
    if not reader.is_full_member:
        # They see only the people of their channels, and nobody tells who that is without being asked.
        return NameMatches(text, unknown=tuple(typed))
    met = await context.deps.database.read(request_facts.list_known_users, workspace, MAX_LOOKED_THROUGH)
    others = [user for user in met if user.id not in {reader.id, *besides}]
    match = partial(match_names, typed) if typed else match_names_without_at_sign
    # To compare thousands of names takes a while: others are answered meanwhile.
    found = await asyncio.to_thread(match, text, others)
    hidden = await _find_hidden_guests(context, workspace, channel, {*found.users, *found.candidates})
    if not hidden:
        return found
    return await asyncio.to_thread(match, text, [one for one in others if one not in hidden])


async def _find_hidden_guests(
    context: Context, workspace: Workspace, channel: str, found: Iterable[User]
) -> set[User]:
    """Return the guests among these who are not in the channel where the name was typed."""
    return {one for one in found if one.is_guest and not await _is_in(context, workspace, channel, one)}


async def _is_in(context: Context, workspace: Workspace, channel: str, user: User) -> bool:
    try:
        return await context.directory.memberships.can_see(workspace, channel, user.id)
    except (SlackError, TimeoutError):
        return False
