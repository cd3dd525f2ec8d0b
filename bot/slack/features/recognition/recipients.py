"""Who is thanked: the users named, and user groups and channels, as people or as teams."""

from collections.abc import Collection, Iterable
from functools import partial

from msgspec import Struct

from bot.domain.ids import ChannelId, UserId
from bot.domain.recognition import MAX_RECIPIENTS, RefusalReason, Rejection
from bot.domain.team import MAX_TEAM_NAME, MAX_TEAM_SIZE, NewTeam, Team, is_thanked_as_itself, is_user_group
from bot.domain.user import User, make_unknown_user
from bot.domain.visibility import ChannelKind, must_be_member_to_post
from bot.domain.workspace import Workspace
from bot.errors import SlackError, TooManyMembersError
from bot.slack.api.cache import call_each
from bot.slack.api.channels import Channel
from bot.slack.context import Context
from bot.slack.request import Reader

MAX_LABEL = 75
"""Characters of an option's label that Slack takes."""
MAX_LOOKED_UP = 2 * MAX_RECIPIENTS
"""Users that one command looks up; more are too many recipients anyway."""


class NamedRecipients(Struct, frozen=True):
    """Who a thanks is to, as far as Slack told.

    `users` are those named, and the members of groups that are thanked person by person. `has_unread` says
    that the members of a group or channel could not be read, `is_too_large` that one has too many.
    """

    users: tuple[User, ...] = ()
    teams: tuple[NewTeam, ...] = ()
    has_unread: bool = False
    is_too_large: bool = False


def are_too_many_in_private(recipients: NamedRecipients, groups: Collection[str]) -> bool:
    """Return True if the members of groups or channels are more people than can be thanked in private.

    What they wish does not matter, so that nothing tells it.
    """
    if not groups:
        return False
    members = {member.id for team in recipients.teams for member in team.members}
    return len(members.union(user.id for user in recipients.users)) > MAX_RECIPIENTS


def find_team_rejection(
    recipients: NamedRecipients, groups: Collection[str], *, is_private: bool
) -> Rejection | None:
    """Return the rejection if teams are too large to be thanked, in a channel or in private."""
    if recipients.is_too_large:
        return Rejection(RefusalReason.TOO_LARGE_TEAM, {})
    if is_private and are_too_many_in_private(recipients, groups):
        return Rejection(RefusalReason.TEAM_IN_PRIVATE, {})
    return None


class _Group(Struct, frozen=True):
    """The members of a user group or channel besides the giver; None if they could not be read."""

    id: str
    members: tuple[UserId, ...] | None
    is_too_large: bool = False


async def find_recipients(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    users: Iterable[UserId],
    groups: Iterable[str] = (),
    whole: frozenset[str] = frozenset(),
    *,
    channel: ChannelId,
    is_private: bool,
) -> NamedRecipients:
    """Look up users, and the members of groups and channels, without the giver, apps and deactivated users.

    `whole` are those to be thanked as themselves, `channel` is where the giver is. In private, all are
    thanked person by person: a team would get no message.
    """
    named = tuple(dict.fromkeys(users))
    found = await call_each(partial(_find_members, context, workspace, reader, channel), groups)
    large = [group for group in found if _is_large(group, whole) and not is_private]
    members = {member for group in large for member in group.members or ()}
    known = await context.directory.users.find(workspace, members) if members else {}
    teams: list[NewTeam] = []
    for group in large:
        people = tuple(known[member] for member in group.members or () if known[member].is_active_colleague)
        if is_thanked_as_itself(len(people), is_whole=group.id in whole):
            name = await _find_name(context, workspace, group.id)
            teams.append(NewTeam(Team(UserId(group.id), name), people))
    as_teams = {team.team.id for team in teams}
    singly = [member for group in found if group.id not in as_teams for member in group.members or ()]
    ids = list(dict.fromkeys([*named, *singly]))
    people_by_id = await context.directory.users.find(workspace, ids[:MAX_LOOKED_UP])
    people_by_id |= {user: make_unknown_user(user) for user in ids[MAX_LOOKED_UP:]}
    return NamedRecipients(
        users=tuple(user for user in people_by_id.values() if user.id in named or user.is_active_person),
        teams=tuple(teams),
        has_unread=any(group.members is None for group in found),
        is_too_large=any(group.is_too_large for group in found),
    )


def _is_large(group: _Group, whole: frozenset[str]) -> bool:
    """Return True if the members must be looked up to decide whether the group is thanked as itself."""
    return bool(group.members) and is_thanked_as_itself(len(group.members or ()), is_whole=group.id in whole)


async def _find_members(
    context: Context, workspace: Workspace, reader: Reader, current: ChannelId, group: str
) -> _Group:
    """Return the members of a user group, or of a channel whose members the giver may know."""
    try:
        members = (
            await context.directory.groups.find_members(workspace, group)
            if is_user_group(group)
            else await _find_channel_members(context, workspace, reader, current, ChannelId(group))
        )
    except TooManyMembersError:
        return _Group(group, (), is_too_large=True)
    if members is None:
        return _Group(group, None)
    others = tuple(member for member in members if member != reader.user.id)
    return _Group(group, others) if len(others) <= MAX_TEAM_SIZE else _Group(group, (), is_too_large=True)


async def _find_channel_members(
    context: Context, workspace: Workspace, reader: Reader, current: ChannelId, channel_id: ChannelId
) -> tuple[UserId, ...] | None:
    """Return the members of a channel; None if Slack does not tell them, or the giver may not know them.

    Anyone in a channel may thank it there. Elsewhere, it must be one that the giver could open; a private one
    is like one that does not exist. Raise `TooManyMembersError`.
    """
    directory = context.directory
    channel = await directory.channels.find(workspace, channel_id)
    if channel.kind is ChannelKind.DIRECT:
        return None
    if channel_id != current and must_be_member_to_post(reader.user, channel.kind):
        return None
    try:
        async with context.in_time():
            members = await directory.memberships.fetch_members(workspace, channel_id, MAX_TEAM_SIZE + 1)
    except TooManyMembersError:
        raise
    except (SlackError, TimeoutError):
        return None
    return tuple(sorted(members))


async def list_offered_teams(
    context: Context, workspace: Workspace, reader: Reader, channel: Channel
) -> tuple[tuple[str, str], ...]:
    """Return the ids and labels of the teams that a form opened in this channel offers."""
    everyone = reader.language.gettext("Everyone in this channel")
    groups = await context.directory.groups.find_all(workspace)
    here = [(channel.id, everyone)] if channel.id and channel.name else []
    return (*here, *((group, f"@{handle}"[:MAX_LABEL]) for group, handle in groups))


async def _find_name(context: Context, workspace: Workspace, group: str) -> str:
    """Return what a user group or channel is called now; "" if Slack does not answer in time."""
    if is_user_group(group):
        name = await context.directory.groups.find_name(workspace, group)
    else:
        name = (await context.directory.channels.find(workspace, ChannelId(group))).name
    return name[:MAX_TEAM_NAME]
